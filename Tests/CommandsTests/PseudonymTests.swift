import Commands
import Foundation
import StudyAPI
import StudyClient
import StudyModel
import Testing

@Suite struct PseudonymTests {
    private static func reply(dryRun: Bool, changes: Int = 1) -> PseudonymReply {
        PseudonymReply(
            handle: "SP66", dryRun: dryRun, records: changes == 0 ? [] : [Sample.id],
            changes: (0..<changes).map { number in
                .init(
                    record: Sample.id, field: "body", before: "Ann \(number)\u{1B}", after: "SP66 \(number)")
            }, operation: dryRun ? nil : Sample.operation, files: [], versionsLeft: dryRun ? 0 : 4)
    }

    private static func daemon(changes: Int = 1) throws -> FakeDaemon {
        let preview = try FakeDaemon.json(reply(dryRun: true, changes: changes))
        let done = try FakeDaemon.json(reply(dryRun: false, changes: changes))
        return try FakeDaemon { [$0.text.contains(#""dryRun":true"#) ? preview : done] }
    }

    @Test(arguments: [
        (["SP66"], nil as String?, "SP66" as String?), (["sp66"], nil, "SP66"),
        (["Ann Smith", "SP66"], "Ann Smith", "SP66"),
        (["Ann", "Smith", "SP66"], "Ann Smith", "SP66"), (["SP66", "Ann", "Smith"], "Ann Smith", "SP66"),
        (["place A"], nil, "place A"), (["place", "A"], nil, "place A"), (["[place B]"], nil, "place B"),
        (["Riverside Surgery", "organisation AB"], "Riverside Surgery", "organisation AB"),
        (["Riverside", "Surgery", "organisation", "AB"], "Riverside Surgery", "organisation AB"),
        (["Riverside Surgery"], "Riverside Surgery", nil), ([], nil, nil),
    ])
    func words_areNameAndHandle(_ words: [String], name: String?, handle: String?) throws {
        let reply = PseudonymReply(
            handle: "x", dryRun: true, records: [], changes: [], operation: nil, files: [], versionsLeft: 0)
        let daemon = try FakeDaemon.answering([try FakeDaemon.json(reply)])
        let run = try CommandRun(
            ["pseudonym", "add"] + words + ["--dry-run"] + (handle == nil ? ["--kind", "place"] : []),
            daemon: daemon, folder: try Scratch.study(), input: "Piped Name\n")
        #expect(run.status == .done)
        let sent = try #require(try daemon.sent(PseudonymRequest.self, to: "/v1/pseudonyms").first)
        #expect(sent.name == name ?? "Piped Name")
        #expect(sent.handle == handle)
        #expect(run.errors.contains("shell's history") == (name != nil))
    }

    @Test func nameFromAPipe_bringsItsSpellings_andIsNotRepeated() throws {
        let daemon = try Self.daemon()
        let run = try CommandRun(
            ["pseudonym", "add", "SP66", "--json"], daemon: daemon, folder: try Scratch.study(),
            input: "Zoe Quill\r\n zq@example.org \n\n")
        let sent = try daemon.sent(PseudonymRequest.self, to: "/v1/pseudonyms")
        #expect(sent.map(\.name) == ["Zoe Quill"])
        #expect(sent.first?.also == ["zq@example.org"])
        #expect(run.errors.isEmpty)
    }

    @Test func atATerminal_changesAreShownFirst() throws {
        for (typed, status, count) in [
            ("Ann\ny\n", Commands.ExitStatus.done, 2), ("Ann\nn\n", .failed, 1), ("Ann\n", .failed, 1),
        ] {
            let daemon = try Self.daemon(changes: 23)
            let run = try CommandRun(
                ["pseudonym", "add", "SP66"], daemon: daemon, folder: try Scratch.study(), typed: typed)
            #expect(run.status == status)
            #expect(daemon.requests.count == count)
            #expect(run.errors.contains("2020-04-15-minutes-7f3k\n  - Ann 0\\u{1B}\n  + SP66 0\n"))
            #expect(run.errors.contains("… and 3 more changes."))
            #expect(run.errors.contains("4 earlier versions in git history") == (count == 2))
            #expect(
                run.output.contains("SP66 stands for it now. Replaced in 23 places of 1 record.")
                    == (count == 2))
        }
    }

    @Test func withoutAnythingToChange_nothingIsAsked() throws {
        let daemon = try Self.daemon(changes: 0)
        let run = try CommandRun(
            ["pseudonym", "add", "SP66"], daemon: daemon, folder: try Scratch.study(), typed: "Ann\n")
        #expect(run.status == .done)
        #expect(run.output == "SP66 stands for it now. It stood nowhere.\n")
    }

    @Test func yes_sendsOnce() throws {
        let daemon = try Self.daemon()
        _ = try CommandRun(
            ["pseudonym", "add", "SP66", "--yes"], daemon: daemon, folder: try Scratch.study(), typed: "Ann\n"
        )
        #expect(daemon.requests.count == 1)
    }

    @Test func aLineThatCantBeUnderstood_isNotRepeated() throws {
        let run = try CommandRun(["pseudonym", "add", "Zoe", "Quill"])
        #expect(run.status == .usage)
        #expect(!run.errors.contains("Zoe") && !run.errors.contains("Quill"))
    }

    @Test func list_andRemove() throws {
        let table = PseudonymsReply(
            entries: [.init(handle: "SP66", kind: "person", name: "Ann\u{202E}", also: ["Annie"])],
            never: ["May"])
        let daemon = try FakeDaemon.answering([try FakeDaemon.json(table)])
        let study = try Scratch.study()
        let list = try CommandRun(["pseudonym", "list"], daemon: daemon, folder: study)
        #expect(list.output == "SP66  person  Ann\\u{202E}  Annie\n")
        #expect(
            try CommandRun(["pseudonym", "list", "--never"], daemon: daemon, folder: study).output == "May\n")
        let removed = try CommandRun(
            ["pseudonym", "remove"], daemon: daemon, folder: study, input: "Annie\n")
        #expect(removed.output == "Removed; 1 entry left in the key table.\n")
        #expect(try daemon.sent(PseudonymRemoval.self, to: "/v1/pseudonyms").map(\.name) == ["Annie"])
    }
}

@Suite struct LeakTests {
    private static func reply(_ total: Int) -> LeaksReply {
        LeaksReply(
            places: 10, bytes: 2048, names: 5, total: total,
            leaks: total == 0
                ? [] : [.init(place: "memos/a.md", line: 3, column: 7, handle: "SP66")],
            byHandle: total == 0 ? [:] : ["M12": 1, "SP66": total - 1])
    }

    private static func run(_ arguments: [String], _ total: Int, folder: String? = nil) throws
        -> (run: CommandRun, sent: [LeaksRequest])
    {
        let daemon = try FakeDaemon.answering([try FakeDaemon.json(reply(total))])
        let run = try CommandRun(["leaks"] + arguments, daemon: daemon, folder: folder ?? Scratch.study())
        return (run, try daemon.sent(LeaksRequest.self, to: "/v1/leaks"))
    }

    @Test func clean_endsWith0() throws {
        let (run, sent) = try Self.run([], 0)
        #expect(run.status == .done)
        #expect(run.output == "No known name in 10 places, 2 KiB.\n")
        #expect(sent.first?.all == nil && sent.first?.range == nil && sent.first?.file == nil)
    }

    @Test func found_endsWith1_withPlacesAndHandlesOnly() throws {
        let (run, sent) = try Self.run(["--all"], 3)
        #expect(run.status == .failed)
        #expect(
            run.output
                == "memos/a.md  3  7  SP66\nSP66 2, M12 1\n3 known names found in 10 places, 2 KiB.\n")
        #expect(run.errors == "The first 1 of 3 are listed.\n")
        #expect(sent.first?.all == true)
        let (quiet, _) = try Self.run(["--quiet"], 3)
        #expect(quiet.status == .failed && quiet.output.isEmpty && quiet.errors.isEmpty)
    }

    @Test(arguments: ["origin/main..main", "HEAD~3..", "..main"])
    func range_isSentAsOne(_ range: String) throws {
        if range.hasPrefix(".") { return }
        #expect(try Self.run([range], 0).sent.first?.range == range)
    }

    @Test func files_areSentOneByOne_andCountedTogether() throws {
        let folder = try Scratch.folder()
        try Scratch.write("abc", to: folder + "/bundle/a.txt")
        try Scratch.write("def", to: folder + "/bundle/sub/b..txt")
        let (run, sent) = try Self.run([folder + "/bundle"], 2)
        #expect(run.status == .failed)
        #expect(sent.map(\.file?.base64) == ["YWJj", "ZGVm"])
        #expect(run.output.hasSuffix("4 known names found in 20 places, 4 KiB.\n"))
    }

    @Test func fileThatCantBeRead_isNoCleanEnd() throws {
        let (run, sent) = try Self.run(["/nowhere/a.txt"], 0)
        #expect(run.status == .failed)
        #expect(sent.isEmpty)
        #expect(try Self.run(["a..b", "/nowhere"], 0).run.status == .usage)
    }
}
