import StudyModel

/// A written transcript as a record's body: turns that read as `Name: text` stay as they are, heads on lines of their
/// own become `Name [00:01:02]: text`.
struct TranscriptText {
    private(set) var speakers: [String]
    private(set) var turns: Int
    /// Captions with a start and an end, where the text has them.
    private(set) var cues: Int?
    /// Milliseconds, where the text gives the end of its last caption.
    private(set) var duration: Int?
    /// The body in its new form; `nil` where the text stays as it is.
    private(set) var body: [UInt8]?
    /// Where the first turn begins; what stands before it is a title, a date, those present.
    let firstTurn: Int
    /// Whether each turn has a time, or stands under a label that Markdown marks as one.
    let isCertain: Bool

    /// Paragraphs of one speaker in a row are joined up to about this length, in bytes, and after it at a full stop.
    private static let longParagraph = 600

    /// The transcript in a text from `start` on, or `nil` where it reads as none.
    init?(_ bytes: [UInt8], from start: Int) {
        guard let scan = TurnScan(bytes, from: start) else { return nil }
        speakers = scan.speakers
        turns = scan.heads.count
        firstTurn = scan.heads.first?.begin ?? start
        isCertain = scan.form == .bold || scan.heads.allSatisfy { $0.time != nil }
        if scan.form == .stamped {
            rewrite(stamped: scan, bytes, from: start)
        } else if Self.stands(below: scan, bytes) {
            rewrite(scan, bytes, from: start)
        }
    }

    /// Whether most turns' words stand on lines below their heads.
    private static func stands(below scan: TurnScan, _ bytes: [UInt8]) -> Bool {
        if scan.isHeaded { return true }
        // In Markdown a label in bold reads well above what is said.
        if scan.form == .bold { return false }
        let below = scan.heads.reduce(0) { count, head in
            let line = bytes[(head.label?.upperBound ?? head.begin)..<max(head.text, head.label?.upperBound ?? head.begin)]
            return count + (line.contains(0x0A) ? 1 : 0)
        }
        return below * 2 > scan.heads.count
    }

    // MARK: Heads on lines of their own

    private mutating func rewrite(_ scan: TurnScan, _ bytes: [UInt8], from start: Int) {
        var out = Self.trimmedEnd(bytes[start..<firstTurn])
        var last: (speaker: String?, length: Int)?
        var turns = 0
        for (index, head) in scan.heads.enumerated() {
            let words = bytes[head.text..<max(head.end, head.text)]
            let goesOn = last.map { $0.speaker == head.speaker && scan.form == .headed && !words.isEmpty } ?? false
            if goesOn, let length = last?.length {
                let isLong = length >= Self.longParagraph && [0x2E, 0x21, 0x3F].contains(out.last ?? 0)
                out += isLong ? [0x0A, 0x0A] : [0x20]
                last?.length = (isLong ? 0 : length) + words.count
            } else {
                if !out.isEmpty { out += [0x0A, 0x0A] }
                out += Array(Self.label(head).utf8) + (words.isEmpty ? [] : [0x20])
                last = (head.speaker, words.count)
                turns += 1
            }
            out += words
            // A heading between two turns.
            let next = index + 1 < scan.heads.count ? scan.heads[index + 1].begin : bytes.count
            let between = Self.trimmedEnd(bytes[max(head.end, head.text)..<next].drop { $0 == 0x0A || $0 == 0x20 })
            if !between.isEmpty {
                out += [0x0A, 0x0A] + between
                last = nil
            }
        }
        body = out + [0x0A]
        self.turns = turns
    }

    private static func label(_ head: TurnHead) -> String {
        let time = head.time.map { time in
            time.end.map { "[\(TurnTime.clock(time.start))-\(TurnTime.clock($0))]" } ?? "[\(TurnTime.clock(time.start))]"
        }
        guard let speaker = head.speaker.map(SpeakerName.clean) else { return time ?? "" }
        return time.map { "\(speaker) \($0):" } ?? "\(speaker):"
    }

    private static func trimmedEnd(_ text: ArraySlice<UInt8>) -> [UInt8] {
        guard let last = text.lastIndex(where: { $0 != 0x20 && !(9...13).contains($0) }) else { return [] }
        return Array(text[...last])
    }

    // MARK: Times on lines of their own

    private mutating func rewrite(stamped scan: TurnScan, _ bytes: [UInt8], from start: Int) {
        var found: [Cue] = []
        for head in scan.heads {
            guard let time = head.time else { continue }
            var text = bytes.text(head.text..<max(head.end, head.text))
            // Hard line breaks of Markdown.
            if text.contains("\\\n") { text = text.replacing("\\\n", with: "\n") }
            found.append(
                Cue(
                    start: time.startMilliseconds, end: time.endMilliseconds ?? time.startMilliseconds,
                    segments: [Cue.Segment(speaker: head.speaker.map(SpeakerName.clean), text: text)]))
        }
        if found.contains(where: { $0.end > $0.start }) {
            duration = found.reduce(0) { max($0, $1.end) }
            cues = found.count
        }
        for index in found.indices.dropLast() where found[index].end == found[index].start {
            found[index].end = max(found[index].start, found[index + 1].start)
        }
        let script = TranscriptScript(found)
        let head = Self.trimmedEnd(bytes[start..<firstTurn])
        body = head + (head.isEmpty ? [] : [0x0A, 0x0A]) + script.body + [0x0A]
        speakers = script.speakers
        turns = script.turns
    }
}

/// A speaker's label as the body writes it.
enum SpeakerName {
    /// On one line, at most 80 scalars, without brackets and marks that would make it something else.
    static func clean(_ label: String) -> String {
        var text = label.shortened(to: 80)
        if text.utf8.contains(where: { $0 == 0x5B || $0 == 0x5D }) {
            text = text.replacing("[", with: "(").replacing("]", with: ")")
        }
        if text.contains(": ") { text = text.replacing(": ", with: " ") }
        let kept = text.drop { "#*_\\`~>: ".contains($0) }
        return kept.isEmpty ? "Speaker" : String(kept)
    }
}
