import Commands
import Foundation
import StudyAPI
import StudyClient
import StudyModel
import Testing

@Suite struct VaultTests {
    private static func run(
        _ line: String, _ answers: [any Encodable & Sendable], input: String? = "", typed: String? = nil,
        environment: [String: String] = ["HOME": "/home/kim"]
    ) throws -> (run: CommandRun, daemon: FakeDaemon) {
        let daemon = try FakeDaemon.answering(try answers.map { try FakeDaemon.json($0) })
        let run = try CommandRun(
            line.split(separator: " ").map(String.init), daemon: daemon, folder: try Scratch.study(),
            input: input, typed: typed, environment: environment)
        return (run, daemon)
    }

    @Test(arguments: ["vault", "vault show"])
    func show_saysStateAndCounts_neverAName(_ line: String) throws {
        let (run, _) = try Self.run(line, [Sample.vault(waiting: 2)])
        #expect(run.status == .done)
        #expect(run.output.hasPrefix("The vault is open while the daemon runs.\n"))
        for part in [
            "none: whoever can read", "/home/kim/.config/rir/identity (not there)", "r1 (you)  age1own",
            "3 people, 1 place, 0 organisations", "2 sources in the inbox; 'rir inbox' lists them",
        ] {
            #expect(run.output.contains(part), "\(part)")
        }
    }

    @Test func show_ofALockedVault_countsNoNames() throws {
        let (run, _) = try Self.run("vault", [Sample.vault(.locked, hasPassphrase: true)])
        #expect(run.output.contains("'rir vault unlock' opens it"))
        #expect(run.output.contains("not counted while it is locked"))
    }

    @Test func unlock_withoutAPassphrase_asksNobody() throws {
        let (run, daemon) = try Self.run(
            "vault unlock --for 2h", [Sample.vault(.locked), Sample.vault(waiting: 1, cleared: 3)])
        #expect(run.status == .done)
        #expect(try daemon.sent(UnlockRequest.self, to: "/v1/vault/unlock").first?.minutes == 120)
        #expect(
            run.errors
                == "3 sources that had waited are in the study now.\n1 source in the inbox. Next: rir inbox\n"
        )
    }

    @Test func unlock_takesThePassphraseFromWhereItIsSaid() throws {
        let file = try Scratch.folder() + "/passphrase"
        try Scratch.write("from a file\nother\n", to: file)
        let locked = Sample.vault(.locked, hasPassphrase: true)
        for (line, input, typed, expected) in [
            ("vault unlock --passphrase-file \(file)", "", nil, "from a file"),
            ("vault unlock --passphrase-file -", "piped in\n", nil, "piped in"),
            ("vault unlock", "", "typed in\n", "typed in"),
        ] {
            let (run, daemon) = try Self.run(line, [locked, Sample.vault()], input: input, typed: typed)
            #expect(run.status == .done)
            #expect(
                try daemon.sent(UnlockRequest.self, to: "/v1/vault/unlock").first?.passphrase == expected)
            #expect(!run.errors.contains(expected) && !run.output.contains(expected))
        }
    }

    @Test func unlock_withNobodyToAsk_saysHow() throws {
        let (run, _) = try Self.run("vault unlock", [Sample.vault(.locked, hasPassphrase: true)])
        #expect(run.status == .usage)
        #expect(run.errors.contains("--passphrase-file"))
    }

    @Test func unlock_mistyped_isAskedAgain_thriceAtMost() throws {
        let locked = try FakeDaemon.json(Sample.vault(.locked, hasPassphrase: true))
        let wrong = try FakeDaemon.failure(.vaultPassphrase, "The passphrase is wrong.")
        let daemon = try FakeDaemon.answering([locked, wrong])
        let run = try CommandRun(
            ["vault", "unlock"], daemon: daemon, folder: try Scratch.study(), typed: "a\nb\nc\nd\n")
        #expect(run.status == .failed)
        #expect(try daemon.sent(UnlockRequest.self, to: "/v1/vault").map(\.passphrase) == ["a", "b", "c"])
    }

    @Test(arguments: [
        ("vault passphrase", false, "new\nnew\n", nil as String?, "new" as String?, "set"),
        ("vault passphrase", true, "old\nnew\nnew\n", "old", "new", "changed"),
        ("vault passphrase --remove", true, "old\n", "old", nil, "removed"),
    ])
    func passphrase_isAskedFor(
        line: String, has: Bool, typed: String, current: String?, new: String?, word: String
    ) throws {
        let (run, daemon) = try Self.run(
            line, [Sample.vault(hasPassphrase: has), Sample.vault(hasPassphrase: new != nil)], typed: typed)
        #expect(run.output == "The passphrase is \(word).\n")
        let sent = try #require(try daemon.sent(PassphraseRequest.self, to: "/v1/vault").first)
        #expect(sent.current == current)
        #expect(sent.new == new)
    }

    @Test func passphrase_typedDifferently_changesNothing() throws {
        let (run, daemon) = try Self.run("vault passphrase", [Sample.vault()], typed: "one\ntwo\n")
        #expect(run.status == .usage)
        #expect(daemon.requests.count == 1)
    }

    @Test func check_withFindings_endsWith1() throws {
        let reply = VaultCheckReply(
            files: 3, bytes: 4096, findings: [.init(code: "vault.damaged", message: "x is damaged.")])
        let (run, _) = try Self.run("vault check", [reply])
        #expect(run.status == .failed)
        #expect(run.output == "vault.damaged: x is damaged.\n1 finding in 3 sealed files, 4 KiB.\n")
    }

    @Test func membersAreGrantedAndRevoked() throws {
        let (granted, one) = try Self.run("vault grant r2 age1abc", [Sample.vault()])
        #expect(granted.output == "r2 can open the vault now.\n")
        #expect(try one.sent(VaultMemberRequest.self, to: "/v1/vault/grant").first?.recipient == "age1abc")
        let (revoked, _) = try Self.run("vault revoke r2", [Sample.vault()])
        #expect(revoked.errors.contains("Copies of the vault that they have"))
        #expect(try Self.run("vault members", [Sample.vault()]).run.output == "r1  age1own  you\n")
    }
}

@Suite struct VaultCopyTests {
    /// A study with a vault of a few files, and a copy of it.
    private static func exported() throws -> (study: String, copy: String) {
        let study = try Scratch.study()
        for (name, text) in [
            ("keys/study.pub", "age1study"), ("keys/study.age", "sealed"), ("keys/SP66.pub", "age1sp66"),
            ("originals/01kb.SP66.age", "original"), ("inbox/a.json", "{}"), ("table/.passing", "half"),
        ] {
            try Scratch.write(text, to: "\(study)/.rir/vault/\(name)")
        }
        let copy = try Scratch.folder() + "/copy"
        let run = try CommandRun(
            ["vault", "export", copy], folder: study, environment: ["HOME": "/home/kim"])
        try #require(run.status == .done, "\(run.errors)")
        #expect(run.output.contains("Copied 5 files"))
        #expect(run.errors.contains("/home/kim/.config/rir/identity"))
        return (study, copy)
    }

    private static func read(_ path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }

    private static func restore(_ copy: String, _ study: String, _ state: VaultReply.State = .locked) throws
        -> CommandRun
    {
        let shown = try FakeDaemon.json(Sample.vault(state))
        let checked = try FakeDaemon.json(VaultCheckReply(files: 4, bytes: 10, findings: []))
        let daemon = try FakeDaemon { [$0.target.hasSuffix("check") ? checked : shown] }
        return try CommandRun(["vault", "restore", copy], daemon: daemon, folder: study)
    }

    @Test func export_isForItsOwnerOnly_andLeavesOutWhatIsHalf() throws {
        let (_, copy) = try Self.exported()
        #expect(Self.read("\(copy)/originals/01kb.SP66.age") == "original")
        #expect(Self.read("\(copy)/table/.passing") == nil)
        let mode = try FileManager.default.attributesOfItem(atPath: "\(copy)/keys/study.age")[
            .posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    @Test func export_toAFolderWithSomethingInIt_isRefused() throws {
        let (study, copy) = try Self.exported()
        let again = try CommandRun(["vault", "export", copy], folder: study)
        #expect(again.status == .usage)
        #expect(again.errors.contains("not empty"))
        #expect(try CommandRun(["vault", "export", "inside"], folder: study).status == .usage)
        #expect(Paths.kind(of: study + "/inside") == nil)
    }

    @Test func restore_bringsBackWhatIsMissing_andOverwritesNothing() throws {
        let (study, copy) = try Self.exported()
        let vault = study + "/.rir/vault"
        try FileManager.default.removeItem(atPath: vault + "/originals")
        try Scratch.write("newer", to: vault + "/keys/study.age")
        let run = try Self.restore(copy, study)
        #expect(run.status == .partly)
        #expect(run.output == "Brought back 1 file; 3 were there.\n")
        #expect(run.errors.contains("left as it is: keys/study.age differs"))
        #expect(Self.read(vault + "/originals/01kb.SP66.age") == "original")
        #expect(Self.read(vault + "/keys/study.age") == "newer")
    }

    @Test func restore_intoAnOpenVault_checksIt() throws {
        let (study, copy) = try Self.exported()
        let run = try Self.restore(copy, study, .open)
        #expect(run.status == .done)
        #expect(run.output.hasSuffix("All of the vault is as it should be: 4 sealed files, 10 bytes.\n"))
    }

    @Test func restore_ofAnotherVault_isRefused() throws {
        let (study, copy) = try Self.exported()
        try Scratch.write("age1other", to: study + "/.rir/vault/keys/study.pub")
        try FileManager.default.removeItem(atPath: study + "/.rir/vault/originals")
        let run = try Self.restore(copy, study)
        #expect(run.status == .failed)
        #expect(run.errors.contains("another vault"))
        #expect(Self.read(study + "/.rir/vault/originals/01kb.SP66.age") == nil)
    }

    @Test func restore_bringsBackNothingThatWasErased() throws {
        let (study, copy) = try Self.exported()
        let withdrawal = Withdrawal(
            id: Sample.operation, participant: Sample.handle("SP66"), option: .erase, event: Sample.operation,
            at: Sample.moment, recorded: Sample.provenance)
        try Scratch.write(WithdrawalText.text(of: withdrawal), to: "\(study)/\(withdrawal.path)")
        try FileManager.default.removeItem(atPath: study + "/.rir/vault/originals")
        try FileManager.default.removeItem(atPath: study + "/.rir/vault/keys/SP66.pub")
        let run = try Self.restore(copy, study)
        #expect(run.status == .done)
        #expect(run.errors.contains("their data was erased: SP66"))
        #expect(Self.read(study + "/.rir/vault/originals/01kb.SP66.age") == nil)
        #expect(Self.read(study + "/.rir/vault/keys/SP66.pub") == nil)
    }

    @Test func restore_fromWhatIsNoCopy_isRefused() throws {
        let run = try CommandRun(["vault", "restore", try Scratch.folder()], folder: try Scratch.study())
        #expect(run.status == .failed)
        #expect(run.errors.contains("no copy of a vault"))
    }
}
