package import StudyModel

extension QueryEngine {
    /// Counts codes, or queries, by a second thing.
    ///
    /// Codings of codes by anything but codes take a few nanoseconds each; other measures some hundred.
    ///
    /// - Throws: ``QueryProblem`` for codes and attributes that are not there, a restriction that is more than
    ///   conditions, a measure that codes by codes do not have, and a matrix that is too large; what the corpus throws.
    package func matrix(_ request: MatrixRequest) throws -> CodingMatrix {
        if let restriction = request.restriction, !restriction.root.isCondition {
            throw QueryProblem(
                .matrix, at: 0..<0, "A matrix can be restricted by conditions only.",
                hint: "Give what finds passages as a query of its own row.")
        }
        var columns = try MatrixColumns(request.columns, of: corpus)
        switch request.rows {
        case .codes(let names):
            let rows = try MatrixRows(names, of: corpus)
            if case .codes = columns.places { columns.headings = rows.headings }
            try check(rows.headings.count, columns.headings.count)
            let conditions = try QueryPlanner(corpus).leaf(under: request.restriction)
            var counter = MatrixCounter(corpus, rows, columns, conditions, request.measure)
            return matrix(
                request, rows.headings, columns, all: rows.query, title: "code", try counter.count())
        case .queries(let queries):
            if case .codes = columns.places { columns.headings = try MatrixRows([], of: corpus).headings }
            try check(queries.count, columns.headings.count)
            let headings = queries.map {
                CodingMatrix.Heading(key: $0.text, label: $0.text, query: QueryPrinter.inChain($0.root))
            }
            var counter = MatrixQueryCounter(self, queries, columns, request)
            return matrix(
                request, headings, columns, all: queries.isEmpty ? nil : .or(queries.map(\.root)),
                title: "query", try counter.count())
        }
    }

    private func check(_ rows: Int, _ columns: Int) throws(QueryProblem) {
        guard rows * columns <= MatrixRequest.mostCells else {
            throw QueryProblem(
                .matrix, at: 0..<0, "The matrix would have \(rows) rows and \(columns) columns.",
                hint: "Name some codes, or count by something with fewer values.")
        }
    }

    private func matrix(
        _ request: MatrixRequest, _ rows: [CodingMatrix.Heading], _ columns: MatrixColumns, all: QueryNode?,
        title: String, _ table: MatrixTable
    ) -> CodingMatrix {
        CodingMatrix(
            rowTitle: title, columnTitle: columns.title, measure: request.measure,
            restriction: request.restriction.map { QueryPrinter.inChain($0.root) },
            allRows: all.map(QueryPrinter.inChain), rows: rows, columns: columns.headings,
            cells: table.inRows, rowTotals: table.rowTotals,
            columnTotals: table.columnTotals, total: table.total)
    }
}
