/// A table as a picture: words above columns, words beside rows, and cells that are shaded and written in.
///
/// SVG without scripts, fonts or anything from elsewhere; every cell says in words what it shows, and hatching and words carry
/// what colours repeat.
struct EvidenceGrid {
    /// How a cell looks; each also has words in it.
    enum Look: String {
        case supports = "#c0d6e6"
        case contested = "#f0d9b5"
        case gap = "url(#gap)"
        case empty = "#ffffff"
    }

    struct Cell {
        var text: String
        var look: Look
        /// Said aloud and shown when pointed at.
        var title: String
    }

    var title: String
    var description: String
    /// Below the title.
    var lines: [String]
    var columns: [String]
    var rows: [(label: String, title: String, cells: [Cell])]

    static let labelWidth = 190
    private static let cellWidth = 96
    private static let cellHeight = 28
    private static let lineHeight = 17
    private static let headHeight = 112
    private static let longestLabel = 30

    private var top: Int { 40 + lines.count * Self.lineHeight + Self.headHeight }

    var width: Int { max(640, Self.labelWidth + columns.count * Self.cellWidth + 110) }
    /// Where the table ends.
    var bottom: Int { top + rows.count * Self.cellHeight }

    /// The table's elements, without the picture's beginning and end.
    var elements: [String] {
        var elements = [
            "<defs><pattern id=\"gap\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
                + "<rect width=\"8\" height=\"8\" fill=\"#ffffff\"/><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"8\" stroke=\"#bbbbbb\" stroke-width=\"2\"/></pattern></defs>"
        ]
        for (number, line) in lines.enumerated() {
            elements.append(
                "<text x=\"10\" y=\"\(46 + number * Self.lineHeight)\">\(SVGText.escaped(line))</text>")
        }
        for (number, column) in columns.enumerated() { elements.append(heading(column, number)) }
        for (number, row) in rows.enumerated() { elements += self.row(row, number) }
        return elements
    }

    private func heading(_ label: String, _ column: Int) -> String {
        let x = Self.labelWidth + column * Self.cellWidth + Self.cellWidth / 2
        return
            "<g transform=\"rotate(-40 \(x) \(top - 8))\"><text x=\"\(x)\" y=\"\(top - 8)\">"
            + "\(SVGText.escaped(SVGText.clipped(label, 22)))<title>\(SVGText.escaped(label))</title></text></g>"
    }

    private func row(_ row: (label: String, title: String, cells: [Cell]), _ number: Int) -> [String] {
        let y = top + number * Self.cellHeight
        let label = SVGText.escaped(SVGText.clipped(row.label, Self.longestLabel))
        return [
            "<text x=\"10\" y=\"\(y + 18)\">\(label)<title>\(SVGText.escaped(row.title))</title></text>"
        ]
            + row.cells.enumerated().map { column, cell in
                let x = Self.labelWidth + column * Self.cellWidth
                return
                    "<g><title>\(SVGText.escaped(cell.title))</title><rect x=\"\(x)\" y=\"\(y)\" width=\"\(Self.cellWidth)\" "
                    + "height=\"\(Self.cellHeight)\" fill=\"\(cell.look.rawValue)\" stroke=\"#888888\" stroke-width=\"0.5\"/>"
                    + "<text x=\"\(x + Self.cellWidth / 2)\" y=\"\(y + 18)\" text-anchor=\"middle\">\(SVGText.escaped(cell.text))</text></g>"
            }
    }

    /// A long text in lines of at most so many characters.
    static func wrapped(_ text: String, _ most: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(whereSeparator: \.isWhitespace) {
            if let last = lines.last, last.count + word.count < most {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
