/// What a suspect may be, in the words a person decides in.
package enum SuspectKind: String, Hashable, Sendable, Codable, CaseIterable {
    case person
    case place
    case organisation
    /// A name, but not plain of what.
    case name
    case email
    case phone
    /// A number that stands for one person: of the NHS, of an account, of an identity card.
    case number
    case postcode
    case address
    case birthday
    case url
    case handle
}

/// A place in a waiting text where somebody may be named, with what a person needs to decide.
///
/// Holds the words themselves, so it goes to the person and the vault and nowhere else.
package struct WaitingSuspect: Hashable, Sendable, Codable {
    /// Where it stands: `body`, `title`, or the key of a detail such as `from`; with the number of a part before it
    /// where the source has several, as in `2.body`.
    package var field: String
    /// In Unicode scalars of that text from 0, half open.
    package var span: Range<Int>
    package var text: String
    package var kind: SuspectKind
    /// True for a likely one, false for one that is merely possible.
    package var isLikely: Bool
    /// Why it is one, in a few words.
    package var reason: String
    /// Handles it may stand for, where a known name fits more than one.
    package var candidates: [String]
    /// Up to 60 scalars of the same line on either side.
    package var before: String
    package var after: String
    /// How often the same words are suspected in this source.
    package var count: Int

    package init(
        field: String, span: Range<Int>, text: String, kind: SuspectKind, isLikely: Bool, reason: String,
        candidates: [String] = [], before: String = "", after: String = "", count: Int = 1
    ) {
        self.field = field
        self.span = span
        self.text = text
        self.kind = kind
        self.isLikely = isLikely
        self.reason = reason
        self.candidates = candidates
        self.before = before
        self.after = after
        self.count = count
    }
}

/// What a person decides about a suspect.
package struct SuspectDecision: Hashable, Sendable, Codable {
    package enum Verdict: String, Hashable, Sendable, Codable, CaseIterable {
        /// A participant: the words go to the key table under a handle.
        case participant
        /// A place: `[place A]`.
        case place
        /// An organisation: `[organisation A]`.
        case organisation
        /// Something else to be left out, such as a telephone number: `[telephone number]`.
        case other
        /// No name here; the same words elsewhere are asked about again.
        case notAName = "not-a-name"
        /// Never a name in this study.
        case never
    }

    /// The words, as the suspect has them.
    package var text: String
    package var verdict: Verdict
    /// The handle of a participant, or the label of a place or an organisation that is known already (`place A`).
    ///
    /// Without it the next free one is taken.
    package var handle: String?

    package init(text: String, verdict: Verdict, handle: String? = nil) {
        self.text = text
        self.verdict = verdict
        self.handle = handle
    }
}

/// A source that waits in the inbox, without its words.
package struct WaitingSource: Hashable, Sendable, Codable {
    package enum Cause: String, Hashable, Sendable, Codable {
        /// Somebody may be named in it.
        case suspects
        /// The vault was locked when it came, so known names could not be replaced.
        case locked
        /// The study holds everything until somebody looks.
        case policy
    }

    package enum Source: String, Hashable, Sendable, Codable {
        case capture
        case `import`
        case edit
        case survey
    }

    /// The id the record will have; for an edit the record's own.
    package var id: RecordID
    package var source: Source
    package var cause: Cause
    package var received: Timestamp
    /// How many records it will make.
    package var records: Int
    /// How many suspects are undecided; `nil` while the vault is locked.
    package var suspects: Int?
    /// The title with known names replaced; `nil` while the vault is locked.
    package var title: String?

    package init(
        id: RecordID, source: Source, cause: Cause, received: Timestamp, records: Int, suspects: Int?,
        title: String?
    ) {
        self.id = id
        self.source = source
        self.cause = cause
        self.received = received
        self.records = records
        self.suspects = suspects
        self.title = title
    }
}
