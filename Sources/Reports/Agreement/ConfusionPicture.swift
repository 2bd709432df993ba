package import StudyModel

/// Which categories two coders took for each other, as a picture: a square of counts, darker where there are more.
///
/// What they agree on stands on the diagonal, which is framed. SVG as in ``ForestPlot``.
package enum ConfusionPicture {
    /// More labels than this are no picture any more.
    package static let mostLabels = 60

    private static let cellWidth = 64
    private static let cellHeight = 26
    private static let labelWidth = 200
    private static let headHeight = 130
    private static let titleHeight = 66
    private static let shades = ["#ffffff", "#e3edf4", "#c0d6e6", "#8db4d0", "#4f83ab", "#1f4e79"]

    /// Draws the square of a report.
    ///
    /// - Returns: `nil` without one, or with more than ``mostLabels``.
    package static func svg(of report: AgreementReport) -> String? {
        guard let confusion = report.confusion, !confusion.labels.isEmpty,
            confusion.labels.count <= mostLabels, report.coders.count == 2
        else { return nil }
        let count = confusion.labels.count
        let width = max(labelWidth + count * cellWidth + 90, 420)
        let height = titleHeight + headHeight + count * cellHeight + 20
        var lines = SVGText.head(
            width: width, height: height, title: report.title, description: description(of: report, confusion)
        )
        let sides = "Rows: \(report.coders[0]). Columns: \(report.coders[1]). Counts of \(confusion.unit)."
        lines.append("<text x=\"10\" y=\"46\">\(SVGText.escaped(sides))</text>")
        for (column, label) in confusion.labels.enumerated() { lines.append(head(label, column)) }
        // The counts off the diagonal are those to look at; what both left alone must not pale them.
        let largest = shadeable(confusion).max() ?? 1
        for row in confusion.labels.indices {
            lines += self.row(row, confusion, report.coders, max(1, largest))
        }
        lines.append("</svg>")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func description(
        of report: AgreementReport, _ confusion: AgreementReport.Confusion
    ) -> String {
        let labels = confusion.labels
        let all = confusion.counts.joined().reduce(0, +)
        let same = labels.indices.reduce(0) { $0 + confusion.counts[$1][$1] }
        var text =
            "\(labels.count) by \(labels.count) categories; \(same) of \(all) \(confusion.unit) on the diagonal."
        var worst: (count: Int, row: Int, column: Int)?
        for row in labels.indices {
            for column in labels.indices
            where row != column && confusion.counts[row][column] > worst?.count ?? 0 {
                worst = (confusion.counts[row][column], row, column)
            }
        }
        if let worst {
            text +=
                " Most often apart: \(report.coders[0]) \(labels[worst.row]), "
                + "\(report.coders[1]) \(labels[worst.column]): \(worst.count)."
        }
        return text
    }

    /// All cells but the last of a square of characters, which is what neither marked.
    private static func shadeable(_ confusion: AgreementReport.Confusion) -> [Int] {
        let cells = Array(confusion.counts.joined())
        return confusion.unit == "characters" ? Array(cells.dropLast()) : cells
    }

    private static func head(_ label: String, _ column: Int) -> String {
        let x = labelWidth + column * cellWidth + cellWidth / 2
        let y = titleHeight + headHeight - 8
        return "<g transform=\"rotate(-55 \(x) \(y))\"><text x=\"\(x)\" y=\"\(y)\">"
            + "\(SVGText.escaped(SVGText.clipped(label, 22)))<title>\(SVGText.escaped(label))</title></text></g>"
    }

    private static func row(
        _ row: Int, _ confusion: AgreementReport.Confusion, _ coders: [String], _ largest: Int
    ) -> [String] {
        let label = confusion.labels[row]
        let y = titleHeight + headHeight + row * cellHeight
        var lines = [
            "<text x=\"\(labelWidth - 8)\" y=\"\(y + 17)\" text-anchor=\"end\">"
                + "\(SVGText.escaped(SVGText.clipped(label, 28)))<title>\(SVGText.escaped(label))</title></text>"
        ]
        for (column, count) in confusion.counts[row].enumerated() {
            let shade = count == 0 ? 0 : min(5, 1 + (min(count, largest) * 5 - 1) / largest)
            let title = "\(coders[0]) \(label), \(coders[1]) \(confusion.labels[column]): \(count)"
            let frame =
                row == column
                ? "stroke=\"#000000\" stroke-width=\"1.5\"" : "stroke=\"#888888\" stroke-width=\"0.5\""
            let x = labelWidth + column * cellWidth
            lines.append(
                "<g><title>\(SVGText.escaped(title))</title><rect x=\"\(x)\" y=\"\(y)\" width=\"\(cellWidth)\" "
                    + "height=\"\(cellHeight)\" fill=\"\(shades[shade])\" \(frame)/>"
                    + "<text x=\"\(x + cellWidth / 2)\" y=\"\(y + 17)\" text-anchor=\"middle\" "
                    + "fill=\"\(shade >= 4 ? "#ffffff" : "#000000")\">\(count)</text></g>")
        }
        return lines
    }
}
