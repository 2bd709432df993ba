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
    private static let firm = 10
    /// A place for which less speaks is doubted, and one for which four times as much does is a text's own.
    static let little = 32
    /// So much more must speak for another telling than for that of the difference.
    static let margin = 8

    /// The places where a text of the old body stands in the new one and that no other text of the old one claims, if
    /// more than so much speaks for them.
    ///
    /// - Parameter isDisplaced: Whether the text is known to have its place taken by another, so that another may have
    ///   been given its own.
    func candidates(
        for wanted: Wanted, at span: Range<Int>, over least: Int, isDisplaced: Bool = false,
        _ search: inout QuoteSearches
    ) -> [Candidate] {
        let inside = room(of: span)
        return search.new.places(of: wanted.quote).compactMap { start in
            let candidate = Candidate(
                start: start, agreement: wanted.agreement(in: new, at: start),
                isInside: start >= inside.lowerBound && start + span.count <= inside.upperBound)
            guard candidate.score > least, candidate.isInside || isFirm(candidate.agreement, span.count),
                candidate.agreement.score > claim(on: start, beside: span, isDisplaced)
            else { return nil }
            return candidate
        }
    }

    /// The candidate that more speaks for than for any other, unless more speaks for its being another text of the
    /// old body that is nowhere else.
    func own(
        _ candidates: [Candidate], _ wanted: Wanted, _ span: Range<Int>, _ search: inout QuoteSearches
    ) -> Candidate? {
        guard let best = Self.uniqueBest(candidates) else { return nil }
        let rivals = rivals(
            at: best.start, for: wanted.quote, from: span.lowerBound, over: best.agreement.score - 1, &search)
        if rivals.isEmpty { return best }
        return own(candidates.filter { $0.start != best.start }, wanted, span, &search)
    }

    /// How much speaks for each other text of the old body with the same words to be the one at a place, where less
    /// speaks for its being elsewhere.
    ///
    /// - Parameters:
    ///   - own: Where the text that is asked for begins in the old body, if it is there.
    ///   - least: Those for which no more speaks don't matter.
    func rivals(
        at place: Int, for quote: ArraySlice<Unicode.Scalar>, from own: Int?, over least: Int,
        _ search: inout QuoteSearches
    ) -> [Int] {
        let sources = search.old.places(of: quote).filter { $0 != own }
        if sources.isEmpty { return [] }
        let places = search.new.places(of: quote)
        return sources.compactMap { start in
            let span = start..<(start + quote.count)
            let wanted = Wanted(span, in: old)
            let speaking = wanted.agreement(in: new, at: place).score
            let isKept = alignment.keeps(span)
            guard (isKept ? speaking - Self.margin - 1 : speaking) > least else { return nil }
            let home = alignment.position(of: start)
            if isKept, home != place, wanted.agreement(in: new, at: home).score >= 4 * Self.little {
                return nil
            }
            let isElsewhere = places.contains {
                $0 != place && wanted.agreement(in: new, at: $0).score >= speaking
            }
            return isElsewhere ? nil : isKept ? speaking - Self.margin - 1 : speaking
        }
    }

    /// The one that more speaks for than for any other.
    static func uniqueBest(_ candidates: [Candidate]) -> Candidate? {
        guard let best = candidates.max(by: { $0.score < $1.score }) else { return nil }
        return candidates.count { $0.score == best.score } == 1 ? best : nil
    }

    /// How much must speak for a place that the difference gives to another text; where the place is its whole, it is
    /// not given away for little.
    private func claim(on start: Int, beside span: Range<Int>, _ isDisplaced: Bool) -> Int {
        guard let block = block(over: start..<(start + span.count)), start - block.shift != span.lowerBound
        else { return -1 }
        let source = start - block.shift
        let other = Wanted(source..<(source + span.count), in: old).agreement(in: new, at: start).score
        return isDisplaced ? other : other + Self.margin
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
    func isFirm(_ agreement: Agreement, _ count: Int) -> Bool {
        count + agreement.left + agreement.right >= Self.firm || agreement.isWholeLines || agreement.isWhole
    }

    /// Whether the text moved whole, rather than being copied and then changed where it stood.
    func isBetter(
        _ candidate: Candidate, than remains: Remains, _ wanted: Wanted, _ search: inout QuoteSearches
    ) -> Bool {
        if 2 * remains.kept < wanted.quote.count { return true }
        let moved = wanted.quote.count + min(128, candidate.agreement.left + candidate.agreement.right)
        if moved > remains.kept + remains.beside { return true }
        // What stands there now may be another line that moved: two lines changed places.
        let lines = lines(around: remains.span, in: new)
        if candidate.agreement.isWholeLines, 2 * remains.kept < lines.count,
            2 * wanted.quote.count >= self.lines(around: wanted.quote.indices, in: old).count
        {
            return true
        }
        if lines.count > 4 * wanted.quote.count + 2_000 { return true }
        return search.old.places(of: new[lines]).contains { !alignment.keeps($0..<($0 + lines.count)) }
    }

    /// The whole lines of a text that a span is in.
    private func lines(around span: Range<Int>, in text: [Unicode.Scalar]) -> Range<Int> {
        let start = span.lowerBound - text[..<span.lowerBound].reversed().prefix { $0 != "\n" }.count
        if span.upperBound > start, text[span.upperBound - 1] == "\n" { return start..<span.upperBound }
        return start..<(span.upperBound + text[span.upperBound...].prefix { $0 != "\n" }.count)
    }
}
