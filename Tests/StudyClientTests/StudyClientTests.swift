import Foundation
import StudyAPI
import StudyClient
import StudyModel
import Testing

@Suite struct StudyClientTests {
    static let reply = DaemonReply(
        pid: 7, version: "0.1.0", api: 1, startedAt: Timestamp(secondsSinceEpoch: 0), startedBy: "self",
        idleStop: 900,
        socket: "s", log: "l", studies: [], resident: 1)

    @Test func question_isSentWithVersionAndStudy() throws {
        let daemon = try FakeDaemon { _ in
            [(try? FakeDaemon.json(OperationsReply(operations: [], total: 3))) ?? ""]
        }
        let client = StudyClient(socket: daemon.socket, study: "/home/a b/ö")
        #expect(try client.operations(limit: 5).total == 3)
        let request = try #require(daemon.requests.first)
        #expect(request.method == "GET")
        #expect(request.target == "/v1/operations?limit=5&offset=0")
        #expect(request.fields[APIVersion.header] == "1")
        #expect(request.fields[APIVersion.studyHeader] == "/home/a%20b/%C3%B6")
        #expect(request.fields["host"] == "rir")
    }

    @Test func agent_isNamedWhereARemoteIsReached() throws {
        let daemon = try FakeDaemon { _ in
            [(try? FakeDaemon.json(JoinRequestsReply(requests: []))) ?? ""]
        }
        var client = StudyClient(socket: daemon.socket, study: "/s")
        client.agent = "/run/an agent"
        _ = try client.joinRequests(on: nil)
        _ = try? client.remotes()
        #expect(daemon.requests.map { $0.fields[APIVersion.agentHeader] } == ["/run/an%20agent", nil])
    }

    @Test func recordName_isEncodedAsOneSegment() throws {
        let daemon = try FakeDaemon { _ in
            [(try? FakeDaemon.json(DiffReply(id: Self.id, from: "1", to: "2", diff: ""))) ?? ""]
        }
        _ = try StudyClient(socket: daemon.socket).diff("../a?b", from: "1", to: "file")
        #expect(daemon.requests.first?.target == "/v1/records/..%2Fa%3Fb/diff?from=1&to=file")
    }

    static let id = RecordID(
        day: CalendarDay(daysSinceEpoch: 18_000).unsafelyUnwrapped, kind: .minutes, suffix: "7f3k")

    @Test func filter_becomesQueryNames() throws {
        let daemon = try FakeDaemon { _ in
            [(try? FakeDaemon.json(RecordsReply(RecordPage(records: [], total: 0)))) ?? ""]
        }
        let filter = RecordFilter(
            kinds: [.email, .minutes], from: CalendarDay(rawValue: "2020-04-01"),
            participants: [Handle(rawValue: "SP66")].compactMap { $0 }, text: "a b+c", limit: 10)
        _ = try StudyClient(socket: daemon.socket).records(filter)
        #expect(
            daemon.requests.first?.target
                == "/v1/records?kind=email&kind=minutes&from=2020-04-01&participant=SP66&text=a%20b%2Bc&limit=10"
        )
    }

    @Test func failure_arrivesAsTheDaemonSaidIt() throws {
        let error = StudyError(.recordConflict, "Record x has a newer version.", hint: "Run 'rir diff x'.")
        let daemon = try FakeDaemon { _ in [(try? FakeDaemon.json(FailureReply(error), status: 409)) ?? ""] }
        #expect(throws: error) { try StudyClient(socket: daemon.socket).undo() }
    }

    @Test func socketMissing_withoutProgram_saysNotRunning() {
        let error = #expect(throws: StudyError.self) {
            try StudyClient(socket: "/tmp/there-is-no-such.sock").daemonStatus()
        }
        #expect(error?.code == .daemonNotRunning)
    }

    @Test func program_thatSaysNothing_isNotStarted() throws {
        let folder = try Scratch.folder()
        try Scratch.write("#!/bin/sh\nexec sleep 30\n", to: folder + "/rird")
        #expect(chmod(folder + "/rird", 0o755) == 0)
        var program = DaemonProgram(path: folder + "/rird", log: "/somewhere/rird.log")
        program.patience = 200
        let error = #expect(throws: StudyError.self) {
            try StudyClient(socket: folder + "/rir.sock", program: program).daemonStatus()
        }
        #expect(error?.code == .daemonNotStarted)
        #expect(error?.hint?.contains("/somewhere/rird.log") == true)
    }

    @Test func program_isStartedInASessionOfItsOwn_withNothingInherited() throws {
        let folder = try Scratch.folder()
        let script = """
            #!/bin/sh
            { echo "$@"; ls /proc/self/fd | sort -n | tr '\\n' ' '; } > \(folder)/seen
            printf x >&3
            """
        try Scratch.write(script, to: folder + "/rird")
        #expect(chmod(folder + "/rird", 0o755) == 0)
        let inherited = open("/dev/null", O_RDONLY)
        defer { close(inherited) }
        #expect(try DaemonProgram(path: folder + "/rird", log: nil).start() == .ready)
        let lines = try String(contentsOfFile: folder + "/seen", encoding: .utf8).split(separator: "\n")
        #expect(lines.first == "--self-started --ready-fd 3")
        let numbers = lines.last?.split(separator: " ").compactMap { Int($0) } ?? []
        #expect(!numbers.contains(Int(inherited)))
    }

    @Test(arguments: [(0, "older", "rir daemon stop"), (2, "newer", "up to date")])
    func daemonOfAnotherVersion_isNamedPlainly(_ version: Int, _: String, hint: String) throws {
        let daemon = try FakeDaemon { _ in
            ["HTTP/1.1 200 OK\r\n\(APIVersion.header): \(version)\r\ncontent-length: 2\r\n\r\n{}"]
        }
        let error = #expect(throws: StudyError.self) { try StudyClient(socket: daemon.socket).studies() }
        #expect(error?.code == .versionMismatch)
        #expect(error?.hint?.contains(hint) == true)
    }

    @Test func daemonOfAnotherVersion_canStillBeStopped() throws {
        let daemon = try FakeDaemon { _ in
            ["HTTP/1.1 200 OK\r\n\(APIVersion.header): 9\r\ncontent-length: 2\r\n\r\n{}"]
        }
        try StudyClient(socket: daemon.socket).stopDaemon()
        #expect(daemon.requests.first?.fields[APIVersion.header] == nil)
    }

    @Test func daemonThatHangsUp_isAskedAgainForQuestionsOnly() throws {
        let daemon = try FakeDaemon { _ in [] }
        let client = StudyClient(socket: daemon.socket)
        #expect(throws: StudyError.self) { try client.doctor() }
        #expect(daemon.requests.count == 2)
        #expect(throws: StudyError.self) { try client.undo() }
        #expect(daemon.requests.count == 3)
    }

    @Test func stream_givesEventsAndTheLastValue() throws {
        let summary = ImportSummary(
            operation: try #require(OperationID(rawValue: String(repeating: "0", count: 26))), created: 1)
        let done = String(decoding: try WireJSON.encode(summary), as: UTF8.self)
        let daemon = try FakeDaemon { _ in
            FakeDaemon.events([
                ("progress", #"{"phase":"import","done":1,"total":2}"#),
                ("outcome", #"{"path":"a","result":"created","remarks":[],"guesses":[]}"#),
                ("done", done),
            ])
        }
        var names: [String] = []
        let result = try StudyClient(socket: daemon.socket).importFiles(ImportBody(paths: [], overrides: nil))
        { event in
            switch event {
            case .progress(let progress): names.append("progress \(progress.done)")
            case .outcome(let outcome): names.append("outcome \(outcome.path)")
            case .done: names.append("done")
            case .failed: names.append("failed")
            }
        }
        #expect(result == summary)
        #expect(names == ["progress 1", "outcome a", "done"])
    }

    @Test func stream_thatBreaksOff_isAFailure() throws {
        let daemon = try FakeDaemon { _ in FakeDaemon.events([("progress", #"{"phase":"check","done":1}"#)]) }
        #expect(throws: StudyError.self) { try StudyClient(socket: daemon.socket).check() }
    }

    @Test func stream_thatFails_throwsItsError() throws {
        let error = StudyError(.storageFull, "The disk is full.", hint: nil)
        let data = String(decoding: try WireJSON.encode(FailureReply(error)), as: UTF8.self)
        let daemon = try FakeDaemon { _ in FakeDaemon.events([("failed", data)]) }
        #expect(throws: error) { try StudyClient(socket: daemon.socket).reindex() }
    }

    @Test func longBody_isSentInChunks_whole() throws {
        let daemon = try FakeDaemon { _ in
            FakeDaemon.events([("failed", #"{"ok":false,"error":{"code":"x","message":"m"}}"#)])
        }
        let content = [UInt8](repeating: UInt8(ascii: "z"), count: 3_000_000)
        let body = ImportBody(paths: [], given: [.init(name: "z.txt", bytes: content)], overrides: nil)
        #expect(throws: StudyError.self) { try StudyClient(socket: daemon.socket).importFiles(body) }
        let request = try #require(daemon.requests.first)
        #expect(request.fields["content-type"] == ImportFrame.mediaType)
        let feed = try #require(request.body.firstIndex(of: UInt8(ascii: "\n")))
        #expect(request.body.count - feed - 1 == content.count)
    }
}
