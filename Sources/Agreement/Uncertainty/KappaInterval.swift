extension ContingencyTable {
    /// The interval of ``cohenKappa(weights:)`` from its large-sample variance (Fleiss, Cohen and Everitt 1969) and the normal
    /// distribution.
    ///
    /// - Parameters:
    ///   - weights: As for the coefficient.
    ///   - level: Above 0 and below 1.
    /// - Returns: The interval, cut at 1.
    /// - Throws: The reason why the coefficient is undefined, or `single-unit`.
    public func cohenKappaInterval(
        weights: AgreementWeights = .identity, level: Double = 0.95
    ) throws(UndefinedReason) -> Interval {
        let parts = try KappaParts(self, weights)
        let error = parts.standardError
        let reach = error * Mathematics.normalQuantile(0.5 + level / 2)
        guard reach.isFinite else { throw .outOfRange }
        return Interval(
            lower: parts.kappa - reach, upper: min(1, parts.kappa + reach), level: level,
            method: .fleissCohenEveritt, standardError: error)
    }

    /// The standard error of ``cohenKappa(weights:)`` if coders agreed by chance alone, for a test of kappa = 0 and nothing else (Fleiss,
    /// Cohen and Everitt 1969).
    ///
    /// - Returns: Undefined where the coefficient is, and for `single-unit`.
    public func cohenKappaNullStandardError(weights: AgreementWeights = .identity) -> Estimate {
        .found { () throws(UndefinedReason) in .value(try KappaParts(self, weights).nullStandardError) }
    }
}

/// What the variances of a weighted kappa are made of.
private struct KappaParts {
    let kappa: Double
    private let table: ContingencyTable
    private let metric: Metric
    private let rows: [Double]
    private let columns: [Double]
    /// The mean weight of each row against the columns' margin, and of each column against the rows'.
    private let rowMeans: [Double]
    private let columnMeans: [Double]
    private let expected: Double

    /// - Throws: Where there is no kappa, or one unit alone.
    init(_ table: ContingencyTable, _ weights: AgreementWeights) throws(UndefinedReason) {
        let estimate = table.cohenKappa(weights: weights)
        guard let number = estimate.number else { throw estimate.reason ?? .outOfRange }
        guard table.unitCount > 1 else { throw .singleUnit }
        kappa = number
        self.table = table
        metric = try weights.metric(for: table.categories, scores: .ranks)
        (rows, columns) = (table.rowShares, table.columnShares)
        rowMeans = metric.oneSidedMeans(to: columns, isTransposed: false).map { 1 - $0 }
        columnMeans = metric.oneSidedMeans(to: rows, isTransposed: true).map { 1 - $0 }
        expected = 1 - metric.sum(rows, columns)
    }

    /// The spread of the terms around their mean, which is what the published difference of two squares comes to; taken so, no
    /// variance falls below nothing by rounding.
    var standardError: Double {
        let mean = kappa - expected * (1 - kappa)
        let variance = table.cells.reduce(0) { sum, cell in
            let weight = 1 - metric[cell.row, cell.column]
            let term = weight - (rowMeans[cell.row] + columnMeans[cell.column]) * (1 - kappa)
            return sum + Double(cell.count) / Double(table.unitCount) * (term - mean) * (term - mean)
        }
        return root(variance)
    }

    var nullStandardError: Double {
        var variance = 0.0
        let used = columns.indices.filter { columns[$0] > 0 }
        for row in rows.indices where rows[row] > 0 {
            for column in used {
                let term = 1 - metric[row, column] - rowMeans[row] - columnMeans[column] + expected
                variance += rows[row] * columns[column] * term * term
            }
        }
        return root(variance)
    }

    private func root(_ variance: Double) -> Double {
        (variance / Double(table.unitCount)).squareRoot() / (1 - expected)
    }
}

extension Metric {
    /// For each category its mean distance to categories in these shares, from it or, transposed, to it.
    fileprivate func oneSidedMeans(to shares: [Double], isTransposed: Bool) -> [Double] {
        if isNominal { return meanDistances(to: shares) }
        let used = shares.indices.filter { shares[$0] > 0 }
        return shares.indices.map { one in
            used.reduce(0) { $0 + shares[$1] * (isTransposed ? self[$1, one] : self[one, $1]) }
        }
    }
}

extension RatedUnits {
    /// The standard error of ``RatedUnits/fleissKappa(weights:)`` if coders agreed by chance alone, for a test of kappa = 0 and nothing
    /// else (Fleiss, Nee and Landis 1979).
    ///
    /// No interval can be made of it.
    ///
    /// - Returns: Undefined for `incomplete-design` where units differ in their number of coders, `no-double-coding` and
    ///   `no-variation`.
    public func fleissKappaNullStandardError() -> Estimate {
        .found { () throws(UndefinedReason) in
            let sums = CountSums(self)
            try sums.requirePairs()
            guard let coders = CategoryCounts(distinctOf: self, least: 1).codersPerUnit else {
                throw .incompleteDesign
            }
            let shares = sums.meanShares
            let spread = shares.reduce(0) { $0 + $1 * (1 - $1) }
            guard spread > 1e-12 else { throw .noVariation }
            let skew = shares.reduce(0) { $0 + $1 * (1 - $1) * (1 - 2 * $1) }
            let pairs = Double(sums.units) * Double(coders * (coders - 1))
            return .value((2 * max(0, spread * spread - skew) / pairs).squareRoot() / spread)
        }
    }
}

extension RatingMatrix {
    /// The standard error of ``cohenKappa(weights:)`` by chance alone; see ``ContingencyTable/cohenKappaNullStandardError(weights:)``.
    ///
    /// - Returns: Undefined also for `not-two-coders`.
    public func cohenKappaNullStandardError(weights: AgreementWeights = .identity) -> Estimate {
        ofTable { $0.cohenKappaNullStandardError(weights: weights) }
    }

    /// The interval of ``cohenKappa(weights:)``; see ``ContingencyTable/cohenKappaInterval(weights:level:)``.
    ///
    /// - Throws: Also `not-two-coders`.
    public func cohenKappaInterval(
        weights: AgreementWeights = .identity, level: Double = 0.95
    ) throws(UndefinedReason) -> Interval {
        try contingencyTable().cohenKappaInterval(weights: weights, level: level)
    }
}
