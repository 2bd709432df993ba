import StudyAPI
import StudyModel
import Testing

@testable import StudyServer

/// The daemon from outside: what a client on its socket sees.
@Suite struct DaemonTests {
    @Test(arguments: Route.allCases)
    func everyRoute_isServed(route: Route) async throws {
        try await DaemonFixture.run { daemon in
            let target = route.path.replacing("{record}", with: "7f3k")
            let answer = await daemon.ask(route.method, target, body: route.method == "GET" ? nil : "{}")
            #expect(answer.status >= 200)
            #expect(!answer.fails(with: .routeUnknown))
            #expect(!answer.fails(with: .internalFault))
            #expect(answer.header("rir-api-version") == "1")
        }
    }

    @Test(arguments: [
        ("GET", "/", 404, StudyError.Code.routeUnknown), ("GET", "/v1", 404, .routeUnknown),
        ("GET", "/v2/records", 404, .routeUnknown), ("GET", "/v1/records/a/b/c", 404, .routeUnknown),
        ("GET", "/v1/../../etc/passwd", 404, .routeUnknown), ("DELETE", "/v1/records", 405, .routeUnknown),
        ("POST", "/v1/search", 405, .routeUnknown), ("GET", "/v1/records?colour=red", 400, .requestInvalid),
        ("GET", "/v1/daemon?study=/a", 400, .requestInvalid),
        ("GET", "/v1/records?limit=many", 400, .requestInvalid),
        ("GET", "/v1/records?kind=novel", 400, .requestInvalid),
        ("GET", "/v1/records?from=2020-02-30", 400, .requestInvalid),
        ("GET", "/v1/records?participant=Jane", 400, .requestInvalid),
        ("GET", "/v1/records?limit=1&limit=2", 400, .requestInvalid),
        ("GET", "/v1/records?text=%FF", 400, .requestInvalid), ("GET", "/v1/search", 400, .requestInvalid),
        ("GET", "/v1/records/7f3k?version=0", 400, .requestInvalid),
        ("GET", "/v1/status?study=relative", 400, .requestInvalid),
        ("GET", "/v1/status?study=%2Fa%00b", 400, .requestInvalid),
    ])
    func wrongRequest_getsTheOneShape(
        method: String, target: String, status: Int, code: StudyError.Code
    ) async throws {
        try await DaemonFixture.run { daemon in
            let answer = await daemon.ask(method, target)
            #expect(answer.status == status)
            #expect(answer.fails(with: code), "\(answer.body)")
            #expect(answer.header("content-type") == "application/json")
        }
    }

    @Test(arguments: [
        ("{", "not JSON"), ("[]", "not a JSON object"), ("{}", "'text'"), (#"{"text":5}"#, "'text'"),
        (#"{"text":"a","kind":"novel"}"#, "'kind'"),
        (#"{"text":"a","participants":["SP1","x"]}"#, "'participants.1'"),
        (#"{"text":"a","date":"2020-02-30"}"#, "'date'"), (#"{"text":"a","Kind":"email"}"#, "does not take"),
    ])
    func wrongBody_namesTheField(body: String, named: String) async throws {
        try await DaemonFixture.run { daemon in
            let answer = await daemon.ask("POST", "/v1/records", body: body)
            #expect(answer.status == 400)
            #expect(answer.fails(with: .requestInvalid))
            #expect(answer.body.contains(named), "\(answer.body)")
        }
    }

    @Test func wrongMethod_saysWhichAreServed() async throws {
        try await DaemonFixture.run { daemon in
            #expect(await daemon.ask("DELETE", "/v1/records").header("allow") == "GET, POST")
        }
    }

    @Test func bodyBeyondTheLimit_isTooLarge() async throws {
        try await DaemonFixture.run(change: { $0.limits.body = 1000 }) { daemon in
            let body = #"{"text":""# + String(repeating: "a", count: 2000) + "\"}"
            let announced = await daemon.ask("POST", "/v1/records", body: body)
            #expect(announced.status == 413)
            #expect(announced.fails(with: .requestTooLarge))
            let chunk = String(body.utf8.count, radix: 16) + "\r\n\(body)\r\n0\r\n\r\n"
            let head =
                "POST /v1/records HTTP/1.1\r\nhost: rir\r\ntransfer-encoding: chunked\r\n\r\n"
            let chunked = await blocking { [socket = daemon.socket] in
                let line = Line(to: socket)
                line.send(head + chunk)
                return Answer(line.read(until: "}\n"))
            }
            #expect(chunked.status == 413)
        }
    }

    @Test(arguments: [("2", 426), ("0", 426), ("one", 426), ("1", 404)])
    func versionHeader_isChecked(version: String, status: Int) async throws {
        try await DaemonFixture.run { daemon in
            let header = ["rir-api-version: \(version)", "rir-study: /nowhere/at/all"]
            let answer = await daemon.ask("GET", "/v1/records", headers: header)
            #expect(answer.status == status)
            #expect(answer.fails(with: .versionMismatch) == (status == 426))
        }
    }

    @Test func clientOfAnotherVersion_mayAskAndStop() async throws {
        try await DaemonFixture.run { daemon in
            let header = ["rir-api-version: 99"]
            #expect(await daemon.ask("GET", "/v1/daemon", headers: header).status == 200)
            #expect(await daemon.ask("POST", "/v1/daemon/stop", headers: header).status == 200)
        }
    }

    @Test func status_tellsAboutTheProcess() async throws {
        try await DaemonFixture.run { daemon in
            let answer = await daemon.ask("GET", "/v1/daemon")
            #expect(answer.body.contains("\"startedAt\":\"2020-09-13T12:26:40Z\""))
            #expect(answer.body.contains("\"startedBy\":\"hand\""))
            #expect(answer.body.contains("\"socket\":\"\(daemon.socket)\""))
            #expect(!answer.body.contains("\"resident\":0"))
        }
    }

    @Test func headerAndQueryNamingDifferentStudies_areRefused() async throws {
        try await DaemonFixture.run { daemon in
            let answer = await daemon.ask("GET", "/v1/status?study=%2Fa", headers: ["rir-study: /b"])
            #expect(answer.fails(with: .requestInvalid))
        }
    }

    @Test func log_holdsNoQueryAndNoBody() async throws {
        try await DaemonFixture.run { daemon in
            _ = await daemon.ask("GET", "/v1/search?q=heliotrope&study=%2Fheliotrope")
            _ = await daemon.ask("POST", "/v1/records", body: #"{"text":"heliotrope","title":"heliotrope"}"#)
            _ = await daemon.ask("GET", "/v1/heliotrope")
            _ = await daemon.ask("GET", "/v1/records?kind=heliotrope")
            let log = daemon.logText
            #expect(log.contains("\"route\":\"search\""))
            #expect(log.contains("\"route\":\"recordsCapture\""))
            #expect(!log.contains("heliotrope"))
        }
    }
}
