package import StudyModel

/// Figures of agreement with their intervals as a picture: a row for each figure, a dot for its value, a line for its interval.
///
/// SVG without scripts, fonts or anything from elsewhere, readable in black and white and aloud. Dashed lines stand at .667 and .800.
package enum ForestPlot {
    /// More rows than this are no picture any more.
    package static let mostRows = 400

    private static let rowHeight = 22
    private static let labelWidth = 300
    private static let plotWidth = 420
    private static let numberWidth = 190
    private static let top = 66
    private static let longestLabel = 44

    private struct Row {
        var label: String
        var figure: AgreementFigure?
        /// Whether it is a heading.
        var isHead = false
    }

    /// Draws the figures over everything and, for each code, one figure.
    ///
    /// - Parameter statistic: The name of the figure that is drawn for codes; `nil` for the first that they have.
    /// - Returns: `nil` where there is nothing to draw, or more than ``mostRows``.
    package static func svg(of report: AgreementReport, statistic: String? = nil) -> String? {
        let rows = rows(of: report, statistic)
        guard rows.contains(where: { $0.figure != nil }), rows.count <= mostRows else { return nil }
        let height = top + rows.count * rowHeight + 46
        let width = labelWidth + plotWidth + numberWidth
        let least = least(of: rows)
        var lines = SVGText.head(
            width: width, height: height, title: report.title,
            description: description(of: rows, report))
        lines += axis(from: least, height: height)
        for (place, row) in rows.enumerated() { lines += draw(row, y: top + place * rowHeight, from: least) }
        lines.append("</svg>")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func rows(of report: AgreementReport, _ statistic: String?) -> [Row] {
        var rows: [Row] = []
        if !report.overall.isEmpty {
            rows.append(Row(label: "All together", isHead: true))
            rows += report.overall.map { Row(label: $0.title, figure: $0) }
        }
        let names = report.codes.flatMap(\.figures).map(\.name)
        guard let wanted = names.first(where: { statistic == nil || $0 == statistic }) else { return rows }
        let title = report.codes.flatMap(\.figures).first { $0.name == wanted }?.title ?? wanted
        rows.append(Row(label: "Code by code: \(title)", isHead: true))
        for code in report.codes {
            rows.append(Row(label: code.code, figure: code.figures.first { $0.name == wanted }))
        }
        return rows
    }

    private static func description(of rows: [Row], _ report: AgreementReport) -> String {
        let figures = rows.compactMap { row in row.figure.map { (row.label, $0) } }
        let level = report.confidence.map { " with intervals of \(FigureText.percent($0))" } ?? ""
        let words = figures.prefix(60).map { label, figure in
            let interval = FigureText.interval(figure.interval, 2)
            return "\(label): \(FigureText.value(figure, 2))\(interval.isEmpty ? "" : " \(interval)")"
        }
        return "\(figures.count) figures\(level). \(words.joined(separator: "; "))."
    }

    /// Where the axis begins: at 0, or below it in steps of .2 where a figure or an interval is; never below -1.
    private static func least(of rows: [Row]) -> Double {
        let values = rows.compactMap(\.figure).flatMap { figure in
            [figure.value, figure.interval?.lower].compactMap(\.self)
        }
        return max(-1, ((min(0, values.min() ?? 0) * 5).rounded(.down)) / 5)
    }

    private static func x(_ value: Double, from least: Double) -> String {
        let share = (min(max(value, least), 1) - least) / (1 - least)
        return FigureText.decimals(Double(labelWidth) + share * Double(plotWidth), 1)
    }

    private static func axis(from least: Double, height: Int) -> [String] {
        let bottom = height - 40
        var lines: [String] = []
        for step in Int((least * 5).rounded())...5 {
            let value = Double(step) / 5
            let place = x(value, from: least)
            lines.append(
                "<line x1=\"\(place)\" y1=\"\(top - 8)\" x2=\"\(place)\" y2=\"\(bottom)\" stroke=\"\(step == 0 ? "#555555" : "#dddddd")\"/>"
            )
            lines.append(
                "<text x=\"\(place)\" y=\"\(bottom + 16)\" text-anchor=\"middle\">\(FigureText.decimals(value, 1))</text>"
            )
        }
        for (value, label) in [(0.667, ".667"), (0.8, ".800")] {
            let place = x(value, from: least)
            lines.append(
                "<line x1=\"\(place)\" y1=\"\(top - 8)\" x2=\"\(place)\" y2=\"\(bottom)\" stroke=\"#333333\" "
                    + "stroke-dasharray=\"4 3\"/>")
            lines.append(
                "<text x=\"\(place)\" y=\"\(top - 14)\" text-anchor=\"middle\" font-size=\"10\">\(label)</text>"
            )
        }
        return lines
    }

    private static func draw(_ row: Row, y: Int, from least: Double) -> [String] {
        let middle = y + rowHeight / 2
        let weight = row.isHead ? " font-weight=\"bold\"" : ""
        let label = SVGText.clipped(row.label, row.isHead ? 90 : longestLabel)
        var lines = [
            "<text x=\"\(row.isHead ? 10 : 22)\" y=\"\(middle + 4)\"\(weight)>\(SVGText.escaped(label))"
                + "<title>\(SVGText.escaped(row.label))</title></text>"
        ]
        guard !row.isHead else { return lines }
        let right = labelWidth + plotWidth + 14
        guard let figure = row.figure, let value = figure.value else {
            return lines + ["<text x=\"\(right)\" y=\"\(middle + 4)\" fill=\"#555555\">undefined</text>"]
        }
        if let interval = figure.interval {
            lines.append(line(interval, y: middle, from: least))
        }
        lines.append("<circle cx=\"\(x(value, from: least))\" cy=\"\(middle)\" r=\"4\" fill=\"#1f4e79\"/>")
        let numbers = "\(FigureText.value(figure)) \(FigureText.interval(figure.interval))"
        lines.append("<text x=\"\(right)\" y=\"\(middle + 4)\">\(SVGText.escaped(numbers))</text>")
        return lines
    }

    private static func line(_ interval: AgreementFigure.Interval, y: Int, from least: Double) -> String {
        let (left, right) = (x(interval.lower, from: least), x(interval.upper, from: least))
        return "<path d=\"M\(left) \(y)H\(right)M\(left) \(y - 4)V\(y + 4)M\(right) \(y - 4)V\(y + 4)\" "
            + "stroke=\"#1f4e79\" stroke-width=\"1.5\" fill=\"none\"/>"
    }
}
