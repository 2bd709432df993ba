/// Codes, or other queries, counted by a second thing; every cell is a query that can be opened.
package struct CodingMatrix: Hashable, Sendable, Codable {
    /// What is counted; defined in `docs/reference/query.md`.
    package enum Measure: String, Hashable, Sendable, Codable, CaseIterable {
        case codings
        /// Different stretches of text.
        case passages
        case records
        case cases
        /// Unicode scalars under at least one of the codings.
        case characters
    }

    /// What a row or a column is about.
    package struct Heading: Hashable, Sendable, Codable {
        /// What names it without doubt: a path, a handle, a value, a month.
        package var key: String
        /// What people read.
        package var label: String
        /// What opens it, fit to stand between ANDs.
        package var query: String
        /// How far below the top of the codebook it stands; 0 for everything else.
        package var depth: Int

        package init(key: String, label: String, query: String, depth: Int = 0) {
            self.key = key
            self.label = label
            self.query = query
            self.depth = depth
        }
    }

    /// What the rows are: `code` or `query`.
    package var rowTitle: String
    /// What the columns are: `role`, `month` and so on.
    package var columnTitle: String
    package var measure: Measure
    /// The conditions that all cells are under, fit to stand between ANDs.
    package var restriction: String?
    /// What finds everything in any of the rows, fit to stand between ANDs; `nil` where that is every coding.
    package var allRows: String?
    package var rows: [Heading]
    package var columns: [Heading]
    /// Row after row.
    package var cells: [Int]
    /// Counted for themselves: no more than the sum of the row, and less where something is in two columns.
    package var rowTotals: [Int]
    package var columnTotals: [Int]
    package var total: Int
    /// Records left out because somebody in them has not agreed to their use.
    package var withheld: Int

    /// - Precondition: there is a cell for each row and column, and a total for each of them.
    package init(
        rowTitle: String, columnTitle: String, measure: Measure, restriction: String? = nil,
        allRows: String? = nil, rows: [Heading], columns: [Heading], cells: [Int], rowTotals: [Int],
        columnTotals: [Int], total: Int, withheld: Int = 0
    ) {
        precondition(cells.count == rows.count * columns.count)
        precondition(rowTotals.count == rows.count && columnTotals.count == columns.count)
        self.rowTitle = rowTitle
        self.columnTitle = columnTitle
        self.measure = measure
        self.restriction = restriction
        self.allRows = allRows
        self.rows = rows
        self.columns = columns
        self.cells = cells
        self.rowTotals = rowTotals
        self.columnTotals = columnTotals
        self.total = total
        self.withheld = withheld
    }

    package subscript(row: Int, column: Int) -> Int { cells[row * columns.count + column] }

    /// The query that opens a cell; without a column that of the row's total, and the other way round.
    package func query(row: Int?, column: Int?) -> String {
        // Of codes by codes, a column is one of the rows already.
        let everything = column != nil && rowTitle == columnTitle ? nil : allRows
        var parts = [row.map { rows[$0].query } ?? everything, column.map { columns[$0].query }].compactMap(
            \.self)
        // On the diagonal of codes by codes stands the code itself.
        if parts.count == 2, parts[0] == parts[1] { parts.removeLast() }
        if let restriction { parts.append(restriction) }
        return parts.isEmpty ? "any" : parts.joined(separator: " AND ")
    }

    /// The matrix without the rows and columns in which nothing was counted.
    package var withoutEmpty: CodingMatrix {
        let keptRows = rows.indices.filter { rowTotals[$0] > 0 }
        let keptColumns = columns.indices.filter { columnTotals[$0] > 0 }
        var matrix = self
        matrix.rows = keptRows.map { rows[$0] }
        matrix.columns = keptColumns.map { columns[$0] }
        matrix.cells = keptRows.flatMap { row in keptColumns.map { self[row, $0] } }
        matrix.rowTotals = keptRows.map { rowTotals[$0] }
        matrix.columnTotals = keptColumns.map { columnTotals[$0] }
        return matrix
    }
}
