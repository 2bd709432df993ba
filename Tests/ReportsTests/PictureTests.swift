import Foundation
import Reports
import StudyModel
import Testing

@Suite("Pictures of surveys and of the coding frame")
struct PictureTests {
    private static let table: SurveyTable = {
        let values = ["yes", "yes", "yes", "yes", "no", "no", "no", nil]
        let sites = ["A", "A", "A", "B", "A", "A", "A", "A"]
        let survey = Survey(
            id: SurveyID(rawValue: "staff").unsafelyUnwrapped, title: "Staff",
            variables: [
                SurveyVariable(name: "site", label: "Where?", type: .choice),
                SurveyVariable(name: "mobile", label: "Were you given <a mobile>?", type: .choice),
            ],
            answers: zip(sites, values).enumerated().map { number, pair in
                SurveyAnswer(id: "A\(number)", values: [.text(pair.0), pair.1.map { .text($0) }])
            })
        return (try? survey.table(of: "mobile", smallest: 1)).unsafelyUnwrapped
    }()

    @Test("A bar for each value has its number and the base, and what people typed can't break out")
    func survey() throws {
        let picture = try #require(SurveyPicture.svg(of: Self.table, title: "Were you given <a mobile>?"))
        #expect(picture.contains("4 (57.1 %)") && picture.contains("3 (42.9 %)"))
        #expect(picture.contains("n = 7") && picture.contains("1 gave no answer."))
        #expect(picture.contains("&lt;a mobile&gt;") && !picture.contains("<a mobile>"))
        let csv = String(decoding: Self.table.csv, as: UTF8.self)
        #expect(csv.contains("\"mobile\",\"yes\",\"\",\"all\",\"4\",\"57.1\",\"7\""))
    }

    private static func entry(
        _ path: String, _ id: String, name: String? = nil, replacedBy: [String] = []
    ) throws -> Codebook.Entry {
        let made = Provenance(
            by: try #require(MemberID(rawValue: "r1")), at: Timestamp(secondsSinceEpoch: 0))
        return Codebook.Entry(
            path: try #require(CodePath(rawValue: path)),
            code: Code(
                id: try Self.id(id), name: name ?? path, status: replacedBy.isEmpty ? .agreed : .retired,
                replacedBy: try replacedBy.map(Self.id), entered: made, changed: made, nonce: ""))
    }

    private static func id(_ end: String) throws -> CodeID {
        try #require(CodeID(rawValue: "c-000000000" + end))
    }

    @Test("Lines lead from where codes stood to where they stand, and say what became of them")
    func themes() throws {
        let before = Codebook([
            try Self.entry("a", "1"), try Self.entry("a/x", "2"), try Self.entry("y", "3"),
            try Self.entry("z", "4"),
        ])
        let now = Codebook([
            try Self.entry("a", "1"), try Self.entry("a/x", "2"), try Self.entry("a/y", "3", name: "Why"),
            try Self.entry("z", "4", replacedBy: ["2"]), try Self.entry("b", "5"),
        ])
        let state = ThemeMap.State(title: "now", codebook: now, codings: [:])
        let old = ThemeMap.State(title: "before", codebook: before, codings: [:])
        let picture = try #require(ThemeMap.svg(of: state, since: old, title: "Themes"))
        #expect(picture.contains(">new<") && picture.contains(">moved, renamed<"))
        #expect(picture.contains(">replaced<"))
        #expect(picture.components(separatedBy: "stroke-dasharray").count == 2)
        #expect(picture.components(separatedBy: "stroke-width=\"2.2\"").count == 2)
        #expect(picture.contains("3 codes are new or changed."))
        let alone = try #require(ThemeMap.svg(of: state, title: "Themes"))
        #expect(!alone.contains("<path"))
        #expect(ThemeMap.svg(of: .init(title: "", codebook: Codebook(), codings: [:]), title: "") == nil)
    }
}
