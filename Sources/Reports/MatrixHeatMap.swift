package import StudyModel

/// A matrix as a picture: SVG without scripts, fonts or anything from elsewhere, readable in black and white and aloud.
///
/// Every cell shows its number; the shade behind it is a grey-blue that only repeats it. Labels that are too long are cut and
/// stand whole in the cell's title.
package enum MatrixHeatMap {
    /// More cells than this are no picture any more.
    package static let mostCells = 20_000

    private static let cellWidth = 52
    private static let cellHeight = 24
    private static let labelWidth = 240
    private static let headHeight = 150
    private static let titleHeight = 40
    private static let longestLabel = 34
    private static let longestHead = 22

    /// Draws a matrix with its totals.
    ///
    /// - Returns: `nil` for a matrix without cells or with more than ``mostCells``.
    package static func svg(of matrix: CodingMatrix) -> String? {
        guard !matrix.cells.isEmpty, matrix.cells.count <= mostCells else { return nil }
        let width = labelWidth + (matrix.columns.count + 1) * cellWidth + 20
        let note = note(on: matrix)
        let height = top(matrix.rows.count + (note == nil ? 1 : 2)) + 20
        var lines = SVGText.head(
            width: width, height: height, title: title(of: matrix), description: description(of: matrix))
        for (column, heading) in matrix.columns.enumerated() { lines.append(head(heading.label, column)) }
        lines.append(head("total", matrix.columns.count))
        let largest = max(1, matrix.cells.max() ?? 1)
        for row in matrix.rows.indices { lines += self.row(row, of: matrix, largest: largest) }
        lines += totals(of: matrix)
        if let note {
            lines.append("<text x=\"10\" y=\"\(top(matrix.rows.count + 1) + 16)\">\(note)</text>")
        }
        lines.append("</svg>")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func title(of matrix: CodingMatrix) -> String {
        "\(matrix.measure.rawValue.capitalisedFirst) by \(matrix.rowTitle) and \(matrix.columnTitle)"
    }

    private static func description(of matrix: CodingMatrix) -> String {
        var text =
            "A table of \(matrix.rows.count) rows and \(matrix.columns.count) columns; \(matrix.total) in all."
        if let largest = matrix.cells.max(), largest > 0, let place = matrix.cells.firstIndex(of: largest) {
            let (row, column) = (place / matrix.columns.count, place % matrix.columns.count)
            text +=
                " The largest cell is \(matrix.rows[row].key) by \(matrix.columns[column].key): \(largest)."
        }
        if let restriction = matrix.restriction { text += " Counted under: \(restriction)." }
        if let note = note(on: matrix) { text += " \(note)" }
        return text
    }

    /// What is not counted.
    private static func note(on matrix: CodingMatrix) -> String? {
        if matrix.withheld == 0 { return nil }
        return
            "\(matrix.withheld == 1 ? "1 record is" : "\(matrix.withheld) records are") left out for want of consent."
    }

    // MARK: Parts

    private static func head(_ label: String, _ column: Int) -> String {
        let x = labelWidth + column * cellWidth + cellWidth / 2
        let y = titleHeight + headHeight - 8
        return "<g transform=\"rotate(-60 \(x) \(y))\"><text x=\"\(x)\" y=\"\(y)\">"
            + "\(SVGText.escaped(SVGText.clipped(label, longestHead)))<title>\(SVGText.escaped(label))</title></text></g>"
    }

    private static func row(_ row: Int, of matrix: CodingMatrix, largest: Int) -> [String] {
        let heading = matrix.rows[row]
        let y = top(row)
        let indent = min(heading.depth, 8) * 14
        let label = SVGText.clipped(heading.label, longestLabel - indent / 7)
        var lines = [
            "<text x=\"\(10 + indent)\" y=\"\(y + 16)\">\(SVGText.escaped(label))<title>\(SVGText.escaped(heading.key))</title></text>"
        ]
        for column in matrix.columns.indices {
            let count = matrix[row, column]
            let shade = count == 0 ? 0 : 1 + (count * 5 - 1) / largest
            lines.append(
                cell(
                    count, x: left(column), y: y, shade: min(shade, 5),
                    title: "\(heading.key), \(matrix.columns[column].key): \(count)"))
        }
        lines.append(total(matrix.rowTotals[row], x: left(matrix.columns.count), y: y))
        return lines
    }

    private static func totals(of matrix: CodingMatrix) -> [String] {
        let y = top(matrix.rows.count)
        let numbers = matrix.columnTotals + [matrix.total]
        return ["<text x=\"10\" y=\"\(y + 16)\" font-weight=\"bold\">total</text>"]
            + numbers.enumerated().map { total($1, x: left($0), y: y) }
    }

    /// Behind the numbers, from nothing to the largest; the print in black and white keeps their order.
    private static let shades = ["#ffffff", "#e3edf4", "#c0d6e6", "#8db4d0", "#4f83ab", "#1f4e79"]

    private static func cell(_ count: Int, x: Int, y: Int, shade: Int, title: String) -> String {
        let ink = shade >= 4 ? "#ffffff" : "#000000"
        return
            "<g><title>\(SVGText.escaped(title))</title><rect x=\"\(x)\" y=\"\(y)\" width=\"\(cellWidth)\" "
            + "height=\"\(cellHeight)\" fill=\"\(shades[shade])\" stroke=\"#888888\" stroke-width=\"0.5\"/>"
            + "<text x=\"\(x + cellWidth / 2)\" y=\"\(y + 16)\" text-anchor=\"middle\" fill=\"\(ink)\">\(count)</text></g>"
    }

    private static func total(_ count: Int, x: Int, y: Int) -> String {
        "<text x=\"\(x + cellWidth / 2)\" y=\"\(y + 16)\" text-anchor=\"middle\" font-weight=\"bold\">\(count)</text>"
    }

    private static func left(_ column: Int) -> Int { labelWidth + column * cellWidth }
    private static func top(_ row: Int) -> Int { titleHeight + headHeight + row * cellHeight }
}

extension String {
    fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
