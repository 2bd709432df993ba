import StudyModel

/// Finds sentences within paragraphs.
///
/// One ends behind a full stop, question or exclamation mark with the quotes and brackets that close there, where space and
/// something other than a small letter follow, and not behind a common abbreviation or a single initial. Chinese and
/// Japanese marks end one by themselves. The label of a turn belongs to no sentence.
enum SentenceFinder {
    static func sentences(
        _ text: CoderText, paragraphs: [Range<Int>], turns: [Turn]
    ) -> [Range<Int>] {
        var sentences: [Range<Int>] = []
        var turn = 0
        for paragraph in paragraphs {
            while turn < turns.count, turns[turn].range.upperBound <= paragraph.lowerBound { turn += 1 }
            var start = paragraph.lowerBound
            if turn < turns.count, turns[turn].range.lowerBound >= paragraph.lowerBound,
                turns[turn].range.lowerBound < paragraph.upperBound
            {
                start = min(paragraph.upperBound, turns[turn].words.lowerBound)
            }
            divide(start..<paragraph.upperBound, text.scalars, into: &sentences)
        }
        return sentences
    }

    private static func divide(
        _ range: Range<Int>, _ scalars: [Unicode.Scalar], into sentences: inout [Range<Int>]
    ) {
        var start = range.lowerBound
        var index = start
        while index < range.upperBound {
            guard let kind = mark(scalars[index]) else {
                index += 1
                continue
            }
            let stop = index
            index += 1
            while index < range.upperBound, mark(scalars[index]) != nil || closes(scalars[index]) {
                index += 1
            }
            if kind == .alone || ends(stop, at: index, in: range, scalars) {
                sentences.append(start..<index)
                start = index
            }
        }
        if start < range.upperBound { sentences.append(start..<range.upperBound) }
    }

    private enum Mark {
        case stop, alone
    }

    private static func mark(_ scalar: Unicode.Scalar) -> Mark? {
        switch scalar {
        case ".", "!", "?", "\u{2026}": .stop
        case "\u{3002}", "\u{FF01}", "\u{FF1F}": .alone
        default: nil
        }
    }

    private static func closes(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\"", "'", ")", "]", "\u{2019}", "\u{201D}", "\u{00BB}", "*", "_": true
        default: false
        }
    }

    private static func ends(
        _ stop: Int, at index: Int, in range: Range<Int>, _ scalars: [Unicode.Scalar]
    ) -> Bool {
        guard index < range.upperBound else { return true }
        guard ScalarClass.isSpace(scalars[index]) else { return false }
        var next = index
        while next < range.upperBound, ScalarClass.isSpace(scalars[next]) { next += 1 }
        if next < range.upperBound, scalars[next].properties.isLowercase { return false }
        return scalars[stop] != "." || !isAbbreviation(endingAt: stop, from: range.lowerBound, scalars)
    }

    private static let abbreviations: Set<String> = [
        "mr", "mrs", "ms", "mx", "dr", "prof", "st", "e.g", "i.e", "etc", "cf", "vs", "approx", "no", "fig",
        "ca", "bzw", "z.b", "d.h", "u.a", "nr", "inc", "ltd", "dept", "rev",
    ]

    private static func isAbbreviation(
        endingAt stop: Int, from start: Int, _ scalars: [Unicode.Scalar]
    ) -> Bool {
        var begin = stop
        while begin > start, stop - begin < 8, !ScalarClass.isSpace(scalars[begin - 1]) { begin -= 1 }
        let word = Anchor.text(scalars[begin..<stop].drop { !ScalarClass.isWord($0) })
        if word.unicodeScalars.count == 1, let only = word.unicodeScalars.first {
            return only.properties.isUppercase && only != "I"
        }
        return abbreviations.contains(word.lowercased())
    }
}
