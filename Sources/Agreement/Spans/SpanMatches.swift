/// How many spans of two coders have a partner of the same code with the other, one to one.
public struct SpanMatches: Poolable, Hashable {
    /// Spans of the first coder.
    public var first = 0
    /// Spans of the first coder that have a partner.
    public var matchedFirst = 0
    /// Spans of the second coder.
    public var second = 0
    /// Spans of the second coder that have a partner.
    public var matchedSecond = 0

    /// A count of nothing.
    public init() {}

    /// Adds what others count.
    public mutating func add(_ other: SpanMatches) {
        first += other.first
        second += other.second
        matchedFirst += other.matchedFirst
        matchedSecond += other.matchedSecond
    }

    /// Pairs. (Of a single segment: those whose first span begins in it.)
    public var truePositives: Int { matchedFirst }

    /// F1: twice the pairs over the spans of both, from 0 to 1; the same whoever is first.
    ///
    /// Not corrected for chance.
    ///
    /// Undefined with `.empty` where neither has a span.
    public var f1: Estimate {
        .ratio(Double(matchedFirst + matchedSecond), Double(first + second), otherwise: .empty)
    }
}

extension SpanSample {
    /// Pairs spans of two coders one to one, as many as possible, record by record: of the records both were assigned to.
    ///
    /// - Parameters:
    ///   - code: Spans of this code; without one, of all codes. Partners always have the same code.
    ///   - threshold: How much of what the two cover they must share (intersection over union), from 0 to 1: 1 for equal
    ///     bounds, 0 for any overlap.
    ///   - unit: With segments, spans count where they begin.
    public func matches(
        of code: String? = nil, first: String, second: String, threshold: Double,
        per unit: SpanUnit = .record
    ) -> Pool<SpanMatches> {
        let parts = doubleCoded(first, second).flatMap { record, one, other in
            Self.matches(
                one.filter { code == nil || $0.code == code },
                other.filter { code == nil || $0.code == code },
                threshold: threshold, windows: record.windows(unit))
        }
        return Pool(parts: parts, unit: unit)
    }

    private static func matches(
        _ first: [CodedSpan], _ second: [CodedSpan], threshold: Double, windows: [Range<Int>]
    ) -> [SpanMatches] {
        let matching = matching(first, second, threshold: threshold)
        var parts = [SpanMatches](repeating: SpanMatches(), count: windows.count)
        for (span, partner) in zip(first, matching.partnerOfFirst) {
            let window = windows.window(of: span.start)
            parts[window].first += 1
            if partner >= 0 { parts[window].matchedFirst += 1 }
        }
        for (span, partner) in zip(second, matching.partnerOfSecond) {
            let window = windows.window(of: span.start)
            parts[window].second += 1
            if partner >= 0 { parts[window].matchedSecond += 1 }
        }
        return parts
    }

    private static func matching(
        _ first: [CodedSpan], _ second: [CodedSpan], threshold: Double
    ) -> BipartiteMatching {
        let pairs = Sweep.overlaps(of: first, and: second).filter {
            first[$0.first].code == second[$0.second].code
                && first[$0.first].meets(second[$0.second], threshold: threshold)
        }
        return BipartiteMatching(pairs: pairs, firsts: first.count, seconds: second.count)
    }
}

extension [Range<Int>] {
    /// Which of the windows, that leave no rest, holds a place.
    func window(of place: Int) -> Int {
        var (low, high) = (0, count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if self[middle].lowerBound <= place { low = middle } else { high = middle - 1 }
        }
        return low
    }
}
