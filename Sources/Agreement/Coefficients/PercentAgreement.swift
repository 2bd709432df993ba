extension RatedUnits {
    /// The share of pairs of coders that agree, in the mean over units: how likely two coders of one unit, drawn at random, agree.
    ///
    /// Every unit with two values or more counts the same. It is the observed part of Fleiss' kappa and Gwet's AC. From 0 to
    /// 1; not corrected for chance.
    ///
    /// - Returns: Undefined for `no-double-coding`.
    public func percentAgreement(weights: AgreementWeights = .identity) -> Estimate {
        .found { () throws(UndefinedReason) in
            let sums = CountSums(self, metric: try weights.metric(for: categories))
            try sums.requirePairs()
            return .value(1 - sums.unitMeanDistance)
        }
    }

    /// The same, with every unit counting as often as it has values: the observed part of Krippendorff's alpha.
    ///
    /// Differs from ``percentAgreement(weights:)`` only where coders coded different units.
    ///
    /// - Returns: Undefined for `no-double-coding`.
    public func percentAgreementByValues(weights: AgreementWeights = .identity) -> Estimate {
        .found { () throws(UndefinedReason) in
            let sums = CountSums(self, metric: try weights.metric(for: categories))
            try sums.requirePairs()
            return .value(1 - sums.valueMeanDistance)
        }
    }
}

extension RatingMatrix {
    /// Holsti's coefficient for two coders: 2A / (N₁ + N₂), with A decisions alike and N₁ and N₂ decisions made (Holsti 1969).
    ///
    /// A unit that only one of them coded counts against agreement. From 0 to 1; not corrected for chance.
    ///
    /// - Returns: Undefined for `not-two-coders` and `no-double-coding`.
    public func holsti() -> Estimate {
        .found { () throws(UndefinedReason) in
            let table = try contingencyTable()
            guard table.unitCount > 0 else { throw .noDoubleCoding }
            var decisions = 0
            visitUnits { unit, repeats in decisions += unit.total * repeats }
            return .value(2 * Double(table.agreedCount) / Double(decisions))
        }
    }
}

extension ContingencyTable {
    /// Units both coders put into the same category.
    var agreedCount: Int { cells.reduce(0) { $0 + ($1.row == $1.column ? $1.count : 0) } }
}
