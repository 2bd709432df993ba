/// The lines of a body with what folding asks about each, worked out once.
struct FoldLines {
    private struct Line {
        var range: Range<Int>
        /// Scalars before the line.
        var scalars: Int
        var isBlank: Bool
        var isQuoted: Bool
    }

    private let bytes: [UInt8]
    private var lines: [Line] = []
    private var scalarCount = 0

    init(_ body: String) {
        bytes = Array(body.utf8)
        var scalars = 0
        for range in TextLines(bytes) {
            let content = bytes.trimmed(range)
            let isQuoted =
                !content.isEmpty && bytes[content.lowerBound] == 0x3E
                && content.lowerBound - range.lowerBound < 3
            lines.append(
                Line(
                    range: range, scalars: scalars, isBlank: Self.isBlank(bytes[content]), isQuoted: isQuoted)
            )
            for byte in bytes[range] where byte & 0xC0 != 0x80 { scalars += 1 }
            if range.upperBound < bytes.count { scalars += 1 }
        }
        scalarCount = scalars
        releaseLoneSeparators()
    }

    var count: Int { lines.count }
    var indices: Range<Int> { 0..<lines.count }

    func isBlank(_ line: Int) -> Bool { lines[line].isBlank }
    func isQuoted(_ line: Int) -> Bool { lines[line].isQuoted }
    func isLong(_ line: Int) -> Bool { lines[line].range.count > 400 }

    /// Whether a line holds more than marks.
    func hasWords(_ line: Int) -> Bool { bytes[lines[line].range].contains(where: Ascii.isWord) }

    /// The line without white space at both ends; of a very long one the beginning.
    func text(_ line: Int) -> String {
        let range = lines[line].range
        return bytes.text(range.prefix(1000).startIndex..<range.prefix(1000).endIndex).trimmed
    }

    /// The bytes of a line as they are.
    func raw(_ line: Int) -> ArraySlice<UInt8> { bytes[lines[line].range] }

    func scalars(_ range: Range<Int>) -> Range<Int> {
        lines[range.lowerBound]
            .scalars..<(range.upperBound < lines.count ? lines[range.upperBound].scalars : scalarCount)
    }

    private static func isBlank(_ content: ArraySlice<UInt8>) -> Bool {
        // Mails from HTML hold no-break spaces where lines are empty.
        if content.isEmpty { return true }
        guard content.first == 0xC2 || content.first == 0xE2 else { return false }
        return String(decoding: content, as: UTF8.self).unicodeScalars.allSatisfy(\.isBlank)
    }

    /// A single `>From ` between lines that are not quoted is what a mailbox made of `From `.
    private mutating func releaseLoneSeparators() {
        for line in indices where lines[line].isQuoted && raw(line).starts(with: ">From ".utf8) {
            let before = line > 0 && lines[line - 1].isQuoted
            let after = line + 1 < count && lines[line + 1].isQuoted
            if !before, !after { lines[line].isQuoted = false }
        }
    }
}
