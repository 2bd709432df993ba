/// Names, labels and the times beside them.
extension TurnLine {
    func name(in range: Range<Int>) -> (text: String, range: Range<Int>)? {
        let range = Bytes.trimmed(bytes, range)
        guard (1...60).contains(range.count) else { return nil }
        let text = Bytes.text(bytes, range)
        return SpeakerLabel.isPlausible(text) ? (text, range) : nil
    }

    /// A name with a time behind it or before it, in brackets or not.
    func nameAndTime(_ range: Range<Int>) -> (
        name: (text: String, range: Range<Int>), time: TurnTime?
    )? {
        var range = Bytes.trimmed(bytes, range)
        guard (1...100).contains(range.count) else { return nil }
        var time: TurnTime?
        if let leading = self.time(at: range.lowerBound), leading.next < range.upperBound {
            time = leading.time
            range = min(skipGap(leading.next), range.upperBound)..<range.upperBound
        } else if let trailing = trailingTime(range) {
            time = trailing.time
            range = range.lowerBound..<trailing.start
        }
        return name(in: range).map { ($0, time) }
    }

    /// The time that ends a range, and where what stands before it ends.
    func trailingTime(_ range: Range<Int>) -> (time: TurnTime, start: Int)? {
        var start = range.upperBound
        let last = bytes[range.upperBound - 1]
        if last == 0x5D || last == 0x29 {
            guard let open = bytes[range].lastIndex(where: { $0 == 0x5B || $0 == 0x28 }) else { return nil }
            start = open > range.lowerBound && bytes[open - 1] == 0x5C ? open - 1 : open
        } else {
            guard Bytes.isDigit(last), let space = bytes[range].lastIndex(where: Bytes.isSpace) else {
                return nil
            }
            start = space + 1
        }
        guard start > range.lowerBound, let found = TurnTime.read(bytes, start, end: range.upperBound),
            found.next == range.upperBound
        else { return nil }
        var end = start
        while end > range.lowerBound, [0x20, 0x09, 0x2D, 0x7C, 0x2C, 0x40].contains(bytes[end - 1]) {
            end -= 1
        }
        return (found.time, end)
    }

    /// The first colon with a space or nothing behind it, outside brackets, within 90 bytes, or the wide colon of
    /// Chinese and Japanese; and where the words begin.
    func labelEnd(from start: Int) -> (colon: Int, next: Int)? {
        var depth = 0
        var index = start
        let end = min(line.upperBound, start + 90)
        while index < end {
            switch bytes[index] {
            case 0x5B, 0x28: depth += 1
            case 0x5D, 0x29: depth -= 1
            case 0x3A where depth == 0 && (index + 1 == line.upperBound || Bytes.isSpace(bytes[index + 1])):
                return (index, index + 1)
            case 0xEF
            where index + 2 < line.upperBound && bytes[index + 1] == 0xBC && bytes[index + 2] == 0x9A:
                return (index, index + 3)
            case 0x2E where depth == 0 && index - start > 30, 0x3F, 0x21, 0x22: return nil
            default: break
            }
            index += 1
        }
        return nil
    }

    /// `Jane Doe` in the `From Jane Doe to Everyone` of a meeting's chat.
    func sender(in range: Range<Int>) -> Range<Int> {
        let range = Bytes.trimmed(bytes, range)
        guard bytes[range].starts(with: "From ".utf8) else { return range }
        let name = Bytes.trimmed(bytes, range.lowerBound + 5..<range.upperBound)
        var index = name.lowerBound
        while index + 4 <= name.upperBound {
            if bytes[index..<index + 4].elementsEqual(" to ".utf8) {
                return Bytes.trimmed(bytes, name.lowerBound..<index)
            }
            index += 1
        }
        return name
    }
}
