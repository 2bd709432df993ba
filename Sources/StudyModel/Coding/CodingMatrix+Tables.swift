/// A matrix as tables of text.
extension CodingMatrix {
    /// The headings of a table to look at: the rows' title, every column, and the total.
    package var tableHead: [String] { [rowTitle] + columns.map(\.label) + ["total"] }

    /// A table to look at, with the totals last; codes stand as far in as they stand below others.
    package var tableRows: [[String]] {
        let body = rows.indices.map { row in
            [String(repeating: "  ", count: rows[row].depth) + rows[row].label]
                + columns.indices.map { String(self[row, $0]) } + [String(rowTotals[row])]
        }
        return body + [["total"] + columnTotals.map(String.init) + [String(total)]]
    }

    /// The table as CSV (RFC 4180): a row for each row, with the totals last.
    ///
    /// Texts stand in quotation marks and numbers do not; see ``csvField(_:)`` for texts that a spreadsheet would run.
    package var csv: String {
        var lines = [([rowTitle] + columns.map(\.key) + ["total"]).map(Self.csvField).joined(separator: ",")]
        for row in rows.indices {
            let numbers = columns.indices.map { String(self[row, $0]) } + [String(rowTotals[row])]
            lines.append(([Self.csvField(rows[row].key)] + numbers).joined(separator: ","))
        }
        let totals = columnTotals.map(String.init) + [String(total)]
        lines.append(([Self.csvField("total")] + totals).joined(separator: ","))
        return lines.joined(separator: "\r\n") + "\r\n"
    }

    /// The matrix as CSV with a line for each cell, which statistics programs read without reshaping; without totals.
    package var tidyCSV: String {
        let head = [rowTitle, columnTitle, "measure", "count", "query"].map(Self.csvField)
        var lines = [head.joined(separator: ",")]
        for row in rows.indices {
            for column in columns.indices {
                let fields = [
                    Self.csvField(rows[row].key), Self.csvField(columns[column].key),
                    Self.csvField(measure.rawValue),
                    String(self[row, column]), Self.csvField(query(row: row, column: column)),
                ]
                lines.append(fields.joined(separator: ","))
            }
        }
        return lines.joined(separator: "\r\n") + "\r\n"
    }

    /// A text as a field of CSV, always in quotation marks.
    ///
    /// What begins with `=`, `+`, `-`, `@`, a tab or a carriage return gets an apostrophe before it, because spreadsheets
    /// take it for a formula and would run it.
    static func csvField(_ text: String) -> String {
        let isFormula = text.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } ?? false
        return "\"" + (isFormula ? "'" : "") + text.replacing("\"", with: "\"\"") + "\""
    }
}
