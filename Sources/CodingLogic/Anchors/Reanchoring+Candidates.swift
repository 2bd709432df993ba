import StudyModel

/// A place where a text stands again, word for word.
struct Candidate {
    var start: Int
    var agreement: Agreement
    /// Whether it lies between the unchanged texts on both sides of where the text stood.
    var isInside: Bool

    /// How much speaks for it; the larger, the more.
    var score: Int { agreement.score + (isInside ? 16 : 0) }
}

extension Reanchoring {
    /// A text shorter than this, with what agrees around it, may come about by chance.
    private static let firm = 16

    /// The places where a text of the old body stands in the new one and that no other text of the old one claims.
    func candidates(for wanted: Wanted, at span: Range<Int>, _ search: inout QuoteSearch) -> [Candidate] {
        let inside = room(of: span)
        return search.places(of: wanted.quote).compactMap { start in
            let agreement = wanted.agreement(in: new, at: start)
            if isTaken(start, span, by: agreement.score) { return nil }
            let isInside = start >= inside.lowerBound && start + span.count <= inside.upperBound
            return Candidate(start: start, agreement: agreement, isInside: isInside)
        }
    }

    /// The one that more speaks for than for any other.
    static func uniqueBest(_ candidates: [Candidate]) -> Candidate? {
        guard let best = candidates.max(by: { $0.score < $1.score }) else { return nil }
        return candidates.filter { $0.score == best.score }.count == 1 ? best : nil
    }

    /// Whether a place is the text of another place, whole: the difference says so, and its surroundings don't
    /// say otherwise.
    private func isTaken(_ start: Int, _ span: Range<Int>, by score: Int) -> Bool {
        guard let block = block(over: start..<(start + span.count)), start - block.shift != span.lowerBound
        else { return false }
        let source = start - block.shift
        let other = Wanted(source..<(source + span.count), in: old).agreement(in: new, at: start).score
        return score <= 2 * other + 16
    }

    /// The block that a span of the new body is part of.
    func block(over span: Range<Int>) -> Block? {
        guard let index = alignment.index(upToNew: span.lowerBound) else { return nil }
        let block = alignment.blocks[index]
        return block.newEnd >= span.upperBound ? block : nil
    }

    /// The part of the new body between the unchanged scalars before and behind a span of the old one.
    private func room(of span: Range<Int>) -> Range<Int> {
        let blocks = alignment.blocks
        var start = 0
        var end = new.count
        if span.lowerBound > 0, let index = alignment.index(upToOld: span.lowerBound - 1) {
            let block = blocks[index]
            start = min(block.newEnd, span.lowerBound + block.shift)
        }
        if let index = alignment.index(upToOld: span.upperBound), blocks[index].oldEnd > span.upperBound {
            end = span.upperBound + blocks[index].shift
        } else {
            let next = (alignment.index(upToOld: span.upperBound) ?? -1) + 1
            if next < blocks.count { end = blocks[next].new }
        }
        return start..<max(start, end)
    }

    /// Whether a text moved there rather than coming about by chance: it is long enough with what moved beside it,
    /// or whole lines.
    func isFirm(_ candidate: Candidate, _ wanted: Wanted, _ span: Range<Int>) -> Bool {
        let agreement = candidate.agreement
        let length = span.count + agreement.left + agreement.right
        if length >= Self.firm || agreement.isWholeLeft && agreement.isWholeRight { return true }
        let end = candidate.start + span.count
        let toStart = lineStart(candidate.start, in: new)
        let toEnd = lineEnd(end, in: new)
        return toStart <= agreement.left && toStart == lineStart(span.lowerBound, in: old)
            && toEnd <= agreement.right && toEnd == lineEnd(span.upperBound, in: old)
    }

    /// How many scalars of the line stand before a position.
    private func lineStart(_ position: Int, in text: [Unicode.Scalar]) -> Int {
        text[..<position].reversed().prefix(Self.firm + 1).prefix { $0 != "\n" }.count
    }

    private func lineEnd(_ position: Int, in text: [Unicode.Scalar]) -> Int {
        text[position...].prefix(Self.firm + 1).prefix { $0 != "\n" }.count
    }

    /// Whether the text moved whole, rather than being copied and then changed where it stood.
    func isBetter(_ candidate: Candidate, than remains: Remains, _ wanted: Wanted) -> Bool {
        guard remains.areMeant(of: wanted.quote.count) else { return true }
        let moved = wanted.quote.count + min(128, candidate.agreement.left + candidate.agreement.right)
        return moved > remains.kept + remains.beside
    }

    /// Where a text stands that the old body doesn't have at its anchor, by its quote and surroundings.
    ///
    /// - Parameter onlyInChanges: Whether it must touch text that is new, unless all its surroundings are there.
    func strayed(_ anchor: Anchor, onlyInChanges: Bool, _ search: inout QuoteSearch) -> Int? {
        let wanted = Wanted(anchor)
        let count = wanted.quote.count
        let found = search.places(of: wanted.quote).compactMap { start -> Candidate? in
            let agreement = wanted.agreement(in: new, at: start)
            let isWhole = agreement.isWholeLeft && agreement.isWholeRight
            let isNew = block(over: start..<(start + count)) == nil
            let isFirm = count + agreement.left + agreement.right >= Self.firm
            guard isWhole || (isNew || !onlyInChanges) && isFirm else { return nil }
            return Candidate(start: start, agreement: agreement, isInside: false)
        }
        return Self.uniqueBest(found)?.start
    }
}
