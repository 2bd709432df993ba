/// Why a query can't be read or answered, and where in it.
package struct QueryProblem: Error, Hashable, Sendable, Codable {
    /// What kind of mistake it is; stable, for programs.
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case empty
        /// Too long, too deep or too many parts.
        case tooLarge = "too-large"
        case unclosedQuote = "unclosed-quote"
        case unclosedPattern = "unclosed-pattern"
        case unclosedBracket = "unclosed-bracket"
        case strayBracket = "stray-bracket"
        case strayCharacter = "stray-character"
        case missingOperand = "missing-operand"
        case missingOperator = "missing-operator"
        case missingNumber = "missing-number"
        case missingValue = "missing-value"
        case badValue = "bad-value"
        case badPattern = "bad-pattern"
        case unknownCode = "unknown-code"
        case ambiguousCode = "ambiguous-code"
        case unknownField = "unknown-field"
        case unknownUnit = "unknown-unit"
        case unknownAttribute = "unknown-attribute"
        /// More passages in one record than are kept.
        case tooMany = "too-many"
        /// A matrix that can't be counted as asked.
        case matrix
    }

    package var kind: Kind
    /// What is meant, in Unicode scalars of the query, half open; empty where something is missing.
    package var range: Range<Int>
    /// One sentence.
    package var message: String
    /// What to try.
    package var hint: String?

    package init(_ kind: Kind, at range: Range<Int>, _ message: String, hint: String? = nil) {
        self.kind = kind
        self.range = range
        self.message = message
        self.hint = hint
    }
}

/// One coding behind a passage that a query found.
package struct QueryCoding: Hashable, Sendable, Codable {
    package var id: CodingID
    package var code: CodeID
    package var source: CodingSource
    /// Whether it codes the record as a whole.
    package var isWhole: Bool

    package init(id: CodingID, code: CodeID, source: CodingSource, isWhole: Bool) {
        self.id = id
        self.code = code
        self.source = source
        self.isWhole = isWhole
    }
}

/// A passage that a query found, without its words.
package struct QueryHit: Hashable, Sendable, Codable {
    package var record: RecordID
    /// Unicode scalars of the body from 0, half open.
    package var span: Range<Int>
    /// The codings that made it, as they lie in the record; empty for words, patterns, turns and uncoded text.
    package var codings: [QueryCoding]

    package init(record: RecordID, span: Range<Int>, codings: [QueryCoding]) {
        self.record = record
        self.span = span
        self.codings = codings
    }
}

/// How much a query found.
package struct QueryCounts: Hashable, Sendable, Codable {
    /// Different stretches of text.
    package var passages = 0
    /// Different codings behind them.
    package var codings = 0
    /// Records with at least one passage.
    package var records = 0
    /// Different cases of those records.
    package var cases = 0
    /// Unicode scalars under at least one passage.
    package var characters = 0

    package init() {}
}

/// A page of what a query found, and how much there is in all.
package struct QueryAnswer: Hashable, Sendable, Codable {
    /// In the order of the records' days, then their ids, then where they begin and end.
    package var hits: [QueryHit]
    package var counts: QueryCounts

    package init(hits: [QueryHit], counts: QueryCounts) {
        self.hits = hits
        self.counts = counts
    }
}
