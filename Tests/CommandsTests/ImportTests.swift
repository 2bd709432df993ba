import Commands
import Foundation
import StudyAPI
import StudyClient
import StudyModel
import Testing

@Suite struct ImportTests {
    /// A daemon that answers with these results, whatever it is sent.
    private static func daemon(_ results: [ImportOutcome.Result]) throws -> FakeDaemon {
        var events: [(name: String, data: String)] = []
        var summary = ImportSummary(operation: Sample.operation)
        for (index, result) in results.enumerated() {
            let error = StudyErrorBody(StudyError(.importBinary, "'x' is no text."))
            var outcome = ImportOutcome(
                path: "file\(index)", result: result, record: result == .refused ? nil : Sample.summary(),
                error: result == .refused ? error : nil)
            if result == .waiting { outcome.waits = Sample.waits() }
            events.append(("outcome", String(decoding: try WireJSON.encode(outcome), as: UTF8.self)))
            summary.bytes += 10
        }
        events.append(("done", String(decoding: try WireJSON.encode(summary), as: UTF8.self)))
        let answer = FakeDaemon.events(events)
        return try FakeDaemon { _ in answer }
    }

    private static func folder() throws -> String {
        let folder = try Scratch.folder()
        try Scratch.write("one", to: folder + "/a.md")
        return folder
    }

    @Test(arguments: [
        ([ImportOutcome.Result.created], Commands.ExitStatus.done, "1 record created.\n"),
        ([.created, .held, .held], .done, "1 record created, 2 already held.\n"),
        ([.created, .refused], .partly, "1 record created, 1 refused.\n"),
        ([.waiting, .waiting], .done, "0 records created, 2 waiting in the inbox.\n"),
        ([.waiting, .refused], .partly, "0 records created, 1 waiting in the inbox, 1 refused.\n"),
        ([.held, .refused], .partly, "0 records created, 1 already held, 1 refused.\n"),
        ([.refused], .failed, "0 records created, 1 refused.\n"),
    ])
    func results_areCounted(_ results: [ImportOutcome.Result], status: Commands.ExitStatus, line: String)
        throws
    {
        let run = try CommandRun(
            ["import", try Self.folder()], daemon: try Self.daemon(results), folder: try Scratch.study())
        #expect(run.status == status)
        #expect(run.output.hasSuffix(line))
        #expect(run.errors.contains("refused: file") == results.contains(.refused))
        #expect(run.errors.contains(": 7f3k waits in the inbox: 3 words") == results.contains(.waiting))
    }

    @Test func cleared_isSaid_andWaitingIsCounted() throws {
        let daemon = try Self.daemon([.waiting])
        let run = try CommandRun(
            ["import", try Self.folder(), "--cleared", "--json"], daemon: daemon, folder: try Scratch.study())
        #expect(daemon.requests.first?.target == "/v1/imports?cleared=true")
        #expect(run.json?["waiting"] as? Int == 1)
    }

    @Test func pathMissing_isNamed_andTheRestGoesOn() throws {
        let run = try CommandRun(
            ["import", "/nowhere.md", try Self.folder(), "--json"], daemon: try Self.daemon([.created]),
            folder: try Scratch.study())
        #expect(run.status == .partly)
        #expect(run.json?["created"] as? Int == 1)
        #expect(run.json?["refused"] as? Int == 1)
        #expect((run.json?["files"] as? [[String: Any]])?.first?["path"] as? String == "/nowhere.md")
    }

    @Test func nothingButMissingPaths_asksNobody() throws {
        let daemon = try Self.daemon([])
        let run = try CommandRun(["import", "/nowhere.md"], daemon: daemon, folder: try Scratch.study())
        #expect(run.status == .failed)
        #expect(daemon.requests.isEmpty)
    }

    @Test func standardInput_hasTheNameGiven() throws {
        let daemon = try Self.daemon([.created])
        _ = try CommandRun(
            ["import", "-", "--name", "mail.eml", "--kind", "email"], daemon: daemon,
            folder: try Scratch.study(), input: "From: x\n")
        let sent = try #require(daemon.requests.first).text
        #expect(sent.contains(#""path":"mail.eml""#))
        #expect(sent.contains(#""kind":"email""#))
        #expect(sent.hasSuffix("\nFrom: x\n"))
    }

    @Test func manyRecords_areSummedUpByKind() throws {
        let run = try CommandRun(
            ["import", try Self.folder()], daemon: try Self.daemon(Array(repeating: .created, count: 30)),
            folder: try Scratch.study())
        #expect(run.output == "30 minutes\n30 records created.\n")
    }

    @Test func screen_showsABarAndTakesItAway() throws {
        let run = try CommandRun(
            ["import", try Self.folder()], daemon: try Self.daemon([.created]), folder: try Scratch.study(),
            screen: .init(width: 80, showsColour: false))
        #expect(run.errors.contains("import  ["))
        #expect(run.errors.hasSuffix("\r\u{1B}[K"))
    }
}
