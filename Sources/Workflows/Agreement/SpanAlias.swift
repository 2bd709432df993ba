internal import Agreement
internal import StudyModel

/// A figure of spans by a name that says more than the figure's own: a code, two of the coders, a distance, how records are pooled.
///
/// `char_cohen_kappa_pooled`, `char_alpha_work`, `char_f1_AB_work`, `span_f1_AB_0.5`, `segment_set_alpha`.
struct SpanAlias {
    let name: String
    private(set) var figure: SpanFigureName
    /// The only code it is asked of.
    private(set) var code: String?
    /// The only coders that are compared.
    private(set) var pair: [String]?
    private(set) var overlap: Double?
    /// Whether the name asks for the interval of drawing records again, whatever else has one.
    private var isDrawn = false

    private static let short = ["alpha": "krippendorff_alpha", "pct": "percent_agreement"]

    /// `nil` for a name that nothing has.
    init?(named asked: String, plan: AgreementPlan, codes: [String], coders: [String]) {
        let ending = ["_record_bootstrap_ci95", "_bootstrap_ci95"].first { asked.hasSuffix($0) }
        let name = String(asked.dropLast(ending?.count ?? 0))
        (self.name, isDrawn) = (asked, ending != nil)
        if let found = Self.base(name, plan) {
            figure = found
            return
        }
        if let place = name.lastIndex(of: "_"), let overlap = Double(name[name.index(after: place)...]),
            (0...1).contains(overlap), name.hasPrefix(SpanStatistic.spanF1.rawValue)
        {
            self.overlap = overlap
            (figure, pair) = (.span(.spanF1), Self.pair(String(name[..<place]), coders)?.pair)
            if pair != nil || name[..<place] == SpanStatistic.spanF1.rawValue { return }
        }
        let named = Self.pair(name, coders)
        if let named, let found = Self.base(named.rest, plan) {
            (figure, pair) = (found, named.pair)
            return
        }
        for code in codes where name.hasSuffix("_" + code) {
            let rest = String(name.dropLast(code.count + 1))
            let named = Self.pair(rest, coders)
            guard let found = Self.base(named?.rest ?? rest, plan) else { continue }
            (figure, self.code, pair) = (found, code, named?.pair)
            return
        }
        return nil
    }

    /// A figure by its own name, a short one, or one that says how it is pooled.
    private static func base(_ name: String, _ plan: AgreementPlan) -> SpanFigureName? {
        if let figure = plan.spanFigure(name) { return figure }
        var bare = name
        if bare.hasPrefix(plan.level.prefix) { bare.removeFirst(plan.level.prefix.count) }
        if plan.level != .character, bare == "set_alpha" { return .sets(plan.distance) }
        if let long = short[bare] { return plan.spanFigure(long) }
        let pooled = "_pooled"
        return bare.hasSuffix(pooled) ? plan.spanFigure(String(bare.dropLast(pooled.count))) : nil
    }

    /// Two coders at the end of a name, `_AB` or `_ann_ben`, and what stands before them.
    private static func pair(_ name: String, _ coders: [String]) -> (rest: String, pair: [String])? {
        for (place, one) in coders.enumerated() {
            for other in coders.dropFirst(place + 1) {
                for ending in ["_\(one)\(other)", "_\(one)_\(other)"] where name.hasSuffix(ending) {
                    return (String(name.dropLast(ending.count)), [one, other])
                }
            }
        }
        return nil
    }
}

extension SpanAlias {
    /// The figures of it over everything.
    func overall(_ figures: SpanFigures) throws(StudyError) -> [AgreementFigure] {
        if code != nil { return [] }
        return try self.figures(figures).overall().map(renamed)
    }

    /// The figures of it of one code.
    func code(_ code: String, _ figures: SpanFigures) -> [AgreementFigure] {
        guard self.code == nil || self.code == code else { return [] }
        let own = self.figures(figures)
        return own.code(code, unitising: own.codePool).figures.map(renamed)
    }

    /// What computes this figure alone.
    private func figures(_ figures: SpanFigures) -> SpanFigures {
        var plan = figures.parts.plan
        plan.overlap = overlap ?? plan.overlap
        if isDrawn { plan.intervals = .bootstrap }
        let spans = pair.map { SpanParts(figures.spans.sample.keeping(coders: Set($0))) } ?? figures.spans
        return SpanFigures(parts: FigureParts(plan: plan), spans: spans, names: [figure])
    }

    private func renamed(_ figure: AgreementFigure) -> AgreementFigure {
        var figure = figure
        figure.name = name
        if let pair { figure.parameters["coders"] = pair.joined(separator: ", ") }
        return figure
    }
}
