import CodingLogic
import StudyModel
import Testing

@Suite struct CodingMatrixTests {
    private static func study() throws -> QueryStudy {
        var study = QueryStudy()
        for (path, name) in [
            ("access", "Access"), ("access/open", "=SUM(A1)"), ("workforce", "Work, \"force\""),
        ] {
            try study.addCode(path, name: name)
        }
        study.sources = [.coder(try #require(CoderID(rawValue: "r1"))), .consensus(round: "pilot")]
        try study.addRecord("0123456789", kind: .interview, day: "2020-03-31", cases: ["SP1", "SP2"])
        try study.addRecord("0123456789", kind: .email, day: "2020-06-01", cases: ["SP3"])
        try study.addRecord("0123456789", kind: .email, day: "2020-06-02")
        try study.addCase(
            "SP1",
            ["role": .text("manager"), "joined": .date(try #require(CalendarDay(rawValue: "2019-05-05")))])
        try study.addCase("SP2", ["role": .text("frontline")])
        try study.addCase("SP3", ["role": .text("-")])
        try study.addCoding("access", 0..<4)
        try study.addCoding("access/open", 2..<6)
        try study.addCoding("access/open", 2..<6, source: 1)
        try study.addCoding("workforce", 5..<8, record: 1)
        try study.addCoding("workforce", nil, record: 2)
        return study
    }

    private static func matrix(
        _ columns: MatrixRequest.Columns, _ measure: CodingMatrix.Measure? = nil, restriction: String? = nil
    ) throws -> CodingMatrix {
        try study().engine.matrix(
            MatrixRequest(
                columns: columns, restriction: restriction.map { try CodingQuery($0) }, measure: measure))
    }

    @Test func codings_byAttribute_rollUpAndCountARecordInBothColumns() throws {
        let matrix = try Self.matrix(.attribute("role"))
        #expect(matrix.columns.map(\.key) == ["-", "frontline", "manager", "none"])
        #expect(matrix.rows.map(\.key) == ["access", "access/open", "workforce"])
        #expect(matrix.rows.map(\.depth) == [0, 1, 0])
        #expect(matrix.cells == [0, 3, 3, 0, 0, 2, 2, 0, 1, 0, 0, 1])
        #expect(matrix.rowTotals == [3, 2, 2])
        #expect(matrix.columnTotals == [1, 3, 3, 1])
        #expect(matrix.total == 5)
        #expect(matrix.query(row: 0, column: 0) == "access AND role=-")
        #expect(matrix.query(row: 2, column: 3) == "workforce AND NOT has(role)")
        #expect(matrix.query(row: nil, column: nil) == "any")
    }

    @Test func measures_ofOneCode_countAParentOnce() throws {
        #expect(try Self.matrix(.kinds, .passages).rowTotals == [2, 1, 2])
        #expect(try Self.matrix(.kinds, .records).rowTotals == [1, 1, 2])
        #expect(try Self.matrix(.kinds, .cases).rowTotals == [2, 2, 1])
        #expect(try Self.matrix(.kinds, .characters).rowTotals == [6, 4, 13])
        #expect(try Self.matrix(.attribute("role"), .cases).cells == [0, 1, 1, 0, 0, 1, 1, 0, 1, 0, 0, 0])
    }

    @Test func time_byMonthQuarterYearAndWeek_hasNoGaps() throws {
        #expect(try Self.matrix(.months).columns.map(\.key) == ["2020-03", "2020-04", "2020-05", "2020-06"])
        #expect(
            try Self.matrix(.quarters).columns.map(\.query) == [
                "date:2020-01..2020-03", "date:2020-04..2020-06",
            ])
        #expect(try Self.matrix(.years).columns.map(\.key) == ["2020"])
        let weeks = try Self.matrix(.weeks).columns
        #expect(weeks.count == 10)
        #expect(weeks.first?.key == "2020-W14")
        #expect(weeks.first?.query == "date:2020-03-30..2020-04-05")
    }

    private static let weeks = [
        ("2021-01-03", "2020-W53"), ("2021-01-04", "2021-W01"), ("2018-12-31", "2019-W01"),
        ("1969-12-31", "1970-W01"),
        ("2024-12-30", "2025-W01"), ("0001-01-01", "0001-W01"),
    ]

    @Test(arguments: weeks)
    func week_ofADay_isThatOfISO8601(_ day: String, _ week: String) throws {
        var study = QueryStudy()
        try study.addRecord("x", day: day)
        #expect(try study.engine.matrix(MatrixRequest(columns: .weeks)).columns.map(\.key) == [week])
    }

    @Test func coders_haveTheConsensusBesideThem() throws {
        let matrix = try Self.matrix(.coders)
        #expect(matrix.columns.map(\.key) == ["r1", "consensus"])
        #expect(matrix.cells == [2, 1, 1, 1, 2, 0])
    }

    @Test func codes_byCodes_countWhereBothApply() throws {
        let matrix = try Self.matrix(.codes)
        #expect(matrix.measure == .passages)
        #expect(matrix.cells == [2, 2, 0, 2, 1, 0, 0, 0, 2])
        #expect(matrix.query(row: 1, column: 1) == "access/open")
        #expect(matrix.query(row: 0, column: 1) == "access AND access/open")
        #expect(throws: QueryProblem.self) { try Self.matrix(.codes, .characters) }
    }

    @Test func restriction_ofConditions_isPartOfEveryQuery() throws {
        let matrix = try Self.matrix(.kinds, restriction: "coder:r1 OR kind:email")
        #expect(matrix.total == 4)
        #expect(matrix.query(row: 0, column: 0) == "access AND kind:interview AND (coder:r1 OR kind:email)")
        #expect(throws: QueryProblem.self) { try Self.matrix(.kinds, restriction: "access") }
    }

    @Test func columns_areNamedAsTheCommandLineNamesThem() {
        #expect(MatrixRequest.Columns("month") == .months)
        #expect(MatrixRequest.Columns("role") == .attribute("role"))
        #expect(MatrixRequest.Columns("case.month") == .attribute("month"))
        #expect(MatrixRequest.Columns("participant") == .cases)
    }

    @Test func attribute_thatIsNotThere_isRefused() {
        #expect(throws: QueryProblem.self) { try Self.matrix(.attribute("colour")) }
    }

    @Test func csv_quotesTextsAndDisarmsFormulas() throws {
        let lines = try Self.matrix(.attribute("role")).csv.split(separator: "\r\n")
        #expect(lines.first == "\"code\",\"'-\",\"frontline\",\"manager\",\"none\",\"total\"")
        #expect(lines.dropFirst().first == "\"access\",0,3,3,0,3")
        #expect(lines.last == "\"total\",1,3,3,1,5")
    }

    @Test func tidyCSV_hasALineForEachCellWithItsQuery() throws {
        let lines = try Self.matrix(.kinds).tidyCSV.split(separator: "\r\n")
        #expect(lines.count == 7)
        #expect(lines[1] == "\"access\",\"interview\",\"codings\",3,\"access AND kind:interview\"")
    }

    @Test func table_showsNamesAndDepth() throws {
        let matrix = try Self.matrix(.kinds)
        #expect(matrix.tableHead == ["code", "interview", "email", "total"])
        #expect(matrix.tableRows.map(\.first) == ["Access", "  =SUM(A1)", "Work, \"force\"", "total"])
    }

    @Test func withoutEmpty_keepsWhatWasCounted() throws {
        let matrix = try Self.matrix(.months, restriction: "kind:interview").withoutEmpty
        #expect(matrix.columns.map(\.key) == ["2020-03"])
        #expect(matrix.rows.map(\.key) == ["access", "access/open"])
        #expect(matrix.cells == [3, 2])
    }
}
