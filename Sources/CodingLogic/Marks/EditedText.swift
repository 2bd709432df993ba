import StudyModel

/// The scalars of a text that are no white space, and where each is.
struct Words {
    let scalars: [Unicode.Scalar]
    private let places: [Int]
    private let length: Int

    init(_ text: [Unicode.Scalar]) {
        places = text.indices.filter { !text[$0].properties.isWhitespace }
        scalars = places.map { text[$0] }
        length = text.count
    }

    /// The words in a span of the text; `nil` where it has none.
    func range(of span: Range<Int>) -> Range<Int>? {
        let range = index(from: span.lowerBound)..<index(from: span.upperBound)
        return range.isEmpty ? nil : range
    }

    /// The span of the text from the first to the last of some words.
    func span(of range: Range<Int>) -> Range<Int> {
        range.isEmpty
            ? place(of: range.lowerBound)..<place(of: range.lowerBound)
            : place(of: range.lowerBound)..<(place(of: range.upperBound - 1) + 1)
    }

    /// Where in the text a word is; the text's end behind the last.
    func place(of index: Int) -> Int { index < places.count ? places[index] : length }

    /// The first word at or behind a position of the text.
    private func index(from position: Int) -> Int {
        var low = 0
        var high = places.count
        while low < high {
            let middle = (low + high) / 2
            if places[middle] < position { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// The text between marks compared with the body it was made of.
///
/// White space is left out of the comparison, since editors wrap, trim and indent. So a mark that was moved over blanks
/// stands where it stood.
struct EditedText {
    let body: Words
    let text: Words
    /// From the body to the edited text and back; `nil` where no word was changed.
    private let forth: Reanchoring?
    private let back: Reanchoring?
    private var forthSearch: QuoteSearches
    private var backSearch: QuoteSearches

    init(body: [Unicode.Scalar], text: [Unicode.Scalar]) {
        self.body = Words(body)
        self.text = Words(text)
        let (own, typed) = (self.body.scalars, self.text.scalars)
        let isUnchanged = own == typed
        forth = isUnchanged ? nil : Reanchoring(from: own, to: typed)
        back = isUnchanged ? nil : Reanchoring(from: typed, to: own)
        forthSearch = QuoteSearches(own, typed)
        backSearch = QuoteSearches(typed, own)
    }

    /// Where words of the edited text are in the body.
    mutating func inBody(_ range: Range<Int>) -> Range<Int>? {
        guard let back else { return range }
        return Anchor(range, in: text.scalars).flatMap { back.outcome(of: $0, &backSearch).1?.span }
    }

    /// Where words of the body are in the edited text, and whether they are all there.
    mutating func inText(_ range: Range<Int>) -> (range: Range<Int>, isWhole: Bool)? {
        guard let forth else { return (range, true) }
        guard let anchor = Anchor(range, in: body.scalars) else { return nil }
        let (outcome, found) = forth.outcome(of: anchor, &forthSearch)
        return found.map { ($0.span, outcome != .changed) }
    }

    /// About where words of the body would be in the edited text.
    func near(_ range: Range<Int>) -> Int {
        text.place(of: forth.map { $0.alignment.position(of: range.lowerBound) } ?? range.lowerBound)
    }

    /// Positions in the edited text where it has other words than the body.
    var changes: [Int] {
        guard let blocks = back?.alignment.blocks else { return [] }
        var found: [Int] = []
        var (typed, own) = (0, 0)
        for block in blocks {
            if typed < block.old || own < block.new { found.append(text.place(of: typed)) }
            (typed, own) = (block.oldEnd, block.newEnd)
        }
        if typed < text.scalars.count || own < body.scalars.count { found.append(text.place(of: typed)) }
        return found
    }
}
