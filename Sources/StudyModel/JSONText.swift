/// Strings in JSON, written so that they are YAML double-quoted scalars too.
///
/// Used where bytes must be canonical (front matter, audit leaves), so the output is fixed: UTF-8 as it is, with
/// `"`, `\`, control characters, U+0085, U+2028, U+2029 and U+FEFF escaped.
package enum JSONText {
    /// Quotes a string.
    package static func quoted(_ text: String) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count + 2)
        append(text, to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    /// Quotes a string at the end of some bytes.
    static func append(_ text: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        // Printable ASCII without quotes and backslashes, which most values are, needs no escape.
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x5C }) {
            out += text.utf8
        } else {
            for scalar in text.unicodeScalars { append(scalar, to: &out) }
        }
        out.append(UInt8(ascii: "\""))
    }

    private static func append(_ scalar: Unicode.Scalar, to out: inout [UInt8]) {
        switch scalar.value {
        case 0x22: out += [0x5C, 0x22]
        case 0x5C: out += [0x5C, 0x5C]
        case 0x0A: out += Array("\\n".utf8)
        case 0x09: out += Array("\\t".utf8)
        case 0x0D: out += Array("\\r".utf8)
        case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF:
            let digits = String(scalar.value, radix: 16)
            out += Array(("\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits).utf8)
        default: out += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
        }
    }

    /// Reads one JSON string at `index` and moves behind it, or returns `nil` where there is none.
    package static func string(in bytes: ArraySlice<UInt8>, at index: inout Int) -> String? {
        guard index < bytes.endIndex, bytes[index] == UInt8(ascii: "\"") else { return nil }
        var position = index + 1
        var out: [UInt8] = []
        while true {
            let plain = bytes[position...].prefix { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }
            out += plain
            guard plain.endIndex < bytes.endIndex else { return nil }
            position = plain.endIndex + 1
            switch bytes[plain.endIndex] {
            case UInt8(ascii: "\""):
                index = position
                return String(validating: out, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let scalar = escape(in: bytes, at: &position) else { return nil }
                out += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            default: return nil
            }
        }
    }

    private static func escape(in bytes: ArraySlice<UInt8>, at position: inout Int) -> Unicode.Scalar? {
        guard position < bytes.endIndex else { return nil }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "u"): return unicodeEscape(in: bytes, at: &position)
        default: return nil
        }
    }

    private static func unicodeEscape(in bytes: ArraySlice<UInt8>, at position: inout Int) -> Unicode.Scalar?
    {
        guard let first = fourDigits(in: bytes, at: &position) else { return nil }
        guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) }
        guard position + 1 < bytes.endIndex, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { return nil }
        position += 2
        guard let second = fourDigits(in: bytes, at: &position), (0xDC00..<0xE000).contains(second) else {
            return nil
        }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }

    private static func fourDigits(in bytes: ArraySlice<UInt8>, at position: inout Int) -> UInt32? {
        guard position + 4 <= bytes.endIndex else { return nil }
        let value = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        position += 4
        return value
    }
}

/// The fields of one canonical JSON object, written one behind the other at the end of some bytes.
///
/// Whoever writes them keeps to the order of their names, which have to be plain ASCII.
struct JSONFields {
    var bytes: [UInt8] = []
    private var mark = UInt8(ascii: "{")

    mutating func add(_ name: StaticString, _ text: String?) {
        guard let text else { return }
        begin(name)
        JSONText.append(text, to: &bytes)
    }

    mutating func add(_ name: StaticString, _ number: Int?) {
        guard let number else { return }
        begin(name)
        bytes += String(number).utf8
    }

    private mutating func begin(_ name: StaticString) {
        bytes.append(mark)
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes += $0 }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        mark = UInt8(ascii: ",")
    }

    /// Ends an object that has a field.
    mutating func end() { bytes.append(UInt8(ascii: "}")) }
}
