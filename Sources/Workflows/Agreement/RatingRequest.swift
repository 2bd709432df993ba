internal import Agreement
internal import StudyModel

/// A figure of ratings that was asked for, with what its name says of it: `krippendorff_alpha_ordinal`, `cohen_kappa_null_se`.
struct RatingRequest: Hashable, Sendable {
    /// What is asked of a coefficient.
    enum Kind: String, CaseIterable, Sendable {
        case coefficient = ""
        /// Its standard error if coders only guessed.
        case nullError = "_null_se"
        /// Its standard error by leaving out one unit at a time.
        case jackknifeError = "_jackknife_se"
        /// Its interval from drawing units again.
        case unitBootstrap = "_unit_bootstrap_ci95"
        /// Its interval from drawing records again, or units where there are none.
        case recordBootstrap = "_record_bootstrap_ci95"
        /// Its interval as the KALPHA macro draws it.
        case kalphaBootstrap = "_kalpha_bootstrap_ci95"
        /// Its standard error by formula.
        case standardError = "_se"
        /// Its interval by formula.
        case formula = "_ci95"
    }

    var statistic: Statistic
    var kind = Kind.coefficient
    /// What it was called, where that is not its own name.
    var name: String?
    /// The level of measurement that the name says.
    var scale: Scale?
    /// The weights that the name says.
    var weights: AgreementWeights?
    /// Whether it is asked of each category by name.
    var asksCategories = false

    init(_ statistic: Statistic) { self.statistic = statistic }

    /// What a name asks for; `nil` for a name that nothing has.
    init?(named asked: String) {
        let ending = Kind.allCases.dropFirst().first { asked.hasSuffix($0.rawValue) }
        var base = String(asked.dropLast(ending?.rawValue.count ?? 0))
        let isOfCategories = ending == nil && base.hasSuffix(Self.category)
        if isOfCategories { base.removeLast(Self.category.count) }
        guard let found = Self.plain(base) else { return nil }
        self = found
        kind = ending ?? .coefficient
        asksCategories = isOfCategories
        guard isKnown, !isOfCategories || statistic.isOfCategories else { return nil }
        let own = statistic.rawValue + (isOfCategories ? Self.category : "")
        name = asked == own ? nil : isOfCategories ? base : asked
    }

    private static let category = "_category"

    /// A coefficient by its name, or by that and its level of measurement or weights.
    private static func plain(_ name: String) -> RatingRequest? {
        if let statistic = Statistic(rawValue: name) { return RatingRequest(statistic) }
        for statistic in Statistic.allCases where name.hasPrefix(statistic.rawValue + "_") {
            var request = RatingRequest(statistic)
            let rest = String(name.dropFirst(statistic.rawValue.count + 1))
            if statistic == .krippendorffAlpha, let scale = Scale(rawValue: rest) {
                request.scale = scale
                return request
            }
            if statistic.hasWeights, rest == "w" { return request }
            if statistic.hasWeights, let weights = AgreementWeights(named: rest) {
                request.weights = weights
                return request
            }
        }
        return nil
    }

    /// Whether there is such a figure of this coefficient.
    private var isKnown: Bool {
        switch kind {
        case .coefficient, .unitBootstrap, .recordBootstrap: true
        case .nullError: [.cohenKappa, .weightedKappa, .fleissKappa].contains(statistic)
        case .jackknifeError, .kalphaBootstrap: statistic == .krippendorffAlpha
        case .standardError, .formula: statistic.hasFormula
        }
    }

    /// The same over all categories.
    var overall: RatingRequest {
        var request = self
        request.asksCategories = false
        return request
    }

    /// Weights that were named hold for all that heed any; those that go with the scale for what is weighted by name.
    func weights(_ plan: AgreementPlan) -> AgreementWeights {
        if let weights = weights ?? plan.weights { return weights }
        return statistic.needsOrder ? plan.impliedWeights : .identity
    }

    /// Names beside those of the coefficients themselves, as a hint.
    static let otherNames = [
        "krippendorff_alpha_ordinal and the like", "weighted_kappa_linear and the like",
        "cohen_kappa_null_se", "fleiss_kappa_null_se", "krippendorff_alpha_jackknife_se",
        "krippendorff_alpha_kalpha_bootstrap_ci95",
    ]
}

extension RatingRequest.Kind {
    /// How its interval is found.
    var way: String {
        switch self {
        case .kalphaBootstrap: "drawn as KALPHA does"
        case .unitBootstrap: "units drawn again"
        case .recordBootstrap: "records drawn again"
        case .formula: "interval by formula"
        case .coefficient, .nullError, .jackknifeError, .standardError: ""
        }
    }
}

extension Statistic {
    /// Whether its standard error has a formula.
    var hasFormula: Bool {
        switch self {
        case .cohenKappa, .weightedKappa, .congerKappa, .fleissKappa, .gwetAC1, .gwetAC2, .brennanPrediger,
            .randolph, .krippendorffAlpha:
            true
        case .percentAgreement, .holsti, .lightKappa, .scottPi, .pabak: false
        }
    }
}

extension AgreementPlan {
    /// What the chosen names ask of ratings, as far as they are such names.
    var namedRequests: [RatingRequest] { (statistics ?? []).compactMap { RatingRequest(named: $0) } }

    /// The chosen figures of ratings, each once.
    ///
    /// - Parameter coders: How many there are; `nil` where it is not known who gave which value.
    func ratingRequests(coders: Int?) throws(StudyError) -> [RatingRequest] {
        let names = statistics ?? []
        let known = Statistic.allCases.filter { coders != nil || !$0.asksWho }
        var chosen: [RatingRequest] =
            names.isEmpty ? usualStatistics(coders: coders ?? 0).map { RatingRequest($0) } : []
        for name in names + ruleNames {
            if name == Self.all {
                chosen += known.filter { isShown($0, coders) }.map { RatingRequest($0) }
            } else if let request = RatingRequest(named: name), known.contains(request.statistic) {
                chosen.append(request)
            } else {
                throw Self.unknown(name, known.map(\.rawValue) + RatingRequest.otherNames)
            }
        }
        return chosen.unique
    }

    /// Whether a coefficient is among all there are: one that is weighted by name needs weights to be another than its plain kin.
    private func isShown(_ statistic: Statistic, _ coders: Int?) -> Bool {
        let isWeighted = impliedWeights != .identity
        if statistic == .weightedKappa || statistic == .gwetAC2, !isWeighted { return false }
        return coders == 2 || !statistic.isForTwoCoders
    }

    private func usualStatistics(coders: Int) -> [Statistic] {
        if scale != .nominal || (weights ?? .identity) != .identity {
            let many: [Statistic] = weights == nil || coders == 0 ? [] : [.congerKappa]
            return [.krippendorffAlpha, .percentAgreement] + (coders == 2 ? [.weightedKappa] : many) + [
                .gwetAC2
            ]
        }
        return [.krippendorffAlpha, .percentAgreement, coders == 2 ? .cohenKappa : .fleissKappa, .gwetAC1]
    }
}
