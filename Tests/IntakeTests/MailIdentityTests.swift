import StudyModel
import Testing

@testable import Intake

@Suite struct MailIdentityTests {
    private let id = RecordDetails(["message-id": .text("<1@x>")])

    @Test(arguments: [
        ("Hello.\n", "Hello.  \n\n", MailIdentity.Likeness.same),
        ("a\nFrom b\n", "a\n>From b\n", .same),
        ("Hello.\n", "Hello.\n\n_______________\nGarden mailing list\nTo unsubscribe, write.\n", .same),
        ("Hello.\n", "Hello!\n", .sameIDOnly), ("Hello.\n", "Hello.\n> Hello.\n", .sameIDOnly),
    ]) func sameMessageID_isComparedByText(one: String, other: String, likeness: MailIdentity.Likeness) {
        #expect(MailIdentity.likeness((id, one), (id, other)) == likeness)
        #expect(MailIdentity.likeness((id, other), (id, one)) == likeness)
    }

    @Test func otherOrNoMessageIDs_sayNothing() {
        let other = RecordDetails(["message-id": .text("<2@x>")])
        #expect(MailIdentity.likeness((id, "a"), (other, "a")) == .different)
        #expect(MailIdentity.likeness((RecordDetails(), "a"), (RecordDetails(), "a")) == .different)
        #expect(MailIdentity.id(of: id) == "1@x")
    }

    @Test func copiesOfListMails_areOne() async throws {
        guard try Corpus.require() else { return }
        // Five copies by way of two lists; two mails whose text was changed under one id.
        for (prefix, count, different) in [("msg-1", 2, 1), ("msg-2", 2, 2), ("msg-3", 5, 1)] {
            var texts: Set<String> = []
            for number in 1...count {
                let path = "emails/maildir_duplicate/cur/\(prefix)-\(number):2,"
                let draft = try #require(try await Corpus.drafts(path).first)
                texts.insert(MailIdentity.comparableText(of: draft.body))
            }
            #expect(texts.count == different, "\(prefix)")
        }
    }
}
