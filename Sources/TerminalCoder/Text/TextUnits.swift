import StudyModel

/// What the coder moves and marks by.
package enum CoderUnit: String, Hashable, Sendable, Codable, CaseIterable {
    case character, word, sentence, paragraph, turn

    /// As a sentence names it.
    package func name(_ count: Int) -> String { count == 1 ? rawValue : rawValue + "s" }
}

/// The words, sentences, paragraphs and turns of a text, without the space between them.
///
/// The ranges of each are in order, never overlap, begin and end with whole clusters and hold at least one.
struct TextUnits: Sendable {
    let words: [Range<Int>]
    let sentences: [Range<Int>]
    let paragraphs: [Range<Int>]
    /// What is said in each turn; empty where the record has none.
    let turns: [Range<Int>]

    init(_ text: CoderText, turns: [Turn], paragraphs: [Range<Int>]? = nil) {
        let words = WordFinder.words(text)
        let starts = Set(turns.map(\.range.lowerBound))
        let blocks = Self.clean(paragraphs ?? ParagraphFinder.paragraphs(text, starts: starts), text)
        self.words = Self.clean(words, text)
        self.paragraphs = blocks
        sentences = Self.clean(SentenceFinder.sentences(text, paragraphs: blocks, turns: turns), text)
        self.turns = Self.clean(turns.map { $0.words.isEmpty ? $0.range : $0.words }, text)
    }

    func ranges(_ unit: CoderUnit) -> [Range<Int>] {
        switch unit {
        case .character: []
        case .word: words
        case .sentence: sentences
        case .paragraph: paragraphs
        case .turn: turns.isEmpty ? paragraphs : turns
        }
    }

    /// What the record is worked through by: turns where it has some, else paragraphs.
    var stretches: [Range<Int>] { turns.isEmpty ? paragraphs : turns }

    /// The unit a position is in, or the next one behind it, or the last.
    func index(of unit: CoderUnit, at position: Int) -> Int? {
        let ranges = ranges(unit)
        let found = ranges.splitPoint { $0.upperBound > position }
        return ranges.isEmpty ? nil : min(found, ranges.count - 1)
    }

    /// Ranges without the space at their ends, snapped to clusters, in order and apart.
    private static func clean(_ ranges: [Range<Int>], _ text: CoderText) -> [Range<Int>] {
        var kept: [Range<Int>] = []
        kept.reserveCapacity(ranges.count)
        for range in ranges {
            let whole = text.snapped(trimmed(range.clamped(to: 0..<text.count), text))
            let low = max(whole.lowerBound, kept.last?.upperBound ?? 0)
            if low < whole.upperBound { kept.append(low..<whole.upperBound) }
        }
        return kept
    }

    private static func trimmed(_ range: Range<Int>, _ text: CoderText) -> Range<Int> {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high, ScalarClass.isSpace(text.scalars[low]) { low += 1 }
        while high > low, ScalarClass.isSpace(text.scalars[high - 1]) { high -= 1 }
        return low..<high
    }
}

/// What kind of scalar stands somewhere, fast for ASCII.
enum ScalarClass {
    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20, 0x09...0x0D, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000:
            true
        default: false
        }
    }

    /// Belongs to a word: letters, digits and their marks.
    static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
                || ("0"..."9").contains(scalar)
        }
        if scalar.properties.isAlphabetic || scalar.properties.numericType != nil { return true }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark, .format, .otherSymbol, .modifierSymbol:
            return true
        default: return false
        }
    }

    /// Is a word by itself, as in Chinese and Japanese, which put no space between them.
    static func standsAlone(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.isASCII
            && (scalar.properties.isIdeographic || (0x3040...0x30FF).contains(scalar.value))
    }
}

/// Finds words: what stands between spaces, without the punctuation around it.
enum WordFinder {
    static func words(_ text: CoderText) -> [Range<Int>] {
        let scalars = text.scalars
        var words: [Range<Int>] = []
        words.reserveCapacity(scalars.count / 6)
        var index = 0
        while index < scalars.count {
            if ScalarClass.isSpace(scalars[index]) {
                index += 1
                continue
            }
            var end = index + 1
            if !ScalarClass.standsAlone(scalars[index]) {
                while end < scalars.count, !ScalarClass.isSpace(scalars[end]),
                    !ScalarClass.standsAlone(scalars[end])
                {
                    end += 1
                }
            }
            words.append(core(of: index..<end, scalars))
            index = end
        }
        return words
    }

    /// A word without the punctuation around it; punctuation on its own stays whole.
    private static func core(of range: Range<Int>, _ scalars: [Unicode.Scalar]) -> Range<Int> {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high, !ScalarClass.isWord(scalars[low]) { low += 1 }
        while high > low, !ScalarClass.isWord(scalars[high - 1]) { high -= 1 }
        return low < high ? low..<high : range
    }
}

/// Finds paragraphs: blocks of lines between empty ones, divided where a turn, a heading or an item of a list begins.
enum ParagraphFinder {
    static func paragraphs(_ text: CoderText, starts: Set<Int>) -> [Range<Int>] {
        let scalars = text.scalars
        var paragraphs: [Range<Int>] = []
        var begin: Int?
        func close(_ end: Int) {
            if let start = begin { paragraphs.append(start..<end) }
            begin = nil
        }
        var line = 0
        while line < scalars.count {
            let end = scalars[line...].firstIndex(of: "\n") ?? scalars.count
            let first = scalars[line..<end].firstIndex { !ScalarClass.isSpace($0) }
            if let first {
                let isHeading = scalars[first] == "#"
                if starts.contains(line) || isHeading || isItem(scalars[first..<end]) { close(line) }
                if begin == nil { begin = line }
                if isHeading { close(end) }
            } else {
                close(line)
            }
            line = end + 1
        }
        close(scalars.count)
        return paragraphs
    }

    /// `- `, `* `, `• `, `3. `, `3) `.
    private static func isItem(_ line: ArraySlice<Unicode.Scalar>) -> Bool {
        guard let first = line.first else { return false }
        if "-*+\u{2022}".unicodeScalars.contains(first) { return line.dropFirst().first == " " }
        let rest = line.drop { ("0"..."9").contains($0) }
        guard rest.count < line.count, line.count - rest.count <= 3, let mark = rest.first else {
            return false
        }
        return (mark == "." || mark == ")") && rest.dropFirst().first == " "
    }
}
