package import StudyModel

/// `GET /v1/erasures`: what was taken out of history, oldest first, and who has carried it out.
package struct ErasuresReply: Codable, Sendable {
    package var erasures: [ErasureReceipt]

    package init(erasures: [ErasureReceipt]) { self.erasures = erasures }
}

/// `POST /v1/erasures`: takes words out of everything that the study holds or ever held.
package struct RedactionRequest: Codable, Sendable {
    package var words: String
    /// Only look where they stand.
    package var dryRun: Bool?

    package init(words: String, dryRun: Bool? = nil) {
        self.words = words
        self.dryRun = dryRun
    }
}

/// Where words stand or stood, and once they are taken out what was done.
package struct RedactionReply: Codable, Sendable {
    /// Files that hold them, or ever did.
    package var places: [String]
    /// How many operations have them in their reason.
    package var reasons: Int
    /// Files that hold them now and that no erasure touches, because consent and decisions rest on them.
    package var stays: [String]
    package var receipt: ErasureReceipt?

    package init(places: [String], reasons: Int, stays: [String] = [], receipt: ErasureReceipt?) {
        self.places = places
        self.reasons = reasons
        self.stays = stays
        self.receipt = receipt
    }
}
