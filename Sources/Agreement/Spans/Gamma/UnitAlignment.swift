/// Which spans of different coders belong together: the alignment of least disorder (Mathet, Widlöcher and Métivier 2015).
public struct UnitAlignment: Sendable, Hashable {
    /// The coders, by name: the columns of ``rows``.
    public let coders: [String]
    /// Spans that belong together, from left to right: for each coder one, or `nil`.
    ///
    /// Every span is in one row.
    public let rows: [[CodedSpan?]]
    /// What all rows cost, divided by how many spans a coder has on average.
    ///
    /// 0 for coders who did the same; 1 is the cost of an unmatched unit.
    public let disorder: Double

    /// How many steps (of about a nanosecond) are allowed unless told otherwise.
    public static let usualEffort = 2_000_000_000
}

extension SpanRecord {
    /// The alignment of least disorder: exact, never approximate.
    ///
    /// Two spans are as far apart as the squared sum of what their bounds differ by, over the sum of their lengths, and 1 more for
    /// different codes, both weighted. A row costs the mean over all pairs of coders, 1 for a pair that lacks a span.
    ///
    /// - Parameter effort: How many steps it may take. Two coders take at most the cube of how many spans hang together; more coders
    ///   take more the more spans lie on top of each other. What is usual is enough for five coders with fifty spans each.
    /// - Throws: `.noDoubleCoding` for fewer than two coders, `.empty` without spans, `.effortExceeded` where it takes more steps.
    public func bestAlignment(
        weights: GammaWeights = GammaWeights(), effort: Int = UnitAlignment.usualEffort
    ) throws(UndefinedReason) -> UnitAlignment {
        let names = coders.keys.sorted()
        let spans = names.flatMap { coders[$0] ?? [] }
        let found = try AlignableContinuum(self).bestAlignment(weights: weights, effort: effort)
        let rows = found.groups.map { group in
            var row = [CodedSpan?](repeating: nil, count: names.count)
            for unit in group { row[unit.coder] = spans[unit.place] }
            return row
        }
        return UnitAlignment(coders: names, rows: rows.sorted(by: Self.isLeft), disorder: found.disorder)
    }

    private static func isLeft(_ one: [CodedSpan?], _ other: [CodedSpan?]) -> Bool {
        let key = { (row: [CodedSpan?]) in
            row.compactMap(\.self).min(by: CodedSpan.isOrdered) ?? CodedSpan(0, 0, "")
        }
        return CodedSpan.isOrdered(key(one), key(other))
    }
}

/// A unit on a line of real numbers: chance doesn't keep to characters.
struct AlignableUnit: Sendable, Hashable {
    let coder: Int
    let start: Double
    let end: Double
    let code: Int
    /// Its number among all units, coder by coder.
    let place: Int

    var length: Double { end - start }

    func distance(to other: AlignableUnit, _ weights: GammaWeights) -> Double {
        let apart = (abs(start - other.start) + abs(end - other.end)) / (length + other.length)
        return weights.position * apart * apart + (code == other.code ? 0 : weights.code)
    }
}

/// The units of all coders, which are to be aligned.
struct AlignableContinuum: Sendable {
    let coders: Int
    let units: [AlignableUnit]

    init(coders: Int, units: [AlignableUnit]) {
        (self.coders, self.units) = (coders, units)
    }

    init(_ record: SpanRecord) {
        let lanes = record.coders.sorted { $0.key < $1.key }.map(\.value)
        let codes = Set(lanes.flatMap { $0.map(\.code) }).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
        var units: [AlignableUnit] = []
        for (coder, spans) in lanes.enumerated() {
            for span in spans {
                units.append(
                    AlignableUnit(
                        coder: coder, start: Double(span.start), end: Double(span.end),
                        code: numbers[span.code] ?? 0, place: units.count))
            }
        }
        self.init(coders: lanes.count, units: units)
    }

    /// The groups of least disorder.
    ///
    /// A group of whatever units costs 1, and for each pair of units in it as much less (or more) as their distance is below (or
    /// above) 1, over the number of pairs of coders. So units that no group gains from having together fall apart into
    /// problems of their own, which are solved one by one.
    func bestAlignment(
        weights: GammaWeights, effort: Int
    ) throws(UndefinedReason) -> (groups: [[AlignableUnit]], disorder: Double) {
        if coders < 2 { throw .noDoubleCoding }
        if units.isEmpty { throw .empty }
        var (effort, groups, cost) = (Effort(left: effort), [[AlignableUnit]](), 0.0)
        try effort.spend(units.count * units.count)
        for problem in AlignmentProblem.divide(self, weights: weights) {
            let found = try coders == 2 ? problem.assign(&effort) : problem.partition(&effort)
            groups += found.groups
            cost += found.cost
        }
        return (groups, cost / (Double(units.count) / Double(coders)))
    }
}

/// How many steps are left.
struct Effort {
    private(set) var left: Int

    init(left: Int) { self.left = left }

    /// Takes steps away, or gives up.
    mutating func spend(_ steps: Int) throws(UndefinedReason) {
        left -= steps
        if left < 0 { throw .effortExceeded }
    }
}
