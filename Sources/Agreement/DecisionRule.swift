/// What agreement must reach for coded data to be used, stated before anybody sees it.
public struct DecisionRule: Sendable, Hashable {
    /// What is held against the threshold.
    public enum Criterion: Sendable, Hashable {
        /// The figure itself.
        case estimate
        /// The lower limit of its interval.
        case lowerLimit
        /// The share of bootstrap samples below the threshold, which must not be above this risk (from 0 to 1).
        case risk(Double)
    }

    /// What came of it.
    public enum Outcome: String, Sendable, Hashable, Codable {
        /// The threshold is reached.
        case met
        /// It is not.
        case notMet = "not-met"
        /// There is no figure, or none of the kind the rule asks for.
        case undecided
    }

    /// Figures from here on can be relied on (Krippendorff 2019).
    public static let reliable = 0.800
    /// Figures from here to ``reliable`` allow tentative conclusions only; those below none (Krippendorff 2019).
    public static let tentative = 0.667

    /// The figure to be reached.
    public var threshold: Double
    /// What is held against it.
    public var criterion: Criterion

    /// A rule.
    public init(threshold: Double = DecisionRule.reliable, criterion: Criterion = .lowerLimit) {
        self.threshold = threshold
        self.criterion = criterion
    }

    /// Whether a figure meets the rule.
    ///
    /// - Parameters:
    ///   - estimate: The figure.
    ///   - interval: Its interval, for a rule on the lower limit.
    ///   - bootstrap: Its bootstrap, for a rule on the risk.
    public func outcome(
        _ estimate: Estimate, interval: Interval? = nil, bootstrap: Bootstrap? = nil
    ) -> Outcome {
        guard let number = estimate.number else { return .undecided }
        switch criterion {
        case .estimate: return number >= threshold ? .met : .notMet
        case .lowerLimit:
            guard let lower = interval?.lower ?? bootstrap?.interval()?.lower else { return .undecided }
            return lower >= threshold ? .met : .notMet
        case .risk(let risk):
            guard let q = bootstrap?.probability(below: threshold) else { return .undecided }
            return q <= risk ? .met : .notMet
        }
    }
}
