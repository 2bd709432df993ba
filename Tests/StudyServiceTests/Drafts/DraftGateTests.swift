import Foundation
import StudyModel
import StudyService
import Testing

@Suite("What a report draft never lets out")
struct DraftGateTests {
    /// The message of the refusal of every way out.
    private static func refusals(
        _ service: StudyService, _ code: StudyError.Code, _ name: String = "interim"
    ) async throws -> [String] {
        var messages: [String] = []
        for format in DraftFormat.allCases {
            do {
                _ = try await service.draftFile(name, version: nil, as: format)
                Issue.record("\(format) went out")
            } catch {
                #expect(error.code == code, "\(error)")
                messages.append(error.message)
            }
        }
        do {
            _ = try await service.shareDraft(
                name, CommentRoundPlan(audience: ["g"], due: FeedbackFixture.day))
            Issue.record("it was shared")
        } catch { #expect(error.code == code) }
        return messages
    }

    @Test("A quote without consent, with its line; and what went out before does not go out again")
    func consent() async throws {
        let fixture = try await FeedbackFixture()
        let service = fixture.service
        let queue = try await fixture.code(2, "queue was long", .supports)
        _ = try await fixture.draft(more: "\nIt is said: [[quote:\(queue.record)/\(queue.coding ?? "")]].\n")
        for message in try await Self.refusals(service, .draftWithheld) {
            #expect(message.contains("line 10") && message.contains("SP41") && !message.contains("queue"))
        }
        let view = try await service.draft("interim", version: nil)
        #expect(!view.shown.contains("queue was long") && view.shown.contains("quote withheld"))
        #expect(view.citations.last?.shows == nil && view.citations.last?.refusal?.contains("SP41") == true)
        let text = view.text.replacingOccurrences(of: "It is said:", with: "Gone.")
            .replacingOccurrences(
                of: " [[quote:\(fixture.records[2].rawValue)/\(queue.coding ?? "")]].", with: "")
        _ = try await service.changeDraft("interim", FeedbackFixture.text(text))
        _ = try await fixture.share("g")
        let page = try await service.draftPack("interim", as: .txt).text
        #expect(page.contains("come by themselves") && page.contains("[2]"))
        _ = try await service.recordConsent(
            ConsentAsked(
                participants: [try #require(Handle(rawValue: "SP66"))], meeting: nil, act: .withdrawn,
                purposes: [.quote], mode: .oral, at: nil, form: nil, expires: nil, records: nil, evidence: nil
            ))
        await expectFailure(.draftWithheld) { try await service.draftPack("interim", as: .html) }
        await expectFailure(.draftWithheld) { try await service.draftFile("interim", version: nil, as: .md) }
    }

    @Test("A quote that somebody typed with an attribution is caught too")
    func typed() async throws {
        let fixture = try await FeedbackFixture()
        _ = try await fixture.service.writeDraft(
            DraftPlan(name: "interim", title: "t", text: "One.\n\n“Long queues” (SP41, 15.04.20)\n"))
        for message in try await Self.refusals(fixture.service, .draftWithheld) {
            #expect(message.contains("line 3") && message.contains("SP41"))
        }
        _ = try await fixture.service.writeDraft(
            DraftPlan(name: "good", title: "t", text: "“They come” (SP66, 15.04.20)\n"))
        #expect(try await fixture.service.draftFile("good", version: nil, as: .md).text.contains("SP66"))
    }

    @Test("Counts of so few people that they might be recognised")
    func smallCells() async throws {
        let yaml = "policies:\n  consent: required\nattributes:\n  role:\n    values: [lead, link]\n"
        let fixture = try await FeedbackFixture(yaml: yaml)
        _ = try await fixture.service.importParticipants(
            csv: Array("handle,role\nSP66,lead\n".utf8), prefix: nil, dryRun: false)
        _ = try await fixture.service.writeDraft(
            DraftPlan(
                name: "interim", title: "t", text: "There is [[count:participants/role/lead]] of them.\n"))
        for message in try await Self.refusals(fixture.service, .draftWithheld) {
            #expect(message.contains("line 1") && message.contains("So few"))
        }
    }

    @Test("A known name, with its line, however it came in")
    func names() async throws {
        let fixture = try await FeedbackFixture(names: .assisted)
        let service = fixture.service
        await expectFailure(.namesSuspected) {
            try await service.writeDraft(DraftPlan(name: "a", title: "t", text: "Dr Priya Patel said so.\n"))
        }
        _ = try await service.writeDraft(
            DraftPlan(name: "interim", title: "t", text: "One.\n\nDr Priya Patel said so.\n", cleared: true))
        #expect(try await service.draftFile("interim", version: nil, as: .md).text.contains("Patel"))
        _ = try await service.addPseudonym(
            name: "Priya Patel", also: [], handle: "M04", kind: nil, dryRun: false)
        #expect(try !fixture.file("drafts/interim.md").contains("Patel"))
        #expect(try await service.draft("interim", version: nil).shown.contains("M04"))
        // What comes in by hand is stopped on its way out.
        let path = "\(fixture.study.study)/drafts/interim.md"
        let text = try fixture.file("drafts/interim.md") + "\nAsk Priya Patel.\n"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        await expectFailure(.namesFound) { try await service.adopt(paths: nil, reason: nil) }
        try StudyFixture.git(fixture.study.study, "commit", "-qam", "by hand")
        for message in try await Self.refusals(service, .namesFound) {
            #expect(message.contains("line 5") && !message.contains("Patel"), "\(message)")
        }
    }

    @Test("Somebody who withdraws goes out of drafts, with what they said and what was copied from them")
    func withdrawal() async throws {
        let fixture = try await FeedbackFixture(names: .assisted)
        let service = fixture.service
        _ = try await fixture.draft(
            more: "\nSP66 said: They come by themselves now, and we did not expect it.\n")
        _ = try await fixture.share("SP66", "g")
        _ = try await service.comment(
            CommentDraft(
                who: "SP66", text: "I did say so.", from: 2,
                quote: "They come by themselves now, and we did not"),
            on: "interim")
        _ = try await service.answerComment(
            CommentAnswer(comment: 1, outcome: .declined, reason: "SP66 is quoted."), on: "interim")
        _ = try await service.signDraft(SignOff(who: "SP66"), of: "interim")
        let id = fixture.records[0]
        #expect(try await service.everything(about: "SP66").comments.count == 1)
        _ = try await service.withdraw("SP66", .removeFromAnalysis, mode: .oral, at: nil, dryRun: false)
        let file = try fixture.file("drafts/interim.md")
        #expect(!file.contains("SP66") && !file.contains("did not expect") && !file.contains("I did say so"))
        let view = try await service.draft("interim", version: nil)
        #expect(view.comments.map(\.text) == ["[withdrawn]"] && view.comments[0].handle == nil)
        #expect(view.shown.contains("[withdrawn] said: [withdrawn]"), "\(view.shown)")
        #expect(view.citations.first { $0.citation.hasPrefix("quote:\(id)") }?.refusal != nil)
        await expectFailure(.draftWithheld) { try await service.draftPack("interim", as: .html) }
        await expectFailure(.participantWithdrawn) {
            try await service.comment(CommentDraft(who: "SP66", text: "x"), on: "interim")
        }
        #expect(try await service.isSound())
    }
}
