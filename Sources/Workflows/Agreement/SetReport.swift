internal import Agreement
package import StudyModel

extension AgreementReportMaker {
    /// A report of units with sets of codes: alpha by distances between sets, and each code against its absence.
    ///
    /// - Parameters:
    ///   - units: Rows of sets, one for each coder; the empty set where a coder looked and applied nothing, `nil` where a coder was
    ///     not asked.
    ///   - codes: The declared codes; `nil` for those that occur.
    ///   - coders: Their names.
    ///   - records: As for ratings, numbered from 0 as they first occur.
    /// - Throws: `agreement.invalid` for names that can't be; `request.invalid` for a figure or an interval that these data don't have.
    package static func report(
        ofSets units: [[Set<String>?]], codes: [String]?, coders: [String], records: [Int]? = nil,
        plan: AgreementPlan, title: String
    ) throws(StudyError) -> AgreementReport {
        let sets: LabelSets
        do { sets = try LabelSets(units: units, codes: codes, coders: coders) } catch {
            throw error.studyError
        }
        try plan.checkNumbers()
        if plan.scale != .nominal || plan.weights != nil {
            throw StudyError(
                .requestInvalid, "Sets of codes have no level of measurement and no weights.",
                hint:
                    "Leave out --scale and --weights; --stat set_alpha_masi and set_alpha_jaccard weigh codes in common."
            )
        }
        let presence = sets.codes.indices.map { sets.presence(of: $0) }
        let facts = SetFacts(units: units, coders: sets.coders, records: records)
        let asked = try SetRequests(plan, codes: sets.codes, coders: facts.active.count)
        let parts = FigureParts(plan: plan)
        let pool = records.map { SetPool(units, records: $0) }
        var report = AgreementReport(
            title: title, design: [],
            coders: facts.active.map { sets.coders[$0] },
            overall: asked.alphas.map { overall($0, of: sets, pool: pool, parts) }
                + asked.distances.map { distance($0, of: sets, parts) },
            codes: [])
        report.codes = zip(sets.codes, presence).map { code, matrix in
            self.code(code, matrix, records, asked.ofCodes, parts)
        }
        report.design =
            SetDesign(
                sets: sets, facts: facts, plan: plan, asked: asked, figures: report.allFigures.map(\.figure)
            ).facts
        report.warnings =
            facts.warnings + ReportWarnings.spread(report)
            + warnings(of: report, zip(sets.codes, presence).map { ($0, RatingCounts($1).occurrences[1]) })
        report.rule = RuleCheck(plan: plan)?.outcome(of: report)
        return report
    }

    private static func warnings(
        of report: AgreementReport, _ counts: [(code: String, count: Int)]
    ) -> [String] {
        let rare = counts.filter { $0.count > 0 && $0.count < ReportWarnings.few }.map(\.code)
        var warnings = ReportWarnings.rare(rare, unit: "unit")
        warnings += ReportWarnings.unused(counts.filter { $0.count == 0 }.map(\.code))
        warnings += ReportWarnings.paradoxes(of: report.codes)
        warnings += ReportWarnings.worst(report.codes)
        return warnings + ReportWarnings.dropped(report.overall + report.codes.flatMap(\.figures))
    }

    private static func overall(
        _ asked: SetRequests.Alpha, of sets: LabelSets, pool: SetPool?, _ parts: FigureParts
    ) -> AgreementFigure {
        let distance = asked.distance
        let (estimate, plan) = (sets.krippendorffAlpha(distance), parts.plan)
        var spread = FigureParts.Spread.notAsked
        if plan.intervals == .bootstrap {
            spread = parts.spread { () throws(UndefinedReason) in
                if let pool {
                    return try Pool(parts: pool.drawable).bootstrap(
                        replicates: plan.replicates, seed: plan.seed, of: pool.alpha(distance))
                }
                return try sets.krippendorffAlphaBootstrap(
                    distance, replicates: plan.replicates, seed: plan.seed)
            }
        } else if plan.intervals == .analytic {
            spread = .noFormula
        }
        return parts.figure(
            asked.name, "Krippendorff's alpha over sets of codes, \(distance.title)",
            estimate, spread: spread, parameters: ["distance": distance.rawValue],
            meaning: FigureWords.meaning(ofSets: distance, estimate, unit: "unit"))
    }

    /// How far the sets of two coders are apart on average.
    private static func distance(
        _ distance: SetDistance, of sets: LabelSets, _ parts: FigureParts
    ) -> AgreementFigure {
        let estimate = sets.meanDistance(distance)
        return parts.figure(
            "\(distance.rawValue)_distance", "Mean distance of two coders' sets, \(distance.title)", estimate,
            parameters: ["distance": distance.rawValue],
            meaning: FigureWords.meaning(ofDistance: estimate, unit: "unit"))
    }

    private static func code(
        _ code: String, _ matrix: RatingMatrix, _ records: [Int]?, _ asked: [SetRequests.OfCode],
        _ parts: FigureParts
    ) -> AgreementReport.CodeAgreement {
        let counts = RatingCounts(matrix)
        let figures = RatingFigures(matrix: matrix, records: records, parts: parts)
        var table: [Int]?
        if counts.active.count == 2 {
            let cells = matrix.contingencyTable(counts.active[0], counts.active[1]).counts
            table = [cells[1][1], cells[1][0], cells[0][1], cells[0][0]]
        }
        return AgreementReport.CodeAgreement(
            code: code, units: counts.pairable, applied: counts.applied[1], table: table,
            figures: asked.filter { $0.code == nil || $0.code == code }.map {
                figures.figure($0.request).unused(if: counts.occurrences[1] == 0)
            })
    }
}

extension AgreementFigure {
    /// The same, where it is undefined because nobody used the code.
    func unused(if isUnused: Bool) -> AgreementFigure {
        guard isUnused, reason == UndefinedReason.noVariation.rawValue else { return self }
        var figure = self
        figure.reason = UndefinedReason.unusedCode.rawValue
        figure.meaning = FigureWords.undefined(.undefined(.unusedCode))
        return figure
    }
}

/// What is counted of a table of sets.
struct SetFacts {
    /// The coders with any set, by number.
    let active: [Int]
    private let coders: [String]
    /// By coder: how many units have a set of theirs, and how many of these are empty.
    private let given: [(units: Int, empty: Int)]
    let units: Int
    let double: Int
    let records: [Int]?

    init(units: [[Set<String>?]], coders: [String], records: [Int]?) {
        let given = coders.indices.map { coder in
            let sets = units.compactMap { $0[coder] }
            return (units: sets.count, empty: sets.count { $0.isEmpty })
        }
        active = coders.indices.filter { given[$0].units > 0 }
        self.given = given
        self.coders = coders
        let values = units.map { $0.count { $0 != nil } }
        self.units = values.count { $0 > 0 }
        double = values.count { $0 > 1 }
        self.records = records
    }

    var warnings: [String] {
        let silent = coders.indices.filter { given[$0].units == 0 }.map { coders[$0] }
        return silent.isEmpty ? [] : ["Left out, for want of any set: \(ReportWarnings.names(silent))."]
    }

    var data: String {
        let from = records.map { ", from \(Set($0).count.counted("record"))" } ?? ""
        return
            "\(units.counted("unit")) with sets of codes, \(double.grouped) of them coded by two or more\(from)."
    }

    var people: String {
        let each = active.map { coder in
            let empty = given[coder].empty > 0 ? ", \(given[coder].empty.grouped) of them with no code" : ""
            return "\(coders[coder]) (\(given[coder].units.counted("unit"))\(empty))"
        }
        let isFull = active.allSatisfy { given[$0].units == units }
        return "\(active.count): \(each.joined(separator: ", ")). "
            + (isFull ? "Every coder coded every unit." : "Not every coder coded every unit.")
    }
}

/// How figures of sets came about.
private struct SetDesign {
    let sets: LabelSets
    let counted: SetFacts
    let plan: AgreementPlan
    let asked: SetRequests

    /// The figures whose intervals are spoken of.
    let figures: [AgreementFigure]

    init(
        sets: LabelSets, facts: SetFacts, plan: AgreementPlan, asked: SetRequests,
        figures: [AgreementFigure]
    ) {
        (self.sets, counted, self.plan, self.asked, self.figures) = (sets, facts, plan, asked, figures)
    }

    var facts: [AgreementReport.Fact] {
        plan.facts + [
            .init("Data", counted.data), .init("Coders", counted.people),
            .init("Codes", "\(sets.codes.count): \(sets.codes.joined(separator: ", "))."),
            .init(
                "Unit of comparison",
                "Units, each with any number of codes. An empty set says that the coder looked and applied nothing; "
                    + "a missing one that the coder was not asked."),
            DesignFacts.intervals(
                plan, drawn: counted.records == nil ? "units" : "whole records",
                noun: counted.records == nil ? "unit" : "record", of: figures),
        ] + DesignFacts.ending(plan, sources: asked.sources)
    }
}
