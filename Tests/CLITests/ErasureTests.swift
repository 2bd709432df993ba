import Foundation
import ProgramFixture
import Testing

/// One sentence is planted wherever a study keeps words; its speaker asks to be erased, and every byte is searched.
@Suite struct ErasureTests {
    /// What SP41 said.
    static let sentence = "The purple heron counted every tablet twice on Tuesday"
    /// What no byte may hold afterwards, in any case.
    private static let needles = ["purple heron", "heron counted", "counted every tablet"]

    @Test func aSentence_isGoneFromEveryByte() throws {
        try ProgramFixture.with { fixture in
            try Self.plant(in: fixture)
            #expect(try !Self.places(in: fixture).isEmpty, "nothing was planted")
            let before = try fixture.rir("log").output
            let kept = try Self.keepCheckpoints(of: fixture)
            let outcome = try fixture.rir(
                "participant", "withdraw", "SP41", "--option", "erase", "--yes")
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.output.contains("nothing of it was found"), "\(outcome.output)")
            #expect(try Self.places(in: fixture) == [])
            try Self.requireContinuity(of: fixture, since: kept)
            // What others did stands, told by the same operations.
            let after = try fixture.rir("log").output
            #expect(before.split(separator: "\n").count < after.split(separator: "\n").count)
            let check = try fixture.rir("check")
            #expect(check.status == 0, "\(check.output)\(check.errors)")
            #expect(try fixture.rir("show", "2020-04-17").output.contains("[withdrawn]"))
            #expect(try fixture.rir("participant", "show", "SP41").status == 0)
            // A start finds nothing left to do.
            #expect(try fixture.rir("daemon", "stop").status == 0)
            #expect(try fixture.rir("status").status == 0)
            #expect(try Self.places(in: fixture) == [])
        }
    }

    @Test func wordsThatShouldNotBeThere_areTakenOut() throws {
        try ProgramFixture.with { fixture in
            try fixture.makeStudy()
            func rir(_ arguments: String..., input: String? = nil) throws -> String {
                let outcome = try fixture.rir(arguments, input: input)
                #expect(outcome.status == 0, "\(arguments): \(outcome.errors)")
                return outcome.output + outcome.errors
            }
            _ = try rir("note", "Purple Heron came at nine.", "--date", "2020-04-15")
            _ = try rir(
                "edit", "2020-04-15", "--text", "Somebody came at nine.", "--reason", "purple heron is a name"
            )
            _ = try rir("note", "Nobody else: purple\nheron.", "--date", "2020-04-16")
            let looked = try rir("erasure", "redact", "--dry-run", input: "purple heron\n")
            #expect(
                looked.contains("2020-04-15") && looked.contains("2020-04-16") && looked.contains("1 reason"))
            #expect(try !Self.places(in: fixture).isEmpty)
            let done = try rir("erasure", "redact", "--yes", input: "purple heron\n")
            #expect(done.contains("nothing of it was found"))
            #expect(try Self.places(in: fixture) == [])
            #expect(try rir("show", "2020-04-16").contains("Nobody else: [redacted]."))
            #expect(try rir("show", "2020-04-15").contains("Somebody came at nine."))
            _ = try rir("audit", "checkpoint", "--to", "Office of the northern region")
            let office = try rir("erasure", "redact", "--dry-run", input: "the northern region\n")
            #expect(office.contains("They stand, and stay") && office.contains("checkpoints/"), "\(office)")
            #expect(try rir("erasure", "redact", "--yes", input: "purple heron\n").contains("nowhere"))
            #expect(try rir("erasure", "list").contains("confirmed on 1 of 1 device"))
            #expect(try rir("check").contains("All is as it should be"))
            #expect(try fixture.rir(["erasure", "redact", "--yes"], input: " .\n").status == 1)
        }
    }

    // MARK: Checkpoints

    /// Takes checkpoints with the product and without it, as somebody outside keeps them.
    private static func keepCheckpoints(of fixture: ProgramFixture) throws -> [String] {
        let files = ["\(fixture.root)/kept-1.txt", "\(fixture.root)/kept-2.txt"]
        #expect(try fixture.rir("audit", "checkpoint", "--out", files[0]).status == 0)
        let said = try verify(fixture, fixture.study, "--checkpoints")
        #expect(said.status == 0, "\(said.output)\(said.errors)")
        try Data(said.output.utf8).write(to: URL(filePath: files[1]))
        return files
    }

    /// What was signed before an erasure still verifies, in the study and in an export, which holds nothing of the sentence.
    private static func requireContinuity(of fixture: ProgramFixture, since kept: [String]) throws {
        #expect(try fixture.rir("audit", "export", "--out", "../bag").status == 0)
        for file in kept {
            let verdict = try fixture.rir("audit", "verify", "--against", file)
            #expect(verdict.status == 0 && verdict.output.contains("goes on from there"), "\(verdict)")
            for place in [fixture.study, "\(fixture.root)/bag"] {
                let said = try verify(fixture, place, "--against", file)
                #expect(said.status == 0, "\(said.output)\(said.errors)")
                #expect(said.output.contains("goes on from there") && said.output.contains("Erased on "))
            }
        }
        let all = try #require(FileManager.default.enumerator(atPath: "\(fixture.root)/bag"))
        for case let path as String in all {
            guard let data = FileManager.default.contents(atPath: "\(fixture.root)/bag/\(path)") else {
                continue
            }
            #expect(!holds(data), "\(path)")
        }
    }

    private static func verify(
        _ fixture: ProgramFixture, _ arguments: String...
    ) throws -> Program.Outcome {
        try fixture.run("python3", ["-B", "\(Repository.path)/verify/verify.py"] + arguments)
    }

    // MARK: Planting

    static func plant(in fixture: ProgramFixture) throws {
        @discardableResult
        func rir(_ arguments: String..., input: String? = nil) throws -> String {
            let outcome = try fixture.rir(arguments, input: input)
            #expect(outcome.status == 0, "\(arguments): \(outcome.errors)")
            return outcome.output
        }
        try fixture.makeStudy("--names", "assisted")
        try rir(
            "note", "\(sentence), she said, and went.", "--participant", "SP41", "--date", "2020-04-15")
        try rir("edit", "2020-04-15", "--title", "Heron", "--reason", "\(sentence): better so")
        try rir(
            "note", "SP66 told me: \(sentence.lowercased())!", "--participant", "SP66", "--date", "2020-04-17"
        )
        try fixture.write(mail, to: "mail.eml")
        try rir("import", "../mail.eml", "--cleared")
        try rir(
            "consent", "grant", "SP41", "--on", "2020-04-01", "--purpose", "collect", "--purpose", "quote",
            "--purpose", "survey")
        try rir("codebook", "add", "Access")
        try rir("code", "add", "2020-04-15", "access", "--quote", "counted every tablet twice on Tuesday")
        // Fewer words than are found as somebody's; the record's codings go with it.
        try rir("code", "add", "2020-04-15", "access", "--quote", "heron counted")
        try rir(
            "memo", "add", "--record", "2020-04-15", "--title", "Herons", "--cleared",
            "As SP41 said: \(sentence).")
        try rir("finding", "new", "People count: \(sentence).", "--name", "count", "--cleared")
        let survey = "id,handle,words\n1,SP41,\(sentence) again\n2,SP66,Nothing to say about it at all\n"
        try fixture.write(survey, to: "survey.csv")
        try rir("survey", "import", "../survey.csv", "--id", "words", "--cleared")
        try rir(
            "workshop", "plan", "What follows", "--day", "2020-05-01", "--template", "works", "--invite",
            "SP41")
        try rir("workshop", "open", "w-")
        try rir("card", "add", "\(sentence)", "--column", "Ideas", "--by", "SP41", "--cleared")
        try rir("card", "add", "They say that \(sentence)", "--column", "Ideas", "--by", "SP66", "--cleared")
        try fixture.write("# Report\n\nOne said: \"\(sentence)\".\n", to: "report.md")
        try rir("draft", "new", "report", "--title", "Report", "--file", "../report.md")
    }

    private static var mail: String {
        """
        From: SP41 <sp41@merrow.example>
        To: RIR1 <rir1@merrow.example>
        Subject: tablets
        Date: Thu, 16 Apr 2020 11:00:00 +0000
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/plain; charset=utf-8

        \(sentence).
        --b
        Content-Type: text/plain; charset=utf-8; name=attached.txt
        Content-Disposition: attachment; filename=attached.txt

        Attached as well: \(sentence).
        --b--

        """
    }

    // MARK: Searching

    /// Every file of the study's folder and every object of its repository that holds one of the needles.
    static func places(in fixture: ProgramFixture) throws -> [String] {
        var found: [String] = []
        let all = try #require(FileManager.default.enumerator(atPath: fixture.study))
        for case let path as String in all {
            guard let data = FileManager.default.contents(atPath: "\(fixture.study)/\(path)") else {
                continue
            }
            if holds(data) { found.append(path) }
        }
        let objects = try fixture.run(
            "/bin/sh",
            [
                "-c",
                "git cat-file --batch-all-objects --batch | grep -a -i -c -E '\(needles.joined(separator: "|"))'",
            ],
            in: fixture.study)
        if objects.output.trimmingCharacters(in: .whitespacesAndNewlines) != "0" {
            found.append("git: \(objects.output)")
        }
        return found
    }

    private static func holds(_ data: Data) -> Bool {
        let text = String(decoding: data, as: UTF8.self).lowercased()
        return needles.contains { text.contains($0) }
    }
}
