package import Agreement
package import StudyModel

/// Makes reports of agreement: from ratings of units, from sets of codes, from spans of text.
///
/// Pure, and the same for the same data, plan and seed.
package enum AgreementReportMaker {
    /// With more categories than this, figures category by category are left out.
    static let mostCategories = 60

    /// A report of ratings.
    ///
    /// - Parameters:
    ///   - matrix: Units and coders.
    ///   - records: For each unit the number of its record, so that intervals come from drawing whole records; `nil` draws
    ///     single units.
    ///   - plan: What the report is to say.
    ///   - title: One line.
    ///   - knowsCoders: Whether columns are coders, and not the values of counts.
    /// - Throws: `request.invalid` for a figure, weights or an interval that these data don't have.
    package static func report(
        of matrix: RatingMatrix, records: [Int]? = nil, plan: AgreementPlan, title: String,
        knowsCoders: Bool = true
    ) throws(StudyError) -> AgreementReport {
        try plan.check(for: matrix)
        let counts = RatingCounts(matrix)
        let requests = try plan.ratingRequests(coders: knowsCoders ? counts.active.count : nil)
        let figures = RatingFigures(matrix: matrix, records: records, parts: FigureParts(plan: plan))
        var report = AgreementReport(
            title: title, design: [],
            coders: counts.active.map { matrix.coders[$0] },
            overall: requests.map(\.overall).unique.map { figures.figure($0) },
            codes: codes(of: matrix, counts, requests, figures), confusion: confusion(of: matrix, counts))
        report.design = DesignFacts.of(
            matrix, counts, records, requests, plan, figures: report.allFigures.map(\.figure),
            knowsCoders: knowsCoders)
        report.warnings = RatingWarnings(matrix: matrix, counts: counts, records: records).all(of: report)
        report.rule = RuleCheck(plan: plan)?.outcome(of: report)
        return knowsCoders ? report : report.withoutCoders
    }

    /// A report of a table of two coders: rows the first one's values, columns the second one's.
    package static func report(
        of table: ContingencyTable, coders: [String] = ["coder 1", "coder 2"], plan: AgreementPlan,
        title: String
    ) throws(StudyError) -> AgreementReport {
        try report(
            of: RatingMatrix(table, coders: (coders.first ?? "coder 1", coders.last ?? "coder 2")),
            plan: plan,
            title: title)
    }

    private static func codes(
        of matrix: RatingMatrix, _ counts: RatingCounts, _ requests: [RatingRequest], _ figures: RatingFigures
    ) -> [AgreementReport.CodeAgreement] {
        let plan = figures.parts.plan
        let isNumeric = plan.scale == .interval || plan.scale == .ratio
        let isAsked = requests.contains(where: \.asksCategories)
        guard isAsked || !isNumeric && matrix.categories.count <= mostCategories else { return [] }
        let chosen = requests.filter {
            $0.asksCategories || $0.name == nil && $0.kind == .coefficient && $0.statistic.isOfCategories
        }
        return matrix.categories.indices.map { category in
            AgreementReport.CodeAgreement(
                code: matrix.categories[category].label, units: counts.pairable,
                applied: counts.applied[category],
                table: counts.active.count == 2 ? square(matrix, counts, category) : nil,
                figures: chosen.map { figures.figure($0, category: category) })
        }
    }

    /// Both, only the first, only the second, neither.
    private static func square(_ matrix: RatingMatrix, _ counts: RatingCounts, _ category: Int) -> [Int] {
        let cells = matrix.contingencyTable(counts.active[0], counts.active[1]).collapsed(to: category).counts
        return [cells[1][1], cells[1][0], cells[0][1], cells[0][0]]
    }

    private static func confusion(
        of matrix: RatingMatrix, _ counts: RatingCounts
    ) -> AgreementReport.Confusion? {
        guard counts.active.count == 2, matrix.categories.count <= mostCategories else { return nil }
        return AgreementReport.Confusion(
            labels: matrix.categories.map(\.label),
            counts: matrix.contingencyTable(counts.active[0], counts.active[1]).counts, unit: "units")
    }
}

extension AgreementReport {
    /// The same where it is not known who gave which value.
    fileprivate var withoutCoders: AgreementReport {
        var report = self
        report.coders = []
        report.confusion = nil
        for place in report.codes.indices {
            report.codes[place].applied = []
            report.codes[place].table = nil
        }
        return report
    }
}

extension Statistic {
    /// Whether it is said of one category against all others too.
    var isOfCategories: Bool {
        switch self {
        case .percentAgreement, .krippendorffAlpha, .cohenKappa, .scottPi, .fleissKappa, .congerKappa,
            .gwetAC1,
            .brennanPrediger:
            true
        case .holsti, .weightedKappa, .lightKappa, .pabak, .randolph, .gwetAC2: false
        }
    }
}

extension AgreementPlan {
    /// Refuses what can't be computed of these ratings whatever they are.
    func check(for matrix: RatingMatrix) throws(StudyError) {
        try checkNumbers()
        if case .custom(let table) = weights, table.size != matrix.categories.count {
            throw StudyError(
                .requestInvalid,
                "The weights are a table of \(table.size) categories, and there are \(matrix.categories.count).",
                hint:
                    "The categories are \(matrix.categories.map(\.label).joined(separator: ", ")). Name them with --categories."
            )
        }
        let needsNumbers = scale == .interval || scale == .ratio
        if needsNumbers, let name = matrix.categories.first(where: { $0.number == nil }) {
            throw StudyError(
                .requestInvalid, "'\(name.label)' is no number, which the scale '\(scale.rawValue)' needs.",
                hint: "Take --scale ordinal with --categories in their order, or --scale nominal.")
        }
    }

    /// Refuses numbers out of their range.
    func checkNumbers() throws(StudyError) {
        guard confidence > 0, confidence < 1 else {
            throw StudyError(.requestInvalid, "A level of intervals is above 0 and below 1, such as .95.")
        }
        guard (1...1_000_000).contains(replicates) else {
            throw StudyError(.requestInvalid, "There can be from 1 to 1,000,000 replicates.")
        }
        if let overlap, !(0...1).contains(overlap) {
            throw StudyError(.requestInvalid, "The overlap of two passages is from 0 to 1.")
        }
    }
}

extension AgreementInputError {
    /// The same as a person is told.
    package var studyError: StudyError {
        switch self {
        case .duplicateName(let name):
            StudyError(
                .agreementInvalid, "'\(name)' is named twice.",
                hint: "Give each coder and category a name of its own.")
        case .undeclaredCategory(let name):
            StudyError(
                .agreementInvalid, "'\(name)' is not among the declared categories.",
                hint: "Add it to --categories, or correct the value.")
        case .unequalLengths: StudyError(.agreementInvalid, "Rows or columns differ in length.")
        case .tooManyCategories:
            StudyError(.agreementInvalid, "There are more than 65,535 different values.")
        case .countOutOfRange:
            StudyError(.agreementInvalid, "A count is below 0 or too large.")
        case .notFinite: StudyError(.agreementInvalid, "A weight is no finite number.")
        }
    }
}
