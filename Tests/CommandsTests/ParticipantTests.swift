import Commands
import Foundation
import StudyAPI
import StudyClient
import StudyModel
import Testing

@Suite struct ParticipantTests {
    private static func run(
        _ line: String, _ reply: some Encodable & Sendable, input: String? = "", typed: String? = nil,
        folder: String? = nil
    ) throws -> (run: CommandRun, daemon: FakeDaemon) {
        let daemon = try FakeDaemon.answering([try FakeDaemon.json(reply)])
        let run = try CommandRun(
            line.split(separator: " ").map(String.init), daemon: daemon, folder: folder ?? Scratch.study(),
            input: input, typed: typed)
        return (run, daemon)
    }

    @Test func list_hasNamesOnlyWhenAskedFor() throws {
        let reply = ParticipantsReply(participants: [Sample.head("Ann Smith")])
        let (plain, one) = try Self.run("participant list", reply)
        #expect(plain.output == "SP66  active  12  collect quote, refused share  role manager\n")
        #expect(one.requests.first?.target == "/v1/participants")
        let (named, two) = try Self.run("participant list --names", reply)
        #expect(named.output.hasPrefix("SP66  Ann Smith  active"))
        #expect(two.requests.first?.target == "/v1/participants?names=true")
    }

    @Test func show_isShort_unlessEverythingIsWanted() throws {
        let (short, _) = try Self.run("participant show sp66", Sample.everything())
        #expect(short.output.contains("Records         takes part in 1, spoken of in 0"))
        #expect(!short.output.contains("full."))
        let (long, _) = try Self.run("participant show SP66 --everything", Sample.everything())
        for part in [
            "  quote    granted", "SP66 granted quote, orally, on 2020-04-15",
            "7f3k version 1, 4-9, their words:\n    We are\n    full.\\u{1B}\n", "  staff-2021 A7",
            "import by r1",
        ] {
            #expect(long.output.contains(part), "\(part)")
        }
    }

    @Test func import_sendsTheText_andNamesWhatWasRefused() throws {
        let reply = SheetReply(
            dryRun: true, added: [Sample.handle("SP66")], changed: [], unchanged: 1, entered: 2,
            problems: [
                .init(sentence: "Row 4 has no handle.", isWarning: false),
                .init(sentence: "Row 5 is odd.", isWarning: true),
            ], operation: nil)
        let (run, daemon) = try Self.run(
            "participant import - --prefix sp --dry-run", reply, input: "handle;name\nSP66;Ann\n")
        #expect(run.status == .partly)
        #expect(
            run.output
                == "new: SP66\n1 new, 0 changed, 1 unchanged, 2 details for the vault. Nothing was saved.\n")
        #expect(run.errors == "refused: Row 4 has no handle.\nnote: Row 5 is odd.\n")
        let sent = try #require(try daemon.sent(ParticipantsRequest.self, to: "/v1/participants").first)
        #expect(sent.csv == "handle;name\nSP66;Ann\n")
        #expect(sent.prefix == "SP" && sent.dryRun == true)
    }

    @Test func tableThatIsNoUTF8_isRefused_withoutItsWords() throws {
        let folder = try Scratch.folder()
        try Data([0x5A, 0x6F, 0xEB, 0x2C]).write(to: URL(fileURLWithPath: folder + "/people.csv"))
        let (run, daemon) = try Self.run("participant import \(folder)/people.csv", Sample.head())
        #expect(run.status == .failed)
        #expect(run.errors.contains("CSV UTF-8") && !run.errors.contains("Zo"))
        #expect(daemon.requests.isEmpty)
    }

    @Test func pack_isANewFileForItsOwnerOnly() throws {
        let folder = try Scratch.study()
        let reply = PackReply(name: "../evil.html", base64: "PGI+")
        let (run, daemon) = try Self.run("participant pack SP66", reply, folder: folder)
        #expect(run.output == folder + "/SP66.html\n")
        #expect(daemon.requests.first?.target == "/v1/participants/SP66/pack?format=html")
        #expect(try String(contentsOfFile: folder + "/SP66.html", encoding: .utf8) == "<b>")
        let mode = try FileManager.default.attributesOfItem(atPath: folder + "/SP66.html")[.posixPermissions]
        #expect(mode as? Int == 0o600)
        let (again, _) = try Self.run("participant pack SP66", reply, folder: folder)
        #expect(again.status == .failed && again.errors.contains("--out"))
        let (other, _) = try Self.run(
            "participant pack SP66 --format docx --out b.docx", reply, folder: folder)
        #expect(other.output == folder + "/b.docx\n")
    }

    @Test func review_namesRecordsInFull() throws {
        let review = ReviewEvent(
            id: Sample.operation, participant: Sample.handle("SP66"), at: Sample.moment,
            recorded: Sample.provenance, verdict: .corrections, records: [Sample.id])
        let record = try FakeDaemon.json(Sample.record())
        let saved = try FakeDaemon.json(ReviewReply(review: review, operation: Sample.operation))
        let daemon = try FakeDaemon { [$0.method == "GET" ? record : saved] }
        let run = try CommandRun(
            ["participant", "review", "SP66", "--corrections", "7f3k:7f3k", "--corrections", "7f3k"],
            daemon: daemon, folder: try Scratch.study())
        #expect(run.output == "Recorded: SP66, corrections, 1 record.\n")
        let sent = try #require(
            try daemon.sent(ReviewRequest.self, to: "/v1/participants/SP66/reviews").first)
        #expect(
            sent.corrections == [
                .init(record: Sample.id, remark: Sample.id),
                .init(record: Sample.id, place: .init(version: 1, scalars: 0..<15)),
            ])
        #expect(sent.at == nil && sent.records == nil)
    }
}

@Suite struct WithdrawalTests {
    private static func reply(_ option: WithdrawalOption, done: Bool) -> WithdrawalReply {
        let handle = Sample.handle("SP66")
        let withdrawal = Withdrawal(
            id: Sample.operation, participant: handle, option: option, event: Sample.operation,
            at: Sample.moment, recorded: Sample.provenance)
        let counts = WithdrawalCounts(records: 3)
        return WithdrawalReply(
            preview: WithdrawalPreview(participant: handle, option: option, counts: counts),
            records: [Sample.id],
            receipt: done
                ? WithdrawalReceipt(withdrawal: withdrawal, done: counts, finished: Sample.moment) : nil,
            operation: done ? Sample.operation : nil,
            places: done
                ? nil
                : [
                    WithdrawalPlace(
                        record: Sample.id, path: Sample.id.path, words: ["he said so", "and\u{1B} so"]),
                    WithdrawalPlace(path: "memos/7.md", words: []),
                ])
    }

    private static func run(_ options: String, _ option: WithdrawalOption, typed: String?) throws
        -> (run: CommandRun, sent: [WithdrawalRequest])
    {
        let preview = try FakeDaemon.json(reply(option, done: false))
        let done = try FakeDaemon.json(reply(option, done: true))
        let daemon = try FakeDaemon { [$0.text.contains(#""dryRun":true"#) ? preview : done] }
        let run = try CommandRun(
            ["participant", "withdraw", "SP66"] + options.split(separator: " ").map(String.init),
            daemon: daemon, folder: try Scratch.study(), typed: typed)
        return (run, try daemon.sent(WithdrawalRequest.self, to: "/v1/participants/SP66/withdrawal"))
    }

    @Test(arguments: [
        ("", WithdrawalOption.stopFurtherUse, "y\n" as String?, Commands.ExitStatus.done, 2),
        ("", .stopFurtherUse, "\n", .failed, 1), ("", .stopFurtherUse, nil, .usage, 1),
        ("--yes", .stopFurtherUse, nil, .done, 2), ("--dry-run", .stopFurtherUse, nil, .done, 1),
        ("--option erase", .erase, "y\n", .failed, 1), ("--option erase", .erase, "SP66\n", .done, 2),
    ])
    func preview_comesFirst(
        options: String, option: WithdrawalOption, typed: String?, status: Commands.ExitStatus, requests: Int
    ) throws {
        let (run, sent) = try Self.run(options, option, typed: typed)
        #expect(run.status == status)
        #expect(sent.map(\.dryRun) == Array([true, nil].prefix(requests)))
        #expect(sent.allSatisfy { $0.option == option && $0.mode == .oral })
        let said = run.errors + run.output
        #expect(said.contains("SP66 withdraws all consent. This concerns 3 records."))
        #expect(said.contains("  2020-04-15-minutes-7f3k\n"))
        for place in ["  2020-04-15-minutes-7f3k: … he said so …\n", "… and\\u{1B} so …\n", "  memos/7.md\n"]
        {
            #expect(said.contains(place), "\(place)")
        }
        #expect(run.output.contains("SP66 withdrew on 2020-04-15.") == (requests == 2))
    }
}
