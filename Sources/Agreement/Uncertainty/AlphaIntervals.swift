extension RatedUnits {
    /// The interval of ``krippendorffAlpha(_:)`` from leaving out one unit at a time (Quenouille 1956, Tukey 1958), with Student's t.
    ///
    /// Units with a single value are not left out, as they count for nothing.
    ///
    /// - Returns: The interval, cut at 1.
    /// - Throws: The reason why alpha is undefined, with all units or without one; `single-unit`.
    public func krippendorffAlphaJackknife(
        _ scale: Scale = .nominal, level: Double = 0.95
    ) throws(UndefinedReason) -> Interval {
        let whole = krippendorffAlpha(scale)
        guard let alpha = whole.number else { throw whole.reason ?? .noVariation }
        let counts = CategoryCounts(distinctOf: self, least: 2)
        var repeats = counts.repeats ?? []
        let units = repeats.reduce(0, +)
        guard units > 1 else { throw .singleUnit }
        var left: [(value: Double, repeats: Int)] = []
        let lessOne = try AlphaLessOne(counts, scale)
        for place in repeats.indices where repeats[place] > 0 {
            repeats[place] -= 1
            let estimate =
                lessOne?.estimate(without: counts.units[place])
                ?? counts.repeating(repeats).krippendorffAlpha(scale)
            repeats[place] += 1
            guard let value = estimate.number else { throw estimate.reason ?? .noVariation }
            left.append((value, repeats[place]))
        }
        let mean = left.reduce(0) { $0 + $1.value * Double($1.repeats) } / Double(units)
        let squares = left.reduce(0) {
            $0 + ($1.value - mean) * ($1.value - mean) * Double($1.repeats)
        }
        let error = (squares * Double(units - 1) / Double(units)).squareRoot()
        let reach = error * Mathematics.studentQuantile(0.5 + level / 2, freedom: units - 1)
        guard reach.isFinite else { throw .outOfRange }
        return Interval(
            lower: alpha - reach, upper: min(1, alpha + reach), level: level, method: .jackknife,
            standardError: error)
    }

    /// The bootstrap of the KALPHA macro (Hayes and Krippendorff 2007): pairs of values are drawn, and the disagreement
    /// expected by chance is held fixed.
    ///
    /// It takes the pairs of one unit for independent, so its interval is far too narrow. Only for comparison with figures
    /// made by the macro; ``RatingMatrix/bootstrap(_:options:resampling:)`` is the one to print.
    ///
    /// - Throws: The reason why alpha is undefined; `out-of-range` for 2⁵³ pairs of values or more.
    public func kalphaBootstrap(
        _ scale: Scale = .nominal, replicates: Int = 2000, seed: UInt64 = 1
    ) throws(UndefinedReason) -> Bootstrap {
        let metric = try metric(scale)
        let sums = CountSums(self, metric: metric)
        let expected = try sums.expectedDisagreement()
        let observed = coincidences(metric)
        guard observed.pairs < 0x1p53 else { throw .outOfRange }
        let draws = Int(observed.pairs)
        let shares = observed.distances.map(\.share)
        var generator = SeededGenerator(seed: seed)
        let values = (0..<max(replicates, 0)).map { _ in
            let sum = generator.sumOfDraws(draws, observed.distances.map(\.distance), shares)
            return 1 - sum / Double(draws) / expected
        }
        return Bootstrap(
            values: values, method: .kalphaBootstrap,
            drawing: Interval.Drawing(
                replicates: max(replicates, 0), dropped: 0, seed: seed, population: draws))
    }

    /// How often each distance occurs between two values of one unit, and how many pairs of values there are.
    private func coincidences(
        _ metric: Metric
    ) -> (distances: [(distance: Double, share: Double)], pairs: Double) {
        var shares: [Double: Double] = [:]
        var pairs = 0.0
        visitUnits { unit, repeats in
            guard unit.total > 1 else { return }
            pairs += Double(repeats) * Double(unit.total * (unit.total - 1) / 2)
            for (one, count) in zip(unit.categories, unit.counts) {
                for (other, others) in zip(unit.categories, unit.counts) {
                    let coinciding = Double(count * (one == other ? count - 1 : others))
                    shares[one == other ? 0 : metric[one, other], default: 0] +=
                        coinciding * Double(repeats) / Double(unit.total - 1)
                }
            }
        }
        return (shares.sorted { $0.key < $1.key }.map { (distance: $0.key, share: $0.value) }, pairs)
    }
}

extension SeededGenerator {
    /// The sum of `total` values drawn with replacement, each in proportion to its share.
    fileprivate mutating func sumOfDraws(_ total: Int, _ values: [Double], _ shares: [Double]) -> Double {
        var (draws, left, sum) = (total, shares.reduce(0, +), 0.0)
        for (place, share) in shares.enumerated() where draws > 0 {
            let isLast = place == shares.count - 1
            let drawn = isLast ? draws : binomial(draws, min(1, share / left))
            sum += Double(drawn) * values[place]
            draws -= drawn
            left -= share
        }
        return sum
    }
}
