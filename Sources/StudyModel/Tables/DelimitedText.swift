/// Reads tables in text: RFC 4180 with any of four delimiters.
///
/// A field that begins with a quote ends at the quote that is not doubled; line breaks inside it belong to it; what follows
/// the closing quote up to the delimiter is kept. A quote inside a field that does not begin with one is a
/// character like any other.
package struct DelimitedText {
    private let bytes: [UInt8]
    private let delimiter: UInt8
    private let start: Int

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed: UInt8 = 0x0A

    /// - Parameter start: Where the table begins.
    package init(bytes: [UInt8], delimiter: UInt8, start: Int) {
        self.bytes = bytes
        self.delimiter = delimiter
        self.start = start
    }

    /// All rows; an empty line is a row without cells.
    package func table() throws(CellTable.Failure) -> CellTable {
        var table = CellTable()
        var position = start
        var line = 1
        while position < bytes.count { try readRow(into: &table, at: &position, line: &line) }
        return table
    }

    /// The widths of the first rows in at most some bytes, for finding the delimiter; a row that the limit cuts is left out.
    func widths(rows: Int, within limit: Int) -> [Int] {
        var table = CellTable()
        var position = start
        var line = 1
        var widths: [Int] = []
        let end = Swift.min(bytes.count, limit)
        while position < end, widths.count < rows {
            guard (try? readRow(into: &table, at: &position, line: &line)) != nil else { break }
            // The first row counts however long it is.
            guard position <= end || widths.isEmpty else { break }
            widths.append(table.width(table.rowCount - 1))
        }
        return widths
    }

    private func readRow(into table: inout CellTable, at position: inout Int, line: inout Int)
        throws(CellTable
        .Failure)
    {
        guard bytes[position] != Self.lineFeed else {
            position += 1
            line += 1
            return try table.endRow()
        }
        var goesOn = true
        while goesOn {
            if position < bytes.count, bytes[position] == Self.quote {
                try readQuoted(into: &table, at: &position, line: &line)
            }
            let end = plainEnd(from: position)
            table.append(bytes[position..<end])
            try table.endCell()
            goesOn = end < bytes.count && bytes[end] == delimiter
            position = end + 1
        }
        line += 1
        try table.endRow()
    }

    /// Where a field ends that is not quoted, or the rest behind a closing quote.
    private func plainEnd(from start: Int) -> Int {
        bytes.withUnsafeBufferPointer { buffer in
            var index = start
            while index < buffer.count, buffer[index] != delimiter, buffer[index] != Self.lineFeed {
                index += 1
            }
            return index
        }
    }

    private func readQuoted(into table: inout CellTable, at position: inout Int, line: inout Int)
        throws(CellTable
        .Failure)
    {
        let opened = line
        var from = position + 1
        while true {
            guard let end = quoteEnd(from: from, line: &line) else { throw .unclosedQuote(line: opened) }
            table.append(bytes[from..<end])
            guard end + 1 < bytes.count, bytes[end + 1] == Self.quote else {
                position = end + 1
                return
            }
            table.append(byte: Self.quote)
            from = end + 2
        }
    }

    private func quoteEnd(from start: Int, line: inout Int) -> Int? {
        var breaks = 0
        let end: Int? = bytes.withUnsafeBufferPointer { buffer in
            var index = start
            while index < buffer.count {
                if buffer[index] == Self.quote { return index }
                if buffer[index] == Self.lineFeed { breaks += 1 }
                index += 1
            }
            return nil
        }
        line += breaks
        return end
    }
}

/// Which delimiter a table in text has, and how that was worked out.
package struct TextDialect: Equatable {
    package var delimiter: UInt8
    /// Where the first row begins: behind a `sep=;` line.
    package var start = 0
    /// `nil` where the file says it.
    package var certainty: ImportGuess.Certainty?

    static let candidates: [(byte: UInt8, name: String)] = [
        (UInt8(ascii: ","), "comma"), (UInt8(ascii: ";"), "semicolon"), (0x09, "tab"),
        (UInt8(ascii: "|"), "pipe"),
    ]

    package var name: String { Self.candidates.first { $0.byte == delimiter }?.name ?? "comma" }

    /// The delimiter under which most rows have the same number of columns; more columns decide between equals.
    package static func of(_ bytes: [UInt8], extension ext: String) -> TextDialect {
        if let told = told(bytes) { return told }
        let preferred: UInt8 = ext == "tsv" || ext == "tab" ? 0x09 : UInt8(ascii: ",")
        var best = (score: 0, delimiter: preferred)
        var next = 0
        for (byte, _) in candidates {
            let score = score(
                DelimitedText(bytes: bytes, delimiter: byte, start: 0), isPreferred: byte == preferred)
            if score > best.score {
                (next, best) = (best.score, (score, byte))
            } else {
                next = max(next, score)
            }
        }
        let isClear = best.score > 0 && (next == 0 || best.score >= next + 100)
        return TextDialect(delimiter: best.delimiter, certainty: isClear ? .likely : .unsure)
    }

    /// `sep=;` alone on the first line, as Excel writes and reads it.
    private static func told(_ bytes: [UInt8]) -> TextDialect? {
        let line = bytes.prefix(16).prefix { $0 != 0x0A }
        guard line.count == 5, line.starts(with: "sep=".utf8), let byte = line.last, byte != 0x22 else {
            return nil
        }
        return TextDialect(delimiter: byte, start: Swift.min(6, bytes.count))
    }

    /// Thousandths of the rows that have the commonest width of at least two, with a little for many columns.
    private static func score(_ text: DelimitedText, isPreferred: Bool) -> Int {
        let widths = text.widths(rows: 200, within: 256 << 10).filter { $0 > 0 }
        var counts: [Int: Int] = [:]
        for width in widths where width > 1 { counts[width, default: 0] += 1 }
        guard let (width, count) = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else {
            return 0
        }
        return count * 1000 / widths.count + min(width, 50) + (isPreferred ? 20 : 0)
    }
}
