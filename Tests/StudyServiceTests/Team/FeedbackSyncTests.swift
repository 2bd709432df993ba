import Foundation
import StudyArchive
import StudyModel
import StudyService
import Testing

@Suite("Findings and feedback cycles in copies of a study")
struct FeedbackSyncTests {
    private static func statement(_ text: String) -> FindingChanges {
        var changes = FindingChanges()
        (changes.statement, changes.reason) = (text, "said otherwise")
        return changes
    }

    private static func team() async throws -> TeamFixture {
        let team = try await TeamFixture()
        let service = try team["r1"]
        _ = try await FeedbackFixture.fill(service)
        _ = try await service.writeFinding(
            FindingDraft(statement: "People come.", name: "a", searched: "Everywhere."))
        try await team.settle()
        return team
    }

    @Test("What two change in a finding is both kept: evidence as a union, statements with a question")
    func findings() async throws {
        let team = try await Self.team()
        let records = try await team["r1"].records(RecordFilter()).records.map(\.id.rawValue)
        var links = FindingChanges()
        links.links = [EvidenceDraft(.supports, record: records[0])]
        _ = try await team["r1"].changeFinding("a", links)
        links.links = [EvidenceDraft(.disconfirms, record: records[1])]
        _ = try await team["r2"].changeFinding("a", links)
        try await team.settle()
        try await team.expectAlike()
        var now = try await team["r1"].finding("a", version: nil)
        #expect(now.version.links.count == 2 && now.version.cause == .join && now.versions == 4)
        #expect(try await team["r1"].questions().isEmpty)

        _ = try await team["r1"].changeFinding("a", Self.statement("Some people come."))
        _ = try await team["r2"].changeFinding("a", Self.statement("Most people come."))
        try await team.settle()
        try await team.expectAlike()
        let questions = try await team["r2"].questions()
        #expect(questions.map(\.about) == ["findings/a.yaml"] && questions[0].fields == ["statement"])
        now = try await team["r1"].finding("a", version: nil)
        let stood = now.version.statement
        let (_, steps) = try await team["r2"].findingHistory("a")
        #expect(
            Set(steps.map(\.version.statement)) == ["People come.", "Some people come.", "Most people come."])
        _ = try await team["r2"].answer(questions[0].id.rawValue, with: .other, reason: nil)
        try await team.settle()
        try await team.expectAlike()
        let last = try await team["r1"].finding("a", version: nil).version
        #expect(last.statement != stood && last.written.by.rawValue == "r2")
        #expect(try await team["r1"].questions().isEmpty)
        try await team.close()
    }

    @Test("What two do in a cycle both happened, and different decisions raise a question")
    func cycles() async throws {
        let team = try await Self.team()
        let cycle = try await team["r1"].openCycle(
            CyclePlan(title: "Found", findings: ["a"], audience: ["link-workers"], due: FeedbackFixture.day))
        let id = cycle.id.rawValue
        _ = try await team["r1"].shareCycle(id)
        try await team.settle()
        _ = try await team["r1"].respond(ResponseDraft(stance: .agree, text: "Yes."), to: id)
        _ = try await team["r2"].respond(ResponseDraft(stance: .disagree, text: "No."), to: id)
        _ = try await team["r1"].decideCycle(CycleOrder(outcome: .keep, reason: "It holds."), in: id)
        try await team.settle()
        try await team.expectAlike()
        // The decision did not know of the other answer.
        var now = try await team["r2"].cycle(id)
        #expect(now.responses.count == 2 && now.stage == .shared && !now.findings[0].isDecided)
        #expect(try await team["r2"].questions().isEmpty)

        _ = try await team["r1"].decideCycle(CycleOrder(outcome: .keep, reason: "It holds."), in: id)
        _ = try await team["r2"].decideCycle(
            CycleOrder(outcome: .revise, reason: "It does not.", statement: "Few come."), in: id)
        try await team.settle()
        try await team.expectAlike()
        let questions = try await team["r1"].questions()
        #expect(questions.map(\.fields) == [["decision a"]])
        _ = try await team["r1"].answer(questions[0].id.rawValue, with: .other, reason: nil)
        try await team.settle()
        try await team.expectAlike()
        now = try await team["r2"].cycle(id)
        #expect(now.stage == .decided)
        _ = try await team["r1"].closeCycle(id)
        _ = try await team["r2"].respond(ResponseDraft(stance: .new, text: "And the stairs?"), to: id)
        try await team.settle()
        try await team.expectAlike()
        now = try await team["r1"].cycle(id)
        #expect(now.stage == .closed && now.responses.count == 3)
        try await team.close()
    }
}
