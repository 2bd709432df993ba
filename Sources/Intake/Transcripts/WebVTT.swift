/// A WebVTT file taken apart as the specification's parser does.
///
/// Source: https://www.w3.org/TR/webvtt1/, §6.1 and §6.2.
struct WebVTT {
    private(set) var cues: [Cue] = []
    /// What stands behind `WEBVTT` on the first line.
    private(set) var title: String?
    /// `Language: en` in the header.
    private(set) var language: String?
    /// Blocks whose times could not be read.
    private(set) var dropped = 0

    static func hasSignature(_ bytes: [UInt8]) -> Bool {
        guard bytes.starts(with: "WEBVTT".utf8) else { return false }
        return bytes.count == 6 || [0x09, 0x0A, 0x20].contains(bytes[6])
    }

    private let bytes: [UInt8]
    private let lines: [Range<Int>]
    private var next = 0

    /// - Precondition: ``hasSignature(_:)``.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        lines = Array(TextLines(bytes))
        readHeader()
        while next < lines.count {
            if lines[next].isEmpty { next += 1 } else { readBlock() }
        }
    }

    private mutating func readHeader() {
        let rest = bytes.text(bytes.trimmed(6..<(lines.first?.upperBound ?? 6)))
        let name = rest.drop(while: { "-–—:".contains($0) || $0 == " " })
        title = name.isEmpty ? nil : String(name)
        next = 1
        while next < lines.count, !lines[next].isEmpty, !CueTime.holdsArrow(bytes, lines[next]) {
            if let value = TextHead.value(ofLabels: ["language"], bytes, lines[next]) {
                language = bytes.text(bytes.trimmed(value))
            }
            next += 1
        }
    }

    /// One block: an optional identifier, the times, and the payload up to an empty line or the next arrow.
    private mutating func readBlock() {
        var times: (start: Int, end: Int)?
        var sawArrow = false
        var payload: [String] = []
        var count = 0
        while next < lines.count, !lines[next].isEmpty {
            let line = lines[next]
            count += 1
            if CueTime.holdsArrow(bytes, line) {
                guard count == 1 || (count == 2 && !sawArrow) else { break }
                sawArrow = true
                times = CueTime.pair(bytes, line)
                payload = []
            } else {
                payload.append(bytes.text(line))
            }
            next += 1
        }
        if times == nil, !sawArrow, language == nil, let first = payload.first,
            first.hasPrefix("NOTE language:")
        {
            language = String(first.dropFirst(14)).trimmed
        }
        if let times {
            let text = payload.joined(separator: "\n")
            cues.append(Cue(start: times.start, end: times.end, segments: CueText.segments(of: text)))
        } else if sawArrow {
            dropped += 1
        }
    }
}
