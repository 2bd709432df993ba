/// Three-way merge of a text that people write.
enum TextMerge {
    /// Merges by lines, and where both changed a line by its words; lines side by side that each changed one of are no
    /// contest.
    ///
    /// - Parameters:
    ///   - prefersLeft: whose words stand where both changed the same.
    ///   - keepsBoth: whether lines that both put in at one place are all there, those of whoever is preferred behind the other's, as two
    ///     people who go on with a note want it.
    /// - Returns: the text, and whether both changed the same words, so that somebody has to look.
    static func merged(
        base: String, left: String, right: String, prefersLeft: Bool, keepsBoth: Bool = false
    ) -> (text: String, isContested: Bool) {
        if left == right || right == base { return (left, false) }
        if left == base { return (right, false) }
        var text = ""
        var isContested = false
        for piece in SequenceMerge.pieces(base: lines(base), left: lines(left), right: lines(right)) {
            switch piece {
            case .settled(let lines): text += lines.joined()
            case .contested([], let left, let right) where keepsBoth:
                text += (prefersLeft ? right + left : left + right).joined()
            case .contested(let base, let left, let right):
                let isAligned = base.count == left.count && base.count == right.count
                let stretches =
                    isAligned
                    ? base.indices.map { (base[$0], left[$0], right[$0]) }
                    : [(base.joined(), left.joined(), right.joined())]
                for (base, left, right) in stretches {
                    let words = byWords(base, left, right)
                    isContested = isContested || words == nil
                    text += words ?? (prefersLeft ? left : right)
                }
            }
        }
        return (text, isContested)
    }

    /// The merge of a stretch by its words; `nil` where both changed the same ones.
    private static func byWords(_ base: String, _ left: String, _ right: String) -> String? {
        var text = ""
        for piece in SequenceMerge.pieces(base: words(base), left: words(left), right: words(right)) {
            guard case .settled(let words) = piece else { return nil }
            text += words.joined()
        }
        return text
    }

    /// Lines with their ends.
    private static func lines(_ text: String) -> [String] { parts(text) { $0 == "\n" } }

    /// Words with the white space behind them.
    private static func words(_ text: String) -> [String] { parts(text) { $0 == " " || $0 == "\n" } }

    /// Parts that end behind a scalar, of scalars, so that nothing is normalised; joined they are the text.
    private static func parts(_ text: String, _ isEnd: (Unicode.Scalar) -> Bool) -> [String] {
        var parts: [String] = []
        var part = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            part.append(scalar)
            if isEnd(scalar) {
                parts.append(String(part))
                part = String.UnicodeScalarView()
            }
        }
        if !part.isEmpty { parts.append(String(part)) }
        return parts
    }
}
