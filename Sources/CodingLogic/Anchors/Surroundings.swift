import StudyModel

/// What is looked for where a diff does not lead: a quote and what stood around it.
struct Wanted {
    var quote: ArraySlice<Unicode.Scalar>
    var before: ArraySlice<Unicode.Scalar>
    var after: ArraySlice<Unicode.Scalar>
    /// Whether `before` begins where the text begins, and `after` ends where it ends.
    var reachesStart: Bool
    var reachesEnd: Bool

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
        return Agreement(
            left: left, right: right, isWholeLeft: left == before.count && (!reachesStart || at == 0),
            isWholeRight: right == after.count && (!reachesEnd || end == text.count))
    }
}

/// How far two places are surrounded by the same scalars.
struct Agreement {
    var left: Int
    var right: Int
    /// Whether all of it agrees that was compared, the text's end included where it was near.
    var isWholeLeft: Bool
    var isWholeRight: Bool

    /// Comparable between places of one quote; an agreeing end of the text counts as much as far surroundings.
    var score: Int {
        (isWholeLeft ? Wanted.reach : left) + (isWholeRight ? Wanted.reach : right)
    }
}
