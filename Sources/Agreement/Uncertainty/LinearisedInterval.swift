/// The sum of squares that a linearised variance is made of.
private struct Linearisation {
    let coefficient: Double
    let expected: Double
    let units: Int
    let pairableUnits: Int
    private(set) var squares = 0.0

    /// - Throws: Where there is no coefficient, or one unit alone.
    init(_ sums: CountSums, expected: Double) throws(UndefinedReason) {
        try sums.requirePairs()
        let estimate = Estimate.corrected(observed: sums.unitMeanDistance, expected: expected)
        guard let number = estimate.number else { throw estimate.reason ?? .outOfRange }
        guard sums.units > 1 else { throw .singleUnit }
        coefficient = number
        self.expected = expected
        (units, pairableUnits) = (sums.units, sums.pairableUnits)
    }

    /// Adds a unit: its own distance if it has two values, and what it adds to the distance expected by chance.
    mutating func add(distance: Double?, expectedShare: Double, repeats: Int) {
        let own = distance.map { Double(units) / Double(pairableUnits) * (expected - $0) / expected } ?? 0
        let value = own + 2 * (1 - coefficient) * (expectedShare - expected) / expected
        squares += Double(repeats) * (value - coefficient) * (value - coefficient)
    }

    /// - Throws: `out-of-range` where the sums are no numbers.
    func interval(level: Double) throws(UndefinedReason) -> Interval {
        let error = (squares / (Double(units) * Double(units - 1))).squareRoot()
        let reach = error * Mathematics.studentQuantile(0.5 + level / 2, freedom: units - 1)
        guard reach.isFinite else { throw .outOfRange }
        return Interval(
            lower: coefficient - reach, upper: min(1, coefficient + reach), level: level,
            method: .gwetLinearised, standardError: error)
    }
}

extension RatedUnits {
    /// The interval of ``fleissKappa(weights:)`` from its linearised variance, as from a sample of units (Gwet 2014).
    ///
    /// - Parameter level: Above 0 and below 1.
    /// - Throws: The reason why the coefficient is undefined, or `single-unit`.
    public func fleissKappaInterval(
        weights: AgreementWeights = .identity, level: Double = 0.95
    ) throws(UndefinedReason) -> Interval {
        try linearisedInterval(.pooledShares, weights, level)
    }

    /// The interval of ``gwetAC(weights:)``; see ``fleissKappaInterval(weights:level:)``.
    public func gwetACInterval(
        weights: AgreementWeights = .identity, level: Double = 0.95
    ) throws(UndefinedReason) -> Interval {
        try linearisedInterval(.gwet, weights, level)
    }

    /// The interval of ``brennanPrediger(weights:)``; see ``fleissKappaInterval(weights:level:)``.
    public func brennanPredigerInterval(
        weights: AgreementWeights = .identity, level: Double = 0.95
    ) throws(UndefinedReason) -> Interval {
        try linearisedInterval(.uniform, weights, level)
    }

    private func linearisedInterval(
        _ model: ChanceModel, _ weights: AgreementWeights, _ level: Double
    ) throws(UndefinedReason) -> Interval {
        let metric = try weights.metric(for: categories)
        let sums = CountSums(self, metric: metric)
        try sums.requirePairs()
        let shares = sums.meanShares
        let expected = model.expectedDistance(shares: shares, metric: metric)
        var variance = try Linearisation(sums, expected: expected)
        let parts = model.expectedDistances(shares: shares, metric: metric)
        visitUnits { unit, repeats in
            var expectedShare = 0.0
            for (category, count) in zip(unit.categories, unit.counts) {
                expectedShare += Double(count) / Double(unit.total) * parts[category]
            }
            variance.add(
                distance: unit.total > 1 ? unit.meanDistance(metric) : nil, expectedShare: expectedShare,
                repeats: repeats)
        }
        return try variance.interval(level: level)
    }
}

extension ChanceModel {
    /// What a value of each category adds to the expected distance.
    fileprivate func expectedDistances(shares: [Double], metric: Metric) -> [Double] {
        switch self {
        case .pooledShares: return metric.meanDistances(to: shares)
        case .uniform:
            let mean = metric.meanOfAllPairs(shares.count)
            return shares.map { _ in mean }
        case .gwet:
            let factor = Self.gwetFactor(shares.count, metric)
            return shares.map { 1 - factor * (1 - $0) }
        }
    }
}

extension RatingMatrix {
    /// The interval of ``congerKappa(weights:)`` from its linearised variance, as from a sample of units (Gwet 2014).
    ///
    /// - Parameters:
    ///   - weights: As for the coefficient.
    ///   - level: Above 0 and below 1.
    /// - Throws: The reason why the coefficient is undefined, or `single-unit`.
    public func congerKappaInterval(
        weights: AgreementWeights = .identity, level: Double = 0.95
    ) throws(UndefinedReason) -> Interval {
        let matrix = withoutSilentCoders
        let metric = try weights.metric(for: categories)
        let sums = CountSums(matrix, metric: metric)
        try sums.requirePairs()
        let margins = CoderMargins(matrix)
        var variance = try Linearisation(sums, expected: margins.expectedDistance(metric))
        let parts = margins.deviations(metric, units: sums.units)
        matrix.visitRows { row, repeats in
            var unit = UnitCounts()
            var expectedShare = variance.expected
            for (coder, value) in row.enumerated() where value != Self.missing {
                unit.add(Int(value))
                expectedShare += parts[coder][Int(value)]
            }
            guard unit.total > 0 else { return }
            variance.add(
                distance: unit.total > 1 ? unit.meanDistance(metric) : nil, expectedShare: expectedShare,
                repeats: repeats)
        }
        return try variance.interval(level: level)
    }
}

extension CoderMargins {
    /// How far a value of each coder and category moves the expected distance from its mean; that of a coder of few units moves it
    /// the more.
    fileprivate func deviations(_ metric: Metric, units: Int) -> [[Double]] {
        let all = sums
        let pairs = Double(shares.count * (shares.count - 1))
        return shares.indices.map { coder in
            let distances = metric.meanDistances(to: zip(all, shares[coder]).map { $0 - $1 })
            let mean = zip(distances, shares[coder]).reduce(0) { $0 + $1.0 * $1.1 }
            let scale = Double(units) / Double(counts[coder]) / pairs
            return distances.map { ($0 - mean) * scale }
        }
    }
}
