/// A point in the archive's history: the newest commit of `main` that a reader has taken in.
package struct ArchivePosition: Hashable, Sendable, Codable {
    /// The commit's id in hexadecimal.
    package var commit: String

    package init(commit: String) { self.commit = commit }
}

/// One commit's worth of an operation, as the archive made it and the index takes it in.
///
/// A large import is one operation of many commits; each brings its own changes and repeats the summary, whose
/// `records` then counts this commit's changes only.
package struct AppliedOperation: Sendable {
    package var summary: OperationSummary
    package var changes: [AppliedChange]
    /// The other files it changed, such as a survey's: study path to the git object, `nil` where it was removed.
    package var files: [String: String?]
    /// Where the archive stands after it.
    package var position: ArchivePosition

    package init(
        summary: OperationSummary, changes: [AppliedChange], files: [String: String?] = [:],
        position: ArchivePosition
    ) {
        self.summary = summary
        self.changes = changes
        self.files = files
        self.position = position
    }
}

/// One record version that an operation made.
package struct AppliedChange: Sendable {
    package var id: RecordID
    package var version: RecordVersion
    /// The record as it now stands; `nil` when the version is a removal.
    package var record: Record?
    /// What two imports of the same content share (see the archive's `ContentDigest`); `nil` for a removal.
    package var contentDigest: String?

    package init(id: RecordID, version: RecordVersion, record: Record?, contentDigest: String? = nil) {
        self.id = id
        self.version = version
        self.record = record
        self.contentDigest = contentDigest
    }
}
