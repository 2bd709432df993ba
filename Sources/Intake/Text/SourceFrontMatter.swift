import StudyModel

/// The YAML block at the head of a Markdown file, as far as it is plain.
///
/// Read are `key: value` lines with plain, quoted and bracketed values, lists of `- item` lines and comments.
/// A block that holds anything else (nested maps, anchors, aliases, tags, block text) is used for the keys
/// that can be read and otherwise stays in the body as it is, so that no text is lost and nothing is ever
/// expanded.
struct SourceFrontMatter {
    private(set) var values: [(key: String, value: RecordDetails.Value)] = []
    /// Whether every line was understood.
    private(set) var isWhole = true
    /// Where the text behind it begins.
    private(set) var bodyStart = 0

    private static let largest = 64 * 1024
    private static let longestValue = 4000

    /// The block at the head of a text, or `nil` where there is none.
    init?(_ bytes: [UInt8]) {
        guard bytes.starts(with: "---\n".utf8) || bytes.starts(with: "--- \n".utf8) else { return nil }
        var lines: [Range<Int>] = []
        var closed = false
        for line in TextLines(bytes, limit: Self.largest).dropFirst() {
            let content = bytes[bytes.trimmed(line)]
            if content.elementsEqual("---".utf8) || content.elementsEqual("...".utf8) {
                bodyStart = Swift.min(line.upperBound + 1, bytes.count)
                closed = true
                break
            }
            lines.append(line)
        }
        guard closed, lines.contains(where: { Self.pair(bytes, $0) != nil }) else { return nil }
        read(lines, of: bytes)
        // One empty line between the block and the text belongs to the block.
        if isWhole, bodyStart < bytes.count, bytes[bodyStart] == 0x0A { bodyStart += 1 }
    }

    private mutating func read(_ lines: [Range<Int>], of bytes: [UInt8]) {
        var open: String?
        var items: [String] = []
        func closing() -> (String, [String])? { open.map { ($0, items) } }
        for line in lines {
            let content = bytes.trimmed(line)
            if content.isEmpty || bytes[content.lowerBound] == UInt8(ascii: "#") { continue }
            if open != nil, let item = Self.item(bytes, content) {
                items.append(item)
                continue
            }
            if let (key, list) = closing() { append(key, .list(list)) }
            open = nil
            items = []
            guard let (key, value) = Self.pair(bytes, line) else {
                isWhole = false
                continue
            }
            if value.isEmpty {
                open = key
            } else if let value = Self.value(bytes.text(value)) {
                append(key, value)
            } else {
                isWhole = false
            }
        }
        if let (key, list) = closing() { append(key, .list(list)) }
    }

    private mutating func append(_ key: String, _ value: RecordDetails.Value) {
        if values.contains(where: { $0.key == key }) {
            isWhole = false
        } else {
            // A key without a value says nothing; as an empty text it keeps its place.
            values.append((key, value == .list([]) ? .text("") : value))
        }
    }

    /// `key: value` at the start of a line, the key normalised to the form of a detail key.
    private static func pair(_ bytes: [UInt8], _ line: Range<Int>) -> (String, Range<Int>)? {
        guard let colon = bytes[line].prefix(40).firstIndex(of: UInt8(ascii: ":")), colon > line.lowerBound
        else {
            return nil
        }
        guard colon + 1 == line.upperBound || Ascii.isSpace(bytes[colon + 1]) else { return nil }
        let key = String(
            decoding: bytes[line.lowerBound..<colon].map { byte in
                byte == UInt8(ascii: "_") || byte == UInt8(ascii: " ")
                    ? UInt8(ascii: "-") : Ascii.lowercased(byte)
            }, as: UTF8.self)
        guard RecordDetails.isKey(key) else { return nil }
        return (key, bytes.trimmed(colon + 1..<line.upperBound))
    }

    private static func item(_ bytes: [UInt8], _ content: Range<Int>) -> String? {
        guard bytes[content.lowerBound] == UInt8(ascii: "-"), content.count > 1,
            Ascii.isSpace(bytes[content.lowerBound + 1])
        else { return nil }
        return scalar(bytes.text(bytes.trimmed(content.lowerBound + 1..<content.upperBound)))
    }

    private static func value(_ text: String) -> RecordDetails.Value? {
        guard text.utf8.count <= longestValue else { return nil }
        if text.hasPrefix("[") { return list(text) }
        guard let scalar = scalar(text) else { return nil }
        if let number = Int(scalar), String(number) == scalar, text == scalar { return .number(number) }
        return .text(scalar)
    }

    private static func list(_ text: String) -> RecordDetails.Value? {
        guard text.hasSuffix("]"), text.utf8.count >= 2 else { return nil }
        let inner = text.dropFirst().dropLast()
        if inner.trimmed.isEmpty { return .list([]) }
        var items: [String] = []
        for part in parts(of: inner) {
            guard let item = scalar(part.trimmed) else { return nil }
            items.append(item)
        }
        return .list(items)
    }

    /// Splits at commas outside quotes.
    private static func parts(of text: Substring) -> [Substring] {
        var parts: [Substring] = []
        var start = text.startIndex
        var quote: Character?
        var escaped = false
        for index in text.indices {
            let character = text[index]
            if escaped {
                escaped = false
            } else if quote == "\"", character == "\\" {
                escaped = true
            } else if character == quote {
                quote = nil
            } else if quote == nil, character == "\"" || character == "'" {
                quote = character
            } else if quote == nil, character == "," {
                parts.append(text[start..<index])
                start = text.index(after: index)
            }
        }
        return parts + [text[start...]]
    }

    /// One plain or quoted value; `nil` where YAML would read more than text into it.
    private static func scalar(_ text: String) -> String? {
        guard let first = text.utf8.first else { return "" }
        switch first {
        case UInt8(ascii: "\""):
            var index = 0
            let bytes = Array(text.utf8)
            guard let value = JSONText.string(in: bytes[...], at: &index) else { return nil }
            let rest = String(decoding: bytes[index...], as: UTF8.self).trimmed
            return rest.isEmpty || rest.hasPrefix("#") ? value : nil
        case UInt8(ascii: "'"):
            guard text.utf8.count >= 2, text.hasSuffix("'") else { return nil }
            let inner = text.dropFirst().dropLast().replacing("''", with: "\u{0}")
            return inner.contains("'") ? nil : String(inner.replacing("\u{0}", with: "'"))
        case UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "|"), UInt8(ascii: ">"),
            UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"):
            return nil
        default:
            guard !text.contains(": ") else { return nil }
            if let comment = text.firstRange(of: " #") { return text[..<comment.lowerBound].trimmed }
            return text
        }
    }
}
