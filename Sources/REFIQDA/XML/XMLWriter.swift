/// Writes XML as UTF-8 without a byte-order mark, two spaces for each level, one element a line.
struct XMLWriter {
    private(set) var bytes: [UInt8] = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
    private var depth = 0

    /// Writes an element with others in it, or an empty one where `body` writes nothing.
    mutating func element(
        _ name: StaticString, _ attributes: [(StaticString, String?)] = [],
        _ body: (inout XMLWriter) throws(QDAError) -> Void = { _ in }
    ) throws(QDAError) {
        start(name, attributes)
        let position = bytes.count
        append(">\n")
        let inner = bytes.count
        depth += 1
        try body(&self)
        depth -= 1
        if bytes.count == inner {
            bytes.removeLast(inner - position)
            append("/>\n")
        } else {
            indent()
            end(name)
        }
    }

    /// Writes an element with nothing in it.
    mutating func empty(_ name: StaticString, _ attributes: [(StaticString, String?)]) {
        start(name, attributes)
        append("/>\n")
    }

    /// Writes an element that holds text, if there is any to write.
    mutating func text(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        start(name, [])
        append(">")
        escape(value, isAttribute: false)
        end(name)
    }

    private mutating func start(_ name: StaticString, _ attributes: [(StaticString, String?)]) {
        indent()
        append("<")
        append(name)
        for case (let key, let value?) in attributes {
            append(" ")
            append(key)
            append("=\"")
            escape(value, isAttribute: true)
            append("\"")
        }
    }

    private mutating func end(_ name: StaticString) {
        append("</")
        append(name)
        append(">\n")
    }

    private mutating func indent() {
        for _ in 0..<depth { append("  ") }
    }

    private mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Characters that readers would change or trip over as references; those that XML forbids were replaced
    /// before.
    private mutating func escape(_ text: String, isAttribute: Bool) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): append("&amp;")
            case UInt8(ascii: "<"): append("&lt;")
            case UInt8(ascii: ">"): append("&gt;")
            case UInt8(ascii: "\r"): append("&#13;")
            case UInt8(ascii: "\"") where isAttribute: append("&quot;")
            case UInt8(ascii: "\n") where isAttribute: append("&#10;")
            case UInt8(ascii: "\t") where isAttribute: append("&#9;")
            default: bytes.append(byte)
            }
        }
    }

    /// The text with U+FFFD for each character that XML 1.0 can't hold.
    static func writable(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isForbidden) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(isForbidden(scalar) ? "\u{FFFD}" : scalar) }
        return String(result)
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 && ![9, 10, 13].contains(scalar.value) || scalar.value == 0xFFFE
            || scalar.value == 0xFFFF
    }
}
