/// A passage that a query found, with its words and where they come from.
package struct QueryFinding: Hashable, Sendable, Codable {
    /// One coding behind it.
    package struct Coded: Hashable, Sendable, Codable {
        package var id: CodingID
        package var code: CodeID
        package var path: CodePath?
        package var source: CodingSource
        package var isWhole: Bool

        package init(id: CodingID, code: CodeID, path: CodePath?, source: CodingSource, isWhole: Bool) {
            self.id = id
            self.code = code
            self.path = path
            self.source = source
            self.isWhole = isWhole
        }
    }

    package var record: RecordID
    package var kind: RecordKind
    package var day: CalendarDay
    package var participants: [Handle]
    /// Unicode scalars of the body from 0, half open.
    package var span: Range<Int>
    package var quote: String
    package var before: String
    package var after: String
    package var codings: [Coded]

    package init(
        record: RecordID, kind: RecordKind, day: CalendarDay, participants: [Handle], span: Range<Int>,
        quote: String, before: String, after: String, codings: [Coded]
    ) {
        self.record = record
        self.kind = kind
        self.day = day
        self.participants = participants
        self.span = span
        self.quote = quote
        self.before = before
        self.after = after
        self.codings = codings
    }
}

/// A query that is kept under a name: `queries/<name>.yaml` (format.md §12.4).
package struct SavedQuery: Hashable, Sendable, Codable {
    /// Small letters, digits and dashes.
    package var name: String
    package var query: String
    /// What it is for.
    package var note: String
    package var saved: Provenance

    package init(name: String, query: String, note: String, saved: Provenance) {
        self.name = name
        self.query = query
        self.note = note
        self.saved = saved
    }

    package var path: String { "queries/\(name).yaml" }

    package static func isName(_ text: String) -> Bool {
        !text.contains("/") && CodePath.slug(of: text) == text && text.utf8.count <= 60
    }

    /// The whole file.
    package var text: String {
        """
        name: \(name)
        query: \(JSONText.quoted(query))
        note: \(JSONText.quoted(note))
        saved-by: \(saved.by.rawValue)
        saved-at: \(saved.at.rawValue)

        """
    }

    /// Reads a file.
    ///
    /// - Throws: ``PeopleTextFailure`` with the line or the field that is not as the format says.
    package init(from bytes: [UInt8]) throws(PeopleTextFailure) {
        let fields = try FieldLines.fields(in: bytes)
        self.init(
            name: try fields.one("name") { Self.isName($0) ? $0 : nil },
            query: try fields.one("query") { $0 }, note: try fields.one("note") { $0 },
            saved: try fields.provenance("saved"))
        try FieldLines.check(bytes, is: text)
    }
}
