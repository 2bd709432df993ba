extension RatedUnits {
    /// Krippendorff's alpha: one less the observed disagreement over that expected by chance (Krippendorff 2011, 2019).
    ///
    /// Takes any number of coders, missing values, and small samples into account. At most 1; 0 is what chance gives; its least
    /// value depends on the number of values.
    ///
    /// - Parameter scale: How far apart two categories are. Ordinal takes the codebook's order; interval and ratio take the
    ///   categories' numbers.
    /// - Returns: Undefined for `no-double-coding`, `no-variation` where all values that have a partner are the same, and
    ///   `not-numeric` for an interval or ratio scale of names.
    public func krippendorffAlpha(_ scale: Scale = .nominal) -> Estimate {
        .found { () throws(UndefinedReason) in krippendorffAlpha(try metric(scale)) }
    }

    /// Krippendorff's alpha with a (squared) distance of one's own between categories, by number.
    ///
    /// - Parameter distance: 0 for a category and itself; symmetric, finite, not negative.
    /// - Returns: Undefined as ``krippendorffAlpha(_:)``, and `out-of-range` for a distance that is no finite number.
    public func krippendorffAlpha(distance: @escaping @Sendable (Int, Int) -> Double) -> Estimate {
        krippendorffAlpha(.function(distance))
    }

    /// Krippendorff's nominal alpha of one category against all others.
    ///
    /// - Returns: Undefined for `no-double-coding`, `unused-code` where nobody used it, and `no-variation` where nobody used
    ///   another.
    public func krippendorffAlpha(category: Int) -> Estimate {
        collapsedCounts(to: category) { $0.krippendorffAlpha() }
    }

    func krippendorffAlpha(_ metric: Metric) -> Estimate {
        .found { () throws(UndefinedReason) in
            let sums = CountSums(self, metric: metric)
            let expected = try sums.expectedDisagreement()
            return .value(1 - sums.valueMeanDistance / expected)
        }
    }

    /// The distances of a scale; those of an ordinal scale depend on how often each category was given.
    func metric(_ scale: Scale) throws(UndefinedReason) -> Metric {
        switch scale {
        case .nominal: return .nominal
        case .ordinal:
            let positions = CountSums(self).midranks
            return .squared(positions, range: 1)
        case .interval, .ratio:
            guard let numbers = categories.numbers else { throw .notNumeric }
            return scale == .ratio ? .ratio(numbers) : .squared(numbers, range: 1)
        }
    }
}

extension CountSums {
    /// Where each category stands when all values with a partner are put in order, from 0 to 1.
    ///
    /// The ordinal distance, all values between two categories and half of those in them, is the difference of two such places.
    var midranks: [Double] {
        let whole = Double(max(pairableValues, 1))
        var below = 0
        return values.map { count in
            defer { below += count }
            return (Double(below) + Double(count) / 2) / whole
        }
    }

    /// The mean distance of two values drawn from all that have a partner.
    ///
    /// - Throws: Unless some values differ.
    func expectedDisagreement() throws(UndefinedReason) -> Double {
        try requirePairs()
        let total = Double(pairableValues)
        let counts = values.map(Double.init)
        let sum = metric.spread(counts) ?? metric.sum(counts, counts)
        guard sum > 0 || !sum.isFinite else { throw .noVariation }
        let expected = sum / (total * (total - 1))
        guard expected.isFinite, expected > .leastNormalMagnitude else { throw .outOfRange }
        return expected
    }
}

extension Metric {
    /// The sum of the distances of all ordered pairs, in one pass where that can be: squared differences add up to a variance.
    func spread(_ counts: [Double]) -> Double? {
        guard case .squared(let positions, let range) = self, range == 1 else { return nil }
        let used = counts.indices.filter { counts[$0] > 0 }
        guard let least = used.map({ positions[$0] }).min(), let most = used.map({ positions[$0] }).max(),
            least < most
        else { return 0 }
        let total = used.reduce(0) { $0 + counts[$1] }
        let mean = used.reduce(0) { $0 + counts[$1] * (positions[$1] - least) } / total
        return 2 * total
            * used.reduce(0) { sum, place in
                let offset = positions[place] - least - mean
                return sum + counts[place] * offset * offset
            }
    }
}
