package import StudyModel

/// What stands behind a finding as a picture: the grid of sources and groups, and below it when evidence came.
package enum TriangulationPicture {
    private static let barHeight = 60

    package static func svg(of grid: Triangulation) -> String {
        let table = table(of: grid)
        let height = table.bottom + (grid.months.isEmpty ? 50 : 190)
        var lines = SVGText.head(
            width: table.width, height: height, title: table.title, description: table.description)
        lines += table.elements
        lines.append(
            "<text x=\"10\" y=\"\(table.bottom + 22)\" font-size=\"11\">+ records for, \u{2212} against, / people; hatched: the study holds so many, none behind this finding.</text>"
        )
        if !grid.months.isEmpty { lines += timeline(grid.months, top: table.bottom + 46, width: table.width) }
        return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
    }

    private static func table(of grid: Triangulation) -> EvidenceGrid {
        let reach = grid.reach
        return EvidenceGrid(
            title: "\(grid.finding), version \(grid.version): sources by \(grid.by)",
            description:
                "Records of \(reach.kinds) kinds and \(reach.groups) groups speak for the finding; \(grid.gaps.count) places are gaps.",
            lines: EvidenceGrid.wrapped(grid.statement, 92), columns: grid.groups,
            rows: grid.kinds.enumerated().map { row, kind in
                (
                    kind.rawValue, kind.rawValue,
                    grid.groups.enumerated().map { column, group in
                        cell(grid[row, column], of: grid, title: "\(kind.rawValue), \(group)")
                    }
                )
            })
    }

    private static func cell(
        _ cell: Triangulation.Cell, of grid: Triangulation, title: String
    ) -> EvidenceGrid.Cell {
        let look: EvidenceGrid.Look =
            if cell.isGap { .gap } else if cell.disconfirms > 0 { .contested } else {
                cell.supports > 0 ? .supports : .empty
            }
        let words =
            "\(title): \(cell.supports) for, \(cell.disconfirms) against, of \(cell.held) in the study"
        return .init(text: cell.isGap ? String(cell.held) : grid.text(of: cell), look: look, title: words)
    }

    // MARK: When

    private static func timeline(_ months: [Triangulation.Month], top: Int, width: Int) -> [String] {
        let left = EvidenceGrid.labelWidth
        let step = max(3, min(46, (width - left - 20) / months.count))
        let most = max(1, months.map { max($0.supports, $0.disconfirms) }.max() ?? 1)
        let middle = top + barHeight
        var lines = [
            "<text x=\"10\" y=\"\(middle - 8)\">records for, by month</text>",
            "<text x=\"10\" y=\"\(middle + 18)\">records against</text>",
            "<line x1=\"\(left)\" y1=\"\(middle)\" x2=\"\(left + step * months.count)\" y2=\"\(middle)\" stroke=\"#444444\"/>",
        ]
        for (number, month) in months.enumerated() {
            let x = left + number * step
            lines.append(bar(month, x: x, middle: middle, width: max(2, step - 3), most: most))
            // Months are named where there is room, and the first and last at least.
            let isNamed = step >= 44 || number == 0 || number == months.count - 1
            if isNamed {
                lines.append(
                    "<text x=\"\(x)\" y=\"\(middle + barHeight + 14)\" font-size=\"10\">\(month.month)</text>"
                )
            }
        }
        return lines
    }

    private static func bar(
        _ month: Triangulation.Month, x: Int, middle: Int, width: Int, most: Int
    ) -> String {
        let up = month.supports * (barHeight - 12) / most
        let down = month.disconfirms * (barHeight - 12) / most
        var parts = [
            "<title>\(month.month): \(month.supports) for, \(month.disconfirms) against</title>"
        ]
        if month.supports > 0 {
            parts.append(
                "<rect x=\"\(x)\" y=\"\(middle - up)\" width=\"\(width)\" height=\"\(up)\" fill=\"#4f83ab\"/>"
                    + "<text x=\"\(x + width / 2)\" y=\"\(middle - up - 3)\" font-size=\"10\" text-anchor=\"middle\">\(month.supports)</text>"
            )
        }
        if month.disconfirms > 0 {
            parts.append(
                "<rect x=\"\(x)\" y=\"\(middle)\" width=\"\(width)\" height=\"\(down)\" fill=\"#b5762a\"/>"
                    + "<text x=\"\(x + width / 2)\" y=\"\(middle + down + 10)\" font-size=\"10\" text-anchor=\"middle\">\(month.disconfirms)</text>"
            )
        }
        return "<g>\(parts.joined())</g>"
    }
}

/// Findings between groups or sites as a picture.
package enum ComparisonPicture {
    package static func svg(of comparison: FindingComparison) -> String {
        let readings = Dictionary(grouping: comparison.rows, by: \.reading).mapValues(\.count)
        let table = EvidenceGrid(
            title: "Findings by \(comparison.by)",
            description:
                "\(comparison.rows.count) findings: \(readings[.common] ?? 0) common, \(readings[.partial] ?? 0) of some, \(readings[.contested] ?? 0) contested.",
            lines: [], columns: comparison.groups + ["reading"],
            rows: comparison.rows.map { row in
                let cells = zip(comparison.groups, row.cells).map { cell($1, title: "\(row.finding), \($0)") }
                let reading = EvidenceGrid.Cell(
                    text: row.reading.rawValue, look: .empty, title: row.reading.rawValue)
                return (row.finding.rawValue, row.statement, cells + [reading])
            })
        var lines = SVGText.head(
            width: table.width, height: table.bottom + 40, title: table.title, description: table.description)
        lines += table.elements
        lines.append(
            "<text x=\"10\" y=\"\(table.bottom + 22)\" font-size=\"11\">+ records for, \u{2212} against; hatched: heard, and silent on this.</text>"
        )
        return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
    }

    private static func cell(_ cell: FindingComparison.Cell, title: String) -> EvidenceGrid.Cell {
        let look: EvidenceGrid.Look =
            switch cell.stance {
            case .supports: .supports
            case .disconfirms, .both: .contested
            case .silent: .gap
            case .unheard: .empty
            }
        return .init(
            text: cell.stance == .silent ? "" : cell.text, look: look,
            title: "\(title): \(cell.stance.rawValue)")
    }
}
