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
    /// Texts stand in quotation marks and numbers do not; see ``CSVText/field(_:)`` for texts that a spreadsheet would run.
    package var csv: String {
        var lines = [([rowTitle] + columns.map(\.key) + ["total"]).map(CSVText.field).joined(separator: ",")]
        for row in rows.indices {
            let numbers = columns.indices.map { String(self[row, $0]) } + [String(rowTotals[row])]
            lines.append(([CSVText.field(rows[row].key)] + numbers).joined(separator: ","))
        }
        let totals = columnTotals.map(String.init) + [String(total)]
        lines.append(([CSVText.field("total")] + totals).joined(separator: ","))
        return lines.joined(separator: "\r\n") + "\r\n"
    }

    /// The matrix as CSV with a line for each cell, which statistics programs read without reshaping; without totals.
    package var tidyCSV: String {
        let head = [rowTitle, columnTitle, "measure", "count", "query"].map(CSVText.field)
        var lines = [head.joined(separator: ",")]
        for row in rows.indices {
            for column in columns.indices {
                let fields = [
                    CSVText.field(rows[row].key), CSVText.field(columns[column].key),
                    CSVText.field(measure.rawValue),
                    String(self[row, column]), CSVText.field(query(row: row, column: column)),
                ]
                lines.append(fields.joined(separator: ","))
            }
        }
        return lines.joined(separator: "\r\n") + "\r\n"
    }
}
