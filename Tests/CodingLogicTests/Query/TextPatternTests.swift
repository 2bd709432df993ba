import CodingLogic
import StudyModel
import Testing

@Suite struct TextPatternTests {
    private static let matches: [(String, String, [Range<Int>])] = [
        ("refer(red|ral)", "referred referral refer", [0..<8, 9..<17]), ("a|ab", "ab", [0..<1]),
        ("a+?", "aaa", [0..<1, 1..<2, 2..<3]),
        ("^b", "a\nb", [2..<3]), ("a$", "a\nba", [0..<1, 3..<4]), (".*", "ab\n\ncd", [0..<2, 4..<6]),
        ("\\bno\\b", "no know no", [0..<2, 8..<10]),
        ("[^a-c]+", "abdec", [2..<4]), ("[]x]", "]", [0..<1]), ("[a\\-z]", "-", [0..<1]),
        ("\\d{2,3}", "1 12 1234", [2..<4, 5..<8]),
        ("(?:ab){2}", "ababab", [0..<4]), ("x*", "axxb", [1..<3]), ("é", "é", [0..<1]),
        ("[à-ü]", "é", [0..<1]), ("a{,2}", "a{,2}", [0..<5]),
        ("\\s\\S", "a b", [1..<3]), ("(a*)*b", "aab", [0..<3]),
    ]

    @Test(arguments: matches)
    func ranges_ofAPattern_areItsMatches(_ source: String, _ text: String, _ expected: [Range<Int>]) throws {
        #expect(try TextPattern(source).ranges(in: TextUnits.scalars(of: text)) == expected)
    }

    private static let mistakes: [(String, Int)] = [
        ("", 0), ("(", 0), ("a)", 1), ("[a", 0), ("*a", 0), ("a**", 2), ("a{2", 1), ("a{3,2}", 1),
        ("a{9999}", 1), ("(?=a)", 0), ("(?<n>a)", 0),
        ("\\1", 0), ("\\p", 0), ("\\", 0), ("[z-a]", 1), ("^*", 0),
    ]

    @Test(arguments: mistakes)
    func pattern_withAMistake_saysWhere(_ source: String, _ offset: Int) {
        let problem = #expect(throws: QueryProblem.self) { try TextPattern(source) }
        #expect(problem?.range.lowerBound == offset)
    }

    @Test(arguments: [
        "(a*)*$", "(a|a)*b", "(a+)+b", "(.*)(.*)(.*)(.*)x", "a{0,300}a{300}b", "(a?){200}a{200}",
    ])
    func pattern_thatRunsForYearsElsewhere_ends(_ source: String) throws {
        let text = TextUnits.scalars(of: String(repeating: "a", count: 700))
        _ = try TextPattern(source).ranges(in: text)
    }

    @Test(arguments: ["((a{1000}){1000}){1000}", "(((){1000}){1000}){1000}", "((a{99}){99}){99}"])
    func pattern_thatWouldBeHuge_isRefused(_ source: String) {
        #expect(throws: QueryProblem.self) { try TextPattern(source) }
    }

    @Test(arguments: 0..<400)
    func ranges_ofRandomPatterns_areThoseOfTheStandardLibrary(_ seed: Int) throws {
        var dice = QueryDice(seed: UInt64(seed))
        let source = Self.pattern(&dice, 3)
        let body = String(
            (0..<dice.number(0...20)).map { _ in dice.one(of: ["a", "b", "c", "\n"]) as Character })
        let regex = try Regex(source).matchingSemantics(.unicodeScalar).anchorsMatchLineEndings()
        let expected = body.matches(of: regex).map { match in
            let start = body.unicodeScalars.distance(from: body.startIndex, to: match.range.lowerBound)
            return start..<start
                + body.unicodeScalars.distance(from: match.range.lowerBound, to: match.range.upperBound)
        }.filter { !$0.isEmpty }
        let found = try TextPattern(source).ranges(in: TextUnits.scalars(of: body))
        #expect(found == expected, "seed \(seed): \(source) in \(body.debugDescription)")
    }

    /// Without repetitions of what can be empty, which engines read differently.
    private static func pattern(_ dice: inout QueryDice, _ depth: Int) -> String {
        if depth == 0 || dice.once(in: 3) {
            return dice.one(of: ["a", "b", "c", ".", "[ab]", "[^a]", "\\w", "\\s"])
        }
        switch dice.number(0...4) {
        case 0, 1: return pattern(&dice, depth - 1) + pattern(&dice, depth - 1)
        case 2: return "(" + pattern(&dice, depth - 1) + "|" + pattern(&dice, depth - 1) + ")"
        case 3:
            return dice.one(of: ["a", "[bc]", "(ab|c)", "."])
                + dice.one(of: ["*", "+", "?", "*?", "+?", "{1,2}", "{2}"])
        default:
            return dice.one(of: ["^", "", "\\b"]) + pattern(&dice, depth - 1) + dice.one(of: ["$", "", ""])
        }
    }

    @Test func pattern_ofAnything_isReadOrRefused() {
        var dice = QueryDice(seed: 3)
        let parts = [
            "a", "(", ")", "[", "]", "{", "}", "1", ",", "*", "+", "?", "|", "\\", "^", "$", ".", "-", "d",
            "b", "é",
        ]
        let text = TextUnits.scalars(of: "ab1, é\nb")
        for _ in 0..<5000 {
            let source = (0..<dice.number(0...10)).map { _ in dice.one(of: parts) }.joined()
            _ = try? TextPattern(source, ignoresCase: true).ranges(in: text)
        }
    }
}
