import Foundation
import ProgramFixture
import Testing

/// Data whose time is over leaves the study with every earlier version, and nothing that is not due does.
@Suite struct RetentionApplyTests {
    private static let rules = """
        end-of-study: 2021-06-30
        retention:
        - {class: records, until: 2022-06-30, basis: "Protocol 9"}
        - {class: recordings, years-after-end: 90, basis: "Protocol 9"}
        - {class: originals, years-after-end: 1, basis: "Protocol 9"}
        - {class: surveys, until: 2022-06-30, basis: "Protocol 9"}
        - {class: key-table, until: 2022-06-30, basis: "Protocol 9"}
        - {class: consent, until: 2022-06-30, basis: "Protocol 9"}

        """

    @Test func whatIsDue_leavesEveryByte() throws {
        try ProgramFixture.with { fixture in
            func rir(_ arguments: String..., input: String? = nil) throws -> String {
                let outcome = try fixture.rir(arguments, input: input)
                #expect(outcome.status == 0, "\(arguments): \(outcome.errors)")
                return outcome.output
            }
            func refusal(_ one: String) throws -> String {
                let outcome = try fixture.rir("retention", "apply", one, "--yes")
                #expect(outcome.status == 1)
                return outcome.errors
            }
            let id = try Self.plant(in: fixture)
            #expect(try refusal("records").contains("Nothing says how long"))
            let file = "\(fixture.study)/study.yaml"
            let yaml = try String(contentsOfFile: file, encoding: .utf8)
            try (yaml + Self.rules).write(toFile: file, atomically: true, encoding: .utf8)
            _ = try rir("adopt", "study.yaml")
            #expect(try refusal("recordings").contains("holds none"))
            #expect(
                try refusal("consent").contains("still holds: records, surveys, originals, key-table"))
            _ = try rir("audit", "checkpoint", "--out", "../kept.txt")
            #expect(try rir("retention", "apply", "records", "--dry-run").contains("would leave the study"))
            #expect(try !ErasureTests.places(in: fixture).isEmpty)

            for one in ["surveys", "records", "originals", "key-table", "consent"] {
                let receipt = try rir("retention", "apply", one, "--yes")
                #expect(receipt.contains("nothing of it was found"))
                let check = try fixture.rir("check")
                #expect(check.status == 0, "\(one): \(check.output)\(check.errors)")
            }
            #expect(try ErasureTests.places(in: fixture) == [])
            #expect(try rir("list").isEmpty)
            #expect(try rir("finding", "show", "count").contains("not in the study any more"))
            #expect(try !rir("retention", "due").contains("(due)"))
            #expect(try rir("audit", "show", id).contains("its time was over"))
            #expect(try rir("audit", "verify", "--against", "../kept.txt").contains("goes on from there"))
            let kept = "\(fixture.root)/kept.txt"
            let said = try fixture.run(
                "python3",
                ["-B", "\(Repository.path)/verify/verify.py", fixture.study, "--against", kept])
            #expect(said.status == 0, "\(said.output)\(said.errors)")
            for shelf in ["table", "originals", "replacements", "evidence"] {
                let path = "\(fixture.study)/.rir/vault/\(shelf)"
                #expect(try FileManager.default.contentsOfDirectory(atPath: path) == [], "\(shelf)")
            }
            #expect(!FileManager.default.fileExists(atPath: "\(fixture.study)/records"))
            // A start finds nothing left to do.
            _ = try rir("daemon", "stop")
            #expect(try fixture.rir("check").status == 0)
        }
    }

    /// - Returns: the id of a record.
    private static func plant(in fixture: ProgramFixture) throws -> String {
        func rir(_ arguments: String...) throws {
            let outcome = try fixture.rir(arguments)
            #expect(outcome.status == 0, "\(arguments): \(outcome.errors)")
        }
        let sentence = ErasureTests.sentence
        try fixture.makeStudy("--names", "assisted")
        try rir("pseudonym", "add", "Priya Patel", "SP41", "--yes")
        try rir("note", "Priya Patel: \(sentence).", "--title", "Heron", "--date", "2020-04-15", "--cleared")
        try rir("edit", "2020-04-15", "--title", "Tablets", "--reason", "\(sentence): better so")
        try fixture.write("\(sentence), somebody wrote.\n", to: "told.txt")
        try rir("import", "../told.txt", "--kind", "report", "--date", "2020-04-16", "--cleared")
        try rir("consent", "grant", "SP41", "--on", "2020-04-01", "--purpose", "collect")
        try rir("codebook", "add", "Access")
        try rir("code", "add", "2020-04-15", "access", "--quote", "heron counted")
        try rir("memo", "add", "--record", "2020-04-15", "--title", "Herons", "--cleared", sentence)
        try rir("finding", "new", "People count.", "--name", "count", "--supports", "2020-04-15")
        try fixture.write("id,words\n1,\(sentence) again\n2,Nothing\n", to: "survey.csv")
        try rir("survey", "import", "../survey.csv", "--id", "words", "--cleared")
        let records = try fixture.json("list")["records"] as? [[String: Any]]
        let heron = records?.first { $0["title"] as? String == "Tablets" }
        return try #require(heron?["id"] as? String)
    }
}
