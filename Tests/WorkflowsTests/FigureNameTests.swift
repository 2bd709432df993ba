import Agreement
import StudyModel
import Testing
import Workflows

/// Names of figures that say more than the coefficient, and the weights each takes.
@Suite struct FigureNameTests {
    private static func report(
        _ rows: [[Int]], _ names: [String], _ change: (inout AgreementPlan) -> Void = { _ in }
    ) throws -> AgreementReport {
        var plan = AgreementPlan()
        plan.statistics = names
        plan.intervals = .none
        change(&plan)
        let matrix = try RatingMatrix(
            units: rows.map { $0.map(String.init) },
            categories: [1, 2, 10].map { Agreement.Category(String($0)) })
        return try AgreementReportMaker.report(of: matrix, plan: plan, title: "t")
    }

    private static let two = [[1, 1], [1, 2], [2, 2], [2, 10], [10, 10], [10, 1]]
    private static let three = [[1, 1, 2], [2, 2, 2], [2, 10, 10], [10, 10, 10]]

    @Test func weightedKappa_goesByRanksAndTheOthersByNumbers() throws {
        let report = try Self.report(Self.two, ["weighted_kappa", "gwet_ac2", "light_kappa"]) {
            $0.weights = .linear
        }
        #expect(report.overall.map { $0.parameters["scores"] } == ["ranks", "numbers", "ranks"])
        let ranks = try ContingencyTable([[1, 1, 0], [0, 1, 1], [1, 0, 1]]).cohenKappa(weights: .linear)
        #expect(report.overall.first?.value == ranks.number)
    }

    @Test func scale_weighsOnlyWhatIsWeightedByName() throws {
        let report = try Self.report(Self.three, ["conger_kappa", "gwet_ac2", "fleiss_kappa"]) {
            $0.scale = .ordinal
        }
        #expect(report.overall.map { $0.parameters["weights"] } == ["identity", "ordinal", "identity"])
    }

    @Test(arguments: [
        "light_kappa_category", "gwet_ac2_category", "pabak_null_se", "scott_pi_se", "cohen_kappa_ordinary",
    ])
    func nameOfNoFigure_isRefused(_ name: String) {
        #expect(throws: StudyError.self) { try Self.report(Self.two, [name]) }
    }

    @Test func nameWithLevelOrWeights_isOneOfSeveral() throws {
        let names = [
            "krippendorff_alpha_nominal", "krippendorff_alpha_interval", "weighted_kappa_quadratic",
            "krippendorff_alpha_jackknife_se", "cohen_kappa_null_se", "cohen_kappa_se",
        ]
        let report = try Self.report(Self.two, names)
        #expect(report.overall.map(\.name) == names)
        #expect(report.overall.allSatisfy { $0.value != nil })
        #expect(report.overall[1].parameters["level"] == "interval")
    }

    @Test func nameWithAWayOfDrawing_hasAnIntervalWhateverElseHasNone() throws {
        let report = try Self.report(
            Self.two, ["krippendorff_alpha_kalpha_bootstrap_ci95", "krippendorff_alpha_unit_bootstrap_ci95"])
        #expect(report.overall.map { $0.interval?.method } == ["kalpha-bootstrap", "unit-bootstrap"])
    }

    @Test func all_leavesOutWeightedTwinsWithoutWeights() throws {
        let names = try Self.report(Self.two, ["all"]).overall.map(\.name)
        #expect(!names.contains("weighted_kappa") && !names.contains("gwet_ac2"))
        let weighted = try Self.report(Self.two, ["all"]) { $0.weights = .linear }.overall.map(\.name)
        #expect(weighted.contains("weighted_kappa") && weighted.contains("gwet_ac2"))
    }

    // MARK: Sets

    private static func sets(_ names: [String], _ distance: SetDistance = .masi) throws -> AgreementReport {
        var plan = AgreementPlan()
        plan.statistics = names
        plan.intervals = .none
        plan.distance = distance
        return try AgreementReportMaker.report(
            ofSets: [[["A", "B"], ["B", "C"]], [["A"], ["A"]], [[], nil]], codes: ["A", "B", "C"],
            coders: ["ann", "ben"], plan: plan, title: "t")
    }

    @Test func sets_haveDistancesAndCodesByName() throws {
        let report = try Self.sets(["jaccard_distance", "code_alpha_A", "cohen_kappa_code_presence"])
        #expect(report.overall.map(\.name) == ["jaccard_distance"])
        #expect(abs((report.overall.first?.value ?? 0) - 1 / 3) < 1e-12)
        #expect(report.codes[0].figures.map(\.name) == ["code_alpha_A", "cohen_kappa_code_presence"])
        #expect(report.codes[1].figures.map(\.name) == ["cohen_kappa_code_presence"])
    }

    @Test func alphaOfSets_isByTheDistanceAskedFor() throws {
        let masi = try Self.sets(["krippendorff_alpha"]).overall
        let nominal = try Self.sets(["krippendorff_alpha"], .nominal).overall
        #expect(masi.first?.parameters["distance"] == "masi" && masi.first?.value != nominal.first?.value)
    }

    @Test func sets_sayWhoCodedWhat() throws {
        let design = try Self.sets([]).design
        #expect(design.contains { $0.text == "3 units with sets of codes, 2 of them coded by two or more." })
        #expect(
            design.contains { $0.text.hasPrefix("2: ann (3 units, 1 of them with no code), ben (2 units).") })
    }

    // MARK: Passages

    private static func spans(
        _ names: [String], _ change: (inout AgreementPlan) -> Void = { _ in }
    ) throws -> AgreementReport {
        var plan = AgreementPlan()
        plan.statistics = names
        plan.intervals = .none
        change(&plan)
        let records = (0..<3).map { number in
            CodedRecord(
                id: "r\(number)", length: 100 + 50 * number,
                coders: [
                    "A": [.init(0..<20, "1"), .init(60..<80, "4")], "B": [.init(5..<(25 + number), "1")],
                    "C": [.init(0..<30, "4")],
                ])
        }
        return try AgreementReportMaker.report(
            ofRecords: records, coders: ["A", "B", "C"], codes: ["1", "4"], plan: plan, title: "t")
    }

    @Test func names_sayCodeCodersAndPool() throws {
        let names = [
            "char_cohen_kappa_AB_1", "char_alpha_1", "span_f1_AB_0.5", "char_krippendorff_alpha_mean",
        ]
        let report = try Self.spans(names)
        #expect(report.overall.map(\.name) == ["span_f1_AB_0.5"])
        #expect(Set(report.codes[0].figures.map(\.name)) == Set(names))
        #expect(report.codes[1].figures.map(\.name).contains("char_alpha_1") == false)
        let pair = report.codes[0].figures.first { $0.name == "char_cohen_kappa_AB_1" }
        #expect(pair?.value != nil && pair?.parameters["coders"] == "A, B")
    }

    @Test func characters_haveFiguresThatAskWho() throws {
        let names = ["char_conger_kappa", "char_light_kappa", "char_randolph", "char_holsti", "char_pabak"]
        let report = try Self.spans(names)
        #expect(report.codes[0].figures.map(\.name) == names)
        #expect(report.codes[0].figures.map { $0.value != nil } == [true, true, true, false, false])
    }

    @Test func meanOverRecords_isNotThatOfAllTogether() throws {
        let report = try Self.spans([
            "char_krippendorff_alpha", "char_krippendorff_alpha_mean", "char_krippendorff_alpha_lenweighted",
            "char_krippendorff_alpha_pooled",
        ])
        let values = Dictionary(
            report.codes[0].figures.map { ($0.name, $0.value ?? 9) }, uniquingKeysWith: { one, _ in one })
        #expect(values["char_krippendorff_alpha"] == values["char_krippendorff_alpha_pooled"])
        #expect(Set(values.values).count == 3)
    }

    @Test func metric_takesCodesForNumbers() throws {
        let nominal = try Self.spans(["cu_alpha"]).overall
        let interval = try Self.spans(["cu_alpha"]) { $0.metric = .interval }.overall
        #expect(interval.first?.parameters["metric"] == "interval" && nominal.first?.value != nil)
    }

    @Test func disorder_needsNoChance() throws {
        let report = try Self.spans(["gamma_best_disorder", "alpha_U_1995"]) {
            $0.gammaWeights = .init(position: 3)
        }
        let figure = try #require(report.overall.first)
        #expect(figure.parameters["samples"] == nil && figure.parameters["alpha"] == "3")
        #expect(report.overall.last?.name == "alpha_U_1995" && report.codes[0].figures.count == 1)
    }

    // MARK: What is said of figures

    @Test func titles_sayLevelAndWeights() throws {
        let report = try Self.report(Self.two, ["krippendorff_alpha", "weighted_kappa", "percent_agreement"])
        {
            ($0.scale, $0.weights, $0.countsValues) = (.ordinal, .linear, true)
        }
        #expect(
            report.overall.map(\.title) == [
                "Krippendorff's alpha, ordinal", "Weighted kappa, linear weights",
                "Percent agreement, by values, linear weights",
            ])
    }

    @Test func weightsOfOnesOwn_areWrittenInFull() throws {
        let table = try WeightTable([[1, 0.5, 0], [0.5, 1, 0], [0, 0, 1]])
        let report = try Self.report(Self.two, ["gwet_ac2"]) {
            $0.weights = .custom(table)
        }
        #expect(report.overall.first?.parameters["table"] == "1 0.5 0; 0.5 1 0; 0 0 1")
    }

    @Test func nothingVaries_isNotedBesideFiguresThatAreOneByConstruction() throws {
        let report = try Self.report([[1, 1], [1, 1]], ["gwet_ac1", "brennan_prediger"])
        #expect(report.overall.map(\.value) == [1, 1])
        #expect(report.overall.allSatisfy { $0.notes == ["no-variation"] })
    }

    @Test func oneRecord_hasNoIntervalAndSaysWhy() throws {
        var plan = AgreementPlan()
        plan.replicates = 20
        let matrix = try RatingMatrix(units: [["a", "a"], ["a", "b"], ["b", "b"]])
        let report = try AgreementReportMaker.report(of: matrix, records: [0, 0, 0], plan: plan, title: "t")
        #expect(report.overall.allSatisfy { $0.interval == nil && $0.intervalReason == "single-unit" })
        #expect(report.design.contains { $0.text == "None: there is one record to draw from." })
        #expect(report.warnings.contains { $0.hasPrefix("There is one unit or record") })
    }

    @Test func population_isWhatWasDrawn() throws {
        var plan = AgreementPlan()
        (plan.replicates, plan.statistics) = (20, ["krippendorff_alpha"])
        let matrix = try RatingMatrix(units: [["a", "a"], ["a", "b"], ["b", "b"], ["b", nil]])
        let report = try AgreementReportMaker.report(
            of: matrix, records: [0, 1, 2, 3], plan: plan, title: "t")
        #expect(report.design.contains { $0.text.contains("again with replacement from 3 records") })
    }

    @Test func figureWithoutFormula_saysSo() throws {
        let report = try Self.report(Self.two, ["holsti"]) { $0.intervals = .analytic }
        #expect(report.overall.first?.intervalReason == "no-formula")
    }

    @Test func sentences_putWhatCountsInPartLast() throws {
        let rows = [[1, 10], [10, 1], [1, 10]]
        let sentence = try Self.report(rows, ["gwet_ac2"]) { $0.weights = .linear }.overall.first?.meaning
        #expect(sentence?.hasSuffix("would give, near misses counted in part.") == true)
    }

    @Test func emptyText_isEmpty() throws {
        var plan = AgreementPlan()
        plan.statistics = ["char_krippendorff_alpha"]
        let report = try AgreementReportMaker.report(
            ofRecords: [CodedRecord(id: "r", length: 0, coders: ["A": [], "B": []])], coders: ["A", "B"],
            codes: ["x"], plan: plan, title: "t")
        #expect(report.codes[0].figures.map(\.reason) == ["empty"])
    }

    // MARK: Rules

    @Test(arguments: ["u_alpha", "cu_alpha", "span_f1", "krippendorff_alpha", "char_krippendorff_alpha"])
    func rule_alwaysHasAnOutcome(_ name: String) throws {
        let report = try Self.spans(["char_f1"]) { $0.rule = Round.Rule(statistic: name, threshold: 100) }
        #expect(report.rule != nil)
    }

    @Test func ruleOnAFigureThereIsNot_isUndecided() throws {
        let report = try Self.spans(["char_f1"]) { $0.rule = Round.Rule(statistic: "char_cohen_kappa") }
        #expect(report.rule?.outcome == .undecided)
    }

    @Test func ruleForAnotherLevel_isHeldAndSaid() throws {
        let report = try Self.spans(["char_f1"]) {
            ($0.rule, $0.ruleLevel) = (Round.Rule(statistic: "segment_krippendorff_alpha"), "paragraph")
        }
        #expect(
            report.rule?.sentence.hasSuffix("It was stated for paragraphs, and this is by characters.")
                == true)
        #expect(report.codes[0].figures.contains { $0.name == "char_krippendorff_alpha" })
    }
}
