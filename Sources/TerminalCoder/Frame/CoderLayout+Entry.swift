import StudyModel

extension CoderLayout {
    /// Text that is being typed, with the cursor; where it is longer than the room, the part around the cursor.
    mutating func drawEntry(_ entry: TextEntry, row: Int, column: Int, width: Int, height: Int) {
        guard width > 1 else { return }
        // A place for the cursor behind the last character.
        let text = CoderText(entry.text + " ")
        let position = text.start(
            atOrBefore: entry.characters.prefix(entry.cursor).reduce(0) { $0 + $1.unicodeScalars.count })
        if height == 1 { return drawLine(text, cursor: position, row: row, column: column, width: width) }
        let lines = TextLines(text, width: width - 1)
        let line = lines.line(of: position)
        let top = max(0, line - height + 1)
        for offset in 0..<min(height, lines.count - top) {
            draw(
                lines.range(ofLine: top + offset), of: text, row: row + offset, column: column, width: width,
                CoderStyle())
        }
        frame.cursor = (row + line - top, column + lines.column(of: position, in: text))
    }

    /// One line, beginning as late as is needed for the cursor to be seen.
    private mutating func drawLine(_ text: CoderText, cursor: Int, row: Int, column: Int, width: Int) {
        var first = cursor
        var used = 1
        while first > 0 {
            let previous = text.start(atOrBefore: first - 1)
            guard used + text.columns(at: previous) <= width else { break }
            used += text.columns(at: previous)
            first = previous
        }
        draw(first..<text.count, of: text, row: row, column: column, width: width, CoderStyle())
        frame.cursor = (row, column + used - 1)
    }
}
