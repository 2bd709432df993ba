/// A time of a recording as transcripts write it: `0:03`, `00:01:02`, `0:0:5.1`, `[01:46]`, `\[01:46\]`, or two
/// with an arrow or a dash between them.
package struct TurnTime: Hashable, Sendable {
    /// Whole seconds from the start of the recording.
    package var start: Int
    package var end: Int?
    package private(set) var startMilliseconds: Int
    package private(set) var endMilliseconds: Int?

    private init(start: Int, end: Int?) {
        startMilliseconds = start
        endMilliseconds = end
        self.start = start / 1000
        self.end = end.map { $0 / 1000 }
    }

    /// The time that begins at `start`, in brackets or without, and the index behind it.
    static func read(_ bytes: [UInt8], _ start: Int, end: Int) -> (
        time: TurnTime, next: Int, isBracketed: Bool
    )? {
        var index = start
        if index + 1 < end, bytes[index] == 0x5C { index += 1 }
        guard index < end else { return nil }
        let close: UInt8? =
            switch bytes[index] {
            case 0x5B: 0x5D
            case 0x28: 0x29
            default: nil
            }
        guard close != nil || index == start else { return nil }
        if close != nil { index += 1 }
        guard let first = clock(bytes, index, end: end) else { return nil }
        index = first.next
        var last: Int?
        if let after = dash(bytes, index, end: end), let second = clock(bytes, after, end: end) {
            last = second.milliseconds
            index = second.next
        }
        guard let close else { return (TurnTime(start: first.milliseconds, end: last), index, false) }
        if index < end, bytes[index] == 0x5C { index += 1 }
        guard index < end, bytes[index] == close else { return nil }
        return (TurnTime(start: first.milliseconds, end: last), index + 1, true)
    }

    /// `H:MM:SS`, `MM:SS`, each with a fraction or frames behind; unpadded where all three parts are there.
    private static func clock(_ bytes: [UInt8], _ start: Int, end: Int) -> (milliseconds: Int, next: Int)? {
        var index = start
        var parts: [(value: Int, count: Int)] = []
        while parts.count < 4 {
            guard let part = digits(bytes, index, end: end, most: 3) else { return nil }
            parts.append((part.value, part.next - index))
            index = part.next
            guard index + 1 < end, bytes[index] == 0x3A || (bytes[index] == 0x3B && parts.count == 3),
                Bytes.isDigit(bytes[index + 1])
            else { break }
            index += 1
        }
        guard parts.count >= 2 else { return nil }
        // A fourth part counts the frames of a film.
        if parts.count == 4 { parts.removeLast() }
        guard parts.dropFirst().allSatisfy({ $0.value < 60 && ($0.count == 2 || parts.count == 3) }) else {
            return nil
        }
        var milliseconds = parts.reduce(0) { $0 * 60 + $1.value } * 1000
        if index + 1 < end, bytes[index] == 0x2E || bytes[index] == 0x2C, Bytes.isDigit(bytes[index + 1]),
            let fraction = digits(bytes, index + 1, end: end, most: 3)
        {
            milliseconds += fraction.value * [100, 10, 1][fraction.next - index - 2]
            index = fraction.next
        }
        guard
            index == end
                || !(Bytes.isWord(bytes[index])
                    || bytes[index] == 0x3A && index + 1 < end
                        && Bytes.isDigit(bytes[index + 1]))
        else { return nil }
        return (milliseconds, index)
    }

    private static func digits(_ bytes: [UInt8], _ start: Int, end: Int, most: Int) -> (
        value: Int, next: Int
    )? {
        var index = start
        var value = 0
        while index < end, Bytes.isDigit(bytes[index]) {
            guard index - start < most else { return nil }
            value = value * 10 + Int(bytes[index] - 0x30)
            index += 1
        }
        return index > start ? (value, index) : nil
    }

    /// The index behind `-`, `–`, `-->` or `--\>` with spaces around it.
    private static func dash(_ bytes: [UInt8], _ start: Int, end: Int) -> Int? {
        var index = start
        // `0:00:01.000,0:00:03.000`.
        if index + 1 < end, bytes[index] == 0x2C, Bytes.isDigit(bytes[index + 1]) { return index + 1 }
        while index < end, Bytes.isSpace(bytes[index]) { index += 1 }
        let begin = index
        while index < end, index - begin < 5,
            bytes[index] == 0x2D || bytes[index] == 0x5C || bytes[index] == 0x3E
                || (bytes[index] == 0xE2 && index + 2 < end && bytes[index + 1] == 0x80)
        {
            index += bytes[index] == 0xE2 ? 3 : 1
        }
        guard index > begin else { return nil }
        while index < end, Bytes.isSpace(bytes[index]) { index += 1 }
        return index
    }

    /// `00:01:02`.
    package static func clock(_ seconds: Int) -> String {
        let seconds = max(0, seconds)
        return
            "\((seconds / 3600).padded(to: 2)):\((seconds / 60 % 60).padded(to: 2)):\((seconds % 60).padded(to: 2))"
    }
}
