import StudyModel

extension QueryPlan {
    /// What the plan finds in one record.
    ///
    /// - Throws: ``StretchOverflow``, and what reading the record throws.
    func stretches(in view: RecordView) throws -> Stretches {
        switch self {
        case .codings(let leaf): return try leaf.stretches(in: view)
        case .gaps(let leaf): return try Self.gaps(of: leaf.stretches(in: view), in: view)
        case .text(let needle): return Self.plain(needle.ranges(inFolded: try view.foldedText()))
        case .pattern(let pattern): return Self.plain(pattern.ranges(in: try view.text()))
        case .speaker(let name):
            return Self.plain(try view.allTurns().filter { $0.isSpoken(by: name) }.map(\.range))
        case .all(let parts, let others): return try Self.all(parts, without: others, in: view)
        case .either(let parts):
            return Stretches(try parts.flatMap { try $0.stretches(in: view).list })
        case .guarded(let conditions, let part):
            guard conditions.allSatisfy({ $0.decided(by: view) ?? false }) else { return .none }
            return try part.stretches(in: view)
        case .related(let left, let relation, let right):
            let found = try left.stretches(in: view)
            if found.isEmpty { return found }
            return try Self.related(found, relation, right.stretches(in: view), view)
        }
    }

    private static func plain(_ ranges: [Range<Int>]) -> Stretches {
        Stretches(ranges.filter { !$0.isEmpty }.map { Stretch($0.lowerBound, $0.upperBound) })
    }

    private static func all(
        _ parts: [QueryPlan], without others: [QueryPlan], in view: RecordView
    ) throws -> Stretches {
        guard let first = parts.first else { return .none }
        var found = try first.stretches(in: view)
        for part in parts.dropFirst() where !found.isEmpty {
            found = try found.intersection(part.stretches(in: view))
        }
        for other in others where !found.isEmpty { found = found.without(try other.stretches(in: view)) }
        return found
    }

    /// The text between the stretches, without white space at the ends.
    private static func gaps(of stretches: Stretches, in view: RecordView) throws -> Stretches {
        let text = try view.text()
        var gaps: [Range<Int>] = []
        var begin = 0
        for covered in stretches.covered {
            if begin < min(covered.lowerBound, text.count) {
                gaps.append(begin..<min(covered.lowerBound, text.count))
            }
            begin = max(begin, covered.upperBound)
        }
        if begin < text.count { gaps.append(begin..<text.count) }
        return plain(gaps.map { TextUnits.trimmed($0, in: text) })
    }

    private static func related(
        _ left: Stretches, _ relation: QueryRelation, _ right: Stretches, _ view: RecordView
    ) throws -> Stretches {
        if case .minus = relation { return try left.minus(right) }
        if right.isEmpty { return .none }
        let reach = StretchReach(right)
        switch relation {
        case .overlaps: return left.filter(reach.overlaps)
        case .inside: return left.filter(reach.holds)
        case .contains: return left.filter(reach.lies)
        case .within(let unit): return try within(unit, left, right, view)
        case .near(let words):
            return try left.filter { stretch in
                try reach.overlaps(stretch) || isBefore(stretch, reach, words, view)
                    || isAfter(stretch, reach, words, view)
            }
        case .before(let words): return try left.filter { try isBefore($0, reach, words, view) }
        case .after(let words): return try left.filter { try isAfter($0, reach, words, view) }
        case .minus: return left
        }
    }

    private static func isBefore(
        _ stretch: Stretch, _ reach: StretchReach, _ words: Int?, _ view: RecordView
    ) throws -> Bool {
        guard let start = reach.firstStart(from: stretch.end) else { return false }
        guard let words else { return true }
        return try view.words(from: stretch.end, to: start) <= words
    }

    private static func isAfter(
        _ stretch: Stretch, _ reach: StretchReach, _ words: Int?, _ view: RecordView
    ) throws -> Bool {
        guard let end = reach.lastEnd(upTo: stretch.start) else { return false }
        guard let words else { return true }
        return try view.words(from: end, to: stretch.start) <= words
    }

    private static func within(
        _ unit: QueryUnit, _ left: Stretches, _ right: Stretches, _ view: RecordView
    ) throws -> Stretches {
        if unit == .record { return left }
        let units = try view.ranges(of: unit)
        // How many of the first so many units a stretch on the right touches.
        var opened = [Int](repeating: 0, count: units.count + 1)
        for stretch in right.list {
            let touched = TextUnits.touched(by: Int(stretch.start)..<Int(stretch.end), in: units)
            opened[touched.lowerBound] += 1
            opened[touched.upperBound] -= 1
        }
        var touchedBefore = [0]
        var depth = 0
        for change in opened.dropLast() {
            depth += change
            touchedBefore.append((touchedBefore.last ?? 0) + (depth > 0 ? 1 : 0))
        }
        return left.filter { stretch in
            let touched = TextUnits.touched(by: Int(stretch.start)..<Int(stretch.end), in: units)
            return touchedBefore[touched.upperBound] > touchedBefore[touched.lowerBound]
        }
    }
}

extension CodingLeaf {
    /// The codings that it means in one record.
    func stretches(in view: RecordView) throws -> Stretches {
        guard let slab = view.slab, let open = open(in: view) else { return .none }
        var found: [Stretch] = []
        for row in meant(in: slab, view.hidden) {
            guard try open.allSatisfy({ try $0.holds(of: row, in: slab, view) }) else { continue }
            let end = slab.end(row) == CodingSlab.wholeEnd ? view.length : Int(slab.end(row))
            append(Stretch(Int(slab.start(row)), end, row: row), to: &found)
        }
        return Stretches(found)
    }

    /// The codings of a record that it means, in the order they lie.
    func rows(in view: RecordView) throws -> [Int] {
        guard let slab = view.slab, let open = open(in: view) else { return [] }
        let meant = meant(in: slab, view.hidden)
        if open.isEmpty { return meant }
        return try meant.filter { row in try open.allSatisfy { try $0.holds(of: row, in: slab, view) } }
    }

    /// The conditions that the record does not decide; `nil` where it decides against.
    func open(in view: RecordView) -> [ConditionPlan]? {
        var open: [ConditionPlan] = []
        for condition in conditions {
            switch condition.decided(by: view) {
            case true?: continue
            case false?: return nil
            case nil: open.append(condition)
            }
        }
        return open
    }

    /// The codings it means by code, state and what may be seen.
    private func meant(in slab: CodingSlab, _ hidden: [Bool]?) -> [Int] {
        var rows: [Int] = []
        let count = slab.count
        slab.words.withUnsafeBufferPointer { words in
            for row in 0..<count {
                if !includesLost, words[row] & CodingSlab.lostMark != 0 { continue }
                let code = Int(words[row] & ~CodingSlab.lostMark)
                if let codes, !(code < codes.count && codes[code]) { continue }
                if let hidden {
                    let source = Int(words[3 * count + row] >> 16)
                    if source < hidden.count, hidden[source] { continue }
                }
                rows.append(row)
            }
        }
        return rows
    }

    /// Rows come in order, so those in one place stand side by side and none comes twice.
    private func append(_ stretch: Stretch, to found: inout [Stretch]) {
        if let last = found.last, last.start == stretch.start, last.end == stretch.end {
            found[found.count - 1].others.append(stretch.row)
        } else {
            found.append(stretch)
        }
    }
}
