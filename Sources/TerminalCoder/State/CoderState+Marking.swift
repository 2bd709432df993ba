import StudyModel

extension CoderState {
    /// Whether moving changes the end of the mark, not its beginning.
    private var movesEnd: Bool { mark.map { cursor >= $0.anchor.lowerBound } ?? true }

    private func lastCluster(of range: Range<Int>) -> Int { text.start(atOrBefore: range.upperBound - 1) }

    /// Begins a mark at the cursor, or drops the one that grows.
    mutating func toggleMark() {
        guard !text.isEmpty else { return say("There is no text to mark.") }
        if isMarking {
            mark = nil
        } else {
            mark = CoderPlace.Mark(anchor: cursor..<text.end(ofClusterAt: cursor))
        }
    }

    /// Moves the end of the mark the cursor is at; what the mark began with stays in it.
    mutating func grow(_ direction: Direction, by unit: CoderUnit) {
        guard let mark else { return }
        let anchor = mark.anchor
        let last = lastCluster(of: anchor)
        let position: Int? =
            switch (direction, movesEnd) {
            case (.on, true): finish(.on, of: unit, from: max(cursor, last)) ?? text.last
            case (.on, false):
                start(.on, of: unit, from: cursor).map { min($0, anchor.lowerBound) } ?? anchor.lowerBound
            case (.back, true) where cursor > last:
                finish(.back, of: unit, from: cursor).map { max($0, last) } ?? last
            case (.back, _): start(.back, of: unit, from: min(cursor, anchor.lowerBound))
            }
        move(to: position ?? 0)
    }

    /// Marks the whole unit under the cursor; a mark that grows is grown to whole units, and by one more where it is whole.
    mutating func take(_ unit: CoderUnit) {
        guard !text.isEmpty else { return say("There is no text to mark.") }
        self.unit = unit
        guard isMarking, let span = marked else {
            guard let whole = whole(unit, at: cursor) else {
                return say("There is no \(unit.rawValue) here.")
            }
            return setMark(whole)
        }
        let wasAtEnd = movesEnd
        let grown = grown(span, to: unit)
        if grown == span { return grow(wasAtEnd ? .on : .back, by: unit) }
        setMark(grown)
        if !wasAtEnd { swapEnds() }
    }

    /// Marks a range, with the cursor at its end.
    mutating func setMark(_ range: Range<Int>) {
        mark = CoderPlace.Mark(anchor: range)
        move(to: lastCluster(of: range))
        let first = lines.line(of: range.lowerBound)
        // The beginning comes back into sight where the whole fits.
        if first < top, lines.line(of: cursor) < first + metrics.bodyRows { top = first }
    }

    /// The unit a position is in, or the next one.
    func whole(_ unit: CoderUnit, at position: Int) -> Range<Int>? {
        if unit == .character { return text.isEmpty ? nil : position..<text.end(ofClusterAt: position) }
        return units.index(of: unit, at: position).map { units.ranges(unit)[$0] }
    }

    private func grown(_ span: Range<Int>, to unit: CoderUnit) -> Range<Int> {
        guard let first = whole(unit, at: span.lowerBound), let last = whole(unit, at: lastCluster(of: span))
        else { return span }
        let low = min(span.lowerBound, first.lowerBound)
        let high = last.lowerBound < span.upperBound ? max(span.upperBound, last.upperBound) : span.upperBound
        return low..<high
    }

    /// Lets the other end of the mark move.
    mutating func swapEnds() {
        guard let span = marked else { return say("Nothing is marked. v begins a mark.") }
        let isResting = mark?.isResting ?? false
        if movesEnd {
            mark = CoderPlace.Mark(anchor: lastCluster(of: span)..<span.upperBound)
            cursor = span.lowerBound
        } else {
            mark = CoderPlace.Mark(anchor: span.lowerBound..<text.end(ofClusterAt: span.lowerBound))
            cursor = lastCluster(of: span)
        }
        mark?.isResting = isResting
        goal = nil
        scrollToCursor()
    }

    /// Takes a unit off the end the cursor is at; where there is only one, a smaller unit.
    mutating func shrink() {
        guard let span = marked else { return say("Nothing is marked. v begins a mark.") }
        mark?.isResting = false
        let last = lastCluster(of: span)
        let atEnd = movesEnd
        let smaller = CoderUnit.allCases.reversed().drop { $0 != unit }
        for unit in smaller {
            let position = atEnd ? endWithoutLast(unit, of: span) : startWithoutFirst(unit, of: span)
            guard let position, span.contains(position) else { continue }
            let fixed = atEnd ? span.lowerBound : last
            let kept = mark?.anchor ?? span
            let isWhole = atEnd ? position >= lastCluster(of: kept) : position <= kept.lowerBound
            mark?.anchor = isWhole ? kept : fixed..<text.end(ofClusterAt: fixed)
            return move(to: position)
        }
    }

    /// The last cluster of a span without its last unit.
    private func endWithoutLast(_ unit: CoderUnit, of span: Range<Int>) -> Int? {
        if unit == .character { return start(.back, of: .character, from: lastCluster(of: span)) }
        let ranges = units.ranges(unit)
        let after = ranges.splitPoint { $0.lowerBound >= span.upperBound }
        return after > 1 ? lastCluster(of: ranges[after - 2]) : nil
    }

    /// The first cluster of a span without its first unit.
    private func startWithoutFirst(_ unit: CoderUnit, of span: Range<Int>) -> Int? {
        if unit == .character { return start(.on, of: .character, from: span.lowerBound) }
        let ranges = units.ranges(unit)
        let first = ranges.splitPoint { $0.upperBound > span.lowerBound }
        return first + 1 < ranges.count ? ranges[first + 1].lowerBound : nil
    }

    /// What a code would be applied to: the mark, or the unit under the cursor.
    var target: Range<Int>? { marked ?? whole(unit == .character ? .word : unit, at: cursor) }
}
