/// The coefficients of agreement by name, so that commands, tables and tests can choose among them.
public enum Statistic: String, Sendable, Hashable, Codable, CaseIterable {
    /// The share of pairs of coders that agree.
    case percentAgreement = "percent_agreement"
    /// Holsti's coefficient.
    case holsti
    /// Cohen's kappa.
    case cohenKappa = "cohen_kappa"
    /// Cohen's weighted kappa.
    case weightedKappa = "weighted_kappa"
    /// Light's kappa.
    case lightKappa = "light_kappa"
    /// Conger's kappa.
    case congerKappa = "conger_kappa"
    /// Scott's pi.
    case scottPi = "scott_pi"
    /// Fleiss' kappa.
    case fleissKappa = "fleiss_kappa"
    /// Brennan and Prediger's coefficient.
    case brennanPrediger = "brennan_prediger"
    /// Kappa adjusted for prevalence and bias.
    case pabak
    /// Randolph's free-marginal kappa.
    case randolph
    /// Gwet's AC1.
    case gwetAC1 = "gwet_ac1"
    /// Gwet's AC2.
    case gwetAC2 = "gwet_ac2"
    /// Krippendorff's alpha.
    case krippendorffAlpha = "krippendorff_alpha"

    /// What a coefficient needs to know besides the ratings; each takes what concerns it.
    public struct Options: Sendable, Hashable {
        /// For alpha: the level of measurement.
        public var scale: Scale
        /// For the coefficients with weights.
        public var weights: AgreementWeights
        /// A category against all others, by number; `nil` for all categories together.
        public var category: Int?
        /// For percent agreement: whether a unit counts as often as it has values.
        public var countsValues: Bool

        /// Options.
        public init(
            scale: Scale = .nominal, weights: AgreementWeights = .identity, category: Int? = nil,
            countsValues: Bool = false
        ) {
            self.scale = scale
            self.weights = weights
            self.category = category
            self.countsValues = countsValues
        }
    }

    /// Whether it heeds weights.
    public var hasWeights: Bool {
        switch self {
        case .percentAgreement, .weightedKappa, .lightKappa, .congerKappa, .scottPi, .fleissKappa,
            .brennanPrediger, .gwetAC2:
            true
        case .holsti, .cohenKappa, .pabak, .randolph, .gwetAC1, .krippendorffAlpha: false
        }
    }

    /// What its weights go by: Cohen's and Light's kappa by ranks, all others by numbers.
    public var scores: AgreementWeights.Scores {
        switch self {
        case .cohenKappa, .weightedKappa, .lightKappa: .ranks
        default: .numbers
        }
    }

    /// Whether it is for exactly two coders.
    public var isForTwoCoders: Bool {
        switch self {
        case .holsti, .cohenKappa, .weightedKappa, .scottPi, .pabak: true
        default: false
        }
    }

    /// Whether it asks who gave which value, so that counts alone don't tell.
    public var asksWho: Bool { isForTwoCoders || self == .lightKappa || self == .congerKappa }

    /// The fewest values with which a unit takes part.
    var leastValues: Int {
        switch self {
        case .percentAgreement, .krippendorffAlpha, .cohenKappa, .weightedKappa, .scottPi, .pabak: 2
        default: 1
        }
    }
}

extension Statistic {
    /// The coefficient of a matrix.
    ///
    /// - Returns: A figure without an interval, undefined as the coefficient says.
    public func evaluate(on matrix: RatingMatrix, options: Options = Options()) -> Figure {
        let estimate = estimate(of: matrix, options)
        let notes = options.category.map { matrix.collapsed(to: $0) } ?? matrix
        return Figure(
            statistic: self, estimate: estimate, parameters: parameters(options, matrix.categories),
            notes: estimate.number == nil ? [] : notes.notes(on: self))
    }

    /// The coefficient of a matrix, with the interval that drawing units or records again gives.
    ///
    /// - Returns: A figure without an interval where the coefficient or its spread is undefined.
    public func evaluate(
        on matrix: RatingMatrix, options: Options = Options(), resampling: Resampling, level: Double = 0.95
    ) -> Figure {
        var figure = evaluate(on: matrix, options: options)
        if let drawn = try? matrix.bootstrap(self, options: options, resampling: resampling) {
            figure.interval = drawn.interval(level: level)
        }
        return figure
    }

    private func parameters(_ options: Options, _ categories: [Category]) -> [String: String] {
        var result: [String: String] = [:]
        if hasWeights {
            result["weights"] = options.weights.name
            if options.category == nil, let found = options.weights.scores(scores, of: categories) {
                result["scores"] = found.rawValue
            }
        }
        if self == .krippendorffAlpha { result["level"] = options.scale.rawValue }
        if self == .percentAgreement { result["averaging"] = options.countsValues ? "values" : "units" }
        if let category = options.category, categories.indices.contains(category) {
            result["category"] = categories[category].label
        }
        return result
    }

    /// The coefficient; of one category it is that of the matrix with this category against all others.
    func estimate(of matrix: RatingMatrix, _ options: Options) -> Estimate {
        guard let category = options.category else { return wholeEstimate(of: matrix, options) }
        return matrix.collapsing(to: category, options) { wholeEstimate(of: $0, $1) }
    }

    private func wholeEstimate(of matrix: RatingMatrix, _ options: Options) -> Estimate {
        switch self {
        case .holsti: matrix.holsti()
        case .cohenKappa: matrix.cohenKappa()
        case .weightedKappa: matrix.cohenKappa(weights: options.weights)
        case .lightKappa: matrix.lightKappa(weights: options.weights)
        case .congerKappa: matrix.congerKappa(weights: options.weights)
        case .scottPi: matrix.scottPi(weights: options.weights)
        case .pabak: matrix.pabak()
        default: countEstimate(of: matrix, options)
        }
    }

    /// The coefficient, if it does not ask who gave which value.
    func countEstimate(of units: some RatedUnits, _ options: Options) -> Estimate {
        switch self {
        case .percentAgreement where options.countsValues:
            units.percentAgreementByValues(weights: options.weights)
        case .percentAgreement: units.percentAgreement(weights: options.weights)
        case .fleissKappa: units.fleissKappa(weights: options.weights)
        case .brennanPrediger: units.brennanPrediger(weights: options.weights)
        case .randolph: units.brennanPrediger()
        case .gwetAC1: units.gwetAC()
        case .gwetAC2: units.gwetAC(weights: options.weights)
        case .krippendorffAlpha: units.krippendorffAlpha(options.scale)
        case .holsti, .cohenKappa, .weightedKappa, .scottPi, .pabak, .lightKappa, .congerKappa:
            .undefined(.notTwoCoders)
        }
    }
}

extension RatingMatrix {
    /// A figure of a category against all others, all of them alike: undefined where nobody used it in what was coded twice.
    func collapsing(
        to category: Int, _ options: Statistic.Options, _ find: (RatingMatrix, Statistic.Options) -> Estimate
    ) -> Estimate {
        guard let sorted = collapsedIfUsed(category) else { return .undefined(.unusedCode) }
        return find(sorted, Statistic.Options(countsValues: options.countsValues))
    }

    /// The category against all others; `nil` where some units were coded twice and none of them has it.
    func collapsedIfUsed(_ category: Int) -> RatingMatrix? {
        var (isPaired, isUsed) = (false, false)
        visitUnits { unit, _ in
            guard unit.total > 1 else { return }
            isPaired = true
            if unit.categories.contains(category) { isUsed = true }
        }
        return isPaired && !isUsed ? nil : collapsed(to: category)
    }
}
