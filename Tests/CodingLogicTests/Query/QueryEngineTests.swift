import CodingLogic
import StudyModel
import Testing

/// The examples of the reference, counted by hand.
@Suite struct QueryEngineTests {
    /// `0123456789` in two records; codes by letters at places.
    private static func study() throws -> QueryStudy {
        var study = QueryStudy()
        for path in ["access", "access/open", "workforce", "pathway/model", "delivery/model"] {
            try study.addCode(path)
        }
        study.sources = [
            .coder(try #require(CoderID(rawValue: "r1"))), .coder(try #require(CoderID(rawValue: "r2"))),
        ]
        try study.addRecord("One two three.\n\nFour five six seven.", day: "2020-04-16", cases: ["SP1"])
        try study.addRecord("", day: "2020-04-15")
        try study.addCase("SP1", ["role": .text("Frontline")])
        try study.addCoding("access", 0..<7)
        try study.addCoding("access/open", 4..<13)
        try study.addCoding("workforce", 16..<20)
        try study.addCoding("workforce", 4..<7, source: 1)
        try study.addCoding("pathway/model", nil, record: 1)
        return study
    }

    private static let answers: [(String, [String])] = [
        ("access", ["0:0-7", "0:4-13"]), ("access!", ["0:0-7"]), ("open", ["0:4-13"]),
        ("access AND workforce", ["0:4-7"]), ("access! AND open", ["0:4-7"]), ("open AND NOT workforce", []),
        ("workforce AND NOT access", ["0:16-20"]), ("workforce AND coder:r2", ["0:4-7"]),
        ("access AND coder:r1 AND NOT (any AND coder:r2)", []),
        ("access MINUS workforce", ["0:0-4", "0:7-13"]),
        ("workforce NEAR(1) open", ["0:4-7", "0:16-20"]), ("workforce NEAR(0) access!", ["0:4-7"]),
        ("workforce AFTER access", ["0:16-20"]), ("open BEFORE(0) workforce", ["0:4-13"]),
        ("workforce WITHIN paragraph access", ["0:4-7"]), ("workforce INSIDE open", ["0:4-7"]),
        ("uncoded", ["0:13-14", "0:21-36"]), ("uncoded AND coder:r2", ["0:0-3", "0:8-36"]),
        ("any", ["1:0-0", "0:0-7", "0:4-7", "0:4-13", "0:16-20"]),
        ("\"two three\" AND access", ["0:4-7", "0:4-13"]), ("\"two\" AND coder:r2", ["0:4-7"]),
        ("any AND role=frontline AND coder:r2", ["0:4-7"]), ("any AND NOT has(role)", ["1:0-0"]),
        ("coder:r2", ["0:4-7"]),
        ("pathway/model", ["1:0-0"]),
    ]

    @Test(arguments: answers)
    func answer_ofAnExample_isAsCountedByHand(_ query: String, _ expected: [String]) throws {
        #expect(try Self.study().found(query) == expected)
    }

    @Test func page_isCutFromTheWholeInOrder_andCountsStayWhole() throws {
        let engine = try Self.study().engine
        let whole = try engine.answer(CodingQuery("any"))
        for offset in 0...6 {
            for limit in 0...3 {
                let page = try engine.answer(CodingQuery("any"), offset: offset, limit: limit)
                #expect(page.hits == Array(whole.hits.dropFirst(offset).prefix(limit)))
                #expect(page.counts == whole.counts)
            }
        }
    }

    @Test func unknownCode_namesTheNearest() throws {
        let engine = try Self.study().engine
        let problem = #expect(throws: QueryProblem.self) { try engine.answer(CodingQuery("any OR acess")) }
        #expect(problem?.kind == .unknownCode)
        #expect(problem?.range == 7..<12)
        #expect(problem?.hint == "Did you mean access?")
    }

    @Test func codeOfTwoPlaces_isRefusedWithBoth() throws {
        let engine = try Self.study().engine
        let problem = #expect(throws: QueryProblem.self) { try engine.answer(CodingQuery("model")) }
        #expect(problem?.kind == .ambiguousCode)
        #expect(problem?.hint == "Write one of delivery/model, pathway/model.")
    }

    @Test func unknownAttribute_namesTheNearest() throws {
        let engine = try Self.study().engine
        let problem = #expect(throws: QueryProblem.self) { try engine.answer(CodingQuery("rle=x")) }
        #expect(problem?.kind == .unknownAttribute)
        #expect(problem?.hint == "Did you mean role?")
    }

    @Test func codings_thatAreHidden_areNotThere() throws {
        var study = try Self.study()
        study.hidden = [QueryCorpus.HiddenFile(record: 0, source: 1)]
        #expect(try study.found("coder:r2") == [])
        #expect(try study.found("open AND NOT workforce") == ["0:4-13"])
        #expect(try study.engine.matrix(MatrixRequest(columns: .coders)).total == 4)
    }

    @Test func bodies_ofRecordsThatTheCodesLeaveOut_areNotRead() throws {
        let study = try Self.study()
        let known = study.corpus()
        let corpus = QueryCorpus(
            records: known.records, codebook: known.codebook, codes: known.codes, sources: known.sources,
            codings: known.codings, body: { _ in throw CancellationError() })
        let engine = QueryEngine(corpus)
        #expect(try engine.answer(CodingQuery("/x/ AND delivery/model")).hits.isEmpty)
        #expect(try engine.answer(CodingQuery("access OVERLAPS workforce")).hits.count == 2)
        #expect(throws: CancellationError.self) { try engine.answer(CodingQuery("/x/ AND access")) }
    }

    /// More codes than a mark has bits, each in a record of its own.
    @Test func codesThatShareAMark_areToldApart() throws {
        var study = QueryStudy()
        study.sources = [.coder(try #require(CoderID(rawValue: "r1")))]
        for number in 0..<140 {
            try study.addCode("c\(number)")
            try study.addRecord("One two three.")
            try study.addCoding("c\(number)", 0..<3, record: number)
        }
        try study.addCoding("c1", 4..<7, record: 129)
        try study.addCoding("c2", 4..<7, record: 66) { $0.state = .lost }
        #expect(try study.found("c1") == ["1:0-3", "129:4-7"])
        #expect(try study.found("c65") == ["65:0-3"])
        #expect(try study.found("c1 AND c65") == [])
        #expect(try study.found("c129 OR c66") == ["66:0-3", "129:0-3"])
        #expect(try study.found("c129 BEFORE c1") == ["129:0-3"])
        #expect(try study.found("c65 MINUS c1") == ["65:0-3"])
        #expect(try study.found("c66 AND NOT c2") == ["66:0-3"])
        #expect(try study.found("c2 AND state:lost") == ["66:4-7"])
        #expect(try study.found("any").count == 141)
    }

    @Test func passages_inOneRecordBeyondTheLimit_areRefused() throws {
        var study = QueryStudy()
        try study.addCode("access")
        study.sources = [.coder(try #require(CoderID(rawValue: "r1")))]
        try study.addRecord(String(repeating: "x", count: 4000))
        for number in 0..<1500 { try study.addCoding("access", number..<4000 - number) }
        let engine = study.engine
        let problem = #expect(throws: QueryProblem.self) { try engine.answer(CodingQuery("access AND any")) }
        #expect(problem?.kind == .tooMany)
    }
}
