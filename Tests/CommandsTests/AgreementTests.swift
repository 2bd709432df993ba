import Commands
import Foundation
import StudyModel
import Testing

enum AgreementSample {
    static let ratings = "unit,ann,ben\n1,x,x\n2,x,y\n3,y,y\n4,x,x\n5,y,y\n6,x,x\n"
    static let spans =
        #"{"record":"r1","length":100,"coders":{"ann":[[0,10,"x"]],"ben":[[0,10,"x"],[50,60,"y"]]}}"# + "\n"
        + #"{"record":"r2","length":80,"coders":{"ann":[[5,20,"y"]],"ben":[[5,15,"y"]]}}"# + "\n"

    /// What a file holds, and how its first mistake is named.
    static let wrongLines: [[String]] = [
        ["{\n", "Line 1"],
        ["{\"length\":5}\n", "Line 1: a record needs"],
        ["\n", "no records"],
        [
            "\(spans){\"record\":\"r3\",\"length\":9,\"coders\":{\"ann\":[[4,4,\"x\"]]}}\n",
            "Line 3: the span 4:4",
        ],
        [
            "\(spans){\"record\":\"r3\",\"length\":9,\"coders\":{\"ann\":[[4,\"x\"]]}}\n",
            "Line 3: what stands at coders, ann, 1",
        ],
        ["{\"length\":9,\"coders\":{\"ann\":[[0,4,\"x\",7]]}}\n", "Line 1: what stands at coders, ann, 1"],
        ["{\"length\":9,\"coders\":{\"ann\":[[0,4,\"\"]]}}\n", "has no code"],
        ["\(spans)\(spans)", "two records 'r1'"],
        ["{\"record\":\"r\",\"length\":9,\"coders\":{\"ann\":[[4,20,\"x\"]]}}\n", "leaves the text"],
    ]
}

@Suite struct AgreementTests {
    private func table(_ text: String, _ options: [String] = []) throws -> CommandRun {
        try CommandRun(["agreement", "table", "-"] + options, input: text)
    }

    private func spans(_ text: String, _ options: [String] = []) throws -> CommandRun {
        try CommandRun(["agreement", "spans", "-"] + options, input: text)
    }

    @Test func table_saysWhatItFoundAndWhatItTook() throws {
        let run = try table(AgreementSample.ratings)
        #expect(run.status == .done)
        #expect(run.output.contains("Krippendorff's alpha  0.6"))
        #expect(run.output.contains("The coders come"))
        #expect(run.errors.contains("Taken as units by coders: 6 units"))
    }

    @Test func json_hasFiguresAndTheWholeReport() throws {
        let run = try table(AgreementSample.ratings, ["--json", "--replicates", "50"])
        #expect(run.errors.isEmpty)
        let figures = try #require(run.json?["figures"] as? [[String: Any]])
        #expect(figures.first?["name"] as? String == "krippendorff_alpha")
        #expect((figures.first?["interval"] as? [String: Any])?["replicates"] as? Int == 50)
        #expect(figures.contains { $0["code"] as? String == "y" })
        let report = try #require(run.json?["report"] as? [String: Any])
        #expect((report["overall"] as? [Any])?.count == 4)
    }

    @Test func undefined_isNullWithAReason() throws {
        let run = try table("unit,ann,ben\n1,x,x\n2,x,x\n", ["--json"])
        let alpha = try #require((run.json?["figures"] as? [[String: Any]])?.first)
        #expect(alpha["value"] is NSNull && alpha["reason"] as? String == "no-variation")
    }

    @Test(arguments: ["csv", "md", "html", "svg", "confusion-svg"])
    func everyFormat_isPrinted(_ format: String) throws {
        for run in [
            try table(AgreementSample.ratings, ["--format", format, "--replicates", "20"]),
            try spans(AgreementSample.spans, ["--format", format, "--replicates", "20"]),
        ] {
            #expect(run.status == .done)
            let begins =
                ["csv": "\"code\"", "md": "# Agreement", "html": "<!doctype html>"][format] ?? "<svg"
            #expect(run.output.hasPrefix(begins), "\(format)")
        }
    }

    @Test func threshold_isARule() throws {
        let run = try table(AgreementSample.ratings, ["--threshold", ".99", "--json"])
        let rule = (run.json?["report"] as? [String: Any])?["rule"] as? [String: Any]
        #expect(rule?["outcome"] as? String == "not-met")
    }

    @Test func statistics_mayBeListedOrRepeated() throws {
        let run = try table(
            AgreementSample.ratings,
            ["--stat", "scott_pi,pabak", "--stat", "holsti", "--interval", "none", "--json"])
        let names = (run.json?["figures"] as? [[String: Any]])?.filter { $0["code"] == nil }.map {
            $0["name"] as? String
        }
        #expect(names == ["scott_pi", "pabak", "holsti"])
    }

    @Test(arguments: [
        (["--stat", "cappa"], "no figure 'cappa'"), (["--weights", "round"], "no weights 'round'"),
        (["--scale", "interval"], "is no number"), (["--scale", "ordinal"], "order of the categories"),
        (["--level", "2"], "level of intervals"), (["--record", "day"], "no column 'day'"),
        (["--coders", "cem"], "no coder 'cem'"), (["--replicates", "0"], "replicates"),
        (["--threshold", "80"], "threshold"), (["--sets", "--scale", "ordinal"], "no level of measurement"),
    ])
    func whatDoesNotFit_isRefusedWithAHint(_ options: [String], _ reason: String) throws {
        let run = try table(AgreementSample.ratings, options)
        #expect(run.status == .usage)
        #expect(run.errors.contains(reason))
    }

    @Test func wrongValue_isNamedWithItsRow() throws {
        let run = try table(AgreementSample.ratings, ["--categories", "x"])
        #expect(run.status == .failed)
        #expect(run.errors.contains("Row 3, ben: 'y' is not among the declared categories"))
    }

    @Test(arguments: AgreementSample.wrongLines)
    func wrongLine_isNamed(_ wrong: [String]) throws {
        let (run, place) = (try spans(wrong[0]), wrong[1])
        #expect(run.status == .failed)
        #expect(run.errors.contains(place), "\(run.errors)")
    }

    @Test func spans_onSegmentsWithoutAny_sayWhatIsMissing() throws {
        let run = try spans(AgreementSample.spans, ["--level", "segment"])
        #expect(run.status == .usage && run.errors.contains("no segments"))
    }

    @Test func spans_overSeveralLinesAndLists_areRead() throws {
        let one = "{\n \"length\": 10,\n \"coders\": {\"a\": [[0, 5, \"x\"]], \"b\": []}\n}\n"
        #expect(try spans(one).status == .done)
        let list = #"[{"length":10,"coders":[[[0,5,"x"]],[[0,5,"x"]]]}]"#
        let run = try spans(list, ["--json", "--stat", "char_f1"])
        #expect((run.json?["figures"] as? [[String: Any]])?.first?["value"] as? Double == 1)
        #expect((run.json?["report"] as? [String: Any])?["coders"] as? [String] == ["A", "B"])
    }

    @Test func spans_mayNameRecordsAndCodesByNumbers_andDeclareCodesByThemselves() throws {
        let text =
            #"{"codes":[1,2]}"# + "\n" + #"{"id":7,"length":10,"coders":{"a":[[0,5,1]],"b":[[0,5,"1"]]}}"#
        let run = try spans(text, ["--json", "--stat", "char_f1"])
        let figures = try #require(run.json?["figures"] as? [[String: Any]])
        #expect(figures.map { $0["code"] as? String } == ["1", "2"] && figures[0]["value"] as? Double == 1)
    }

    @Test func levelOfTheNames_isTheLevel() throws {
        let line = #"{"length":20,"coders":{"a":[[0,5,"x"]],"b":[[0,5,"x"]]},"segments":[[0,10],[10,20]]}"#
        let run = try spans(line, ["--json", "--stat", "segment_cohen_kappa,segment_set_alpha"])
        let names = (run.json?["figures"] as? [[String: Any]])?.compactMap { $0["name"] as? String }
        #expect(names == ["segment_set_alpha", "segment_cohen_kappa"])
        #expect(try spans(line, ["--stat", "segment_f1,char_f1"]).status == .usage)
        let weights = try spans(line, ["--stat", "gamma_best_disorder", "--gamma-weights", "3,x"])
        #expect(weights.status == .usage && weights.errors.contains("--gamma-weights 3,1"))
    }

    @Test func counts_areReadWhenSaid() throws {
        let text = "unit,x,y\n1,3,0\n2,2,1\n3,0,3\n"
        let run = try table(text, ["--form", "counts", "--stat", "fleiss_kappa_null_se", "--json"])
        #expect((run.json?["figures"] as? [[String: Any]])?.first?["value"] is Double)
        #expect(try table(text, ["--unit", "none", "--form", "units"]).status == .done)
    }

    @Test func largestSeed_isPrintedAsItIs() throws {
        let run = try table(
            AgreementSample.ratings, ["--seed", "18446744073709551615", "--json", "--replicates", "9"])
        #expect(run.output.contains("18446744073709551615") && !run.output.contains("-1,"))
    }

    @Test func narrowTerminal_showsFewerFiguresAndSaysSo() throws {
        let run = try CommandRun(
            ["agreement", "spans", "-"], typed: AgreementSample.spans,
            screen: Sink.Screen(width: 60, showsColour: false)
        )
        #expect(run.output.contains("more figures for each code"))
        #expect(run.output.split(separator: "\n").allSatisfy { DisplayWidth.of(String($0)) <= 60 })
    }

    @Test func missingFile_isSaid() throws {
        let run = try CommandRun(["agreement", "table", "nowhere.csv"])
        #expect(run.status == .failed && run.errors.contains("can't be read"))
    }
}
