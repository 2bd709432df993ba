internal import Agreement
internal import StudyModel

/// What is asked of units with sets of codes.
struct SetRequests {
    /// Alpha over whole sets, with the name it goes by.
    struct Alpha: Hashable {
        var name: String
        var distance: SetDistance
    }

    /// A coefficient of single codes, of all of them or one.
    struct OfCode: Hashable {
        var request: RatingRequest
        /// The only code that is asked for.
        var code: String?
    }

    var alphas: [Alpha] = []
    /// How far the sets of two coders are apart on average.
    var distances: [SetDistance] = []
    var ofCodes: [OfCode] = []

    /// What formulas it takes.
    var sources: [String] {
        (alphas.map(\.distance) + distances).map(\.source) + ofCodes.map(\.request.statistic.source)
    }

    /// - Throws: `request.invalid` for a name that nothing has.
    init(_ plan: AgreementPlan, codes: [String], coders: Int) throws(StudyError) {
        let names = plan.statistics ?? []
        if names.isEmpty { takeUsual(plan, coders) }
        for name in names {
            guard take(name, plan, codes, coders) else {
                throw AgreementPlan.unknown(
                    name,
                    SetDistance.allCases.map { "set_alpha_\($0.rawValue)" }
                        + SetDistance.allCases.map { "\($0.rawValue)_distance" }
                        + Statistic.allCases.filter { !$0.needsOrder }.map(\.rawValue))
            }
        }
        for name in plan.ruleNames where !(take(name, plan, codes, coders, isOfCodes: true)) {
            throw AgreementPlan.unknown(name, Statistic.allCases.map(\.rawValue))
        }
        (alphas, distances, ofCodes) = (alphas.unique, distances.unique, ofCodes.unique)
    }

    private mutating func takeUsual(_ plan: AgreementPlan, _ coders: Int) {
        alphas = [SetDistance.masi, .jaccard].map { Alpha(name: $0.alphaName, distance: $0) }
        let kappa: Statistic = coders == 2 ? .cohenKappa : .fleissKappa
        ofCodes = [.krippendorffAlpha, .percentAgreement, kappa, .gwetAC1].map {
            OfCode(request: RatingRequest($0))
        }
    }

    private mutating func takeAll(_ coders: Int) {
        alphas += [SetDistance.masi, .jaccard, .nominal].map { Alpha(name: $0.alphaName, distance: $0) }
        ofCodes += Statistic.allCases.filter { !$0.needsOrder && (coders == 2 || !$0.isForTwoCoders) }
            .map { OfCode(request: RatingRequest($0)) }
    }

    /// Takes what a name asks for; whether there is such a figure.
    private mutating func take(
        _ name: String, _ plan: AgreementPlan, _ codes: [String], _ coders: Int, isOfCodes: Bool = false
    ) -> Bool {
        if name == AgreementPlan.all {
            takeAll(coders)
            return true
        }
        if let distance = SetDistance.allCases.first(where: { $0.alphaName == name }) {
            alphas.append(Alpha(name: name, distance: distance))
            return true
        }
        if let distance = SetDistance.allCases.first(where: { $0.rawValue + "_distance" == name }) {
            distances.append(distance)
            return true
        }
        if name == "set_alpha" || name == Statistic.krippendorffAlpha.rawValue && !isOfCodes {
            alphas.append(Alpha(name: name, distance: plan.distance))
            if name == "set_alpha" { return true }
        }
        guard let found = Self.ofCode(name, codes) else { return false }
        ofCodes.append(found)
        return true
    }

    /// `cohen_kappa`, `cohen_kappa_code_presence`, `code_alpha`, `code_ac1_work`.
    private static func ofCode(_ name: String, _ codes: [String]) -> OfCode? {
        let short = ["code_alpha": Statistic.krippendorffAlpha, "code_ac1": .gwetAC1]
        for (begin, statistic) in short where name.hasPrefix(begin) {
            let code = codes.first { name == "\(begin)_\($0)" }
            guard code != nil || name == begin else { continue }
            var request = RatingRequest(statistic)
            request.name = name
            return OfCode(request: request, code: code)
        }
        let ending = "_code_presence"
        let isPresence = name.hasSuffix(ending)
        guard var request = RatingRequest(named: isPresence ? String(name.dropLast(ending.count)) : name),
            !request.statistic.needsOrder, request.scale == nil, request.weights == nil,
            !request.asksCategories
        else { return nil }
        if isPresence { request.name = name }
        return OfCode(request: request)
    }
}

extension SetDistance {
    /// The name of alpha by this distance.
    var alphaName: String { "set_alpha_\(rawValue)" }
}

extension Statistic {
    /// Whether it is weighted by name, which codes by themselves can't be.
    var needsOrder: Bool { self == .weightedKappa || self == .gwetAC2 }
}

extension Array where Element: Hashable {
    /// Each element once, where it first comes.
    var unique: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
