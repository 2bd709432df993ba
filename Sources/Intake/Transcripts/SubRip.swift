/// A SubRip file: counters, times and text.
///
/// SubRip has no specification. A cue begins at a line of times; its text goes on, over empty lines too,
/// until the counter or the times of the next, so that no words are lost.
struct SubRip {
    private(set) var cues: [Cue] = []

    /// Whether the first lines hold a line of SubRip times behind a counter.
    static func begins(_ bytes: [UInt8]) -> Bool {
        let lines = Array(TextLines(bytes, limit: 4096).lazy.filter { !$0.isEmpty }.prefix(3))
        guard let place = lines.firstIndex(where: { CueTime.pair(bytes, $0) != nil }), place <= 1 else {
            return false
        }
        return place == 0 || isCounter(bytes, lines[0])
    }

    init(_ bytes: [UInt8]) {
        let lines = Array(TextLines(bytes))
        var starts: [(line: Int, start: Int, end: Int)] = []
        for (number, line) in lines.enumerated() where CueTime.holdsArrow(bytes, line) {
            if let times = CueTime.pair(bytes, line, isSubRip: true) {
                starts.append((number, times.start, times.end))
            }
        }
        for (index, cue) in starts.enumerated() {
            var last = index + 1 < starts.count ? starts[index + 1].line : lines.count
            if index + 1 < starts.count, last - 1 > cue.line, Self.isCounter(bytes, lines[last - 1]) {
                last -= 1
            }
            let text = lines[(cue.line + 1)..<max(last, cue.line + 1)].map { bytes.text($0) }.joined(
                separator: "\n")
            cues.append(
                Cue(start: cue.start, end: cue.end, segments: CueText.segments(of: text, isSubRip: true)))
        }
    }

    private static func isCounter(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        let content = bytes.trimmed(line)
        return !content.isEmpty && content.count <= 9 && bytes[content].allSatisfy(Ascii.isDigit)
    }
}
