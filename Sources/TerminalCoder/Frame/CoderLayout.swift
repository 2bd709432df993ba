import StudyModel

extension CoderFrame {
    /// What a state looks like.
    package init(_ state: CoderState, _ glyphs: CoderGlyphs = .unicode) {
        var layout = CoderLayout(state, glyphs)
        layout.draw()
        self = layout.frame
    }
}

/// Lays a state out on a screen.
///
/// Only the lines in sight are looked at, so the work for a key grows with the screen and not with the record.
struct CoderLayout {
    let state: CoderState
    let glyphs: CoderGlyphs
    let metrics: CoderMetrics
    var frame: CoderFrame

    init(_ state: CoderState, _ glyphs: CoderGlyphs) {
        self.state = state
        self.glyphs = glyphs
        metrics = state.metrics
        frame = CoderFrame(state.size)
    }

    var rows: Int { frame.size.rows }
    var columns: Int { frame.size.columns }

    mutating func draw() {
        guard state.size.suffices else { return drawTooSmall() }
        drawHeader()
        switch state.mode {
        case .reading:
            drawBody()
            drawFoot()
        case .searching(let search):
            drawBody()
            drawFoot()
            drawSearch(search)
        case .picking(let picker): drawPicker(picker)
        case .choosing(let choice): drawChoice(choice)
        case .weighing(let question): drawWeight(question)
        case .commenting(let comment): drawComment(comment)
        case .memo(let memo): drawMemo(memo)
        case .browsing(let selected): drawCodebook(selected)
        case .help(let top): drawHelp(top)
        }
    }

    private mutating func drawTooSmall() {
        let least = CoderSize.least
        let lines = [
            "This window is too small.", "\(least.columns) columns, \(least.rows) lines are needed,",
            "\(columns) and \(rows) are here. q leaves.",
        ]
        for (row, line) in lines.enumerated() { write(line, row: row, column: 0) }
    }

    /// The record: its short id, title, kind, day and version, and which of the sample it is.
    private mutating func drawHeader() {
        let sheet = state.sheet
        let style = CoderStyle(.header)
        frame.fill(row: 0, style)
        var facts = ["\(sheet.kind.rawValue) \(sheet.day.rawValue)", "v\(sheet.version)"]
        if let position = sheet.position { facts.append("\(position.number) of \(position.of)") }
        let all = facts.joined(separator: glyphs.dot)
        let short = facts.count > 2 ? facts[2] : ""
        let right = columns >= 70 ? all : short
        let width = DisplayWidth.of(right)
        let title = "\(sheet.record.suffix)  \(VisibleText.line(sheet.title))"
        write(title, row: 0, column: 1, width: columns - width - 4, style)
        write(right, row: 0, column: columns - width - 1, style)
    }

    // MARK: Writing

    @discardableResult
    mutating func write(
        _ text: String, row: Int, column: Int, width: Int? = nil, _ style: CoderStyle = CoderStyle()
    ) -> Int {
        frame.write(
            text.contains("\n") || text.contains("\t") ? VisibleText.line(text) : text, row: row,
            column: column,
            width: width, style, ellipsis: glyphs.ellipsis)
    }

    /// Text over several rows.
    ///
    /// - Returns: The row behind it.
    mutating func writeWrapped(
        _ text: String, row: Int, column: Int, width: Int, until last: Int, _ style: CoderStyle = CoderStyle()
    ) -> Int {
        let body = CoderText(text)
        let lines = TextLines(body, width: max(1, width))
        var row = row
        for line in 0..<lines.count where row <= last {
            draw(lines.range(ofLine: line), of: body, row: row, column: column, width: width, style)
            row += 1
        }
        return row
    }

    /// The clusters of a range in one row.
    mutating func draw(
        _ range: Range<Int>, of text: CoderText, row: Int, column: Int, width: Int, _ style: CoderStyle
    ) {
        var at = column
        var index = range.lowerBound
        while index < range.upperBound {
            for piece in text.pieces(at: index) where at + piece.columns <= column + width {
                frame.put(piece, row: row, column: at, style)
                at += piece.columns
            }
            index = text.end(ofClusterAt: index)
        }
    }

    /// Keys and what they do, as many as fit.
    mutating func writeHints(_ hints: [(key: String, what: String)], row: Int, until end: Int? = nil) {
        let last = end ?? columns
        var column = 1
        for (key, what) in hints {
            let width = key.count + 1 + what.count
            guard column + width <= last else { continue }
            column = write(key, row: row, column: column, CoderStyle(.key)) + 1
            column = write(what, row: row, column: column) + 2
        }
    }

    func colour(of code: CodeID) -> UInt32 { CoderColours.colour(of: code, in: state.sheet.codebook) }
}
