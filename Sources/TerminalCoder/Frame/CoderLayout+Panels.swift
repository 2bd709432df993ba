import StudyModel

extension CoderLayout {
    /// Draws the text above a panel and the panel's upper edge with its title.
    ///
    /// - Returns: The first row of the panel's inside.
    private mutating func openPanel(_ title: String, rows height: Int) -> Int {
        drawBody(panel: height)
        let row = rows - height
        frame.fill(row: row, CoderStyle(.quiet), glyphs.rule)
        write(" \(title) ", row: row, column: 2, width: columns - 4, CoderStyle(.title))
        return row + 1
    }

    /// The last row but one, for a message, and the last, for keys.
    private mutating func closePanel(_ hints: [(key: String, what: String)]) {
        writeHints(hints, row: rows - 1)
        guard let message = state.message else { return }
        frame.fill(row: rows - 2, CoderStyle())
        let style = CoderStyle(message.isFailure ? .failure : .message)
        write(message.text, row: rows - 2, column: 1, width: columns - 2, style)
    }

    /// The beginning of what is coded, in quotes.
    private func quote(_ span: Range<Int>?, width: Int) -> String {
        guard let span else { return "the whole record" }
        let text = state.text.string(span.lowerBound..<min(span.upperBound, span.lowerBound + 300))
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return glyphs.quoted(cut(VisibleText.line(words), to: max(4, width)))
    }

    private func cut(_ text: String, to width: Int) -> String {
        guard DisplayWidth.of(text) > width else { return text }
        return DisplayWidth.fit(text, to: width - glyphs.ellipsis.count + 1).dropLast() + glyphs.ellipsis
    }

    // MARK: Codes

    mutating func drawPicker(_ picker: CodePicker) {
        let height = metrics.panelRows
        let title: String
        switch picker.purpose {
        case .apply(let span): title = "Code \(quote(span, width: columns - 16))"
        case .parent(let name, _): title = "Where does the new code \(glyphs.quoted(name)) belong?"
        }
        let row = openPanel(title, rows: height)
        let count = picker.rows.count
        let ticked = "\(glyphs.tick) \(picker.ticked.map(state.name(of:)).joined(separator: ", "))"
        let tally = picker.ticked.isEmpty ? "\(count) found" : cut(ticked, to: columns / 2)
        let tallyWidth = DisplayWidth.of(tally)
        write(">", row: row, column: 1, CoderStyle(.key))
        drawEntry(picker.query, row: row, column: 3, width: columns - 6 - tallyWidth, height: 1)
        write(
            tally, row: row, column: columns - tallyWidth - 1,
            CoderStyle(picker.ticked.isEmpty ? .quiet : .strong))
        let listRows = height - 4
        let top = max(0, min(picker.selected - listRows + 1, count - listRows))
        for (offset, entry) in picker.rows.dropFirst(top).prefix(listRows).enumerated() {
            drawPickerRow(entry, picker, row: row + 1 + offset, isSelected: top + offset == picker.selected)
        }
        if count == 0 { write("No code has these letters.", row: row + 1, column: 3, CoderStyle(.quiet)) }
        drawDefinition(picker, row: rows - 2)
        closePanel(pickerHints(picker))
    }

    private func pickerHints(_ picker: CodePicker) -> [(key: String, what: String)] {
        if case .parent = picker.purpose {
            return [("enter", "put it there"), ("esc", "leave"), ("a-z", "search")]
        }
        let enter = picker.ticked.isEmpty ? "apply" : "apply \(picker.ticked.count)"
        var hints = [
            ("enter", enter), ("esc", "leave"), ("tab", "tick several"), ("a-z", "search, or a new name"),
        ]
        if !state.recent.digits.isEmpty, picker.query.isEmpty { hints.insert(("1-9", "at once"), at: 1) }
        return hints
    }

    private mutating func drawPickerRow(
        _ entry: CodePicker.Row, _ picker: CodePicker, row: Int, isSelected: Bool
    ) {
        let style = CoderStyle(isSelected ? .chosen : .text)
        if isSelected {
            frame.fill(row: row, from: 1, to: columns - 1, style)
            write(glyphs.pointer, row: row, column: 1, style)
        }
        switch entry {
        case .top: write("at the top of the codebook", row: row, column: 9, style)
        case .new(let name):
            write("new code \(glyphs.quoted(name))", row: row, column: 9, width: columns - 11, style)
        case .code(let code):
            if picker.ticked.contains(code) { write(glyphs.tick, row: row, column: 3, style) }
            if let digit = state.recent.digits.firstIndex(of: code), picker.query.isEmpty,
                picker.purpose.isApplying
            {
                write(String(digit + 1), row: row, column: 5, style)
            }
            let swatch = CoderStyle(isSelected ? .chosen : .stripe, colour: colour(of: code))
            write(glyphs.swatch, row: row, column: 7, swatch)
            drawCodeName(code, row: row, column: 9, isSelected: isSelected)
        }
    }

    private mutating func drawCodeName(_ code: CodeID, row: Int, column: Int, isSelected: Bool) {
        guard let entry = state.sheet.codebook[code] else { return }
        let width = max(12, (columns - column) * 2 / 5)
        let name = entry.code.name + (entry.code.scale.map { " (\($0.lowest)-\($0.highest))" } ?? "")
        write(name, row: row, column: column, width: width, CoderStyle(isSelected ? .chosen : .strong))
        guard let parent = entry.path.parent else { return }
        let above = state.sheet.codebook.names(of: parent).joined(separator: " / ")
        let start = column + width + 1
        write(
            above, row: row, column: start, width: columns - start - 1,
            CoderStyle(isSelected ? .chosen : .quiet))
    }

    private mutating func drawDefinition(_ picker: CodePicker, row: Int) {
        guard picker.rows.indices.contains(picker.selected),
            case .code(let id) = picker.rows[picker.selected],
            let code = state.sheet.codebook[id]?.code
        else { return }
        let parts = [code.definition, code.useWhen.isEmpty ? "" : "Use when: " + code.useWhen].filter {
            !$0.isEmpty
        }
        write(parts.joined(separator: " "), row: row, column: 1, width: columns - 2, CoderStyle(.quiet))
    }

    // MARK: Codings

    mutating func drawChoice(_ choice: CodingChoice) {
        let height = min(metrics.panelRows, choice.codings.count + 3)
        let verb =
            switch choice.purpose {
            case .remove: "Remove"
            case .comment: "Comment on"
            case .weigh: "Weigh"
            }
        let row = openPanel("\(verb) which of them?", rows: height)
        let listRows = height - 2
        let top = max(0, choice.selected - listRows + 1)
        for (offset, id) in choice.codings.dropFirst(top).prefix(listRows).enumerated() {
            guard let coding = state.coding(id)?.coding else { continue }
            let isSelected = top + offset == choice.selected
            let style = CoderStyle(isSelected ? .chosen : .text)
            if isSelected {
                frame.fill(row: row + offset, from: 1, to: columns - 1, style)
                write(glyphs.pointer, row: row + offset, column: 1, style)
            }
            write("\(top + offset + 1)", row: row + offset, column: 3, style)
            let end = write(
                state.name(of: coding.code), row: row + offset, column: 6, width: columns / 3, style)
            let words = quote(coding.span, width: columns - end - 6)
            write(words, row: row + offset, column: end + 2, width: columns - end - 3, style)
        }
        closePanel([("enter", "this one"), ("1-9", "at once"), ("j k", "down, up"), ("esc", "leave")])
    }

    mutating func drawWeight(_ question: WeightQuestion) {
        let scale = question.scale
        let row = openPanel("Weight of \(glyphs.quoted(state.name(of: question.code)))", rows: 5)
        let prompt = "From \(scale.lowest) to \(scale.highest):"
        let column = write(prompt, row: row, column: 1, CoderStyle(.strong)) + 1
        drawEntry(question.entry, row: row, column: column, width: 12, height: 1)
        let definition = state.sheet.codebook[question.code]?.code.definition ?? ""
        write(definition, row: row + 1, column: 1, width: columns - 2, CoderStyle(.quiet))
        let how =
            question.takesOneDigit ? ("\(scale.lowest)-\(scale.highest)", "at once") : ("enter", "take it")
        closePanel(
            [how, ("enter", "no weight"), ("esc", "leave")].filter {
                $0.0 != "enter" || question.entry.isEmpty || $0.1 == "take it"
            })
    }

    mutating func drawComment(_ comment: CommentEntry) {
        let coding = state.coding(comment.coding)?.coding
        let name = coding.map { state.name(of: $0.code) } ?? ""
        let height = min(7, metrics.panelRows)
        let row = openPanel(
            "Comment on \(name) \(quote(coding?.span, width: columns - 24 - name.count))", rows: height)
        drawEntry(comment.entry, row: row, column: 1, width: columns - 3, height: height - 3)
        closePanel([("enter", "save"), ("esc", "leave as it was"), ("^U", "empty the line")])
    }

    mutating func drawMemo(_ memo: MemoEntry) {
        let height = metrics.panelRows
        let row = openPanel("My memo on this record", rows: height)
        drawEntry(memo.entry, row: row, column: 1, width: columns - 3, height: height - 3)
        let state = memo.entry.text == memo.before ? "close" : "save and close"
        closePanel([("esc", state), ("^C", "leave as it was"), ("enter", "new line")])
    }
}

extension CodePicker.Purpose {
    var isApplying: Bool {
        if case .apply = self { return true }
        return false
    }
}
