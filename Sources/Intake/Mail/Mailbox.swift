/// The messages of an mbox file, in any of its dialects, one after the other.
///
/// A `From ` line separates where it looks like one: with a time and a year in it, before or after what a
/// separator stands between; else before headers that only mail has. A `Content-Length` is believed when a
/// message, or the file, ends where it says (mboxcl, mboxcl2).
///
/// Sources: https://www.loc.gov/preservation/digital/formats/fdd/fdd000383.shtml and its siblings, RFC 4155.
struct Mailbox: Sequence, IteratorProtocol {
    private let bytes: [UInt8]
    private var position: Int

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while position < bytes.count, bytes[position] == 0x0A || bytes[position] == 0x0D { position += 1 }
    }

    /// The next message from its first header on, with `From ` at the start of its lines restored.
    mutating func next() -> [UInt8]? {
        while position < bytes.count {
            let range = takeMessage()
            if range.contains(where: { bytes[$0] > 0x20 }) { return Self.unquoted(Array(bytes[range])) }
        }
        return nil
    }

    /// Moves to the separator behind the message at `position`.
    private mutating func takeMessage() -> Range<Int> {
        var start = position
        if bytes[start...].starts(with: "From ".utf8) { start = lineEnd(start) }
        if let end = declaredEnd(from: start) {
            position = skippingLineEnds(end)
            return start..<end
        }
        var isBlankBefore = false
        var line = start
        while line < bytes.count {
            let end = lineEnd(line)
            if line > start, bytes[line] == 0x46, isSeparator(line..<end, isBlankBefore: isBlankBefore) {
                position = line
                return start..<line
            }
            isBlankBefore = bytes[line] == 0x0A || bytes[line] == 0x0D
            line = end
        }
        position = bytes.count
        return start..<bytes.count
    }

    /// Behind the LF of the line that starts at `start`.
    private func lineEnd(_ start: Int) -> Int {
        bytes.withUnsafeBufferPointer { buffer in
            var index = start
            while index < buffer.count, buffer[index] != 0x0A { index += 1 }
            return Swift.min(index + 1, buffer.count)
        }
    }

    private func skippingLineEnds(_ start: Int) -> Int {
        var index = start
        while index < bytes.count, bytes[index] == 0x0A || bytes[index] == 0x0D { index += 1 }
        return index
    }

    // MARK: Separators

    private func isSeparator(_ line: Range<Int>, isBlankBefore: Bool) -> Bool {
        let text = bytes[line].prefix(300)
        guard text.starts(with: "From ".utf8) else { return false }
        let next = MailHead.fieldName(bytes[line.upperBound..<lineEnd(line.upperBound)])
        if Self.holdsDate(text) { return isBlankBefore || next != nil }
        return isBlankBefore && next.map { MailHead.names.contains($0) || $0.hasPrefix("x-") } ?? false
    }

    /// Whether a line holds a time of day and a year.
    private static func holdsDate(_ line: ArraySlice<UInt8>) -> Bool {
        var hasTime = false
        var hasYear = false
        for word in line.split(whereSeparator: { $0 <= 0x20 }) {
            if word.count == 4, word.allSatisfy(Ascii.isDigit) { hasYear = true }
            if let colon = word.firstIndex(of: UInt8(ascii: ":")), colon > word.startIndex,
                colon + 2 < word.endIndex, Ascii.isDigit(word[colon - 1]), Ascii.isDigit(word[colon + 1])
            {
                hasTime = true
            }
        }
        return hasTime && hasYear
    }

    /// Where a message ends that says how long it is, if it does end there.
    private func declaredEnd(from start: Int) -> Int? {
        var length: Int?
        var line = start
        while line < bytes.count {
            let end = lineEnd(line)
            if bytes[line] == 0x0A || bytes[line] == 0x0D {
                line = end
                break
            }
            // A head without an end: the next message begins.
            if bytes[line] == 0x46, bytes[line..<end].starts(with: "From ".utf8) { return nil }
            if bytes[line] | 0x20 == UInt8(ascii: "c"),
                MailHead.fieldName(bytes[line..<end]) == "content-length"
            {
                length = Int(String(decoding: bytes[(line + 15)..<end], as: UTF8.self).trimmed)
            }
            line = end
        }
        guard let length, length >= 0, length <= bytes.count - line else { return nil }
        let end = line + length
        let behind = skippingLineEnds(end)
        if behind == bytes.count { return end }
        guard behind > end || end == line || bytes[end - 1] == 0x0A else { return nil }
        return bytes[behind...].starts(with: "From ".utf8) ? end : nil
    }

    // MARK: Quoting

    /// Takes one `>` from `>From ` and its likes, which a mailbox puts there, but not where the lines around
    /// are quoted as deep: there the person who replied has put it.
    static func unquoted(_ message: [UInt8]) -> [UInt8] {
        let lines = Array(TextLines(message))
        guard lines.contains(where: { message[$0].first == 0x3E && isQuotedSeparator(message[$0]) }) else {
            return message
        }
        var out: [UInt8] = []
        out.reserveCapacity(message.count)
        var before = 0
        var isHeader = true
        for (index, line) in lines.enumerated() {
            let depth = depth(message[line])
            if line.isEmpty || message[line.lowerBound] == 0x0D { isHeader = false }
            if depth > 0, !isHeader, isQuotedSeparator(message[line]) {
                let after = index + 1 < lines.count ? Self.depth(message[lines[index + 1]]) : 0
                out += Swift.max(before, after) >= depth ? message[line] : message[line].dropFirst()
            } else {
                out += message[line]
            }
            if line.upperBound < message.count { out.append(0x0A) }
            before = depth
        }
        return out
    }

    private static func isQuotedSeparator(_ line: ArraySlice<UInt8>) -> Bool {
        line.drop { $0 == UInt8(ascii: ">") }.starts(with: "From ".utf8)
    }

    private static func depth(_ line: ArraySlice<UInt8>) -> Int {
        line.prefix { $0 == UInt8(ascii: ">") }.count
    }
}
