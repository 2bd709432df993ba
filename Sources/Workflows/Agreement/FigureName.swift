internal import Agreement
internal import StudyModel

/// What a figure of spans is, apart from the level it is computed on.
enum SpanStatistic: String, CaseIterable, Sendable {
    case spanF1 = "span_f1"
    case unitisingAlpha = "u_alpha"
    case binaryAlpha = "u_alpha_binary"
    case codingAlpha = "cu_alpha"
    case codingCoverage = "cu_coverage"
    case codeAlpha = "ku_alpha"
    case codeCoverage = "ku_coverage"
    case gamma
    case bestDisorder = "gamma_best_disorder"
    /// Superseded, to compare with programs that print it.
    case oldAlpha = "alpha_U_1995"

    /// Those of a report that nobody chose figures for.
    static let usual: [SpanStatistic] = [
        .unitisingAlpha, .binaryAlpha, .codingAlpha, .codingCoverage, .codeAlpha, .codeCoverage, .spanF1,
    ]
}

/// What is said of a code whose presence is compared: the coefficients for units, and two that leave out where nobody has it.
enum PresenceStatistic: Hashable, Sendable {
    case rating(Statistic)
    case f1
    case jaccard

    var name: String {
        switch self {
        case .rating(let statistic): statistic.rawValue
        case .f1: "f1"
        case .jaccard: "jaccard"
        }
    }

    static let all: [PresenceStatistic] =
        Statistic.allCases.filter { ![.weightedKappa, .gwetAC2].contains($0) }.map { .rating($0) } + [
            .f1, .jaccard,
        ]

    /// Those that are said for two coders alone.
    var isForTwoCoders: Bool {
        switch self {
        case .rating(let statistic): statistic.isForTwoCoders
        case .f1, .jaccard: false
        }
    }
}

/// How figures of several records become one, other than by adding what is counted.
enum PoolWay: String, CaseIterable, Sendable {
    /// The mean over records that have the figure.
    case mean
    /// The same, each record counting as much as it is long.
    case lengthWeighted = "lenweighted"
}

/// A chosen figure of spans.
enum SpanFigureName: Hashable, Sendable {
    case presence(PresenceStatistic)
    /// The mean of single records' figures.
    case mean(PresenceStatistic, PoolWay)
    case sets(SetDistance)
    case span(SpanStatistic)
}

extension AgreementPlan.Level {
    /// What names of figures on this level begin with.
    var prefix: String {
        switch self {
        case .character: "char_"
        case .segment: "segment_"
        case .record: "record_"
        }
    }

    /// A figure's name without a level at its start.
    static func without(_ name: String) -> String {
        allCases.first { name.hasPrefix($0.prefix) }.map { String(name.dropFirst($0.prefix.count)) } ?? name
    }

    /// The one that the names of figures begin with; `nil` where none or several do.
    package static func named(in names: [String]) -> AgreementPlan.Level? {
        let found = names.compactMap { name in
            allCases.first { name.hasPrefix($0.prefix) } ?? (name.hasPrefix("set_alpha") ? .segment : nil)
        }
        return found.allSatisfy { $0 == found.first } ? found.first : nil
    }
}

extension AgreementPlan {
    /// Names of figures that stand for all there are.
    static let all = "all"

    /// What the rule asks for is among the figures.
    ///
    /// Without a level, which the report may have another one of than the rule was stated for.
    var ruleNames: [String] { rule.map { [Level.without($0.statistic)] } ?? [] }

    /// The chosen figures of spans by their own names, each once; ``spanAliases(codes:coders:)`` has those by other names.
    func spanFigures(codes: [String], coders: [String]) throws(StudyError) -> [SpanFigureName] {
        let names = statistics ?? []
        var chosen: [SpanFigureName] = names.isEmpty ? usualSpanFigures(coders: coders.count) : []
        for name in names + ruleNames {
            if name == Self.all {
                chosen += allSpanFigures(coders: coders.count)
            } else if let figure = spanFigure(name) {
                chosen.append(figure)
            } else if SpanAlias(named: name, plan: self, codes: codes, coders: coders) == nil {
                throw Self.unknown(name, spanNames)
            }
        }
        return chosen.unique
    }

    /// The chosen figures that go by names of another form.
    func spanAliases(codes: [String], coders: [String]) -> [SpanAlias] {
        (statistics ?? []).filter { $0 != Self.all && spanFigure($0) == nil }
            .compactMap { SpanAlias(named: $0, plan: self, codes: codes, coders: coders) }
    }

    private func usualSpanFigures(coders: Int) -> [SpanFigureName] {
        let ratings: [Statistic] = [
            .krippendorffAlpha, .percentAgreement, coders == 2 ? .cohenKappa : .fleissKappa, .gwetAC1,
        ]
        let sets: [SpanFigureName] = level == .character ? [] : [.sets(.masi), .sets(.jaccard)]
        return ratings.map { .presence(.rating($0)) } + [.presence(.f1)] + sets
            + SpanStatistic.usual.map { .span($0) }
    }

    private func allSpanFigures(coders: Int) -> [SpanFigureName] {
        let presence = PresenceStatistic.all.filter { coders == 2 || !$0.isForTwoCoders }
        let sets = level == .character ? [] : SetDistance.allCases
        return presence.map { .presence($0) } + sets.map { .sets($0) }
            + SpanStatistic.usual.map { .span($0) } + [.span(.gamma)]
    }

    func spanFigure(_ name: String) -> SpanFigureName? {
        if let statistic = SpanStatistic(rawValue: name) { return .span(statistic) }
        let bare = name.hasPrefix(level.prefix) ? String(name.dropFirst(level.prefix.count)) : name
        if let found = PresenceStatistic.all.first(where: { $0.name == bare }) { return .presence(found) }
        if let pooled = pooled(bare) { return pooled }
        guard level != .character, bare.hasPrefix("set_alpha_") else { return nil }
        return SetDistance(rawValue: String(bare.dropFirst("set_alpha_".count))).map { .sets($0) }
    }

    /// `cohen_kappa_mean`: of characters, whose figures of single records differ from that of all.
    private func pooled(_ name: String) -> SpanFigureName? {
        guard level == .character else { return nil }
        for way in PoolWay.allCases where name.hasSuffix("_" + way.rawValue) {
            let base = name.dropLast(way.rawValue.count + 1)
            return PresenceStatistic.all.first { $0.name == base }.map { .mean($0, way) }
        }
        return nil
    }

    /// What a rule may be about, as people name it: without the level, which a round has already.
    var ruleFigures: [String] {
        spanNames.map { $0.hasPrefix(level.prefix) ? String($0.dropFirst(level.prefix.count)) : $0 }
    }

    private var spanNames: [String] {
        PresenceStatistic.all.map { level.prefix + $0.name }
            + (level == .character ? [] : SetDistance.allCases.map { "set_alpha_\($0.rawValue)" })
            + SpanStatistic.allCases.map(\.rawValue)
    }

    static func unknown(_ name: String, _ known: [String]) -> StudyError {
        StudyError(
            .requestInvalid, "There is no figure '\(name)' for these data.",
            hint: "There are: all, \(known.joined(separator: ", ")).")
    }
}
