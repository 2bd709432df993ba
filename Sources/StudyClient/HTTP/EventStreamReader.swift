/// Reads server-sent events from bytes as they arrive (WHATWG HTML, section 9.2), in bounded memory.
package struct EventStreamReader {
    /// One event: the fields `event` and `data`.
    package struct Event: Equatable, Sendable {
        package var name: String
        package var data: String
    }

    /// An event grew beyond what the reader was told.
    package struct TooLarge: Error, Equatable, Sendable {}

    private let largest: Int
    private var line: [UInt8] = []
    private var name = ""
    private var data: [String] = []
    private var size = 0
    private var followsReturn = false

    /// - Parameter largest: how many bytes an event may have.
    package init(largest: Int = 16 * 1024 * 1024) { self.largest = largest }

    /// Takes the next bytes and returns the events they complete.
    package mutating func take(_ bytes: some Sequence<UInt8>) throws(TooLarge) -> [Event] {
        var events: [Event] = []
        for byte in bytes {
            let wasReturn = followsReturn
            followsReturn = byte == UInt8(ascii: "\r")
            switch byte {
            case UInt8(ascii: "\n") where wasReturn: continue
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): endLine(into: &events)
            default:
                size += 1
                guard size <= largest else { throw TooLarge() }
                line.append(byte)
            }
        }
        return events
    }

    private mutating func endLine(into events: inout [Event]) {
        defer { line.removeAll(keepingCapacity: true) }
        guard !line.isEmpty else {
            if !data.isEmpty { events.append(Event(name: name, data: data.joined(separator: "\n"))) }
            name = ""
            data = []
            size = 0
            return
        }
        let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
        var value = line[min(colon + 1, line.endIndex)...]
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        switch String(decoding: line[..<colon], as: UTF8.self) {
        case "event": name = String(decoding: value, as: UTF8.self)
        case "data": data.append(String(decoding: value, as: UTF8.self))
        default: break
        }
    }
}
