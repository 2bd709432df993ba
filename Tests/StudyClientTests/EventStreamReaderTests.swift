import StudyClient
import Testing

@Suite struct EventStreamReaderTests {
    typealias Event = EventStreamReader.Event

    static let streams: [(String, [String])] = [
        ("event: done\ndata: {}\n\n", ["done={}"]),
        ("event:done\r\ndata:{}\r\n\r\n", ["done={}"]),
        ("event: a\rdata: 1\r\r", ["a=1"]),
        (": a comment\n\ndata: x\n\n", ["=x"]),
        ("data: one\ndata: two\n\n", ["=one\ntwo"]),
        ("event: a\n\ndata: x\n\n", ["=x"]),
        ("id: 7\nretry: 5\nevent: a\ndata\n\n", ["a="]),
        ("event: a\ndata: unfinished\n", []),
        ("data: a: b\n\ndata:  two\n\n", ["=a: b", "= two"]),
    ]

    @Test(arguments: streams)
    func stream_whole_givesItsEvents(_ text: String, expected: [String]) throws {
        var reader = EventStreamReader()
        let events = try reader.take(Array(text.utf8))
        #expect(events.map { "\($0.name)=\($0.data)" } == expected)
    }

    @Test(arguments: streams)
    func stream_byteByByte_givesTheSame(_ text: String, expected: [String]) throws {
        var reader = EventStreamReader()
        var events: [Event] = []
        for byte in text.utf8 { events += try reader.take([byte]) }
        #expect(events.map { "\($0.name)=\($0.data)" } == expected)
    }

    @Test func event_tooLarge_isRefused() {
        var reader = EventStreamReader()
        let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        #expect(throws: EventStreamReader.TooLarge.self) { for _ in 0..<17 { _ = try reader.take(piece) } }
    }

    @Test func events_manySmall_areNotTooLarge() throws {
        var reader = EventStreamReader()
        let event = Array("data: \(String(repeating: "x", count: 1 << 20))\n\n".utf8)
        var count = 0
        for _ in 0..<20 { count += try reader.take(event).count }
        #expect(count == 20)
    }
}
