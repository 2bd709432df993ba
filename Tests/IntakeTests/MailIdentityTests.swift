import StudyModel
import Testing

@testable import Intake

@Suite struct MailIdentityTests {
    @Test(arguments: [
        ("Hello.\n", "Hello.  \n\n", true), ("a\nFrom b\n", "a\n>From b\n", true),
        ("Hello.\n", "Hello.\n\n_______________\nGarden mailing list\nTo unsubscribe, write.\n", true),
        ("Hello.\n", "Hello!\n", false), ("Hello.\n", "Hello.\n> Hello.\n", false),
    ]) func texts_areOneWhereOnlyTheirWayDiffers(one: String, other: String, areOne: Bool) {
        #expect(
            (MailIdentity.comparableText(of: one) == MailIdentity.comparableText(of: other)) == areOne)
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
