import StudyModel

/// Questions about one line of minutes.
enum MinutesLine {
    struct Label {
        var part: MinutesPart
        /// In small letters.
        var name: String
        /// What stands behind the colon; empty where nothing does.
        var value: Range<Int>
        /// `GA` in `GA Actions`.
        var who: String?
    }

    /// 1 to 6 for a Markdown heading, 7 for a line in bold, else 0.
    static func level(_ bytes: [UInt8], _ line: Range<Int>) -> Int {
        let level = TextHead.headingLevel(bytes, line)
        if level > 0 { return level }
        let mark = bytes[line.lowerBound]
        guard mark == 0x2A || mark == 0x5F, line.count > 4, bytes[line.lowerBound + 1] == mark,
            bytes[line.upperBound - 1] == mark, bytes[line.upperBound - 2] == mark
        else { return 0 }
        return bytes.text(line).split(separator: mark == 0x2A ? "**" : "__").count == 1 ? 7 : 0
    }

    static func text(ofHeading bytes: [UInt8], _ line: Range<Int>) -> String {
        bytes.text(line.dropFirst(TextHead.headingLevel(bytes, line)))
    }

    /// A line that heads a part, alone or with a value: `## Present`, `Apologies:`, `2. Actions`, `Present: SP1, SP2`.
    static func label(_ bytes: [UInt8], _ line: Range<Int>, isHeading: Bool) -> Label? {
        guard line.count <= 4000 else { return nil }
        let item = TextHead.listItem(bytes, line)
        var start = isHeading || item == nil ? line.lowerBound : item?.lowerBound ?? line.lowerBound
        let begin = start
        while start < line.upperBound, !Ascii.isWord(bytes[start]), start - begin < 12 { start += 1 }
        start = behindNumber(bytes, start, line)
        var end = start
        while end < line.upperBound, end - start < 30,
            Ascii.isLetter(bytes[end]) || bytes[end] == 0x20 || bytes[end] == 0x2D
        {
            end += 1
        }
        guard end == line.upperBound || [0x3A, 0x2A, 0x5F, 0x23].contains(bytes[end]) else { return nil }
        let name = bytes.text(bytes.trimmed(start..<end)).lowercased()
        guard let (part, who) = part(name, bytes.text(bytes.trimmed(start..<end)), isHeading: isHeading)
        else {
            return nil
        }
        var rest = end
        var colon = false
        while rest < line.upperBound, [0x3A, 0x2A, 0x5F, 0x23, 0x20].contains(bytes[rest]) {
            colon = colon || bytes[rest] == 0x3A
            rest += 1
        }
        // A word alone on its line is the heading of a part in plain text; with more text it needs a colon.
        guard rest == line.upperBound ? item == nil || colon || isHeading : colon else { return nil }
        return Label(part: part, name: name, value: bytes.trimmed(rest..<line.upperBound), who: who)
    }

    /// The part a name stands for; of headings also `GA Actions`.
    private static func part(_ name: String, _ written: String, isHeading: Bool) -> (MinutesPart, String?)? {
        if let part = MinutesPart.labels[name] { return (part, nil) }
        guard isHeading, name.hasSuffix(" actions") else { return nil }
        let who = String(written.dropLast(" actions".count))
        let isReview = ["review", "previous", "last", "open", "past", "outstanding"].contains {
            name.hasPrefix($0)
        }
        return !isReview && SpeakerLabel.isPlausible(who) ? (.actions, who) : nil
    }

    /// The index behind `2.` or `3)`.
    private static func behindNumber(_ bytes: [UInt8], _ start: Int, _ line: Range<Int>) -> Int {
        var index = start
        while index < line.upperBound, index - start < 3, Ascii.isDigit(bytes[index]) { index += 1 }
        guard index > start, index < line.upperBound, bytes[index] == 0x2E || bytes[index] == 0x29 else {
            return start
        }
        index += 1
        while index < line.upperBound, bytes[index] == 0x20 { index += 1 }
        return index
    }

    /// `LC action – assign issues`: somebody's name, then the word.
    static func isAssigned(_ item: String) -> Bool {
        let lowered = item.prefix(60).lowercased()
        guard let found = lowered.firstRange(of: " action ") else { return false }
        let rest = lowered[found.upperBound...]
        guard rest.first == "-" || rest.first == "–" || rest.first == ":" else { return false }
        // Letters change their length when they change their case, so they are counted, not measured.
        let count = lowered.distance(from: lowered.startIndex, to: found.lowerBound)
        return SpeakerLabel.isPlausible(String(item.prefix(count)))
    }

    /// Whether an item is what somebody said, `SC: That seems better`.
    static func isTurn(_ item: String) -> Bool {
        guard let colon = item.prefix(24).firstIndex(of: ":") else { return false }
        let rest = item[item.index(after: colon)...]
        return rest.first == " " && SpeakerLabel.isPlausible(String(item[..<colon]))
    }

    /// The sentence that begins with `Agreed that`, `It was resolved to` and the like.
    static func decision(_ text: String) -> String? {
        let lowered = text.prefix(40).lowercased()
        let openings = [
            "agreed", "it was agreed", "resolved", "it was resolved", "decided", "it was decided",
        ]
        guard openings.contains(where: { lowered.hasPrefix("\($0) that ") || lowered.hasPrefix("\($0) to ") })
        else { return nil }
        return PeopleLine.sentences(String(text.prefix(600))).first
    }

    /// `MONEY` in `2. MONEY`, where the line is short and ends like a title.
    static func numberedTitle(_ bytes: [UInt8], _ line: Range<Int>) -> String? {
        guard line.count <= 70, Ascii.isDigit(bytes[line.lowerBound]),
            let item = TextHead.listItem(bytes, line),
            let last = bytes[item].last, Ascii.isWord(last) || last == 0x29 || last == 0x3F
        else { return nil }
        return bytes.text(item)
    }

    /// Without `ACTION:` or `Decision:` before it.
    static func withoutMark(_ text: String) -> String {
        guard let colon = text.prefix(20).firstIndex(of: ":") else { return text }
        let name = text[..<colon].filter { $0 != "*" }.lowercased()
        guard MinutesPart.single.contains(name) else { return text }
        return String(text[text.index(after: colon)...].drop { $0 == "*" }).trimmed
    }
}
