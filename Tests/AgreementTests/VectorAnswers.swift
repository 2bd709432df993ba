import Testing

@testable import Agreement

/// What the library says to a test vector.
enum VectorAnswers {
    /// The figure that a vector asks for; `nil` for a statistic without a name here.
    static func estimate(_ vector: Vector) throws -> Estimate? {
        switch vector.kind {
        case "table": try tableEstimate(vector)
        case "counts": try countsEstimate(vector)
        case "labelsets": try setsEstimate(vector)
        case "distance": try distance(vector)
        default: try matrixEstimate(vector)
        }
    }

    private static func matrixEstimate(_ vector: Vector) throws -> Estimate? {
        let matrix = try matrix(vector)
        switch vector.statistic {
        case "krippendorff_alpha_category":
            let category = try category(vector, matrix.categories)
            let options = Statistic.Options(category: category)
            let figure = Statistic.krippendorffAlpha.evaluate(on: matrix, options: options)
            #expect(figure.name == vector.statistic)
            #expect(figure.estimate == matrix.krippendorffAlpha(category: category))
            return figure.estimate
        case "krippendorff_alpha_jackknife_se":
            return jackknife(matrix)
        default:
            guard let statistic = Statistic(rawValue: vector.statistic) else { return nil }
            return statistic.evaluate(on: matrix, options: try options(vector)).estimate
        }
    }

    private static func tableEstimate(_ vector: Vector) throws -> Estimate? {
        let table = try table(vector)
        let options = try options(vector)
        // The same of the table's ratings.
        if let statistic = Statistic(rawValue: vector.statistic) {
            let other = statistic.evaluate(on: RatingMatrix(table), options: options).estimate
            #expect(other == tableEstimate(vector.statistic, table, options.weights), "\(vector.id)")
        }
        switch vector.statistic {
        case "cohen_kappa_category":
            return table.cohenKappa(category: try category(vector, table.categories))
        case "scott_pi_category": return table.scottPi(category: try category(vector, table.categories))
        default: return tableEstimate(vector.statistic, table, options.weights)
        }
    }

    private static func tableEstimate(
        _ name: String, _ table: ContingencyTable, _ weights: AgreementWeights
    ) -> Estimate? {
        switch name {
        case "cohen_kappa", "weighted_kappa": table.cohenKappa(weights: weights)
        case "scott_pi": table.scottPi()
        case "pabak": table.pabak()
        default: nil
        }
    }

    private static func countsEstimate(_ vector: Vector) throws -> Estimate? {
        let rows = try #require(vector.data["counts"]?.list).map { ($0.list ?? []).compactMap(\.integer) }
        let counts = try CategoryCounts(rows)
        switch vector.statistic {
        case "fleiss_kappa_category":
            return counts.fleissKappa(category: try #require(vector.parameter("category_index")?.integer))
        case "fleiss_kappa_null_se": return counts.fleissKappaNullStandardError()
        default: return nil
        }
    }

    private static func setsEstimate(_ vector: Vector) throws -> Estimate? {
        let sets = try sets(vector)
        if let distance = vector.parameter("distance")?.text {
            return sets.krippendorffAlpha(try #require(SetDistance(rawValue: distance)))
        }
        let code = try #require(vector.parameter("code")?.text)
        let presence = sets.presence(of: try #require(sets.codes.firstIndex(of: code)))
        switch vector.statistic {
        case "krippendorff_alpha_code_presence": return presence.krippendorffAlpha()
        case "cohen_kappa_code_presence": return presence.cohenKappa()
        default: return nil
        }
    }

    private static func distance(_ vector: Vector) throws -> Estimate? {
        let one = Set((vector.data["a"]?.list ?? []).compactMap(\.label))
        let other = Set((vector.data["b"]?.list ?? []).compactMap(\.label))
        let name = String(vector.statistic.prefix { $0 != "_" })
        return SetDistance(rawValue: name).map { .value($0.between(one, other)) }
    }

    /// The bootstrap interval that a vector asks for; `nil` for one that asks for something else.
    static func bootstrapInterval(_ vector: Vector) throws -> Interval? {
        guard vector.statistic.hasSuffix("bootstrap_ci95") else { return nil }
        let matrix = try matrix(vector)
        let options = try options(vector)
        let replicates = try #require(vector.parameter("samples")?.integer)
        if vector.statistic.contains("kalpha") {
            let drawn = try matrix.kalphaBootstrap(options.scale, replicates: replicates)
            #expect(drawn.drawing.population == vector.parameter("draws_per_sample")?.integer)
            return drawn.interval()
        }
        let resampling = Resampling(replicates: replicates)
        return try matrix.bootstrap(.krippendorffAlpha, options: options, resampling: resampling).interval()
    }

    /// The interval of the vector's own standard error.
    static func interval(_ vector: Vector) throws -> Interval? {
        let weights = try options(vector).weights
        if vector.kind == "table" { return try table(vector).cohenKappaInterval(weights: weights) }
        return try interval(vector.statistic, try matrix(vector), weights)
    }

    static func nullStandardError(_ vector: Vector) throws -> Estimate {
        try table(vector).cohenKappaNullStandardError(weights: try options(vector).weights)
    }

    private static func interval(
        _ name: String, _ matrix: RatingMatrix, _ weights: AgreementWeights
    ) throws -> Interval? {
        switch name {
        case "cohen_kappa": try matrix.cohenKappaInterval()
        case "fleiss_kappa": try matrix.fleissKappaInterval(weights: weights)
        case "gwet_ac1": try matrix.gwetACInterval()
        case "gwet_ac2": try matrix.gwetACInterval(weights: weights)
        case "brennan_prediger": try matrix.brennanPredigerInterval(weights: weights)
        case "conger_kappa": try matrix.congerKappaInterval(weights: weights)
        default: nil
        }
    }

    private static func jackknife(_ matrix: RatingMatrix) -> Estimate {
        .found { () throws(UndefinedReason) in
            .value(try matrix.krippendorffAlphaJackknife().standardError ?? .nan)
        }
    }
}

extension VectorAnswers {
    /// A figure of random data by the name it has there; `nil` for an unknown name.
    static func randomEstimate(_ name: String, _ vector: Vector) throws -> Estimate? {
        if vector.kind == "labelsets" { return try randomSetEstimate(name, try sets(vector)) }
        let matrix = try matrix(vector)
        let weights = try weights(vector["weights"])
        if name == "krippendorff_alpha_nominal_jackknife_se" { return jackknife(matrix) }
        if name.hasPrefix("krippendorff_alpha_") {
            let scale = try #require(Scale(rawValue: String(name.dropFirst(19))))
            return matrix.krippendorffAlpha(scale)
        }
        switch name {
        case "weighted_kappa_linear": return matrix.cohenKappa(weights: .linear)
        case "weighted_kappa_quadratic": return matrix.cohenKappa(weights: .quadratic)
        case "percent_agreement_w": return matrix.percentAgreement(weights: weights)
        case "conger_kappa_w": return matrix.congerKappa(weights: weights)
        case "fleiss_kappa_w": return matrix.fleissKappa(weights: weights)
        case "brennan_prediger_w": return matrix.brennanPrediger(weights: weights)
        case "gwet_ac2": return matrix.gwetAC(weights: weights)
        default: return Statistic(rawValue: name)?.evaluate(on: matrix).estimate
        }
    }

    static func randomInterval(_ name: String, _ vector: Vector) throws -> Interval? {
        let isWeighted = name.hasSuffix("_w")
        let weights = isWeighted || name == "gwet_ac2" ? try weights(vector["weights"]) : .identity
        return try interval(isWeighted ? String(name.dropLast(2)) : name, try matrix(vector), weights)
    }

    private static func randomSetEstimate(_ name: String, _ sets: LabelSets) throws -> Estimate? {
        if name.hasPrefix("set_alpha_") {
            return SetDistance(rawValue: String(name.dropFirst(10))).map { sets.krippendorffAlpha($0) }
        }
        let code = try #require(sets.codes.firstIndex(of: String(name.suffix(1))))
        let presence = sets.presence(of: code)
        return name.hasPrefix("code_alpha") ? presence.krippendorffAlpha() : presence.gwetAC()
    }
}

extension VectorAnswers {
    static func matrix(_ vector: Vector) throws -> RatingMatrix {
        let units = try #require(vector.data["units"]?.list)
        return try RatingMatrix(
            units: units.map { ($0.list ?? []).map(\.label) },
            categories: vector.data["categories"]?.list?.compactMap(\.label).map { Category($0) })
    }

    private static func table(_ vector: Vector) throws -> ContingencyTable {
        let rows = try #require(vector.data["table"]?.list)
        return try ContingencyTable(rows.map { ($0.list ?? []).compactMap(\.integer) })
    }

    private static func sets(_ vector: Vector) throws -> LabelSets {
        let units = try #require(vector.data["units"]?.list)
        return try LabelSets(
            units: units.map { row in
                (row.list ?? []).map { cell in cell.list.map { Set($0.compactMap(\.label)) } }
            },
            codes: vector["codes"]?.list?.compactMap(\.label))
    }

    private static func category(_ vector: Vector, _ categories: [Agreement.Category]) throws -> Int {
        let label = vector.parameter("category")?.label
        return try #require(categories.firstIndex { $0.label == label })
    }

    private static func options(_ vector: Vector) throws -> Statistic.Options {
        Statistic.Options(
            scale: vector.parameter("level")?.text.flatMap(Scale.init(rawValue:)) ?? .nominal,
            weights: try weights(vector.parameter("weights")),
            countsValues: vector.parameter("averaging")?.text == "values")
    }

    private static func weights(_ value: JSONValue?) throws -> AgreementWeights {
        if let rows = value?.list {
            return .custom(try WeightTable(rows.map { ($0.list ?? []).compactMap(\.number) }))
        }
        guard let name = value?.text else { return .identity }
        return try #require(AgreementWeights(named: name))
    }
}
