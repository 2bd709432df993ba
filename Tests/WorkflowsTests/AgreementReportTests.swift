import Agreement
import StudyModel
import Testing
import Workflows

@Suite struct AgreementReportTests {
    private static func matrix(_ rows: [String], _ categories: [String]) throws -> RatingMatrix {
        try RatingMatrix(
            units: rows.map { $0.map { $0 == "." ? nil : String($0) } },
            categories: categories.map { Agreement.Category($0) },
            coders: (rows.first ?? "").indices.enumerated().map { "c\($0.offset + 1)" })
    }

    private static var plan: AgreementPlan {
        var plan = AgreementPlan()
        plan.replicates = 100
        return plan
    }

    @Test func nothingVaries_isUndefinedWithTheReason() throws {
        let report = try AgreementReportMaker.report(
            of: try Self.matrix(["aa", "aa", "aa"], ["a", "b"]), plan: Self.plan, title: "t")
        let alpha = try #require(report.overall.first)
        #expect(alpha.value == nil && alpha.reason == "no-variation" && alpha.interval == nil)
        #expect(alpha.meaning.contains("one and the same value"))
        #expect(report.overall.first { $0.name == "gwet_ac1" }?.value == 1)
        #expect(report.warnings.contains { $0.contains("by construction") })
        #expect(report.codes[1].figures.allSatisfy { $0.reason == "unused-code" })
    }

    @Test func prevalence_isWarnedOf() throws {
        let rows = [String](repeating: "aa", count: 38) + ["ab", "ba"]
        let report = try AgreementReportMaker.report(
            of: try Self.matrix(rows, ["a", "b"]), plan: Self.plan, title: "t")
        #expect(report.warnings.contains { $0.hasPrefix("All together: coders agree on 95 %") })
        #expect(report.warnings.contains { $0.hasPrefix("Rare") && $0.hasSuffix(": b.") })
    }

    @Test func constantCoder_isWarnedOf() throws {
        let report = try AgreementReportMaker.report(
            of: try Self.matrix(["aa", "ab", "aa", "ab"], ["a", "b"]), plan: Self.plan, title: "t")
        #expect(report.overall.first { $0.name == "cohen_kappa" }?.value == 0)
        #expect(report.warnings.contains { $0.contains("c1 used one value throughout") })
    }

    @Test func silentCoder_isNamedAndLeftOut() throws {
        let report = try AgreementReportMaker.report(
            of: try Self.matrix(["ab.", "aa.", "bb."], ["a", "b"]), plan: Self.plan, title: "t")
        #expect(report.coders == ["c1", "c2"])
        #expect(report.warnings.contains { $0.contains("c3") })
        #expect(report.codes.allSatisfy { $0.applied.count == 2 && $0.table?.reduce(0, +) == 3 })
    }

    @Test func rule_isHeldAgainstTheLowerLimit() throws {
        let rows = [String](repeating: "aa", count: 20) + [String](repeating: "bb", count: 20) + ["ab"]
        var plan = Self.plan
        plan.rule = Round.Rule(byLowerLimit: true)
        let met = try AgreementReportMaker.report(
            of: try Self.matrix(rows, ["a", "b"]), plan: plan, title: "t")
        #expect(met.rule?.outcome == .met)
        plan.rule = Round.Rule(threshold: 990, byLowerLimit: true)
        let failed = try AgreementReportMaker.report(
            of: try Self.matrix(rows, ["a", "b"]), plan: plan, title: "t")
        #expect(failed.rule?.outcome == .notMet && failed.rule?.failing == ["a", "b"])
        plan.intervals = .none
        let undecided = try AgreementReportMaker.report(
            of: try Self.matrix(rows, ["a", "b"]), plan: plan, title: "t")
        #expect(undecided.rule?.outcome == .undecided)
    }

    @Test func ruleOnAFigureThatWasNotChosen_bringsItAlong() throws {
        var plan = Self.plan
        plan.statistics = ["percent_agreement"]
        plan.rule = Round.Rule(threshold: 100)
        let report = try AgreementReportMaker.report(
            of: try Self.matrix(["ab", "aa", "bb"], ["a", "b"]), plan: plan, title: "t")
        #expect(report.overall.map(\.name) == ["percent_agreement", "krippendorff_alpha"])
        #expect(report.rule?.outcome == .met)
    }

    @Test(arguments: ["u_alpha", "span_f1", "set_alpha_masi", "krippendorff_alpha", "segment_gwet_ac1"])
    func ruleOnAnyFigureOfPassages_isHeldAgainstIt(_ name: String) throws {
        var plan = Self.plan
        (plan.level, plan.rule) = (.segment, Round.Rule(statistic: name))
        let report = try AgreementReportMaker.report(
            ofRecords: Self.records(5), coders: ["ann", "ben", "cem"], codes: ["x", "y"], plan: plan,
            title: "t")
        #expect(report.rule?.outcome == .notMet)
    }

    @Test func unknownFigure_isRefused() throws {
        var plan = Self.plan
        plan.statistics = ["cappa"]
        let matrix = try Self.matrix(["ab", "aa"], ["a", "b"])
        #expect(throws: StudyError.self) {
            try AgreementReportMaker.report(of: matrix, plan: plan, title: "t")
        }
    }

    @Test func sameSeed_sameReport() throws {
        let matrix = try Self.matrix(["ab", "aa", "bb", "ba", "aa"], ["a", "b"])
        let reports = try (0..<2).map { _ in
            try AgreementReportMaker.report(
                of: matrix, records: [0, 0, 1, 1, 2], plan: Self.plan, title: "t")
        }
        #expect(reports[0] == reports[1])
        #expect(reports[0].overall.first?.interval?.method == "record-bootstrap")
        #expect(reports[0].overall.first?.interval?.population == 3)
    }

    // MARK: Passages

    private static func records(_ count: Int) -> [CodedRecord] {
        (0..<count).map { number in
            CodedRecord(
                id: "r\(number)", length: 200,
                coders: [
                    "ann": [.init(0..<50, "x"), .init(100..<140, "y")],
                    "ben": [.init(0..<(40 + number), "x")], "cem": [],
                ], segments: [0..<50, 50..<100, 100..<200])
        }
    }

    @Test func passages_drawWholeRecords() throws {
        let report = try AgreementReportMaker.report(
            ofRecords: Self.records(5), coders: ["ann", "ben"].map { $0 } + ["cem"], codes: ["x", "y", "z"],
            plan: Self.plan, title: "t")
        let x = try #require(report.codes.first)
        #expect(x.units == 1000 && x.applied == [250, 210, 0] && x.table == nil)
        #expect(x.figures.first?.name == "char_krippendorff_alpha")
        #expect(x.figures.first?.interval?.method == "record-bootstrap")
        #expect(report.codes[2].figures.contains { $0.reason == "unused-code" })
        #expect(report.overall.contains { $0.name == "u_alpha" && $0.value != nil })
        #expect(
            report.overall.filter { $0.name == "span_f1" }.map { $0.parameters["overlap"] } == [
                "1.00", "0.50", "0.00",
            ])
    }

    @Test func oneRecord_drawsItsSegmentsAndSaysSo() throws {
        let report = try AgreementReportMaker.report(
            ofRecords: Self.records(1), coders: ["ann", "ben", "cem"], codes: ["x", "y"], plan: Self.plan,
            title: "t")
        #expect(report.overall.first?.interval?.method == "segment-bootstrap")
        #expect(report.warnings.contains { $0.contains("too narrow") })
    }

    @Test func segments_areComparedWithTheirName() throws {
        var plan = Self.plan
        plan.level = .segment
        plan.segmentName = "paragraph"
        plan.rule = Round.Rule()
        let report = try AgreementReportMaker.report(
            ofRecords: Self.records(5), coders: ["ann", "ben", "cem"], codes: ["x", "y"], plan: plan,
            title: "t")
        #expect(report.codes[0].units == 15)
        #expect(report.codes[0].figures.first?.name == "segment_krippendorff_alpha")
        #expect(report.overall.first?.name == "set_alpha_masi")
        #expect(report.design.contains { $0.text.hasPrefix("Paragraphs.") })
        #expect(report.rule?.outcome == .notMet)
        #expect(report.rule?.failing.sorted() == ["x", "y"])
    }

    @Test func overlappingPassagesOfOneCoder_leaveTheFiguresOfSingleCodes() throws {
        let record = CodedRecord(
            id: "r", length: 100,
            coders: ["ann": [.init(0..<50, "x"), .init(40..<60, "y")], "ben": [.init(0..<50, "x")]])
        let report = try AgreementReportMaker.report(
            ofRecords: [record], coders: ["ann", "ben"], codes: ["x", "y"], plan: Self.plan, title: "t")
        #expect(report.overall.first { $0.name == "u_alpha" }?.reason == "overlapping-spans")
        #expect(report.codes[0].figures.first { $0.name == "u_alpha_binary" }?.value == 1)
    }

    @Test func impossiblePassage_isRefusedByName() throws {
        let record = CodedRecord(id: "r", length: 10, coders: ["ann": [.init(5..<20, "x")]])
        #expect {
            try AgreementReportMaker.report(
                ofRecords: [record], coders: ["ann"], codes: ["x"], plan: Self.plan, title: "t")
        } throws: { error in
            (error as? StudyError)?.code == .agreementInvalid && "\(error)".contains("5:20")
        }
    }
}
