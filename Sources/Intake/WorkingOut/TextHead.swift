import StudyModel

/// What the beginning of a text says about its title and date.
struct TextHead {
    private(set) var heading: String?
    private(set) var firstLine: String?
    /// From a line `Date: ...`.
    private(set) var dateLine: WrittenDate?
    /// From the title.
    private(set) var titleDate: WrittenDate?
    /// From another short line near the top.
    private(set) var looseDate: WrittenDate?

    /// Lines looked at for a date.
    private static let dateLines = 30
    /// Lines looked at for a heading.
    private static let headLines = 200

    /// Reads the head of a text whose body begins at `start`, behind a front matter.
    init(_ bytes: [UInt8], from start: Int = 0) {
        var number = 0
        var fenced = false
        for line in TextLines(bytes, from: start, limit: 64 * 1024).prefix(Self.headLines) {
            number += 1
            let content = bytes.trimmed(line)
            if bytes[content].starts(with: "```".utf8) { fenced.toggle() }
            if fenced { continue }
            take(bytes, content, number: number)
        }
    }

    private mutating func take(_ bytes: [UInt8], _ line: Range<Int>, number: Int) {
        guard !line.isEmpty else { return }
        if firstLine == nil, Self.holdsWord(bytes, line) { firstLine = Self.plain(bytes.text(line)) }
        let level = Self.headingLevel(bytes, line)
        if level > 0, heading == nil {
            let text = Self.plain(bytes.text(line.dropFirst(level)))
            if !text.isEmpty { heading = text }
        }
        if number <= Self.dateLines { takeDate(bytes, line, isTitle: level == 1 || number == 1) }
    }

    // MARK: Dates

    private mutating func takeDate(_ bytes: [UInt8], _ line: Range<Int>, isTitle: Bool) {
        if dateLine == nil, let value = Self.value(ofLabels: ["date", "datum", "when"], bytes, line) {
            dateLine = WrittenDate.first(in: bytes, range: value)
        }
        guard line.count <= 200 else { return }
        if isTitle, titleDate == nil { titleDate = WrittenDate.first(in: bytes, range: line) }
        if !isTitle, looseDate == nil, line.count <= 80 {
            looseDate = WrittenDate.first(in: bytes, range: line)
        }
    }

    // MARK: Lines

    /// The value behind one of some labels at the start of a line: `* **Date:** 2020-04-15`.
    static func value(ofLabels labels: [String], _ bytes: [UInt8], _ line: Range<Int>) -> Range<Int>? {
        var start = line.lowerBound
        if let item = listItem(bytes, line) { start = item.lowerBound }
        let begin = start
        while start < line.upperBound, !Ascii.isWord(bytes[start]), start - begin < 8 { start += 1 }
        for label in labels where start + label.utf8.count < line.upperBound {
            let end = start + label.utf8.count
            guard zip(bytes[start..<end], label.utf8).allSatisfy({ Ascii.lowercased($0) == $1 }) else {
                continue
            }
            var index = end
            while index < line.upperBound, [0x2A, 0x5F, 0x20].contains(bytes[index]) { index += 1 }
            guard index < line.upperBound, bytes[index] == 0x3A else { continue }
            return index + 1..<line.upperBound
        }
        return nil
    }

    static func headingLevel(_ bytes: [UInt8], _ line: Range<Int>) -> Int {
        let level = bytes[line].prefix(7).prefix(while: { $0 == UInt8(ascii: "#") }).count
        guard (1...6).contains(level), level < line.count, Ascii.isSpace(bytes[line.lowerBound + level])
        else { return 0 }
        return level
    }

    /// What follows a bullet or a number.
    static func listItem(_ bytes: [UInt8], _ line: Range<Int>) -> Range<Int>? {
        guard let first = bytes[line].first else { return nil }
        var start = line.lowerBound + 1
        if Ascii.isDigit(first) {
            while start < line.upperBound, Ascii.isDigit(bytes[start]) { start += 1 }
            guard start < line.upperBound, bytes[start] == 0x2E || bytes[start] == 0x29 else { return nil }
            start += 1
        } else if let width = wideBullets.first(where: { bytes[line].starts(with: $0) })?.count {
            start = line.lowerBound + width
        } else if ![0x2A, 0x2D, 0x2B].contains(first) {
            return nil
        }
        guard start == line.upperBound || Ascii.isSpace(bytes[start]) else { return nil }
        return bytes.trimmed(start..<line.upperBound)
    }

    /// Bullets and dashes that word processors write: `•`, `◦`, `▪`, `·`, `–`.
    private static let wideBullets = ["•", "◦", "▪", "·", "–", "\u{F0B7}"].map { Array($0.utf8) }

    static func isRule(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        guard line.count >= 3 else { return false }
        if bytes[line].starts(with: [0xE2, 0x80, 0x94]) { return bytes.text(line).allSatisfy { $0 == "—" } }
        return bytes[line].allSatisfy { [0x2D, 0x2A, 0x5F, 0x3D].contains($0) }
    }

    private static func holdsWord(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        bytes[line].contains(where: Ascii.isWord)
    }

    /// Heading text without its closing marks, links and emphasis.
    static func plain(_ text: String) -> String {
        var text = NameList.withoutTags(NameList.withoutLinks(text)).trimmed[...]
        while text.last == "#" { text = text.dropLast() }
        while text.first == "#" { text = text.dropFirst() }
        return String(text).replacing("**", with: "").trimmed
    }
}
