internal import StudyModel

/// The words a list of memos is searched for.
///
/// Capitals do not matter, and a part of a word is enough: `leaflet` finds `Leaflets`.
struct MemoWords: Sendable {
    private let words: [[Unicode.Scalar]]
    /// How much of a text a snippet shows, in scalars.
    private static let shown = 160

    init(_ text: String?) {
        words = (text ?? "").split(whereSeparator: \.isWhitespace).map { $0.unicodeScalars.map(Self.folded) }
    }

    /// Whether every word occurs in title or text.
    func occur(in memo: Memo) -> Bool {
        let text = (memo.title + "\n" + memo.body).unicodeScalars.map(Self.folded)
        return words.allSatisfy { Self.place(of: $0, in: text[...]) != nil }
    }

    /// The text round the first match, in one line; its beginning where nothing matches.
    func snippet(of body: String) -> [SearchAnswer.Fragment] {
        let scalars = body.unicodeScalars.map { $0 == "\n" || $0 == "\t" ? " " : $0 }
        let text = scalars.map(Self.folded)
        let first = words.compactMap { Self.place(of: $0, in: text[...])?.lowerBound }.min() ?? 0
        let end = min(scalars.count, max(0, first - Self.shown / 3) + Self.shown)
        let start = max(0, min(first - Self.shown / 3, end - Self.shown))
        var fragments = Self.fragments(scalars, matches(in: text[start..<end]), start..<end)
        if start > 0 { fragments.insert(.init(text: "… ", matches: false), at: 0) }
        if scalars[end...].contains(where: { $0 != " " }) {
            fragments.append(.init(text: " …", matches: false))
        }
        return fragments
    }

    /// The places of words, from the start, none over another.
    private func matches(in text: ArraySlice<Unicode.Scalar>) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var rest = text
        while let next = words.compactMap({ Self.place(of: $0, in: rest) })
            .min(by: { ($0.lowerBound, -$0.upperBound) < ($1.lowerBound, -$1.upperBound) })
        {
            found.append(next)
            rest = text[next.upperBound...]
        }
        return found
    }

    private static func fragments(
        _ scalars: [Unicode.Scalar], _ matches: [Range<Int>], _ whole: Range<Int>
    ) -> [SearchAnswer.Fragment] {
        var fragments: [SearchAnswer.Fragment] = []
        var end = whole.lowerBound
        func add(_ range: Range<Int>, matches: Bool) {
            if !range.isEmpty { fragments.append(.init(text: Anchor.text(scalars[range]), matches: matches)) }
        }
        for match in matches {
            add(end..<match.lowerBound, matches: false)
            add(match, matches: true)
            end = match.upperBound
        }
        add(end..<whole.upperBound, matches: false)
        return fragments
    }

    private static func place(
        of word: [Unicode.Scalar], in text: ArraySlice<Unicode.Scalar>
    ) -> Range<Int>? {
        guard let first = word.first, text.count >= word.count else { return nil }
        for start in text.startIndex...(text.endIndex - word.count)
        where text[start] == first && text[start..<(start + word.count)].elementsEqual(word) {
            return start..<(start + word.count)
        }
        return nil
    }

    /// One scalar for another, so that places stay what they are.
    private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let lower = scalar.properties.lowercaseMapping.unicodeScalars
        return lower.count == 1 ? lower.first ?? scalar : scalar
    }
}
