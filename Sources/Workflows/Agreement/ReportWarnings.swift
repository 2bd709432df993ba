internal import Agreement
internal import StudyModel

/// What a reader has to know of figures before relying on them.
enum ReportWarnings {
    /// A code that occurs less often than this says next to nothing.
    static let few = Int(SampleSize.fewOccurrences)
    /// More names than this are counted, not listed.
    private static let most = 8

    /// Names, the first ones where there are many.
    static func names(_ names: [String]) -> String {
        if names.count <= most { return FigureText.list(names) }
        return names.prefix(most).joined(separator: ", ") + " and \(names.count - most) more"
    }

    static func rare(_ codes: [String], unit: String) -> [String] {
        if codes.isEmpty { return [] }
        return [
            "Rare, in fewer than \(few) \(unit)s, so that one \(unit) more or less would change the figures much: \(names(codes))."
        ]
    }

    static func unused(_ codes: [String]) -> [String] {
        codes.isEmpty ? [] : ["Used by nobody in what was coded by two or more: \(names(codes))."]
    }

    /// Where agreement is high and the corrected figure is not, for nearly everything has one value: one sentence for all codes,
    /// with the figures of the one where they are furthest apart.
    static func paradoxes(of codes: [AgreementReport.CodeAgreement]) -> [String] {
        let lopsided = codes.filter { code in
            let share = Double(code.applied.reduce(0, +)) / Double(max(1, code.units * code.applied.count))
            return share <= 0.2 || share >= 0.8
        }
        let found = lopsided.compactMap { code in gap(code.figures).map { (code: code.code, gap: $0) } }
        guard let widest = found.max(by: { $0.gap.width < $1.gap.width }) else { return [] }
        let others = found.map(\.code).filter { $0 != widest.code }
        let more = others.isEmpty ? "" : " The same holds for \(names(others))."
        return ["\(widest.code): \(widest.gap.sentence)\(more)"]
    }

    /// The same for everything together.
    static func paradox(_ figures: [AgreementFigure], counts: [Int]) -> String? {
        let total = counts.reduce(0, +)
        guard let most = counts.max(), Double(most) >= 0.8 * Double(total) else { return nil }
        return gap(figures).map { "All together: \($0.sentence)" }
    }

    private struct Gap {
        var width: Double
        var sentence: String
    }

    private static func gap(_ figures: [AgreementFigure]) -> Gap? {
        func value(_ endings: [String]) -> (title: String, value: Double)? {
            for figure in figures {
                guard let value = figure.value else { continue }
                let name = figure.name.hasSuffix("_category") ? String(figure.name.dropLast(9)) : figure.name
                if endings.contains(where: { name == $0 || name.hasSuffix("_" + $0) }) {
                    return (figure.title, value)
                }
            }
            return nil
        }
        guard let percent = value(["percent_agreement"]), percent.value >= 0.8,
            let low = value(["cohen_kappa", "krippendorff_alpha", "fleiss_kappa"]), low.value < 0.667
        else { return nil }
        let high = value(["gwet_ac1"])
        let width = (high?.value ?? percent.value) - low.value
        guard width >= 0.2 else { return nil }
        let other = high.map { ", \($0.title) \(FigureText.decimals($0.value))" } ?? ""
        let sentence =
            "coders agree on \(FigureText.percent(percent.value)), yet \(low.title) is "
            + "\(FigureText.decimals(low.value))\(other). Nearly everything has one value, so chance alone agrees often: "
            + "report these figures together, with how often each coder used the code."
        return Gap(width: width, sentence: sentence)
    }

    /// The code whose figure is lowest.
    static func worst(_ codes: [AgreementReport.CodeAgreement]) -> [String] {
        let found = codes.compactMap { code in
            code.figures.first { $0.name.contains("krippendorff_alpha") || $0.name.contains("kappa") }.flatMap
            { figure in
                figure.value.map { (code.code, figure.title, $0) }
            }
        }
        guard found.count > 1, let worst = found.min(by: { $0.2 < $1.2 }) else { return [] }
        return ["Lowest agreement: \(worst.0), \(worst.1) \(FigureText.decimals(worst.2))."]
    }

    /// Figures whose intervals were asked for and can't be, for there is one thing to draw.
    static func spread(_ report: AgreementReport) -> [String] {
        let figures = report.allFigures.map(\.figure)
        let isSingle = figures.contains { $0.intervalReason == UndefinedReason.singleUnit.rawValue }
        guard isSingle, !figures.contains(where: { $0.interval != nil }) else { return [] }
        return ["There is one unit or record to draw from, so nothing says how sure the figures are."]
    }

    static func fewRecords(_ count: Int) -> String {
        "Intervals come from \(count.counted("record")), which is few: they are rough."
    }

    /// Intervals that lean on too few samples.
    static func dropped(_ figures: [AgreementFigure]) -> [String] {
        let many = figures.filter {
            guard let interval = $0.interval, let count = interval.replicates else { return false }
            return (interval.dropped ?? 0) * 20 > count
        }
        guard let worst = many.max(by: { ($0.interval?.dropped ?? 0) < ($1.interval?.dropped ?? 0) }),
            let interval = worst.interval, let count = interval.replicates
        else { return [] }
        return [
            "Up to \(interval.dropped ?? 0) of \(count) samples had no variation and were left out; those intervals are too narrow."
        ]
    }
}

/// The warnings of a report of ratings.
struct RatingWarnings {
    let matrix: RatingMatrix
    let counts: RatingCounts
    let records: [Int]?

    func all(of report: AgreementReport) -> [String] {
        coders + variation(report) + paradoxes(report) + occurrences(report)
            + ReportWarnings.worst(matrix.categories.count > 2 ? report.codes : []) + spread(report)
            + ReportWarnings.dropped(report.overall + report.codes.flatMap(\.figures))
    }

    private var coders: [String] {
        let silent = matrix.silentCoders
        return silent.isEmpty ? [] : ["Left out, for want of any value: \(ReportWarnings.names(silent))."]
    }

    private func variation(_ report: AgreementReport) -> [String] {
        let used = counts.occurrences.count { $0 > 0 }
        let isCorrected = report.overall.contains {
            $0.value == 1 && !["percent_agreement", "holsti"].contains($0.name)
        }
        if used == 1, isCorrected {
            return [
                "Everybody used one value throughout: figures of 1 here are 1 by construction and show no agreement beyond chance."
            ]
        }
        guard counts.active.count == 2, used > 1,
            report.overall.contains(where: { $0.name.hasSuffix("kappa") && $0.value == 0 })
        else { return [] }
        for (place, coder) in counts.active.enumerated()
        where counts.applied.count(where: { $0[place] > 0 }) == 1 {
            return [
                "\(matrix.coders[coder]) used one value throughout, so kappa is 0 by construction, however often the coders agree."
            ]
        }
        return []
    }

    private func paradoxes(_ report: AgreementReport) -> [String] {
        let counts = counts.applied.map { $0.reduce(0, +) }
        if let whole = ReportWarnings.paradox(report.overall, counts: counts) { return [whole] }
        return matrix.categories.count <= 2 ? [] : ReportWarnings.paradoxes(of: report.codes)
    }

    private func occurrences(_ report: AgreementReport) -> [String] {
        if report.codes.isEmpty { return [] }
        let codes = zip(matrix.categories.map(\.label), counts.occurrences)
        return ReportWarnings.rare(
            codes.filter { $0.1 > 0 && $0.1 < ReportWarnings.few }.map(\.0), unit: "unit")
            + ReportWarnings.unused(codes.filter { $0.1 == 0 }.map(\.0))
    }

    private func spread(_ report: AgreementReport) -> [String] {
        if counts.pairable == 1 {
            return ["One unit was coded by two or more: nothing says how sure the figures are."]
        }
        let few = ReportWarnings.spread(report)
        if !few.isEmpty || records == nil { return few }
        let used = report.overall.compactMap(\.interval?.population).max() ?? 10
        return used < 10 ? [ReportWarnings.fewRecords(used)] : []
    }
}
