package import StudyModel

/// `GET /v1/memos`: memos, the newest first; query names `kind`, `record`, `code`, `case`, `writer`, `from`, `to`,
/// `text`, `private`, `limit`, `offset`.
package struct MemosReply: Codable, Sendable {
    package var memos: [MemoHead]
    /// How many match in all.
    package var total: Int
    /// The person's own private memos that were not looked at, because the vault is locked; absent where there are none.
    package var sealed: Int?
    /// Files that are no memo as the format says, one sentence each; absent where there are none.
    package var unreadable: [String]?

    package init(memos: [MemoHead], total: Int, sealed: Int? = nil, unreadable: [String]? = nil) {
        self.memos = memos
        self.total = total
        self.sealed = sealed
        self.unreadable = unreadable
    }
}

/// `POST /v1/memos`: a new memo.
package struct MemoRequest: Codable, Sendable {
    package var kind: Memo.Kind
    /// The beginning of the text, where it is absent.
    package var title: String?
    package var body: String
    package var links: [MemoLinkDraft]?
    /// Whether only the writer is ever to read it.
    package var isPrivate: Bool?
    package var cleared: Bool?

    package init(
        kind: Memo.Kind, title: String? = nil, body: String, links: [MemoLinkDraft]? = nil,
        isPrivate: Bool? = nil, cleared: Bool? = nil
    ) {
        self.kind = kind
        self.title = title
        self.body = body
        self.links = links
        self.isPrivate = isPrivate
        self.cleared = cleared
    }
}

/// `PUT /v1/memos/{memo}`: a new version of a memo of the person's own; what is absent stays.
package struct MemoEditRequest: Codable, Sendable {
    package var kind: Memo.Kind?
    package var title: String?
    package var body: String?
    /// Links to add.
    package var links: [MemoLinkDraft]?
    /// Links to take away, by their number from 1.
    package var unlink: [Int]?
    /// `sha256` of the version the edit started from.
    package var base: String?
    package var cleared: Bool?

    package init(
        kind: Memo.Kind? = nil, title: String? = nil, body: String? = nil, links: [MemoLinkDraft]? = nil,
        unlink: [Int]? = nil, base: String? = nil, cleared: Bool? = nil
    ) {
        self.kind = kind
        self.title = title
        self.body = body
        self.links = links
        self.unlink = unlink
        self.base = base
        self.cleared = cleared
    }
}

/// `GET /v1/memos/{memo}`, and what a write of one did.
package struct MemoReply: Codable, Sendable {
    package var memo: Memo
    /// SHA-256 of its text, which an edit gives back as its `base`.
    package var sha256: String
    package var isPrivate: Bool
    /// Whether the person wrote it, so that they may change it.
    package var isOwn: Bool
    /// In the order of the memo's own, each with what it leads to now.
    package var links: [MemoLinkView]
    /// The memo's file inside the study's folder; absent for a private one.
    package var path: String?
    /// What a write was; absent when nothing was asked to change or nothing did, and when a private memo was removed.
    package var operation: OperationID?

    package init(
        memo: Memo, sha256: String, isPrivate: Bool, isOwn: Bool, links: [MemoLinkView], path: String? = nil,
        operation: OperationID? = nil
    ) {
        self.memo = memo
        self.sha256 = sha256
        self.isPrivate = isPrivate
        self.isOwn = isOwn
        self.links = links
        self.path = path
        self.operation = operation
    }
}
