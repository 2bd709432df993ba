/// The text of the clean HTML that Taguette keeps, with a place for each of its byte offsets.
///
/// Taguette counts the bytes of the text alone, without tags. Where blocks follow each other without a line end between
/// them one is put there, so that words of two paragraphs don't become one.
struct HTMLText {
    private(set) var scalars = String.UnicodeScalarView()
    private var count = 0
    /// For each piece of text: its first byte as Taguette counts, and its first scalar here.
    private var pieces: [(byte: Int, scalar: Int, text: [Unicode.Scalar])] = []
    private var bytes = 0
    private var isAtBlock = false

    private static let blocks: Set<String> = [
        "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "br", "tr", "table", "blockquote",
        "pre", "hr", "section", "article", "header", "footer", "dl", "dt", "dd", "td", "th", "caption",
    ]

    init(_ html: String) {
        var rest = Substring(html)
        while let open = rest.firstIndex(of: "<") {
            add(rest[..<open])
            guard let tag = Self.tag(rest[open...]) else {
                // A lone '<' is a text.
                add(rest[open...open])
                rest = rest[rest.index(after: open)...]
                continue
            }
            if Self.blocks.contains(tag.name) { isAtBlock = true }
            rest = tag.rest
        }
        add(rest)
    }

    var text: String { String(scalars) }

    private static func tag(_ text: Substring) -> (name: String, rest: Substring)? {
        if text.hasPrefix("<!--") {
            guard let end = text.range(of: "-->") else { return nil }
            return ("", text[end.upperBound...])
        }
        let inner = text.dropFirst()
        guard let first = inner.first, first.isASCII, first.isLetter || first == "/" || first == "!",
            let end = text.firstIndex(of: ">")
        else { return nil }
        let name = inner.drop { $0 == "/" || $0 == "!" }.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
        return (name.lowercased(), text[text.index(after: end)...])
    }

    private mutating func add(_ source: Substring) {
        guard !source.isEmpty else { return }
        let text = Array(HTMLEntities.decoded(source).unicodeScalars)
        if isAtBlock, !scalars.isEmpty, scalars.last != "\n", text.first != "\n" {
            scalars.append("\n")
            count += 1
        }
        isAtBlock = false
        pieces.append((bytes, count, text))
        scalars.append(contentsOf: text)
        count += text.count
        bytes += text.reduce(0) { $0 + UTF8.width($1) }
    }

    /// The scalars before a place that Taguette counts in bytes; `nil` behind the text's end.
    func position(ofByte offset: Int, isEnd: Bool) -> Int? {
        guard offset >= 0, offset <= bytes else { return nil }
        // A selection's end belongs to the piece before it, its beginning to the one behind.
        let place = pieces.lastIndex { isEnd ? $0.byte < offset : $0.byte <= offset }
        guard let piece = place.map({ pieces[$0] }) else { return 0 }
        var byte = piece.byte
        for (index, scalar) in piece.text.enumerated() {
            if byte >= offset { return piece.scalar + index }
            byte += UTF8.width(scalar)
        }
        return piece.scalar + piece.text.count
    }
}

/// References to characters, as clean HTML has them.
enum HTMLEntities {
    private static let names: [Substring: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
    ]

    static func decoded(_ text: Substring) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return String(text) }
        var result = ""
        var rest = text
        while let open = rest.firstIndex(of: "&") {
            result += rest[..<open]
            let inner = rest[rest.index(after: open)...]
            if let end = inner.prefix(12).firstIndex(of: ";"), let scalar = scalar(inner[..<end]) {
                result.unicodeScalars.append(scalar)
                rest = inner[inner.index(after: end)...]
            } else {
                result += "&"
                rest = inner
            }
        }
        return result + rest
    }

    private static func scalar(_ name: Substring) -> Unicode.Scalar? {
        guard name.first == "#" else { return names[name] }
        let digits = name.dropFirst()
        let number =
            digits.first == "x" || digits.first == "X"
            ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return number.flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }
    }
}

extension Substring {
    /// The first place of a text.
    func range(of text: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) {
                return start..<index(start, offsetBy: text.count)
            }
            start = index(after: start)
        }
        return nil
    }
}
