/// Reads calls from the bytes of a connection as they arrive, one after another, in bounded memory.
struct CallReader {
    /// The most bytes of a request line and its fields.
    static let largestHead = 8 * 1024
    /// What chunks may add to a body.
    private static let largestOverhead = 64 * 1024
    /// The most digits of a chunk's size, with what may be said after it.
    private static let largestLine = 256

    private enum State {
        case head
        case body(left: Int)
        case chunkSize
        case chunk(left: Int)
        case chunkEnd
        case trailer
    }

    private let largestBody: Int
    private var state = State.head
    private var head: CallHead?
    private var body: [UInt8] = []
    private var bytes: ArraySlice<UInt8> = []
    /// How many bytes of the present call's body have come, with what stands around chunks.
    private var count = 0
    private var hasToldToGoOn = false

    init(largestBody: Int) { self.largestBody = largestBody }

    /// Whether nothing of a next call has come.
    var isIdle: Bool {
        if case .head = state { bytes.isEmpty } else { false }
    }

    /// Takes what came.
    mutating func take(_ piece: some Collection<UInt8>) { bytes = ArraySlice(bytes + piece) }

    /// Whether the other side waits to be told to send the body; true once for a call.
    mutating func takeWaiting() -> Bool {
        guard let head, head.waits, !hasToldToGoOn, bytes.isEmpty, body.isEmpty else { return false }
        hasToldToGoOn = true
        return true
    }

    /// The next call, once all of it has come.
    ///
    /// - Throws: why there will be none; nothing more is to be read then.
    mutating func next() throws(CallRefusal) -> Call? {
        while try step() {
            if case .head = state, let head {
                defer {
                    self.head = nil
                    body = []
                    count = 0
                    hasToldToGoOn = false
                }
                return Call(method: head.method, path: head.path, body: body, closes: head.closes)
            }
        }
        return nil
    }

    /// One part of a call; false while it has not come.
    private mutating func step() throws(CallRefusal) -> Bool {
        switch state {
        case .head: return try takeHead()
        case .body(let left):
            let taken = takeBody(left)
            state = taken == left ? .head : .body(left: left - taken)
            return taken == left
        case .chunk(let left):
            let taken = takeBody(left)
            state = taken == left ? .chunkEnd : .chunk(left: left - taken)
            return taken == left
        case .chunkSize, .chunkEnd, .trailer:
            guard let line = try takeLine() else { return false }
            try takeChunkLine(line)
            return true
        }
    }

    private mutating func takeBody(_ left: Int) -> Int {
        let piece = bytes.prefix(left)
        body += piece
        bytes = bytes.dropFirst(piece.count)
        count += piece.count
        return piece.count
    }

    private mutating func takeHead() throws(CallRefusal) -> Bool {
        // Empty lines before a call are passed over, as RFC 9112 asks.
        while bytes.starts(with: [0x0D, 0x0A]) { bytes = bytes.dropFirst(2) }
        var lines: [ArraySlice<UInt8>] = []
        var start = bytes.startIndex
        while let end = lineEnd(from: start), end - bytes.startIndex <= Self.largestHead {
            if end == start {
                guard !lines.isEmpty else { throw .malformed }
                let head = try CallHead(lines, largestBody: largestBody)
                bytes = bytes[(end + 2)...]
                switch head.framing {
                case .length(0): state = .head
                case .length(let length): state = .body(left: length)
                case .chunks: state = .chunkSize
                }
                self.head = head
                return true
            }
            lines.append(bytes[start..<end])
            start = end + 2
        }
        if bytes.count > Self.largestHead { throw .headTooLarge }
        // A line feed by itself ends no line here.
        if bytes[start...].contains(0x0A) { throw .malformed }
        return false
    }

    /// Where the line ends that begins at a place; `nil` while its end has not come.
    private func lineEnd(from start: Int) -> Int? {
        guard let feed = bytes[start...].firstIndex(of: 0x0A), feed > start, bytes[feed - 1] == 0x0D else {
            return nil
        }
        return feed - 1
    }

    private mutating func takeLine() throws(CallRefusal) -> ArraySlice<UInt8>? {
        guard let end = lineEnd(from: bytes.startIndex) else {
            if bytes.count > Self.largestLine || bytes.contains(0x0A) { throw .malformed }
            return nil
        }
        let line = bytes[..<end]
        if line.count > Self.largestLine { throw .malformed }
        bytes = bytes[(end + 2)...]
        count += line.count + 2
        if count > largestBody + Self.largestOverhead { throw .tooLarge }
        return line
    }

    private mutating func takeChunkLine(_ line: ArraySlice<UInt8>) throws(CallRefusal) {
        switch state {
        case .chunkEnd:
            guard line.isEmpty else { throw .malformed }
            state = .chunkSize
        case .trailer: if line.isEmpty { state = .head }
        default:
            let digits = String(decoding: line.prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self)
                .trimmingBlanks
            guard (1...15).contains(digits.utf8.count), digits.utf8.allSatisfy(Self.isDigit),
                let size = Int(digits, radix: 16)
            else { throw .malformed }
            if size > largestBody - body.count { throw .tooLarge }
            state = size == 0 ? .trailer : .chunk(left: size)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
