import Foundation
import StudyModel
import StudyService
import Testing

@Suite("Comments on report drafts that come in as files")
struct DraftCommentTests {
    private static func mail(_ subject: String, _ body: String, id: String = UUID().uuidString) -> String {
        """
        From: SP66 <a@b.example>
        Subject: \(subject)
        Date: Wed, 15 Apr 2020 10:00:00 +0000
        Message-ID: <\(id)@b.example>

        \(body)

        """
    }

    private static func start(_ id: Int, _ author: String, _ text: String) -> String {
        "[\(text)]{.comment-start id=\"\(id)\" author=\"\(author)\" date=\"2026-11-23T10:00:00Z\"}"
    }

    private static func end(_ id: Int) -> String { "[]{.comment-end id=\"\(id)\"}" }

    /// The shared draft as it comes back from Word.
    private static func returned(_ token: String) -> String {
        """
        Interim report \(token)

        ^1^ We found: \(start(0, "Ann Example", "Only in one practice."))People come\(end(0)) by themselves.

        > ^2^ words \(start(1, "Ann Example", "Is that so?"))of them\(end(1))

        - \(start(2, "Ann Example", "Drop this."))^3^ one\(end(2))
        - ^4^ [two]{.deletion author="Ann Example" date="2026-11-23T10:00:00Z"}[three]{.insertion author="Ann Example" date="2026-11-23T10:00:00Z"}
        """
    }

    @Test("Comments and visible changes of a Word file are taken in where they stand, once")
    func word() async throws {
        let fixture = try await FeedbackFixture()
        let service = fixture.service
        _ = try await fixture.draft()
        let round = try #require(try await fixture.share("commissioners").rounds.last)
        guard let bytes = try FeedbackFixture.word(Self.returned(round.id.token)) else { return }
        let file = CommentFile(base64: "", who: "commissioners")
        await expectFailure(.draftInvalid) {
            try await service.takeComments(from: bytes, CommentFile(base64: ""), on: "interim")
        }
        let view = try await service.takeComments(from: bytes, file, on: "interim")
        #expect(view.comments.map(\.from) == [1, 2, 3, 4])
        #expect(
            view.comments.prefix(3).map(\.text) == ["Only in one practice.", "Is that so?", "Drop this."])
        #expect(view.comments.map(\.quote) == ["People come", "of them", "one", "two"])
        #expect(view.comments[3].text == "Suggests in its place:\nthree")
        #expect(view.comments.allSatisfy { $0.group == "commissioners" })
        #expect(try !fixture.file("drafts/interim.md").contains("Ann Example"))
        let again = try await service.takeComments(from: bytes, file, on: "interim")
        #expect(again.comments.count == 4 && again.remarks == ["4 comments were there already."])
        let other = try #require(try FeedbackFixture.word("x [rir d-zzzzz]"))
        await expectFailure(.draftInvalid) {
            try await service.takeComments(from: other, file, on: "interim")
        }
        await expectFailure(.importUnreadable) {
            try await service.takeComments(from: Array("no file".utf8), file, on: "interim")
        }
        #expect(try await service.isSound())
    }

    @Test("An author whom the key table knows becomes their handle, and what may be a name is refused")
    func authors() async throws {
        let fixture = try await FeedbackFixture(names: .assisted)
        let service = fixture.service
        _ = try await fixture.draft()
        let round = try #require(try await fixture.share("commissioners").rounds.last)
        _ = try await service.addPseudonym(
            name: "Ann Example", also: [], handle: "M04", kind: nil, dryRun: false)
        guard let bytes = try FeedbackFixture.word(Self.returned(round.id.token)) else { return }
        let view = try await service.takeComments(from: bytes, CommentFile(base64: ""), on: "interim")
        #expect(view.comments.allSatisfy { $0.handle?.rawValue == "M04" })
        let named = Self.returned(round.id.token).replacingOccurrences(
            of: "Only in one practice.", with: "Ask Dr Priya Patel.")
        let suspect = try #require(try FeedbackFixture.word(named))
        await expectFailure(.namesSuspected) {
            try await service.takeComments(from: suspect, CommentFile(base64: ""), on: "interim")
        }
        #expect(try await service.leaks(in: .newest).total == 0)
    }

    @Test("What is shared as a Word file comes back with its paragraphs")
    func roundTrip() async throws {
        let fixture = try await FeedbackFixture()
        _ = try await fixture.draft()
        let shared = try await fixture.share("commissioners")
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/pandoc") else { return }
        let file = try await fixture.service.draftPack("interim", as: .docx)
        #expect(file.name == "interim-\(try #require(shared.rounds.last).id).docx")
        let view = try await fixture.service.takeComments(
            from: file.bytes, CommentFile(base64: "", who: "commissioners"), on: "interim")
        #expect(
            view.comments.isEmpty
                && view.remarks == ["The file holds no comments and no changes that can be seen."])
    }

    @Test("Mails with the token file themselves as comments on the paragraphs they name")
    func mails() async throws {
        let fixture = try await FeedbackFixture()
        let service = fixture.service
        _ = try await fixture.draft()
        let round = try #require(try await fixture.share("commissioners").rounds.last)
        let pack = try await service.draftPack("interim", as: .txt).text
        let (_, outcomes) = try await service.importTexts([
            (
                "1.eml",
                Self.mail("Re: Interim \(round.id.token)", "All well.\n1: only in one practice\n[4] drop")
            ),
            ("2.eml", Self.mail("Re: Interim", "All well.")),
            ("3.eml", Self.mail("Interim \(round.id.token)", pack)),
        ])
        let said = outcomes.map { $0.remarks.contains { $0.contains("Filed as 3 comments on 'interim'") } }
        #expect(said == [true, false, false])
        let view = try await service.draft("interim", version: nil)
        #expect(view.comments.map(\.from) == [nil, 1, 4])
        #expect(view.comments.allSatisfy { $0.handle?.rawValue == "SP66" && $0.group == "commissioners" })
        #expect(view.comments.allSatisfy { $0.record == outcomes[0].record?.id })
        _ = try await service.undo(reason: nil)
        #expect(try await service.draft("interim", version: nil).comments.isEmpty)
        _ = try await service.closeRound(of: "interim")
        let (_, late) = try await service.importTexts([
            ("4.eml", Self.mail("Re: Interim \(round.id.token)", "Late."))
        ])
        #expect(late[0].remarks.contains { $0.contains("Not filed with \(round.id)") })
        #expect(try await service.isSound())
    }
}
