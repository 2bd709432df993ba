import Foundation
import ProgramFixture
import Testing

/// What a person sees of the audit report and of retention.
@Suite struct AuditTranscriptTests {
    private static let rules = """
        end-of-study: 2021-06-30
        retention:
        - {class: records, years-after-end: 10, basis: "Protocol 2.1 §9"}
        - {class: consent, until: 2022-12-31, basis: "Sponsor's rule"}

        """

    @Test func audit() throws {
        try transcript("audit") { rir, fixture in
            try fixture.makeStudy()
            try rir.rir("audit", "report", "--out", "../empty.html")
            try rir.rir("retention", "due", "--on", "2026-11-23")
            try rir.rir(
                "note", "They come by themselves.", "--date", "2020-04-15", "--participant", "SP66")
            try rir.rir("consent", "grant", "SP66", "--purpose", "collect", "--on", "2020-04-01")
            try rir.rir("codebook", "add", "Access", "--definition", "How people come.")
            try rir.rir("code", "add", "2020-04-15", "access", "--quote", "come by themselves")
            let settings = try String(contentsOfFile: "\(fixture.study)/study.yaml", encoding: .utf8)
            try fixture.write(settings + Self.rules, to: "\(fixture.study)/study.yaml")
            try rir.rir("adopt")
            try rir.rir("retention", "due", "--on", "2026-11-23")
            try rir.rir("retention", "due", "--on", "2026-11-23", "--json")
            try rir.rir("audit", "report", "--out", "../audit.html")
            try rir.rir("audit", "report", "--out", "../audit.html")
            try rir.rir("audit", "report", "--out", "../audit.txt")
            try rir.rir("audit", "report", "--out", "../part.html", "--participant", "SP99")
            try rir.rir("audit", "report", "--out", "../part.html", "--round", "kit")
            try rir.rir("audit", "report", "--out", "../part.html", "--until", "2020-01-01")
            try fixture.write(
                settings + "retention:\n- {class: records, basis: none}\n", to: "\(fixture.study)/study.yaml")
            try rir.rir("adopt")
            try rir.rir("retention", "due", "--on", "2026-11-23")
            let page = try String(contentsOfFile: "\(fixture.root)/audit.html", encoding: .utf8)
            #expect(page.contains("SP66") && page.contains("How people come."))
            #expect(!page.contains("by themselves") && !page.contains("http:"))
            let part = try String(contentsOfFile: "\(fixture.root)/part.html", encoding: .utf8)
            #expect(part.contains("until 1 January 2020") && part.contains("There is no record."))
        }
    }

    /// The answer is that of a page, whatever the machine has to print with.
    @Test func pdf_isMade_orSaysWhatIsMissing() throws {
        try ProgramFixture.with { fixture in
            try fixture.makeStudy()
            let outcome = try fixture.rir("audit", "report", "--out", "../audit.pdf")
            if outcome.status == 0 {
                let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(fixture.root)/audit.pdf"))
                #expect(bytes.starts(with: Data("%PDF".utf8)) && bytes.count > 10_000)
            } else {
                #expect(outcome.errors.contains("WeasyPrint"))
            }
        }
    }
}
