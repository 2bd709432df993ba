/// Questions about single bytes of UTF-8 that only concern ASCII.
enum Ascii {
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
    static func isUpper(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    static func isWord(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || byte >= 0x80 }
    static func lowercased(_ byte: UInt8) -> UInt8 { isUpper(byte) ? byte | 0x20 : byte }
}

/// Counts of the bytes that decide how a file is read, taken in one pass.
struct ByteCensus {
    private(set) var zeros = 0
    private(set) var returns = 0
    /// Controls that text holds nowhere: C0 without tab, LF, VT, FF, CR and ESC, and DEL.
    private(set) var foreign = 0
    /// Controls that records keep and show escaped: C0 without tab, LF and CR, and DEL.
    private(set) var controls = 0

    init(_ bytes: some Sequence<UInt8>) {
        let counted: Void? = bytes.withContiguousStorageIfAvailable { count($0) }
        if counted == nil { Array(bytes).withUnsafeBufferPointer { count($0) } }
    }

    private mutating func count(_ bytes: UnsafeBufferPointer<UInt8>) {
        var low = 0
        for byte in bytes { low &+= byte < 0x20 && byte != 0x0A || byte == 0x7F ? 1 : 0 }
        // Most texts hold none of them and need no second look.
        guard low > 0 else { return }
        for byte in bytes where byte < 0x20 || byte == 0x7F {
            switch byte {
            case 0x09, 0x0A: break
            case 0x0D: returns += 1
            case 0x0B, 0x0C, 0x1B: controls += 1
            default:
                zeros += byte == 0 ? 1 : 0
                foreign += 1
                controls += 1
            }
        }
    }
}

/// The lines of a text as ranges of its bytes, without their LF.
struct TextLines: Sequence, IteratorProtocol {
    private let bytes: [UInt8]
    private var position: Int
    private let end: Int

    /// Lines from `start` on, in at most `limit` bytes.
    init(_ bytes: [UInt8], from start: Int = 0, limit: Int = .max) {
        self.bytes = bytes
        position = start
        end = limit < bytes.count - start ? start + limit : bytes.count
    }

    mutating func next() -> Range<Int>? {
        guard position < end else { return nil }
        let start = position
        position = bytes.withUnsafeBufferPointer { buffer in
            var index = start
            while index < end, buffer[index] != 0x0A { index += 1 }
            return index
        }
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
        let scalars = unicodeScalars.drop(while: \.isBlank)
        guard let last = scalars.lastIndex(where: { !$0.isBlank }) else { return "" }
        return String(String.UnicodeScalarView(scalars[...last]))
    }

    /// On one line: every run of white space and controls becomes one space, none at the ends.
    var singleLine: String {
        var out = String.UnicodeScalarView()
        var pending = false
        for scalar in unicodeScalars {
            if scalar.isBlank || scalar.value < 0x20 || scalar.value == 0x7F {
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
