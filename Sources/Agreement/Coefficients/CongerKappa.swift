/// What chance is made of where every coder has margins of their own.
struct CoderMargins {
    /// For each coder the share of each category in all values that the coder gave.
    let shares: [[Double]]
    /// How many values each coder gave.
    let counts: [Int]

    /// The margins of a matrix without silent coders.
    init(_ matrix: RatingMatrix) {
        let empty = [Int](repeating: 0, count: matrix.categories.count)
        var totals = [[Int]](repeating: empty, count: matrix.columns.count)
        matrix.visitRows { row, repeats in
            for (coder, value) in row.enumerated() where value != RatingMatrix.missing {
                totals[coder][Int(value)] += repeats
            }
        }
        counts = totals.map { $0.reduce(0, +) }
        shares = totals.map { row in
            let count = Double(max(row.reduce(0, +), 1))
            return row.map { Double($0) / count }
        }
    }

    /// The mean distance of two coders' values, drawn each from their own margin, over all ordered pairs of coders.
    func expectedDistance(_ metric: Metric) -> Double {
        let pairs = Double(shares.count * (shares.count - 1))
        let own = shares.reduce(0) { $0 + metric.sum($1, $1) }
        return (metric.sum(sums, sums) - own) / pairs
    }

    /// For each category the sum of the coders' shares.
    var sums: [Double] {
        var result = [Double](repeating: 0, count: shares.first?.count ?? 0)
        for row in shares { for (category, share) in row.enumerated() { result[category] += share } }
        return result
    }
}

extension RatingMatrix {
    /// Conger's kappa (Conger 1980): Cohen's for any number of coders, each with their own margin, generalised to missing values and
    /// weights (Gwet 2014).
    ///
    /// For two coders without missing values it is Cohen's kappa. At most 1.
    ///
    /// - Returns: Undefined for `no-double-coding`, and `no-variation` where everybody used one category.
    public func congerKappa(weights: AgreementWeights = .identity) -> Estimate {
        .found { () throws(UndefinedReason) in
            let matrix = withoutSilentCoders
            let metric = try weights.metric(for: categories)
            let sums = CountSums(matrix, metric: metric)
            try sums.requirePairs()
            return .corrected(
                observed: sums.unitMeanDistance, expected: CoderMargins(matrix).expectedDistance(metric))
        }
    }
}
