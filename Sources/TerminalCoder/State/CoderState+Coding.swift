import StudyModel

extension CoderState {
    /// What a code goes to; the unit under the cursor is marked where nothing is, so that it can be seen.
    mutating func markTarget() -> Range<Int>? {
        if marked == nil, let unit = target { setMark(unit) }
        return marked
    }

    /// Opens the list of codes for a span, or for the record as a whole.
    mutating func openPicker(for span: Range<Int>?) {
        var picker = CodePicker(.apply(span))
        picker.find(in: sheet.codebook, recent: recent.order)
        if span == nil { say("The code is for the record as a whole.") }
        mode = .picking(picker)
    }

    /// Answers a key while a code is looked for.
    mutating func pick(_ key: CoderKey, _ old: CodePicker) -> [CoderAction] {
        var picker = old
        switch key {
        case .escape, .control("c"), .control("g"):
            mode = .reading
            return []
        case .enter: return take(picker)
        case .down, .control("n"): picker.select(by: 1)
        case .up, .control("p"): picker.select(by: -1)
        case .pageDown: picker.select(by: min(5, max(0, picker.rows.count - 1 - picker.selected)))
        case .pageUp: picker.select(by: -min(5, picker.selected))
        case .tab:
            guard case .apply = picker.purpose else { return [] }
            picker.tick()
            // The next letters look for another one.
            if !picker.query.isEmpty {
                picker.query = TextEntry()
                picker.find(in: sheet.codebook, recent: recent.order)
            }
        case .character(let letter) where picker.query.isEmpty && digitCode(letter) != nil:
            if case .apply(let span) = picker.purpose, let code = digitCode(letter) {
                return apply(picker.ticked.filter { $0 != code } + [code], to: span)
            }
        default:
            let before = picker.query
            guard picker.query.press(key) else { return [] }
            if picker.query.text != before.text { picker.find(in: sheet.codebook, recent: recent.order) }
        }
        mode = .picking(picker)
        return []
    }

    private func digitCode(_ letter: Character) -> CodeID? {
        guard letter.isASCII, let digit = letter.wholeNumberValue, digit > 0, digit <= recent.digits.count
        else {
            return nil
        }
        return recent.digits[digit - 1]
    }

    /// Does what Enter does in the list.
    private mutating func take(_ picker: CodePicker) -> [CoderAction] {
        let row = picker.rows.indices.contains(picker.selected) ? picker.rows[picker.selected] : nil
        switch (picker.purpose, row) {
        case (.apply(let span), _) where !picker.ticked.isEmpty: return apply(picker.ticked, to: span)
        case (.apply(let span), .code(let code)): return apply([code], to: span)
        case (.apply(let span), .new(let name)):
            var parents = CodePicker(.parent(name: name, span))
            parents.find(in: sheet.codebook, recent: [])
            mode = .picking(parents)
        case (.parent(let name, _), .code(let parent)): return [.addCode(name: name, parent: parent)]
        case (.parent(let name, _), .top): return [.addCode(name: name, parent: nil)]
        default: say("No code has these letters.")
        }
        return []
    }

    mutating func applyDigit(_ digit: Int) -> [CoderAction] {
        guard digit <= recent.digits.count else {
            say("\(digit) has no code yet. The codes you use get the digits 1 to 9.")
            return []
        }
        guard let span = markTarget() else { return [] }
        return apply([recent.digits[digit - 1]], to: span)
    }

    /// Applies what was applied last, with the same weights.
    mutating func applyLast() -> [CoderAction] {
        guard !lastCodes.isEmpty else {
            say("No code has been applied yet. c opens the list.")
            return []
        }
        guard let span = markTarget() else { return [] }
        return send(PendingCodes(codes: lastCodes, span: span, weights: lastWeights))
    }

    /// Applies codes, asking first for the weights of those that have a scale.
    mutating func apply(_ codes: [CodeID], to span: Range<Int>?) -> [CoderAction] {
        let scaled = codes.filter { sheet.codebook[$0]?.code.scale != nil }
        return proceed(PendingCodes(codes: codes, span: span, waiting: scaled))
    }

    /// Asks for the next weight, or applies the codes.
    mutating func proceed(_ pending: PendingCodes) -> [CoderAction] {
        var pending = pending
        while let code = pending.waiting.first {
            if let scale = sheet.codebook[code]?.code.scale {
                mode = .weighing(WeightQuestion(target: .applying(pending), code: code, scale: scale))
                return []
            }
            pending.waiting.removeFirst()
        }
        return send(pending)
    }

    private mutating func send(_ pending: PendingCodes) -> [CoderAction] {
        mode = .reading
        lastCodes = pending.codes
        lastWeights = pending.weights
        // One request for all codes without a weight, and one for each weight there is.
        var groups: [(weight: Int?, codes: [CodeID])] = []
        for code in pending.codes {
            let weight = pending.weights[code]
            if let index = groups.firstIndex(where: { $0.weight == weight }) {
                groups[index].codes.append(code)
            } else {
                groups.append((weight, [code]))
            }
        }
        return groups.map { .add($0.codes, span: pending.span, weight: $0.weight) }
    }

    // MARK: Codings that are there

    /// Removes, comments or weighs a coding of mine: the one under the cursor, else one of a list.
    mutating func begin(_ purpose: CodingChoice.Purpose) -> [CoderAction] {
        let here = underCursor.filter { fits($0, purpose) }
        let all = here + (here.count == 1 ? [] : ofWholeRecord.filter { fits($0, purpose) })
        if here.count == 1 { return act(purpose, on: here[0].coding.id) }
        if all.isEmpty {
            warn(reason(purpose))
        } else {
            mode = .choosing(CodingChoice(purpose: purpose, codings: all.map(\.coding.id)))
        }
        return []
    }

    private func fits(_ coding: CoderCoding, _ purpose: CodingChoice.Purpose) -> Bool {
        guard coding.by == sheet.me else { return false }
        return purpose != .weigh || sheet.codebook[coding.coding.code]?.code.scale != nil
    }

    private func reason(_ purpose: CodingChoice.Purpose) -> String {
        if underCursor.contains(where: { $0.by == sheet.me }) {
            return "No code under the cursor has a scale."
        }
        if let other = underCursor.first {
            return "This coding is \(other.by.rawValue)'s. You can change your own."
        }
        return "There is no coding of yours under the cursor."
    }

    private mutating func act(_ purpose: CodingChoice.Purpose, on id: CodingID) -> [CoderAction] {
        guard let coding = coding(id)?.coding else { return [] }
        mode = .reading
        switch purpose {
        case .remove: return [.remove([id])]
        case .comment:
            let before = coding.comment ?? ""
            mode = .commenting(CommentEntry(coding: id, before: before, entry: TextEntry(before)))
        case .weigh:
            if let scale = sheet.codebook[coding.code]?.code.scale {
                mode = .weighing(WeightQuestion(target: .changing(id), code: coding.code, scale: scale))
            }
        }
        return []
    }

    /// Answers a key while one of several codings is chosen.
    mutating func choose(_ key: CoderKey, _ old: CodingChoice) -> [CoderAction] {
        var choice = old
        switch key {
        case .enter: return act(choice.purpose, on: choice.codings[choice.selected])
        case .down, .character("j"), .control("n"), .tab:
            choice.selected = (choice.selected + 1) % choice.codings.count
        case .up, .character("k"), .control("p"):
            choice.selected = (choice.selected + choice.codings.count - 1) % choice.codings.count
        case .character(let letter):
            guard letter.isASCII, let digit = letter.wholeNumberValue, digit > 0,
                digit <= choice.codings.count
            else {
                if letter == "q" { mode = .reading }
                return []
            }
            return act(choice.purpose, on: choice.codings[digit - 1])
        case .escape, .control("c"), .control("g"):
            mode = .reading
            return []
        default: return []
        }
        mode = .choosing(choice)
        return []
    }
}
