import Foundation
import StudyModel
import StudyService
import Testing

@Suite("Feedback cycles")
struct CycleTests {
    @Test("From a finding to what its audience is told")
    func whole() async throws {
        let fixture = try await FeedbackFixture()
        let service = fixture.service
        let first = try await fixture.finding()
        let cycle = try await fixture.open("open-door", audience: ["Link  workers", "sp66"])
        let id = cycle.id.rawValue
        #expect(cycle.stage == .open && cycle.audience == ["link-workers", "SP66"])
        #expect(
            cycle.findings.map(\.pin.version) == [first.version.id] && cycle.waits.map(\.what) == [.sharing])
        #expect(try await service.status().advice.contains { $0.contains("rir cycle due") })
        let unheard = { try await service.status().advice.contains { $0.contains("Nobody heard back") } }
        #expect(try await unheard())
        await expectFailure(.cycleState) { try await service.respond(ResponseDraft(stance: .agree), to: id) }
        let shared = try await service.shareCycle(id)
        #expect(shared.stage == .shared && shared.operation != nil)
        #expect(try await service.shareCycle(id).operation == nil)
        #expect(try await !unheard())

        var answer = ResponseDraft(stance: .disagree, text: "Only in two practices.")
        (answer.handle, answer.group) = (Handle(rawValue: "SP66"), "link-workers")
        _ = try await service.respond(answer, to: id)
        answer.handle = Handle(rawValue: "SP41")
        (answer.text, answer.stance) = ("It is as you say.", .agree)
        _ = try await service.respond(answer, to: id)
        await expectFailure(.cycleState) { try await service.closeCycle(id) }
        let order = CycleOrder(
            outcome: .revise, reason: "It holds in two.",
            statement: "In two practices people come by themselves.")
        let decided = try await service.decideCycle(order, in: id)
        #expect(decided.stage == .decided && decided.waits.map(\.what) == [.telling])
        let (_, steps) = try await service.findingHistory("open-door")
        #expect(steps.last?.version.cause == .decision && steps.last?.version.cycle == cycle.id)
        #expect(steps.last?.responses.map(\.stance) == [.disagree, .agree])
        // The pack is that of what was shared.
        let pack = try await service.cyclePack(id, as: .html).text
        #expect(pack.contains("People come by themselves.") && !pack.contains("In two practices"))
        let told = try await service.closeCycle(id)
        #expect(told.stage == .closed && told.waits.isEmpty)
        let text = try await service.cycleAnswer(id, as: .txt).text
        #expect(text.contains("Only in two practices. (SP66)") && text.contains("In two practices people"))
        #expect(!text.contains("It is as you say."), "SP41 has not agreed to be quoted")
        #expect(try await service.cycleAnswer(id, as: .html).remarks.count == 1)
        await expectFailure(.cycleState) { try await service.respond(answer, to: id) }
        #expect(try await service.isSound())
        let acts = try await service.operations(limit: 0, offset: 0).operations.map(\.act)
        #expect(acts.filter { $0 == .cycle }.count == 6)
        #expect(
            try await service.everything(about: "SP66").responses.map(\.text) == ["Only in two practices."])
    }

    @Test("A finding that says nothing of what speaks against it is not shared")
    func oneSided() async throws {
        let fixture = try await FeedbackFixture()
        let service = fixture.service
        let evidence = try await fixture.code(0, "come by themselves", .supports)
        _ = try await service.writeFinding(FindingDraft(statement: "A.", name: "a", links: [evidence]))
        await expectFailure(.findingUnexamined) { try await fixture.open("a") }
        var changes = FindingChanges()
        changes.searched = "In all conversations of 2020."
        _ = try await service.changeFinding("a", changes)
        let cycle = try await fixture.open("a")
        _ = try await service.shareCycle(cycle.id.rawValue)
        let pack = try await service.cyclePack(cycle.id.rawValue, as: .txt).text
        #expect(pack.contains("In all") && pack.contains(cycle.token))
    }

    @Test("A pack quotes those who agreed to it, and says how many it leaves out")
    func consent() async throws {
        let fixture = try await FeedbackFixture()
        let service = fixture.service
        _ = try await fixture.finding()
        let id = try await fixture.open("open-door").id.rawValue
        for format in [FeedbackFormat.html, .txt] {
            let made = try await service.cyclePack(id, as: format)
            let text = made.text
            #expect(text.contains("come by themselves (SP66, 15.04.20)") && text.contains("Nobody came (M04"))
            #expect(!text.contains("queue was long") && text.contains("1 passage is not shown"))
            #expect(made.remarks.count == 1 && made.remarks[0].contains("SP41"))
            #expect(!text.contains("<script") && !text.contains("SP41"))
        }
        _ = try await service.recordConsent(
            ConsentAsked(
                participants: [try #require(Handle(rawValue: "SP66"))], meeting: nil, act: .withdrawn,
                purposes: [.quote], mode: .oral, at: nil, form: nil, expires: nil, records: nil, evidence: nil
            ))
        #expect(try await !service.cyclePack(id, as: .html).text.contains("themselves (SP66"))
    }

    @Test("A planted name never reaches a pack or an answer")
    func plantedName() async throws {
        let fixture = try await FeedbackFixture(names: .assisted)
        let service = fixture.service
        _ = try await fixture.finding()
        let id = try await fixture.open("open-door").id.rawValue
        _ = try await service.shareCycle(id)
        var answer = ResponseDraft(stance: .nuance, text: "Ask Dr Priya Patel about it.")
        await expectFailure(.namesSuspected) { try await service.respond(answer, to: id) }
        (answer.cleared, answer.handle) = (true, Handle(rawValue: "SP66"))
        _ = try await service.respond(answer, to: id)
        _ = try await service.decideCycle(CycleOrder(outcome: .keep, reason: "It holds."), in: id)
        #expect(
            try await service.cycleAnswer(id, as: .txt).text.contains("Patel"), "nobody knew it was a name")
        _ = try await service.addPseudonym(
            name: "Priya Patel", also: [], handle: "M04", kind: nil, dryRun: false)
        #expect(try !fixture.file("cycles/\(id).yaml").contains("Patel"))
        for made in [
            try await service.cyclePack(id, as: .html), try await service.cycleAnswer(id, as: .html),
            try await service.cycleAnswer(id, as: .txt),
        ] { #expect(!made.text.contains("Patel")) }
        // What comes in by hand is stopped on its way out.
        let path = "\(fixture.study.study)/cycles/\(id).yaml"
        let text = try fixture.file("cycles/\(id).yaml").replacingOccurrences(
            of: "What we found", with: "For Priya Patel")
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        await expectFailure(.namesFound) { try await service.adopt(paths: nil, reason: nil) }
        try StudyFixture.git(fixture.study.study, "commit", "-qam", "by hand")
        await expectFailure(.namesFound) { try await service.cyclePack(id, as: .html) }
        await expectFailure(.namesFound) { try await service.closeCycle(id) }
    }

    @Test("Somebody who withdraws goes out of findings and cycles")
    func withdrawal() async throws {
        let fixture = try await FeedbackFixture(names: .assisted)
        let service = fixture.service
        _ = try await service.writeFinding(
            FindingDraft(statement: "SP66 sees people come.", name: "a", searched: "Everywhere."))
        let id = try await fixture.open("a", audience: ["SP66"]).id.rawValue
        _ = try await service.shareCycle(id)
        var answer = ResponseDraft(stance: .agree, text: "I do see them.")
        answer.handle = Handle(rawValue: "SP66")
        _ = try await service.respond(answer, to: id)
        _ = try await service.withdraw("SP66", .removeFromAnalysis, mode: .oral, at: nil, dryRun: false)
        #expect(try !fixture.file("cycles/\(id).yaml").contains("SP66"))
        #expect(try !fixture.file("findings/a.yaml").contains("SP66"))
        let left = try await service.cycle(id)
        #expect(left.responses.map(\.text) == ["[withdrawn]"] && left.responses[0].handle == nil)
        await expectFailure(.participantWithdrawn) { try await service.respond(answer, to: id) }
        #expect(try await service.isSound())
    }
}
