import StudyAPI
import StudyModel
import Testing

@testable import StudyServer

/// Many clients, slow work and faults.
@Suite struct LoadTests {
    @Test func manyClientsAtOnce_areAllAnswered() async throws {
        try await DaemonFixture.run { daemon in
            let statuses = await withTaskGroup(of: Int.self) { group in
                for _ in 0..<40 { group.addTask { await daemon.ask("GET", "/v1/daemon").status } }
                return await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses == Array(repeating: 200, count: 40))
        }
    }

    @Test func requestsOnOneConnection_areAnsweredInOrder() async throws {
        try await DaemonFixture.run { daemon in
            let text = await blocking { [daemon] in
                let line = Line(to: daemon.socket)
                let rest = " HTTP/1.1\r\nhost: rir\r\n\r\n"
                line.send("GET /v1/studies\(rest)GET /v1/nothing\(rest)")
                line.send("GET /v1/daemon HTTP/1.1\r\nhost: rir\r\nconnection: close\r\n\r\n")
                return line.readToEnd()
            }
            let statuses = text.split(separator: "\r\n").filter { $0.contains("HTTP/1.1 ") }.map {
                $0.suffix(16)
            }
            #expect(statuses.count == 3, "\(text)")
            #expect(text.contains("HTTP/1.1 200") && text.contains("HTTP/1.1 404"))
        }
    }

    @Test func workBeyondTheTimeLimit_isBusyAndNotAHang() async throws {
        let gate = Gate()
        let slow = RouteTable.Handler.reply { _ in
            await gate.wait()
            return try Reply(UndoRequest())
        }
        try await DaemonFixture.run(
            standIns: [.doctor: slow], change: { $0.limits.request = .milliseconds(30) }
        ) { daemon in
            let answer = await daemon.ask("GET", "/v1/doctor")
            gate.open()
            #expect(answer.status == 503)
            #expect(answer.fails(with: .studyBusy))
            #expect(answer.header("retry-after") == "1")
        }
    }

    @Test func workUnderWayAtTheStop_isAnswered() async throws {
        let (begun, gate) = (Gate(), Gate())
        let slow = RouteTable.Handler.reply { _ in
            begun.open()
            await gate.wait()
            return try Reply(UndoRequest(reason: "kept"))
        }
        try await DaemonFixture.run(
            standIns: [.undo: slow], change: { $0.limits.draining = .milliseconds(1) }
        ) { daemon in
            async let answer = daemon.ask("POST", "/v1/undo")
            await begun.wait()
            daemon.stop()
            while FileFacts(path: daemon.socket, following: false) != nil {
                try await Task.sleep(for: .milliseconds(2))
            }
            gate.open()
            #expect(await answer.status == 200)
            #expect(await answer.body == "{\"reason\":\"kept\"}\n")
        }
    }

    @Test func fault_isToldWithoutItsContentAndLogged() async throws {
        let faulty = RouteTable.Handler.reply { _ in throw Fault(detail: "heliotrope") }
        try await DaemonFixture.run(standIns: [.doctor: faulty]) { daemon in
            let answer = await daemon.ask("GET", "/v1/doctor")
            #expect(answer.status == 500)
            #expect(answer.fails(with: .internalFault))
            #expect(!answer.body.contains("heliotrope"))
            #expect(daemon.logText.contains("heliotrope"))
        }
    }

    @Test func bytesThatAreNoHTTP_closeTheConnectionAndNothingElse() async throws {
        try await DaemonFixture.run { daemon in
            var state: UInt64 = 42
            for _ in 0..<20 {
                let noise =
                    String(decoding: (0..<300).map { _ in Self.next(&state) }, as: UTF8.self) + "\r\n\r\n"
                _ = await blocking { [daemon] in
                    let line = Line(to: daemon.socket)
                    line.send(noise)
                    return line.read(until: "\r\n")
                }
            }
            #expect(await daemon.ask("GET", "/v1/daemon").status == 200)
        }
    }

    private static func next(_ state: inout UInt64) -> UInt8 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 33)
    }

    private struct Fault: Error {
        let detail: String
    }
}
