/// What an importer makes of some bytes: a record without an id, a version or a provenance.
package struct RecordDraft: Hashable, Sendable {
    package var kind: RecordKind
    /// The day the source gives, or `nil` when it gives none; the service then takes the file's day or today.
    package var day: CalendarDay?
    package var time: String?
    package var title: String
    package var participants: [Handle]
    package var details: RecordDetails
    /// LF line ends, no byte order mark, ends with LF unless empty.
    package var body: String
    /// Sentences for the person about what had to be guessed or repaired.
    ///
    /// They never quote the text.
    package var remarks: [String]

    package init(
        kind: RecordKind, day: CalendarDay? = nil, time: String? = nil, title: String,
        participants: [Handle] = [],
        details: RecordDetails = .init(), body: String, remarks: [String] = []
    ) {
        self.kind = kind
        self.day = day
        self.time = time
        self.title = title
        self.participants = participants
        self.details = details
        self.body = body
        self.remarks = remarks
    }
}

/// What the person says about a source, which wins over whatever an importer works out.
package struct RecordOverrides: Hashable, Sendable, Codable {
    package var kind: RecordKind?
    package var day: CalendarDay?
    package var title: String?
    package var participants: [Handle]?

    package init(
        kind: RecordKind? = nil, day: CalendarDay? = nil, title: String? = nil, participants: [Handle]? = nil
    ) {
        self.kind = kind
        self.day = day
        self.title = title
        self.participants = participants
    }
}
