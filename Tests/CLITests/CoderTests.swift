import Foundation
import ProgramFixture
import Testing

/// The full-screen coder of the product itself, in a real terminal.
@Suite(.serialized) struct CoderTests {
    private static let golden = #filePath.replacing("CoderTests.swift", with: "Snapshots/coder.txt")
    private static let driver = #filePath.replacing("CoderTests.swift", with: "Coder/code_five.py")

    @Test func fiveSpansCoded_oneTakenBack_terminalKilled_goesOnWhereItWas() throws {
        try ProgramFixture.with { fixture in
            try fixture.makeStudy("--template", "blank")
            #expect(try fixture.rir("codebook", "add", "Access").status == 0)
            let text =
                "The first sentence is here. The second sentence follows. The third one too. "
                + "The fourth is short. The fifth comes late. The sixth is the last."
            #expect(try fixture.rir("note", text).status == 0)
            let records = try #require(try fixture.json("list")["records"] as? [[String: Any]])
            let id = try #require(records.first?["id"] as? String)
            let outcome = try fixture.run(
                "python3", [Self.driver, "rir", fixture.study, id], in: fixture.study)
            #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
            let shown = outcome.output
                .replacing(String(id.suffix(4)), with: "ID--")
                .replacing(/20\d\d-\d\d-\d\d/, with: "YYYY-MM-DD")
            try Self.compare(shown)
            let codings = try #require(try fixture.json("code", "list", id)["codings"] as? [[String: Any]])
            #expect(codings.count == 4)
            #expect(try fixture.rir("check").status == 0)
        }
    }

    private static func compare(_ shown: String) throws {
        if ProcessInfo.processInfo.environment["RIR_RECORD"] != nil {
            try shown.write(toFile: golden, atomically: true, encoding: .utf8)
            Issue.record("the screens were recorded")
        }
        #expect(try shown == String(contentsOfFile: golden, encoding: .utf8), "\(shown)")
    }
}
