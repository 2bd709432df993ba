package import StudyModel

/// What is to be counted by what.
package struct MatrixRequest: Hashable, Sendable {
    package enum Rows: Hashable, Sendable {
        /// Every code, or those named and all below them; each with what is below it.
        case codes([String])
        /// One row for each query.
        case queries([CodingQuery])
    }

    package enum Columns: Hashable, Sendable {
        case attribute(String)
        case cases
        case codes
        case weeks
        case months
        case quarters
        case years
        case kinds
        case coders
        case records

        private static let words: [String: Columns] = [
            "case": .cases, "participant": .cases, "code": .codes, "week": .weeks, "month": .months,
            "quarter": .quarters, "year": .years, "kind": .kinds, "coder": .coders, "record": .records,
        ]

        /// As `--by` takes it: `case`, `code`, `week`, `month`, `quarter`, `year`, `kind`, `coder`, `record`, or the name
        /// of an attribute, with `case.` before it where it is one of these words.
        package init(_ text: String) {
            let name = text.hasPrefix("case.") ? String(text.dropFirst(5)) : text
            self = Self.words[text] ?? .attribute(name)
        }
    }

    package var rows: Rows
    package var columns: Columns
    /// Conditions only: which codings and records count.
    package var restriction: CodingQuery?
    package var measure: CodingMatrix.Measure

    /// - Parameter measure: without one `codings`, or `passages` for codes by codes and for queries.
    package init(
        rows: Rows = .codes([]), columns: Columns, restriction: CodingQuery? = nil,
        measure: CodingMatrix.Measure? = nil
    ) {
        self.rows = rows
        self.columns = columns
        self.restriction = restriction
        var isOfPassages = columns == .codes
        if case .queries = rows { isOfPassages = true }
        self.measure = measure ?? (isOfPassages ? .passages : .codings)
    }

    /// More cells than this are refused.
    package static let mostCells = 10_000_000
    /// More different values of an attribute than this are refused.
    package static let mostValues = 500
}
