package import StudyModel

/// A commit without a member's signature, made with git alone.
package struct VouchedCommit: Hashable, Sendable {
    /// Its id, in hexadecimal.
    package var id: String
    /// What it changed: study path to the SHA-256 of the file, `nil` where it is gone.
    package var files: [String: String?]
    /// The versions of records among that.
    package var versions: [RecordID: Int]
    /// Whether it is a step that somebody signed who has left since, and not one made with git alone.
    package var isStep = false
}

/// One operation before it is written: what is to change and on whose behalf.
package struct ArchiveOperation: Sendable {
    /// One record version to make.
    package struct RecordChange: Sendable {
        package var id: RecordID
        package var version: Int
        package var change: RecordVersion.Change
        /// The new version; `nil` takes the record out of the current state.
        package var record: Record?
        /// SHA-256 of the working file that an adoption takes the text from; that file may then be written over.
        package var adopting: String?

        package init(
            id: RecordID, version: Int, change: RecordVersion.Change, record: Record?, adopting: String? = nil
        ) {
            self.id = id
            self.version = version
            self.change = change
            self.record = record
            self.adopting = adopting
        }
    }

    package var id: OperationID
    package var act: OperationSummary.Act
    package var by: MemberID
    package var at: Timestamp
    package var reason: String?
    package var undoes: OperationID?
    package var records: [RecordChange]
    /// Other files of the study: study path to bytes, or `nil` to remove.
    package var files: [String: [UInt8]?]
    /// SHA-256 of working files that an adoption takes other files from, by study path; they may be written over.
    package var adopting: [String: String] = [:]
    /// Commitments to originals that were sealed outside git: SHA-256 over 32 random bytes and the original's.
    package var originals: [String] = []

    /// Commits that somebody made with git alone and the member now answers for.
    package var vouchesFor: [VouchedCommit] = []

    /// Leaves that nothing opens any more once it is done.
    var covers: [LeafRange] = []

    package init(
        id: OperationID, act: OperationSummary.Act, by: MemberID, at: Timestamp, reason: String? = nil,
        undoes: OperationID? = nil, records: [RecordChange] = [], files: [String: [UInt8]?] = [:]
    ) {
        self.id = id
        self.act = act
        self.by = by
        self.at = at
        self.reason = reason
        self.undoes = undoes
        self.records = records
        self.files = files
    }

    /// How lists show it.
    package var summary: OperationSummary {
        OperationSummary(
            id: id, act: act, by: by, at: at, records: records.count, reason: reason, undoes: undoes)
    }
}
