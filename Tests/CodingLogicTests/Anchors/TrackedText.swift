/// A text whose every scalar is known by a number of its own, through whatever is done to it: what the reanchoring
/// has to find out from the texts alone.
struct TrackedText {
    private(set) var scalars: [Unicode.Scalar]
    private(set) var ids: [Int]
    /// The next scalar's number; those of the first text are its positions.
    private var next: Int

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        ids = Array(scalars.indices)
        next = scalars.count
    }

    var text: String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    var count: Int { scalars.count }

    mutating func replace(_ range: Range<Int>, with text: some Collection<Unicode.Scalar>) {
        scalars.replaceSubrange(range, with: text)
        ids.replaceSubrange(range, with: next..<(next + text.count))
        next += text.count
    }

    /// Exchanges two stretches, the first before the second.
    mutating func swap(_ first: Range<Int>, _ second: Range<Int>) {
        let order = [second, first.upperBound..<second.lowerBound, first]
        let moved = order.flatMap { Array(zip(scalars[$0], ids[$0])) }
        let whole = first.lowerBound..<second.upperBound
        scalars.replaceSubrange(whole, with: moved.map(\.0))
        ids.replaceSubrange(whole, with: moved.map(\.1))
    }

    /// The paragraphs with their line ends.
    var paragraphs: [Range<Int>] {
        var found: [Range<Int>] = []
        var start = 0
        for (index, scalar) in scalars.enumerated() where scalar == "\n" {
            found.append(start..<(index + 1))
            start = index + 1
        }
        if start < count { found.append(start..<count) }
        return found
    }

    /// The words: runs of letters.
    var words: [Range<Int>] {
        var found: [Range<Int>] = []
        var start: Int?
        for (index, scalar) in scalars.enumerated() {
            if scalar.properties.isAlphabetic {
                start = start ?? index
            } else if let begin = start {
                found.append(begin..<index)
                start = nil
            }
        }
        if let start { found.append(start..<count) }
        return found
    }
}

/// What really became of a text's parts, against what was found out.
struct Oracle {
    let before: TrackedText
    let after: TrackedText
    /// Where each of the new text's scalars was, and where each of the old text's is; -1 where there is none.
    private let source: [Int]
    private let target: [Int]

    init(_ before: TrackedText, _ after: TrackedText) {
        self.before = before
        self.after = after
        var places: [Int: Int] = [:]
        for (index, id) in before.ids.enumerated() { places[id] = index }
        source = after.ids.map { places[$0] ?? -1 }
        var target = [Int](repeating: -1, count: before.count)
        for (index, old) in source.enumerated() where old >= 0 { target[old] = index }
        self.target = target
    }

    /// Where a span's scalars all are, in order and with nothing between them.
    func place(of span: Range<Int>) -> Int? {
        let start = target[span.lowerBound]
        guard start >= 0, start + span.count <= after.count else { return nil }
        return span.indices.allSatisfy { target[$0] == start + $0 - span.lowerBound } ? start : nil
    }

    /// Whether a span's own scalars stand at a place, but for white space or up to half of it at its ends.
    func isOwnButForEnds(_ span: Range<Int>, at place: Int) -> Bool {
        let isOwn = span.map { target[$0] == place + $0 - span.lowerBound }
        guard let first = isOwn.firstIndex(of: true), let last = isOwn.lastIndex(of: true),
            isOwn[first...last].allSatisfy({ $0 })
        else { return false }
        let ends = [
            span.lowerBound..<(span.lowerBound + first), (span.lowerBound + last + 1)..<span.upperBound,
        ]
        return 2 * (last + 1 - first) >= span.count
            || ends.joined().allSatisfy { before.scalars[$0].properties.isWhitespace }
    }

    /// Whether the scalars at a place of the new text were all put in, or are the span's own.
    func isRetyped(_ span: Range<Int>, at place: Int) -> Bool {
        source[place..<(place + span.count)].allSatisfy { $0 < 0 || span.contains($0) }
    }

    /// Whether nothing in the two texts tells a span's own place from another.
    ///
    /// So it is when what happened can be told with the span at that place, together with as much around it as is the same
    /// there, and then no fewer scalars are kept, in no more pieces. What stood at that place is told to have gone to
    /// where the span's own scalars are, as far as it is the same.
    func isAsPlausible(_ span: Range<Int>, at place: Int) -> Bool {
        let (left, right) = agreement(span, at: place)
        guard matches(span, at: place) else { return false }
        let truth = cost(of: source)
        let reaches = [0, 8, 32, Int.max].flatMap { left in [0, 8, 32, Int.max].map { (left, $0) } }
        return reaches.contains { most in
            let (left, right) = (min(left, most.0), min(right, most.1))
            let from = (span.lowerBound - left)..<(span.upperBound + right)
            let to = (place - left)..<(place + span.count + right)
            let (kept, pieces) = cost(of: exchanged(from, to))
            return kept >= truth.kept && pieces <= truth.pieces
        }
    }

    /// The sources with one stretch of the old text at another place of the new.
    private func exchanged(_ from: Range<Int>, _ to: Range<Int>) -> [Int] {
        var other = source
        let freed = from.compactMap { target[$0] >= 0 && !to.contains(target[$0]) ? target[$0] : nil }
            .sorted()
        let homeless = to.compactMap { source[$0] >= 0 && !from.contains(source[$0]) ? source[$0] : nil }
        for index in from where target[index] >= 0 { other[target[index]] = -1 }
        for index in to { other[index] = from.lowerBound + index - to.lowerBound }
        if freed.count == homeless.count {
            for (index, old) in zip(freed, homeless) where after.scalars[index] == before.scalars[old] {
                other[index] = old
            }
        }
        return other
    }

    /// Another place that can't be told from the true one, if there is any.
    func indistinguishable(from span: Range<Int>) -> Int? {
        let own = place(of: span)
        guard span.count <= after.count else { return nil }
        return (0...(after.count - span.count)).first { place in
            place != own && matches(span, at: place) && isAsPlausible(span, at: place)
        }
    }

    /// Whether there is too little of a span and of what stayed around it to know it by.
    func isShort(_ span: Range<Int>) -> Bool {
        guard let place = place(of: span) else { return false }
        let (left, right) = agreement(span, at: place)
        return span.count + left + right < 10
    }

    func matches(_ span: Range<Int>, at place: Int) -> Bool {
        place >= 0 && place + span.count <= after.count
            && before.scalars[span] == after.scalars[place..<(place + span.count)]
    }

    private func agreement(_ span: Range<Int>, at place: Int) -> (Int, Int) {
        var left = 0
        while span.lowerBound > left, place > left,
            before.scalars[span.lowerBound - left - 1] == after.scalars[place - left - 1]
        {
            left += 1
        }
        var right = 0
        while span.upperBound + right < before.count, place + span.count + right < after.count,
            before.scalars[span.upperBound + right] == after.scalars[place + span.count + right]
        {
            right += 1
        }
        return (left, right)
    }

    private func cost(of source: [Int]) -> (kept: Int, pieces: Int) {
        var kept = 0
        var pieces = 0
        var last = -2
        for old in source {
            if old >= 0 {
                kept += 1
                if old != last + 1 || last < 0 { pieces += 1 }
            }
            last = old
        }
        return (kept, pieces)
    }
}
