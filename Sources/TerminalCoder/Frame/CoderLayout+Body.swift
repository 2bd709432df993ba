import StudyModel

extension CoderLayout {
    /// The text with its stripes in the rows above the foot or above a panel.
    mutating func drawBody(panel: Int? = nil) {
        let height = max(1, rows - 1 - (panel ?? metrics.footRows))
        let top = panel == nil ? state.top : topAbovePanel(height)
        let coded = state.underCursor.compactMap(\.coding.span)
        var waiting: [Stripes.Place] = []
        for offset in 0..<height {
            let line = top + offset
            guard line < state.lines.count else { break }
            drawText(line, row: 1 + offset, coded: coded)
            guard metrics.lanes > 0 else { continue }
            let places = state.stripes.places(onLine: line)
            drawStripes(places, row: 1 + offset)
            if metrics.labelWidth > 0 {
                drawLabels(places.compactMap { $0 }, &waiting, row: 1 + offset, isFirst: offset == 0)
            }
        }
        if state.text.isEmpty { write("This record has no text.", row: 1, column: 1, CoderStyle(.quiet)) }
    }

    /// The first line when less of the text is in sight: as it is, or moved until the end of the mark can be seen.
    private func topAbovePanel(_ height: Int) -> Int {
        let span = state.marked ?? state.cursor..<state.cursor + 1
        let first = state.lines.line(of: span.lowerBound)
        let last = state.lines.line(of: max(span.lowerBound, span.upperBound - 1))
        let cursor = state.lines.line(of: state.cursor)
        var top = state.top
        if last > top + height - 1 { top = min(first, last - height + 1) }
        if first < top { top = first }
        if cursor > top + height - 1 { top = cursor - height + 1 }
        return max(0, min(top, cursor))
    }

    private mutating func drawText(_ line: Int, row: Int, coded: [Range<Int>]) {
        let range = state.lines.range(ofLine: line)
        let marked = state.marked
        let strong = strongRange(line)
        let isReading = state.mode == .reading
        var column = CoderMetrics.indent
        let limit = CoderMetrics.indent + metrics.textWidth
        var index = range.lowerBound
        while index < range.upperBound {
            let role = role(at: index, marked, strong, coded)
            if index == state.cursor, isReading { frame.cursor = (row, min(column, limit)) }
            var pieces = state.text.pieces(at: index)
            // A line end that is marked, or under the cursor, can be seen.
            if pieces.isEmpty, role == .marked { pieces = [Cluster.Piece(text: " ", columns: 1)] }
            for piece in pieces where column + piece.columns <= limit + (piece.text == " " ? 1 : 0) {
                frame.put(piece, row: row, column: column, CoderStyle(role))
                column += piece.columns
            }
            index = state.text.end(ofClusterAt: index)
        }
        if range.isEmpty, state.text.isEmpty, isReading { frame.cursor = (row, column) }
    }

    private func role(
        at position: Int, _ marked: Range<Int>?, _ strong: Range<Int>?, _ coded: [Range<Int>]
    ) -> CoderStyle.Role {
        if marked?.contains(position) == true { return .marked }
        if state.found?.contains(position) == true { return .found }
        if coded.contains(where: { $0.contains(position) }) { return .coded }
        return strong?.contains(position) == true ? .strong : .text
    }

    /// The label of a turn that begins on a line, or the whole of a heading.
    private func strongRange(_ line: Int) -> Range<Int>? {
        let range = state.lines.range(ofLine: line)
        let turns = state.sheet.turns
        let index = turns.splitPoint { $0.range.lowerBound > range.lowerBound }
        if index > 0, turns[index - 1].words.lowerBound > range.lowerBound {
            return turns[index - 1].range.lowerBound..<turns[index - 1].words.lowerBound
        }
        let scalars = state.text.scalars
        if index < turns.count, range.contains(turns[index].range.lowerBound) {
            return turns[index].range.lowerBound..<turns[index].words.lowerBound
        }
        let begins = range.lowerBound == 0 || scalars[range.lowerBound - 1] == "\n"
        return begins && !range.isEmpty && scalars[range.lowerBound] == "#" ? range : nil
    }

    // MARK: Margin

    private mutating func drawStripes(_ places: [Stripes.Place?], row: Int) {
        let isCrowded = state.stripes.laneCount > metrics.lanes
        for (lane, place) in places.prefix(isCrowded ? metrics.lanes - 1 : metrics.lanes).enumerated() {
            if let place { drawStripe(place, row: row, lane: lane) }
        }
        guard isCrowded else { return }
        let rest = places.dropFirst(metrics.lanes - 1).compactMap { $0 }
        if rest.count == 1, let only = rest.first { drawStripe(only, row: row, lane: metrics.lanes - 1) }
        if rest.count > 1 {
            let column = metrics.marginColumn + metrics.lanes - 1
            write(rest.count > 9 ? "+" : String(rest.count), row: row, column: column, CoderStyle(.stripe))
        }
    }

    private mutating func drawStripe(_ place: Stripes.Place, row: Int, lane: Int) {
        let coding = state.striped[place.index]
        let letter = Stripes.letter(
            of: state.name(of: coding.coding.code), isOwn: coding.by == state.sheet.me)
        let glyph = Stripes.glyph(place.part, letter: letter, glyphs.stripes)
        let style = CoderStyle(.stripe, colour: colour(of: coding.coding.code))
        write(String(glyph), row: row, column: metrics.marginColumn + lane, style)
    }

    /// The names of the codes that begin on a line; in the first row those that go on into it, too.
    ///
    /// Where several begin, the later ones wait for the next lines for as long as their stripes go on.
    private mutating func drawLabels(
        _ places: [Stripes.Place], _ waiting: inout [Stripes.Place], row: Int, isFirst: Bool
    ) {
        let kept = waiting.compactMap { old in places.first { $0.index == old.index } }
        let begun = places.filter { isFirst || $0.part == .start || $0.part == .whole }
        let all = kept + begun
        guard let first = all.first else { return }
        // Whose stripe ends here can't wait.
        let now = [first] + all.dropFirst().filter { $0.part == .end || $0.part == .whole }
        waiting = all.dropFirst().filter { $0.part != .end && $0.part != .whole }
        let used = min(state.stripes.laneCount, metrics.lanes)
        let colour = colour(of: state.striped[first.index].coding.code)
        write(
            now.map { label(state.striped[$0.index]) }.joined(separator: ", "), row: row,
            column: metrics.marginColumn + used + 1, width: metrics.labelWidth + metrics.lanes - used,
            CoderStyle(.label, colour: colour))
    }

    /// A coding in two or three words: code, weight, whose it is.
    func label(_ coding: CoderCoding) -> String {
        let weight = coding.coding.weight.map { " \($0)" } ?? ""
        let whose = coding.by == state.sheet.me ? "" : " \(coding.by.rawValue)"
        return state.name(of: coding.coding.code) + weight + whose
    }
}
