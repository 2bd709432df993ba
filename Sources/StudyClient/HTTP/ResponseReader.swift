/// Reads one HTTP/1.1 response from bytes as they arrive (RFC 9112), in bounded memory.
///
/// Bodies come with a length, in chunks, or until the connection closes. Interim answers (1xx) are passed
/// over.
package struct ResponseReader {
    /// Why bytes are no response.
    package enum Failure: Error, Equatable, Sendable {
        case malformedHead
        case headTooLarge
        case malformedChunk
        case endedEarly
    }

    /// Status and header fields of a response; names in lower case, repeated fields joined by a comma.
    package struct Head: Equatable, Sendable {
        package var status: Int
        package var fields: [String: String]
    }

    private enum State {
        case head
        case length(Int)
        case chunkSize
        case chunk(Int)
        case chunkEnd
        case trailer
        case untilClose
        case complete
    }

    /// The largest head, and the largest line between chunks, in bytes.
    package static let largestHead = 64 * 1024

    /// The head, once all of it has arrived.
    package private(set) var head: Head?
    private var state = State.head
    private var line: [UInt8] = []

    package init() {}

    /// Whether the whole response has arrived.
    package var isComplete: Bool {
        if case .complete = state { true } else { false }
    }

    /// Takes the next bytes of the connection and returns the bytes of the body among them.
    package mutating func take(_ bytes: some Collection<UInt8>) throws(Failure) -> [UInt8] {
        var rest = Array(bytes)[...]
        var body: [UInt8] = []
        while !rest.isEmpty, !isComplete {
            switch state {
            case .head: try takeHead(&rest)
            case .length(let left):
                let piece = rest.prefix(left)
                body += piece
                rest = rest.dropFirst(piece.count)
                state = piece.count == left ? .complete : .length(left - piece.count)
            case .chunk(let left):
                let piece = rest.prefix(left)
                body += piece
                rest = rest.dropFirst(piece.count)
                state = piece.count == left ? .chunkEnd : .chunk(left - piece.count)
            case .chunkSize, .chunkEnd, .trailer: try takeChunkLine(&rest)
            case .untilClose:
                body += rest
                rest = []
            case .complete: break
            }
        }
        return body
    }

    /// Takes note that the connection has closed.
    package mutating func end() throws(Failure) {
        switch state {
        case .untilClose, .complete: state = .complete
        default: throw .endedEarly
        }
    }

    /// Moves bytes into `line` up to and with a line feed; true when the line is whole.
    private mutating func takeLine(_ rest: inout ArraySlice<UInt8>) -> Bool {
        guard let feed = rest.firstIndex(of: UInt8(ascii: "\n")) else {
            line += rest
            rest = []
            return false
        }
        line += rest[...feed]
        rest = rest[(feed + 1)...]
        return true
    }

    private mutating func takeHead(_ rest: inout ArraySlice<UInt8>) throws(Failure) {
        let whole = takeLine(&rest)
        guard line.count <= Self.largestHead else { throw .headTooLarge }
        guard whole, line.hasSuffix("\r\n\r\n") || line.hasSuffix("\n\n") else { return }
        let parsed = try Self.parseHead(line)
        line = []
        if (100..<200).contains(parsed.status) { return }
        head = parsed
        state = try Self.framing(of: parsed)
    }

    private mutating func takeChunkLine(_ rest: inout ArraySlice<UInt8>) throws(Failure) {
        let whole = takeLine(&rest)
        guard line.count <= Self.largestHead else { throw .malformedChunk }
        guard whole else { return }
        let text = Self.text(line[...])
        line = []
        switch state {
        case .chunkEnd:
            guard text.isEmpty else { throw .malformedChunk }
            state = .chunkSize
        case .trailer: if text.isEmpty { state = .complete }
        default:
            let digits = text.prefix { $0 != ";" }.trimmed
            guard (1...15).contains(digits.utf8.count),
                digits.utf8.allSatisfy({ Character(.init($0)).isHexDigit }),
                let size = Int(digits, radix: 16)
            else { throw .malformedChunk }
            state = size == 0 ? .trailer : .chunk(size)
        }
    }

    private static func parseHead(_ bytes: [UInt8]) throws(Failure) -> Head {
        let lines = bytes.split(separator: UInt8(ascii: "\n")).map(text).filter { !$0.isEmpty }
        guard let first = lines.first, first.hasPrefix("HTTP/1.") else { throw .malformedHead }
        let words = first.split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[1].utf8.count == 3, let status = Int(words[1]),
            (100...599).contains(status)
        else { throw .malformedHead }
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else { throw .malformedHead }
            let name = line[..<colon].lowercased()
            guard !name.contains(" ") else { throw .malformedHead }
            let value = String(line[line.index(after: colon)...].trimmed)
            fields[name] = fields[name].map { $0 + ", " + value } ?? value
        }
        return Head(status: status, fields: fields)
    }

    private static func framing(of head: Head) throws(Failure) -> State {
        if head.status == 204 || head.status == 304 { return .complete }
        if let coding = head.fields["transfer-encoding"] {
            guard coding.lowercased() == "chunked" else { throw .malformedHead }
            return .chunkSize
        }
        guard let text = head.fields["content-length"] else { return .untilClose }
        guard let length = Int(text), length >= 0, String(length) == text else { throw .malformedHead }
        return length == 0 ? .complete : .length(length)
    }

    private static func text(_ line: ArraySlice<UInt8>) -> String {
        var line = line
        while let last = line.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") {
            line.removeLast()
        }
        return String(decoding: line, as: UTF8.self)
    }
}

extension StringProtocol {
    /// The text without spaces and tabs at its ends.
    var trimmed: SubSequence {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) })
        else {
            return self[startIndex..<startIndex]
        }
        return self[first...last]
    }
}

extension [UInt8] {
    func hasSuffix(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { self.suffix($0.count).elementsEqual($0) }
    }
}
