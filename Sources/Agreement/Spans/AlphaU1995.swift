extension SpanRecord {
    /// The alpha for unitising of 1995, at most 1.
    ///
    /// It is superseded by the family of 2016 (``UnitisingTable``), and here to compare with programs that print it (Krippendorff
    /// 1995; Krippendorff 2004, page 254).
    ///
    /// Undefined with `.notTwoCoders` for fewer than two coders, `.overlappingSpans` where spans of one code and coder overlap,
    /// `.unusedCode` where nobody used any of the codes.
    ///
    /// - Parameter codes: The codes whose disagreements are added, observed and expected.
    public func supersededAlphaU(codes: [String]) -> Estimate {
        if coders.count < 2 { return .undefined(.notTwoCoders) }
        var (observed, expected) = (0.0, 0.0)
        for code in codes {
            let lanes = coders.sorted { $0.key < $1.key }.map { $1.filter { $0.code == code } }
            if lanes.contains(where: \.overlapThemselves) { return .undefined(.overlappingSpans) }
            let sections = lanes.map { UnitisedSections(spans: $0, length: length) }
            observed += UnitisedSections.observed(sections, length: Double(length))
            expected += UnitisedSections.expected(sections, length: Double(length))
        }
        return expected > 0 ? .value(1 - observed / expected) : .undefined(.unusedCode)
    }
}

/// A coder's text as units of one code and the gaps around them.
private struct UnitisedSections {
    let units: [Range<Int>]
    let gaps: [Range<Int>]

    init(spans: [CodedSpan], length: Int) {
        units = spans.map(\.range)
        let ends = [0] + units.map(\.upperBound)
        let starts = units.map(\.lowerBound) + [length]
        gaps = zip(ends, starts).filter { $0 < $1 }.map { $0..<$1 }
    }

    /// Squared distances between the sections of each coder and those of each other, per pair of coders and squared length.
    static func observed(_ coders: [UnitisedSections], length: Double) -> Double {
        var sum = 0.0
        for one in coders.indices {
            for other in coders.indices where other != one {
                sum += bounds(coders[one].units, coders[other].units)
                // Both ways round: a unit within a gap counts for either of the two.
                sum += 2 * within(coders[one].units, coders[other].gaps)
            }
        }
        return sum / (Double(coders.count * (coders.count - 1)) * length * length)
    }

    /// Squared distances of the bounds of units that overlap.
    private static func bounds(_ one: [Range<Int>], _ other: [Range<Int>]) -> Double {
        var sum = 0.0
        meet(one, other) { unit, met in
            let start = Double(unit.lowerBound - met.lowerBound)
            let end = Double(unit.upperBound - met.upperBound)
            sum += start * start + end * end
        }
        return sum
    }

    /// Squared lengths of units that lie within a gap.
    private static func within(_ units: [Range<Int>], _ gaps: [Range<Int>]) -> Double {
        var sum = 0.0
        meet(units, gaps) { unit, gap in
            if unit.lowerBound >= gap.lowerBound, unit.upperBound <= gap.upperBound {
                sum += Double(unit.count) * Double(unit.count)
            }
        }
        return sum
    }

    private static func meet(
        _ one: [Range<Int>], _ other: [Range<Int>], body: (Range<Int>, Range<Int>) -> Void
    ) {
        var (left, right) = (0, 0)
        while left < one.count, right < other.count {
            if one[left].overlaps(other[right]) { body(one[left], other[right]) }
            if one[left].upperBound <= other[right].upperBound { left += 1 } else { right += 1 }
        }
    }

    /// What units and gaps of these lengths would differ by wherever they lay.
    static func expected(_ coders: [UnitisedSections], length: Double) -> Double {
        let units = coders.flatMap(\.units).map { Double($0.count) }
        let gaps = coders.flatMap(\.gaps).map { Double($0.count) }.sorted()
        let all = Double(coders.count) * length
        let possible = all * (all - 1) - units.reduce(0) { $0 + $1 * ($1 - 1) }
        if units.isEmpty || possible <= 0 { return 0 }
        let sums = gaps.reversed().reduce(into: [0.0]) { $0.append($0[$0.count - 1] + $1) }
        let sum = units.reduce(0) { sum, unit in
            let cubes = (2 * unit * unit * unit - 3 * unit * unit + unit) * Double(units.count - 1) / 3
            let fitting = gaps.count - gaps.partitionPoint { $0 >= unit }
            return sum + cubes + unit * unit * (sums[fitting] - Double(fitting) * (unit - 1))
        }
        return 2 / length * sum / possible
    }
}

extension [Double] {
    /// The first place of a sorted array from which on a condition holds.
    fileprivate func partitionPoint(where holds: (Double) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
