package import StudyModel

/// `GET /v1/drafts`: the report drafts, by name.
package struct DraftsReply: Codable, Sendable {
    package var drafts: [DraftHead]
    /// Files that are no draft as the format says, one sentence each; absent where there are none.
    package var unreadable: [String]?

    package init(drafts: [DraftHead], unreadable: [String]? = nil) {
        self.drafts = drafts
        self.unreadable = unreadable
    }
}
