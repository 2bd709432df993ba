/// Codings drawn as stripes beside the lines of a text: which lane each one runs in, and what stands in it on each line.
///
/// A stripe keeps its lane from its first line to its last, and two on one line never share one. There are as many lanes
/// as stripes stand beside each other where they are densest, and no more. The lanes depend on the spans and the lines
/// alone, not on the order the spans come in: what begins first, and of those what ends last, runs nearest the text.
package struct Stripes: Sendable, Equatable {
    /// What a lane holds on one line.
    package struct Place: Sendable, Equatable {
        /// Which part of its stripe it is.
        package enum Part: Sendable, Equatable {
            /// Begins and ends on this line.
            case whole
            case start
            case middle
            case end
        }

        /// Which of the spans, as they were given.
        package var index: Int
        package var part: Part

        package init(index: Int, part: Part) {
            self.index = index
            self.part = part
        }
    }

    /// How stripes are drawn.
    package enum Glyphs: Sendable {
        case unicode, ascii
    }

    private struct Stripe: Equatable {
        var index: Int
        var lines: ClosedRange<Int>
    }

    /// For each lane its stripes from top to bottom.
    private var lanes: [[Stripe]] = []

    /// - Parameters:
    ///   - spans: Where the codings stand, in scalars; an empty one has no stripe.
    ///   - lines: The first scalar of each line, ascending.
    package init(_ spans: [Range<Int>], lineStarts lines: [Int]) {
        let stripes = spans.enumerated().compactMap { index, span -> Stripe? in
            guard !span.isEmpty, !lines.isEmpty else { return nil }
            let first = Self.line(of: span.lowerBound, lines)
            return Stripe(index: index, lines: first...max(first, Self.line(of: span.upperBound - 1, lines)))
        }
        for stripe in stripes.sorted(by: { Self.key($0, spans) < Self.key($1, spans) }) { place(stripe) }
    }

    /// How many lanes there are.
    package var laneCount: Int { lanes.count }

    /// What stands in each lane on a line, from the lane nearest the text.
    package func places(onLine line: Int) -> [Place?] {
        lanes.map { lane in
            guard let stripe = Self.stripe(onLine: line, in: lane) else { return nil }
            return Place(index: stripe.index, part: Self.part(of: stripe.lines, on: line))
        }
    }

    /// The character for a part of a stripe: the letter where it begins, a line below it, a corner where it ends.
    package static func glyph(_ part: Place.Part, letter: Character, _ glyphs: Glyphs) -> Character {
        switch (part, glyphs) {
        case (.whole, _), (.start, _): letter
        case (.middle, .unicode): "│"
        case (.end, .unicode): "┘"
        case (.middle, .ascii): "|"
        case (.end, .ascii): "+"
        }
    }

    /// The letter of a code: the first of its name that can be read, a capital where it is one's own coding.
    package static func letter(of name: String, isOwn: Bool) -> Character {
        let first = name.first { $0.isLetter || $0.isNumber }
        guard let letter = first.flatMap({ (isOwn ? $0.uppercased() : $0.lowercased()).first }),
            DisplayWidth.of(String(letter)) == 1
        else { return isOwn ? "*" : "o" }
        return letter
    }

    private mutating func place(_ stripe: Stripe) {
        for index in lanes.indices where (lanes[index].last?.lines.upperBound ?? -1) < stripe.lines.lowerBound
        {
            lanes[index].append(stripe)
            return
        }
        lanes.append([stripe])
    }

    /// Ascending in the order in which stripes take their lanes.
    private static func key(_ stripe: Stripe, _ spans: [Range<Int>]) -> (Int, Int, Int, Int) {
        let span = spans[stripe.index]
        return (stripe.lines.lowerBound, span.lowerBound, -span.upperBound, stripe.index)
    }

    private static func stripe(onLine line: Int, in lane: [Stripe]) -> Stripe? {
        let after = lane.splitPoint { $0.lines.lowerBound > line }
        guard after > 0, lane[after - 1].lines.contains(line) else { return nil }
        return lane[after - 1]
    }

    private static func part(of lines: ClosedRange<Int>, on line: Int) -> Place.Part {
        switch (line == lines.lowerBound, line == lines.upperBound) {
        case (true, true): .whole
        case (true, false): .start
        case (false, true): .end
        case (false, false): .middle
        }
    }

    private static func line(of scalar: Int, _ starts: [Int]) -> Int {
        max(0, starts.splitPoint { $0 > scalar } - 1)
    }
}

extension Array {
    /// Where the elements that satisfy `isLater` begin; all of them stand behind all others.
    package func splitPoint(where isLater: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isLater(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
