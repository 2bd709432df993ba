package import Agreement
package import StudyModel

/// Ratings as they are read from a file of comma-separated values.
package struct RatingFile {
    /// How a file holds them.
    package enum Form: String, Sendable, CaseIterable {
        /// A row for each unit, a column for each coder.
        case units
        /// A row for each value: unit, coder, value.
        case long
        /// How often two coders gave each pair of values.
        case table
        /// How many coders gave each value: a row for each unit, a column for each value.
        case counts
    }

    /// What a person says of a file.
    package struct Options: Sendable {
        /// `nil` to find it out.
        package var form: Form?
        /// The declared categories in their order; `nil` for those that occur.
        package var categories: [String]?
        /// Whether a cell holds several codes, as `a;b`.
        package var hasSets = false
        /// The column that says which record a unit is of.
        package var record: String?
        /// The column that names the units, or ``noColumn``; `nil` to find it out.
        package var unit: String?
        /// Whether values are numbers by the level of measurement or the weights, so that `1.10` is `1.1`.
        package var hasNumbers = false
        /// What says that no column names the units.
        package static let noColumn = "none"
        /// The coders to keep, in this order; `nil` for all.
        package var coders: [String]?

        package init() {}
    }

    package enum Ratings {
        case matrix(RatingMatrix)
        case table(ContingencyTable)
        /// Counts as values of coders nobody knows.
        case counts(RatingMatrix)
        /// Rows of sets, one for each coder.
        case sets([[Set<String>?]], codes: [String]?, coders: [String])
    }

    package var ratings: Ratings
    /// For each unit the number of its record.
    package var records: [Int]?
    /// What was taken for what, in one sentence.
    package var taken: String
    /// Whether the categories are those that occur, because none were declared.
    package var hasObservedCategories: Bool

    /// Reads a file.
    ///
    /// - Throws: `agreement.invalid`, with the row; `request.invalid` for options that don't fit the file.
    package init(_ bytes: [UInt8], options: Options) throws(StudyError) {
        let sheet = try RatingSheet(bytes)
        var form = options.form
        if form == nil { form = try sheet.form(options) }
        switch form ?? .units {
        case .table: self = try RatingFile(table: sheet, options)
        case .counts: self = try RatingFile(counts: sheet, options)
        case .units: self = try RatingFile(cells: try sheet.units(options).keeping(options.coders), options)
        case .long: self = try RatingFile(cells: try sheet.long(options).keeping(options.coders), options)
        }
    }

    /// A report of what was read.
    package func report(plan: AgreementPlan, title: String) throws(StudyError) -> AgreementReport {
        var plan = plan
        plan.facts.append(.init("File", taken))
        try checkOrder(plan)
        switch ratings {
        case .matrix(let matrix):
            return try AgreementReportMaker.report(of: matrix, records: records, plan: plan, title: title)
        case .table(let table): return try AgreementReportMaker.report(of: table, plan: plan, title: title)
        case .counts(let matrix):
            return try AgreementReportMaker.report(
                of: matrix, plan: plan, title: title, knowsCoders: false)
        case .sets(let units, let codes, let coders):
            return try AgreementReportMaker.report(
                ofSets: units, codes: codes, coders: coders, records: records, plan: plan, title: title)
        }
    }

    /// Refuses to take the order of the alphabet for that of a scale.
    private func checkOrder(_ plan: AgreementPlan) throws(StudyError) {
        guard plan.asksOrder, hasObservedCategories, case .matrix(let matrix) = ratings,
            matrix.categories.contains(where: { $0.number == nil })
        else { return }
        if plan.weights?.isCustom == true {
            throw StudyError(
                .requestInvalid, "Nothing says which categories the weights are for.",
                hint:
                    "Name them in the first row and column of the weights, or in their order: --categories \(Self.names(matrix))"
            )
        }
        throw StudyError(
            .requestInvalid, "The order of the categories is not known, and this needs it.",
            hint:
                "Name them from lowest to highest: --categories \(Self.names(matrix))"
        )
    }

    private static func names(_ matrix: RatingMatrix) -> String {
        matrix.categories.prefix(6).map(\.label).joined(separator: ",")
    }

    // MARK: Making values of cells

    private init(table sheet: RatingSheet, _ options: Options) throws(StudyError) {
        try Self.requireCounts(options)
        let (labels, counts) = try sheet.contingency(options.categories)
        if let declared = options.categories, declared != labels {
            throw StudyError(
                .requestInvalid, "The declared categories are not those of the table, in its order.",
                hint: "The table's are \(labels.joined(separator: ",")).")
        }
        do throws(AgreementInputError) {
            ratings = .table(try ContingencyTable(counts, categories: labels.map { Agreement.Category($0) }))
        } catch {
            throw error.studyError
        }
        records = nil
        hasObservedCategories = false
        taken =
            "Taken as a table of two coders (rows coder 1, columns coder 2) with \(labels.count) categories."
    }

    /// Refuses what says something of single values, which counts have not.
    private static func requireCounts(_ options: Options) throws(StudyError) {
        guard options.record == nil, !options.hasSets, options.coders == nil else {
            throw StudyError(
                .requestInvalid, "Counts have neither records nor sets of codes, nor coders to choose from.",
                hint: "Leave out --record, --sets and --coders.")
        }
    }

    private init(counts sheet: RatingSheet, _ options: Options) throws(StudyError) {
        try Self.requireCounts(options)
        let (labels, counts) = try sheet.unitCounts(options)
        if let declared = options.categories, declared != labels {
            throw StudyError(
                .requestInvalid, "The declared categories are not the columns of the file, in their order.",
                hint: "The columns are \(labels.joined(separator: ",")).")
        }
        let most = counts.map { $0.reduce(0) { $0 &+ min($1, 1 << 20) } }.max() ?? 0
        guard most <= 10_000, most * counts.count <= 50_000_000 else {
            throw StudyError(
                .agreementInvalid, "There are more than 10,000 values of a unit, or 50,000,000 of all.")
        }
        do throws(AgreementInputError) {
            let known = try CategoryCounts(counts, categories: labels.map { Agreement.Category($0) })
            ratings = .counts(try RatingMatrix(counts: known))
        } catch {
            throw error.studyError
        }
        records = nil
        hasObservedCategories = false
        taken =
            "Taken as counts: \(counts.count.counted("unit")), how many coders gave each of \(labels.count) categories "
            + "(\(labels.joined(separator: ", ")))."
    }

    private init(cells: RatingCells, _ options: Options) throws(StudyError) {
        records = cells.records
        hasObservedCategories = options.categories == nil
        let observed = " The categories are those that occur; --categories declares others."
        taken = cells.taken + (hasObservedCategories ? observed : "")
        let labels =
            options.hasSets
            ? nil : ValueLabels(cells, declared: options.categories, hasNumbers: options.hasNumbers)
        do throws(AgreementInputError) {
            guard let labels else {
                let units = cells.sets()
                // So that a code that is not declared is named with its row.
                _ = try LabelSets(units: units, codes: options.categories, coders: cells.coders)
                ratings = .sets(units, codes: options.categories, coders: cells.coders)
                return
            }
            ratings = .matrix(
                try RatingMatrix(
                    units: cells.values(labels), categories: labels.categories, coders: cells.coders))
        } catch {
            throw cells.place(of: error, labels) ?? error.studyError
        }
    }
}
