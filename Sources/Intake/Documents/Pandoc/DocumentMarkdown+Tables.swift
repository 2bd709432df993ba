extension DocumentMarkdown {
    /// Wider tables are not padded to even columns.
    private static let widest = 120
    /// A longer cell is rather text that somebody laid out with a table than an entry in one.
    private static let longestCell = 300

    /// A pipe table where every cell is short; otherwise its cells as paragraphs, row by row, with a rule between
    /// rows, so that long minutes laid out as a table can be read and quoted.
    mutating func lines(of table: PandocTable) -> [String] {
        let caption = self.lines(of: table.caption)
        var lines = captionsFollow || caption.isEmpty ? [] : caption + [""]
        if table.columns > 1, let cells = shortCells(of: table) {
            lines += Self.pipes(cells, hasHead: !table.head.isEmpty, columns: table.columns)
        } else {
            lines += laidOut(table)
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        return captionsFollow && !caption.isEmpty ? lines + [""] + caption : lines
    }

    /// Every cell on one line, or `nil` where one is too long for that.
    private mutating func shortCells(of table: PandocTable) -> [[String]]? {
        // Footnotes met on the way are forgotten again when the table is not written in this form.
        let before = self
        var rows: [[String]] = []
        // Of several head rows, the first is the head.
        for row in table.head + table.rows {
            var cells: [String] = []
            for cell in row {
                guard !cell.contains(where: \.isTable) else {
                    self = before
                    return nil
                }
                let text = lines(of: cell).filter { !$0.isEmpty }.joined(separator: " / ")
                guard text.utf8.count <= Self.longestCell else {
                    self = before
                    return nil
                }
                cells.append(text.replacing("|", with: "\\|").singleLine)
            }
            rows.append(cells)
        }
        return rows
    }

    private mutating func laidOut(_ table: PandocTable) -> [String] {
        var lines: [String] = []
        for row in table.head + table.rows {
            let cells = row.map { self.lines(of: $0) }.filter { !$0.isEmpty }
            guard !cells.isEmpty else { continue }
            if !lines.isEmpty { lines += table.columns > 1 ? ["", "* * *", ""] : [""] }
            lines += cells.joined(separator: [""])
        }
        return lines
    }

    private static func pipes(_ rows: [[String]], hasHead: Bool, columns: Int) -> [String] {
        var rows = rows
        if !hasHead { rows.insert([], at: 0) }
        var widths = [Int](repeating: 3, count: columns)
        for row in rows {
            for (column, cell) in row.enumerated() where column < columns {
                widths[column] = max(widths[column], cell.unicodeScalars.count)
            }
        }
        if widths.reduce(0, +) + 3 * columns > widest { widths = widths.map { _ in 0 } }
        var lines = rows.map { row in
            let cells = widths.enumerated().map { column, width in
                let cell = column < row.count ? row[column] : ""
                return cell + String(repeating: " ", count: max(0, width - cell.unicodeScalars.count))
            }
            return "| \(cells.joined(separator: " | ")) |"
        }
        let rule = widths.map { String(repeating: "-", count: max(3, $0) + 2) }.joined(separator: "|")
        lines.insert("|\(rule)|", at: min(1, lines.count))
        return lines
    }
}

extension PandocBlock {
    fileprivate var isTable: Bool {
        if case .table = self { return true }
        return false
    }
}
