/// One line of a page as `pdftotext -layout` sets it: words at their columns, like on a typewriter.
struct PDFLine: Equatable {
    /// Spaces before the first word.
    var indent: Int
    /// Without spaces at both ends; UTF-8.
    var bytes: [UInt8]

    init(indent: Int, bytes: [UInt8]) {
        self.indent = indent
        self.bytes = bytes
    }

    init(_ source: [UInt8], _ range: Range<Int>) {
        let content = source.trimmed(range)
        indent = content.isEmpty ? 0 : content.lowerBound - range.lowerBound
        bytes = Array(source[content])
    }

    var isEmpty: Bool { bytes.isEmpty }
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The column behind its last character.
    var end: Int { indent + columns(bytes[...]) }

    /// Where runs of at least `least` spaces stand inside it.
    func gaps(atLeast least: Int) -> [Range<Int>] {
        var gaps: [Range<Int>] = []
        var start = 0
        for (index, byte) in bytes.enumerated() {
            if byte == 0x20 { continue }
            if index - start >= least, index > 0 { gaps.append(start..<index) }
            start = index + 1
        }
        return gaps
    }

    /// How long its first word is.
    var firstWord: Int { columns(bytes.prefix { $0 != 0x20 }) }

    private func columns(_ bytes: some Sequence<UInt8>) -> Int {
        bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    }

    /// What stands before the text of a list item, with the spaces behind it.
    var marker: (kind: Marker, length: Int)? {
        if let (bullet, length) = Self.bullet(bytes) {
            let spaces = bytes[length...].prefix { $0 == 0x20 }.count
            guard spaces > 0 else { return nil }
            return (.bullet(bullet), length + spaces)
        }
        let word = bytes.prefix { $0 != 0x20 }
        let spaces = bytes[word.count...].prefix { $0 == 0x20 }.count
        guard spaces > 0, (2...5).contains(word.count), Self.isNumber(word) else { return nil }
        return (.number, word.count + spaces)
    }

    enum Marker: Equatable {
        case bullet(UInt32)
        case number
    }

    /// Whether a word is the number of a list item, such as `12)` and `(a)`.
    private static func isNumber(_ word: ArraySlice<UInt8>) -> Bool {
        guard let last = word.last, last == 0x2E || last == 0x29 else { return false }
        var inner = word.dropLast()
        if inner.first == 0x28 { inner = inner.dropFirst() }
        guard let first = inner.first else { return false }
        if Ascii.isDigit(first) { return inner.count <= 3 && inner.allSatisfy(Ascii.isDigit) }
        return inner.count == 1 && Ascii.isLetter(first) && last == 0x29
    }

    private static func bullet(_ bytes: [UInt8]) -> (UInt32, length: Int)? {
        guard let first = bytes.first else { return nil }
        if first == 0x2A || first == 0x2D { return (UInt32(first), 1) }
        guard first >= 0x80,
            let scalar = String(decoding: bytes.prefix(4), as: UTF8.self).unicodeScalars.first,
            "•‣●○◦▪■□▫–—➢✓❖⁃·".unicodeScalars.contains(scalar)
                || (0xF000...0xF0FF).contains(scalar.value)
        else { return nil }
        return (scalar.value, String(scalar).utf8.count)
    }
}
