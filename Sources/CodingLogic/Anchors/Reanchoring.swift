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
        let alignment = Aligner.alignment(of: old, with: new)
        self.alignment = isRenaming ? alignment.inWholeWords(old, new) : alignment
    }

    /// What became of one place, and where it is now.
    ///
    /// An anchor that doesn't fit the old body is looked for by its own quote and surroundings.
    ///
    /// - Returns: the anchor with its surroundings in the new body; `nil` for a lost one.
    package func outcome(of anchor: Anchor) -> (Outcome, Anchor?) {
        var search = QuoteSearch(new)
        return outcome(of: anchor, &search)
    }

    /// The same for many places of one body, faster than one by one.
    package func outcomes(of anchors: [Anchor]) -> [(Outcome, Anchor?)] {
        var search = QuoteSearch(new)
        return anchors.map { outcome(of: $0, &search) }
    }

    func outcome(of anchor: Anchor, _ search: inout QuoteSearch) -> (Outcome, Anchor?) {
        guard fits(anchor) else {
            let place = strayed(anchor, onlyInChanges: false, &search)
            return place.map { settled($0..<($0 + anchor.quote.unicodeScalars.count), from: anchor) }
                ?? (.lost, nil)
        }
        switch place(of: anchor.span, &search) {
        case .exact(let start): return settled(start..<(start + anchor.span.count), from: anchor)
        case .changed(let span):
            return Anchor(wholeCharacters(span), in: new).map { (.changed, $0) } ?? (.lost, nil)
        case .none: return (.lost, nil)
        }
    }

    private func fits(_ anchor: Anchor) -> Bool {
        let span = anchor.span
        guard !span.isEmpty, span.lowerBound >= 0, span.upperBound <= old.count else { return false }
        return old[span].elementsEqual(anchor.quote.unicodeScalars)
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

    /// An exact place with less than this around it that agrees is doubted.
    private static let littleAgreement = 24

    func place(of span: Range<Int>, _ search: inout QuoteSearch) -> Place {
        let wanted = Wanted(span, in: old)
        if let start = untouchedPlace(of: span) {
            let score = wanted.agreement(in: new, at: start).score
            if score >= Self.littleAgreement || isRenaming { return .exact(start) }
            let others = candidates(for: wanted, at: span, &search).filter {
                $0.start != start && isFirm($0, wanted, span) && $0.score > 2 * score + 16
            }
            return .exact(Self.uniqueBest(others)?.start ?? start)
        }
        let remains = remains(of: span)
        if isRenaming, !remains.span.isEmpty { return .changed(remains.span) }
        if let best = Self.uniqueBest(candidates(for: wanted, at: span, &search)) {
            if best.isInside { return .exact(best.start) }
            if isFirm(best, wanted, span), isBetter(best, than: remains, wanted) { return .exact(best.start) }
        }
        return remains.areMeant(of: span.count) ? .changed(remains.span) : .none
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
