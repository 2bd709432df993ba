import Commands
import Foundation
import StudyAPI
import StudyClient
import StudyModel
import Testing

@Suite struct WatchedFolderTests {
    private static let second: Int64 = 1_000_000_000
    private static func stamp(_ size: Int, at seconds: Int64) -> FileStamp {
        FileStamp(size: size, modified: seconds * second, inode: 1)
    }

    @Test func fileThatStaysTheSame_isReadyOnce() {
        var folder = WatchedFolder()
        let files = ["a": Self.stamp(1, at: 10)]
        #expect(folder.look(files, now: 100 * Self.second, settle: 5).isEmpty)
        #expect(folder.look(files, now: 102 * Self.second, settle: 5) == ["a"])
        folder.finish("a")
        #expect(folder.look(files, now: 104 * Self.second, settle: 5).isEmpty)
    }

    @Test func fileThatGrows_waits() {
        var folder = WatchedFolder()
        for second in Int64(100)..<110 {
            let files = ["a": Self.stamp(Int(second), at: second)]
            #expect(folder.look(files, now: second * Self.second, settle: 1).isEmpty)
        }
        let files = ["a": Self.stamp(109, at: 109)]
        #expect(folder.look(files, now: 109 * Self.second, settle: 1).isEmpty)
        #expect(folder.look(files, now: 111 * Self.second, settle: 1) == ["a"])
    }

    @Test func fileWrittenAMomentAgo_waitsForTheSettleTime() {
        var folder = WatchedFolder()
        let files = ["a": Self.stamp(1, at: 100)]
        _ = folder.look(files, now: 101 * Self.second, settle: 5)
        #expect(folder.look(files, now: 103 * Self.second, settle: 5).isEmpty)
        #expect(folder.look(files, now: 105 * Self.second, settle: 5) == ["a"])
    }

    @Test func fileThatChangedLater_isReadyAgain() {
        var folder = WatchedFolder()
        for files in [["a": Self.stamp(1, at: 1)], ["a": Self.stamp(1, at: 1)]] {
            _ = folder.look(files, now: 100 * Self.second, settle: 5)
        }
        folder.finish("a")
        let changed = ["a": Self.stamp(2, at: 50)]
        #expect(folder.look(changed, now: 100 * Self.second, settle: 5).isEmpty)
        #expect(folder.look(changed, now: 100 * Self.second, settle: 5) == ["a"])
    }

    @Test func fileThatIsGone_isForgotten() {
        var folder = WatchedFolder()
        _ = folder.look(["a": Self.stamp(1, at: 1)], now: 9 * Self.second, settle: 1)
        folder.finish("a")
        #expect(folder.done.count == 1)
        _ = folder.look([:], now: 9 * Self.second, settle: 1)
        #expect(folder.done.isEmpty)
    }

    @Test(arguments: ["~$minutes.docx", "talk.mp4.part", "a.crdownload", "B.TMP"])
    func passingNames_areLeftAlone(name: String) { #expect(WatchedFolder.isPassing(name)) }

    @Test(arguments: ["minutes.docx", "partners.md", "1382298775.002830:2,S"])
    func otherNames_areNot(name: String) { #expect(!WatchedFolder.isPassing(name)) }
}

@Suite struct WatchTests {
    private static func daemon() throws -> FakeDaemon {
        let outcome = ImportOutcome(path: "x", result: .created, record: Sample.summary())
        let answer = FakeDaemon.events([
            ("outcome", String(decoding: try WireJSON.encode(outcome), as: UTF8.self)),
            (
                "done",
                String(
                    decoding: try WireJSON.encode(ImportSummary(operation: Sample.operation)), as: UTF8.self)
            ),
        ])
        return try FakeDaemon { _ in answer }
    }

    private static func watched() throws -> String {
        let folder = try Scratch.folder()
        try Scratch.write("one", to: folder + "/a.md")
        try Scratch.write("two", to: folder + "/b.md.part")
        return folder
    }

    @Test func once_takesInWhatIsWhole_andTheNextTimeNothing() throws {
        let (daemon, study, folder) = (try Self.daemon(), try Scratch.study(), try Self.watched())
        let first = try CommandRun(
            ["watch", folder, "--once", "--kind", "interview", "--participant", "SP66"], daemon: daemon,
            folder: study)
        #expect(first.status == .done)
        #expect(first.output.hasSuffix(": 1 record created\n"))
        let sent = try #require(daemon.requests.first).text
        #expect(sent.contains("a.md") && !sent.contains("b.md"))
        #expect(sent.contains(#""kind":"interview""#) && sent.contains(#""SP66""#))
        let second = try CommandRun(["watch", "--once"], daemon: daemon, folder: study)
        #expect(second.status == .done)
        #expect(second.output.isEmpty)
        #expect(daemon.requests.count == 1)
    }

    @Test func listAndForget_tellTheRules() throws {
        let (daemon, study, folder) = (try Self.daemon(), try Scratch.study(), try Self.watched())
        _ = try CommandRun(["watch", folder, "--once"], daemon: daemon, folder: study)
        let list = try CommandRun(["watch", "--list", "--json"], daemon: daemon, folder: study)
        #expect((list.json?["folders"] as? [[String: Any]])?.first?["folder"] as? String == folder)
        let forgotten = try CommandRun(["watch", folder, "--forget"], daemon: daemon, folder: study)
        #expect(forgotten.output == "No folder is watched.\n")
        let again = try CommandRun(["watch", "--once"], daemon: daemon, folder: study)
        #expect(again.status == .usage)
    }

    @Test(arguments: [ImportOutcome.Result.created, .waiting])
    func filesTakenIn_moveWhereTheyAreTold(_ result: ImportOutcome.Result) throws {
        let (study, folder, done) = (try Scratch.study(), try Self.watched(), try Scratch.folder())
        try Scratch.write("older", to: done + "/a.md")
        let path = folder + "/a.md"
        let outcome = ImportOutcome(path: path, result: result, record: Sample.summary())
        let answer = FakeDaemon.events([
            ("outcome", String(decoding: try WireJSON.encode(outcome), as: UTF8.self)),
            (
                "done",
                String(
                    decoding: try WireJSON.encode(ImportSummary(operation: Sample.operation)), as: UTF8.self)
            ),
        ])
        let daemon = try FakeDaemon { _ in answer }
        let run = try CommandRun(
            ["watch", folder, "--once", "--move-to", done], daemon: daemon, folder: study)
        #expect(run.status == .done)
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(try String(contentsOfFile: done + "/2-a.md", encoding: .utf8) == "one")
        #expect(try String(contentsOfFile: done + "/a.md", encoding: .utf8) == "older")
    }

    @Test func folderForWhatIsDone_mayLieInside_andIsPassedOver() throws {
        let (study, folder) = (try Scratch.study(), try Self.watched())
        try Scratch.write("done", to: folder + "/done/old.md")
        let daemon = try Self.daemon()
        _ = try CommandRun(
            ["watch", folder, "--once", "--move-to", folder + "/done"], daemon: daemon, folder: study)
        let sent = try #require(daemon.requests.first).text
        #expect(sent.contains("a.md") && !sent.contains("old.md"))
    }

    @Test func oneFolder_isWatchedAlone() throws {
        let (study, one, other) = (try Scratch.study(), try Self.watched(), try Self.watched())
        let daemon = try Self.daemon()
        _ = try CommandRun(["watch", one, "--once"], daemon: daemon, folder: study)
        _ = try CommandRun(["watch", other, "--once"], daemon: daemon, folder: study)
        #expect(daemon.requests.count == 2)
        #expect(!daemon.requests[1].text.contains(one))
    }

    @Test func rulesOfAnotherWatch_holdFromTheNextLookOn() throws {
        let (study, one, other) = (try Scratch.study(), try Self.watched(), try Self.watched())
        let daemon = try Self.daemon()
        var looks = 0
        _ = try CommandRun(["watch", one, "--once"], daemon: daemon, folder: study)
        let run = try CommandRun(["watch"], daemon: daemon, folder: study) { _ in
            looks += 1
            // A file must look the same twice before it is taken in.
            let next =
                looks == 1
                ? ["watch", other, "--settle", "0"] : looks == 3 ? ["watch", one, "--forget"] : []
            let forget = looks == 4 ? ["watch", other, "--forget"] : next
            if !forget.isEmpty { _ = try? CommandRun(forget, daemon: daemon, folder: study) }
            return looks < 9
        }
        #expect(run.status == .done && looks == 4)
        #expect(daemon.requests.contains { $0.text.contains(other) })
        #expect(run.errors.hasSuffix("watching \(other); Ctrl-C stops it\nno folder is watched any more\n"))
    }

    @Test func folderInsideAStudy_isRefused() throws {
        let study = try Scratch.study()
        try Scratch.write("x", to: study + "/records/a.md")
        let run = try CommandRun(
            ["watch", study + "/records", "--once"], daemon: try Self.daemon(), folder: study)
        #expect(run.status == .failed)
    }

    @Test func folderThatIsNotThere_isRefused() throws {
        let run = try CommandRun(
            ["watch", "/nowhere"], daemon: try Self.daemon(), folder: try Scratch.study())
        #expect(run.status == .failed)
        #expect(run.errors.contains("There is no folder"))
    }
}
