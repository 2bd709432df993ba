import Foundation
import ProgramFixture
import Synchronization
import Testing
import TransparencyLog

@testable import WitnessServer

/// The protocol over a real socket (c2sp.org/tlog-witness 1.0.0): each status, many at once, slow and rude callers.
@Suite struct WitnessServerTests {
    private static func serving(
        _ change: (inout WitnessServer.Limits) -> Void = { _ in }, _ work: (ServerFixture) throws -> Void
    ) throws {
        let fixture = try ServerFixture(change)
        defer { fixture.stop() }
        try work(fixture)
    }

    // MARK: The protocol

    @Test func everyStatusOfTheProtocol_isAnswered() throws {
        try Self.serving { fixture in
            let (three, nine) = (ServerFixture.tree(3), ServerFixture.tree(9))
            let caller = try fixture.caller()
            let first = try #require(caller.post(try fixture.body(0, three)))
            #expect(first.status == 200 && first.body.hasPrefix("\u{2014} example.com/witness "))
            #expect(first.head.contains("Content-Type: text/plain; charset=utf-8"))
            // The same bytes again start from a size that is no longer the last one, as the specification has it.
            let again = try #require(caller.post(try fixture.body(0, three)))
            #expect(again.status == 409 && again.body == "3\n")
            #expect(again.head.contains("Content-Type: text/x.tlog.size\r\n"))
            // From there it is cosigned again: a lost answer can be asked for.
            #expect(caller.post(try fixture.body(3, three))?.status == 200)
            #expect(caller.post(try fixture.body(3, nine, hashes: [three.root]))?.status == 422)
            #expect(caller.post(try fixture.body(3, ServerFixture.tree(3, "x")))?.status == 422)
            #expect(caller.post(try fixture.body(10, nine))?.status == 400)
            #expect(caller.post("old 3\n")?.status == 400)
            #expect(caller.post(try fixture.body(0, nine, origin: "example.com/other"))?.status == 404)
            let stranger = try NoteSigner(
                name: fixture.signer.verifier.name, seed: [UInt8](repeating: 7, count: 32))
            #expect(caller.post(try fixture.body(3, nine, signer: stranger))?.status == 403)
            #expect(caller.post(try fixture.body(3, nine))?.status == 200)
            // Never back.
            #expect(caller.post(try fixture.body(0, three))?.body == "9\n")
            #expect(caller.post(try fixture.body(9, three))?.status == 400)
        }
    }

    @Test func whatWasCosigned_isShownUnderTheOriginsHash() throws {
        try Self.serving { fixture in
            let caller = try fixture.caller()
            let hash = try LogOrigin("example.com/log").digest
            let get = "GET /\(hash)/checkpoint HTTP/1.1\r\nHost: w\r\n\r\n"
            #expect(caller.send(get).reply()?.status == 404)
            let body = try fixture.body(0, ServerFixture.tree(5))
            // A stranger's line beside the log's is passed over and not passed on.
            let strange = try NoteSigner(name: KeyName("stranger"), seed: [UInt8](repeating: 8, count: 32))
            let line = try SignedNote(signing: "x\n", with: [strange]).signatures[0].line
            #expect(caller.post(body + line)?.status == 200)
            let shown = try #require(caller.send(get).reply())
            #expect(shown.status == 200 && !shown.body.contains("stranger"))
            let verified = try SignedCheckpoint(Array(shown.body.utf8)).verified(
                log: LogIdentity(verifier: fixture.signer.verifier),
                cosigners: [fixture.cosigner.verifier])
            #expect(verified.checkpoint.size == 5 && verified.cosignatures.count == 1)
            let head = "HEAD /\(hash)/checkpoint HTTP/1.1\r\nHost: w\r\nConnection: close\r\n\r\n"
            let text = try #require(caller.send(head).rest())
            #expect(
                text.contains("Content-Length: \(shown.body.utf8.count)\r\n") && text.hasSuffix("\r\n\r\n"))
        }
    }

    @Test(arguments: [
        ("GET /add-checkpoint", 405, "Allow: POST"),
        ("POST /\(String(repeating: "a", count: 64))/checkpoint", 405, "Allow: GET, HEAD"),
        ("POST /", 404, "HTTP/1.1"),
        ("GET /\(String(repeating: "A", count: 64))/checkpoint", 404, "HTTP/1.1"),
        ("POST /add-checkpoint?x=1", 404, "HTTP/1.1"), ("GET /../key", 404, "HTTP/1.1"),
    ])
    func anythingElse_isRefused(_ line: String, _ status: Int, _ head: String) throws {
        try Self.serving { fixture in
            let reply = try #require(
                try fixture.caller().send("\(line) HTTP/1.1\r\nHost: w\r\nContent-Length: 0\r\n\r\n").reply())
            #expect(reply.status == status && reply.head.contains(head))
        }
    }

    @Test func aDeskThatCannotStore_signsNothing() throws {
        try Self.serving { fixture in
            let caller = try fixture.caller()
            fixture.office.state.withLock { $0.isBroken = true }
            #expect(caller.post(try fixture.body(0, ServerFixture.tree(3)))?.status == 503)
            #expect(fixture.office.state.withLock { $0.failures } == 1)
            fixture.office.state.withLock { $0.isBroken = false }
            #expect(caller.post(try fixture.body(0, ServerFixture.tree(3)))?.status == 200)
        }
    }

    // MARK: Many, slow and rude

    @Test func manyAtOnce_areOneHistory() async throws {
        let fixture = try ServerFixture()
        let tree = ServerFixture.tree(1000)
        // Each writes on from what the witness holds, as soon as it hears of it; all race.
        let cosigned = try await withThrowingTaskGroup(of: [Int].self) { group in
            for runner in 0..<8 {
                group.addTask {
                    let caller = try fixture.caller()
                    var old: UInt64 = 0
                    var sizes: [Int] = []
                    for step in 0..<20 {
                        let size = min(1000, Int(old) + 1 + (runner + step) % 5)
                        let next = MerkleTree(leafHashes: tree.leafHashes.prefix(size))
                        let reply = try #require(caller.post(try fixture.body(old, next)))
                        if reply.status == 200 {
                            sizes.append(size)
                            old = UInt64(size)
                        } else {
                            #expect(reply.status == 409)
                            old = try #require(UInt64(reply.body.dropLast()))
                        }
                    }
                    return sizes
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let state = fixture.office.state.withLock { $0.cosigned["example.com/log"]?.state }
        #expect(state?.size == cosigned.max().map(UInt64.init))
        #expect(try state?.root == tree.root(atSize: state?.size ?? 0))
        // Nobody was told 200 for the same step from the same size: what was cosigned only grows.
        #expect(Set(cosigned).count == cosigned.count)
        #expect(fixture.office.state.withLock { $0.mostPresent } == 1)
        fixture.stop()
    }

    @Test func callsInOnePiece_areAnsweredInTheirOrder() throws {
        try Self.serving { fixture in
            let caller = try fixture.caller()
            let bodies = [
                try fixture.body(0, ServerFixture.tree(2)), try fixture.body(0, ServerFixture.tree(2)),
                try fixture.body(2, ServerFixture.tree(4)),
            ]
            caller.send(
                bodies.map { body in
                    "POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
                }.joined())
            #expect((0..<3).map { _ in caller.reply()?.status } == [200, 409, 200])
        }
    }

    @Test func aBodyInChunksAfterAWord_isRead() throws {
        try Self.serving { fixture in
            let caller = try fixture.caller()
            caller.send(
                "POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n"
            )
            #expect(caller.reply()?.status == 100)
            for byte in try fixture.body(0, ServerFixture.tree(2)).utf8 {
                caller.send([0x31, 13, 10, byte, 13, 10])
            }
            #expect(caller.send("0\r\n\r\n").reply()?.status == 200)
        }
    }

    @Test func whatIsTooLarge_isToldSo_andTheConnectionEnds() throws {
        try Self.serving { fixture in
            let caller = try fixture.caller()
            caller.send("POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: 1004097\r\n\r\n")
            caller.send([UInt8](repeating: 0x61, count: 300_000))
            let text = try #require(caller.rest())
            #expect(text.hasPrefix("HTTP/1.1 413 ") && text.contains("Connection: close\r\n"))
            let largest = String(repeating: "x", count: AddCheckpointRequest.maximalSize)
            #expect(try fixture.caller().post(largest)?.status == 400)
        }
    }

    @Test func whoeverIsSlow_isCutOff_andKeepsNobodyWaiting() throws {
        try Self.serving({ limits in
            limits.call = .milliseconds(300)
            limits.idle = .milliseconds(600)
            limits.connections = 4
        }) { fixture in
            let slow = try (0..<3).map { _ in
                try fixture.caller().send(
                    "POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: 9\r\n\r\nold")
            }
            let silent = try fixture.caller()
            // All places are taken; the silent one makes room.
            #expect(try fixture.caller().post(try fixture.body(0, ServerFixture.tree(3)))?.status == 200)
            #expect(silent.rest() == "")
            for caller in slow { #expect(caller.rest()?.hasPrefix("HTTP/1.1 408 ") == true) }
            // One between two requests is dropped without a word.
            #expect(try fixture.caller().rest() == "")
        }
    }

    @Test func rubbish_neverEndsTheServer() throws {
        try Self.serving { fixture in
            var seed: UInt64 = 42
            for round in 0..<200 {
                let bytes = (0..<(round * 7 % 400)).map { _ in
                    seed = seed &* 6_364_136_223_846_793_005 &+ 1
                    return UInt8(truncatingIfNeeded: seed >> 33)
                }
                // Hangs up at once, so that answers meet nobody.
                try fixture.caller().send(bytes)
                let caller = try fixture.caller()
                caller.send(
                    "POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: \(bytes.count)\r\n\r\n")
                #expect(caller.send(bytes).reply()?.status == 400)
            }
            #expect(try fixture.caller().post(try fixture.body(0, ServerFixture.tree(3)))?.status == 200)
        }
    }

    // MARK: Sockets

    @Test func theSocket_isItsOwnersAlone_andGoesWithTheServer() throws {
        let fixture = try ServerFixture()
        let rights = try FileManager.default.attributesOfItem(atPath: fixture.path)
        #expect(rights[.posixPermissions] as? Int == 0o600)
        #expect(throws: (any Error).self) { try Listener.unix(fixture.path, forGroup: false) }
        let keptOpen = try fixture.caller()
        #expect(keptOpen.post("")?.status == 400)
        fixture.stop()
        #expect(!FileManager.default.fileExists(atPath: fixture.path) && keptOpen.rest() == "")
        let wide = try Listener.unix(fixture.path, forGroup: true)
        let group = try FileManager.default.attributesOfItem(atPath: fixture.path)
        #expect(group[.posixPermissions] as? Int == 0o660)
        wide.close()
    }

    @Test func somethingElseAtThePath_staysThere() throws {
        let path =
            FileManager.default.temporaryDirectory.path + "/rir-witness-file-\(UUID().uuidString.prefix(8))"
        try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
        defer { unlink(path) }
        #expect(throws: (any Error).self) { try Listener.unix(path, forGroup: false) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
        #expect(throws: (any Error).self) {
            try Listener.unix("/tmp/" + String(repeating: "x", count: 120), forGroup: false)
        }
    }

    @Test(arguments: [
        "localhost:80", "127.0.0.1", "127.0.0.1:x", ":80", "::1:80", "[127.0.0.1]:80", "127.0.0.1:65536",
    ])
    func whatIsNoAddress_isSaid(_ text: String) {
        #expect(throws: (any Error).self) { try Listener.network(text) }
    }

    @Test func aFreePort_isNamed() throws {
        let listener = try Listener.network("127.0.0.1:0")
        #expect(listener.name.hasPrefix("http://127.0.0.1:") && !listener.name.hasSuffix(":0/"))
        // Taken is taken.
        let port = listener.name.dropFirst("http://".count).dropLast()
        #expect(throws: (any Error).self) { try Listener.network(String(port)) }
    }
}
