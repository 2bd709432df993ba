import StudyModel

/// Weights, comments, memos, searching, and what is only looked at.
extension CoderState {
    private func leaves(_ key: CoderKey) -> Bool {
        key == .escape || key == .control("c") || key == .control("g")
    }

    /// Answers a key while a weight is asked for.
    mutating func weigh(_ key: CoderKey, _ old: WeightQuestion) -> [CoderAction] {
        var question = old
        if leaves(key) {
            mode = .reading
            return []
        }
        if case .character(let letter) = key, letter.isASCII, let digit = letter.wholeNumberValue,
            question.takesOneDigit, question.entry.isEmpty
        {
            guard question.scale.contains(digit) else { return refuse(question) }
            return weigh(digit, question)
        }
        guard key == .enter else {
            if question.entry.press(key) { mode = .weighing(question) }
            return []
        }
        let typed = question.entry.text.trimmingSpace
        if typed.isEmpty { return weigh(nil, question) }
        guard let weight = Int(typed), question.scale.contains(weight) else { return refuse(question) }
        return weigh(weight, question)
    }

    private mutating func refuse(_ question: WeightQuestion) -> [CoderAction] {
        var question = question
        question.entry = TextEntry()
        mode = .weighing(question)
        warn("A weight here is a whole number from \(question.scale.lowest) to \(question.scale.highest).")
        return []
    }

    private mutating func weigh(_ weight: Int?, _ question: WeightQuestion) -> [CoderAction] {
        mode = .reading
        switch question.target {
        case .changing(let id): return [.weigh(id, weight)]
        case .applying(var pending):
            pending.weights[question.code] = weight
            pending.waiting.removeAll { $0 == question.code }
            return proceed(pending)
        }
    }

    /// Answers a key while a comment is written.
    mutating func comment(_ key: CoderKey, _ old: CommentEntry) -> [CoderAction] {
        var comment = old
        if leaves(key) {
            mode = .reading
            if comment.entry.text != comment.before { say("The comment was left as it was.") }
            return []
        }
        if key == .enter {
            let text = comment.entry.text.trimmingSpace
            if text == comment.before {
                mode = .reading
                return []
            }
            return [.comment(comment.coding, text)]
        }
        if comment.entry.press(key) { mode = .commenting(comment) }
        return []
    }

    /// Answers a key while the memo is written; Escape saves, so that nothing typed is lost.
    mutating func writeMemo(_ key: CoderKey, _ old: MemoEntry) -> [CoderAction] {
        var memo = old
        switch key {
        case .escape, .control("s"), .control("g"):
            if memo.entry.text == memo.before {
                mode = .reading
                return []
            }
            return [.saveMemo(memo.entry.text)]
        case .control("c"):
            mode = .reading
            say("The memo was left as it was.")
            return []
        default:
            if memo.entry.press(key) { mode = .memo(memo) }
            return []
        }
    }

    /// Answers a key while something is looked for in the text.
    mutating func search(_ key: CoderKey, _ old: SearchEntry) -> [CoderAction] {
        var entry = old
        if leaves(key) {
            mode = .reading
            find(nil, orReturnTo: entry.origin)
            return []
        }
        let index = search ?? TextSearch(text)
        search = index
        switch key {
        case .enter:
            if entry.entry.isEmpty { return searchAgain(index) }
            lastSearch = entry.entry.text
            mode = .reading
            if found == nil { warn("The text was not found.") }
            return []
        case .down, .tab, .control("n"):
            find(
                index.next(entry.entry.text, from: (found?.lowerBound ?? cursor) + 1),
                orReturnTo: entry.origin)
        case .up, .control("p"):
            find(
                index.previous(entry.entry.text, before: found?.lowerBound ?? cursor),
                orReturnTo: entry.origin)
        default:
            guard entry.entry.press(key) else { return [] }
            find(index.next(entry.entry.text, from: entry.origin), orReturnTo: entry.origin)
        }
        mode = .searching(entry)
        return []
    }

    private mutating func searchAgain(_ index: TextSearch) -> [CoderAction] {
        mode = .reading
        guard !lastSearch.isEmpty else { return [] }
        guard let place = index.next(lastSearch, from: cursor + 1) else {
            warn("The text was not found.")
            return []
        }
        find(place, orReturnTo: cursor)
        return []
    }

    private mutating func find(_ place: Range<Int>?, orReturnTo origin: Int) {
        move(to: place?.lowerBound ?? origin)
        found = place.map(text.snapped)
    }

    /// Answers a key while the codebook is read.
    mutating func browse(_ key: CoderKey, _ selected: Int) -> [CoderAction] {
        let last = max(0, sheet.codebook.entries.count - 1)
        var selected = min(selected, last)
        switch key {
        case .down, .character("j"), .control("n"): selected = min(last, selected + 1)
        case .up, .character("k"), .control("p"): selected = max(0, selected - 1)
        case .pageDown, .character("f"), .control("f"): selected = min(last, selected + 8)
        case .pageUp, .character("F"), .control("b"): selected = max(0, selected - 8)
        case .home, .character("g"): selected = 0
        case .end, .character("G"): selected = last
        case .enter, .character("c"): return applyBrowsed(selected)
        case .escape, .control("c"), .control("g"), .character("b"), .character("q"):
            mode = .reading
            return []
        default: return []
        }
        mode = .browsing(selected)
        return []
    }

    private mutating func applyBrowsed(_ selected: Int) -> [CoderAction] {
        let code = sheet.codebook.entries[selected].code
        guard code.isUsable else {
            warn(code.isCategory ? "This code only groups others." : "This code is retired.")
            return []
        }
        mode = .reading
        guard let span = markTarget() else { return [] }
        return apply([code.id], to: span)
    }

    /// Answers a key while the keys are shown.
    mutating func help(_ key: CoderKey, _ line: Int) -> [CoderAction] {
        switch key {
        case .down, .character("j"), .character("f"), .pageDown, .character(" "):
            let last = CoderHelp.lastTop(metrics, columns: size.columns)
            mode = .help(min(line + max(1, metrics.helpRows - 1), last))
        case .up, .character("k"), .character("F"), .pageUp:
            mode = .help(max(0, line - max(1, metrics.helpRows - 1)))
        default: mode = .reading
        }
        return []
    }
}
