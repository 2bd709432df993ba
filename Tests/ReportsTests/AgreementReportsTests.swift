import Agreement
import Foundation
import Reports
import StudyModel
import Testing
import Workflows

/// A report of agreement in its forms, against files in `Goldens/`; `RIR_RECORD=1` writes them anew and fails.
@Suite struct AgreementReportsTests {
    @Test func ratings_inEveryForm() throws {
        let report = try Self.ratings()
        try Golden.check(AgreementMarkdown.text(of: report), "ratings.md")
        try Golden.check(AgreementCSV.text(of: report), "ratings.csv")
        try Golden.check(AgreementPage.html(of: report), "ratings.html")
        try Golden.check(try #require(ForestPlot.svg(of: report)), "ratings-forest.svg")
        try Golden.check(try #require(ConfusionPicture.svg(of: report)), "ratings-confusion.svg")
    }

    @Test func passages_inEveryForm() throws {
        let report = try Self.passages()
        try Golden.check(AgreementMarkdown.text(of: report), "passages.md")
        try Golden.check(AgreementPage.html(of: report), "passages.html")
        try Golden.check(try #require(ForestPlot.svg(of: report)), "passages-forest.svg")
    }

    @Test func names_areNeverMarkup() throws {
        var report = try Self.ratings()
        report.title = "<b>a|b</b>\u{202E}"
        report.codes[0].code = "<script>|x"
        report.warnings = ["[a](b) *c*"]
        for page in [AgreementPage.html(of: report), ForestPlot.svg(of: report) ?? ""] {
            #expect(!page.contains("<script>") && !page.contains("<b>") && !page.contains("\u{202E}"))
        }
        let markdown = AgreementMarkdown.text(of: report)
        #expect(markdown.contains("\\<script\\>\\|x") && markdown.contains("\\[a\\](b) \\*c\\*"))
    }

    @Test func page_holdsNothingFromElsewhere() throws {
        let page = AgreementPage.html(of: try Self.passages())
        #expect(
            !page.contains("<script") && !page.contains("http://")
                || page.contains("http://www.w3.org/2000/svg"))
        #expect(page.contains("scope=\"col\"") && page.contains("<caption>") && page.contains("forest-title"))
        #expect(page.components(separatedBy: "id=\"forest-title\"").count == 2)
    }

    @Test func pictures_areNotDrawnOfNothing() throws {
        let empty = AgreementReport(title: "", design: [], coders: [], overall: [], codes: [])
        #expect(ForestPlot.svg(of: empty) == nil && ConfusionPicture.svg(of: empty) == nil)
        #expect(AgreementMarkdown.text(of: empty).hasPrefix("# \n"))
    }

    @Test func csv_hasNumbersThatProgramsRead() throws {
        let lines = AgreementCSV.text(of: try Self.ratings()).split(separator: "\r\n")
        #expect(lines[1].hasPrefix("\"\",\"krippendorff_alpha\",\"Krippendorff's alpha\",0."))
        #expect(lines.allSatisfy { !$0.contains(",'-") })
    }

    @Test func adjudication_isInBothForms() throws {
        var report = try Self.ratings()
        report.adjudication = .init(
            agreed: 40, disagreements: ["boundary": 3, "code": 2], decided: ["negotiated": 4], before: 0.54,
            after: 0.96)
        for text in [AgreementMarkdown.text(of: report), AgreementPage.html(of: report)] {
            #expect(text.contains("3 boundary, 2 code") && text.contains("54 %") && text.contains("96 %"))
        }
    }

    private static func ratings() throws -> AgreementReport {
        let values = [
            "aa", "ab", "bb", "bb", "cc", "ca", "aa", "aa", "bc", "bb", "aa", "a ", "bb", "ab", "aa", "aa",
        ]
        let units = values.map { $0.map { $0 == " " ? nil : String($0) } }
        let matrix = try RatingMatrix(
            units: units, categories: ["a", "b", "c", "d"].map { Agreement.Category($0) },
            coders: ["ann", "ben"])
        var plan = AgreementPlan()
        plan.replicates = 200
        plan.rule = Round.Rule(byLowerLimit: true)
        return try AgreementReportMaker.report(of: matrix, plan: plan, title: "Ratings")
    }

    private static func passages() throws -> AgreementReport {
        let records = (0..<12).map { number in
            CodedRecord(
                id: "r\(number)", length: 400 + number,
                coders: [
                    "ann": [.init(10..<90, "work"), .init(200..<300, "home")],
                    "ben": [
                        .init((10 + number)..<90, "work"),
                        .init(200..<(260 + number), number % 4 == 0 ? "work" : "home"),
                    ],
                ])
        }
        var plan = AgreementPlan()
        plan.replicates = 200
        return try AgreementReportMaker.report(
            ofRecords: records, coders: ["ann", "ben"], codes: ["work", "home", "garden"], plan: plan,
            title: "Passages")
    }
}

/// Files that results are compared with.
enum Golden {
    static func check(_ text: String, _ name: String) throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/\(name)")
        if ProcessInfo.processInfo.environment["RIR_RECORD"] == "1" {
            try Data(text.utf8).write(to: path)
            Issue.record("Recorded \(name); look at the difference and run again without RIR_RECORD.")
            return
        }
        let expected = String(decoding: (try? Data(contentsOf: path)) ?? Data(), as: UTF8.self)
        #expect(text == expected, "\(name) differs")
    }
}
