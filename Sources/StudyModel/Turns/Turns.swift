/// What one speaker says until another begins, in the body of a record.
package struct Turn: Hashable, Sendable, Codable {
    /// Counts from 1.
    package var number: Int
    /// `nil` where the text names nobody.
    package var speaker: String?
    /// Seconds from the start of the recording, where the text gives a time.
    package var start: Int?
    /// Seconds; the text's own end, else where the next turn begins.
    package var end: Int?
    /// The whole turn with its label, in Unicode scalars of the body, half open.
    package var range: Range<Int>
    /// What is said, without the label.
    package var words: Range<Int>
    /// The speaker's name or label, without marks and brackets.
    package var label: Range<Int>?

    package init(
        number: Int, speaker: String? = nil, start: Int? = nil, end: Int? = nil, range: Range<Int>,
        words: Range<Int>, label: Range<Int>? = nil
    ) {
        self.number = number
        self.speaker = speaker
        self.start = start
        self.end = end
        self.range = range
        self.words = words
        self.label = label
    }
}

/// The turns of a transcript's body.
package enum Turns {
    /// Finds the turns of a body; none where it reads as no transcript.
    ///
    /// Reads every form the importers write and leave as it is: `Name [00:01:02]: text`, `[00:01:02] text`,
    /// `Name: text`, `**Name:** text`, `[00:12] Name: text`, `[id1] text`, and heads on a line of their own.
    /// A turn goes on over paragraphs until the next one or the next heading. The ranges lie in the body, in
    /// order, and never overlap. Linear in the body's length.
    package static func of(body: String) -> [Turn] {
        let bytes = Array(body.utf8)
        guard let scan = TurnScan(bytes, isStored: true) else { return [] }
        var scalars = ScalarCount(bytes)
        var turns: [Turn] = []
        for (index, head) in scan.heads.enumerated() {
            let begin = scalars.upTo(head.begin)
            let label = head.label.map { scalars.upTo($0.lowerBound)..<scalars.upTo($0.upperBound) }
            let text = scalars.upTo(head.text)
            let end = scalars.upTo(head.end)
            turns.append(
                Turn(
                    number: index + 1, speaker: head.speaker, start: head.time?.start, end: head.time?.end,
                    range: begin..<end, words: text..<end, label: label))
        }
        for index in turns.indices.dropLast() where turns[index].end == nil {
            guard let start = turns[index].start, let next = turns[index + 1].start, next >= start else {
                continue
            }
            turns[index].end = next
        }
        return turns
    }
}

/// Counts Unicode scalars up to offsets that only grow.
private struct ScalarCount {
    private let bytes: [UInt8]
    private var offset = 0
    private var count = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func upTo(_ end: Int) -> Int {
        while offset < end, offset < bytes.count {
            // Every byte but those that continue a scalar begins one.
            if bytes[offset] & 0xC0 != 0x80 { count += 1 }
            offset += 1
        }
        return count
    }
}
