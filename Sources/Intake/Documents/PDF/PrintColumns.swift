/// Pages printed in two columns, put one column behind the other.
///
/// A page counts as such where a gutter in its middle third is crossed by few lines, and both sides are running text:
/// at least ten lines each, most of them nearly as wide as their column and without gaps. Lines that cross the gutter,
/// such as a title, divide the page into parts that are read one after another.
enum PrintColumns {
    private static let least = 10

    /// The lines of a page in reading order.
    static func unfolded(_ lines: [PDFLine]) -> [PDFLine] {
        guard let gutter = gutter(of: lines) else { return lines }
        var out: [PDFLine] = []
        var (left, right): ([PDFLine], [PDFLine]) = ([], [])
        for line in lines {
            if let (first, second) = sides(of: line, gutter) {
                left.append(first)
                right.append(second)
                continue
            }
            out += column(left, beside: right) + column(right, beside: left) + [line]
            (left, right) = ([], [])
        }
        return out + column(left, beside: right) + column(right, beside: left)
    }

    /// The lines of one column, with an empty one where a paragraph ends.
    ///
    /// The lines of two columns rarely stand at the same height: where they alternate, the other column's line between
    /// two of this one is no end of a paragraph.
    private static func column(_ lines: [PDFLine], beside others: [PDFLine]) -> [PDFLine] {
        let written = lines.indices.filter { !lines[$0].isEmpty }
        var out: [PDFLine] = []
        for (number, index) in written.enumerated() {
            let before = number > 0 ? written[number - 1] : index
            let alternates =
                index - before == 2 && others[before].isEmpty && others[index].isEmpty
                && !others[before + 1].isEmpty
            let goesOn = lines[index].bytes.first.map { Ascii.isLetter($0) && !Ascii.isUpper($0) } == true
            if index - before > 1, !alternates, !goesOn || index - before > 3 { out.append(.empty) }
            out.append(lines[index])
        }
        return out.isEmpty ? [] : [.empty] + out + [.empty]
    }

    /// What stands left and right of a gutter; `nil` for a line that crosses it.
    private static func sides(of line: PDFLine, _ gutter: Int) -> (PDFLine, PDFLine)? {
        if line.isEmpty || line.end <= gutter { return (line, .empty) }
        if line.indent >= gutter { return (.empty, PDFLine(indent: line.indent - gutter, bytes: line.bytes)) }
        guard isOpen(line.cells, gutter) else { return nil }
        var column = line.indent
        for (index, byte) in line.bytes.enumerated() where byte & 0xC0 != 0x80 {
            if column == gutter {
                let head = line.bytes[..<index].reversed().drop { $0 == 0x20 }.reversed()
                let spaces = line.bytes[index...].prefix { $0 == 0x20 }.count
                return (
                    PDFLine(indent: line.indent, bytes: Array(head)),
                    PDFLine(indent: spaces, bytes: Array(line.bytes[(index + spaces)...]))
                )
            }
            column += 1
        }
        return nil
    }

    private static func isOpen(_ cells: [Bool], _ column: Int) -> Bool {
        (column - 1...column).allSatisfy { $0 >= cells.count || $0 < 0 || !cells[$0] }
    }

    /// The column between two columns of print.
    private static func gutter(of lines: [PDFLine]) -> Int? {
        let written = lines.filter { !$0.isEmpty }
        let width = written.map(\.end).max() ?? 0
        guard written.count >= least, (50...400).contains(width) else { return nil }
        let cells = written.map(\.cells)
        var best: (column: Int, crossing: Int)?
        for column in width * 2 / 5...width * 3 / 5 {
            let crossing = cells.count { !isOpen($0, column) }
            if crossing < best?.crossing ?? .max { best = (column, crossing) }
        }
        guard let best, best.crossing * 4 <= written.count else { return nil }
        let sides = written.compactMap { self.sides(of: $0, best.column) }
        let isText =
            isRunningText(sides.map(\.0), width: best.column)
            && isRunningText(sides.map(\.1), width: width - best.column)
        return isText ? best.column : nil
    }

    /// Most lines are nearly full, hardly one has gaps or begins an item.
    private static func isRunningText(_ lines: [PDFLine], width: Int) -> Bool {
        let written = lines.filter { !$0.isEmpty }
        let full = written.count { $0.end * 10 >= width * 7 }
        let broken = written.count { !$0.gaps(atLeast: PDFText.gap).isEmpty || $0.marker != nil }
        return written.count >= least && full * 3 >= written.count * 2 && broken * 5 <= written.count
    }
}

extension PDFLine {
    static let empty = PDFLine(indent: 0, bytes: [])

    /// For every column whether a character stands there.
    fileprivate var cells: [Bool] {
        var cells = [Bool](repeating: false, count: indent)
        for byte in bytes where byte & 0xC0 != 0x80 { cells.append(byte != 0x20) }
        return cells
    }
}
