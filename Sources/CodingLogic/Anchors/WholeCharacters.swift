extension Reanchoring {
    /// How far a character's ends are looked for.
    private static let farthest = 128

    /// A span of the new body that splits no character as people see it: widened where it would.
    func wholeCharacters(_ span: Range<Int>) -> Range<Int> {
        guard !span.isEmpty else { return span }
        let start = character(around: span.lowerBound)?.lowerBound ?? span.lowerBound
        let end = character(around: span.upperBound)?.upperBound ?? span.upperBound
        return start..<end
    }

    /// The character that a position lies inside of; `nil` where one ends there.
    private func character(around position: Int) -> Range<Int>? {
        guard position > 0, position < new.count else { return nil }
        if new[position - 1].isASCII, new[position].isASCII { return nil }
        var start = position - 1
        let earliest = max(0, position - Self.farthest)
        while start > earliest, !(new[start - 1].isASCII && new[start].isASCII) { start -= 1 }
        let latest = min(new.count, position + Self.farthest)
        var view = String.UnicodeScalarView()
        view.append(contentsOf: new[start..<latest])
        for character in String(view) {
            let end = start + character.unicodeScalars.count
            if end > position { return start < position ? start..<end : nil }
            start = end
        }
        return nil
    }
}

extension Alignment {
    /// The same with every word that a change touches taken into the change.
    func inWholeWords(_ old: [Unicode.Scalar], _ new: [Unicode.Scalar]) -> Alignment {
        func isWord(_ scalar: Unicode.Scalar) -> Bool {
            scalar.isASCII
                ? ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
                : scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark
        }
        func splits(_ text: [Unicode.Scalar], _ position: Int) -> Bool {
            position > 0 && position < text.count && isWord(text[position - 1]) && isWord(text[position])
        }
        return Alignment(
            blocks.map { block in
                var block = block
                while block.count > 0, splits(old, block.old) || splits(new, block.new) {
                    block.old += 1
                    block.new += 1
                    block.count -= 1
                }
                while block.count > 0, splits(old, block.oldEnd) || splits(new, block.newEnd) {
                    block.count -= 1
                }
                return block
            })
    }
}
