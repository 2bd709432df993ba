internal import Agreement
internal import StudyModel

/// The figures of one matrix of ratings.
struct RatingFigures {
    let matrix: RatingMatrix
    /// For each unit the number of its record; `nil` to draw single units.
    let records: [Int]?
    let parts: FigureParts
    /// What names begin with.
    var prefix = ""
    /// What a unit is called.
    var unit = "unit"
    /// What drawing units is called, where a unit has a name of its own.
    var drawn: Interval.Method?

    private var plan: AgreementPlan { parts.plan }

    /// One coefficient, of all categories or of one against all others.
    func figure(_ statistic: Statistic, category: Int? = nil) -> AgreementFigure {
        figure(RatingRequest(statistic), category: category)
    }

    /// What was asked for, of all categories or of one against all others.
    func figure(_ request: RatingRequest, category: Int? = nil) -> AgreementFigure {
        let options = Statistic.Options(
            scale: request.scale ?? plan.scale, weights: request.weights(plan), category: category,
            countsValues: plan.countsValues)
        switch request.kind {
        case .coefficient: return coefficient(request, options)
        case .unitBootstrap, .recordBootstrap, .kalphaBootstrap, .formula: return drawn(request, options)
        case .nullError, .jackknifeError, .standardError: return error(request, options)
        }
    }

    private func coefficient(_ request: RatingRequest, _ options: Statistic.Options) -> AgreementFigure {
        let statistic = request.statistic
        let found = statistic.evaluate(on: matrix, options: options)
        let isWeighted = statistic.hasWeights && options.weights != .identity && options.category == nil
        let ending = options.category == nil ? "" : "_category"
        return parts.figure(
            prefix + (request.name.map { $0 + ending } ?? found.name),
            title(of: request, options, isWeighted: isWeighted), found.estimate,
            spread: spread(statistic, options, found.estimate), notes: found.notes,
            parameters: parameters(found, options),
            meaning: FigureWords.meaning(
                of: statistic, found.estimate, unit: unit, isWeighted: isWeighted))
    }

    /// The coefficient with what sets it apart from others of its name: the average, the level, the weights.
    private func title(of request: RatingRequest, _ options: Statistic.Options, isWeighted: Bool) -> String {
        var title = request.statistic.title
        if request.statistic == .krippendorffAlpha, options.category == nil,
            options.scale != .nominal || request.scale != nil
        {
            title += ", \(options.scale.rawValue)"
        }
        if request.statistic == .percentAgreement, options.countsValues { title += ", by values" }
        return isWeighted ? "\(title), \(options.weights.name) weights" : title
    }

    /// What it was computed with; weights of one's own in full.
    private func parameters(_ found: Figure, _ options: Statistic.Options) -> [String: String] {
        var parameters = found.parameters
        if parameters["weights"] == "custom", options.category == nil,
            let rows = try? options.weights.table(for: matrix.categories)
        {
            parameters["table"] = rows.map { $0.map(FigureText.plain).joined(separator: " ") }
                .joined(separator: "; ")
        }
        return parameters
    }

    // MARK: Intervals

    private func spread(
        _ statistic: Statistic, _ options: Statistic.Options, _ estimate: Estimate
    ) -> FigureParts.Spread {
        guard estimate.number != nil else { return .notAsked }
        switch plan.intervals {
        case .none: return .notAsked
        case .bootstrap:
            let resampling = Resampling(records: records, replicates: plan.replicates, seed: plan.seed)
            return parts.spread(drawn: drawn) { () throws(UndefinedReason) in
                try matrix.bootstrap(statistic, options: options, resampling: resampling)
            }
        case .analytic:
            return parts.spread(formula: { () throws(UndefinedReason) in try analytic(statistic, options) })
        }
    }

    private func analytic(
        _ statistic: Statistic, _ options: Statistic.Options
    ) throws(UndefinedReason) -> Interval? {
        let data = options.category.map { matrix.collapsed(to: $0) } ?? matrix
        let weights = options.category == nil ? options.weights : .identity
        let scale = options.category == nil ? options.scale : .nominal
        let level = plan.confidence
        switch statistic {
        case .cohenKappa: return try data.contingencyTable().cohenKappaInterval(level: level)
        case .weightedKappa:
            return try data.contingencyTable().cohenKappaInterval(weights: weights, level: level)
        case .congerKappa: return try data.congerKappaInterval(weights: weights, level: level)
        case .fleissKappa: return try data.fleissKappaInterval(weights: weights, level: level)
        case .gwetAC1: return try data.gwetACInterval(level: level)
        case .gwetAC2: return try data.gwetACInterval(weights: weights, level: level)
        case .brennanPrediger: return try data.brennanPredigerInterval(weights: weights, level: level)
        case .randolph: return try data.brennanPredigerInterval(level: level)
        case .krippendorffAlpha: return try data.krippendorffAlphaJackknife(scale, level: level)
        case .percentAgreement, .holsti, .lightKappa, .scottPi, .pabak: return nil
        }
    }

    // MARK: What is asked of a coefficient by name

    /// A coefficient with an interval whose way of drawing its name says.
    private func drawn(_ request: RatingRequest, _ options: Statistic.Options) -> AgreementFigure {
        let found = request.statistic.evaluate(on: matrix, options: options)
        let spread = spread(of: request, options)
        return parts.figure(
            prefix + (request.name ?? found.name), "\(request.statistic.title), \(request.kind.way)",
            found.estimate,
            spread: spread, notes: found.notes, parameters: parameters(found, options),
            meaning: FigureWords.meaning(of: request.statistic, found.estimate, unit: unit))
    }

    private func spread(of request: RatingRequest, _ options: Statistic.Options) -> FigureParts.Spread {
        if request.kind == .formula {
            return parts.spread(formula: { () throws(UndefinedReason) in
                try analytic(request.statistic, options)
            })
        }
        let records = request.kind == .recordBootstrap ? records : nil
        let resampling = Resampling(records: records, replicates: plan.replicates, seed: plan.seed)
        return parts.spread { () throws(UndefinedReason) in
            request.kind == .kalphaBootstrap
                ? try matrix.kalphaBootstrap(options.scale, replicates: plan.replicates, seed: plan.seed)
                : try matrix.bootstrap(request.statistic, options: options, resampling: resampling)
        }
    }

    /// The standard error of a coefficient, as a figure of its own.
    private func error(_ request: RatingRequest, _ options: Statistic.Options) -> AgreementFigure {
        let found = request.statistic.evaluate(on: matrix, options: options)
        let estimate = found.estimate.number == nil ? found.estimate : standardError(request, options)
        let isNull = request.kind == .nullError
        return parts.figure(
            prefix + (request.name ?? found.name),
            "\(request.statistic.title), standard error\(isNull ? " if coders only guessed" : "")", estimate,
            parameters: found.parameters,
            meaning: FigureWords.meaning(ofError: estimate, of: request.statistic, isNull: isNull))
    }

    private func standardError(_ request: RatingRequest, _ options: Statistic.Options) -> Estimate {
        switch (request.kind, request.statistic) {
        case (.nullError, .fleissKappa): return matrix.fleissKappaNullStandardError()
        case (.nullError, _):
            return matrix.cohenKappaNullStandardError(
                weights: request.statistic == .cohenKappa ? .identity : options.weights)
        default:
            do throws(UndefinedReason) {
                let error = try analytic(request.statistic, options)?.standardError
                return error.map { .value($0) } ?? .undefined(.singleUnit)
            } catch {
                return .undefined(error)
            }
        }
    }
}
