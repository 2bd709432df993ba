/// What an importer makes of some bytes: a record without an id, a version or a provenance.
package struct RecordDraft: Hashable, Sendable, Codable {
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
    /// What the source did not say outright, and how sure the importer is.
    package var guesses: [ImportGuess]
    /// Comments that others left on the source.
    package var memos: [DraftMemo]
    /// Documents that came inside the source, such as a mail's attachments: records of their own, linked to this one.
    package var parts: [RecordDraft]

    package init(
        kind: RecordKind, day: CalendarDay? = nil, time: String? = nil, title: String,
        participants: [Handle] = [], details: RecordDetails = .init(), body: String,
        remarks: [String] = [], guesses: [ImportGuess] = [], memos: [DraftMemo] = [],
        parts: [RecordDraft] = []
    ) {
        self.kind = kind
        self.day = day
        self.time = time
        self.title = title
        self.participants = participants
        self.details = details
        self.body = body
        self.remarks = remarks
        self.guesses = guesses
        self.memos = memos
        self.parts = parts
    }
}

/// How one field of a record was worked out where the source does not say it outright.
package struct ImportGuess: Hashable, Sendable, Codable {
    package enum Certainty: String, Hashable, Sendable, Codable {
        /// Several signs agree, or the sign is one that people set on purpose, such as a date in a file's name.
        case likely
        /// One weak sign; worth a look.
        case unsure
    }

    /// `kind`, `date`, `title`, `participants`, `encoding`, `speakers`, `delimiter` or `header`.
    package var field: String
    /// What it rests on, without quoting the source: `the file's name`, `its first line`.
    package var basis: String
    package var certainty: Certainty

    package init(field: String, basis: String, certainty: Certainty) {
        self.field = field
        self.basis = basis
        self.certainty = certainty
    }
}

/// A comment that somebody left on a source before it was imported.
package struct DraftMemo: Hashable, Sendable, Codable {
    /// The name the source gives.
    package var author: String?
    /// When, as the source gives it, in ISO 8601.
    package var at: String?
    /// The words it was put on.
    package var quote: String?
    package var text: String

    package init(author: String? = nil, at: String? = nil, quote: String? = nil, text: String) {
        self.author = author
        self.at = at
        self.quote = quote
        self.text = text
    }
}

/// What the person says about a source, which wins over whatever an importer works out.
package struct RecordOverrides: Hashable, Sendable, Codable {
    package var kind: RecordKind?
    package var day: CalendarDay?
    package var title: String?
    package var participants: [Handle]?
    /// Who a speaker's label in a transcript stands for: `Speaker 1` is `SP66`.
    package var speakers: [String: Handle]?

    package init(
        kind: RecordKind? = nil, day: CalendarDay? = nil, title: String? = nil,
        participants: [Handle]? = nil, speakers: [String: Handle]? = nil
    ) {
        self.kind = kind
        self.day = day
        self.title = title
        self.participants = participants
        self.speakers = speakers
    }
}
