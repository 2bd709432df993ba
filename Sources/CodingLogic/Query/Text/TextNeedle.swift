package import StudyModel

/// A text to look for, as `text:"waiting list"` means it.
///
/// Capitals do not matter, curly quotation marks are straight ones, and any white space stands for any other. It is
/// found as whole words; a `*` at either end lets the word go on there.
package struct TextNeedle: Hashable, Sendable {
    /// The longest text that is looked for, in scalars.
    package static let longest = 200

    private let scalars: [Unicode.Scalar]
    private let isOpenAtStart: Bool
    private let isOpenAtEnd: Bool
    private let matchesCase: Bool

    /// - Parameters:
    ///   - wholeWords: without it words may go on at both ends.
    ///   - matchesCase: whether capitals matter.
    /// - Throws: ``QueryProblem`` for a text with nothing to look for, or a longer one than ``longest``.
    package init(_ text: String, wholeWords: Bool = true, matchesCase: Bool = false) throws(QueryProblem) {
        var rest = text[...]
        let opensAtStart = rest.hasPrefix("*")
        if opensAtStart { rest = rest.dropFirst() }
        let opensAtEnd = rest.hasSuffix("*")
        if opensAtEnd { rest = rest.dropLast() }
        var folded: [Unicode.Scalar] = []
        for scalar in rest.unicodeScalars {
            if ScalarKind.isSpace(scalar) {
                if let last = folded.last, last != " " { folded.append(" ") }
            } else {
                folded.append(matchesCase ? scalar : ScalarKind.folded(scalar))
            }
        }
        if folded.last == " " { folded.removeLast() }
        guard (1...Self.longest).contains(folded.count) else {
            throw QueryProblem(
                .badValue, at: 0..<text.unicodeScalars.count,
                "A text to look for has 1 to \(Self.longest) characters.")
        }
        scalars = folded
        isOpenAtStart = opensAtStart || !wholeWords
        isOpenAtEnd = opensAtEnd || !wholeWords
        self.matchesCase = matchesCase
    }

    /// Where the text stands, from the left, without overlaps.
    package func ranges(in text: [Unicode.Scalar]) -> [Range<Int>] {
        guard !matchesCase else { return ranges(inFolded: text) }
        return ranges(inFolded: text.map(ScalarKind.folded))
    }

    /// As ``ranges(in:)``, for a text whose scalars are folded already.
    func ranges(inFolded text: [Unicode.Scalar]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var index = 0
        while index < text.count {
            if text[index] == scalars[0], let end = end(in: text, from: index), isWhole(index..<end, in: text)
            {
                found.append(index..<end)
                index = end
            } else {
                index += 1
            }
        }
        return found
    }

    private func end(in text: [Unicode.Scalar], from start: Int) -> Int? {
        var index = start
        for scalar in scalars {
            guard index < text.count else { return nil }
            if scalar == " " {
                guard ScalarKind.isSpace(text[index]) else { return nil }
                while index < text.count, ScalarKind.isSpace(text[index]) { index += 1 }
            } else {
                guard text[index] == scalar else { return nil }
                index += 1
            }
        }
        return index
    }

    private func isWhole(_ range: Range<Int>, in text: [Unicode.Scalar]) -> Bool {
        (isOpenAtStart || !Self.isInsideWord(range.lowerBound, text))
            && (isOpenAtEnd || !Self.isInsideWord(range.upperBound, text))
    }

    /// Whether a place has a word's scalars on both its sides.
    private static func isInsideWord(_ place: Int, _ text: [Unicode.Scalar]) -> Bool {
        guard place > 0, place < text.count else { return false }
        let (before, after) = (text[place - 1], text[place])
        return ScalarKind.isWord(before) && ScalarKind.isWord(after)
            && !ScalarKind.isUnspaced(before) && !ScalarKind.isUnspaced(after)
    }
}
