internal import StudyModel

/// A source in the inbox as it is sealed: the words as they came, and what has been decided about them.
struct HeldSource: Codable, Sendable {
    /// What the person wanted.
    enum Wish: Codable, Sendable {
        /// Records of one source; the first gets the id.
        case drafts(RecordDraft, path: String?, modified: Timestamp?)
        /// A new version of a record.
        case edit(RecordChanges, reason: String?, base: String?)
        /// A survey's table with what was said about it.
        case survey(HeldSurvey)
    }

    var id: RecordID
    var received: Provenance
    var cause: WaitingSource.Cause
    var wish: Wish
    /// What two imports of the same source share; absent for an edit and a survey.
    var digest: String?
    /// Words that are no names in this source, in lower case.
    var settled: [String] = []
    /// The original's name in the vault, where one is kept.
    var original: String?

    var source: WaitingSource.Source {
        switch wish {
        case .drafts(_, let path, _): path == nil ? .capture : .import
        case .edit: .edit
        case .survey: .survey
        }
    }

    /// What may be known of it while the vault is locked.
    var note: WaitingSource {
        WaitingSource(
            id: id, source: source, cause: cause, received: received.at, records: records, suspects: nil,
            title: nil)
    }

    private var records: Int {
        if case .drafts(let draft, _, _) = wish { return draft.count }
        return 1
    }
}

extension RecordDraft {
    /// How many records it makes: itself and its parts.
    var count: Int { parts.reduce(1) { $0 + $1.count } }
}

/// A survey that waits: the file's bytes and what the person said about them.
struct HeldSurvey: Codable, Sendable {
    var file: ImportFile
    var options: SurveyOptions
    var people: ImportFile?
    var codebook: ImportFile?
}
