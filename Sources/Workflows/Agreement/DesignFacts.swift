internal import Agreement
internal import StudyModel

/// How figures came about, as a reviewer asks for it.
enum DesignFacts {
    typealias Fact = AgreementReport.Fact

    /// The facts of ratings.
    static func of(
        _ matrix: RatingMatrix, _ counts: RatingCounts, _ records: [Int]?, _ requests: [RatingRequest],
        _ plan: AgreementPlan, figures: [AgreementFigure], knowsCoders: Bool = true
    ) -> [Fact] {
        let statistics = requests.map(\.statistic)
        var facts = plan.facts
        facts.append(data(matrix, counts, records))
        facts.append(
            knowsCoders ? coders(matrix, counts) : Fact("Coders", "Not known: the file counts values."))
        facts.append(Fact("Categories", categories(matrix.categories)))
        facts += scale(matrix, requests, plan)
        if statistics.contains(.percentAgreement) {
            facts.append(
                Fact(
                    "Percent agreement",
                    plan.countsValues
                        ? "Averaged over values: a unit counts as often as it has values."
                        : "Averaged over units: every unit coded by two or more counts the same."))
        }
        facts.append(
            intervals(
                plan, drawn: records == nil ? "units" : "whole records",
                noun: records == nil ? "unit" : "record", of: figures))
        facts += ending(plan, sources: statistics.map(\.source))
        return facts
    }

    private static func data(_ matrix: RatingMatrix, _ counts: RatingCounts, _ records: [Int]?) -> Fact {
        var text = "\(counts.valued.counted("unit")), \(counts.pairable.grouped) of them coded by two or more"
        text += " (\(counts.pairableValues.counted("value")) that can be paired)"
        if let records { text += ", from \(Set(records).count.counted("record"))" }
        if counts.empty > 0 { text += "; left out for want of any value: \(counts.empty.counted("row"))" }
        return Fact("Data", text + ".")
    }

    private static func coders(_ matrix: RatingMatrix, _ counts: RatingCounts) -> Fact {
        let each = counts.active.map { "\(matrix.coders[$0]) (\(counts.given[$0].counted("unit")))" }
        let isFull = counts.active.allSatisfy { counts.given[$0] == counts.valued }
        let ending =
            isFull
            ? ". Every coder coded every unit."
            : ". Not every coder coded every unit; a missing value is no value."
        return Fact("Coders", "\(counts.active.count): \(each.joined(separator: ", "))\(ending)")
    }

    private static func categories(_ categories: [Agreement.Category]) -> String {
        let most = 60
        let names = categories.prefix(most).map(\.label).joined(separator: ", ")
        let more = categories.count > most ? " and \(categories.count - most) more" : ""
        return "\(categories.count): \(names)\(more)."
    }

    private static func scale(
        _ matrix: RatingMatrix, _ requests: [RatingRequest], _ plan: AgreementPlan
    ) -> [Fact] {
        var facts: [Fact] = []
        let levels = requests.filter { $0.statistic == .krippendorffAlpha }.map { $0.scale ?? plan.scale }
        if !levels.isEmpty {
            let names = FigureText.list(levels.map(\.rawValue).unique)
            facts.append(Fact("Level of measurement", "\(names), for Krippendorff's alpha."))
        }
        return facts + weights(matrix, requests, plan)
    }

    /// All weights that are used, each with the figures it is for where there are several.
    private static func weights(
        _ matrix: RatingMatrix, _ requests: [RatingRequest], _ plan: AgreementPlan
    ) -> [Fact] {
        let used = requests.filter { $0.statistic.hasWeights }.compactMap { request -> WeightUse? in
            let weights = request.weights(plan)
            if weights == .identity { return nil }
            return WeightUse(
                weights: weights, scores: weights.scores(request.statistic.scores, of: matrix.categories))
        }.unique
        return used.map { use in
            let titles = requests.filter { request in
                request.statistic.hasWeights && request.weights(plan) == use.weights
                    && use.weights.scores(request.statistic.scores, of: matrix.categories) == use.scores
            }.map(\.statistic.title).unique
            return Fact(
                "Weights", "\(use.name), for \(FigureText.list(titles))\(use.table(matrix.categories)).")
        }
    }

    /// Weights as a coefficient takes them.
    private struct WeightUse: Hashable {
        var weights: AgreementWeights
        var scores: AgreementWeights.Scores?

        var name: String {
            switch scores {
            case nil: weights.name
            case .ranks?: "\(weights.name) in the ranks of the categories"
            case .numbers?: "\(weights.name) in the numbers of the categories"
            }
        }

        /// All of them, where they are one's own or few.
        func table(_ categories: [Agreement.Category]) -> String {
            guard categories.count <= 12 || weights.isCustom,
                let rows = try? weights.table(for: categories, scores: scores ?? .numbers)
            else { return "" }
            let shown = zip(categories, rows).map { category, row in
                "\(category.label): \(row.map { FigureText.decimals($0) }.joined(separator: " "))"
            }
            return ". Each row a category, in the order of the categories: " + shown.joined(separator: "; ")
        }
    }

    /// How intervals were found.
    ///
    /// - Parameters:
    ///   - drawn: What was drawn, as a plural.
    ///   - noun: The same as one of them.
    ///   - figures: The figures whose intervals are spoken of.
    static func intervals(
        _ plan: AgreementPlan, drawn: String, noun: String, of figures: [AgreementFigure]
    ) -> Fact {
        let level = FigureText.percent(plan.confidence)
        switch plan.intervals {
        case .none: return Fact("Intervals", "None were asked for.")
        case .analytic:
            return Fact(
                "Intervals",
                "\(level), by formula: kappa's large-sample variance (Fleiss, Cohen and Everitt 1969), linearised variance "
                    + "(Gwet 2014), the jackknife over units for alpha. They take units for independent.")
        case .bootstrap:
            let populations = figures.filter {
                $0.interval?.method != Interval.Method.kalphaBootstrap.rawValue
            }
            .compactMap(\.interval?.population)
            guard let least = populations.min(), let most = populations.max() else {
                let isSingle = figures.contains { $0.intervalReason == UndefinedReason.singleUnit.rawValue }
                return Fact(
                    "Intervals",
                    isSingle ? "None: there is one \(noun) to draw from." : "None: no figure varies.")
            }
            let population =
                least == most
                ? most.counted(noun) : "\(least.grouped) to \(most.counted(noun)), depending on the figure"
            return Fact(
                "Intervals",
                "\(level), percentiles of \(plan.replicates) samples in which \(drawn) were drawn again with replacement "
                    + "from \(population), seed \(plan.seed).")
        }
    }

    /// The rule, the formulas and the program.
    static func ending(_ plan: AgreementPlan, sources: [String]) -> [Fact] {
        var seen: Set<String> = []
        var facts: [Fact] = []
        if plan.rule == nil {
            facts.append(Fact("Decision rule", "None was stated beforehand."))
        }
        facts.append(Fact("Formulas", sources.filter { seen.insert($0).inserted }.joined(separator: " ")))
        facts.append(
            Fact("Software", "\(plan.program); the same data, options and seed give the same figures."))
        return facts
    }
}
