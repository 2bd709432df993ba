import StudyModel

/// Texts that the old body didn't have where their anchor says, and that the new one may have again.
extension Reanchoring {
    /// Where a text stands that is nowhere in the old body, by its quote and surroundings.
    ///
    /// - Parameter onlyInChanges: Whether it must touch text that is new, unless all its surroundings are there.
    func strayed(_ anchor: Anchor, onlyInChanges: Bool, _ search: inout QuoteSearches) -> Int? {
        let wanted = Wanted(anchor)
        let count = wanted.quote.count
        let found = search.new.places(of: wanted.quote).compactMap { start -> Candidate? in
            let agreement = wanted.agreement(in: new, at: start)
            // What was there already when the text was lost, with all its surroundings, has been seen.
            let around = (start - agreement.left)..<(start + count + agreement.right)
            let isNew = block(over: start..<(start + count)) == nil
            let isBack = agreement.isWhole && block(over: around) == nil
            guard isBack || (isNew || !onlyInChanges) && isFirm(agreement, count) else { return nil }
            return Candidate(start: start, agreement: agreement, isInside: false)
        }
        guard let best = Self.uniqueBest(found) else { return nil }
        if onlyInChanges, isClaimed(best.start, wanted.quote, over: best.agreement, &search) { return nil }
        return best.start
    }

    /// The anchor of a text where it came back.
    ///
    /// - Parameter anchor: Where its place was last, with what stood around it.
    func strayedAnchor(_ anchor: Anchor, _ text: String, _ search: inout QuoteSearches) -> Anchor? {
        var wanted = anchor
        wanted.quote = text
        return strayed(wanted, onlyInChanges: true, &search).flatMap {
            Anchor($0..<($0 + text.unicodeScalars.count), in: new)
        }
    }

    /// The anchor of a text that stands again where a span of the new body is, in part at least.
    ///
    /// - Parameter anchor: Where the span was in the old body.
    /// - Returns: `nil` where it doesn't, where it did so before, or where it could be several.
    func restored(
        _ text: String, _ anchor: Anchor, around span: Range<Int>, _ search: inout QuoteSearches
    ) -> Anchor? {
        var last = anchor
        last.quote = text
        let wanted = Wanted(last)
        let count = wanted.quote.count
        let from = max(0, span.lowerBound - count)
        let to = min(span.upperBound, new.count - count)
        guard count > 0, from <= to else { return nil }
        let places = (from...to).filter {
            new[$0..<($0 + count)] == wanted.quote && block(over: $0..<($0 + count)) == nil
        }
        // Where it stands over all that is left of the span, rather than beside it.
        let covering = places.filter {
            $0 <= span.lowerBound && $0 + count >= span.upperBound || span.contains($0)
        }
        let best = covering.isEmpty ? places : covering
        guard best.count == 1, let start = best.first,
            !isClaimed(start, wanted.quote, over: wanted.agreement(in: new, at: start), &search)
        else { return nil }
        return Anchor(start..<(start + count), in: new)
    }

    /// Whether more speaks for a place's being that of a text the old body has.
    private func isClaimed(
        _ place: Int, _ quote: ArraySlice<Unicode.Scalar>, over agreement: Agreement,
        _ search: inout QuoteSearches
    ) -> Bool {
        !rivals(at: place, for: quote, from: nil, over: agreement.score - 1, &search).isEmpty
    }
}
