import StudyModel

/// The keys, as the help shows them.
enum CoderHelp {
    /// A line says what some keys do.
    enum Line: Equatable {
        case keys(String, String)
        case text(String)
        /// The four units beside each other.
        case row(String, [String])
    }

    static let lines: [Line] = [
        .row("", ["word", "sentence", "paragraph", "turn"]),
        .row("go on", ["w", "e", "r", "t"]),
        .row("go back", ["^W", "^E", "^R", "^T"]),
        .row("mark whole", ["W", "E", "R", "T"]),
        .text(""),
        .keys("h l", "back and on by the one used last; arrows: by a character"),
        .keys("j k", "a line down, up; f F a screen; g G beginning, end; z middle"),
        .keys("n p", "the next, the previous turn or paragraph you have not coded"),
        .keys("/", "find words; / and enter: find them again"),
        .keys("] [ N", "next, previous record; N the next one without a coding of yours"),
        .text(""),
        .keys("space", "mark the one used last; again: one more; v mark from here"),
        .keys("x o esc", "mark less; move the other end; drop the mark"),
        .text(""),
        .keys("c C", "code what is marked; code the record as a whole"),
        .keys("1-9 =", "the code with that number, at once; the same code again"),
        .keys("m i d", "comment, weigh, remove the coding under the cursor"),
        .keys("u", "undo"),
        .text(""),
        .keys("b M s", "codebook; your memo on the record; stripes on or off"),
        .keys("q", "leave. Whatever you coded is saved already."),
        .text("Stripes: a letter begins each; capitals are yours, small letters the others'."),
    ]

    /// The lines for a width: what is too long goes on below.
    static func lines(columns: Int) -> [Line] {
        lines.flatMap { line -> [Line] in
            switch line {
            case .row: [line]
            case .text(let text): wrapped(text, columns - 2).map { .text($0) }
            case .keys(let keys, let what):
                wrapped(what, columns - 10).enumerated().map { .keys($0 == 0 ? keys : "", $1) }
            }
        }
    }

    /// The last line that can stand at the top.
    static func lastTop(_ metrics: CoderMetrics, columns: Int) -> Int {
        max(0, lines(columns: columns).count - metrics.helpRows)
    }

    private static func wrapped(_ text: String, _ width: Int) -> [String] {
        let body = CoderText(text)
        let lines = TextLines(body, width: max(8, width))
        return (0..<lines.count).map { body.string(lines.range(ofLine: $0)).trimmingSpace }
    }
}

extension CoderLayout {
    mutating func drawHelp(_ top: Int) {
        let height = metrics.helpRows
        let lines = CoderHelp.lines(columns: columns)
        let top = min(top, CoderHelp.lastTop(metrics, columns: columns))
        for (offset, line) in lines.dropFirst(top).prefix(height).enumerated() {
            drawHelp(line, row: 1 + offset)
        }
        let isMore = top + height < lines.count
        writeHints(
            (isMore ? [("j", "more")] : []) + (top > 0 ? [("k", "back")] : []) + [("q", "back to the text")],
            row: rows - 1)
    }

    private mutating func drawHelp(_ line: CoderHelp.Line, row: Int) {
        switch line {
        case .text(let text): write(text, row: row, column: 1, width: columns - 2, CoderStyle(.quiet))
        case .keys(let keys, let what):
            write(keys, row: row, column: 1, CoderStyle(.key))
            write(what, row: row, column: 9, width: columns - 10)
        case .row(let what, let cells):
            write(what, row: row, column: 1, width: columns < 60 ? 10 : 15, CoderStyle())
            let width = columns < 60 ? max(5, (columns - 13) / 4) : 12
            for (index, cell) in cells.enumerated() {
                let column = (columns < 60 ? 12 : 17) + index * width
                write(
                    cell, row: row, column: column, width: width - 1, CoderStyle(what.isEmpty ? .title : .key)
                )
            }
        }
    }
}
