import CodingLogic
import StudyModel
import Testing

@Suite struct TextUnitsTests {
    private static func parts(_ text: String, _ units: ([Unicode.Scalar]) -> [Range<Int>]) -> [String] {
        let scalars = TextUnits.scalars(of: text)
        return units(scalars).map { range in
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars[range])
            return String(view)
        }
    }

    private static let sentences: [(String, [String])] = [
        ("", []), ("   \n\n ", []), ("No end", ["No end"]), ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Dr. Lee and Prof. Jones met. They talked.", ["Dr. Lee and Prof. Jones met.", "They talked."]),
        ("J. B. Reece said so. I. Then she left.", ["J. B. Reece said so.", "I.", "Then she left."]),
        ("Some, e.g. Leeds, agreed, i.e. They all did.", ["Some, e.g. Leeds, agreed, i.e. They all did."]),
        ("See no. 5 and p. 12. She said no. Then", ["See no. 5 and p. 12.", "She said no.", "Then"]),
        ("It was 3.5 km. Far.", ["It was 3.5 km.", "Far."]),
        ("Wait... what? \"Yes.\" He left.", ["Wait... what?", "\"Yes.\"", "He left."]),
        ("\"Really?\" she asked. (It was.) So", ["\"Really?\" she asked.", "(It was.)", "So"]),
        ("One.\n\nTwo\nlines. Three", ["One.", "Two\nlines.", "Three"]),
        ("- a\n- b. C\n1. First\n2. Second", ["- a", "- b.", "C", "1. First", "2. Second"]),
        ("# Head\nText.", ["# Head\nText."]), ("これは。それ！はい", ["これは。", "それ！", "はい"]),
        ("Text\n# Head", ["Text", "# Head"]),
    ]

    @Test(arguments: sentences)
    func sentences_ofAText_areThoseAPersonReads(_ text: String, _ expected: [String]) {
        #expect(Self.parts(text, TextUnits.sentences) == expected)
    }

    @Test func paragraphs_areRunsOfLines() {
        #expect(Self.parts("a\nb\n\n \t\nc\n", TextUnits.paragraphs) == ["a\nb", "c"])
        #expect(Self.parts("\n\n  x \n", TextUnits.paragraphs) == ["  x "])
    }

    @Test func linesAndWords_leaveEmptyOnesOut() {
        #expect(Self.parts("a\n\nb c\n", TextUnits.lines) == ["a", "b c"])
        #expect(
            Self.parts(" it’s  e\u{301}\u{A0}so\n日本 ", TextUnits.words) == ["it’s", "e\u{301}", "so", "日本"])
    }

    @Test func unit_countsFromOne() {
        let units = [0..<2, 3..<5]
        #expect(TextUnits.unit(1, of: units) == 0..<2)
        #expect(TextUnits.unit(2, of: units) == 3..<5)
        #expect(TextUnits.unit(0, of: units) == nil)
        #expect(TextUnits.unit(3, of: units) == nil)
    }

    @Test func touched_isWhatSharesAScalar() {
        let units = [0..<2, 3..<5, 7..<9]
        #expect(TextUnits.touched(by: 1..<4, in: units) == 0..<2)
        #expect(TextUnits.touched(by: 5..<7, in: units).isEmpty)
        #expect(TextUnits.touched(by: 8..<100, in: units) == 2..<3)
        #expect(TextUnits.touched(by: 4..<4, in: units).isEmpty)
    }

    @Test(arguments: 0..<200)
    func units_ofAnyText_lieInOrderWithin(_ seed: Int) {
        var dice = QueryDice(seed: UInt64(seed))
        let parts = [
            "a", "B", ". ", "! ", "\n", "\n\n", "Dr. ", "1. ", "- ", "\"", "”", "。", "\u{301}", "\u{2028}",
            "\r\n", "#",
        ]
        let text = TextUnits.scalars(of: (0..<dice.number(0...60)).map { _ in dice.one(of: parts) }.joined())
        for units in [
            TextUnits.sentences(text), TextUnits.paragraphs(text), TextUnits.words(text),
            TextUnits.lines(text),
        ] {
            #expect(units.allSatisfy { !$0.isEmpty && $0.upperBound <= text.count })
            #expect(zip(units, units.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound })
        }
        let inSentences = Set(TextUnits.sentences(text).flatMap { Array($0) })
        for word in TextUnits.words(text) { #expect(word.allSatisfy(inSentences.contains)) }
    }

    private static let needles: [(String, String, [Range<Int>])] = [
        ("waiting list", "The Waiting\n list, waiting lists", [4..<17]),
        ("wait*", "wait waiting await", [0..<4, 5..<9]),
        ("*wait", "await wait", [1..<5, 6..<10]), ("it's", "It’s its", [0..<4]),
        ("a a", "a a a a", [0..<3, 4..<7]),
        ("日", "日本", [0..<1]), ("no.", "no. No", [0..<3]), ("x", "", []),
    ]

    @Test(arguments: needles)
    func needle_isFoundAsWords(_ needle: String, _ text: String, _ expected: [Range<Int>]) throws {
        #expect(try TextNeedle(needle).ranges(in: TextUnits.scalars(of: text)) == expected)
    }

    @Test func needle_withOptions_findsPartsAndCapitals() throws {
        let text = TextUnits.scalars(of: "Await wait")
        #expect(try TextNeedle("wait", wholeWords: false).ranges(in: text) == [1..<5, 6..<10])
        #expect(try TextNeedle("await", matchesCase: true).ranges(in: text).isEmpty)
        for none in ["", " ", "*", "**", String(repeating: "a", count: 201)] {
            #expect(throws: QueryProblem.self) { try TextNeedle(none) }
        }
    }
}
