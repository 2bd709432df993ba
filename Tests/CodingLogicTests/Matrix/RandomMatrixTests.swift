import CodingLogic
import StudyModel
import Testing

/// Every cell and total of matrices of random studies against the query that opens it.
@Suite struct RandomMatrixTests {
    private static let columns: [MatrixRequest.Columns] = [
        .attribute("role"), .attribute("practices"), .attribute("started"), .attribute("tasks"), .cases,
        .weeks,
        .months, .quarters, .years, .kinds, .coders, .records, .codes,
    ]

    @Test(arguments: columns)
    func cells_ofCodes_areWhatTheirQueriesFind(_ columns: MatrixRequest.Columns) throws {
        for seed in 0..<2 {
            let study = try RandomStudies.study(seed: UInt64(seed))
            for measure in CodingMatrix.Measure.allCases where Self.has(columns, measure) {
                try check(MatrixRequest(columns: columns, measure: measure), study)
            }
        }
    }

    @Test(arguments: [MatrixRequest.Columns.attribute("role"), .coders, .codes, .years])
    func cells_underConditionsAndOfSomeCodes_areWhatTheirQueriesFind(_ columns: MatrixRequest.Columns) throws
    {
        let study = try RandomStudies.study(seed: 7)
        for written in [
            "NOT kind:email", "coder:r1 OR state:lost", "has(comment) AND from:2020", "layer:consensus",
        ] {
            for measure in CodingMatrix.Measure.allCases where Self.has(columns, measure) {
                try check(
                    MatrixRequest(
                        rows: .codes(["open", "workforce"]), columns: columns,
                        restriction: CodingQuery(written),
                        measure: measure), study)
            }
        }
    }

    @Test(arguments: [MatrixRequest.Columns.attribute("role"), .coders, .codes, .months])
    func cells_ofQueries_areWhatTheirQueriesFind(_ columns: MatrixRequest.Columns) throws {
        let study = try RandomStudies.study(seed: 8)
        let rows = try [
            "access OR workforce", "access AND NOT context", "\"waiting list\"", "coder:r2",
            "any NEAR(3) context",
        ]
        .map { try CodingQuery($0) }
        for measure in CodingMatrix.Measure.allCases {
            try check(
                MatrixRequest(
                    rows: .queries(rows), columns: columns, restriction: CodingQuery("from:2020"),
                    measure: measure),
                study)
        }
    }

    private static func has(_ columns: MatrixRequest.Columns, _ measure: CodingMatrix.Measure) -> Bool {
        columns != .codes || [.passages, .records, .cases].contains(measure)
    }

    private func check(_ request: MatrixRequest, _ study: QueryStudy) throws {
        let engine = study.engine
        let matrix = try engine.matrix(request)
        let places: [(Int?, Int?, Int)] =
            matrix.rows.indices.flatMap { row in
                matrix.columns.indices.map { (row, $0, matrix[row, $0]) } + [
                    (row, nil, matrix.rowTotals[row])
                ]
            } + matrix.columns.indices.map { (nil, $0, matrix.columnTotals[$0]) } + [(nil, nil, matrix.total)]
        for (row, column, count) in places {
            let query = matrix.query(row: row, column: column)
            let answer = try engine.answer(CodingQuery(query))
            let expected =
                request.measure == .cases
                ? Self.cases(answer, study, request.columns, column.map { matrix.columns[$0] })
                : Self.number(answer.counts, request.measure)
            try #require(count == expected, "\(request.columns), \(request.measure): \(query)")
        }
    }

    private static func number(_ counts: QueryCounts, _ measure: CodingMatrix.Measure) -> Int {
        switch measure {
        case .codings: counts.codings
        case .passages: counts.passages
        case .records: counts.records
        case .cases: counts.cases
        case .characters: counts.characters
        }
    }

    /// Different cases of what was found, those alone that the column is about.
    private static func cases(
        _ answer: QueryAnswer, _ study: QueryStudy, _ columns: MatrixRequest.Columns,
        _ heading: CodingMatrix.Heading?
    ) -> Int {
        let ids = Set(answer.hits.map(\.record))
        let cases = Set(study.records.filter { ids.contains($0.id) }.flatMap(\.cases))
        guard let heading, heading.key != "none" else { return cases.count }
        switch columns {
        case .cases: return cases.count { $0.rawValue == heading.key }
        case .attribute(let name):
            let attributes = Dictionary(uniqueKeysWithValues: study.cases.map { ($0.id, $0.attributes) })
            return cases.count { id in
                switch attributes[id]?[name] {
                case .list(let items)?: items.contains(heading.key)
                case .date(let day)?: day.rawValue.hasPrefix(heading.key)
                case let value?: value.words == heading.key
                case nil: false
                }
            }
        default: return cases.count
        }
    }
}
