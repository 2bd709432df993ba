/// Reads the ranges of several lanes from left to right at once, without looking at single characters: the work grows with
/// the number of ranges, not with the length of the text.
enum Sweep {
    /// Calls `body` for each stretch of `0..<length` in which no range begins or ends, with the range each lane is in there
    /// (its number, or -1 between ranges).
    ///
    /// The ranges of a lane go from left to right and do not overlap; they may touch.
    static func stretches(
        of lanes: [[Range<Int>]], length: Int, body: (Range<Int>, [Int]) -> Void
    ) {
        var next = [Int](repeating: 0, count: lanes.count)
        var active = [Int](repeating: -1, count: lanes.count)
        var place = 0
        while place < length {
            var end = length
            for lane in lanes.indices {
                while next[lane] < lanes[lane].count, lanes[lane][next[lane]].upperBound <= place {
                    next[lane] += 1
                }
                active[lane] = -1
                guard next[lane] < lanes[lane].count else { continue }
                let range = lanes[lane][next[lane]]
                let isInside = range.lowerBound <= place
                if isInside { active[lane] = next[lane] }
                end = min(end, isInside ? range.upperBound : range.lowerBound)
            }
            body(place..<end, active)
            place = end
        }
    }

    /// The pairs of spans, one of each side, that overlap, whatever their codes: by number, from left to right.
    ///
    /// Both sides go from left to right and may overlap themselves.
    static func overlaps(of first: [CodedSpan], and second: [CodedSpan]) -> [(first: Int, second: Int)] {
        var pairs: [(first: Int, second: Int)] = []
        var (openFirst, openSecond): ([Int], [Int]) = ([], [])
        var (one, other) = (0, 0)
        while one < first.count || other < second.count {
            if other == second.count || one < first.count && first[one].start <= second[other].start {
                openSecond.removeAll { second[$0].end <= first[one].start }
                pairs += openSecond.map { (one, $0) }
                openFirst.append(one)
                one += 1
            } else {
                openFirst.removeAll { first[$0].end <= second[other].start }
                pairs += openFirst.map { ($0, other) }
                openSecond.append(other)
                other += 1
            }
        }
        return pairs
    }
}

extension [CodedSpan] {
    /// What the spans of a code cover, from left to right, each position once; without a code, of all spans.
    ///
    /// Touching runs stay two where `joinsTouching` is false.
    func runs(of code: String?, joinsTouching: Bool = true) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        for span in self where code == nil || span.code == code {
            if let last = runs.last,
                joinsTouching ? span.start <= last.upperBound : span.start < last.upperBound
            {
                runs[runs.count - 1] = last.lowerBound..<Swift.max(last.upperBound, span.end)
            } else {
                runs.append(span.range)
            }
        }
        return runs
    }

    /// Whether one of the spans begins before one to its left has ended.
    var overlapThemselves: Bool { zip(self, dropFirst()).contains { $0.end > $1.start } }
}

extension SpanRecord {
    /// What the record is divided into, without a rest: itself, or its segments and the text between them.
    func windows(_ unit: SpanUnit) -> [Range<Int>] {
        guard unit == .segment, !segments.isEmpty else { return [0..<length] }
        var (windows, reached): ([Range<Int>], Int) = ([], 0)
        for segment in segments {
            if segment.lowerBound > reached { windows.append(reached..<segment.lowerBound) }
            windows.append(segment)
            reached = segment.upperBound
        }
        if reached < length { windows.append(reached..<length) }
        return windows
    }
}
