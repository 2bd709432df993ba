/// What chance alone would make of the units, for the coefficients that differ in nothing else.
enum ChanceModel: Sendable {
    /// Two values drawn from all coders' shares (Scott 1955, Fleiss 1971).
    case pooledShares
    /// All declared categories as likely (Brennan and Prediger 1981).
    case uniform
    /// Guessing at random in the share of units that are hard to code (Gwet 2008).
    case gwet

    /// The expected distance of two values.
    func expectedDistance(shares: [Double], metric: Metric) -> Double {
        let count = Double(shares.count)
        switch self {
        case .pooledShares: return metric.sum(shares, shares)
        case .uniform: return metric.meanOfAllPairs(shares.count)
        case .gwet:
            guard count > 1 else { return 0 }
            let spread = 1 - shares.reduce(0) { $0 + $1 * $1 }
            return 1 - Self.gwetFactor(shares.count, metric) * spread
        }
    }

    /// The sum of all weights over q(q − 1).
    static func gwetFactor(_ count: Int, _ metric: Metric) -> Double {
        guard count > 1 else { return 0 }
        let (q, mean) = (Double(count), 1 - metric.meanOfAllPairs(count))
        return mean * q / (q - 1)
    }
}

extension Metric {
    /// The mean distance of all ordered pairs of categories.
    func meanOfAllPairs(_ count: Int) -> Double {
        guard count > 0 else { return 0 }
        if isNominal { return 1 - 1 / Double(count) }
        let ones = [Double](repeating: 1, count: count)
        return sum(ones, ones) / Double(count) / Double(count)
    }
}

extension RatedUnits {
    /// Fleiss' kappa (Fleiss 1971), generalised to missing values and weights (Gwet 2014).
    ///
    /// Chance draws two values from the mean shares of the categories. At most 1; 0 is what chance gives; negative where coders
    /// agree less than that.
    ///
    /// - Returns: Undefined for `no-double-coding`, and `no-variation` where everybody used one category.
    public func fleissKappa(weights: AgreementWeights = .identity) -> Estimate {
        corrected(.pooledShares, weights)
    }

    /// Gwet's AC1 (Gwet 2008), or AC2 with other weights than identity.
    ///
    /// Chance agreement is only expected in the share of units that are hard to code, so that a rare category does not push the
    /// figure down. At most 1.
    ///
    /// - Returns: Undefined for `no-double-coding`, and `no-variation` where one category is declared.
    public func gwetAC(weights: AgreementWeights = .identity) -> Estimate { corrected(.gwet, weights) }

    /// Brennan and Prediger's coefficient (1981), for any number of coders: chance gives every declared category alike.
    ///
    /// With many coders and identity weights it is Randolph's free-marginal kappa (2005). At most 1.
    ///
    /// - Returns: Undefined for `no-double-coding`, and `no-variation` where one category is declared.
    public func brennanPrediger(weights: AgreementWeights = .identity) -> Estimate {
        corrected(.uniform, weights)
    }

    /// Fleiss' kappa of one category against all others.
    ///
    /// - Returns: Undefined for `no-double-coding`, `unused-code` where nobody used it, and `no-variation` where nobody used
    ///   another.
    public func fleissKappa(category: Int) -> Estimate {
        collapsedCounts(to: category) { $0.fleissKappa() }
    }

    func corrected(_ model: ChanceModel, _ weights: AgreementWeights) -> Estimate {
        .found { () throws(UndefinedReason) in
            let metric = try weights.metric(for: categories)
            let sums = CountSums(self, metric: metric)
            try sums.requirePairs()
            return .corrected(
                observed: sums.unitMeanDistance,
                expected: model.expectedDistance(shares: sums.meanShares, metric: metric))
        }
    }

    /// A figure of a category against all others; undefined where nobody used it in what was coded twice.
    func collapsedCounts(to category: Int, _ find: (CategoryCounts) -> Estimate) -> Estimate {
        let counts = CategoryCounts(distinctOf: self, least: 1)
        let isUsed = counts.units.contains { $0.total > 1 && $0.categories.contains(category) }
        let isPaired = counts.units.contains { $0.total > 1 }
        return isPaired && !isUsed ? .undefined(.unusedCode) : find(counts.collapsed(to: category))
    }
}
