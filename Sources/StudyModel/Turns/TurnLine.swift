/// Reads one line as the beginning of a turn.
struct TurnLine {
    let bytes: [UInt8]
    let line: Range<Int>

    /// The head a line holds, or `nil`.
    ///
    /// - Parameter afterBlank: Whether the line above is empty; a name alone counts only then.
    static func head(_ bytes: [UInt8], _ line: Range<Int>, afterBlank: Bool) -> TurnHead? {
        // A page of a PDF begins with a form feed.
        let start = bytes[line].first == 0x0C ? line.lowerBound + 1 : line.lowerBound
        var content = Bytes.trimmed(bytes, start..<line.upperBound)
        // Hard line breaks of Markdown end with a backslash.
        if let last = bytes[content].last, last == 0x5C, content.count > 1 {
            content = Bytes.trimmed(bytes, content.lowerBound..<content.upperBound - 1)
        }
        content = withoutImage(bytes, withoutNumber(bytes, content))
        guard let first = bytes[content].first else { return nil }
        let reader = TurnLine(bytes: bytes, line: content)
        var head: TurnHead?
        if let written = reader.written() {
            head = written
        } else if let time = reader.time(at: content.lowerBound) {
            head = reader.afterTime(time.time, from: time.next, isBracketed: time.isBracketed)
        } else if first == 0x2A || first == 0x5F {
            head = reader.bold(from: content.lowerBound, time: nil)
        } else if first == 0x5B {
            head = reader.bracketed()
        } else if Bytes.isWord(first) {
            head =
                reader.labelled(from: content.lowerBound, time: nil) ?? reader.alone(afterBlank: afterBlank)
        }
        head?.begin = line.lowerBound
        return head
    }

    private init(bytes: [UInt8], line: Range<Int>) {
        self.bytes = bytes
        self.line = line
    }

    /// Without the number that some programs put before each paragraph, at least two spaces before it.
    private static func withoutNumber(_ bytes: [UInt8], _ line: Range<Int>) -> Range<Int> {
        var index = line.lowerBound
        while index < line.upperBound, index - line.lowerBound < 4, Bytes.isDigit(bytes[index]) { index += 1 }
        guard index > line.lowerBound, index + 1 < line.upperBound, Bytes.isSpace(bytes[index]),
            Bytes.isSpace(bytes[index + 1])
        else { return line }
        return Bytes.trimmed(bytes, index..<line.upperBound)
    }

    /// Without the picture of who speaks, `![](media/image1.png)`.
    private static func withoutImage(_ bytes: [UInt8], _ line: Range<Int>) -> Range<Int> {
        guard line.count > 4, bytes[line.lowerBound] == 0x21, bytes[line.lowerBound + 1] == 0x5B,
            let middle = bytes[line].prefix(100).firstIndex(of: 0x5D), middle + 1 < line.upperBound,
            bytes[middle + 1] == 0x28,
            let close = bytes[middle..<line.upperBound].prefix(200).firstIndex(of: 0x29)
        else { return line }
        return Bytes.trimmed(bytes, close + 1..<line.upperBound)
    }

    // MARK: Parts

    func time(at index: Int) -> (time: TurnTime, next: Int, isBracketed: Bool)? {
        TurnTime.read(bytes, index, end: line.upperBound)
    }

    func skipSpaces(_ start: Int) -> Int {
        var index = start
        while index < line.upperBound, Bytes.isSpace(bytes[index]) { index += 1 }
        return index
    }

    /// Over spaces with a dash, a bar or a bullet among them.
    func skipGap(_ start: Int) -> Int {
        var index = skipSpaces(start)
        if index < line.upperBound, bytes[index] == 0x2D || bytes[index] == 0x7C {
            index += 1
        } else if index + 2 < line.upperBound, bytes[index] == 0xE2, bytes[index + 1] == 0x80 {
            index += 3
        }
        return skipSpaces(index)
    }

    /// What follows a time at the start of a line.
    private func afterTime(_ time: TurnTime, from next: Int, isBracketed: Bool) -> TurnHead? {
        let start = skipGap(next)
        guard start < line.upperBound else {
            return TurnHead(form: .stamped, time: time, begin: 0, text: line.upperBound)
        }
        if bytes[start] == 0x2A || bytes[start] == 0x5F, let head = bold(from: start, time: time) {
            return head
        }
        if var head = labelled(from: start, time: time) {
            if isBracketed { head.behindTime = skipSpaces(next) }
            return head
        }
        if line.upperBound - start <= 60, let name = name(in: start..<line.upperBound) {
            var head = head(.headed, name, time: time, textFrom: line.upperBound)
            if isBracketed { head.behindTime = skipSpaces(next) }
            return head
        }
        guard isBracketed else { return nil }
        return TurnHead(form: .timed, time: time, begin: 0, text: skipSpaces(next))
    }

    /// `Name [00:01:02]: text` as the importers write it, with any label.
    private func written() -> TurnHead? {
        guard bytes[line.lowerBound] != 0x23, bytes[line.lowerBound] != 0x5B,
            let open = bytes[line].prefix(124).firstIndex(of: 0x5B), open > line.lowerBound + 1,
            bytes[open - 1] == 0x20, let found = time(at: open), found.next < line.upperBound,
            bytes[found.next] == 0x3A, found.next + 1 == line.upperBound || bytes[found.next + 1] == 0x20
        else { return nil }
        let range = Bytes.trimmed(bytes, line.lowerBound..<open)
        // Emphasis and escapes are read elsewhere; `: ` inside would be another label.
        guard !range.isEmpty, ![0x2A, 0x5F, 0x5C].contains(bytes[range.lowerBound]),
            !zip(bytes[range], bytes[range].dropFirst()).contains(where: { $0 == 0x3A && $1 == 0x20 })
        else { return nil }
        return head(.timed, (Bytes.text(bytes, range), range), time: found.time, textFrom: found.next + 1)
    }

    /// `**Name:** text`, `**Name**: text`, `**Name** 0:03`, `**Name**` alone; also with underscores.
    private func bold(from start: Int, time given: TurnTime?) -> TurnHead? {
        let mark = bytes[start]
        let open = start + 2
        guard open < line.upperBound, bytes[start + 1] == mark else { return nil }
        var close = open
        while close + 1 < line.upperBound, close - open <= 90,
            !(bytes[close] == mark && bytes[close + 1] == mark)
        {
            close += 1
        }
        guard close + 1 < line.upperBound, bytes[close] == mark, bytes[close + 1] == mark, close > open else {
            return nil
        }
        let hasColon = bytes[close - 1] == 0x3A
        guard let inner = nameAndTime(open..<(hasColon ? close - 1 : close)) else { return nil }
        var time = given ?? inner.time
        var index = close + 2
        var form = TurnForm.bold
        if !hasColon {
            let gap = skipGap(index)
            if let after = self.time(at: gap) {
                time = time ?? after.time
                index = after.next
            }
            let next = skipSpaces(index)
            if next == line.upperBound {
                form = time == nil ? .above : .headed
            } else {
                guard bytes[next] == 0x3A else { return nil }
                index = next + 1
            }
        }
        return head(form, inner.name, time: time, textFrom: index)
    }

    /// `Name: text`, `Name [00:12]: text`, `Name: (00:12) text`, `Name  0:03`.
    private func labelled(from start: Int, time given: TurnTime?) -> TurnHead? {
        if let (colon, next) = labelEnd(from: start),
            let inner = nameAndTime(given == nil ? start..<colon : sender(in: start..<colon))
        {
            let time = given ?? inner.time
            return head(time == nil ? .plain : .timed, inner.name, time: time, textFrom: next)
        }
        guard given == nil, line.upperBound - start <= 90, let inner = nameAndTime(start..<line.upperBound),
            let time = inner.time
        else { return nil }
        return head(.headed, inner.name, time: time, textFrom: line.upperBound)
    }

    private func head(
        _ form: TurnForm, _ name: (text: String, range: Range<Int>), time: TurnTime?, textFrom index: Int
    ) -> TurnHead {
        var head = TurnHead(
            form: form, speaker: name.text, label: name.range, time: time, begin: 0, text: skipSpaces(index))
        // `Name: [00:12] text` and `**Name:** \[00:12\] text`.
        if time == nil, let found = self.time(at: head.text), found.isBracketed {
            head.time = found.time
            head.text = skipSpaces(found.next)
        }
        return head
    }

    /// `[id1] text`, `[Name] 10:15:12`, `[Name]: text`.
    private func bracketed() -> TurnHead? {
        let start = line.lowerBound
        guard let close = bytes[line].prefix(62).firstIndex(of: 0x5D), close > start + 1,
            close + 1 < line.upperBound
        else { return nil }
        let inside = start + 1..<close
        let next = skipSpaces(close + 1)
        if let found = time(at: next), skipSpaces(found.next) == line.upperBound, let name = name(in: inside)
        {
            return head(.headed, name, time: found.time, textFrom: line.upperBound)
        }
        if bytes[close + 1] == 0x3A, let name = name(in: inside) {
            return head(.plain, name, time: nil, textFrom: close + 2)
        }
        guard close - start < 24, bytes[close + 1] == 0x20,
            bytes[inside].allSatisfy({ Bytes.isWord($0) || $0 == 0x20 }),
            bytes[inside].contains(where: Bytes.isLetter)
        else { return nil }
        return head(.bracketed, (Bytes.text(bytes, inside), inside), time: nil, textFrom: close + 1)
    }

    /// A name alone on its line.
    private func alone(afterBlank: Bool) -> TurnHead? {
        guard afterBlank, line.count <= 60, let last = bytes[line].last, Bytes.isWord(last) || last == 0x29,
            let name = name(in: line)
        else { return nil }
        return head(.above, name, time: nil, textFrom: line.upperBound)
    }
}
