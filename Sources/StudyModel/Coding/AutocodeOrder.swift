/// What is to be coded by what texts say, by who speaks, or by what was asked.
package struct AutocodeOrder: Hashable, Sendable, Codable {
    package enum Way: String, Hashable, Sendable, Codable, CaseIterable {
        /// Words, as a query finds them: any capitals, whole words, `*` for more.
        case text
        /// A regular expression, as in a query.
        case pattern
        /// Everything somebody says.
        case speaker
        /// The answers to a survey's question, each as a whole.
        case question
    }

    package var way: Way
    /// The words, the expression, the speaker, or the question's variable.
    package var value: String
    package var codes: [String]
    /// `match`, `sentence`, `paragraph` or `turn`; of text and patterns.
    package var scope: String?
    /// Only these records; all without any.
    package var records: [String]?
    package var kinds: [RecordKind]?
    package var comment: String?
    /// Whether only what would be coded is shown.
    package var dryRun: Bool?
    /// Whether a person says that what may look like a name in the comment is none.
    package var cleared: Bool?

    package init(way: Way, value: String, codes: [String]) {
        self.way = way
        self.value = value
        self.codes = codes
    }
}

/// What coding by a rule made, or would make.
package struct AutocodeOutcome: Hashable, Sendable, Codable {
    package struct Place: Hashable, Sendable, Codable {
        package var record: RecordID
        /// `nil` for the record as a whole.
        package var span: Range<Int>?
        package var quote: String

        package init(record: RecordID, span: Range<Int>?, quote: String) {
            self.record = record
            self.span = span
            self.quote = quote
        }
    }

    /// The first places, in the order of days and texts.
    package var places: [Place]
    package var codings: Int
    package var records: Int
    /// Records left out because somebody in them has not agreed to their use.
    package var withheld: Int
    /// `nil` when nothing was made, or for a look ahead.
    package var operation: OperationID?

    package init(places: [Place], codings: Int, records: Int, withheld: Int, operation: OperationID?) {
        self.places = places
        self.codings = codings
        self.records = records
        self.withheld = withheld
        self.operation = operation
    }
}
