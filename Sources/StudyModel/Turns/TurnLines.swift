/// The lines of a text and the heads among them, by form.
struct TurnLines {
    private let bytes: [UInt8]
    private let lines: [Range<Int>]
    private var heads: [TurnHead] = []
    private var tallies = [Tally](repeating: Tally(), count: TurnForm.allCases.count)
    /// Offsets of Markdown headings, which end a turn.
    private var breaks: [Int] = []
    /// Lines that are not empty.
    private var filled = 0
    /// Speech with a time and without a name.
    private var unnamed = 0

    /// Lines behind an empty one, with which paragraphs begin.
    private var blocks = 0

    /// How often each label occurs in one form.
    private struct Tally {
        var counts: [String: Int] = [:]
        var turns = 0
        /// Heads with which a paragraph begins.
        var blocks = 0

        mutating func add(_ label: String, atBlock: Bool) {
            counts[label, default: 0] += 1
            turns += 1
            if atBlock { blocks += 1 }
        }

        /// Labels that occur once among others are no speakers in forms that prose has too, unless most of the text
        /// has a label.
        mutating func dropSingles(lines: Int, blocks: Int) {
            let isTalk = turns * 5 >= lines * 3 || self.blocks * 5 >= blocks * 3
            guard !isTalk || !counts.values.contains(where: { $0 > 1 }) else { return }
            counts = counts.filter { $0.value > 1 }
            turns = counts.values.reduce(0, +)
        }
    }

    init(_ bytes: [UInt8], from start: Int) {
        self.bytes = bytes
        lines = Bytes.lines(bytes, from: start)
    }

    // MARK: Reading

    mutating func read() {
        var afterBlank = true
        var fence: UInt8?
        for (number, line) in lines.enumerated() {
            let content = Bytes.trimmed(bytes, line)
            guard !content.isEmpty else {
                afterBlank = true
                continue
            }
            filled += 1
            if afterBlank { blocks += 1 }
            if let mark = Self.fence(bytes, content), fence == nil || fence == mark {
                fence = fence == nil ? mark : nil
            } else if fence == nil {
                take(line, content: content, number: number, afterBlank: afterBlank)
            }
            afterBlank = false
        }
        for form in [TurnForm.plain, .bracketed, .above, .headed] {
            tallies[form.rawValue].dropSingles(lines: filled, blocks: blocks)
        }
    }

    private static func fence(_ bytes: [UInt8], _ line: Range<Int>) -> UInt8? {
        guard line.count >= 3, let first = bytes[line].first, first == 0x60 || first == 0x7E,
            bytes[line].prefix(3).allSatisfy({ $0 == first })
        else { return nil }
        return first
    }

    private mutating func take(_ line: Range<Int>, content: Range<Int>, number: Int, afterBlank: Bool) {
        if bytes[content.lowerBound] == 0x23 {
            let marks = bytes[content].prefix(7).prefix { $0 == 0x23 }.count
            if marks <= 6, content.count > marks, Bytes.isSpace(bytes[content.lowerBound + marks]) {
                breaks.append(line.lowerBound)
            }
            return
        }
        guard var head = TurnLine.head(bytes, line, afterBlank: afterBlank) else { return }
        switch head.form {
        case .headed, .above:
            if !hasWords(below: number, of: head) {
                // `[00:00:05] Later.` is no name but what is said.
                guard let text = head.behindTime else { return }
                head = TurnHead(form: .timed, time: head.time, begin: head.begin, text: text)
            }
        case .stamped: name(&head, below: number)
        case .bold, .timed, .plain, .bracketed: break
        }
        head.line = number
        add(head, atBlock: afterBlank)
    }

    private mutating func add(_ head: TurnHead, atBlock: Bool) {
        heads.append(head)
        if let speaker = head.speaker {
            tallies[head.form.rawValue].add(speaker, atBlock: atBlock)
        } else if head.form == .timed {
            unnamed += 1
        } else if head.form == .stamped {
            tallies[head.form.rawValue].turns += 1
        }
    }

    /// Whether a head on a line of its own has words on the next line, or behind one empty line where it is no time in
    /// brackets.
    private func hasWords(below number: Int, of head: TurnHead) -> Bool {
        guard let below = textLine(below: number, over: head.behindTime == nil ? 1 : 0) else { return false }
        guard let other = TurnLine.head(bytes, lines[below], afterBlank: below > number + 1) else {
            return true
        }
        switch other.form {
        case head.form, .bold, .stamped: return false
        case .headed: return head.form == .above && other.behindTime != nil
        case .timed: return head.form == .above && other.speaker == nil
        case .plain, .bracketed, .above: return true
        }
    }

    /// The next line that is not empty, over at most `blanks` empty ones.
    private func textLine(below number: Int, over blanks: Int) -> Int? {
        var index = number + 1
        while index < lines.count, index <= number + 1 + blanks {
            if !Bytes.trimmed(bytes, lines[index]).isEmpty { return index }
            index += 1
        }
        return nil
    }

    /// The name on the line below a time, with words on the line below that.
    private func name(_ head: inout TurnHead, below number: Int) {
        guard let name = textLine(below: number, over: 1), let text = textLine(below: name, over: 0),
            let found = TurnLine.head(bytes, lines[name], afterBlank: true), found.form == .above,
            TurnLine.head(bytes, lines[text], afterBlank: true)?.form != .stamped
        else { return }
        head.speaker = found.speaker
        head.label = found.label
        head.text = found.text
    }

    // MARK: Choosing

    func form(isStored: Bool) -> TurnForm? {
        var turns = tallies.map(\.turns)
        let plain = tallies[TurnForm.plain.rawValue]
        let isDialogue = plain.turns >= 8 && plain.counts.count <= 8 && plain.turns >= plain.counts.count * 3
        if plain.turns * 5 < filled, !isDialogue { turns[TurnForm.plain.rawValue] = 0 }
        // A line of a name alone is common in prose, so nearly every second line has to be one.
        if turns[TurnForm.above.rawValue] * 5 < filled * 2 { turns[TurnForm.above.rawValue] = 0 }
        let stamped = tallies[TurnForm.stamped.rawValue]
        if stamped.turns < 4, !(stamped.turns >= 2 && stamped.counts.values.contains { $0 >= 2 }) {
            turns[TurnForm.stamped.rawValue] = 0
        }
        guard let best = turns.indices.max(by: { turns[$0] < turns[$1] }).flatMap(TurnForm.init) else {
            return nil
        }
        let count = turns[best.rawValue]
        let timed = turns[TurnForm.timed.rawValue]
        if isStored, timed + unnamed > 0, timed == count || timed + unnamed > count { return .timed }
        if best == .stamped, count > 0 { return .stamped }
        let least = best == .timed || best == .headed ? 2 : 4
        if count >= least, tallies[best.rawValue].counts.values.contains(where: { $0 >= 2 }) { return best }
        return unnamed >= 4 && unnamed * 2 >= filled ? .timed : nil
    }

    /// The heads of a form, and those of another form whose speaker has this one.
    func heads(of form: TurnForm) -> [TurnHead] {
        stamping(heads(having: form))
    }

    /// Gives a turn without a time that of a line of its own right above it.
    private func stamping(_ chosen: [TurnHead]) -> [TurnHead] {
        var stamps: [Int: TurnHead] = [:]
        for head in heads where head.form == .stamped && head.speaker == nil {
            if let below = textLine(below: head.line, over: 1) { stamps[below] = head }
        }
        guard !stamps.isEmpty else { return chosen }
        return chosen.map { head in
            guard head.time == nil, let stamp = stamps[head.line] else { return head }
            var head = head
            (head.time, head.begin) = (stamp.time, stamp.begin)
            return head
        }
    }

    private func heads(having form: TurnForm) -> [TurnHead] {
        let tally = tallies[form.rawValue]
        let counts = tally.counts
        let isNamed = counts.values.reduce(0, +) * 5 >= tally.turns * 3
        return heads.compactMap { head in
            guard let speaker = head.speaker else { return head.form == form ? head : nil }
            if head.form == form { return form == .headed ? head : known(head, speaker, counts, isNamed) }
            switch head.form {
            case .bold, .timed, .plain, .headed: return counts[speaker] == nil ? nil : head
            case .bracketed, .above, .stamped: return nil
            }
        }
    }

    /// A head whose label is a speaker; one without, where a word behind a time only looked like a label.
    private func known(
        _ head: TurnHead, _ speaker: String, _ counts: [String: Int], _ isNamed: Bool
    ) -> TurnHead? {
        var head = head
        if head.form == .stamped, counts[speaker] == 1, !isNamed {
            // The line below a time that occurs once is rather what is said.
            head.text = head.label?.lowerBound ?? head.text
            (head.speaker, head.label) = (nil, nil)
        } else if let text = head.behindTime, counts[speaker] == 1, unnamed > 0 || heads.count == 1 {
            head.text = text
            (head.speaker, head.label) = (nil, nil)
        }
        return head.speaker == nil || counts[speaker] != nil ? head : nil
    }

    /// Ends each turn before the next one or the next heading, without white space behind it.
    func close(_ heads: inout [TurnHead]) {
        var next = 0
        for index in heads.indices {
            while next < breaks.count, breaks[next] <= heads[index].begin { next += 1 }
            var end = index + 1 < heads.count ? heads[index + 1].begin : bytes.count
            if next < breaks.count { end = min(end, breaks[next]) }
            let floor = max(heads[index].label?.upperBound ?? 0, heads[index].begin)
            while end > floor, bytes[end - 1] == 0x20 || (9...13).contains(bytes[end - 1]) { end -= 1 }
            heads[index].end = end
            var text = min(heads[index].text, end)
            // A backslash at the end of the head's line is a line break of Markdown.
            while text < end,
                bytes[text] == 0x20 || (9...13).contains(bytes[text])
                    || (bytes[text] == 0x5C && text + 1 < end && bytes[text + 1] == 0x0A)
            {
                text += 1
            }
            heads[index].text = text
        }
    }
}
