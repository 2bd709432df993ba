package import StudyModel

/// A frequency table as a picture: a bar for each value, and for each group one below the other.
///
/// SVG without scripts, fonts or anything from elsewhere, readable in black and white and aloud: every bar has its number beside
/// it, what is not shown says so, and the base of the per cents stands below each heading.
package enum SurveyPicture {
    /// More bars than this are no picture any more.
    package static let mostBars = 400

    private static let labelWidth = 260
    private static let barWidth = 360
    private static let barHeight = 18
    private static let top = 50

    /// Draws a table.
    ///
    /// - Parameter title: what was asked.
    /// - Returns: `nil` where there is nothing to draw, or more than ``mostBars``.
    package static func svg(of table: SurveyTable, title: String) -> String? {
        // Without groups there is one column, and with groups the last is all of them together.
        let columns = table.groups.isEmpty ? [0] : Array(table.groups.indices) + [table.groups.count]
        guard !table.rows.isEmpty, table.rows.count * columns.count <= mostBars else { return nil }
        var y = top
        var body: [String] = []
        for column in columns {
            body += heading(of: column, in: table, y: &y)
            for row in table.rows { body.append(bar(row, row.cells[column], y: &y)) }
            y += 14
        }
        body.append(
            "<text x=\"10\" y=\"\(y + 8)\" font-size=\"11\">\(SVGText.escaped(note(on: table)))</text>")
        let head = SVGText.head(
            width: labelWidth + barWidth + 120, height: y + 26, title: SVGText.clipped(title, 96),
            description: description(of: table, title))
        return (head + body + ["</svg>"]).joined(separator: "\n") + "\n"
    }

    private static func heading(of column: Int, in table: SurveyTable, y: inout Int) -> [String] {
        let isAll = column == table.groups.count
        let name = isAll ? "all" : table.groups[column]
        let base = table.answered[column].map { "n = \($0)" } ?? "n not shown"
        defer { y += 22 }
        let words = table.groups.isEmpty ? base : "\(name), \(base)"
        return ["<text x=\"10\" y=\"\(y + 14)\" font-weight=\"bold\">\(SVGText.escaped(words))</text>"]
    }

    private static func bar(_ row: SurveyTable.Row, _ cell: SurveyTable.Cell, y: inout Int) -> String {
        defer { y += barHeight + 3 }
        let name = row.label.isEmpty ? row.value : row.label
        let label =
            "<text x=\"\(labelWidth - 8)\" y=\"\(y + 13)\" text-anchor=\"end\">\(SVGText.escaped(SVGText.clipped(name, 40)))<title>\(SVGText.escaped(name))</title></text>"
        guard let count = cell.count else {
            return label
                + "<text x=\"\(labelWidth + 4)\" y=\"\(y + 13)\" fill=\"#555555\">not shown</text>"
        }
        let percent = cell.percent ?? 0
        let width = Int((percent * Double(barWidth) / 100).rounded())
        let tenths = Int((percent * 10).rounded())
        let words = cell.percent == nil ? "\(count)" : "\(count) (\(tenths / 10).\(tenths % 10) %)"
        return label
            + "<rect x=\"\(labelWidth)\" y=\"\(y)\" width=\"\(max(1, width))\" height=\"\(barHeight)\" fill=\"#8db4d0\" stroke=\"#1f4e79\" stroke-width=\"0.5\"/>"
            + "<text x=\"\(labelWidth + width + 6)\" y=\"\(y + 13)\">\(words)</text>"
    }

    private static func note(on table: SurveyTable) -> String {
        var parts = ["Per cents are of those who answered."]
        if let left = table.left, left > 0 { parts.append("\(left) gave no answer.") }
        if table.suppressed > 0 {
            parts.append("\(table.suppressed) not shown, so that nobody can be told from them.")
        }
        return parts.joined(separator: " ")
    }

    private static func description(of table: SurveyTable, _ title: String) -> String {
        let groups = table.groups.isEmpty ? "" : " by \(table.groups.count) groups"
        return "\(title): \(table.rows.count) values\(groups). \(note(on: table))"
    }
}
