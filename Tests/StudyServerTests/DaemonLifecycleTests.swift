import StudyAPI
import StudyModel
import Testing

@testable import StudyServer

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Start, stop, and who gets in.
@Suite struct DaemonLifecycleTests {
    @Test func socketAndFolders_areClosedToOthers() async throws {
        try await DaemonFixture.run { daemon in
            #expect(FileFacts(path: daemon.socket, following: false)?.permissions == 0o600)
            #expect(FileFacts(path: daemon.socket + ".lock", following: false)?.permissions == 0o600)
            #expect(FileFacts(path: daemon.folder + "/state/rir", following: false)?.permissions == 0o700)
            #expect(
                FileFacts(path: daemon.folder + "/state/rir/rird.log", following: false)?.permissions == 0o600
            )
        }
    }

    @Test func secondDaemon_isRefusedAndTheFirstServesOn() async throws {
        try await DaemonFixture.run { daemon in
            let options = DaemonOptions(environment: DaemonFixture.environment(daemon.folder))
            let second = try DaemonFixture.make(
                options, folder: daemon.folder, hooks: DaemonHooks(signals: false))
            let error = await #expect(throws: StudyError.self) { try await second.run() }
            #expect(error?.code == .daemonRunning)
            #expect(error?.message.contains("\(getpid())") == true)
            #expect(await daemon.ask("GET", "/v1/daemon").status == 200)
        }
    }

    @Test func stopRequest_isAnsweredAndRemovesTheSocket() async throws {
        try await withFolder { folder in
            let options = DaemonOptions(environment: DaemonFixture.environment(folder))
            let (started, continuation) = AsyncStream<Void>.makeStream()
            let daemon = try DaemonFixture.make(
                options, folder: folder, hooks: DaemonHooks(signals: false) { _ in continuation.yield() }
            )
            let running = Task { try await daemon.run() }
            _ = await started.first { _ in true }
            let fixture = DaemonFixture(folder: folder, socket: folder + "/rir.sock", stop: {})
            #expect(await fixture.ask("POST", "/v1/daemon/stop").status == 200)
            try await running.value
            #expect(FileFacts(path: folder + "/rir.sock", following: false) == nil)
        }
    }

    @Test func requestBegunBeforeTheStop_isAnswered() async throws {
        try await DaemonFixture.run { daemon in
            let head =
                "POST /v1/records HTTP/1.1\r\nhost: rir\r\ncontent-length: 12\r\nexpect: 100-continue\r\n\r\n"
            let answer = await blocking { [daemon] in
                let line = Line(to: daemon.socket)
                line.send(head)
                _ = line.read(until: "100 Continue")
                daemon.stop()
                while FileFacts(path: daemon.socket, following: false) != nil { usleep(1000) }
                line.send(#"{"text":true"#)
                return Answer(line.readToEnd())
            }
            #expect(answer.status == 400)
            #expect(answer.fails(with: .requestInvalid))
        }
    }

    @Test func requestThatNeverEnds_doesNotHoldUpTheStop() async throws {
        try await DaemonFixture.run(change: { $0.limits.draining = .milliseconds(50) }) { daemon in
            let answer = await blocking { [daemon] in
                let line = Line(to: daemon.socket)
                line.send("POST /v1/records HTTP/1.1\r\nhost: rir\r\ncontent-length: 12\r\n\r\n{")
                daemon.stop()
                return line.readToEnd()
            }
            #expect(!answer.contains(" 200 "))
        }
    }

    @Test func anotherUser_isToldAndClosed() async throws {
        try await DaemonFixture.run(change: { $0.owner = geteuid() &+ 1 }) { daemon in
            let answer = await daemon.ask("GET", "/v1/daemon")
            #expect(answer.status == 403)
            #expect(answer.fails(with: .peerRefused))
        }
    }

    @Test func connectionTooMany_isToldThatTheDaemonIsBusy() async throws {
        try await DaemonFixture.run(change: { $0.limits.connections = 3 }) { daemon in
            let answers = await blocking { [daemon] in
                let lines = (0..<4).map { _ in Line(to: daemon.socket) }
                return lines.map { line in
                    line.send("GET /v1/daemon HTTP/1.1\r\nhost: rir\r\n\r\n")
                    return Answer(line.read(until: "}\n"))
                }
            }
            #expect(answers.map(\.status) == [200, 200, 200, 503])
            #expect(answers[3].fails(with: .studyBusy))
            let again = await blocking { [daemon] in
                var answer = Answer("")
                while answer.status != 200 {
                    let line = Line(to: daemon.socket)
                    line.send("GET /v1/daemon HTTP/1.1\r\nhost: rir\r\n\r\n")
                    answer = Answer(line.read(until: "}\n"))
                }
                return answer
            }
            #expect(again.status == 200)
        }
    }

    @Test func silentConnection_isClosed() async throws {
        try await DaemonFixture.run(change: { $0.limits.silence = .milliseconds(50) }) { daemon in
            let text = await blocking { [daemon] in Line(to: daemon.socket).readToEnd() }
            #expect(text.isEmpty)
        }
    }

    @Test func selfStartedDaemonWithoutRequests_stops() async throws {
        let activity = Activity()
        let request = StopRequest(activity: activity, idleLimit: .milliseconds(20))
        activity.begin()
        let started = ContinuousClock.now
        let stopping = Task { try await request.run() }
        activity.end()
        try await stopping.value
        #expect(ContinuousClock.now - started >= .milliseconds(20))
    }

    @Test func readyDescriptor_getsOneByteWhenConnectionsAreAccepted() async throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        let (reader, writer) = (ends[0], ends[1])
        try await DaemonFixture.run(change: { $0.readyDescriptor = writer }) { daemon in
            let bytes = await blocking {
                var buffer = [UInt8](repeating: 0, count: 4)
                let count = read(reader, &buffer, 4)
                return Array(buffer.prefix(max(0, count)))
            }
            #expect(bytes == [UInt8(ascii: "+")])
            #expect(await daemon.ask("GET", "/v1/daemon").status == 200)
        }
        close(reader)
    }

    @Test(arguments: [
        (["--self-started"], ["RIR_IDLE_SECONDS": "7"], 7 as Int?, Starter.client),
        (["--self-started"], [:], 900, .client),
        (["--self-started"], ["RIR_IDLE_SECONDS": "soon"], 900, .client),
        (["--self-started"], ["NOTIFY_SOCKET": "/run/n"], 900, .client),
        ([], ["RIR_IDLE_SECONDS": "7"], nil, .hand),
        ([], ["NOTIFY_SOCKET": "/run/n"], nil, .systemd),
        ([], ["XPC_SERVICE_NAME": "org.rir.rird"], nil, .launchd),
    ])
    func options_sayWhoStartedItAndWhenItStops(
        arguments: [String], environment: [String: String], idle: Int?, starter: Starter
    ) throws {
        let options = try DaemonOptions(arguments: arguments, environment: environment)
        #expect(options.idleSeconds == idle)
        #expect(options.starter == starter)
    }

    @Test(arguments: [["--bogus"], ["--ready-fd"], ["--ready-fd", "x"], ["--ready-fd", "1"], ["serve"]])
    func unknownOption_isUsage(arguments: [String]) {
        let error = #expect(throws: StudyError.self) {
            try DaemonOptions(arguments: arguments, environment: [:])
        }
        #expect(error?.code == .usage)
    }
}
