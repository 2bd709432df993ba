/// Finds the places of quotes in the two texts of a difference.
struct QuoteSearches {
    var old: QuoteSearch
    var new: QuoteSearch

    init(_ old: [Unicode.Scalar], _ new: [Unicode.Scalar]) {
        self.old = QuoteSearch(old)
        self.new = QuoteSearch(new)
    }
}

/// Finds the places of quotes in one text.
///
/// The first few searches read the text; more of them pay for an index of it.
struct QuoteSearch {
    /// A quote that occurs more often than this is known by nothing but its place.
    static let most = 2_000
    private static let searchesWithoutIndex = 3

    private let text: [Unicode.Scalar]
    private var index: Index?
    private var searches = 0

    init(_ text: [Unicode.Scalar]) { self.text = text }

    /// Where a quote begins in the text, ascending; none where it is empty or occurs too often to be told apart.
    mutating func places(of quote: ArraySlice<Unicode.Scalar>) -> [Int] {
        guard let first = quote.first, quote.count <= text.count else { return [] }
        searches += 1
        if index == nil, searches > Self.searchesWithoutIndex { index = Index(text) }
        var places: [Int] = []
        if let index, quote.count >= Index.length {
            let (candidates, offset) = index.rarest(of: quote)
            for candidate in candidates where places.count <= Self.most {
                let start = Int(candidate) - offset
                if isAt(start, quote) { places.append(start) }
            }
        } else {
            for start in 0...(text.count - quote.count)
            where text[start] == first && places.count <= Self.most && isAt(start, quote) {
                places.append(start)
            }
        }
        return places.count > Self.most ? [] : places
    }

    private func isAt(_ start: Int, _ quote: ArraySlice<Unicode.Scalar>) -> Bool {
        guard start >= 0, start + quote.count <= text.count else { return false }
        return text[start..<(start + quote.count)] == quote
    }

    /// Where each run of three scalars begins, by a small digest of it.
    private struct Index {
        static let length = 3
        private static let buckets = 1 << 16
        /// How much of a quote is looked at for the run that is rarest in the text.
        private static let looked = 64

        private var starts: [Int32]
        private var positions: [Int32]

        init(_ text: [Unicode.Scalar]) {
            starts = Array(repeating: 0, count: Self.buckets + 1)
            let count = max(0, text.count - Self.length + 1)
            positions = Array(repeating: 0, count: count)
            for position in 0..<count { starts[Self.bucket(text, position) + 1] += 1 }
            for bucket in 0..<Self.buckets { starts[bucket + 1] += starts[bucket] }
            var next = starts
            for position in 0..<count {
                let bucket = Self.bucket(text, position)
                positions[Int(next[bucket])] = Int32(truncatingIfNeeded: position)
                next[bucket] += 1
            }
        }

        /// Where a run of the quote may begin that few places have, and how far into the quote the run is.
        func rarest(of quote: ArraySlice<Unicode.Scalar>) -> (ArraySlice<Int32>, offset: Int) {
            var best: (Range<Int>, Int) = (0..<positions.count, 0)
            let scalars = Array(quote.prefix(Self.looked))
            for offset in 0...(scalars.count - Self.length) {
                let bucket = Self.bucket(scalars, offset)
                let range = Int(starts[bucket])..<Int(starts[bucket + 1])
                if offset == 0 || range.count < best.0.count { best = (range, offset) }
            }
            return (positions[best.0], best.1)
        }

        private static func bucket(_ text: [Unicode.Scalar], _ position: Int) -> Int {
            var digest = text[position].value
            digest = digest &* 0x9E37_79B1 &+ text[position + 1].value
            digest = digest &* 0x9E37_79B1 &+ text[position + 2].value
            digest = digest &* 0x85EB_CA6B
            return Int(digest >> 16)
        }
    }
}
