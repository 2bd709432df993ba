internal import Agreement
internal import StudyModel

/// Holds a report against the rule that was stated beforehand.
struct RuleCheck {
    private let rule: Round.Rule
    /// The figure's name without a level; those of whole passages have none in a report either.
    private let name: String
    /// The same as a report has it.
    private let names: Set<String>
    private let title: String
    /// The level that the rule was stated for, where the report is on another.
    private let statedFor: String?
    private let unit: String

    /// `nil` without a rule.
    ///
    /// - Parameter prefix: What names of figures on the report's level begin with.
    init?(plan: AgreementPlan, prefix: String = "") {
        guard let rule = plan.rule else { return nil }
        self.rule = rule
        name = AgreementPlan.Level.without(rule.statistic)
        names = [name, prefix + name]
        title = RatingRequest(named: name)?.statistic.title ?? SpanStatistic(rawValue: name)?.title ?? name
        statedFor = plan.ruleLevel.flatMap { $0 == plan.unitName ? nil : $0 }
        unit = plan.unitName
    }

    /// The figure of everything that the rule is about, or else that of the code where it is lowest.
    func figure(in report: AgreementReport) -> AgreementFigure? {
        if let whole = report.overall.first(where: { names.contains($0.name) }) { return whole }
        let figures = report.codes.compactMap { code in figure(of: code).map { (code: code.code, figure: $0) }
        }
        let worst = figures.min { ($0.figure.value ?? 2, $0.code) < ($1.figure.value ?? 2, $1.code) }
        return worst.map { worst in
            var figure = worst.figure
            if figures.count > 1 { figure.title += ", lowest of \(figures.count) codes: \(worst.code)" }
            return figure
        }
    }

    /// What came of it: of the figure over everything if there is one, else of every code's.
    func outcome(of report: AgreementReport) -> AgreementReport.RuleOutcome {
        let whole = report.overall.first { names.contains($0.name) }
        let figures = report.codes.compactMap { code in figure(of: code).map { (code: code.code, figure: $0) }
        }
        let outcomes = figures.map { self.outcome(of: $0.figure) }
        let below = zip(figures, outcomes).filter { $1 != .met }.map {
            (code: $0.0.code, value: $0.0.figure.value ?? 2)
        }
        let failing = below.sorted { ($0.value, $0.code) < ($1.value, $1.code) }.map(\.code)
        let outcome = whole.map { self.outcome(of: $0) } ?? Self.together(outcomes)
        return AgreementReport.RuleOutcome(
            rule: sentence(isOfCodes: whole == nil), outcome: outcome,
            sentence: sentence(outcome, whole, failing, codes: figures.count) + level, failing: failing)
    }

    /// That the rule was stated for another level, where it was.
    private var level: String {
        statedFor.map { " It was stated for \($0)s, and this is by \(unit)s." } ?? ""
    }

    private func figure(of code: AgreementReport.CodeAgreement) -> AgreementFigure? {
        code.figures.first { figure in
            names.contains { figure.name == $0 || figure.name == $0 + "_category" }
        }
    }

    private func outcome(of figure: AgreementFigure) -> AgreementReport.RuleOutcome.Outcome {
        guard let value = rule.byLowerLimit ? figure.interval?.lower : figure.value else { return .undecided }
        return value >= threshold ? .met : .notMet
    }

    private var threshold: Double { Double(rule.threshold) / 1000 }

    private static func together(
        _ outcomes: [AgreementReport.RuleOutcome.Outcome]
    ) -> AgreementReport.RuleOutcome.Outcome {
        if outcomes.isEmpty { return .undecided }
        if outcomes.contains(.notMet) { return .notMet }
        return outcomes.contains(.undecided) ? .undecided : .met
    }

    private func sentence(isOfCodes: Bool) -> String {
        let what = rule.byLowerLimit ? "The lower limit of the interval of \(title)" : title
        let whose = isOfCodes ? " of every code" : ""
        return "\(what)\(whose) is to be \(FigureText.decimals(threshold)) or more."
    }

    private func sentence(
        _ outcome: AgreementReport.RuleOutcome.Outcome, _ whole: AgreementFigure?, _ failing: [String],
        codes: Int
    ) -> String {
        let below = failing.isEmpty ? "" : " Below it, or without a figure: \(FigureText.list(failing))."
        if let whole {
            let limit = rule.byLowerLimit ? whole.interval?.lower : whole.value
            switch outcome {
            case .met: return "It is met: \(limit.map { FigureText.decimals($0) } ?? "").\(below)"
            case .notMet: return "It is not met: \(limit.map { FigureText.decimals($0) } ?? "").\(below)"
            case .undecided: return "It can't be decided: there is no such figure.\(below)"
            }
        }
        if codes == 0 { return "It can't be decided: there is no such figure." }
        switch outcome {
        case .met: return codes == 1 ? "The code meets it." : "All \(codes) codes meet it."
        case .notMet: return "\(failing.count) of \(codes) codes don't meet it.\(below)"
        case .undecided: return "It can't be decided for all codes.\(below)"
        }
    }
}
