import StudyModel
import Testing

@testable import TerminalCoder

@Suite struct EntryTests {
    @Test(arguments: [
        ("acc", "Access"), ("self", "Self-referral"), ("ref", "Self-referral"), ("path acc", "Access"),
        ("well", "Wellbeing"),
        ("assets cap", "Voluntary capacity"), ("slfrf", "Self-referral"), ("COVID", "Covid-specific work"),
        ("comm", "Community"),
        ("force", "Workforce"), ("pathway/access/out", "Outreach"),
    ])
    func letters_findTheCodeThatIsMeant(_ typed: String, _ name: String) {
        #expect(CodeMatch(Samples.codebook).matches(typed, recent: []).first?.code.name == name)
    }

    @Test func codesUsedLately_comeFirst() {
        let match = CodeMatch(Samples.codebook)
        #expect(
            match.matches("", recent: [Samples.skills, Samples.access]).prefix(2).map(\.code.name) == [
                "Skills", "Access",
            ])
        // But a better match comes before one that was used.
        #expect(match.matches("acc", recent: [Samples.capacity]).first?.code.name == "Access")
    }

    @Test func codesThatOnlyGroupOrAreRetired_areNotFound() {
        let names = CodeMatch(Samples.codebook).matches("", recent: []).map(\.code.name)
        #expect(!names.contains("Pathway") && !names.contains("Referral letters"))
        #expect(CodeMatch(Samples.codebook).matches("qqq", recent: []).isEmpty)
    }

    @Test func digits_keepTheirCodesWhileTheseAreUsed() {
        var recent = RecentCodes()
        for number in 1...9 { recent.use(Samples.codeID(number)) }
        recent.use(Samples.codeID(3))
        #expect(recent.digits == (1...9).map(Samples.codeID))
        #expect(recent.order.first == Samples.codeID(3))
        // The tenth takes the place of the one that was not used for longest.
        recent.use(Samples.codeID(10))
        #expect(recent.digits.first == Samples.codeID(10))
        #expect(Array(recent.digits.dropFirst()) == (2...9).map(Samples.codeID))
    }

    @Test(arguments: [
        ("abc", "abc", 3), ("abc←←x", "axbc", 2), ("abc⌫⌫", "a", 1), ("one two^w", "one ", 4),
        ("one two^u", "", 0), ("ab^ac", "cab", 1),
    ])
    func typing_inOneLine_changesIt(_ keys: String, _ text: String, _ cursor: Int) {
        var entry = TextEntry()
        Self.type(keys, &entry)
        #expect(entry.text == text && entry.cursor == cursor)
    }

    @Test(arguments: [
        ("ab⏎cd↑x", "abx\ncd"), ("ab⏎cd↑↑^ax", "xab\ncd"), ("a⏎bcd↑→→x", "a\nbxcd"), ("a⏎⏎b↑x", "a\nx\nb"),
        ("abc⏎d←⌫", "abcd"),
    ])
    func typing_inSeveralLines_movesThroughThem(_ keys: String, _ text: String) {
        var entry = TextEntry("", isMultiline: true)
        Self.type(keys, &entry)
        #expect(entry.text == text)
    }

    @Test func pastedText_losesWhatCommandsTerminals() {
        var entry = TextEntry("", isMultiline: true)
        _ = entry.press(.paste("a\u{1B}[31mb\r\nc\td\u{202E}e\u{0}"))
        #expect(entry.text == "a[31mb\nc de")
        var line = TextEntry()
        _ = line.press(.paste("a\nb"))
        #expect(line.text == "a b")
    }

    @Test func marks_typedAlone_joinTheLetterBefore() {
        var entry = TextEntry()
        for character in ["e", "\u{301}", "x"] { _ = entry.press(.character(Character(character))) }
        #expect(entry.characters.count == 2 && entry.cursor == 2)
    }

    private static func type(_ keys: String, _ entry: inout TextEntry) {
        var isControl = false
        for character in keys {
            switch character {
            case "^": isControl = true
            case "⏎": _ = entry.press(.enter)
            case "⌫": _ = entry.press(.backspace)
            case "←": _ = entry.press(.left)
            case "→": _ = entry.press(.right)
            case "↑": _ = entry.press(.up)
            case "↓": _ = entry.press(.down)
            default:
                _ = entry.press(isControl ? .control(character) : .character(character))
                isControl = false
            }
        }
    }
}
