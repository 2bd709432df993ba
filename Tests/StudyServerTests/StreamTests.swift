import NIOCore
import StudyAPI
import StudyModel
import StudyService
import Synchronization
import Testing

@testable import StudyServer

/// Long work over the wire: events out while files come in.
@Suite struct StreamTests {
    @Test func import_answersWhileTheUploadGoesOn() async throws {
        let run = RecordedRun()
        try await DaemonFixture.run(standIns: importing(run), change: { $0.limits.batchFiles = 2 }) {
            daemon in
            let (early, late) = await blocking { [daemon] in
                let line = Line(to: daemon.socket)
                line.send(Self.uploadHead)
                for name in ["a", "b", "c"] { line.send(Self.chunk(Self.frame(name, "text of \(name)"))) }
                let early = line.read(until: "\"path\":\"b\"")
                for name in ["d", "e"] { line.send(Self.chunk(Self.frame(name, ""))) }
                line.send("0\r\n\r\n")
                return (early, line.readToEnd())
            }
            #expect(early.contains("HTTP/1.1 200") && early.contains("text/event-stream"))
            #expect(early.contains("event: outcome\ndata: {") && !early.contains("\"path\":\"c\""))
            #expect(late.contains("\"path\":\"e\""))
            #expect(late.contains("event: done\ndata: {\"bytes\":27,"))
            #expect(run.batches == [["a", "b"], ["c", "d"], ["e"]])
            #expect(run.isFinished)
        }
    }

    @Test(arguments: [
        ("{\"path\":\"b\"", "before it is whole"), ("{}\n", "not the JSON"),
        ("{\"path\":\"b\",\"bytes\":-1}\n", "size"), ("{\"path\":\"\",\"bytes\":1}\nx", "path"),
        ("{\"path\":\"b\",\"bytes\":9}\nshort", "before it is whole"),
    ])
    func brokenFrame_failsTheStreamAndKeepsWhatWasAcknowledged(tail: String, named: String) async throws {
        let run = RecordedRun()
        try await DaemonFixture.run(standIns: importing(run), change: { $0.limits.batchFiles = 1 }) {
            daemon in
            let text = await blocking { [daemon] in
                let line = Line(to: daemon.socket)
                line.send(Self.uploadHead + Self.chunk(Self.frame("a", "1") + Self.frame("aa", "2")))
                let early = line.read(until: "\"path\":\"a\"")
                line.send(Self.chunk(tail) + "0\r\n\r\n")
                return early + line.readToEnd()
            }
            #expect(text.contains("event: failed\ndata: {\"error\":{\"code\":\"request.invalid\""))
            #expect(text.contains(named) && !text.contains("event: done"))
            #expect(run.batches == [["a"]])
            #expect(!run.isFinished)
        }
    }

    @Test func brokenFirstFrame_isAnOrdinaryError() async throws {
        try await DaemonFixture.run(standIns: importing(RecordedRun())) { daemon in
            let answer = await daemon.ask("POST", "/v1/imports", body: "nonsense\n")
            #expect(answer.status == 400)
            #expect(answer.fails(with: .requestInvalid))
        }
    }

    @Test func clientThatGoes_endsTheImportBetweenBatches() async throws {
        let run = RecordedRun()
        try await DaemonFixture.run(standIns: importing(run), change: { $0.limits.batchFiles = 1 }) {
            daemon in
            await blocking { [daemon] in
                let line = Line(to: daemon.socket)
                line.send(Self.uploadHead + Self.chunk(Self.frame("a", "1") + Self.frame("b", "2")))
                _ = line.read(until: "\"path\":\"a\"")
            }
        }
        #expect(run.batches == [["a"]])
        #expect(!run.isFinished)
    }

    @Test func stop_endsAnImportWithWhatWasAcknowledged() async throws {
        let run = RecordedRun()
        try await DaemonFixture.run(standIns: importing(run), change: { $0.limits.batchFiles = 1 }) {
            daemon in
            let text = await blocking { [daemon] in
                let line = Line(to: daemon.socket)
                line.send(Self.uploadHead + Self.chunk(Self.frame("a", "1") + Self.frame("b", "2")))
                let early = line.read(until: "\"path\":\"a\"")
                daemon.stop()
                return early + line.readToEnd()
            }
            #expect(text.contains("\"code\":\"daemon.stopping\""))
            #expect(run.batches == [["a"]])
        }
    }

    @Test func silentWork_sendsComments() async throws {
        let gate = Gate()
        let work = RouteTable.Handler.stream { _, events in
            events.report(WorkProgress(phase: "check", done: 1, total: 2))
            await gate.wait()
            return "{}"
        }
        try await DaemonFixture.run(
            standIns: [.check: work], change: { $0.limits.heartbeat = .milliseconds(10) }
        ) { daemon in
            let text = await blocking { [daemon] in
                let line = Line(to: daemon.socket)
                line.send(
                    "POST /v1/check HTTP/1.1\r\nhost: rir\r\nconnection: close\r\ncontent-length: 0\r\n\r\n")
                let early = line.read(until: ": still working\n\n")
                gate.open()
                return early + line.readToEnd()
            }
            #expect(text.contains("event: progress\ndata: {\"done\":1,\"phase\":\"check\",\"total\":2}\n\n"))
            #expect(text.contains("event: done\ndata: {}\n\n"))
        }
    }

    @Test func plainRoute_takesAsLongAsItTakesWhereEventsAreAskedFor() async throws {
        let gate = Gate()
        let work = RouteTable.Handler.reply { call in
            call.progress(WorkProgress(phase: "audit", done: 1, total: nil))
            await gate.wait()
            return Reply(json: ByteBuffer(string: "{\n\"a\":1}"))
        }
        try await DaemonFixture.run(
            standIns: [.auditVerify: work],
            change: {
                $0.limits.heartbeat = .milliseconds(10)
                $0.limits.request = .milliseconds(1)
            }
        ) { daemon in
            let text = await blocking { [daemon] in
                let line = Line(to: daemon.socket)
                line.send(
                    "POST /v1/audit/verify HTTP/1.1\r\nhost: rir\r\naccept: text/event-stream\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
                )
                let early = line.read(until: ": still working\n\n")
                gate.open()
                return early + line.readToEnd()
            }
            #expect(text.contains("event: progress\ndata: {\"done\":1,\"phase\":\"audit\"}\n\n"))
            #expect(text.contains("event: done\ndata: {\ndata: \"a\":1}\n\n"))
            let plain = await daemon.ask("POST", "/v1/audit/verify")
            #expect(plain.fails(with: .studyBusy) || plain.status == 200)
        }
    }

    @Test func workThatFailsAtOnce_isAnOrdinaryError() async throws {
        let work = RouteTable.Handler.stream { _, _ in throw StudyError(.studyLocked, "The study is locked.")
        }
        try await DaemonFixture.run(standIns: [.reindex: work]) { daemon in
            let answer = await daemon.ask("POST", "/v1/reindex")
            #expect(answer.status == 423)
            #expect(answer.fails(with: .studyLocked))
        }
    }

    private func importing(_ run: RecordedRun) -> [Route: RouteTable.Handler] {
        [.importsRun: .stream { call, events in try await ImportsHarness.receive(call, events, run: run) }]
    }

    private static let uploadHead = """
        POST /v1/imports HTTP/1.1\r\nhost: rir\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n
        """

    private static func chunk(_ text: String) -> String {
        String(text.utf8.count, radix: 16) + "\r\n\(text)\r\n"
    }

    private static func frame(_ path: String, _ text: String) -> String {
        "{\"path\":\"\(path)\",\"bytes\":\(text.utf8.count)}\n\(text)"
    }
}

/// An import run that notes what it is given.
final class RecordedRun: ImportBatches {
    private let state = Mutex<(batches: [[String]], bytes: Int, isFinished: Bool)>(([], 0, false))

    var batches: [[String]] { state.withLock { $0.batches } }
    var isFinished: Bool { state.withLock { $0.isFinished } }

    func add(_ files: [ImportFile]) async throws -> [ImportOutcome] {
        state.withLock {
            $0.batches.append(files.map(\.path))
            $0.bytes += files.reduce(0) { $0 + $1.bytes.count }
        }
        return files.map { ImportOutcome(path: $0.path, result: .created) }
    }

    func finish() async throws -> ImportSummary {
        let operation = try #require(OperationID(rawValue: "01hzzzzzzzzzzzzzzzzzzzzzzz"))
        return state.withLock {
            $0.isFinished = true
            return ImportSummary(operation: operation, created: $0.batches.joined().count, bytes: $0.bytes)
        }
    }
}

/// Something that is waited for until it is opened.
final class Gate: Sendable {
    private let opened = AsyncStream<Void>.makeStream()

    func open() { opened.continuation.finish() }

    func wait() async { for await _ in opened.stream {} }
}
