import StudyModel

/// Counts what queries find by the columns of a matrix.
struct MatrixQueryCounter {
    private let engine: QueryEngine
    private let queries: [CodingQuery]
    private let columns: MatrixColumns
    private let request: MatrixRequest
    private var table: MatrixTable

    init(
        _ engine: QueryEngine, _ queries: [CodingQuery], _ columns: MatrixColumns, _ request: MatrixRequest
    ) {
        self.engine = engine
        self.queries = queries
        self.columns = columns
        self.request = request
        table = MatrixTable(rows: queries.count, columns: columns.headings.count)
    }

    mutating func count() throws -> MatrixTable {
        for (row, query) in queries.enumerated() { try add(query.root, row) }
        let all: QueryNode = queries.count == 1 ? queries[0].root : .or(queries.map(\.root))
        if !queries.isEmpty { try add(all, table.totalRow) }
        if request.measure == .cases { table.countCases() }
        return table
    }

    private mutating func add(_ node: QueryNode, _ row: Int) throws {
        if case .records(let places) = columns.places {
            let total = table.totalColumn
            try Self.run([node, request.restriction?.root], engine) { view, found in
                add(found, view, row, places[view.place] + [total])
            }
            return
        }
        let total = table.totalColumn
        try Self.run([node, request.restriction?.root], engine) { view, found in
            add(found, view, row, [total])
        }
        for (column, heading) in columns.headings.enumerated() {
            let parts = [node, try CodingQuery(heading.query).root, request.restriction?.root]
            try Self.run(parts, engine) { view, found in add(found, view, row, [column]) }
        }
    }

    private static func run(
        _ parts: [QueryNode?], _ engine: QueryEngine, _ use: (RecordView, Stretches) -> Void
    ) throws {
        let parts = parts.compactMap(\.self)
        let whole = CodingQuery(parts.count == 1 ? parts[0] : .and(parts))
        try engine.run(QueryPlanner(engine.corpus).plan(whole), use)
    }

    private mutating func add(_ found: Stretches, _ view: RecordView, _ row: Int, _ places: [Int]) {
        for column in places {
            switch request.measure {
            case .codings: table.add(QueryTally.codings(of: found, view), row, column)
            case .passages: table.add(found.list.count, row, column)
            case .records: table.add(1, row, column)
            case .characters: table.add(QueryTally.characters(of: found, view), row, column)
            case .cases:
                for number in view.cases where columns.isAbout(case: number, column) {
                    table.add(case: number, row, column)
                }
            }
        }
    }
}
