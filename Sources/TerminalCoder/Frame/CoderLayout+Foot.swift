import StudyModel

extension CoderLayout {
    /// What the digits stand for, what is under the cursor or was just done, and the keys.
    mutating func drawFoot() {
        if metrics.showsDigits { drawDigits(row: rows - 3) }
        drawStatus(row: rows - 2)
        drawHints(row: rows - 1)
    }

    private mutating func drawDigits(row: Int) {
        frame.fill(row: row, CoderStyle(.quiet), glyphs.rule)
        var column = 1
        for (index, code) in state.recent.digits.enumerated() {
            let name = state.name(of: code)
            let width = min(16, DisplayWidth.of(name))
            guard column + width + 4 <= columns else { break }
            write(" \(index + 1) ", row: row, column: column, CoderStyle(.key))
            let style = CoderStyle(.label, colour: colour(of: code))
            column = write(name, row: row, column: column + 3, width: width, style)
            write(" ", row: row, column: column)
            column += 2
        }
    }

    private mutating func drawStatus(row: Int) {
        if let message = state.message {
            let style = CoderStyle(message.isFailure ? .failure : .message)
            write(message.text, row: row, column: 1, width: columns - 2, style)
            return
        }
        let right = progress
        let width = DisplayWidth.of(right)
        write(right, row: row, column: columns - width - 1, CoderStyle(.quiet))
        var column = 1
        let end = columns - width - 3
        if let marked = state.marked {
            column = write(amount(of: marked), row: row, column: column, width: end - column)
        }
        for coding in state.underCursor where column < end {
            if column > 1 { column = write(glyphs.dot, row: row, column: column, width: end - column) }
            column = writeCoding(coding, row: row, column: column, end: end)
        }
        if column == 1 { write(nothingHere, row: row, column: 1, width: end - 1, CoderStyle(.quiet)) }
    }

    private var nothingHere: String {
        let whole = state.ofWholeRecord.map { state.name(of: $0.coding.code) }
        if whole.isEmpty { return "not coded here" }
        return "not coded here; the whole record: " + whole.joined(separator: ", ")
    }

    /// A coding in a few words: code, weight, whose it is, comment.
    private mutating func writeCoding(_ coding: CoderCoding, row: Int, column: Int, end: Int) -> Int {
        let style = CoderStyle(.label, colour: colour(of: coding.coding.code))
        var column = write(label(coding), row: row, column: column, width: end - column, style)
        if let comment = coding.coding.comment {
            let quoted = " " + glyphs.quoted(VisibleText.line(comment))
            column = write(quoted, row: row, column: column, width: end - column, CoderStyle(.quiet))
        }
        return column
    }

    /// How much a range holds, in words a person counts in.
    func amount(of range: Range<Int>) -> String {
        func count(_ ranges: [Range<Int>]) -> Int {
            ranges.splitPoint { $0.lowerBound >= range.upperBound }
                - ranges.splitPoint { $0.upperBound > range.lowerBound }
        }
        let words = count(state.units.words)
        let sentences = count(state.units.sentences)
        var text = "\(words) \(CoderUnit.word.name(words)) marked"
        if sentences > 1 { text = "\(sentences) sentences, \(text)" }
        return text
    }

    /// How far the work has come.
    private var progress: String {
        let stretches = state.units.stretches
        guard !stretches.isEmpty else { return "" }
        let what = state.units.turns.isEmpty ? "paragraph" : "turn"
        let here = max(1, stretches.splitPoint { $0.lowerBound > state.cursor })
        let coded = state.coded.filter { $0 }.count
        if columns < 60 { return "\(here)/\(stretches.count), \(coded) coded" }
        return "\(what) \(here) of \(stretches.count)\(glyphs.dot)\(coded) coded"
    }

    private mutating func drawHints(row: Int) {
        let end = columns - 7
        write("?", row: row, column: end, CoderStyle(.key))
        write("help", row: row, column: end + 2)
        writeHints(hints, row: row, until: end - 1)
    }

    private var hints: [(key: String, what: String)] {
        let unit = state.unit == .character ? "word" : state.unit.rawValue
        if state.text.isEmpty {
            return [
                ("C", "code the record"), ("M", "memo"), ("]", "next record"), ("b", "codebook"),
                ("q", "quit"),
            ]
        }
        if state.marked == nil {
            return [
                ("space", "mark \(unit)"), ("e", "next sentence"),
                ("t", state.units.turns.isEmpty ? "paragraph" : "turn"),
                ("c", "code"), ("n", "uncoded"), ("q", "quit"), ("/", "find"),
            ]
        }
        if state.mark?.isResting == true {
            return [
                ("c", "code more"), ("m", "comment"), ("u", "undo"), ("e", "next sentence"), ("n", "uncoded"),
                ("d", "remove"),
            ]
        }
        let again: [(String, String)] = state.lastCodes.isEmpty ? [] : [("=", "as before")]
        return [("c", "code")] + again + [
            ("space", "one \(unit) more"), ("x", "less"), ("esc", "drop"), ("o", "other end"),
            ("C", "whole record"),
        ]
    }

    mutating func drawSearch(_ search: SearchEntry) {
        frame.fill(row: rows - 2, CoderStyle())
        frame.fill(row: rows - 1, CoderStyle())
        write("Find:", row: rows - 2, column: 1, CoderStyle(.title))
        let verdict = search.entry.isEmpty || state.found != nil ? "" : "not found"
        let width = columns - 10 - verdict.count
        drawEntry(search.entry, row: rows - 2, column: 7, width: width, height: 1)
        write(verdict, row: rows - 2, column: columns - verdict.count - 1, CoderStyle(.failure))
        writeHints([("enter", "stay here"), ("tab", "next"), ("esc", "back")], row: rows - 1)
    }
}
