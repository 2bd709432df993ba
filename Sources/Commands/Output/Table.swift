import StudyModel

/// Rows in aligned columns.
package struct Table: Sendable {
    package struct Column: Sendable {
        package var title: String
        /// Gives way first when the terminal is narrow.
        package var shrinks: Bool
        package var alignsRight: Bool

        package init(_ title: String, shrinks: Bool = false, alignsRight: Bool = false) {
            self.title = title
            self.shrinks = shrinks
            self.alignsRight = alignsRight
        }
    }

    private static let gap = "  "
    /// A shrinking column never falls below this.
    private static let narrowest = 12

    package var columns: [Column]
    package var rows: [[String]] = []

    package init(_ columns: [Column]) { self.columns = columns }

    /// The lines of the table, without trailing spaces.
    ///
    /// - Parameters:
    ///   - width: Columns of the terminal; `nil` cuts nothing.
    ///   - showsTitles: Whether the first line names the columns.
    package func lines(width: Int?, showsTitles: Bool) -> [String] {
        let titles = showsTitles ? [columns.map(\.title)] : []
        let widths = widths(of: titles + rows, within: width)
        return (titles + rows).map { line($0, widths) }
    }

    private func widths(of rows: [[String]], within width: Int?) -> [Int] {
        var widths = columns.indices.map { column in rows.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
        guard let width else { return widths }
        var excess = widths.reduce(0, +) + Self.gap.count * (columns.count - 1) - width
        for column in columns.indices where columns[column].shrinks && excess > 0 {
            let cut = min(excess, max(0, widths[column] - Self.narrowest))
            widths[column] -= cut
            excess -= cut
        }
        return widths
    }

    private func line(_ row: [String], _ widths: [Int]) -> String {
        var line = ""
        for (column, cell) in row.enumerated() {
            let cell = columns[column].shrinks ? DisplayWidth.fit(cell, to: widths[column]) : cell
            let filler = String(repeating: " ", count: max(0, widths[column] - DisplayWidth.of(cell)))
            if column > 0 { line += Self.gap }
            line += columns[column].alignsRight ? filler + cell : cell + filler
        }
        while line.last == " " { line.removeLast() }
        return line
    }
}
