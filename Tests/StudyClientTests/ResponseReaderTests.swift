import StudyClient
import Testing

@Suite struct ResponseReaderTests {
    static let answers: [(String, Int, String)] = [
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, "hello"),
        ("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", 200, ""),
        ("HTTP/1.1 204 No Content\r\n\r\n", 204, ""),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=1\r\n0123456789\r\n0\r\n\r\n",
            200, "abc0123456789"
        ),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n0\r\nTrailer: x\r\n\r\n", 200, ""),
        ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno", 404, "no"),
        ("HTTP/1.0 200 OK\n\nuntil the end", 200, "until the end"),
    ]

    @Test(arguments: answers)
    func answer_whole_isRead(_ text: String, status: Int, body: String) throws {
        var reader = ResponseReader()
        let bytes = try reader.take(Array(text.utf8))
        if !reader.isComplete { try reader.end() }
        #expect(reader.head?.status == status)
        #expect(String(decoding: bytes, as: UTF8.self) == body)
        #expect(reader.isComplete)
    }

    @Test(arguments: answers)
    func answer_byteByByte_isReadTheSame(_ text: String, status: Int, body: String) throws {
        var reader = ResponseReader()
        var bytes: [UInt8] = []
        for byte in text.utf8 { bytes += try reader.take([byte]) }
        if !reader.isComplete { try reader.end() }
        #expect(reader.head?.status == status)
        #expect(String(decoding: bytes, as: UTF8.self) == body)
    }

    @Test(arguments: [
        "SSH-2.0-x\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 99 x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 1x\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\n\r\n", "HTTP/1.1 200 OK\r\nbad name: x\r\n\r\n",
    ])
    func head_malformed_isRefused(_ text: String) {
        var reader = ResponseReader()
        #expect(throws: ResponseReader.Failure.malformedHead) { try reader.take(Array(text.utf8)) }
    }

    @Test(arguments: ["x\r\n", "\r\n", "-1\r\n", "+3\r\nabc\r\n", "3\r\nabcd\r\n", "fffffffffffffffff\r\n"])
    func chunk_malformed_isRefused(_ chunk: String) {
        var reader = ResponseReader()
        let text = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n" + chunk
        #expect(throws: ResponseReader.Failure.malformedChunk) { try reader.take(Array(text.utf8)) }
    }

    @Test func head_tooLarge_isRefused() {
        var reader = ResponseReader()
        let text = "HTTP/1.1 200 OK\r\nx: " + String(repeating: "y", count: ResponseReader.largestHead)
        #expect(throws: ResponseReader.Failure.headTooLarge) { try reader.take(Array(text.utf8)) }
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhel", "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n",
    ])
    func connection_closedEarly_isAFailure(_ text: String) throws {
        var reader = ResponseReader()
        _ = try reader.take(Array(text.utf8))
        #expect(throws: ResponseReader.Failure.endedEarly) { try reader.end() }
    }

    @Test(arguments: 0..<200)
    func bytes_random_neverTrap(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var reader = ResponseReader()
        let start = seed % 2 == 0 ? "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n" : ""
        let alphabet = Array("0123abcHTTP/1. \r\n:;\u{0}\u{7F}".utf8)
        let bytes =
            Array(start.utf8) + (0..<300).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] }
        let result = Result { try reader.take(bytes) }
        let body = (try? result.get()) ?? []
        #expect(body.count <= bytes.count)
    }
}

/// SplitMix64: the same bytes for the same seed.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
