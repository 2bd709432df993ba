import Commands
import Foundation
import StudyAPI
import StudyClient
import StudyModel
import Testing

@Suite struct CommandTests {
    private static let screen = Sink.Screen(width: 80, showsColour: true)

    private static func daemon(_ value: some Encodable & Sendable, status: Int = 200) throws -> FakeDaemon {
        let answer = try FakeDaemon.json(value, status: status)
        return try FakeDaemon { _ in [answer] }
    }

    @Test func note_ofWords_isCapturedWithTheDayHere() throws {
        let daemon = try Self.daemon(Sample.saved)
        let run = try CommandRun(
            ["note", "hello", "there", "--kind", "minutes"], daemon: daemon, folder: try Scratch.study())
        #expect(run.status == .done)
        #expect(run.output == "Saved 2020-04-15-minutes-7f3k.\n")
        let request = try #require(daemon.requests.first)
        #expect(request.method == "POST")
        let sent = try WireJSON.decode(CaptureRequest.self, from: request.body)
        #expect(sent.text == "hello there")
        #expect(sent.kind == .minutes)
        #expect(sent.date == Clock.local(1_586_952_000)?.day)
    }

    @Test func note_asJSON_hasAnID() throws {
        let run = try CommandRun(
            ["note", "--json"], daemon: try Self.daemon(Sample.saved), folder: try Scratch.study(),
            input: "piped\n")
        #expect(run.json?["id"] as? String == "2020-04-15-minutes-7f3k")
        #expect(run.output.split(separator: "\n").count == 1)
        #expect(run.errors.isEmpty)
    }

    @Test func note_empty_isRefusedBeforeAnythingIsSent() throws {
        let daemon = try Self.daemon(Sample.saved)
        let run = try CommandRun(["note", " "], daemon: daemon, folder: try Scratch.study())
        #expect(run.status == .failed)
        #expect(daemon.requests.isEmpty)
    }

    @Test func note_thatCantBeSaved_isKeptForItsOwnerOnly() throws {
        let study = try Scratch.study()
        let daemon = try Self.daemon(
            FailureReply(StudyError(.storageFull, "The disk is full.", hint: "Make room.")), status: 507)
        let run = try CommandRun(["note"], daemon: daemon, folder: study, input: "precious\n")
        #expect(run.status == .failed)
        let path = try #require(
            run.errors.split(separator: "'").first { $0.hasPrefix(study) }.map(String.init))
        #expect(path.hasPrefix(study + "/.rir/drafts/"))
        #expect(try DraftText(file: String(contentsOfFile: path, encoding: .utf8)).body == "precious\n")
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        let folder =
            try FileManager.default.attributesOfItem(atPath: study + "/.rir/drafts")[.posixPermissions]
            as? Int
        #expect(mode == 0o600)
        #expect(folder == 0o700)
        let again = try CommandRun(
            ["note", "--draft", path], daemon: try Self.daemon(Sample.saved), folder: study)
        #expect(again.status == .done)
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func note_fromTheEditor_takesTextAndHead() throws {
        let daemon = try Self.daemon(Sample.saved)
        let study = try Scratch.study()
        let editor = #"sh -c 'sed -i "s/^title:.*/title: From the editor/" "$0"; echo "written" >> "$0"'"#
        let run = try CommandRun(
            ["note"], daemon: daemon, folder: study, input: nil, environment: ["EDITOR": editor])
        #expect(run.status == .done)
        let sent = try WireJSON.decode(CaptureRequest.self, from: try #require(daemon.requests.first).body)
        #expect(sent.title == "From the editor")
        #expect(sent.kind == .fieldNote)
        #expect(sent.text.hasSuffix("written\n"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: study + "/.rir/drafts").isEmpty)
    }

    @Test func editor_thatFails_keepsWhatWasWritten() throws {
        let study = try Scratch.study()
        let run = try CommandRun(
            ["note"], daemon: try Self.daemon(Sample.saved), folder: study, input: nil,
            environment: ["EDITOR": "sh -c 'echo begun >>\"$1\"; false' -"])
        #expect(run.status == .failed)
        #expect(run.errors.contains("is kept in"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: study + "/.rir/drafts").count == 1)
        let next = try CommandRun(
            ["note"], daemon: try Self.daemon(Sample.saved), folder: study, input: nil,
            environment: ["EDITOR": "sh -c 'echo other >>\"$1\"' -"])
        #expect(next.errors.contains("An unfinished note is kept: rir note --draft"))
    }

    @Test func editor_thatFailsAtOnce_leavesNothing() throws {
        let study = try Scratch.study()
        let run = try CommandRun(
            ["note"], daemon: try Self.daemon(Sample.saved), folder: study, input: nil,
            environment: ["EDITOR": "false"])
        #expect(run.status == .failed)
        #expect(try FileManager.default.contentsOfDirectory(atPath: study + "/.rir/drafts").isEmpty)
    }

    @Test func edit_inConflict_keepsTheDraft_andEndsWith13() throws {
        let record = try FakeDaemon.json(Sample.record())
        let conflict = try FakeDaemon.json(
            FailureReply(
                StudyError(.recordConflict, "Record x has a newer version.", hint: "Run 'rir diff x'.")),
            status: 409)
        let daemon = try FakeDaemon { $0.method == "GET" ? [record] : [conflict] }
        let study = try Scratch.study()
        let run = try CommandRun(
            ["edit", "7f3k"], daemon: daemon, folder: study, input: nil,
            environment: ["EDITOR": "echo more >>"])
        #expect(run.status == .conflict)
        #expect(run.errors.contains("rir edit 2020-04-15-minutes-7f3k --draft"))
        let sent = try WireJSON.decode(EditRequest.self, from: try #require(daemon.requests.last).body)
        #expect(sent.base == String(repeating: "a", count: 64))
        #expect(sent.body == "One two three.\nmore\n")
        #expect(sent.title == nil)
        #expect(try FileManager.default.contentsOfDirectory(atPath: study + "/.rir/drafts").count == 1)
    }

    @Test func list_inAPipe_isOneLinePerRecord() throws {
        let reply = RecordsReply(RecordPage(records: [Sample.summary(title: "a\u{1B}[2Jb")], total: 3))
        let run = try CommandRun(["list"], daemon: try Self.daemon(reply), folder: try Scratch.study())
        #expect(run.output == "2020-04-15-minutes-7f3k  2020-04-15  minutes  a\\u{1B}[2Jb  SP66\n")
        #expect(run.errors == "2 more; --all shows them.\n")
    }

    @Test func list_onAScreen_hasTitlesAndShortIDs() throws {
        let reply = RecordsReply(RecordPage(records: [Sample.summary()], total: 1))
        let run = try CommandRun(
            ["list"], daemon: try Self.daemon(reply), folder: try Scratch.study(), screen: Self.screen)
        #expect(run.output.contains("\u{1B}[1mID"))
        #expect(run.output.contains("\n7f3k  2020-04-15"))
    }

    @Test func show_escapesWhatATerminalWouldObey_rawDoesNot() throws {
        let study = try Scratch.study()
        let daemon = try Self.daemon(Sample.record(body: "x\u{1B}]0;y\u{7}\u{202E}\n"))
        #expect(
            try CommandRun(["show", "7f3k"], daemon: daemon, folder: study).output.hasSuffix(
                "x\\u{1B}]0;y\\u{7}\\u{202E}\n"))
        #expect(
            try CommandRun(["show", "7f3k", "--raw"], daemon: daemon, folder: study).output
                == "x\u{1B}]0;y\u{7}\u{202E}\n")
        let machine = try CommandRun(["show", "7f3k", "--json"], daemon: daemon, folder: study)
        #expect(!machine.output.unicodeScalars.dropLast().contains(where: VisibleText.isHidden))
        #expect(machine.json?["body"] as? String == "x\u{1B}]0;y\u{7}\u{202E}\n")
        let path = try CommandRun(["show", "7f3k", "--path"], daemon: daemon, folder: study).output
        #expect(path == study + "/records/2020/04/15/2020-04-15-minutes-7f3k.md\n")
    }

    @Test func search_marksMatches_notByColourAlone() throws {
        let hit = SearchAnswer.Hit(
            record: Sample.summary(), score: 1,
            snippet: [
                .init(text: "about the leaf", matches: false), .init(text: "let", matches: true),
                .init(text: " we gave", matches: false),
            ])
        let answer = SearchAnswer(hits: [hit], total: 4, facets: [.init(kind: .minutes, count: 4)])
        let run = try CommandRun(
            ["search", "leaflet"], daemon: try Self.daemon(answer), folder: try Scratch.study())
        #expect(run.output.hasSuffix("    about the leaf*let* we gave\n"))
        #expect(run.errors == "1 of 4 records: minutes 4.\n")
    }

    @Test func everyFailure_underJSON_isOneObject() throws {
        let run = try CommandRun(["list", "--json"], folder: try Scratch.folder())
        #expect(run.status == .noStudy)
        #expect(run.errors.isEmpty)
        #expect(run.json?["ok"] as? Bool == false)
        #expect((run.json?["error"] as? [String: Any])?["code"] as? String == "study.unspecified")
    }

    @Test(arguments: [["daemon", "status"], ["daemon", "stop"], ["daemon", "log"]])
    func daemonThatDoesNotRun_endsWith12(_ arguments: [String]) throws {
        let run = try CommandRun(arguments)
        #expect(run.status == .noDaemon)
        #expect(run.errors.hasPrefix("rir: "))
        #expect(run.errors.contains("\nhint: "))
    }

    @Test func socket_isPrintedWithoutADaemon() throws {
        let run = try CommandRun(["socket"])
        #expect(run.status == .done)
        #expect(run.output.hasSuffix("/none.sock\n"))
    }

    @Test func check_withFindings_endsWith1() throws {
        let report = CheckReport(
            records: 1, versions: 1, commits: 1, leaves: 1, bytes: 1,
            findings: [.init(code: "record.digest", message: "Record x differs.")])
        let data = String(decoding: try WireJSON.encode(report), as: UTF8.self)
        let daemon = try FakeDaemon { _ in FakeDaemon.events([("done", data)]) }
        let run = try CommandRun(["check"], daemon: daemon, folder: try Scratch.study())
        #expect(run.status == .failed)
        #expect(run.output.hasPrefix("record.digest: Record x differs.\n1 finding in 1 record"))
    }

    @Test func adopt_takesPathsFromHereAndFromTheStudy() throws {
        let study = try Scratch.study()
        try Scratch.write("x", to: study + "/records/a.md")
        let daemon = try Self.daemon(AdoptReply(operation: nil, records: [], files: [], left: []))
        for (folder, path) in [
            (study, "records/a.md"), (study + "/records", "a.md"), ("/", study + "/records/a.md"),
        ] {
            _ = try CommandRun(["adopt", path, "--study", study], daemon: daemon, folder: folder)
        }
        let sent = try daemon.requests.map { try WireJSON.decode(AdoptRequest.self, from: $0.body).paths }
        #expect(sent == [["records/a.md"], ["records/a.md"], ["records/a.md"]])
        #expect(try CommandRun(["adopt", "/etc/passwd"], daemon: daemon, folder: study).status == .usage)
    }

    /// The short way to the daily commands and the long way through the parser lead to the same request.
    @Test(arguments: [
        (["note", "hello", "there"], ["note", "hello", "there", "--study", "STUDY"]),
        (["note", "--json", "x"], ["note", "x", "--json", "--participant", "SP66"]),
        (["search", "a", "b"], ["search", "a", "b", "--limit", "20"]),
        (["query", "a", "b"], ["query", "find", "a", "b", "--offset", "0"]),
        (["query", "find", "a", "find", "--limit", "3"], ["query", "--limit", "3", "a", "find"]),
        (["query", "@save", "--json"], ["query", "--json", "@save"]),
        (["query", "list", "--json"], ["query", "list", "--study", "STUDY", "--json"]),
    ])
    func plainLine_asksForTheSame(_ plain: [String], long: [String]) throws {
        let study = try Scratch.study()
        let daemon = try FakeDaemon { request in
            let error = FailureReply(StudyError(.recordNotFound, "x"))
            return [(try? FakeDaemon.json(error, status: 404)) ?? ""]
        }
        let one = try CommandRun(plain, daemon: daemon, folder: study)
        let two = try CommandRun(long.map { $0 == "STUDY" ? study : $0 }, daemon: daemon, folder: study)
        #expect(one.status == two.status)
        let requests = daemon.requests
        #expect(requests.count == 2)
        #expect(requests[0].target == requests[1].target)
        let withoutHandles = requests[1].text.replacingOccurrences(of: #""participants":["SP66"],"#, with: "")
        #expect(requests[0].text == withoutHandles)
    }
}
