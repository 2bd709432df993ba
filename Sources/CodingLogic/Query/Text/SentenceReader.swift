/// Finds where the sentences of one paragraph end.
struct SentenceReader {
    let text: [Unicode.Scalar]
    /// Where the paragraph ends.
    let end: Int

    init(text: [Unicode.Scalar], end: Int) {
        self.text = text
        self.end = end
    }

    func read(from start: Int, into sentences: inout [Range<Int>]) {
        var begin = start
        var index = start
        func close(at place: Int) {
            let sentence = TextUnits.trimmed(begin..<place, in: text)
            if !sentence.isEmpty { sentences.append(sentence) }
            begin = place
        }
        while index < end {
            let scalar = text[index]
            if scalar == "\n", isItem(at: index + 1) {
                close(at: index + 1)
                index += 1
            } else if Self.isEnd(scalar) {
                let next = behindMarks(index)
                if isBoundary(mark: index, next: next) { close(at: next) }
                index = next
            } else {
                index += 1
            }
        }
        close(at: end)
    }

    private static func isEnd(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ".", "!", "?", "…", "。", "！", "？": true
        default: false
        }
    }

    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "。" || scalar == "！" || scalar == "？"
    }

    private static let closing: Set<Unicode.Scalar> = [
        "\"", "'", "”", "’", "»", ")", "]", "}", "*", "_", "」", "』", "）",
    ]

    /// Behind more marks that end a sentence and those that close a quotation or brackets.
    private func behindMarks(_ start: Int) -> Int {
        var index = start
        while index < end, Self.isEnd(text[index]) { index += 1 }
        while index < end, Self.closing.contains(text[index]) { index += 1 }
        return index
    }

    private func isBoundary(mark: Int, next: Int) -> Bool {
        if Self.isWide(text[mark]) || next >= end { return true }
        guard ScalarKind.isSpace(text[next]) else { return false }
        var following = next
        while following < end, ScalarKind.isSpace(text[following]) { following += 1 }
        // What opens a quotation or brackets says nothing about the word in it.
        while following < end, !ScalarKind.isWord(text[following]), !ScalarKind.isSpace(text[following]) {
            following += 1
        }
        guard following < end else { return true }
        if ScalarKind.isLower(text[following]) { return false }
        return text[mark] != "." || next != mark + 1 || !leadsOn(dot: mark, to: text[following])
    }

    /// Abbreviations behind which a sentence goes on even where a capital or a number follows.
    private static let leading: Set<String> = [
        "dr", "mr", "mrs", "ms", "mx", "prof", "rev", "st", "hon", "capt", "col", "gen", "sgt", "e.g", "i.e",
        "eg",
        "ie", "cf", "vs", "viz", "approx", "incl", "esp", "resp",
    ]
    /// Those that lead on to a number.
    private static let counting: Set<String> = [
        "no", "nos", "p", "pp", "fig", "figs", "vol", "ch", "sect", "ca", "al", "tel", "ext",
    ]

    private static let longestAbbreviation = 8

    /// Whether the word before a full stop is a title, an initial, an abbreviation or the number of an item.
    private func leadsOn(dot: Int, to next: Unicode.Scalar) -> Bool {
        var begin = dot
        while begin > 0, dot - begin <= Self.longestAbbreviation, isAbbreviationPart(text[begin - 1]) {
            begin -= 1
        }
        let length = dot - begin
        guard length > 0, length <= Self.longestAbbreviation else { return false }
        if length == 1, ScalarKind.isUpper(text[begin]), text[begin] != "I" { return true }
        let isAtLineStart = begin == 0 || text[begin - 1] == "\n"
        if isAtLineStart, text[begin..<dot].allSatisfy(ScalarKind.isDigit) { return true }
        var word = String.UnicodeScalarView()
        word.append(contentsOf: text[begin..<dot].lazy.map(ScalarKind.folded))
        let abbreviation = String(word)
        return Self.leading.contains(abbreviation)
            || ScalarKind.isDigit(next) && Self.counting.contains(abbreviation)
    }

    private func isAbbreviationPart(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "." || ScalarKind.isWord(scalar)
    }

    /// Whether a line begins with the mark of an item or a heading: `- `, `* `, `+ `, `# `, `1. `, `1) `.
    private func isItem(at start: Int) -> Bool {
        var index = start
        while index < end, text[index] == " " { index += 1 }
        guard index < end else { return false }
        switch text[index] {
        case "-", "*", "+", "•": return isSpace(at: index + 1)
        case "#":
            while index < end, text[index] == "#" { index += 1 }
            return isSpace(at: index)
        default:
            let first = index
            while index < end, index - first < 4, ScalarKind.isDigit(text[index]) { index += 1 }
            guard index > first, index < end, text[index] == "." || text[index] == ")" else { return false }
            return isSpace(at: index + 1)
        }
    }

    private func isSpace(at index: Int) -> Bool { index < end && ScalarKind.isSpace(text[index]) }
}
