package import StudyModel

/// One coding of a table that comes from a file.
package struct CodingRow: Sendable, Equatable {
    /// The row as the table numbers it; the headings are row 1.
    package var number: Int
    /// Which record: a part of its id, or the path or name of its source.
    package var record: String
    /// Who coded, as the table says it; empty where it doesn't.
    package var coder: String
    package var change: CodingChange
}

/// Reads codings from a table with headings.
package enum CodingTableReader {
    private enum Column {
        case record, coder, code, quote, start, end, comment, weight
    }

    /// Reads the rows of a table; a row names its record, its code, and words or a span.
    ///
    /// A row without words and without a span codes the record as a whole.
    ///
    /// - Returns: also what is wrong with rows that were left out.
    /// - Throws: `coding.invalid` for a table that lacks a column of records or of codes.
    package static func rows(
        _ table: [[String]]
    ) throws(StudyError) -> (rows: [CodingRow], problems: [SheetProblem]) {
        let headings = (table.first ?? []).map(column)
        guard headings.contains(.record), headings.contains(.code) else {
            throw StudyError(
                .codingInvalid, "The table has no column of records or none of codes.",
                hint: "Its first row needs the headings 'record', 'code' and 'quote' (or 'start' and 'end').")
        }
        var rows: [CodingRow] = []
        var problems: [SheetProblem] = []
        for (number, cells) in zip(1..., table).dropFirst() where cells.contains(where: { !$0.isEmpty }) {
            if let row = row(cells, headings, number) {
                rows.append(row)
            } else {
                problems.append(
                    SheetProblem(
                        row: number, column: nil,
                        reason: "It lacks a record, a code or an end of its span, or a number in it is none.",
                        isWarning: false))
            }
        }
        return (rows, problems)
    }

    private static func row(_ cells: [String], _ headings: [Column?], _ number: Int) -> CodingRow? {
        func cell(_ column: Column) -> String {
            guard let place = headings.firstIndex(of: column), place < cells.count else { return "" }
            return CSVText.unguarded(cells[place])
        }
        let (record, code) = (cell(.record), cell(.code))
        guard !record.isEmpty, !code.isEmpty else { return nil }
        var change = CodingChange(.add, codes: [code])
        let (start, end, quote) = (Int(cell(.start)), Int(cell(.end)), cell(.quote))
        guard (start != nil) == !cell(.start).isEmpty, (end != nil) == !cell(.end).isEmpty,
            (start == nil) == (end == nil)
        else { return nil }
        if let start, let end {
            change.span = [start, end]
        } else if !quote.isEmpty {
            change.quote = quote
        } else {
            change.isWhole = true
        }
        let comment = cell(.comment)
        change.comment = comment.isEmpty ? nil : comment
        change.weight = Int(cell(.weight))
        if change.weight == nil, !cell(.weight).isEmpty { return nil }
        return CodingRow(number: number, record: record, coder: cell(.coder), change: change)
    }

    private static func column(_ heading: String) -> Column? {
        switch heading.lowercased().split(whereSeparator: { !$0.isLetter }).joined(separator: " ") {
        case "record", "source", "document", "file", "file name", "filename", "document name": .record
        case "coder", "coders", "user", "coded by": .coder
        case "code", "tag", "code path", "code name": .code
        case "quote", "text", "quotation", "content", "segment", "coded text": .quote
        case "start", "begin", "from": .start
        case "end", "to": .end
        case "comment", "note", "memo": .comment
        case "weight", "score": .weight
        default: nil
        }
    }
}
