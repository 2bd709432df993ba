import CodingLogic
import StudyModel
import Testing

@Suite struct QueryGrammarTests {
    /// What is written, and its plainest form.
    private static let forms: [(String, String)] = [
        ("access", "access"), ("  access\n", "access"), ("pathway/access!", "pathway/access!"),
        ("code:\"Self referral\"!", "code:\"Self referral\"!"), ("code:any", "code:any"), ("any", "any"),
        ("code:AND", "code:\"AND\""), ("zürich", "zürich"), ("\"waiting list\"", "\"waiting list\""),
        ("“waiting list”", "\"waiting list\""), ("text:wait*", "\"wait*\""),
        ("\"a \\\"b\\\" \\\\\"", "\"a \\\"b\\\" \\\\\""),
        ("/a\\/b/i", "/a\\/b/i"), ("text:/a+/", "/a+/"), ("/\\d\\\\/", "/\\d\\\\/"),
        ("a OR b AND NOT c", "a OR b AND NOT c"), ("(a OR b) AND c", "(a OR b) AND c"),
        ("a AND (b AND c)", "a AND (b AND c)"), ("((a))", "a"), ("NOT NOT a", "NOT NOT a"),
        ("NOT a NEAR(3) b", "NOT a NEAR(3) b"), ("(NOT a) NEAR(3) b", "(NOT a) NEAR(3) b"),
        ("a NEAR(3) b INSIDE c", "a NEAR(3) b INSIDE c"),
        ("a NEAR(3) (b INSIDE c)", "a NEAR(3) (b INSIDE c)"),
        ("a BEFORE (b OR c)", "a BEFORE (b OR c)"), ("a BEFORE(5) b", "a BEFORE(5) b"),
        ("a AFTER b", "a AFTER b"),
        ("a WITHIN paragraph b", "a WITHIN paragraph b"), ("a MINUS b CONTAINS c", "a MINUS b CONTAINS c"),
        ("coder:r1, r2", "coder:r1,r2"), ("kind:Interview,email", "kind:interview,email"),
        ("layer:consensus", "layer:consensus"), ("date:2020-03", "date:2020-03-01..2020-03-31"),
        ("date:2020-02..2021", "date:2020-02-01..2021-12-31"), ("from:2020-03", "date:2020-03-01.."),
        ("to:2020", "date:..2020-12-31"), ("date:2020-03-05", "date:2020-03-05"),
        ("case:sp66", "participant:SP66"),
        ("participant:SITE-A", "participant:SITE-A"), ("role=frontline", "role=frontline"),
        ("role = \"volunteer lead\", x", "role=\"volunteer lead\",x"), ("employer~trust", "employer~trust"),
        ("practices>=10", "practices>=10"), ("case.kind!=x", "case.kind!=x"), ("has(role)", "has(role)"),
        ("has(case.comment)", "has(case.comment)"), ("has(comment)", "has(comment)"),
        ("weight>=-2", "weight>=-2"),
        ("comment~\"not sure\"", "comment:\"not sure\""), ("state:lost,outdated", "state:lost,outdated"),
        ("record:7F3K", "record:7f3k"), ("speaker:\"Dr. A\"", "speaker:\"Dr. A\""),
        ("coded:2020-05-01..", "coded:2020-05-01.."),
    ]

    @Test(arguments: forms)
    func text_ofWhatIsWritten_isItsPlainestForm(_ written: String, _ plain: String) throws {
        let query = try CodingQuery(written)
        #expect(query.text == plain)
        #expect(try CodingQuery(plain) == query)
    }

    /// What is written, what is wrong, and where.
    private static let mistakes: [(String, QueryProblem.Kind, Range<Int>)] = [
        ("", .empty, 0..<0), ("  ", .empty, 2..<2), ("a AND", .missingOperand, 5..<5),
        ("AND a", .missingOperand, 0..<3),
        ("a OR OR b", .missingOperand, 5..<7), ("(a", .unclosedBracket, 0..<1),
        ("()", .missingOperand, 1..<2),
        ("a)", .strayBracket, 1..<2), ("a b", .missingOperator, 2..<3), ("a and b", .missingOperator, 2..<5),
        ("(a b)", .missingOperator, 3..<4), ("\"a", .unclosedQuote, 0..<2),
        ("é \"a\\\"", .unclosedQuote, 2..<6),
        ("/a", .unclosedPattern, 0..<2), ("/a(/", .badPattern, 2..<4), ("a ; b", .strayCharacter, 2..<3),
        ("a NEAR b", .missingNumber, 2..<6), ("a NEAR(99999) b", .badValue, 7..<12),
        ("a NEAR(3 b", .unclosedBracket, 9..<10),
        ("a WITHIN b", .unknownUnit, 9..<10), ("codr:r1", .unknownField, 0..<4),
        ("coder:", .missingValue, 6..<6),
        ("coder:bob", .badValue, 6..<9), ("kind:novel", .badValue, 5..<10), ("date:soon", .badValue, 5..<9),
        ("from:..2020", .badValue, 5..<11), ("kind=x", .badValue, 0..<4), ("weight:3", .badValue, 7..<8),
        ("weight>=many", .badValue, 8..<12), ("has()", .missingValue, 4..<5),
        ("has(role", .unclosedBracket, 0..<3),
        ("\"\"", .badValue, 0..<2), ("text:*", .badValue, 5..<6),
        ("a NEAR(3) NOT b", .missingOperand, 10..<13),
        ("a:", .unknownField, 0..<1), ("=", .missingOperand, 0..<1),
    ]

    @Test(arguments: mistakes)
    func query_withAMistake_saysWhatAndWhere(
        _ written: String, _ kind: QueryProblem.Kind, _ range: Range<Int>
    ) {
        let problem = #expect(throws: QueryProblem.self) { try CodingQuery(written) }
        #expect(problem?.kind == kind)
        #expect(problem?.range == range)
        #expect(problem?.message.hasSuffix(".") == true)
    }

    @Test func query_withSmallOperators_isToldTheLargeOnes() {
        let problem = #expect(throws: QueryProblem.self) { try CodingQuery("access and open") }
        #expect(problem?.hint == "Write AND.")
    }

    @Test func query_withAFieldLikeAnother_isToldTheOther() {
        let problem = #expect(throws: QueryProblem.self) { try CodingQuery("knid:email") }
        #expect(problem?.hint == "Did you mean kind:?")
    }

    @Test func query_tooDeepTooLongOrTooMany_isRefused() {
        for written in [
            String(repeating: "(", count: 60_000), String(repeating: "NOT ", count: 2_000) + "a",
            String(repeating: "(", count: 60) + "a",
            Array(repeating: "a", count: 501).joined(separator: " OR "),
        ] {
            #expect(throws: QueryProblem.self) { try CodingQuery(written) }
        }
    }

    @Test func query_ofAnything_isReadOrRefused() {
        var dice = QueryDice(seed: 1)
        let parts = [
            "a", "AND", "OR", "NOT", "NEAR", "(", ")", "3", "\"", "/", ":", "=", "!", "~", ",", "coder", "r1",
            "has", " ", "\\",
            "date", "2020..", "“", "\u{0}", "\u{1F469}", "WITHIN", "turn", "weight", ">=", "*",
        ]
        for _ in 0..<5000 {
            let written = (0..<dice.number(0...12)).map { _ in dice.one(of: parts) }.joined()
            if let query = try? CodingQuery(written) { #expect((try? CodingQuery(query.text)) == query) }
        }
    }

    @Test(arguments: 0..<300)
    func text_ofAnyQuery_isReadAsTheSame(_ seed: Int) throws {
        var dice = QueryDice(seed: UInt64(seed))
        let text = CodingQuery(try RandomStudies.query(&dice, depth: 5)).text
        #expect(try CodingQuery(text).text == text)
    }
}
