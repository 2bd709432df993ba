package import StudyModel

extension StudyIndex {
    // MARK: Records

    /// A record as it now stands; `nil` when it is unknown or removed.
    package func summary(_ id: RecordID) async throws(StudyError) -> RecordSummary? {
        try await summaries([id])[id]
    }

    /// Records as they now stand; unknown and removed ones are left out.
    package func summaries(_ ids: [RecordID]) async throws(StudyError) -> [RecordID: RecordSummary] {
        try await gate.pass { files throws(StudyError) in try await files.summaries(ids) }
    }

    /// The records that a part of an id can mean, removed ones last; at most 10.
    ///
    /// The first of these that finds any decides: the whole id, all characters after the last dash, the
    /// start, any part. Capitals count as small letters.
    package func resolve(_ part: String) async throws(StudyError) -> [RecordID] {
        try await gate.pass { files throws(StudyError) in try await files.resolve(part) }
    }

    /// Whether a record was taken out by an undo; `nil` for an unknown one.
    package func isRemoved(_ id: RecordID) async throws(StudyError) -> Bool? {
        try await gate.pass { files throws(StudyError) in try await files.standing(id)?.isRemoved }
    }

    /// The records a filter admits, newest day first, then by id.
    ///
    /// Of several kinds any will do; of several participants every one must take part.
    ///
    /// - Throws: `search.invalid` when `filter.text` is not a query.
    package func records(_ filter: RecordFilter) async throws(StudyError) -> RecordPage {
        try await gate.pass { files throws(StudyError) in try await files.records(filter) }
    }

    /// The handles of everybody who takes part in a record, sorted.
    package func handles() async throws(StudyError) -> [Handle] {
        try await gate.pass { files throws(StudyError) in try await files.handles() }
    }

    /// The current records that somebody takes part in, oldest day first.
    package func attendance() async throws(StudyError) -> [RecordSummary] {
        try await gate.pass { files throws(StudyError) in try await files.attendance() }
    }

    /// The operations that changed any of some other files, oldest first.
    package func operations(changing paths: [String]) async throws(StudyError) -> [OperationSummary] {
        try await gate.pass { files throws(StudyError) in try await files.operations(changing: paths) }
    }

    /// When each member's last step was made, and how many steps of others have come since.
    package func lastSteps() async throws(StudyError) -> [MemberID: (at: Timestamp, since: Int)] {
        try await gate.pass { files throws(StudyError) in try await files.lastSteps() }
    }

    /// What came here after a member's last step before a moment; `nil` where they had made none.
    package func arrivals(for member: MemberID, before moment: Timestamp) async throws(StudyError)
        -> Arrivals?
    {
        try await gate.pass { files throws(StudyError) in
            try await files.arrivals(for: member, before: moment)
        }
    }

    /// The operations that changed files below a folder, oldest first, each with a commit that did.
    package func operations(
        below folder: String
    ) async throws(StudyError) -> [(operation: OperationSummary, commit: String)] {
        try await gate.pass { files throws(StudyError) in try await files.operations(below: folder) }
    }

    /// Every current e-mail with what puts it into its thread, in the order of days.
    package func mails() async throws(StudyError) -> [IndexedMail] {
        try await gate.pass { files throws(StudyError) in try await files.mails() }
    }

    /// The current e-mails that carry each Message-ID, as their detail holds it.
    package func mails(named messageIDs: Set<String>) async throws(StudyError) -> [String: [RecordID]] {
        try await gate.pass { files throws(StudyError) in try await files.mails(named: messageIDs) }
    }

    /// A record's versions, oldest first; empty for an unknown one.
    package func history(_ id: RecordID) async throws(StudyError) -> [RecordVersion] {
        try await gate.pass { files throws(StudyError) in try await files.history(id) }
    }

    /// The newest record that holds each content in any of its versions and is not removed.
    package func contentDigests(matching digests: Set<String>) async throws(StudyError) -> [String: RecordID]
    {
        try await gate.pass { files throws(StudyError) in try await files.contentDigests(matching: digests) }
    }

    // MARK: Search

    /// The best matches of a query in FTS5's syntax, over titles and bodies.
    ///
    /// Scores are bm25 (k1 = 1.2, b = 0.75) over all current records whatever the filter, higher is better,
    /// equal ones in the order of ids. Total and facets count every match the filter admits. `filter.text` is
    /// a second query that must match too. `filter.limit` 0 means 20.
    ///
    /// - Throws: `search.invalid` for what is not a query; the hint shows the forms there are.
    package func search(_ query: String, filter: RecordFilter) async throws(StudyError) -> SearchAnswer {
        try await gate.pass { files throws(StudyError) in try await files.search(query, filter: filter) }
    }

    // MARK: Operations

    /// Operations, newest first, and how many there are in all; a limit of 0 means all.
    package func operations(
        limit: Int, offset: Int
    ) async throws(StudyError) -> (operations: [OperationSummary], total: Int) {
        try await gate.pass { files throws(StudyError) in
            try await files.operations(limit: limit, offset: offset)
        }
    }

    package func operation(_ id: OperationID) async throws(StudyError) -> OperationSummary? {
        try await gate.pass { files throws(StudyError) in try await files.operation(id) }
    }

    /// The newest capture, import, edit or adoption that was not taken back.
    package func lastUndoable(by member: MemberID) async throws(StudyError) -> OperationSummary? {
        try await gate.pass { files throws(StudyError) in try await files.lastUndoable(by: member) }
    }

    /// The versions an operation made, by record id.
    package func changes(of operation: OperationID) async throws(StudyError) -> [(RecordID, RecordVersion)] {
        try await gate.pass { files throws(StudyError) in try await files.changes(of: operation) }
    }

    /// The other files an operation changed, each with the first of its commits that did.
    package func files(of operation: OperationID) async throws(StudyError) -> [(path: String, commit: String)]
    {
        try await gate.pass { files throws(StudyError) in try await files.files(of: operation) }
    }

    /// Totals for the study's status.
    package func counts() async throws(StudyError) -> IndexCounts {
        try await gate.pass { files throws(StudyError) in try await files.counts() }
    }

    // MARK: Checking

    /// Reads the whole index and says what is wrong with it, one sentence each; empty when it is sound.
    package func checkIntegrity() async throws(StudyError) -> [String] {
        try await gate.pass { files throws(StudyError) in try await files.checkIntegrity() }
    }
}
