/// A stretch of one record's text, and the rows of the codings that made it.
struct Stretch {
    var start: Int32
    var end: Int32
    /// The first of its codings in the record's slab; -1 for none.
    var row: Int32
    /// Its other codings, so that most stretches need no memory of their own.
    var others: [Int32]

    init(_ start: Int, _ end: Int, row: Int = -1, others: [Int32] = []) {
        self.start = Int32(clamping: start)
        self.end = Int32(clamping: end)
        self.row = Int32(clamping: row)
        self.others = others
    }

    /// The rows of its codings, sorted.
    var rows: [Int32] { row < 0 ? others : others.isEmpty ? [row] : ([row] + others).sorted() }

    /// Adds another stretch's codings.
    mutating func add(_ other: Stretch) {
        guard other.row >= 0, other.row != row || !other.others.isEmpty else { return }
        if row < 0 {
            row = other.row
            others = other.others
            return
        }
        for added in [other.row] + other.others where added != row && !others.contains(added) {
            others.append(added)
        }
    }
}

/// What a part of a query finds in one record: different stretches, sorted by where they begin, then where they end.
struct Stretches {
    private(set) var list: [Stretch] = []

    static let none = Stretches()

    /// More stretches in one record than this are refused.
    static let most = 1_000_000

    var isEmpty: Bool { list.isEmpty }

    init() {}

    /// Stretches in any order; those in one place become one.
    init(_ unsorted: [Stretch]) {
        list = unsorted
        let isSorted = zip(unsorted, unsorted.dropFirst()).allSatisfy { Self.key($0) < Self.key($1) }
        if !isSorted { mergeEqual() }
    }

    private static func key(_ stretch: Stretch) -> UInt64 {
        UInt64(UInt32(bitPattern: stretch.start)) << 32 | UInt64(UInt32(bitPattern: stretch.end))
    }

    private mutating func mergeEqual() {
        list.sort { Self.key($0) < Self.key($1) }
        var merged: [Stretch] = []
        merged.reserveCapacity(list.count)
        for stretch in list {
            if let last = merged.last, Self.key(last) == Self.key(stretch) {
                merged[merged.count - 1].add(stretch)
            } else {
                merged.append(stretch)
            }
        }
        list = merged
    }

    /// Everything that either finds.
    func union(_ other: Stretches) -> Stretches {
        if isEmpty { return other }
        return other.isEmpty ? self : Stretches(list + other.list)
    }

    /// Where a stretch of each lies over one of the other.
    ///
    /// - Throws: ``StretchOverflow`` where more than ``most`` pairs do.
    func intersection(_ other: Stretches) throws(StretchOverflow) -> Stretches {
        guard !isEmpty, !other.isEmpty else { return .none }
        var found: [Stretch] = []
        // The stretches of both that reach as far as where the sweep stands.
        var open: (left: [Stretch], right: [Stretch]) = ([], [])
        var (left, right) = (0, 0)
        while left < list.count || right < other.list.count {
            let isLeft =
                right == other.list.count || left < list.count && list[left].start <= other.list[right].start
            if isLeft {
                try Self.meet(list[left], &open.right, &found)
                open.left.append(list[left])
                left += 1
            } else {
                try Self.meet(other.list[right], &open.left, &found)
                open.right.append(other.list[right])
                right += 1
            }
        }
        return Stretches(found)
    }

    private static func meet(
        _ stretch: Stretch, _ open: inout [Stretch], _ found: inout [Stretch]
    ) throws(StretchOverflow) {
        open.removeAll { $0.end <= stretch.start }
        guard found.count + open.count <= most else { throw StretchOverflow() }
        for other in open {
            var part = stretch
            part.end = min(stretch.end, other.end)
            part.add(other)
            found.append(part)
        }
    }

    /// Those that no stretch of the other overlaps.
    func without(_ other: Stretches) -> Stretches {
        if other.isEmpty { return self }
        let reach = StretchReach(other)
        return filter { !reach.overlaps($0) }
    }

    func filter(_ isKept: (Stretch) throws -> Bool) rethrows -> Stretches {
        var kept = Stretches()
        kept.list = try list.filter(isKept)
        return kept
    }

    /// What the other leaves of each stretch.
    ///
    /// - Throws: ``StretchOverflow`` where more than ``most`` pieces are left.
    func minus(_ other: Stretches) throws(StretchOverflow) -> Stretches {
        if other.isEmpty { return self }
        let covered = other.covered
        var found: [Stretch] = []
        for stretch in list {
            let span = Int(stretch.start)..<Int(stretch.end)
            let touching = TextUnits.touched(by: span, in: covered)
            guard found.count + touching.count <= Self.most else { throw StretchOverflow() }
            var begin = span.lowerBound
            for hole in covered[touching] {
                Self.append(stretch, begin..<max(begin, hole.lowerBound), to: &found)
                begin = max(begin, hole.upperBound)
            }
            Self.append(stretch, min(begin, span.upperBound)..<span.upperBound, to: &found)
        }
        return Stretches(found)
    }

    private static func append(_ stretch: Stretch, _ span: Range<Int>, to found: inout [Stretch]) {
        guard !span.isEmpty else { return }
        found.append(Stretch(span.lowerBound, span.upperBound, row: Int(stretch.row), others: stretch.others))
    }

    /// The text that at least one stretch covers, as ranges in order that do not touch.
    var covered: [Range<Int>] {
        var ranges: [Range<Int>] = []
        for stretch in list where stretch.start < stretch.end {
            let span = Int(stretch.start)..<Int(stretch.end)
            if let last = ranges.last, span.lowerBound <= last.upperBound {
                ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
            } else {
                ranges.append(span)
            }
        }
        return ranges
    }
}

/// More passages in one record than are kept.
struct StretchOverflow: Error {}

/// Answers for one record where stretches begin and end, each in logarithmic time.
struct StretchReach {
    private let starts: [Int32]
    private let ends: [Int32]
    /// The furthest end of the first so many stretches.
    private let furthest: [Int32]
    /// The nearest end of the stretches from each on.
    private let nearest: [Int32]

    init(_ stretches: Stretches) {
        let list = stretches.list
        starts = list.map(\.start)
        ends = list.map(\.end).sorted()
        var furthest: [Int32] = []
        for stretch in list { furthest.append(max(furthest.last ?? .min, stretch.end)) }
        self.furthest = furthest
        var nearest: [Int32] = []
        for stretch in list.reversed() { nearest.append(min(nearest.last ?? .max, stretch.end)) }
        self.nearest = nearest.reversed()
    }

    func overlaps(_ stretch: Stretch) -> Bool {
        let before = starts.partition { $0 >= stretch.end }
        return before > 0 && furthest[before - 1] > stretch.start
    }

    /// Whether one of them holds the whole stretch.
    func holds(_ stretch: Stretch) -> Bool {
        let before = starts.partition { $0 > stretch.start }
        return before > 0 && furthest[before - 1] >= stretch.end
    }

    /// Whether one of them lies within the stretch.
    func lies(in stretch: Stretch) -> Bool {
        let from = starts.partition { $0 >= stretch.start }
        return from < nearest.count && nearest[from] <= stretch.end
    }

    /// The last end at or before a place.
    func lastEnd(upTo place: Int32) -> Int32? {
        let behind = ends.partition { $0 > place }
        return behind > 0 ? ends[behind - 1] : nil
    }

    /// The first start at or behind a place.
    func firstStart(from place: Int32) -> Int32? {
        let from = starts.partition { $0 >= place }
        return from < starts.count ? starts[from] : nil
    }
}
