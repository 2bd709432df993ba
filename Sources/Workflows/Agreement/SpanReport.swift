package import Agreement
package import StudyModel

extension AgreementReportMaker {
    /// A report of texts that several people coded on their own.
    ///
    /// Coders without any record are left out, and said. Intervals come from drawing whole records again, or the segments of
    /// the one record there is.
    ///
    /// - Throws: `request.invalid` for a plan that these data can't be reported by.
    package static func report(
        of sample: SpanSample, plan: AgreementPlan, title: String
    ) throws(StudyError) -> AgreementReport {
        try plan.checkNumbers()
        try plan.check(for: sample)
        let active = sample.coders.filter { coder in sample.records.contains { $0.coders[coder] != nil } }
        let parts = SpanParts(sample.keeping(coders: Set(active)))
        let names = try plan.spanFigures(codes: sample.codes, coders: active)
        let aliases = plan.spanAliases(codes: sample.codes, coders: active)
        let figures = SpanFigures(parts: FigureParts(plan: plan), spans: parts, names: names)
        let pool = figures.codePool
        var report = AgreementReport(
            title: title, design: [],
            coders: active, overall: try figures.overall(),
            codes: sample.codes.map { figures.code($0, unitising: pool) },
            confusion: confusion(of: parts.sample, plan))
        for alias in aliases {
            report.overall += try alias.overall(figures)
            for place in report.codes.indices {
                report.codes[place].figures += alias.code(report.codes[place].code, figures)
            }
        }
        report.design =
            SpanDesign(
                spans: parts, plan: plan, names: names + aliases.map(\.figure),
                figures: report.allFigures.map(\.figure)
            ).facts
        let silent = sample.coders.filter { !active.contains($0) }
        report.warnings = SpanWarnings(spans: parts, plan: plan, silent: silent).all(of: report)
        report.rule = RuleCheck(plan: plan, prefix: plan.level.prefix)?.outcome(of: report)
        return report
    }

    /// The figure that stands for a whole report of a plan: the rule's, or the first over everything.
    package static func figure(of plan: AgreementPlan, in report: AgreementReport) -> AgreementFigure? {
        RuleCheck(plan: plan, prefix: plan.level.prefix)?.figure(in: report) ?? report.overall.first
    }

    /// Which codes two coders gave the same characters.
    private static func confusion(
        of sample: SpanSample, _ plan: AgreementPlan
    ) -> AgreementReport.Confusion? {
        guard sample.coders.count == 2, sample.codes.count <= mostCategories else { return nil }
        let found = sample.confusion(first: sample.coders[0], second: sample.coders[1]).total
        return AgreementReport.Confusion(
            labels: sample.codes + ["no code"], counts: found.matrix(codes: sample.codes), unit: "characters")
    }
}

extension AgreementPlan {
    fileprivate func check(for sample: SpanSample) throws(StudyError) {
        if intervals == .analytic {
            throw StudyError(
                .requestInvalid,
                "Figures of passages have no intervals by formula: characters depend on each other.",
                hint: "Take bootstrap, which draws whole records again, or none.")
        }
        if metric != .nominal, let name = sample.codes.first(where: { Agreement.Category($0).number == nil })
        {
            throw StudyError(
                .requestInvalid, "'\(name)' is no number, which the metric '\(metric.rawValue)' needs.",
                hint: "Leave out --metric, or call codes by their numbers.")
        }
        guard level == .segment, !sample.records.isEmpty,
            sample.records.allSatisfy({ $0.segments.isEmpty })
        else { return }
        throw StudyError(
            .requestInvalid, "There are no segments to compare on.",
            hint: "Give each record its segments, or compare on characters or records.")
    }
}

/// How figures of coded texts came about.
struct SpanDesign {
    let spans: SpanParts
    let plan: AgreementPlan
    let names: [SpanFigureName]
    /// The figures whose intervals are spoken of.
    let figures: [AgreementFigure]

    private typealias Fact = AgreementReport.Fact
    private var sample: SpanSample { spans.sample }
    private var double: [SpanRecord] { sample.records.filter { $0.coders.count > 1 } }

    var facts: [AgreementReport.Fact] {
        let length = double.reduce(0) { $0 + $1.length }
        var facts = plan.facts
        facts.append(
            Fact(
                "Data",
                "\(sample.records.count.counted("record")), \(double.count.grouped) of them coded by two or more, "
                    + "with \(length.counted("character"))."))
        facts.append(coders)
        facts.append(unit)
        facts.append(
            Fact(
                "Passages",
                "Coders set the bounds themselves. Passages of one code and coder that overlap count once. "
                    + "Who looked and marked nothing counts as having marked nothing; who was not asked is left out."
            ))
        facts.append(Fact("Codes", "\(sample.codes.count): \(sample.codes.joined(separator: ", "))."))
        let drawn = spans.unit == .record ? "whole records" : "segments of the one record"
        let noun = spans.unit == .record ? "record" : "segment"
        facts.append(DesignFacts.intervals(plan, drawn: drawn, noun: noun, of: figures))
        facts += DesignFacts.ending(plan, sources: sources)
        return facts
    }

    private var coders: AgreementReport.Fact {
        let each = sample.coders.map { coder in
            let records = sample.records.filter { $0.coders[coder] != nil }
            let spans = records.reduce(0) { $0 + ($1.coders[coder]?.count ?? 0) }
            return "\(coder) (\(records.count.counted("record")), \(spans.counted("passage")))"
        }
        let isFull = sample.records.allSatisfy { $0.coders.count == sample.coders.count }
        let ending = isFull ? ". Every coder coded every record." : ". Not every coder coded every record."
        return Fact("Coders", "\(sample.coders.count): \(each.joined(separator: ", "))\(ending)")
    }

    private var unit: AgreementReport.Fact {
        let rule =
            switch plan.presence {
            case .coveredShare(let share) where share > 0:
                "if passages of it cover at least \(FigureText.percent(share)) of the \(plan.unitName)"
            default: "if any passage of it overlaps the \(plan.unitName)"
            }
        let text =
            switch plan.level {
            case .character: "Characters, counted as Unicode scalars; the counts of all records are added."
            case .segment:
                "\(plan.segmentName.prefix(1).uppercased() + plan.segmentName.dropFirst())s. One has a code \(rule)."
            case .record: "Whole records. One has a code \(rule)."
            }
        return Fact("Unit of comparison", text)
    }

    private var sources: [String] {
        names.map { name in
            switch name {
            case .presence(let statistic), .mean(let statistic, _): statistic.source
            case .sets(let distance): distance.source
            case .span(let statistic): statistic.source
            }
        }
    }
}

/// The warnings of a report of coded texts.
struct SpanWarnings {
    let spans: SpanParts
    let plan: AgreementPlan
    let silent: [String]

    private var sample: SpanSample { spans.sample }

    func all(of report: AgreementReport) -> [String] {
        let counts = sample.codes.map { (code: $0, count: occurrences(of: $0)) }
        let rare = counts.filter { $0.count > 0 && $0.count < ReportWarnings.few }.map(\.code)
        let unused = counts.filter { $0.count == 0 }.map(\.code)
        var warnings = coders + spread
        warnings += ReportWarnings.paradoxes(of: report.codes)
        warnings += ReportWarnings.rare(rare, unit: "passage")
        warnings += ReportWarnings.unused(unused)
        warnings += overlaps(report) + missing(report)
        warnings += ReportWarnings.worst(report.codes)
        return warnings + ReportWarnings.dropped(report.overall + report.codes.flatMap(\.figures))
    }

    /// The most passages of the code that one coder marked, over records coded by two or more.
    private func occurrences(of code: String) -> Int {
        sample.coders.map { coder in
            sample.records.filter { $0.coders.count > 1 }.reduce(0) { sum, record in
                sum + (record.coders[coder] ?? []).count { $0.code == code }
            }
        }.max() ?? 0
    }

    private var coders: [String] {
        silent.isEmpty ? [] : ["Left out, for want of any record: \(ReportWarnings.names(silent))."]
    }

    private var spread: [String] {
        let double = sample.records.count { $0.coders.count > 1 }
        if double == 0 || plan.intervals == .none { return [] }
        if double == 1 {
            return [
                spans.unit == .segment
                    ? "There is one record. Intervals come from drawing its segments, which depend on each other: they are too narrow."
                    : "There is one record, so nothing says how sure the figures are."
            ]
        }
        return double < 10 ? [ReportWarnings.fewRecords(double)] : []
    }

    /// Records that a mean over records leaves out.
    private func missing(_ report: AgreementReport) -> [String] {
        report.allFigures.compactMap { code, figure in
            guard figure.value != nil, let records = figure.parameters["without"] else { return nil }
            return "\(figure.title)\(code.map { " of \($0)" } ?? "") leaves out what has none: \(records)."
        }
    }

    private func overlaps(_ report: AgreementReport) -> [String] {
        let reason = UndefinedReason.overlappingSpans.rawValue
        let figures = report.overall + report.codes.flatMap(\.figures)
        return figures.contains { $0.reason == reason }
            ? [
                "Passages of one coder overlap, so figures that take one code for each place are undefined; |uα of single codes is not."
            ]
            : []
    }
}
