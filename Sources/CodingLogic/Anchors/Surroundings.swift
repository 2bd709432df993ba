import StudyModel

/// What is looked for where a diff does not lead: a quote and what stood around it.
struct Wanted {
    var quote: ArraySlice<Unicode.Scalar>
    var before: ArraySlice<Unicode.Scalar>
    var after: ArraySlice<Unicode.Scalar>
    /// Whether `before` begins where the text begins, and `after` ends where it ends.
    var reachesStart: Bool
    var reachesEnd: Bool

    /// How many scalars of its first line stand before it, and of its last line behind it; `nil` where the line goes
    /// further than is compared.
    private var toLineStart: Int? {
        let line = before.reversed().prefix { $0 != "\n" }.count
        return line < before.count || reachesStart ? line : nil
    }
    private var toLineEnd: Int? {
        if quote.last == "\n" { return 0 }
        let line = after.prefix { $0 != "\n" }.count
        return line < after.count || reachesEnd ? line : nil
    }

    /// How much of the surroundings is compared on each side.
    static let reach = 256

    /// A span of a text with what stands around it.
    init(_ span: Range<Int>, in text: [Unicode.Scalar]) {
        let from = max(0, span.lowerBound - Self.reach)
        let to = min(text.count, span.upperBound + Self.reach)
        quote = text[span]
        before = text[from..<span.lowerBound]
        after = text[span.upperBound..<to]
        reachesStart = from == 0
        reachesEnd = to == text.count
    }

    /// An anchor whose text is not at hand.
    init(_ anchor: Anchor) {
        quote = ArraySlice(anchor.quote.unicodeScalars)
        before = ArraySlice(anchor.before.unicodeScalars)
        after = ArraySlice(anchor.after.unicodeScalars)
        reachesStart = before.count < Anchor.contextLength
        reachesEnd = after.count < Anchor.contextLength
    }

    /// How much of the surroundings is the same at a place of another text.
    func agreement(in text: [Unicode.Scalar], at place: Int) -> Agreement {
        var left = 0
        var at = place
        for scalar in before.reversed() {
            guard at > 0, text[at - 1] == scalar else { break }
            at -= 1
            left += 1
        }
        var right = 0
        var end = place + quote.count
        for scalar in after {
            guard end < text.count, text[end] == scalar else { break }
            end += 1
            right += 1
        }
        let isLineStart = toLineStart.map { line in
            left >= line && (place == line || place > line && text[place - line - 1] == "\n")
        }
        let isLineEnd = toLineEnd.map { line in
            let end = place + quote.count + line
            return right >= line && (end == text.count || quote.last == "\n" || text[end] == "\n")
        }
        return Agreement(
            left: left, right: right, isWholeLeft: left == before.count && (!reachesStart || at == 0),
            isWholeRight: right == after.count && (!reachesEnd || end == text.count),
            isWholeLines: (isLineStart ?? (left == before.count)) && (isLineEnd ?? (right == after.count)))
    }
}

/// How far two places are surrounded by the same scalars.
struct Agreement {
    var left: Int
    var right: Int
    /// Whether all of it agrees that was compared, the text's end included where it was near.
    var isWholeLeft: Bool
    var isWholeRight: Bool
    /// Whether the lines that they are in are the same, to their ends.
    var isWholeLines: Bool

    var isWhole: Bool { isWholeLeft && isWholeRight }

    /// Comparable between places of one quote.
    ///
    /// An agreeing end of the text counts as much as far surroundings, and whole lines for more than what is around
    /// them, since it is lines that people move.
    var score: Int {
        (isWholeLeft ? Wanted.reach : left) + (isWholeRight ? Wanted.reach : right)
            + (isWholeLines ? 2 * Wanted.reach : 0)
    }
}
