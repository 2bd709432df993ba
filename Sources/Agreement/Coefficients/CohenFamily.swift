extension ContingencyTable {
    /// Cohen's kappa (Cohen 1960), or weighted kappa with other weights than identity (Cohen 1968).
    ///
    /// Chance draws from each coder's own margin. Weights go by the ranks of the categories. At most 1; 0 is what chance gives, and what comes out whenever one coder used
    /// one category throughout.
    ///
    /// - Returns: Undefined for `no-double-coding`, and `no-variation` where both used one and the same category throughout.
    public func cohenKappa(weights: AgreementWeights = .identity) -> Estimate {
        corrected(weights, scores: .ranks) { metric, rows, columns in metric.sum(rows, columns) }
    }

    /// Cohen's kappa of one category against all others, from the 2 × 2 table.
    ///
    /// - Returns: Undefined for `no-double-coding`, `unused-code` where neither used it, and `no-variation` where neither used
    ///   another.
    public func cohenKappa(category: Int) -> Estimate { collapsedCells(to: category) { $0.cohenKappa() } }

    /// Scott's pi (Scott 1955): chance draws from the mean of both coders' margins.
    ///
    /// - Returns: Undefined for `no-double-coding`, and `no-variation` where both used one and the same category throughout.
    public func scottPi(weights: AgreementWeights = .identity) -> Estimate {
        corrected(weights, scores: .numbers) { metric, rows, columns in
            let means = zip(rows, columns).map { ($0 + $1) / 2 }
            return metric.sum(means, means)
        }
    }

    /// Scott's pi of one category against all others, from the 2 × 2 table.
    ///
    /// - Returns: As ``cohenKappa(category:)``.
    public func scottPi(category: Int) -> Estimate { collapsedCells(to: category) { $0.scottPi() } }

    /// Kappa adjusted for prevalence and bias: 2p − 1, with p the share agreed on (Byrt, Bishop and Carlin 1993).
    ///
    /// - Returns: From -1 to 1. Undefined for `no-double-coding`, and `not-two-categories` where more or fewer are declared.
    public func pabak() -> Estimate {
        guard unitCount > 0 else { return .undefined(.noDoubleCoding) }
        guard categories.count == 2 else { return .undefined(.notTwoCategories) }
        return .value(2 * Double(agreedCount) / Double(unitCount) - 1)
    }

    /// The share of units in each row.
    var rowShares: [Double] { rowTotals.map { Double($0) / Double(unitCount) } }

    /// The share of units in each column.
    var columnShares: [Double] { columnTotals.map { Double($0) / Double(unitCount) } }

    /// Works with counts, not shares, so that what is 0 by construction comes out as 0.
    private func corrected(
        _ weights: AgreementWeights, scores: AgreementWeights.Scores,
        expected: (_ metric: Metric, _ rows: [Double], _ columns: [Double]) -> Double
    ) -> Estimate {
        .found { () throws(UndefinedReason) in
            let units = Double(unitCount)
            guard units > 0 else { throw .noDoubleCoding }
            let metric = try weights.metric(for: categories, scores: scores)
            return .corrected(
                observed: observedDistance(metric) * units,
                expected: expected(metric, rowTotals.map(Double.init), columnTotals.map(Double.init)),
                whole: units * units)
        }
    }

    /// The sum of the distances of the two coders' values.
    private func observedDistance(_ metric: Metric) -> Double {
        if metric.isNominal { return Double(unitCount - agreedCount) }
        return cells.reduce(0) { $0 + Double($1.count) * metric[$1.row, $1.column] }
    }

    private func collapsedCells(to category: Int, _ find: (ContingencyTable) -> Estimate) -> Estimate {
        let isUsed = cells.contains { $0.count > 0 && ($0.row == category || $0.column == category) }
        return unitCount > 0 && !isUsed ? .undefined(.unusedCode) : find(collapsed(to: category))
    }
}

extension RatingMatrix {
    /// Cohen's kappa of the two coders who coded anything, over the units both coded; see ``ContingencyTable/cohenKappa(weights:)``.
    ///
    /// - Returns: Undefined also for `not-two-coders`.
    public func cohenKappa(weights: AgreementWeights = .identity) -> Estimate {
        ofTable { $0.cohenKappa(weights: weights) }
    }

    /// Scott's pi of the two coders who coded anything, over the units both coded; see ``ContingencyTable/scottPi(weights:)``.
    ///
    /// - Returns: Undefined also for `not-two-coders`.
    public func scottPi(weights: AgreementWeights = .identity) -> Estimate {
        ofTable { $0.scottPi(weights: weights) }
    }

    /// Kappa adjusted for prevalence and bias of the two coders who coded anything; see ``ContingencyTable/pabak()``.
    ///
    /// - Returns: Undefined also for `not-two-coders`.
    public func pabak() -> Estimate { ofTable { $0.pabak() } }

    /// A figure of the table of two coders.
    func ofTable(_ find: (ContingencyTable) -> Estimate) -> Estimate {
        .found { () throws(UndefinedReason) in find(try contingencyTable()) }
    }

    /// Light's kappa: the mean of Cohen's kappa over pairs of coders (Light 1971).
    ///
    /// Pairs whose kappa is undefined, for want of variation or of units in common, are left out of the mean.
    ///
    /// - Returns: Undefined where no pair has a kappa: for `no-variation` if a pair has units in common, else for
    ///   `no-double-coding`.
    public func lightKappa(weights: AgreementWeights = .identity) -> Estimate {
        let matrix = withoutSilentCoders
        let kappas = matrix.columns.indices.flatMap { first in
            matrix.columns.indices.dropFirst(first + 1).map { second in
                matrix.contingencyTable(first, second).cohenKappa(weights: weights)
            }
        }
        let numbers = kappas.compactMap(\.number)
        guard numbers.isEmpty else { return .value(numbers.reduce(0, +) / Double(numbers.count)) }
        return kappas.first { $0.reason != .noDoubleCoding } ?? .undefined(.noDoubleCoding)
    }
}
