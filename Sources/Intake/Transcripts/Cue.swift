/// A caption with its times and what is said in it, by whom.
struct Cue {
    /// Milliseconds from the start of the recording.
    var start: Int
    var end: Int
    var segments: [Segment]

    struct Segment {
        var speaker: String?
        /// Without markup; lines are kept apart by LF.
        var text: String
    }
}

/// Times in captions.
enum CueTime {
    /// Reads `HH:MM:SS.mmm` or `MM:SS.mmm` at `index` and moves behind it; a comma is taken as well.
    ///
    /// Source: WebVTT §6.3 "collect a WebVTT timestamp". Beyond it, times whose parts are not padded are read
    /// when all three parts are there (`0:0:3.540`), because meeting programs write them; in SubRip also a
    /// colon before the milliseconds (`00:00:11:890`) and whole seconds.
    static func read(_ bytes: [UInt8], _ index: inout Int, end: Int, isSubRip: Bool) -> Int? {
        var position = index
        var parts: [(value: Int, count: Int)] = []
        while parts.count < 3, let part = number(bytes, &position, end: end) {
            parts.append(part)
            guard parts.count < 3, position < end, bytes[position] == 0x3A else { break }
            position += 1
        }
        var fraction: (value: Int, count: Int) = (0, 3)
        let separator = position < end ? bytes[position] : 0
        if separator == 0x2E || separator == 0x2C || (isSubRip && separator == 0x3A) {
            position += 1
            guard let digits = number(bytes, &position, end: end), digits.count <= 3 else { return nil }
            fraction = digits
        } else if !isSubRip || parts.count < 3 {
            return nil
        }
        guard parts.count >= 2 else { return nil }
        let strict = fraction.count == 3 && parts.dropFirst(parts.count - 2).allSatisfy { $0.count == 2 }
        guard strict || (parts.count == 3 && parts.dropFirst().allSatisfy { $0.count <= 2 }) else {
            return nil
        }
        guard parts[parts.count - 1].value < 60, parts[parts.count - 2].value < 60 else { return nil }
        let seconds = parts.reduce(0) { $0 * 60 + $1.value }
        index = position
        let scale = [100, 10, 1][fraction.count - 1]
        return seconds * 1000 + fraction.value * scale
    }

    private static func number(_ bytes: [UInt8], _ index: inout Int, end: Int) -> (value: Int, count: Int)? {
        var position = index
        var value = 0
        while position < end, position - index < 7, Ascii.isDigit(bytes[position]) {
            value = value * 10 + Int(bytes[position] - 0x30)
            position += 1
        }
        guard position > index, position == end || !Ascii.isDigit(bytes[position]) else { return nil }
        defer { index = position }
        return (value, position - index)
    }

    /// Reads `start --> end` in a line; what follows are settings.
    static func pair(_ bytes: [UInt8], _ line: Range<Int>, isSubRip: Bool = false) -> (start: Int, end: Int)?
    {
        let content = bytes.trimmed(line)
        var index = content.lowerBound
        guard let start = read(bytes, &index, end: content.upperBound, isSubRip: isSubRip) else { return nil }
        index = bytes.trimmed(index..<content.upperBound).lowerBound
        guard index + 3 <= content.upperBound, bytes[index..<index + 3].elementsEqual("-->".utf8) else {
            return nil
        }
        index = bytes.trimmed(index + 3..<content.upperBound).lowerBound
        guard let end = read(bytes, &index, end: content.upperBound, isSubRip: isSubRip) else { return nil }
        return (start, end)
    }

    static func holdsArrow(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        guard line.count >= 3 else { return false }
        for index in line.lowerBound..<line.upperBound - 2 where bytes[index] == 0x2D {
            if bytes[index + 1] == 0x2D, bytes[index + 2] == 0x3E { return true }
        }
        return false
    }

    /// `00:01:02`.
    static func clock(_ milliseconds: Int) -> String {
        let seconds = milliseconds / 1000
        return "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    }

    /// `00:41:10.123`.
    static func precise(_ milliseconds: Int) -> String {
        let rest = milliseconds % 1000
        return "\(clock(milliseconds)).\(rest / 100)\(rest / 10 % 10)\(rest % 10)"
    }

    private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
}
