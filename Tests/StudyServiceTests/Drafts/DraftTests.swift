import Foundation
import StudyModel
import StudyService
import Testing

@Suite("Report drafts")
struct DraftTests {
    @Test("Citations get whole names and versions, and show what they lead to")
    func citations() async throws {
        let fixture = try await FeedbackFixture(yaml: FeedbackFixture.draftYAML)
        try await fixture.addSurvey()
        let view = try await fixture.draft(more: "\n[[table:mobiles]]\n")
        #expect(view.text.contains("[[finding:open-door@1]]") && view.text.contains("[[count:records]]"))
        #expect(view.text.contains("[[quote:\(fixture.records[0].rawValue)/"))
        #expect(view.text.contains("[[table:Mobiles by employer]]"))
        #expect(view.shown.contains("[1] We found: People come by themselves. Of 3 records."))
        #expect(view.shown.contains("> [2] “come by themselves” (SP66, 15.04.20)"))
        #expect(view.shown.contains("- [3] one") && view.shown.contains("[5] Mobiles by employer"))
        #expect(view.citations.allSatisfy { $0.refusal == nil && $0.stale == nil })
        #expect(
            view.citations.map(\.line) == [3, 3, 5, 10] && view.citations.map(\.paragraph) == [1, 1, 2, 5])
        // Few of the trust answered: no number of theirs is there.
        let row = view.shown.split(separator: "\n").first { $0.contains("yes") } ?? ""
        #expect(row.contains("| -"), "\(row)")
        #expect(try await fixture.service.isSound())
    }

    @Test("A citation that leads nowhere is refused with its line, and so is one of no kind")
    func unknown() async throws {
        let fixture = try await FeedbackFixture()
        for (text, line) in [
            ("a\n\n[[finding:window]]", "Line 3"), ("[[quote:2020-04-15/zzzz]]", "Line 1"),
            ("[[table:x]]", "Line 1"), ("[[count:money]]", "Line 1"), ("\n[[figure:2]]", "Line 2"),
        ] {
            do {
                _ = try await fixture.service.writeDraft(DraftPlan(name: "a", title: "t", text: text))
                Issue.record("\(text) was taken")
            } catch {
                #expect(error.code == .draftInvalid && error.message.hasPrefix(line), "\(error.message)")
                #expect(error.hint != nil)
            }
        }
    }

    @Test("Stale citations are named: a newer finding, a quote recoded and changed, numbers that changed")
    func stale() async throws {
        let fixture = try await FeedbackFixture(yaml: FeedbackFixture.draftYAML)
        let service = fixture.service
        try await fixture.addSurvey()
        _ = try await fixture.draft(more: "\n[[table:Mobiles by employer]]\n")
        var changes = FindingChanges()
        (changes.statement, changes.reason) = ("Some come by themselves.", "too strong")
        _ = try await service.changeFinding("open-door", changes)
        _ = try await service.note("Another record.")
        try await fixture.addSurvey(26)
        var coding = CodingChange(.edit, codes: ["reach"])
        _ = try await service.changeCodebook([CodebookChange(.add, name: "Reach")], reason: nil)
        coding.coding = try #require(
            try await service.codings(of: fixture.records[0].rawValue).codings.last
        ).coding.id.rawValue
        _ = try await service.code(fixture.records[0].rawValue, [coding], cleared: true)
        func stale() async throws -> [String] {
            try await service.draft("interim", version: nil).citations.compactMap(\.stale)
        }
        #expect(
            try await stale() == [
                "version 2 of the finding is newer", "the number changed", "recoded: its code is reach now",
                "the numbers of the table changed",
            ])
        // An edit elsewhere does not say that somebody looked.
        let text = try await service.draft("interim", version: nil).text
        _ = try await service.changeDraft("interim", FeedbackFixture.text("New.\n\n" + text))
        #expect(try await stale().count == 4)
        changes = FindingChanges()
        var refresh = DraftChanges()
        refresh.refreshes = true
        let fresh = try await service.changeDraft("interim", refresh)
        #expect(fresh.version == 3 && fresh.versions[2].cause == .citations)
        #expect(fresh.text.contains("[[finding:open-door@2]]"))
        #expect(try await stale().isEmpty)
        #expect(try await service.changeDraft("interim", refresh).operation == nil)
        #expect(try await service.isSound())
    }

    @Test("Versions: a conflict, nothing changed, what is kept, one step back")
    func versions() async throws {
        let fixture = try await FeedbackFixture()
        let service = fixture.service
        let first = try await service.writeDraft(DraftPlan(name: "a", title: "t", text: "One.\r\nTwo."))
        #expect(first.text == "One.\nTwo.\n" && first.path == "drafts/a.md")
        await expectFailure(.draftInvalid) {
            try await service.writeDraft(DraftPlan(name: "a", title: "t", text: "x"))
        }
        await expectFailure(.draftInvalid) {
            try await service.writeDraft(DraftPlan(name: "Not so", title: "t", text: "x"))
        }
        #expect(try await service.changeDraft("a", FeedbackFixture.text("One.\nTwo.\n")).operation == nil)
        var changes = FeedbackFixture.text("Three.")
        changes.base = first.base
        _ = try await service.changeDraft("a", changes)
        await expectFailure(.draftConflict) { try await service.changeDraft("a", changes) }
        await expectFailure(.draftNotFound) { try await service.draft("a", version: 1) }
        await expectFailure(.draftNotFound) { try await service.draft("a", version: 7) }
        await expectFailure(.draftNotFound) { try await service.draft("b", version: nil) }
        _ = try await fixture.share("g", draft: "a")
        _ = try await service.changeDraft("a", FeedbackFixture.text("Four."))
        #expect(try await service.draft("a", version: 2).text == "Three.\n")
        _ = try await service.undo(reason: nil)
        #expect(try await service.draft("a", version: nil).text == "Three.\n")
        #expect(try await service.isSound())
    }

    @Test("The file may be changed below its front matter in any editor, and is adopted as a version")
    func adopted() async throws {
        let fixture = try await FeedbackFixture()
        let service = fixture.service
        _ = try await fixture.draft()
        let path = "\(fixture.study.study)/drafts/interim.md"
        let text = try fixture.file("drafts/interim.md")
        try (text + "\nAdded: [[count:codes]] codes.\n").write(
            toFile: path, atomically: true, encoding: .utf8)
        let adoption = try await service.adopt(paths: nil, reason: nil)
        #expect(adoption.files == ["drafts/interim.md"])
        let view = try await service.draft("interim", version: nil)
        #expect(view.version == 2 && view.shown.contains("Added: 1 codes."))
        let now = try fixture.file("drafts/interim.md")
        for (old, new) in [
            ("Interim report", "Another"), ("\"number\":2", "\"number\":3"), ("[[count:codes]]", "[[x]]"),
        ] {
            try now.replacingOccurrences(of: old, with: new).write(
                toFile: path, atomically: true, encoding: .utf8)
            await expectFailure(.draftInvalid) { try await service.adopt(paths: nil, reason: nil) }
        }
        try now.write(toFile: path, atomically: true, encoding: .utf8)
        #expect(try await service.isSound())
    }

    @Test(
        "Comments are answered and taken in; the round is closed, the version signed, and a later one takes that back"
    )
    func rounds() async throws {
        let fixture = try await FeedbackFixture()
        let service = fixture.service
        let text = try await fixture.draft().text
        await expectFailure(.draftState) {
            try await service.comment(CommentDraft(who: "g", text: "x"), on: "interim")
        }
        let shared = try await fixture.share("commissioners", "SP66")
        #expect(shared.stage == .shared && shared.operation != nil)
        #expect(try await fixture.share("commissioners", "SP66").operation == nil)
        #expect(try await fixture.share().operation == nil)
        _ = try await service.comment(
            CommentDraft(who: "SP66", text: "In one practice.", from: 1, quote: "People come"), on: "interim")
        let two = try await service.comment(
            CommentDraft(who: "Commissioners", text: "Too long.", from: 3, to: 4), on: "interim")
        #expect(two.comments.map(\.who) == ["SP66", "commissioners"])
        await expectFailure(.draftInvalid) {
            try await service.comment(CommentDraft(who: "g", text: "x", from: 5), on: "interim")
        }
        await expectFailure(.participantNotFound) {
            try await service.comment(CommentDraft(who: "SP99", text: "x"), on: "interim")
        }
        await expectFailure(.draftState) { try await service.closeRound(of: "interim") }
        _ = try await service.answerComment(
            CommentAnswer(comment: 2, outcome: .declined, reason: "It is two items."), on: "interim")
        await expectFailure(.draftState) { try await service.signDraft(SignOff(who: "SP66"), of: "interim") }
        let taken = try await service.changeDraft(
            "interim", FeedbackFixture.text("In one practice.\n\n" + text, reason: "SP66", takesIn: [1]))
        #expect(taken.comments.map(\.state) == [.takenIn, .declined] && taken.stage == .answered)
        await expectFailure(.draftState) { try await fixture.share("commissioners") }
        _ = try await service.closeRound(of: "interim")
        await expectFailure(.draftState) { try await service.signDraft(SignOff(who: "SP66"), of: "interim") }
        _ = try await fixture.share("commissioners", "SP66")
        _ = try await service.closeRound(of: "interim")
        _ = try await service.signDraft(SignOff(who: "SP66"), of: "interim")
        let status = try await service.status().advice
        #expect(status.contains { $0.contains("not signed off by commissioners") }, "\(status)")
        let signed = try await service.signDraft(SignOff(who: "commissioners"), of: "interim")
        #expect(signed.stage == .signed && signed.unsigned.isEmpty)
        let later = try await service.changeDraft("interim", FeedbackFixture.text("Later.\n"))
        #expect(
            later.unsigned == ["commissioners", "SP66"] && later.signatures.map(\.stands) == [false, false])
        #expect(try await service.drafts().drafts.map(\.stage) == [.writing])
        #expect(try await service.isSound())
    }
}
