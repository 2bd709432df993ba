import StudyModel

extension CoderState {
    /// Which way a movement goes.
    enum Direction {
        case on, back
    }

    /// Puts the cursor somewhere; a mark grows with it, and one that was coded is dropped.
    mutating func move(to position: Int) {
        guard !text.isEmpty else { return }
        if mark?.isResting == true { mark = nil }
        found = nil
        goal = nil
        cursor = text.start(atOrBefore: position)
        scrollToCursor()
    }

    /// Goes on or back by a unit, which becomes the unit in use.
    mutating func move(_ direction: Direction, by unit: CoderUnit) {
        self.unit = unit
        guard !text.isEmpty else { return }
        if isMarking { return grow(direction, by: unit) }
        guard let position = start(direction, of: unit, from: cursor) else {
            let end = direction == .on ? text.last : 0
            if cursor == end { say(direction == .on ? "This is the end." : "This is the beginning.") }
            return move(to: end)
        }
        move(to: position)
        if unit != .character, let index = units.index(of: unit, at: cursor) {
            show(units.ranges(unit)[index])
        }
    }

    /// Where the next unit begins, or the one before.
    func start(_ direction: Direction, of unit: CoderUnit, from position: Int) -> Int? {
        if unit == .character {
            if direction == .back { return position > 0 ? text.start(atOrBefore: position - 1) : nil }
            let next = text.end(ofClusterAt: position)
            return next < text.count ? next : nil
        }
        let ranges = units.ranges(unit)
        if direction == .on {
            let index = ranges.splitPoint { $0.lowerBound > position }
            return index < ranges.count ? ranges[index].lowerBound : nil
        }
        let index = ranges.splitPoint { $0.lowerBound >= position }
        return index > 0 ? ranges[index - 1].lowerBound : nil
    }

    /// The last cluster of the next unit, or of the one before.
    func finish(_ direction: Direction, of unit: CoderUnit, from position: Int) -> Int? {
        if unit == .character { return start(direction, of: unit, from: position) }
        let ranges = units.ranges(unit)
        if direction == .on {
            let index = ranges.splitPoint { text.start(atOrBefore: $0.upperBound - 1) > position }
            return index < ranges.count ? text.start(atOrBefore: ranges[index].upperBound - 1) : nil
        }
        let index = ranges.splitPoint { text.start(atOrBefore: $0.upperBound - 1) >= position }
        return index > 0 ? text.start(atOrBefore: ranges[index - 1].upperBound - 1) : nil
    }

    /// Goes up or down by lines of the screen, keeping the column.
    mutating func moveLines(by step: Int) {
        guard !text.isEmpty else { return }
        let line = lines.line(of: cursor)
        let column = goal ?? lines.column(of: cursor, in: text)
        let wanted = max(0, min(lines.count - 1, line + step))
        move(to: lines.position(atColumn: column, ofLine: wanted, in: text))
        goal = column
    }

    /// Goes a screen on or back; the last two lines stay in sight.
    mutating func movePage(_ direction: Direction) {
        let step = max(1, metrics.bodyRows - 2)
        let line = direction == .on ? step : -step
        top = max(0, min(top + line, lines.count - metrics.bodyRows))
        moveLines(by: line)
    }

    /// Puts the cursor's line in the middle.
    mutating func centre() {
        top = max(0, min(lines.line(of: cursor) - metrics.bodyRows / 2, lines.count - 1))
    }

    /// Scrolls as little as is needed, with two lines of context; after a leap the cursor is in the upper third.
    mutating func scrollToCursor() {
        let rows = metrics.bodyRows
        let line = lines.line(of: cursor)
        let context = min(2, max(0, (rows - 1) / 2))
        let highest = max(0, lines.count - rows)
        if line < top - rows || line >= top + 2 * rows {
            top = line - rows / 3
        } else if line < top + context {
            top = line - context
        } else if line > top + rows - 1 - context {
            top = line - rows + 1 + context
        }
        top = max(0, min(top, highest, line))
    }

    /// Scrolls on until the end of a range is in sight too, where it is not longer than the screen.
    private mutating func show(_ range: Range<Int>) {
        let rows = metrics.bodyRows
        let first = lines.line(of: range.lowerBound)
        let last = lines.line(of: max(range.lowerBound, range.upperBound - 1))
        guard last > top + rows - 1 else { return }
        top = max(0, min(first, last - rows + 1, max(0, lines.count - rows)))
    }

    /// Goes to the next stretch without a coding of mine, or the one before.
    mutating func moveToUncoded(_ direction: Direction) {
        let stretches = units.stretches
        let what = units.turns.isEmpty ? CoderUnit.paragraph : .turn
        let open = stretches.indices.filter { !coded[$0] }
        let next =
            direction == .on
            ? open.first { stretches[$0].lowerBound > cursor }
            : open.last { stretches[$0].upperBound <= cursor }
        guard let next else {
            let place = direction == .on ? "after" : "before"
            let hint = direction == .on ? " N opens the next record you have not coded." : ""
            return say(
                open.isEmpty
                    ? "Every \(what.rawValue) is coded.\(hint)"
                    : "No \(what.rawValue) without a coding \(place) this one.\(hint)")
        }
        mark = nil
        unit = what
        move(to: stretches[next].lowerBound)
        show(stretches[next])
    }
}
