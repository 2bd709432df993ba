import StudyModel

/// A place in some JSON from which values are read one after another, without building a tree.
///
/// Every reader returns `nil` where the bytes are not what was asked for; nothing is read twice. Nesting is bounded
/// by ``deepest``, so that no input can use up the stack.
struct JSONCursor {
    private let bytes: [UInt8]
    private var index = 0
    private var depth = 0

    /// Objects and arrays inside each other.
    static let deepest = 400

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Whether nothing but white space is left.
    mutating func isAtEnd() -> Bool {
        skipSpace()
        return index == bytes.count
    }

    /// Whether an object, or an array, is next.
    var isObject: Bool { first == UInt8(ascii: "{") }
    var isArray: Bool { first == UInt8(ascii: "[") }

    private var first: UInt8? {
        bytes[min(index, bytes.count)...].first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    }

    mutating func string() -> String? {
        skipSpace()
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return nil }
        // Nearly every string is a word without escapes.
        var end = index + 1
        while end < bytes.count, bytes[end] != UInt8(ascii: "\""), bytes[end] != UInt8(ascii: "\\"),
            bytes[end] >= 0x20
        { end += 1 }
        if end < bytes.count, bytes[end] == UInt8(ascii: "\"") {
            defer { index = end + 1 }
            return String(validating: bytes[index + 1..<end], as: UTF8.self)
        }
        return JSONText.string(in: bytes[...], at: &index)
    }

    /// A whole number; a fraction is cut off.
    mutating func number() -> Int? {
        skipSpace()
        let start = index
        while index < bytes.count, Self.isNumeric(bytes[index]) { index += 1 }
        let text = String(decoding: bytes[start..<index].prefix(24), as: UTF8.self)
        return Int(text) ?? Double(text).flatMap { Int(exactly: $0.rounded(.towardZero)) }
    }

    /// Reads an array, calling `element` once for each of its values; `nil` when one of them is not read.
    mutating func array(_ element: (inout JSONCursor) -> Void?) -> Void? {
        guard enter(UInt8(ascii: "[")) else { return nil }
        defer { depth -= 1 }
        if take(UInt8(ascii: "]")) { return () }
        repeat {
            guard element(&self) != nil else { return nil }
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "]")) ? () : nil
    }

    /// Reads an object, calling `member` with each name when its value is next.
    mutating func object(_ member: (inout JSONCursor, String) -> Void?) -> Void? {
        guard enter(UInt8(ascii: "{")) else { return nil }
        defer { depth -= 1 }
        if take(UInt8(ascii: "}")) { return () }
        repeat {
            guard let name = string(), take(UInt8(ascii: ":")), member(&self, name) != nil else { return nil }
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "}")) ? () : nil
    }

    /// Begins an array of fixed parts, which are then read with ``next()`` between them and ended with ``close()``.
    mutating func open() -> Void? { enter(UInt8(ascii: "[")) ? () : nil }

    mutating func next() -> Void? { take(UInt8(ascii: ",")) ? () : nil }

    mutating func close() -> Void? {
        depth -= 1
        return take(UInt8(ascii: "]")) ? () : nil
    }

    /// Passes over one value of any kind.
    mutating func skip() -> Void? {
        skipSpace()
        guard index < bytes.count else { return nil }
        switch bytes[index] {
        case UInt8(ascii: "\""): return string().map { _ in () }
        case UInt8(ascii: "["): return array { $0.skip() }
        case UInt8(ascii: "{"): return object { cursor, _ in cursor.skip() }
        default:
            let start = index
            while index < bytes.count, Self.isNumeric(bytes[index]) || Ascii.isLetter(bytes[index]) {
                index += 1
            }
            return index > start ? () : nil
        }
    }

    private mutating func enter(_ byte: UInt8) -> Bool {
        guard depth < Self.deepest, take(byte) else { return false }
        depth += 1
        return true
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    private mutating func skipSpace() {
        while index < bytes.count,
            bytes[index] == 0x20 || bytes[index] == 0x0A || bytes[index] == 0x0D
                || bytes[index] == 0x09
        { index += 1 }
    }

    private static func isNumeric(_ byte: UInt8) -> Bool {
        Ascii.isDigit(byte) || byte == 0x2D || byte == 0x2B || byte == 0x2E || byte | 0x20 == 0x65
    }
}
