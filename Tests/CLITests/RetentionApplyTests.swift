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

            // Of a memo that opens to its writer alone, nobody else can tell what it is about: they are told to look.
            _ = try rir(
                "memo", "add", "--private", "--kind", "reflexive", "--record", id, "--title", "Mine",
                "I was tired.")
            let stray = "1 private memo of yours is about a record that left the study"
            #expect(try !rir("status").contains(stray))
            for one in ["surveys", "records", "originals", "key-table", "consent"] {
                let receipt = try rir("retention", "apply", one, "--yes")
                #expect(receipt.contains("nothing of it was found"))
                let check = try fixture.rir("check")
                #expect(check.status == 0, "\(one): \(check.output)\(check.errors)")
            }
            #expect(try ErasureTests.places(in: fixture) == [])
            #expect(try rir("list").isEmpty)
            #expect(try rir("status").contains(stray))
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

    @Test func anEndedStudy_isArchivedWhole() throws {
        try ProgramFixture.with { fixture in
            func rir(_ arguments: String...) throws -> String {
                let outcome = try fixture.rir(arguments)
                #expect(outcome.status == 0, "\(arguments): \(outcome.errors)")
                return outcome.output
            }
            let id = try Self.plant(in: fixture)
            try fixture.write("Dear Quentin Blackstock, come at nine.\n", to: "waits.txt")
            #expect(try fixture.rir("import", "../waits.txt", "--date", "2020-05-01").status == 0)
            let early = try fixture.rir("retention", "close", "--on", "2021-06-30")
            #expect(early.status == 1 && early.errors.contains("unfinished"), "\(early.errors)")
            #expect(try rir("retention", "close", "--dry-run").contains("inbox"))
            let tomorrow = try fixture.rir("retention", "close", "--on", "2999-01-01", "--anyway")
            #expect(tomorrow.status != 0)
            let closed = try rir("retention", "close", "--on", "2021-06-30", "--anyway")
            #expect(closed.contains("The study ended on 2021-06-30."))
            // A second time says so and writes nothing.
            let steps = try rir("log").split(separator: "\n").count
            _ = try rir("retention", "close", "--on", "2021-06-30", "--anyway")
            #expect(try rir("log").split(separator: "\n").count == steps)

            // A name that is no plain one in other people's file systems.
            _ = try rir("codebook", "add", "Übergänge")
            _ = try rir("edit", "2020-04-15", "--title", "Third")
            let written = try fixture.json("retention", "archive", "--out", "../archive")
            let listed = try #require(try fixture.json("list")["records"] as? [[String: Any]])
            #expect(written["records"] as? Int == listed.count)
            // The first note has two versions besides its first.
            #expect(written["versions"] as? Int == listed.count + 2, "\(written)")
            let bag = "\(fixture.root)/archive"
            for list in ["manifest-sha256.txt", "tagmanifest-sha256.txt"] {
                #expect(try fixture.run("shasum", ["-a", "256", "-c", list], in: bag).status == 0)
            }
            let clone = "\(fixture.root)/clone.git"
            let made = try fixture.run(
                "git", ["clone", "-q", "--bare", "\(bag)/data/study.bundle", clone])
            #expect(made.status == 0, "\(made.errors)")
            let said = try fixture.run("python3", ["-B", "\(bag)/verify.py", clone])
            #expect(said.status == 0, "\(said.output)\(said.errors)")
            let record = try #require(FileManager.default.subpaths(atPath: "\(bag)/data/study"))
            #expect(record.contains { $0.hasSuffix("\(id).md") } && !record.contains { $0.contains("vault") })
            // A name learnt later stands in an earlier version: nothing is written.
            #expect(try fixture.rir("note", "Merle Okonkwo came.", "--cleared").status == 0)
            _ = try rir("pseudonym", "add", "Merle Okonkwo", "SP67", "--yes")
            let named = try fixture.rir("retention", "archive", "--out", "../again")
            #expect(named.status == 1 && named.errors.contains("known names"), "\(named.errors)")
            #expect(!FileManager.default.fileExists(atPath: "\(fixture.root)/again"))
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
