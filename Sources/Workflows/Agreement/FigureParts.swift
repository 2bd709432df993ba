internal import Agreement
internal import StudyModel

/// Makes figures of what the statistics say.
struct FigureParts {
    let plan: AgreementPlan

    /// An interval, or why there is none although one was asked for.
    enum Spread {
        case interval(AgreementFigure.Interval)
        case none(String)
        case notAsked

        /// A figure without a formula for its spread.
        static let noFormula = Spread.none("no-formula")

        var interval: AgreementFigure.Interval? {
            if case .interval(let interval) = self { interval } else { nil }
        }

        var reason: String? { if case .none(let reason) = self { reason } else { nil } }
    }

    /// The figure of an estimate.
    func figure(
        _ name: String, _ title: String, _ estimate: Estimate, spread: Spread = .notAsked,
        notes: [Figure.Note] = [], parameters: [String: String] = [:], meaning: String
    ) -> AgreementFigure {
        let hasValue = estimate.number != nil
        return AgreementFigure(
            name: name, title: title, value: estimate.number, reason: estimate.reason?.rawValue,
            interval: hasValue ? spread.interval : nil, intervalReason: hasValue ? spread.reason : nil,
            notes: notes.isEmpty ? nil : notes.map(\.rawValue), parameters: parameters, meaning: meaning)
    }

    /// The interval of a bootstrap.
    ///
    /// - Parameter drawn: What is drawn, where that is not what the bootstrap takes it for.
    func spread(
        drawn: Interval.Method? = nil, _ find: () throws(UndefinedReason) -> Bootstrap
    ) -> Spread {
        do throws(UndefinedReason) {
            let bootstrap = try find()
            guard let found = bootstrap.interval(level: plan.confidence) else {
                return .none(UndefinedReason.noVariation.rawValue)
            }
            var interval = interval(found)
            if let drawn { interval.method = drawn.rawValue }
            interval.below = [DecisionRule.tentative, DecisionRule.reliable].compactMap { threshold in
                bootstrap.probability(below: threshold).map { .init(threshold: threshold, share: $0) }
            }
            return .interval(interval)
        } catch {
            return .none(error.rawValue)
        }
    }

    /// The interval of a formula.
    func spread(formula find: () throws(UndefinedReason) -> Interval?) -> Spread {
        do throws(UndefinedReason) {
            return try find().map { .interval(interval($0)) } ?? .noFormula
        } catch {
            return .none(error.rawValue)
        }
    }

    /// An interval as it is reported.
    private func interval(_ found: Interval) -> AgreementFigure.Interval {
        AgreementFigure.Interval(
            lower: found.lower, upper: found.upper, level: found.level, method: found.method.rawValue,
            standardError: found.standardError, replicates: found.drawing?.replicates,
            dropped: found.drawing?.dropped, seed: found.drawing?.seed,
            population: found.drawing?.population)
    }
}
