/// Questions about single bytes of UTF-8 that only concern ASCII.
enum Ascii {
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
    static func isUpper(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    static func isWord(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || byte >= 0x80 }
    static func lowercased(_ byte: UInt8) -> UInt8 { isUpper(byte) ? byte | 0x20 : byte }
}

/// The lines of a text as ranges of its bytes, without their LF.
struct TextLines: Sequence, IteratorProtocol {
    private let bytes: [UInt8]
    private var position: Int
    private let end: Int

    /// - Parameter limit: How many bytes to look at, from `start`.
    init(_ bytes: [UInt8], from start: Int = 0, limit: Int = .max) {
        self.bytes = bytes
        position = start
        end = limit < bytes.count - start ? start + limit : bytes.count
    }

    mutating func next() -> Range<Int>? {
        guard position < end else { return nil }
        let start = position
        while position < end, bytes[position] != 0x0A { position += 1 }
        defer { position += 1 }
        return start..<position
    }
}

extension [UInt8] {
    /// A range without the spaces and tabs at both its ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var lower = range.lowerBound
        var upper = range.upperBound
        while lower < upper, Ascii.isSpace(self[lower]) { lower += 1 }
        while upper > lower, Ascii.isSpace(self[upper - 1]) { upper -= 1 }
        return lower..<upper
    }

    func text(_ range: Range<Int>) -> String { String(decoding: self[range], as: UTF8.self) }
}

extension StringProtocol {
    /// Without white space at both ends.
    var trimmed: String {
        let scalars = unicodeScalars.drop(while: \.properties.isWhitespace)
        guard let last = scalars.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
        return String(String.UnicodeScalarView(scalars[...last]))
    }

    /// On one line: every run of white space and controls becomes one space, none at the ends.
    var singleLine: String {
        var out = String.UnicodeScalarView()
        var pending = false
        for scalar in unicodeScalars {
            if scalar.properties.isWhitespace || scalar.value < 0x20 || scalar.value == 0x7F {
                pending = !out.isEmpty
            } else {
                if pending { out.append(" ") }
                pending = false
                out.append(scalar)
            }
        }
        return String(out)
    }

    /// The text on one line, at most `count` scalars, cut ones marked with an ellipsis.
    func shortened(to count: Int) -> String {
        let line = singleLine
        guard line.unicodeScalars.count > count else { return line }
        return String(String.UnicodeScalarView(line.unicodeScalars.prefix(count - 1))).trimmed + "…"
    }
}
