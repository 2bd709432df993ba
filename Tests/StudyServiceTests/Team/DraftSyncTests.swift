import StudyModel
import StudyService
import Testing

@Suite("Report drafts in copies of a study")
struct DraftSyncTests {
    private static func text(_ text: String) -> DraftChanges { FeedbackFixture.text(text) }

    @Test("Texts are merged by words, comments are united, and a word that both changed raises a question")
    func drafts() async throws {
        let team = try await TeamFixture()
        _ = try await team["r1"].writeDraft(
            DraftPlan(name: "a", title: "t", text: "One two three.\n\nFour five six.\n"))
        _ = try await team["r1"].shareDraft(
            "a", CommentRoundPlan(audience: ["g"], due: FeedbackFixture.day))
        try await team.settle()
        _ = try await team["r1"].changeDraft("a", Self.text("One 2 three.\n\nFour five six.\n"))
        _ = try await team["r1"].comment(CommentDraft(who: "g", text: "Yes.", from: 1), on: "a")
        _ = try await team["r2"].changeDraft("a", Self.text("One two three.\n\nFour five 6.\n"))
        _ = try await team["r2"].comment(CommentDraft(who: "g", text: "No.", from: 2), on: "a")
        try await team.settle()
        try await team.expectAlike()
        var now = try await team["r2"].draft("a", version: nil)
        #expect(now.text == "One 2 three.\n\nFour five 6.\n" && now.version == 3)
        #expect(now.versions.last?.cause == .join && now.comments.count == 2)
        #expect(try await team["r1"].questions().isEmpty)
        #expect(try await team["r1"].draft("a", version: 1).text == "One two three.\n\nFour five six.\n")

        _ = try await team["r1"].changeDraft("a", Self.text("One II three.\n\nFour five 6.\n"))
        _ = try await team["r2"].changeDraft("a", Self.text("One due three.\n\nFour five 6!\n"))
        try await team.settle()
        try await team.expectAlike()
        let questions = try await team["r1"].questions()
        #expect(questions.map(\.about) == ["drafts/a.md"] && questions[0].fields == ["body"])
        let stood = try await team["r1"].draft("a", version: nil).text
        #expect(stood.hasSuffix("Four five 6!\n"))
        _ = try await team["r1"].answer(questions[0].id.rawValue, with: .other, reason: nil)
        try await team.settle()
        try await team.expectAlike()
        now = try await team["r2"].draft("a", version: nil)
        #expect(now.text != stood && now.text.hasSuffix("Four five 6!\n"))
        #expect(try await team["r2"].questions().isEmpty)
        try await team.close()
    }

    @Test("A sign-off that one records while the other writes on stays, and no longer stands")
    func signed() async throws {
        let team = try await TeamFixture()
        _ = try await team["r1"].writeDraft(DraftPlan(name: "a", title: "t", text: "One.\n"))
        _ = try await team["r1"].shareDraft(
            "a", CommentRoundPlan(audience: ["g"], due: FeedbackFixture.day))
        _ = try await team["r1"].closeRound(of: "a")
        try await team.settle()
        _ = try await team["r1"].signDraft(SignOff(who: "g"), of: "a")
        _ = try await team["r2"].changeDraft("a", Self.text("Two.\n"))
        try await team.settle()
        try await team.expectAlike()
        let now = try await team["r2"].draft("a", version: nil)
        #expect(now.text == "Two.\n" && now.signatures.map(\.stands) == [false] && now.unsigned == ["g"])
        #expect(try await team["r2"].draft("a", version: 1).text == "One.\n")
        try await team.close()
    }
}
