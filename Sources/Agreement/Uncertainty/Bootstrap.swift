/// What is drawn again to see how far a figure would vary, and how often.
public struct Resampling: Sendable, Hashable {
    /// For each unit the number of its record, where whole records are drawn; `nil` where single units are.
    ///
    /// Passages of one interview are not independent, so records are the better choice wherever there are several.
    public var records: [Int]?
    /// How often; 2,000 or more for an interval that is to be printed.
    public var replicates: Int
    /// The seed of the generator; the same seed gives the same interval.
    public var seed: UInt64

    /// A way of drawing again.
    public init(records: [Int]? = nil, replicates: Int = 2000, seed: UInt64 = 1) {
        self.records = records
        self.replicates = replicates
        self.seed = seed
    }
}

/// What a figure was in each of many samples drawn from the data.
public struct Bootstrap: Sendable, Hashable {
    /// The values, in rising order, without those of samples that had none.
    public let values: [Double]
    /// What was drawn.
    public let method: Interval.Method
    /// How it was drawn.
    public let drawing: Interval.Drawing

    init(values: [Double], method: Interval.Method, drawing: Interval.Drawing) {
        self.values = values.sorted()
        self.method = method
        self.drawing = drawing
    }

    /// The interval between percentiles (Efron 1979), interpolated between neighbouring values.
    ///
    /// - Parameter level: Above 0 and below 1.
    /// - Returns: `nil` where no sample had a value.
    public func interval(level: Double = 0.95) -> Interval? {
        guard let lower = quantile((1 - level) / 2), let upper = quantile((1 + level) / 2) else { return nil }
        return Interval(
            lower: lower, upper: upper, level: level, method: method, standardError: standardError,
            drawing: drawing)
    }

    /// The share of samples whose figure was below a threshold: q, the chance that agreement does not reach it.
    ///
    /// - Returns: From 0 to 1; `nil` where no sample had a value.
    public func probability(below threshold: Double) -> Double? {
        guard !values.isEmpty else { return nil }
        return Double(values.prefix { $0 < threshold }.count) / Double(values.count)
    }

    /// The standard deviation of the values; `nil` for fewer than two.
    public var standardError: Double? {
        guard values.count > 1 else { return nil }
        let mean = values.reduce(0, +) / Double(values.count)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / Double(values.count - 1)).squareRoot()
    }

    private func quantile(_ share: Double) -> Double? {
        guard let last = values.indices.last else { return nil }
        let place = min(max(share, 0), 1) * Double(last)
        let below = Int(place)
        let above = min(below + 1, last)
        return values[below] + (values[above] - values[below]) * (place - Double(below))
    }
}

extension RatingMatrix {
    /// Draws units, or whole records, again with replacement and computes a coefficient of each sample.
    ///
    /// Units alike are drawn together, so the time goes with the number of different units, not of all.
    ///
    /// - Returns: The values of all samples. Samples without a value, such as for want of variation, are left out and counted.
    /// - Throws: The reason why the coefficient is undefined; `single-unit` where there is one unit or record to draw from;
    ///   `incomplete-design` where records are not given for each unit.
    public func bootstrap(
        _ statistic: Statistic, options: Statistic.Options = .init(), resampling: Resampling = .init()
    ) throws(UndefinedReason) -> Bootstrap {
        let estimate = statistic.estimate(of: self, options)
        if let reason = estimate.reason { throw reason }
        var (matrix, options) = (self, options)
        if let category = options.category {
            matrix = collapsed(to: category)
            options = Statistic.Options(countsValues: options.countsValues)
        }
        if statistic.asksWho {
            matrix = matrix.withoutSilentCoders
            return try RowSample(statistic, options, matrix).bootstrap(resampling, of: matrix)
        }
        return try CountSample(statistic, options, matrix).bootstrap(resampling, of: matrix)
    }
}

extension CategoryCounts {
    /// Draws units again with replacement and computes a coefficient of each sample; see
    /// ``RatingMatrix/bootstrap(_:options:resampling:)``.
    ///
    /// - Throws: The reason why the coefficient is undefined, `not-two-coders` for one that asks who gave which value;
    ///   `single-unit`; `incomplete-design` where records are given.
    public func bootstrap(
        _ statistic: Statistic, options: Statistic.Options = .init(), resampling: Resampling = .init()
    ) throws(UndefinedReason) -> Bootstrap {
        var (counts, options) = (self, options)
        if let category = options.category {
            counts = collapsed(to: category)
            options = Statistic.Options(countsValues: options.countsValues)
        }
        if let reason = statistic.countEstimate(of: counts, options).reason { throw reason }
        return try CountSample(statistic, options, counts).bootstrap(resampling, of: nil)
    }
}

extension ContingencyTable {
    /// Draws units again with replacement and computes a coefficient of each sample; see
    /// ``RatingMatrix/bootstrap(_:options:resampling:)``.
    ///
    /// - Throws: The reason why the coefficient is undefined; `single-unit`; `incomplete-design` where records are given.
    public func bootstrap(
        _ statistic: Statistic, options: Statistic.Options = .init(), resampling: Resampling = .init()
    ) throws(UndefinedReason) -> Bootstrap {
        try RatingMatrix(self).bootstrap(statistic, options: options, resampling: resampling)
    }
}

extension RatedUnits {
    /// Draws units again and computes Krippendorff's alpha with a distance of one's own; see
    /// ``RatingMatrix/bootstrap(_:options:resampling:)``.
    func alphaBootstrap(_ metric: Metric, replicates: Int, seed: UInt64) throws(UndefinedReason) -> Bootstrap
    {
        if let reason = krippendorffAlpha(metric).reason { throw reason }
        let counts = CategoryCounts(distinctOf: self, least: 2)
        let units = (counts.repeats ?? []).reduce(0, +)
        guard units > 1 else { throw .singleUnit }
        return Replicates(counts: counts.repeats ?? [], groups: nil).run(
            Resampling(replicates: replicates, seed: seed), method: .unitBootstrap, population: units
        ) { counts.repeating($0).krippendorffAlpha(metric) }
    }
}

extension LabelSets {
    /// Draws units again and computes ``krippendorffAlpha(_:)`` of each sample.
    ///
    /// - Throws: The reason why alpha is undefined, or `single-unit`.
    public func krippendorffAlphaBootstrap(
        _ distance: SetDistance, replicates: Int = 2000, seed: UInt64 = 1
    ) throws(UndefinedReason) -> Bootstrap {
        try matrix.alphaBootstrap(metric(distance), replicates: replicates, seed: seed)
    }
}
