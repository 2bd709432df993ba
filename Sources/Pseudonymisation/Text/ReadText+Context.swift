/// What stands around an atom.
extension ReadText {
    /// Signs that may stand between the start of a sentence and its first word.
    private static func opensSentence(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x22, 0x27, 0x28, 0x2A, 0x5B, 0x5F, 0x60, 0x7E, 0x23, 0x3E, 0x7C, 0x2D, 0x2B, 0x201C, 0x201D,
            0x2018,
            0x2019, 0xAB, 0x2022, 0x2013, 0x2014:
            true
        default: Scalars.isInvisible(scalar)
        }
    }

    /// Where the text before a position goes on when blanks and opening signs are left out: the position
    /// after the last scalar that counts.
    private func positionBefore(_ position: Int) -> Int {
        var index = position
        while index > 0, Scalars.isBlank(scalars[index - 1]) || Self.opensSentence(scalars[index - 1]) {
            index -= 1
        }
        return index
    }

    /// Whether an atom's capital may come from the start of a sentence, a line or a list item.
    func isSentenceStart(_ atom: Int) -> Bool {
        let end = positionBefore(Int(atoms[atom].start))
        guard end > 0 else { return true }
        let before = scalars[end - 1]
        if Scalars.isLineEnd(before) { return !continuesLine(before: end - 1) }
        switch before {
        case 0x21, 0x3F, 0x2026, 0x3A, 0xBF, 0xA1: return true
        case Scalars.fullStop: return !isAbbreviation(endingAt: end - 1, atom: atom)
        // A number of a list item.
        case 0x29: return end > 1 && Scalars.isDigit(scalars[end - 2]) && isFirstOnLine(atom: atom - 1)
        default: return false
        }
    }

    /// Whether the line before a line end breaks off within a sentence, as mail programs break lines.
    private func continuesLine(before lineEnd: Int) -> Bool {
        var end = lineEnd
        while end > 0, Scalars.isBlank(scalars[end - 1]) { end -= 1 }
        guard end > 0 else { return false }
        let last = scalars[end - 1]
        guard Scalars.isASCIILetter(last) || last == Scalars.comma || last >= 0xC0 else { return false }
        var start = end
        while start > 0, end - start < 45, !Scalars.isLineEnd(scalars[start - 1]) { start -= 1 }
        return end - start >= 45
    }

    /// Whether a full stop belongs to the title or initial before it: `Mrs. May`, `J. Will`.
    private func isAbbreviation(endingAt stop: Int, atom: Int) -> Bool {
        guard atom > 0, Int(atoms[atom - 1].end) == stop, !atoms[atom - 1].isDigits else { return false }
        let previous = atoms[atom - 1]
        if previous.isAllUpper, previous.end - previous.start == 1 { return true }
        return PersonName.titles.contains(String(decoding: letters[previous.key], as: UTF8.self))
            || ["st", "mt", "ft"].contains(String(decoding: letters[previous.key], as: UTF8.self))
    }

    /// Whether only blanks and signs of Markdown stand before an atom on its line.
    func isFirstOnLine(atom: Int) -> Bool {
        guard atoms.indices.contains(atom) else { return true }
        let end = positionBefore(Int(atoms[atom].start))
        return end == 0 || Scalars.isLineEnd(scalars[end - 1])
    }

    /// Whether a colon follows, with nothing but signs of Markdown and blanks in between.
    func isBeforeColon(_ position: Int) -> Bool {
        var index = position
        while index < scalars.count, [0x2A, 0x5F, 0x60, 0x20, 0x29].contains(scalars[index]),
            index - position < 6
        {
            index += 1
        }
        return scalar(index) == Scalars.colon && !Scalars.isDigit(scalar(index + 1))
            && scalar(index + 1) != 0x2F
    }

    /// Whether nothing but blanks and signs stands after a position on its line.
    func isLastOnLine(_ position: Int) -> Bool {
        var index = position
        while index < scalars.count, !Scalars.isLineEnd(scalars[index]) {
            let scalar = scalars[index]
            guard Scalars.isBlank(scalar) || [0x2A, 0x5F, 0x60, 0x2C, 0x2E, 0x29].contains(scalar) else {
                return false
            }
            index += 1
        }
        return true
    }

    /// Whether the letters around an atom on its line are capitals, so that a capital says nothing.
    func isInCapitals(_ atom: Int) -> Bool {
        guard atoms[atom].isAllUpper, atoms[atom].length > 1 else { return false }
        var others = 0
        for step in [-1, 1] {
            var index = atom + step
            while atoms.indices.contains(index), abs(index - atom) < 6 {
                let gap = step < 0 ? atoms[index + 1].gap : atoms[index].gap
                if gap.contains(.lineEnd) { break }
                if !atoms[index].isDigits, atoms[index].length > 1 {
                    if !atoms[index].isAllUpper { return false }
                    others += 1
                }
                index += step
            }
        }
        return others > 0
    }

    /// Whether `'s` or a closing `'` follows a position.
    func isPossessive(_ position: Int) -> Bool {
        guard Scalars.isApostrophe(scalar(position)), scalar(position) != 0x60 else { return false }
        let next = scalar(position + 1)
        if next | 0x20 == 0x73 { return !Scalars.isASCIIAlphanumeric(scalar(position + 2)) }
        return scalar(position - 1) | 0x20 == 0x73 && !Scalars.isASCIIAlphanumeric(next)
    }

    /// The run of scalars without white space and brackets around a range, at most 200 on each side.
    func chunk(around range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        while start > 0, range.lowerBound - start < 200, !Self.endsChunk(scalars[start - 1]) { start -= 1 }
        var end = range.upperBound
        while end < scalars.count, end - range.upperBound < 200, !Self.endsChunk(scalars[end]) { end += 1 }
        return start..<end
    }

    private static func endsChunk(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x22, 0x28, 0x29, 0x2C, 0x3B, 0x3C, 0x3E, 0x5B, 0x5D, 0x7B, 0x7D, 0x60: true
        default: Scalars.isBlank(scalar) || Scalars.isLineEnd(scalar)
        }
    }

    /// Whether a range stands in something no sentence has: a URL, a path, the name of a file, a handle.
    func isTechnical(_ range: Range<Int>) -> Bool {
        let chunk = chunk(around: range)
        for index in chunk {
            switch scalars[index] {
            case 0x40, 0x2F, 0x5C, 0x5F: return true
            case Scalars.fullStop where index + 1 < chunk.upperBound && index > chunk.lowerBound:
                if Scalars.isASCIIAlphanumeric(scalars[index + 1]) { return true }
            default: break
            }
        }
        return false
    }
}
