/// What the coefficients that look at counts alone are made of, added up in one pass over the units.
struct CountSums {
    /// How far apart two values are.
    let metric: Metric
    /// Units with a value.
    private(set) var units = 0
    /// Units with two values or more.
    private(set) var pairableUnits = 0
    /// Values in those.
    private(set) var pairableValues = 0
    /// Sum of the units' mean distances.
    private(set) var distanceByUnit = 0.0
    /// Sum of the units' mean distances, each times its number of values.
    private(set) var distanceByValue = 0.0
    /// For each category, the sum of the shares of units' values that are in it.
    private(set) var shares: [Double]
    /// For each category, its values in units with two or more.
    private(set) var values: [Int]

    /// The sums over all units.
    init(_ source: some RatedUnits, metric: Metric = .nominal) {
        self.metric = metric
        shares = [Double](repeating: 0, count: source.categories.count)
        values = [Int](repeating: 0, count: source.categories.count)
        source.visitUnits { add($0, repeats: $1) }
    }

    private mutating func add(_ unit: UnitCounts, repeats: Int) {
        units += repeats
        let weight = Double(repeats) / Double(unit.total)
        let isPairable = unit.total > 1
        for place in unit.categories.indices {
            let (category, count) = (unit.categories[place], unit.counts[place])
            shares[category] += weight * Double(count)
            if isPairable { values[category] += repeats * count }
        }
        guard isPairable else { return }
        pairableUnits += repeats
        pairableValues += repeats * unit.total
        let distance = unit.meanDistance(metric) * Double(repeats)
        distanceByUnit += distance
        distanceByValue += distance * Double(unit.total)
    }

    /// Throws where nothing was coded twice.
    func requirePairs() throws(UndefinedReason) {
        if pairableUnits == 0 { throw .noDoubleCoding }
    }

    /// Mean distance in units with two values or more, each unit counting the same.
    var unitMeanDistance: Double { distanceByUnit / Double(pairableUnits) }

    /// The same, each unit counting as often as it has values.
    var valueMeanDistance: Double { distanceByValue / Double(pairableValues) }

    /// The mean share of each category over all units (Fleiss' and Gwet's π).
    var meanShares: [Double] { shares.map { $0 / Double(units) } }
}

extension Estimate {
    /// One less the observed distance over that expected by chance, both multiplied by `whole`.
    ///
    /// Undefined where chance expects no distance, to 1e-12: what is left of `1 - 1` after rounding is no information.
    static func corrected(observed: Double, expected: Double, whole: Double = 1) -> Estimate {
        guard observed.isFinite, expected.isFinite else { return .undefined(.outOfRange) }
        guard abs(expected) >= 1e-12 * whole else { return .undefined(.noVariation) }
        let gap = expected - observed
        // What rounding leaves of two equal sums is nothing.
        return Estimate.value(abs(gap) <= 8 * expected.ulp ? 0 : gap / expected).finite
    }

    /// A finite number, or why not.
    static func found(by find: () throws(UndefinedReason) -> Estimate) -> Estimate {
        do { return try find().finite } catch { return .undefined(error) }
    }

    /// The same, undefined where the number is infinite or none.
    var finite: Estimate {
        if let number, !number.isFinite { .undefined(.outOfRange) } else { self }
    }
}
