internal import StudyModel

/// A source in the inbox as it is sealed: the words as they came, and what has been decided about them.
///
/// Exactly one of ``draft``, ``edit`` and ``survey`` is there.
struct HeldSource: Codable, Sendable {
    /// What the first record will be called; of an edit and a survey a name for the inbox alone.
    var id: RecordID
    var received: Provenance
    /// The same in milliseconds since 1970, so that sources are taken in in the order they came.
    var order: Int
    var cause: WaitingSource.Cause
    /// A note or an imported source.
    var draft: RecordDraft?
    /// Of an import: the file's path as the person gave it, and when it was last changed.
    var path: String?
    var modified: Timestamp?
    var edit: HeldEdit?
    var survey: HeldSurvey?
    /// What two imports of the same source share; absent for an edit and a survey.
    var digest: String?
    /// Words that are no names in this source, in lower case.
    var settled: [String] = []
    /// The id of the sealed original, where one is kept.
    var original: String?

    var source: WaitingSource.Source {
        if edit != nil { return .edit }
        if survey != nil { return .survey }
        return path == nil ? .capture : .import
    }

    /// What may be known of it while the vault is locked.
    var note: WaitingSource {
        WaitingSource(
            id: id, source: source, cause: cause, received: received.at, records: draft?.count ?? 1,
            suspects: nil, title: nil)
    }
}

extension RecordDraft {
    /// How many records it makes: itself and its parts.
    var count: Int { parts.reduce(1) { $0 + $1.count } }
}

/// An edit that waits.
struct HeldEdit: Codable, Sendable {
    var record: RecordID
    var changes: RecordChanges
    var reason: String?
    var base: String?
}

/// A survey that waits: the file's bytes and what the person said about them.
struct HeldSurvey: Codable, Sendable {
    var file: ImportFile
    var options: SurveyOptions
    var people: ImportFile?
    var codebook: ImportFile?
}
