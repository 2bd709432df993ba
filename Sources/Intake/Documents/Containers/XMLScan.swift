/// Reads XML as a run of tags and text, without a tree, without entities and without fetching anything.
///
/// Linear in the input. Character references and the five names of XML are decoded; a document type ends the
/// reading, because only attacks declare one in these files. Bytes are taken as UTF-8.
struct XMLScan {
    enum Token: Equatable {
        /// A start tag by its name as written, `w:comment`; an empty element is a start and an end.
        case start(String)
        case end(String)
        case text(String)
    }

    private let bytes: [UInt8]
    private var index = 0
    private var pendingEnd: String?
    /// The attributes of the start tag just read, as they stand in the file.
    private var attributeRange = 0..<0
    /// Where the tag read last stands; an empty element's end is the same tag as its start.
    private(set) var tagRange = 0..<0
    /// Whether a document type was met, behind which nothing is read.
    private(set) var hasDocumentType = false

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> Token? {
        if let name = pendingEnd {
            pendingEnd = nil
            return .end(name)
        }
        while index < bytes.count {
            if bytes[index] != 0x3C { return text() }
            if let token = markup() { return token }
            if hasDocumentType { return nil }
        }
        return nil
    }

    /// A value of the start tag read last.
    func attribute(_ name: String) -> String? {
        var position = attributeRange.lowerBound
        while position < attributeRange.upperBound {
            while position < attributeRange.upperBound, Self.isSpace(bytes[position]) { position += 1 }
            let start = position
            while position < attributeRange.upperBound, bytes[position] != 0x3D,
                !Self.isSpace(bytes[position])
            {
                position += 1
            }
            let found = start..<position
            while position < attributeRange.upperBound, bytes[position] != 0x22, bytes[position] != 0x27 {
                position += 1
            }
            guard position < attributeRange.upperBound else { return nil }
            let quote = bytes[position]
            let value = position + 1
            position = value
            while position < attributeRange.upperBound, bytes[position] != quote { position += 1 }
            if bytes[found].elementsEqual(name.utf8) { return Entities.decoded(bytes.text(value..<position)) }
            position += 1
        }
        return nil
    }

    private mutating func text() -> Token {
        let start = index
        while index < bytes.count, bytes[index] != 0x3C { index += 1 }
        return .text(Entities.decoded(bytes.text(start..<index)))
    }

    /// Reads what begins with `<`; `nil` for what is passed over.
    private mutating func markup() -> Token? {
        let rest = bytes[index...]
        if rest.starts(with: "<!--".utf8) {
            index = end(of: "-->", from: index + 4)
        } else if rest.starts(with: "<![CDATA[".utf8) {
            let start = index + 9
            index = end(of: "]]>", from: start)
            return .text(bytes.text(min(start, index)..<max(start, index - 3)))
        } else if rest.starts(with: "<?".utf8) {
            index = end(of: "?>", from: index + 2)
        } else if rest.starts(with: "<!".utf8) {
            hasDocumentType = true
        } else {
            return tag()
        }
        return nil
    }

    private mutating func tag() -> Token? {
        let opening = index
        let isEnd = index + 1 < bytes.count && bytes[index + 1] == 0x2F
        let start = index + (isEnd ? 2 : 1)
        var end = start
        var quote: UInt8 = 0
        while end < bytes.count, quote != 0 || bytes[end] != 0x3E {
            let byte = bytes[end]
            if quote == 0, byte == 0x22 || byte == 0x27 { quote = byte } else if byte == quote { quote = 0 }
            end += 1
        }
        index = min(end + 1, bytes.count)
        tagRange = opening..<index
        var nameEnd = start
        while nameEnd < end, !Self.isSpace(bytes[nameEnd]), bytes[nameEnd] != 0x2F { nameEnd += 1 }
        guard nameEnd > start, nameEnd <= bytes.count else { return nil }
        let name = bytes.text(start..<nameEnd)
        if isEnd { return .end(name) }
        attributeRange = nameEnd..<end
        if bytes[end - 1] == 0x2F { pendingEnd = name }
        return .start(name)
    }

    private func end(of mark: String, from start: Int) -> Int {
        let mark = Array(mark.utf8)
        var position = start
        while position + mark.count <= bytes.count {
            if bytes[position] == mark[0], bytes[position..<position + mark.count].elementsEqual(mark) {
                return position + mark.count
            }
            position += 1
        }
        return bytes.count
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }
}
