import Foundation
import StudyArchive
import StudyModel
import StudyService
import Testing

@Suite("How a copy stands with the others")
struct TeamViewTests {
    @Test("Who was last heard of when, what waits for whom, and what was not sent")
    func team() async throws {
        let team = try await TeamFixture()
        let (one, two) = (try team["r1"], try team["r2"])
        try await CodingTests.frame(one, ["Access"])
        let id = try await one.note("They come by themselves.").record.id
        var plan = RoundPlan(title: "First")
        plan.records = [id.rawValue]
        _ = try await one.planRound(plan)
        _ = try await one.openRound("first")
        _ = try await two.note("Mine.")
        var status = try await one.status()
        let sync = try #require(status.sync)
        #expect(sync.remote == "origin" && sync.unsent > 0 && sync.failure == nil && sync.last != nil)
        try #require(status.team.map(\.member.rawValue) == ["r1", "r2"])
        #expect(status.team.map(\.isSelf) == [true, false])
        #expect(status.team[1].lastStep == nil)
        #expect(status.team.map(\.waits) == [["codes in the round 'first'"], ["codes in the round 'first'"]])
        try await team.settle()
        for service in [one, two] {
            while try await service.nextInRound("first", isDone: true).record != nil {}
            _ = try await service.submitRound("first", isPartial: false)
        }
        try await team.settle()
        status = try await two.status()
        #expect(status.sync?.unsent == 0)
        #expect(status.team.allSatisfy { $0.lastStep != nil })
        #expect(status.team[0].waits == ["closes the round 'first': all is handed in"])
        #expect(status.team[1].waits.isEmpty)
        _ = try await one.note("After all that.")
        #expect(try await one.status().team[1].since == 1)
        try await team.close()
    }

    @Test("A morning begins with what came since the day before, whatever clocks say")
    func morning() async throws {
        let team = try await TeamFixture()
        let (one, two) = (try team["r1"], try team["r2"])
        try await CodingTests.frame(one, ["Access"])
        let day = 86_400_000
        team.clock("r1", wrongBy: -2 * day)
        _ = try await one.note("The queue was long.")
        // Two days later by r1's clock; r2's is behind by three, and what they did is sent last.
        team.clock("r2", wrongBy: -3 * day)
        _ = try await two.note("They come by themselves.", kind: .interview)
        _ = try await two.note("Nobody answered.", kind: .interview)
        _ = try await two.note("Gone by tonight.")
        _ = try await two.undo(reason: nil)
        team.clock("r1", wrongBy: 0)
        var arrivals = try #require(try await one.status().arrivals)
        #expect(arrivals.records.isEmpty && arrivals.work.isEmpty)
        try await team.settle()
        arrivals = try #require(try await one.status().arrivals)
        #expect(arrivals.records.map(\.kind) == [.interview] && arrivals.records.map(\.count) == [2])
        let work = arrivals.work.map { "\($0.member.rawValue) \($0.act.rawValue) \($0.steps)" }
        #expect(work == ["r2 capture 3", "r2 undo 1"])
        // What one does oneself today is new too, and moves nothing.
        _ = try await one.note("Rain.")
        let later = try #require(try await one.status().arrivals)
        #expect(
            later.since == arrivals.since && later.records.map(\.count) == [2, 1]
                && later.work == arrivals.work)
        try await team.close()
    }

    @Test("A copy synchronises by itself once its time has come, and says why it could not")
    func byItself() async throws {
        let team = try await TeamFixture()
        let (one, two) = (try team["r1"], try team["r2"])
        _ = try await one.note("The queue was long.")
        _ = try await one.sync()
        // Nobody chose it, so nothing comes.
        _ = await two.synchroniseWhenDue()
        #expect(try await two.records(RecordFilter()).records.isEmpty)
        await expectFailure(.requestInvalid) { try await two.synchronise(every: 1441, with: nil) }
        await expectFailure(.remoteNotFound) { try await two.synchronise(every: 5, with: "nowhere") }
        try await two.synchronise(every: 5, with: nil)
        #expect(try await two.status().sync?.every == 5)
        // It was synchronised a moment ago.
        _ = await two.synchroniseWhenDue()
        #expect(try await two.records(RecordFilter()).records.isEmpty)
        team.clock("r2", wrongBy: 6 * 60_000)
        _ = await two.synchroniseWhenDue()
        #expect(try await two.records(RecordFilter()).records.count == 1)
        try team.setNetwork(false)
        team.clock("r2", wrongBy: 12 * 60_000)
        _ = await two.synchroniseWhenDue()
        #expect(try await two.status().sync?.failure?.code == StudyError.Code.syncUnreachable.rawValue)
        try team.setNetwork(true)
        _ = try await two.sync()
        #expect(try await two.status().sync?.failure == nil)
        try await two.synchronise(every: 0, with: nil)
        #expect(try await two.status().sync?.every == nil)
        try await team.close()
    }

    @Test("A remote that was set back is refused, and stays named until it is mended")
    func setBack() async throws {
        let team = try await TeamFixture()
        let (one, two) = (try team["r1"], try team["r2"])
        _ = try await one.note("The queue was long.")
        let head = try StudyFixture.git(team.remote, "rev-parse", "main").output
            .trimmingCharacters(in: .newlines)
        try await team.settle()
        #expect(try StudyFixture.git(team.remote, "update-ref", "refs/heads/main", head).status == 0)
        await expectFailure(.syncRefused) { try await two.sync() }
        let advice = try await two.status().advice
        #expect(advice.contains { $0.contains("went back") }, "\(advice)")
        try await team.close()
    }
}
