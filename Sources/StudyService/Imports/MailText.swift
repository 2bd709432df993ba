internal import Intake
internal import StudyArchive
internal import StudyModel

/// What copies of one e-mail share, as a digest, so that many mails of one Message-ID are told apart at once.
enum MailText {
    static func digest(of body: String) -> String {
        Digest.hex(Array(MailIdentity.comparableText(of: body).utf8))
    }

    /// The digests of all e-mails with a Message-ID among some drafts and their parts, by body.
    static func digests(of drafts: [RecordDraft]) -> [String: String] {
        var digests: [String: String] = [:]
        for draft in drafts {
            if draft.kind == .email, draft.details.text("message-id") != nil {
                digests[draft.body] = digest(of: draft.body)
            }
            digests.merge(self.digests(of: draft.parts)) { first, _ in first }
        }
        return digests
    }
}
