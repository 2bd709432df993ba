import Foundation
import ProgramFixture
import Testing

/// What a stranger gets, checked with other people's programs.
@Suite struct AuditExportTests {
    // MARK: The sample study

    @Test func sample_passesEverybodysChecks() throws {
        try ProgramFixture.with { fixture in
            try Self.must(fixture.rir(["init", fixture.study, "--sample"], in: fixture.root))
            let written = try fixture.json("audit", "export", "--out", "../bag")
            #expect(written["leaves"] as? Int ?? 0 > 400 && written["records"] as? Int ?? 0 >= 18)
            let bag = fixture.root + "/bag"
            try Self.expectPlainNames(in: bag)
            for list in ["manifest-sha256.txt", "tagmanifest-sha256.txt"] {
                try Self.must(fixture.run("sha256sum", ["-c", "--quiet", list], in: bag))
            }
            try Self.must(fixture.run("sha512sum", ["-c", "--quiet", "manifest-sha512.txt"], in: bag))
            let said = try Self.verify(fixture, bag)
            #expect(said.contains("signed the whole of the export") && said.contains("\nGood: "))
            try Self.must(fixture.rir("audit", "export", "--out", "../a.eln", "--format", "eln"))
            let checks = Repository.path + "/Tests/CLITests/Audit/eln_checks.py"
            try Self.must(fixture.run("python3", ["-B", checks, "a.eln"]))
            try Self.must(fixture.run("unzip", ["-q", "a.eln", "-d", "unpacked"]))
            let inner = try FileManager.default.contentsOfDirectory(atPath: fixture.root + "/unpacked")
            #expect(try Self.verify(fixture, fixture.root + "/unpacked/" + inner[0]).contains("\nGood: "))
            try Self.checkWithOthers(fixture, bag)
        }
    }

    /// bagit.py, and rocrate-validator without a network.
    private static func checkWithOthers(_ fixture: ProgramFixture, _ bag: String) throws {
        guard let programs = try otherPrograms(fixture), try Repository.hasCorpora() else { return }
        try must(fixture.run(programs + "/bagit.py", ["--quiet", "--validate", bag]))
        let context = Repository.corpora + "/audit/ro-crate-contexts/ctx11.jsonld"
        let cache = fixture.root + "/cache"
        try must(
            fixture.run(
                programs + "/python",
                [
                    Repository.path + "/script/warm_rocrate_cache.py", cache,
                    "https://w3id.org/ro/crate/1.1/context=\(context)",
                ]))
        try must(
            fixture.run(
                programs + "/rocrate-validator",
                [
                    "-y", "validate", "--offline", "--cache-path", cache, "-p", "ro-crate-1.1", "-l",
                    "RECOMMENDED", bag + "/data",
                ]))
    }

    /// The folder of the programs that `script/test` installs; `nil` where they are not there.
    private static func otherPrograms(_ fixture: ProgramFixture) throws -> String? {
        let environment = ProcessInfo.processInfo.environment
        if let python = environment["RIR_PYTHON"] {
            let folder = URL(fileURLWithPath: python).deletingLastPathComponent().path
            let names = ["bagit.py", "rocrate-validator"]
            if names.allSatisfy({ FileManager.default.isExecutableFile(atPath: "\(folder)/\($0)") }) {
                return folder
            }
        }
        try #require(environment["CI"] != "true", "The Python of RIR_PYTHON has no bagit and roc-validator.")
        print("skipped: no bagit.py and rocrate-validator; set RIR_PYTHON")
        return nil
    }

    private static func expectPlainNames(in folder: String) throws {
        let names = try #require(FileManager.default.enumerator(atPath: folder)).compactMap { $0 as? String }
        #expect(names.count > 100)
        for name in names {
            #expect(
                name.utf8.allSatisfy {
                    ("A"..."z").contains(UnicodeScalar($0)) || "0123456789./-".utf8.contains($0)
                })
        }
    }

    // MARK: A small study

    @Test func changedExport_isNoticed() throws {
        try ProgramFixture.with { fixture in
            try Self.makeSmallStudy(fixture)
            try Self.must(fixture.rir("audit", "export", "--out", "../before"))
            try Self.must(fixture.rir("note", "One more.", "--date", "2020-05-01"))
            try Self.must(fixture.rir("undo"))
            try Self.must(fixture.rir("note", "Once more.", "--date", "2020-05-01"))
            try Self.must(fixture.rir("audit", "export", "--out", "../bag"))
            let logs = try FileManager.default.contentsOfDirectory(
                atPath: fixture.root + "/before/data/audit")
            let device = try #require(logs.first { $0.hasPrefix("d-") })
            let kept = fixture.root + "/before/data/audit/\(device)/checkpoint"
            let said = try Self.verify(fixture, fixture.root + "/bag", ["--against", kept])
            #expect(said.contains("goes on from there") && !said.contains("rest on the word"))
            let environment = ProcessInfo.processInfo.environment
            let outcome = try fixture.run(
                "python3",
                [
                    "-B", Repository.path + "/verify/tamper.py", fixture.root + "/bag", "--against", kept,
                    "--seed-file", fixture.study + "/.rir/keys/r1", "--count",
                    environment["RIR_TAMPER_COUNT"] ?? "300", "--random",
                    environment["RIR_TAMPER_SEED"] ?? "1",
                ])
            #expect(outcome.status == 0 && outcome.output.contains(": 0 not noticed"), "\(outcome)")
        }
    }

    @Test func withheldBodies_showNoWordAndStillVerify() throws {
        try ProgramFixture.with { fixture in
            try Self.makeSmallStudy(fixture)
            try Self.must(fixture.rir("audit", "export", "--out", "../bag", "--withhold", "bodies"))
            let words = try fixture.run("grep", ["-rl", "come by themselves", "bag"])
            #expect(words.status == 1 && words.output.isEmpty, "\(words.output)")
            // With the nonce, a short text could be guessed through the digest.
            let nonces = try fixture.run("grep", ["-rl", "nonce", "bag/data/records"])
            #expect(nonces.status == 1, "\(nonces.output)")
            #expect(try Self.verify(fixture, fixture.root + "/bag").contains("texts were held back"))
        }
    }

    @Test func knownName_refusesAndWritesNothing() throws {
        try ProgramFixture.with { fixture in
            try fixture.makeStudy("--names", "assisted")
            try Self.must(fixture.rir("note", "The gate was open.", "--date", "2020-04-15"))
            // Nobody has said yet that this is somebody's name, so it is in the study's own description.
            let settings = try String(contentsOfFile: "\(fixture.study)/study.yaml", encoding: .utf8)
            try fixture.write(settings + "# Ask Quillfeather\n", to: "\(fixture.study)/study.yaml")
            try Self.must(fixture.rir("adopt"))
            try Self.must(fixture.rir("pseudonym", "add", "Quillfeather", "SP77", "--yes"))
            let outcome = try fixture.rir("audit", "export", "--out", "../bag")
            #expect(outcome.status == 1 && outcome.output.isEmpty)
            #expect(outcome.errors.contains("study.yaml, line ") && !outcome.errors.contains("Quillfeather"))
            #expect(!FileManager.default.fileExists(atPath: fixture.root + "/bag"))
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: fixture.root).allSatisfy {
                    !$0.hasPrefix(".bag")
                })
        }
    }

    @Test func folderInUse_isRefused() throws {
        try ProgramFixture.with { fixture in
            try Self.makeSmallStudy(fixture)
            try fixture.write("mine\n", to: "bag/mine.txt")
            for out in ["../bag", "here"] {
                let outcome = try fixture.rir("audit", "export", "--out", out)
                #expect(outcome.status == 64 && outcome.output.isEmpty, "\(outcome)")
            }
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: fixture.root + "/bag") == ["mine.txt"])
        }
    }

    // MARK: Helpers

    private static func makeSmallStudy(_ fixture: ProgramFixture) throws {
        try fixture.makeStudy()
        for day in 11...14 {
            try must(
                fixture.rir("note", "They come by themselves, through the door.", "--date", "2020-04-\(day)"))
        }
        try must(fixture.rir("codebook", "add", "Access"))
        for day in 11...12 {
            try must(fixture.rir("code", "add", "2020-04-\(day)", "access", "--quote", "come by themselves"))
        }
        try must(
            fixture.rir("codebook", "edit", "access", "--definition", "Getting there.", "--reason", "Clearer")
        )
        try must(fixture.rir("finding", "new", "People come.", "--name", "door"))
    }

    @discardableResult
    private static func must(_ outcome: Program.Outcome) throws -> Program.Outcome {
        try #require(outcome.status == 0, "\(outcome.output)\n\(outcome.errors)")
        return outcome
    }

    /// Runs the program of the export itself, as a reviewer does: with Python alone, and no git to be found.
    private static func verify(
        _ fixture: ProgramFixture, _ folder: String, _ more: [String] = []
    ) throws -> String {
        let python = try must(fixture.run("sh", ["-c", "command -v python3"])).output.split(separator: "\n")[
            0]
        let arguments = ["PATH=/nonexistent", String(python), "-B", "verify.py", "."] + more
        return try must(fixture.run("/usr/bin/env", arguments, in: folder)).output
    }
}
