import Pseudonymisation
import Testing

@Suite struct ReplacerPropertyTests {
    private static let given = [
        "Jane", "Grace", "Will", "Ana", "Jo", "Mary-Ann", "Siân", "Zoë", "Tom", "Thomas", "Li", "Mark",
        "Noor", "Æthel",
    ]
    private static let family = [
        "Smith", "Brown", "van der Berg", "O'Brien", "Berners-Lee", "Müller", "Nguyen", "May", "Bingham",
        "Lee", "Çelik",
    ]
    private static let words = [
        "the", "and", "will", "may", "said", "Then", "in", "SP1", "[SP2]", "to", "a", "of", "Will", "(", ")",
        ",", ".",
        "\n", "  ", "\n\n", "- ", "**", "_", "<", ">", "@", "x.org", "https://x.org/", "\u{AD}", "\u{200B}",
        "e\u{301}",
        "🙂", "'s", "’s", "Dr.", "J.", "JS", "JS:", "\u{0}", "%20", "-", "[", "]", "12", "Mrs", "s", "سلام",
        "\r\n",
    ]

    private static func table(_ dice: inout Dice) -> KeyTable {
        let count = Int.random(in: 1...8, using: &dice)
        return KeyTable(
            entries: (1...count).map { number in
                let first = given.randomElement(using: &dice) ?? "Jane"
                let last = family.randomElement(using: &dice) ?? "Smith"
                let nickname = given.randomElement(using: &dice) ?? "Jo"
                return .init(
                    replacement: "SP\(number)", kind: .person, name: "\(first) \(last)",
                    furtherNames: Bool.random(using: &dice) ? [nickname] : ["\(first.lowercased())@x.org"])
            })
    }

    private static func text(_ table: KeyTable, _ dice: inout Dice) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 1...40, using: &dice) {
            let name = table.entries.randomElement(using: &dice)?.allNames.randomElement(using: &dice) ?? ""
            let piece =
                switch Int.random(in: 0..<8, using: &dice) {
                case 0: name
                case 1: name.uppercased()
                case 2: name.lowercased()
                case 3: String(name.prefix(Int.random(in: 0...name.count, using: &dice)))
                case 4: name.filter { $0 != " " }
                default: words.randomElement(using: &dice) ?? ""
                }
            text += piece + (Int.random(in: 0..<4, using: &dice) == 0 ? "" : " ")
        }
        return text
    }

    @Test(arguments: 1...300) func replacing(_ seed: Int) {
        var dice = Dice(seed: UInt64(seed))
        let table = Self.table(&dice)
        let replacer = Replacer(table, words: Bool.random(using: &dice) ? Corpora.words : .none)
        let text = Self.text(table, &dice)
        let style: ReplacementStyle = Bool.random(using: &dice) ? .prose : .field
        let result = replacer.replace(text, style: style)
        expectIdempotent(result, replacer, style)
        expectPositions(of: result, in: text)
        if style == .prose { expectNoSurvivors(of: table, in: result) }
    }

    private func expectIdempotent(_ result: Replacement, _ replacer: Replacer, _ style: ReplacementStyle) {
        let again = replacer.replace(result.text, style: style)
        #expect(again.text == result.text)
        #expect(again.changes.isEmpty)
    }

    /// What stands between the changes is what stood there, and the changes are where they say.
    private func expectPositions(of result: Replacement, in text: String) {
        let before = Array(text.unicodeScalars)
        let after = Array(result.text.unicodeScalars)
        let positions = result.positions
        var old = 0
        var new = 0
        for change in result.changes {
            #expect(change.original.lowerBound >= old)
            #expect(
                before[old..<change.original.lowerBound].elementsEqual(
                    after[new..<change.replaced.lowerBound]))
            #expect(String(String.UnicodeScalarView(before[change.original])) == change.stood)
            #expect(String(String.UnicodeScalarView(after[change.replaced])).contains(change.replacement))
            #expect(positions.position(of: change.original.lowerBound) == change.replaced.lowerBound)
            #expect(positions.span(of: change.original) == change.replaced)
            #expect(!positions.isUntouched(change.original))
            old = change.original.upperBound
            new = change.replaced.upperBound
        }
        #expect(before[old...].elementsEqual(after[new...]))
        #expect(positions.position(of: before.count) == after.count)
    }

    private func expectNoSurvivors(of table: KeyTable, in result: Replacement) {
        let leaks = LeakScanner(table).scan(result.text).leaks
        let ambiguous = result.ambiguous.map(\.range)
        for leak in leaks where leak.rule == .listed || leak.rule == .email {
            #expect(ambiguous.contains { $0.contains(leak.offset) }, "\(leak)")
        }
    }

    @Test func positionsInsideAndAcrossChanges() {
        let result = Replacer(.sample).replace("I met Jane Smith today.")
        let positions = result.positions
        #expect(result.changes.map(\.original) == [6..<16])
        #expect(result.changes.map(\.replaced) == [6..<12])
        #expect(positions.span(of: 0..<5) == 0..<5)
        #expect(positions.span(of: 2..<8) == 2..<12)
        #expect(positions.span(of: 8..<10) == 6..<12)
        #expect(positions.span(of: 11..<22) == 6..<18)
        #expect(positions.span(of: 17..<22) == 13..<18)
        #expect(positions.span(of: 16..<16) == 12..<12)
        #expect(
            positions.isUntouched(0..<6) && positions.isUntouched(16..<22) && !positions.isUntouched(15..<17))
    }
}
