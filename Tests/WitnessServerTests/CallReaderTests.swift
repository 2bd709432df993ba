import Testing

@testable import WitnessServer

/// Calls as they come over a connection, whole and in pieces, and what is none.
@Suite struct CallReaderTests {
    private static func read(_ bytes: [UInt8], pieces: Int, most: Int = 64) throws -> [Call] {
        var reader = CallReader(largestBody: most)
        var calls: [Call] = []
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            reader.take(bytes[start..<min(bytes.count, start + pieces)])
            while let call = try reader.next() { calls.append(call) }
        }
        #expect(reader.isIdle)
        return calls
    }

    @Test(arguments: [1, 2, 3, 7, 1000])
    func callsInPieces_areTheSame(_ pieces: Int) throws {
        let text =
            "\r\nPOST /add-checkpoint HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nold 1"
            + "GET http://b/x/y HTTP/1.1\r\nhost:  b \r\n\r\n"
            + "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0A;x=y\r\n0123456789\r\n0\r\nT: x\r\n\r\n"
            + "POST /z HTTP/1.0\r\nContent-Length: 0\r\n\r\n"
            + "PUT /z HTTP/1.1\r\nHost: c\r\nConnection: keep, Close\r\n\r\n"
        let calls = try Self.read(Array(text.utf8), pieces: pieces)
        #expect(
            calls == [
                Call(method: "POST", path: "/add-checkpoint", body: Array("old 1".utf8), closes: false),
                Call(method: "GET", path: "/x/y", body: [], closes: false),
                Call(method: "POST", path: "/", body: Array("abc0123456789".utf8), closes: false),
                Call(method: "POST", path: "/z", body: [], closes: true),
                Call(method: "PUT", path: "/z", body: [], closes: true),
            ])
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        ("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("GET x HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET / HTTP/1.1\nHost: a\n\n", 400), ("GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n", 400), ("GET /\u{0} HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n", 400), ("GET / SPDY\r\nHost: a\r\n\r\n", 400),
        ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505), ("hello\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65\r\n\r\n", 413),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n", 413),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
        ("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n41\r\n", 413),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nExpect: wonders\r\n\r\n", 417),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "x", count: 9000) + "\r\n\r\n", 431),
        (String(repeating: "x", count: 9000), 431),
    ])
    func whatIsNoCall_isRefused(_ text: String, _ status: Int) throws {
        for pieces in [1, 5, 20_000] {
            do {
                _ = try Self.read(Array(text.utf8), pieces: pieces)
                #expect(Bool(false), "\(text.prefix(60)) was read")
            } catch let refusal as CallRefusal {
                #expect(refusal.status == status, "\(text.prefix(60))")
            }
        }
    }

    @Test func whoeverWaits_isToldOnce() throws {
        var reader = CallReader(largestBody: 64)
        reader.take(
            Array("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n".utf8))
        #expect(try reader.next() == nil && !reader.isIdle)
        #expect(reader.takeWaiting() && !reader.takeWaiting())
        reader.take(Array("ab".utf8))
        #expect(try reader.next()?.body == Array("ab".utf8) && reader.isIdle)
    }

    @Test func manySmallChunks_areTooMuch() throws {
        var reader = CallReader(largestBody: 1 << 20)
        reader.take(Array("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n".utf8))
        let chunks = Array(String(repeating: "1\r\nx\r\n", count: 10_000).utf8)
        #expect(throws: CallRefusal.tooLarge) {
            for _ in 0..<100 {
                reader.take(chunks)
                _ = try reader.next()
            }
        }
    }
}
