/// Turns the lines of a PDF's pages back into paragraphs.
///
/// A line goes on with the next one where the next one's first word would not have fitted behind it, both stand at the
/// same margin and neither has columns. Tables and forms keep their lines as they are set. Every page after the first
/// begins with a line `[page 2]`.
struct PDFText {
    private let words: Set<[UInt8]>
    private var out: [String] = []

    /// Gaps that only columns have.
    static let gap = 3
    /// How far a line has to reach, in hundredths of the widest, to go on with the next one.
    private static let full = 86
    /// Wider than any line, and small enough to be calculated with.
    private static let unbounded = 1 << 40

    static func text(of pages: PDFPages) -> String {
        var pages = pages
        for page in pages.pages.indices { pages.pages[page] = PrintColumns.unfolded(pages.pages[page]) }
        var text = PDFText(words: Hyphenation.words(in: pages))
        let isDouble = isDoubleSpaced(pages)
        for (number, lines) in pages.pages.enumerated() {
            if number > 0 { text.append(["[page \(number + 1)]"]) }
            text.addPage(isDouble ? withoutSpacing(lines) : lines)
        }
        return text.out.joined(separator: "\n")
    }

    private init(words: Set<[UInt8]>) { self.words = words }

    private mutating func append(_ lines: [String]) {
        guard !lines.isEmpty else { return }
        if !out.isEmpty { out.append("") }
        out += lines
    }

    private mutating func addPage(_ lines: [PDFLine]) {
        let width = Self.width(of: lines)
        let isTable = Self.isTablePage(lines)
        var block: [PDFLine] = []
        for line in lines + [PDFLine(indent: 0, bytes: [])] {
            guard line.isEmpty else {
                block.append(line)
                continue
            }
            if !block.isEmpty {
                append(isTable || Self.isTable(block) ? Self.table(block) : paragraphs(block, width: width))
            }
            block = []
        }
    }

    // MARK: Measures

    /// The column that text reaches: of lines without columns, the widest but for a few that stick out.
    private static func width(of lines: [PDFLine]) -> Int {
        let ends = lines.filter { !$0.isEmpty && !hasColumns($0) }.map(\.end).sorted()
        guard !ends.isEmpty else { return unbounded }
        return ends[ends.count - 1 - ends.count / 25]
    }

    private static func hasColumns(_ line: PDFLine) -> Bool {
        let skipped = line.marker?.length ?? 0
        return line.gaps(atLeast: gap).contains { $0.upperBound > skipped }
    }

    /// At least a quarter of its lines have columns.
    private static func isTable(_ block: [PDFLine]) -> Bool {
        let count = block.filter(hasColumns).count
        return count > 0 && count * 4 >= block.count
    }

    /// On a page that is a table for the most part, lines without columns belong to it too.
    private static func isTablePage(_ lines: [PDFLine]) -> Bool {
        let written = lines.filter { !$0.isEmpty }
        return written.count >= 8 && written.filter(hasColumns).count * 5 >= written.count * 2
    }

    /// Whether lines that are full are mostly followed by an empty one, as in double-spaced typescripts.
    private static func isDoubleSpaced(_ pages: PDFPages) -> Bool {
        var (spaced, tight) = (0, 0)
        for lines in pages.pages {
            let width = width(of: lines)
            for (index, line) in lines.enumerated().dropLast()
            where !line.isEmpty && line.end * 100 >= width * full && !hasColumns(line) {
                if lines[index + 1].isEmpty { spaced += 1 } else { tight += 1 }
            }
        }
        return spaced >= 10 && spaced > tight * 4
    }

    /// Without the first empty line of every run of them.
    private static func withoutSpacing(_ lines: [PDFLine]) -> [PDFLine] {
        lines.enumerated().filter { index, line in
            !line.isEmpty || (index > 0 && lines[index - 1].isEmpty)
        }.map(\.element)
    }

    // MARK: Blocks

    /// Lines as they are set, moved to the left margin, without the parts of gaps that all of them share.
    private static func table(_ block: [PDFLine]) -> [String] {
        let rows = block.map { line in
            [UInt8](repeating: 0x20, count: min(line.indent, 400)) + line.bytes
        }
        let lines = rows.map { Array(cleaned($0).unicodeScalars) }
        let widest = lines.map(\.count).max() ?? 0
        var kept: [Int] = []
        var blank = gap
        for column in 0..<widest {
            let isBlank = lines.allSatisfy { column >= $0.count || $0[column] == " " }
            blank = isBlank ? blank + 1 : 0
            if blank <= gap { kept.append(column) }
        }
        return lines.map { line in
            String(String.UnicodeScalarView(kept.prefix { $0 < line.count }.map { line[$0] }))
        }
    }

    private func paragraphs(_ block: [PDFLine], width: Int) -> [String] {
        var lines: [String] = []
        var levels: [Int] = []
        var current: [UInt8] = []
        var margin = 0
        for (index, line) in block.enumerated() {
            if index > 0, Self.goesOn(block[index - 1], line, margin: margin, width: width) {
                Hyphenation.join(line.bytes, to: &current, words: words)
                continue
            }
            if index > 0 { lines.append(Self.cleaned(current)) }
            let marker = line.marker
            margin = line.indent + (marker?.length ?? 0)
            current = Self.begun(line, marker, &levels)
        }
        lines.append(Self.cleaned(current))
        return lines
    }

    /// Whether `next` is the rest of a paragraph whose text stands at `margin`.
    private static func goesOn(_ line: PDFLine, _ next: PDFLine, margin: Int, width: Int) -> Bool {
        guard next.marker == nil, !hasColumns(line), !hasColumns(next) else { return false }
        // A first line may be indented further than the rest, the rest never further than the first.
        guard next.indent <= margin + 1 else { return false }
        if line.bytes.last == UInt8(ascii: "-"), next.bytes.first.map(Ascii.isLetter) == true { return true }
        return (line.end + 1 + next.firstWord) * 100 > width * full
    }

    /// The beginning of a paragraph; a bullet becomes `- `, moved in by two spaces for every level.
    private static func begun(
        _ line: PDFLine, _ marker: (kind: PDFLine.Marker, length: Int)?, _ levels: inout [Int]
    )
        -> [UInt8]
    {
        guard case .bullet? = marker?.kind, let length = marker?.length else { return line.bytes }
        while let last = levels.last, line.indent < last - 1 { levels.removeLast() }
        if levels.isEmpty || line.indent > (levels.last ?? 0) + 1 { levels.append(line.indent) }
        let indent = [UInt8](repeating: 0x20, count: 2 * min(levels.count - 1, 8))
        return indent + Array("- ".utf8) + line.bytes.dropFirst(length)
    }

    /// Without ligatures and soft hyphens, which PDFs have for their looks.
    static func cleaned(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        guard bytes.contains(where: { $0 == 0xEF || $0 == 0xC2 }) else { return text }
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xFB00...0xFB06: out.append(contentsOf: ligatures[Int(scalar.value - 0xFB00)].unicodeScalars)
            case 0xAD: break
            default: out.append(scalar)
            }
        }
        return String(out)
    }

    private static let ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"]
}

/// Words that were divided at the end of a line.
enum Hyphenation {
    /// Words remembered to decide by.
    private static let most = 200_000

    /// All words in lower case, those with hyphens whole, without those at the end of a line.
    static func words(in pages: PDFPages) -> Set<[UInt8]> {
        var words: Set<[UInt8]> = []
        for line in pages.pages.joined() {
            var start = 0
            for index in 0...line.bytes.count {
                let isWord =
                    index < line.bytes.count && (Ascii.isWord(line.bytes[index]) || line.bytes[index] == 0x2D)
                if isWord { continue }
                if index > start + 2, index - start <= 40, line.bytes[index - 1] != 0x2D, words.count < most {
                    words.insert(line.bytes[start..<index].map(Ascii.lowercased))
                }
                start = index + 1
            }
        }
        return words
    }

    /// Adds the next line to a paragraph, joining a word that was divided between the two.
    ///
    /// The hyphen goes unless the word occurs elsewhere with it, or begins anew with a capital or a digit.
    static func join(_ next: [UInt8], to text: inout [UInt8], words: Set<[UInt8]>) {
        if text.suffix(2).elementsEqual([0xC2, 0xAD]) {
            text.removeLast(2)
            text += next
            return
        }
        guard text.last == UInt8(ascii: "-"), text.count >= 2, Ascii.isWord(text[text.count - 2]),
            let first = next.first, Ascii.isWord(first)
        else {
            text.append(0x20)
            text += next
            return
        }
        let head = text.dropLast().suffix(40).reversed().prefix { Ascii.isWord($0) || $0 == 0x2D }.reversed()
            .map(Ascii.lowercased)
        let tail = next.prefix(40).prefix(while: Ascii.isWord).map(Ascii.lowercased)
        let isCompound = words.contains(head + [0x2D] + tail) && !words.contains(head + tail)
        if !isCompound, !Ascii.isUpper(first), !Ascii.isDigit(first) { text.removeLast() }
        text += next
    }
}
