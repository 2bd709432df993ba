/// Finds who speaks in a written interview: a text of paragraphs that begin with a label.
///
/// Labels are `**Name:** text`, `**Name**: text`, `[00:12] Name: text`, `Name [00:12]: text`, `Name: text`,
/// `[id1] text`, or a name alone on the line above its paragraph. One form is taken for the whole text, the
/// one with most turns; it counts when at least four turns have it (two, where they carry times) and one
/// speaker has two of them.
struct SpeakerTurns {
    /// In the order they first speak.
    private(set) var speakers: [String] = []
    private(set) var turns = 0

    private enum Form: Int, CaseIterable { case bold, timed, plain, bracketed, above }

    /// How often each label occurs in one form, in the order of first occurrence.
    private struct Tally {
        var order: [String] = []
        var counts: [String: Int] = [:]
        var turns = 0

        mutating func add(_ label: String) {
            if counts[label, default: 0] == 0 { order.append(label) }
            counts[label, default: 0] += 1
            turns += 1
        }

        /// Labels that occur once among many others are no speakers in forms that prose has too.
        mutating func dropSingles() {
            order.removeAll { counts[$0] == 1 }
            turns = order.reduce(0) { $0 + (counts[$1] ?? 0) }
        }
    }

    /// Turns in a text from `start` on, or `nil` where it has fewer than four.
    init?(_ bytes: [UInt8], from start: Int = 0) {
        var tallies = [Tally](repeating: Tally(), count: Form.allCases.count)
        var lines = 0
        var previousBlank = true
        for line in TextLines(bytes, from: start) {
            let isBlank = line.isEmpty || bytes.trimmed(line).isEmpty
            if !isBlank {
                lines += 1
                if let (form, label) = Self.label(bytes, line, afterBlank: previousBlank) {
                    tallies[form.rawValue].add(label)
                }
            }
            previousBlank = isBlank
        }
        tallies[Form.plain.rawValue].dropSingles()
        tallies[Form.bracketed.rawValue].dropSingles()
        tallies[Form.above.rawValue].dropSingles()
        // A line of a name alone is common in prose, so nearly every second line has to be one.
        if tallies[Form.above.rawValue].turns * 5 < lines * 2 { tallies[Form.above.rawValue].turns = 0 }
        if tallies[Form.plain.rawValue].turns * 5 < lines { tallies[Form.plain.rawValue].turns = 0 }
        guard let best = tallies.max(by: { $0.turns < $1.turns }),
            best.turns >= (best.turns == tallies[Form.timed.rawValue].turns ? 2 : 4),
            best.counts.values.contains(where: { $0 >= 2 })
        else { return nil }
        speakers = best.order
        turns = best.turns
    }

    private static func label(_ bytes: [UInt8], _ line: Range<Int>, afterBlank: Bool) -> (Form, String)? {
        switch bytes[line.lowerBound] {
        case UInt8(ascii: "*"), UInt8(ascii: "_"): return bold(bytes, line).map { (.bold, $0) }
        case UInt8(ascii: "["): return bracketed(bytes, line)
        default:
            guard Ascii.isWord(bytes[line.lowerBound]) else { return nil }
            if let (name, timed) = plain(bytes, line) { return (timed ? .timed : .plain, name) }
            guard afterBlank, line.count <= 60, Ascii.isWord(bytes[line.upperBound - 1]) else { return nil }
            let name = bytes.text(line)
            return SpeakerLabel.isPlausible(name) ? (.above, name) : nil
        }
    }

    /// `**Name:**` or `**Name**:`, also with underscores.
    private static func bold(_ bytes: [UInt8], _ line: Range<Int>) -> String? {
        let mark = bytes[line.lowerBound]
        let start = line.lowerBound + 2
        guard start < line.upperBound, bytes[start - 1] == mark else { return nil }
        var index = start
        while index + 1 < line.upperBound, index - start <= 80,
            !(bytes[index] == mark && bytes[index + 1] == mark)
        {
            index += 1
        }
        guard index + 1 < line.upperBound, bytes[index] == mark, index > start else { return nil }
        var end = index
        if bytes[end - 1] == 0x3A {
            end -= 1
        } else {
            guard index + 2 < line.upperBound, bytes[index + 2] == 0x3A else { return nil }
        }
        let name = bytes.text(bytes.trimmed(start..<end))
        return SpeakerLabel.isPlausible(name) ? name : nil
    }

    /// `[00:12] Name: text` or `[id1] text`.
    private static func bracketed(_ bytes: [UInt8], _ line: Range<Int>) -> (Form, String)? {
        guard let close = bytes[line].prefix(24).firstIndex(of: UInt8(ascii: "]")) else { return nil }
        let inside = line.lowerBound + 1..<close
        guard !inside.isEmpty, close + 1 < line.upperBound else { return nil }
        let rest = bytes.trimmed(close + 1..<line.upperBound)
        if isTime(bytes, inside) {
            guard !rest.isEmpty, let (name, _) = plain(bytes, rest) else { return nil }
            return (.timed, name)
        }
        guard bytes[close + 1] == 0x20, bytes[inside].allSatisfy({ Ascii.isWord($0) || $0 == 0x20 }),
            bytes[inside].contains(where: Ascii.isLetter)
        else { return nil }
        return (.bracketed, bytes.text(inside))
    }

    /// `Name: text`, `Name [00:12]: text`, `Name (00:12): text`.
    private static func plain(_ bytes: [UInt8], _ line: Range<Int>) -> (String, timed: Bool)? {
        guard let colon = labelEnd(bytes, line) else { return nil }
        var end = colon
        var timed = false
        if let last = bytes[line.lowerBound..<colon].last, last == 0x5D || last == 0x29,
            let open = bytes[line.lowerBound..<colon].lastIndex(where: { $0 == 0x5B || $0 == 0x28 }),
            isTime(bytes, open + 1..<colon - 1)
        {
            end = open
            timed = true
        }
        let name = bytes.text(bytes.trimmed(line.lowerBound..<end))
        return SpeakerLabel.isPlausible(name) ? (name, timed) : nil
    }

    /// The first colon with a space or nothing behind it, outside brackets, within 70 bytes.
    private static func labelEnd(_ bytes: [UInt8], _ line: Range<Int>) -> Int? {
        var depth = 0
        var index = line.lowerBound
        let end = min(line.upperBound, line.lowerBound + 70)
        while index < end {
            switch bytes[index] {
            case 0x5B, 0x28: depth += 1
            case 0x5D, 0x29: depth -= 1
            case 0x3A where depth == 0:
                return index + 1 == line.upperBound || Ascii.isSpace(bytes[index + 1]) ? index : nil
            case 0x2E where depth == 0 && index - line.lowerBound > 30, 0x3F, 0x21, 0x22: return nil
            default: break
            }
            index += 1
        }
        return nil
    }

    static func isTime(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        !range.isEmpty
            && bytes[range].allSatisfy { Ascii.isDigit($0) || $0 == 0x3A || $0 == 0x2E || $0 == 0x2C }
            && bytes[range].contains(0x3A)
    }
}
