import StudyModel

/// A text wrapped to a width: where each line begins.
///
/// Lines break behind spaces and dashes and between wide characters; a word that is longer than a line is cut. A space
/// at a break hangs over the end. One pass over the text, done again only for another width.
struct TextLines: Sendable, Equatable {
    let width: Int
    /// The first scalar of each line, ascending; never empty.
    let starts: [Int]
    private let end: Int

    init(_ text: CoderText, width: Int) {
        self.width = width
        end = text.count
        var starts = [0]
        var column = 0
        var room: (position: Int, column: Int)?
        var position = 0
        while position < text.count {
            let scalar = text.scalars[position]
            let next = text.end(ofClusterAt: position)
            if scalar == "\n" {
                if next < text.count { starts.append(next) }
                (column, room, position) = (0, nil, next)
                continue
            }
            let columns = text.columns(at: position)
            if column + columns > width, scalar != " ", column > 0 {
                if columns == 2 { room = (position, column) }
                let cut = room ?? (position, column)
                starts.append(cut.position)
                column -= cut.column
                room = nil
                // Where the rest is itself too long, it is cut again from here.
                continue
            }
            if columns == 2, column > 0 { room = (position, column) }
            column += columns
            if Self.mayBreak(after: scalar) { room = (next, column) }
            position = next
        }
        self.starts = starts
    }

    var count: Int { starts.count }

    /// The line a position is on.
    func line(of position: Int) -> Int { max(0, starts.splitPoint { $0 > position } - 1) }

    /// The scalars of a line, with the line feed at its end.
    func range(ofLine line: Int) -> Range<Int> {
        guard starts.indices.contains(line) else { return end..<end }
        return starts[line]..<(line + 1 < starts.count ? starts[line + 1] : end)
    }

    /// The column at which the cluster at a position stands in its line; at most ``width``.
    func column(of position: Int, in text: CoderText) -> Int {
        var index = starts[line(of: position)]
        var column = 0
        while index < position {
            column += text.columns(at: index)
            index = text.end(ofClusterAt: index)
        }
        return min(column, width)
    }

    /// The cluster of a line that stands at a column, or the line's last one.
    func position(atColumn wanted: Int, ofLine line: Int, in text: CoderText) -> Int {
        let range = range(ofLine: line)
        var index = range.lowerBound
        var column = 0
        while index < range.upperBound {
            let next = text.end(ofClusterAt: index)
            column += text.columns(at: index)
            if column > wanted || next >= range.upperBound { return index }
            index = next
        }
        return text.start(atOrBefore: range.lowerBound)
    }

    private static func mayBreak(after scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "\t", "-", "\u{2013}", "\u{2014}", "\u{200B}": true
        default: false
        }
    }
}
