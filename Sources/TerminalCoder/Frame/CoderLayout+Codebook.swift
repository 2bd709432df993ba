import StudyModel

extension CoderLayout {
    /// The codebook as a tree, and the code that is looked at in full.
    mutating func drawCodebook(_ selected: Int) {
        let entries = state.sheet.codebook.entries
        let selected = min(selected, entries.count - 1)
        guard selected >= 0 else { return }
        let isWide = columns >= 60
        let treeWidth = isWide ? min(34, columns * 2 / 5) : columns
        let last = rows - 3
        let treeRows = isWide ? last : max(2, last / 2)
        let top = max(0, min(selected - treeRows / 2, entries.count - treeRows))
        for (offset, entry) in entries.dropFirst(top).prefix(treeRows).enumerated() {
            drawBranch(entry, row: 1 + offset, width: treeWidth, isSelected: top + offset == selected)
        }
        let code = entries[selected]
        if isWide {
            for row in 1...last { write(glyphs.pillar, row: row, column: treeWidth, CoderStyle(.quiet)) }
            drawCode(code, row: 1, column: treeWidth + 2, last: last)
        } else {
            frame.fill(row: 1 + treeRows, CoderStyle(.quiet), glyphs.rule)
            drawCode(code, row: 2 + treeRows, column: 1, last: last)
        }
        if let message = state.message {
            write(
                message.text, row: rows - 2, column: 1, width: columns - 2,
                CoderStyle(message.isFailure ? .failure : .message))
        }
        writeHints(
            [("enter", "code with it"), ("j k", "down, up"), ("f F", "leaps"), ("b", "back to the text")],
            row: rows - 1)
    }

    private mutating func drawBranch(_ entry: Codebook.Entry, row: Int, width: Int, isSelected: Bool) {
        let style = CoderStyle(isSelected ? .chosen : entry.code.isUsable ? .text : .quiet)
        if isSelected { frame.fill(row: row, from: 1, to: width - 1, style) }
        let indent = 1 + 2 * min(6, entry.path.parts.count - 1)
        let sign = entry.code.isCategory ? "" : glyphs.swatch
        let swatch = CoderStyle(isSelected ? .chosen : .stripe, colour: colour(of: entry.code.id))
        let column = sign.isEmpty ? indent : write(sign, row: row, column: indent, swatch) + 1
        write(entry.code.name, row: row, column: column, width: width - column - 1, style)
    }

    private mutating func drawCode(_ entry: Codebook.Entry, row: Int, column: Int, last: Int) {
        let code = entry.code
        let width = columns - column - 1
        var row = row
        row = writeWrapped(
            state.sheet.codebook.names(of: entry.path).joined(separator: " / "), row: row, column: column,
            width: width, until: last, CoderStyle(.strong))
        write(facts(code), row: row, column: column, width: width, CoderStyle(.quiet))
        row += columns < 60 ? 1 : 2
        let parts = [
            ("", code.definition), ("Use when", code.useWhen), ("Not when", code.notWhen),
            ("Example", code.example),
        ]
        for (title, text) in parts where !text.isEmpty && row <= last {
            if !title.isEmpty {
                write(title, row: row, column: column, width: width, CoderStyle(.title))
                row += 1
            }
            row =
                writeWrapped(text, row: row, column: column, width: width, until: last)
                + (columns < 60 ? 0 : 1)
        }
        if code.definition.isEmpty, row <= last {
            write("It has no definition yet.", row: row, column: column, width: width, CoderStyle(.quiet))
        }
    }

    private func facts(_ code: Code) -> String {
        var facts = [code.origin.rawValue, code.status.rawValue]
        if code.isCategory { facts.append("only groups others") }
        if let scale = code.scale { facts.append("weights \(scale.lowest) to \(scale.highest)") }
        let mine = state.sheet.codings.filter { $0.coding.code == code.id && $0.by == state.sheet.me }.count
        facts.append(mine == 0 ? "not used here" : "\(mine) here")
        return facts.joined(separator: glyphs.dot)
    }
}
