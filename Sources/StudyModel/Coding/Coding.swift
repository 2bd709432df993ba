/// One application of a code to a span of a record, or to the record as a whole, by one coder.
///
/// Who coded and which record is said by the file it lies in, `coding/<coder>/YYYY/MM/DD/<record-id>.jsonl`.
package struct Coding: Hashable, Sendable, Codable {
    /// How it came about.
    package enum Origin: String, Hashable, Sendable, Codable, CaseIterable {
        case hand
        /// Found by a text or a pattern.
        case text
        /// Everything one speaker says.
        case speaker
        /// Answers to one question of a survey.
        case question
        /// Brought in from another program.
        case `import`
    }

    /// What became of it when the text changed.
    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// It stands where it was, on the same words.
        case sound
        /// The words it stands on were changed; ``Coding/was`` holds what they were.
        case changed
        /// Its words are gone; it is shown and counted apart until somebody decides.
        case lost
    }

    package let id: CodingID
    package var code: CodeID
    /// Where it stands; `nil` for the record as a whole.
    ///
    /// Of a ``State/lost`` one, where it last stood.
    package var anchor: Anchor?
    /// The record's version that the anchor is in.
    package var version: Int
    /// SHA-256 of that version's file in hexadecimal.
    package var sha256: String
    /// The revision of the code it was made or confirmed under.
    package var revision: Int
    package var origin: Origin
    package var state: State
    /// The words it stood on before they changed.
    package var was: String?
    package var comment: String?
    /// Within the code's scale.
    package var weight: Int?
    /// When it was made.
    package var at: Timestamp
    /// The GUID it carries in other programs, where it came from one.
    package var guid: String?

    package init(
        id: CodingID, code: CodeID, anchor: Anchor?, version: Int, sha256: String, revision: Int,
        origin: Origin = .hand, state: State = .sound, was: String? = nil, comment: String? = nil,
        weight: Int? = nil, at: Timestamp, guid: String? = nil
    ) {
        self.id = id
        self.code = code
        self.anchor = anchor
        self.version = version
        self.sha256 = sha256
        self.revision = revision
        self.origin = origin
        self.state = state
        self.was = was
        self.comment = comment
        self.weight = weight
        self.at = at
        self.guid = guid
    }

    /// Where it stands in the body now; `nil` for the record as a whole and for a lost one.
    package var span: Range<Int>? { state == .lost ? nil : anchor?.span }
}
