/// How sure a finding is.
package enum Certainty: String, Codable, Sendable, Comparable, CaseIterable {
    /// Needs a look: more often right than not, or too costly to miss.
    case possible
    case likely
    /// Stands in the key table as it stands in the text.
    case certain

    private var order: Int {
        switch self {
        case .possible: 0
        case .likely: 1
        case .certain: 2
        }
    }

    package static func < (left: Certainty, right: Certainty) -> Bool { left.order < right.order }
}

/// Where a replacement is to stand.
package enum ReplacementStyle: String, Codable, Sendable {
    /// In running text, in square brackets: `[SP66]`.
    case prose
    /// In a value of its own, such as a front matter value or a speaker label, bare: `SP66`.
    case field
}

/// What led from the words in a text to an entry of the key table.
package enum NameRule: String, Codable, Sendable, CaseIterable {
    /// A name as the table lists it, whatever its case.
    case exact
    /// With `'s` or `'` after it.
    case possessive
    /// In the plural: `the Smiths`.
    case inflected
    case firstName = "first name"
    case surname
    /// Surname before the first name: `Smith, Jane`.
    case reversed
    /// With middle names or initials that the table does not list.
    case middleName = "middle name"
    /// `J. Smith`, `Smith, J.`, `J.S.`, `JS`.
    case initials
    case misspelling
    case email = "e-mail"
    /// A name written before an e-mail address.
    case displayName = "display name"
    /// `JaneSmith`, `jane_smith`, `jane.smith`: also a part of a URL, file name or @handle.
    case joined
    /// `Smith-Jones` where the table has one of the two.
    case hyphenated
    /// Other letters for the same name: `Mueller` for `Müller`.
    case transliterated
    case phone
}

/// One place in a text where a name was replaced.
package struct Change: Codable, Sendable, Equatable {
    /// Unicode scalars of the text before.
    package var original: Range<Int>
    /// Unicode scalars of the text after.
    package var replaced: Range<Int>
    /// What stood there.
    ///
    /// A secret like the table itself.
    package var stood: String
    /// The entry's replacement, without brackets.
    package var replacement: String
    package var rule: NameRule
    package var certainty: Certainty
}

/// A text with known names replaced, and what was done to it.
package struct Replacement: Codable, Sendable, Equatable {
    package var text: String
    /// In the order of the text.
    package var changes: [Change]
    /// Mentions that may mean an entry and were left standing, with positions in the new text and the handles
    /// they may stand for: a first name two people share, or `Will` at the start of a sentence.
    package var ambiguous: [Suspect]

    /// Leads positions in the text before to positions in the text after.
    package var positions: PositionMap { PositionMap(changes) }
}
