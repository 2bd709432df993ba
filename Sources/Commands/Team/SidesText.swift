import StudyModel

/// Two texts as one, with the words that differ marked: `[-the other side's-]{+those that stand+}`.
package struct SidesText {
    private let showsColour: Bool
    /// How many lines that are alike stand around those that differ.
    private static let around = 1

    package init(showsColour: Bool = false) { self.showsColour = showsColour }

    /// The lines that differ, with what stands around them; none where nothing does.
    package func lines(stands: String, other: String) -> [String] {
        let (old, new) = (Self.parts(other, Self.lineEnd), Self.parts(stands, Self.lineEnd))
        var shown: [String] = []
        let pieces = Self.pieces(old, new)
        guard pieces.contains(where: { !$0.isAlike }) else { return [] }
        for (index, piece) in pieces.enumerated() {
            guard piece.isAlike else {
                shown +=
                    text(piece).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
                    .droppingLastEmpty
                continue
            }
            let head = index == 0 ? 0 : Self.around
            let tail = index == pieces.count - 1 ? 0 : Self.around
            let lines = piece.old.map { VisibleText.line(String($0.filter { $0 != "\n" })) }
            if lines.count <= head + tail {
                shown += lines
            } else {
                shown += lines.prefix(head) + ["…"] + lines.suffix(tail)
            }
        }
        return shown
    }

    /// A piece that differs, word by word.
    private func text(_ piece: Piece) -> String {
        let (old, new) = (piece.old.joined(), piece.new.joined())
        let words = Self.pieces(Self.parts(old, Self.wordEnd), Self.parts(new, Self.wordEnd))
        return Self.withoutGaps(words).map { piece in
            piece.isAlike
                ? VisibleText.escape(piece.old.joined())
                : marked(piece.old.joined(), "[-", "-]", 31) + marked(piece.new.joined(), "{+", "+}", 32)
        }.joined()
    }

    /// Words in their marks, which end before the line ends behind them; lines that are empty are shown as `↵`.
    private func marked(_ words: String, _ start: String, _ end: String, _ colour: Int) -> String {
        if words.isEmpty { return "" }
        let text = VisibleText.escape(words)
        let ends = String(text.reversed().prefix { $0 == "\n" })
        let shown = text.dropLast(ends.count)
        let mark = start + (shown.isEmpty ? String(repeating: "↵", count: ends.count) : String(shown)) + end
        return (showsColour ? "\u{1B}[\(colour)m\(mark)\u{1B}[0m" : mark) + ends
    }

    // MARK: What differs

    private struct Piece {
        var old: [String]
        var new: [String]
        var isAlike: Bool
    }

    private static func pieces(_ old: [String], _ new: [String]) -> [Piece] {
        var (removed, inserted): (Set<Int>, Set<Int>) = ([], [])
        for change in new.difference(from: old) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var pieces: [Piece] = []
        var (left, right) = (0, 0)
        while left < old.count || right < new.count {
            var piece = Piece(old: [], new: [], isAlike: false)
            while removed.contains(left) || inserted.contains(right) {
                if removed.contains(left) {
                    piece.old.append(old[left])
                    left += 1
                } else {
                    piece.new.append(new[right])
                    right += 1
                }
            }
            if !piece.old.isEmpty || !piece.new.isEmpty { pieces.append(piece) }
            var alike = Piece(old: [], new: [], isAlike: true)
            while left < old.count, right < new.count, !removed.contains(left), !inserted.contains(right) {
                alike.old.append(old[left])
                (left, right) = (left + 1, right + 1)
            }
            if !alike.old.isEmpty { pieces.append(alike) }
        }
        return pieces
    }

    /// The pieces with those that differ put together where nothing but white space is between them.
    private static func withoutGaps(_ pieces: [Piece]) -> [Piece] {
        var joined: [Piece] = []
        for (index, piece) in pieces.enumerated() {
            let isGap =
                piece.isAlike && index > 0 && index + 1 < pieces.count
                && piece.old.allSatisfy { $0.allSatisfy(\.isWhitespace) }
            guard isGap || !piece.isAlike, let last = joined.indices.last, !joined[last].isAlike else {
                joined.append(piece)
                continue
            }
            joined[last].old += piece.old
            joined[last].new += isGap ? piece.old : piece.new
        }
        return joined
    }

    // MARK: Parts

    private static func lineEnd(_ scalar: Unicode.Scalar, _ next: Unicode.Scalar) -> Bool { scalar == "\n" }

    /// Letters and digits stay together; anything else stands by itself.
    private static func wordEnd(_ scalar: Unicode.Scalar, _ next: Unicode.Scalar) -> Bool {
        !(isOfWord(scalar) && isOfWord(next))
    }

    private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || scalar.properties.isJoinControl || scalar.properties.canonicalCombiningClass != .notReordered
    }

    private static func parts(
        _ text: String, _ isEnd: (Unicode.Scalar, Unicode.Scalar) -> Bool
    ) -> [String] {
        var parts: [String] = []
        var part = String.UnicodeScalarView()
        var last: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if let last, isEnd(last, scalar) {
                parts.append(String(part))
                part = String.UnicodeScalarView()
            }
            part.append(scalar)
            last = scalar
        }
        if !part.isEmpty { parts.append(String(part)) }
        return parts
    }
}
