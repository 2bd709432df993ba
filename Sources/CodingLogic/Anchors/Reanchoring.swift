package import StudyModel

/// Leads the places of codings from one body of a record to the next.
///
/// The difference is computed once, when the value is made. A place is led by the difference where the difference
/// leaves its text alone; where it doesn't, the text is looked for with what stood around it. Nothing is guessed: a
/// text that could be in two places is lost.
package struct Reanchoring: Sendable {
    /// What became of a place.
    package enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
        /// The same span, the same text.
        case kept
        /// The same text at another place.
        case moved
        /// Some of its words were changed; the new span covers what is left and what was put between.
        case changed
        /// Its words are gone, or can't be told from others like them.
        case lost
    }

    let old: [Unicode.Scalar]
    let new: [Unicode.Scalar]
    let alignment: Alignment
    let isRenaming: Bool

    /// Computes the difference of two bodies.
    ///
    /// Takes time in proportion to their length where they are alike; where they are not, larger parts count as
    /// replaced rather than being compared scalar by scalar.
    ///
    /// - Parameters:
    ///   - old: The body that the places are in, at most 16 MiB.
    ///   - new: The body that they are led to.
    ///   - isRenaming: Whether the change put handles in place of names and nothing else. Then words count as
    ///     replaced whole, and a place that begins or ends inside a name covers all that stands there now.
    package init(from old: String, to new: String, isRenaming: Bool = false) {
        self.init(from: Array(old.unicodeScalars), to: Array(new.unicodeScalars), isRenaming: isRenaming)
    }

    init(from old: [Unicode.Scalar], to new: [Unicode.Scalar], isRenaming: Bool = false) {
        self.old = old
        self.new = new
        self.isRenaming = isRenaming
        // Between two names that are replaced there may be no more than a comma.
        alignment =
            isRenaming
            ? Aligner.alignment(of: old, with: new, opening: 1).inWholeWords(old, new)
            : Aligner.alignment(of: old, with: new)
    }

    /// What became of one place, and where it is now.
    ///
    /// An anchor that doesn't fit the old body is looked for by its own quote and surroundings.
    ///
    /// - Returns: the anchor with its surroundings in the new body; `nil` for a lost one.
    package func outcome(of anchor: Anchor) -> (Outcome, Anchor?) {
        var search = QuoteSearches(old, new)
        return outcome(of: anchor, &search)
    }

    /// The same for many places of one body, faster than one by one.
    package func outcomes(of anchors: [Anchor]) -> [(Outcome, Anchor?)] {
        var search = QuoteSearches(old, new)
        return anchors.map { outcome(of: $0, &search) }
    }

    func outcome(of anchor: Anchor, _ search: inout QuoteSearches) -> (Outcome, Anchor?) {
        guard fits(anchor) else {
            let place = strayed(anchor, onlyInChanges: false, &search)
            return place.map { settled($0..<($0 + anchor.quote.unicodeScalars.count), from: anchor) }
                ?? (.lost, nil)
        }
        switch place(of: anchor.span, &search) {
        case .exact(let start): return settled(start..<(start + anchor.span.count), from: anchor)
        case .changed(let span):
            let trimmed = trimmed(span, like: anchor.span)
            return Anchor(wholeCharacters(trimmed), in: new).map { (.changed, $0) } ?? (.lost, nil)
        case .none: return (.lost, nil)
        }
    }

    private func fits(_ anchor: Anchor) -> Bool {
        let span = anchor.span
        guard !span.isEmpty, span.lowerBound >= 0, span.upperBound <= old.count else { return false }
        return old[span].elementsEqual(anchor.quote.unicodeScalars)
    }

    /// A span of the new body without white space at an end where the span of the old one has none.
    ///
    /// Of `the shop closed |` and `the shop| closed ` one can't be told from the other.
    private func trimmed(_ span: Range<Int>, like old: Range<Int>) -> Range<Int> {
        func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\n" || scalar == "\t" }
        var (start, end) = (span.lowerBound, span.upperBound)
        if !isBlank(self.old[old.upperBound - 1]) { while end > start, isBlank(new[end - 1]) { end -= 1 } }
        if !isBlank(self.old[old.lowerBound]) { while start < end, isBlank(new[start]) { start += 1 } }
        return start..<end
    }

    private func settled(_ span: Range<Int>, from anchor: Anchor) -> (Outcome, Anchor?) {
        guard let settled = Anchor(span, in: new) else { return (.lost, nil) }
        return (span == anchor.span ? .kept : .moved, settled)
    }

    /// Where a lost place would be: the numbers of a span of the new body.
    ///
    /// - Returns: `nil` where the new body is empty.
    func clamped(_ span: Range<Int>) -> Range<Int>? {
        guard !new.isEmpty else { return nil }
        let start = min(alignment.position(of: max(0, span.lowerBound)), new.count - 1)
        return start..<min(new.count, start + max(1, span.count))
    }
}

extension Reanchoring {
    enum Place {
        case exact(Int)
        case changed(Range<Int>)
        case none
    }

    func place(of span: Range<Int>, _ search: inout QuoteSearches) -> Place {
        let wanted = Wanted(span, in: old)
        if let start = untouchedPlace(of: span) { return confirmed(start, wanted, span, &search) }
        let remains = remains(of: span)
        if isRenaming, !remains.span.isEmpty { return .changed(remains.span) }
        let found = candidates(for: wanted, at: span, over: -1, &search)
        if let best = own(found, wanted, span, &search),
            best.isInside || isBetter(best, than: remains, wanted, &search)
        {
            return .exact(best.start)
        }
        return remains.areMeant(of: span.count) ? .changed(remains.span) : .none
    }

    /// The place that the difference leads to, or another that more speaks for.
    ///
    /// Of texts that repeat themselves the difference may have taken the wrong one.
    ///
    /// - Returns: nothing where the place is that of another text, and there is none for this one.
    private func confirmed(
        _ start: Int, _ wanted: Wanted, _ span: Range<Int>, _ search: inout QuoteSearches
    ) -> Place {
        let agreement = wanted.agreement(in: new, at: start)
        if agreement.isWhole || isRenaming { return .exact(start) }
        let score = agreement.score
        let rival =
            rivals(at: start, for: wanted.quote, from: span.lowerBound, over: score, &search).max() ?? -1
        let isGivenUp = rival > score + Self.margin
        if rival <= score, score >= Self.little { return .exact(start) }
        let least = isGivenUp ? -1 : rival > score ? score : score + 2 * Self.margin
        let others = candidates(for: wanted, at: span, over: least, isDisplaced: rival > score, &search)
        let other = own(others.filter { $0.start != start }, wanted, span, &search)
        return other.map { .exact($0.start) } ?? (isGivenUp ? .none : .exact(start))
    }

    /// Where the text stands whole beside text that the difference left alone.
    ///
    /// A difference often can be told in several ways: of `ab ab` the first or the last `ab` may have been put
    /// in. So each neighbouring block is followed over its ends for as long as the texts agree.
    private func untouchedPlace(of span: Range<Int>) -> Int? {
        let blocks = alignment.blocks
        var index = max(0, alignment.index(upToOld: span.lowerBound) ?? 0)
        var best: (start: Int, nearness: Int)?
        while index < blocks.count {
            let block = blocks[index]
            let start = span.lowerBound + block.shift
            if agrees(span, along: block) {
                let nearness = -distance(block, span)
                if best.map({ nearness > $0.nearness }) ?? true { best = (start, nearness) }
            }
            if block.old >= span.upperBound { break }
            index += 1
        }
        return best?.start
    }

    private func distance(_ block: Block, _ span: Range<Int>) -> Int {
        max(0, span.lowerBound - block.oldEnd, block.old - span.upperBound)
            - block.oldRange.clamped(to: span).count
    }

    /// Whether the span, and what lies between it and a block, is the same in the new text, going along the block.
    private func agrees(_ span: Range<Int>, along block: Block) -> Bool {
        let from = min(span.lowerBound, max(block.oldEnd, 0))
        let to = max(span.upperBound, block.old)
        guard from + block.shift >= 0, to + block.shift <= new.count else { return false }
        var position = from
        while position < to {
            if block.oldRange.contains(position) {
                position = block.oldEnd
                continue
            }
            if old[position] != new[position + block.shift] { return false }
            position += 1
        }
        return true
    }
}
