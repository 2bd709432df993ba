/// Alpha without one unit, from sums that the unit is taken out of: for distances that do not depend on the other units and whose sums
/// have a closed form.
struct AlphaLessOne {
    private let metric: Metric
    /// The numbers of the categories, from their mean; `nil` for names.
    private let offsets: [Double]?
    private let counts: [Double]
    private let total: Double
    private let distance: Double
    /// Of nominal values the sum of squared counts; of numbers the sums of offsets and their squares.
    private let sums: (squares: Double, offsets: Double)

    /// `nil` for an ordinal scale, whose distances change with every unit, and for ratios.
    init?(_ source: CategoryCounts, _ scale: Scale) throws(UndefinedReason) {
        guard scale == .nominal || scale == .interval else { return nil }
        metric = try source.metric(scale)
        let whole = CountSums(source, metric: metric)
        counts = whole.values.map(Double.init)
        total = Double(whole.pairableValues)
        distance = whole.distanceByValue
        guard scale == .interval, let numbers = source.categories.numbers else {
            offsets = nil
            sums = (counts.reduce(0) { $0 + $1 * $1 }, 0)
            return
        }
        let mean = zip(counts, numbers).reduce(0) { $0 + $1.0 * $1.1 } / max(total, 1)
        let offsets = numbers.map { $0 - mean }
        self.offsets = offsets
        sums = (
            zip(counts, offsets).reduce(0) { $0 + $1.0 * $1.1 * $1.1 },
            zip(counts, offsets).reduce(0) { $0 + $1.0 * $1.1 }
        )
    }

    /// Alpha of all units but one of these; `nil` where the sums are too close to nothing to tell.
    func estimate(without unit: UnitCounts) -> Estimate? {
        let rest = total - Double(unit.total)
        guard rest > 1 else { return nil }
        let observed = distance - unit.meanDistance(metric) * Double(unit.total)
        let spread = offsets.map { self.spread(without: unit, $0) } ?? self.spread(without: unit)
        guard spread > 1e-9 * rest * rest else { return nil }
        return .value(1 - observed * (rest - 1) / spread)
    }

    /// The distances of all ordered pairs of names.
    private func spread(without unit: UnitCounts) -> Double {
        var squares = sums.squares
        for (category, count) in zip(unit.categories, unit.counts) {
            let left = counts[category] - Double(count)
            squares += left * left - counts[category] * counts[category]
        }
        let rest = total - Double(unit.total)
        return rest * rest - squares
    }

    /// The distances of all ordered pairs of numbers.
    private func spread(without unit: UnitCounts, _ offsets: [Double]) -> Double {
        var (squares, sum) = sums
        for (category, count) in zip(unit.categories, unit.counts) {
            squares -= Double(count) * offsets[category] * offsets[category]
            sum -= Double(count) * offsets[category]
        }
        return 2 * ((total - Double(unit.total)) * squares - sum * sum)
    }
}
