import StudyModel

extension CoderState {
    /// Puts another record on the desk, or the same one in another state.
    mutating func open(_ sheet: CoderSheet, _ place: CoderPlace?) {
        let isSame = sheet.record == self.sheet.record && !text.isEmpty
        self.sheet = sheet
        text = CoderText(sheet.body)
        units = TextUnits(text, turns: sheet.turns, paragraphs: sheet.paragraphs)
        search = nil
        found = nil
        goal = nil
        mode = .reading
        rewrap()
        recent.keep { sheet.codebook[$0]?.code.isUsable == true }
        lastCodes.removeAll { sheet.codebook[$0]?.code.isUsable != true }
        if !isSame || place != nil { stand(at: place) }
        tellLosses()
    }

    /// Takes over a new state of the record that is open: codings, codebook, and the text where it was changed.
    mutating func renew(_ sheet: CoderSheet) {
        guard sheet.record == self.sheet.record, sheet.version == self.sheet.version else {
            return open(sheet, sheet.record == self.sheet.record ? place : nil)
        }
        self.sheet = sheet
        recent.keep { sheet.codebook[$0]?.code.isUsable == true }
        lastCodes.removeAll { sheet.codebook[$0]?.code.isUsable != true }
        refreshCodings()
    }

    private mutating func stand(at place: CoderPlace?) {
        cursor = text.isEmpty ? 0 : units.stretches.first?.lowerBound ?? 0
        top = 0
        mark = nil
        guard let place, place.record == sheet.record, !text.isEmpty else { return scrollToCursor() }
        cursor = text.start(atOrBefore: place.cursor)
        unit = place.unit
        if place.version == sheet.version, let kept = place.mark, !kept.anchor.isEmpty,
            kept.anchor.lowerBound >= 0, kept.anchor.upperBound <= text.count
        {
            mark = CoderPlace.Mark(anchor: text.snapped(kept.anchor), isResting: kept.isResting)
        }
        top = lines.line(of: max(0, min(place.top, text.count)))
        scrollToCursor()
    }

    private mutating func tellLosses() {
        let lost = sheet.codings.filter { $0.by == sheet.me && $0.coding.state == .lost }.count
        if lost > 0 {
            warn(
                lost == 1
                    ? "1 coding lost its words when the text changed."
                    : "\(lost) codings lost their words when the text changed.")
        }
    }

    /// Wraps the text to the width there is; the top line keeps its first scalar.
    mutating func rewrap() {
        let first = lines.starts[min(top, lines.count - 1)]
        lines = TextLines(text, width: metrics.textWidth)
        top = lines.line(of: min(first, text.count))
        cursor = text.isEmpty ? 0 : text.start(atOrBefore: cursor)
        refreshCodings()
        scrollToCursor()
    }

    mutating func resize(to size: CoderSize) {
        self.size = size
        rewrap()
    }

    /// What hangs on the codings: stripes, and which stretches are coded.
    mutating func refreshCodings() {
        striped = sheet.codings.filter { coding in
            coding.coding.span.map { !$0.isEmpty && $0.lowerBound >= 0 && $0.upperBound <= text.count }
                ?? false
        }
        stripes = Stripes(striped.compactMap(\.coding.span), lineStarts: lines.starts)
        let stretches = units.stretches
        coded = Array(repeating: false, count: stretches.count)
        for span in striped.filter({ $0.by == sheet.me }).compactMap(\.coding.span) {
            var index = stretches.splitPoint { $0.upperBound > span.lowerBound }
            while index < stretches.count, stretches[index].lowerBound < span.upperBound {
                coded[index] = true
                index += 1
            }
        }
    }

    /// The codings whose words the cursor is in, mine first.
    var underCursor: [CoderCoding] {
        let here = striped.filter { $0.coding.span?.contains(cursor) == true }
        return here.filter { $0.by == sheet.me } + here.filter { $0.by != sheet.me }
    }

    /// The codings of the record as a whole, mine first.
    var ofWholeRecord: [CoderCoding] {
        let whole = sheet.codings.filter { $0.coding.anchor == nil }
        return whole.filter { $0.by == sheet.me } + whole.filter { $0.by != sheet.me }
    }

    func coding(_ id: CodingID) -> CoderCoding? { sheet.codings.first { $0.coding.id == id } }

    /// A code as lists name it.
    func name(of code: CodeID) -> String { sheet.codebook[code]?.code.name ?? code.rawValue }
}
