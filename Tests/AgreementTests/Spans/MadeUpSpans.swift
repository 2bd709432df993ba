@testable import Agreement

/// Samples made from a seed, small enough to look at every character.
enum MadeUpSpans {
    /// Records of 2 to `coders` coders, some of whom are not assigned, and others mark nothing.
    static func sample(
        seed: UInt64, records: Int = 3, coders: Int = 4, codes: Int = 3, length: Int = 30,
        areApart: Bool = false
    ) throws -> SpanSample {
        var random = SeededGenerator(seed: seed)
        let names = (0..<max(2, random.below(coders + 1))).map { "coder\($0)" }
        let codes = (0..<codes).map { "\($0 + 1)" }
        let made = try (0..<records).map { number in
            let length = random.below(length + 1)
            var marked: [String: [CodedSpan]] = [:]
            for name in names where random.below(6) > 0 {
                marked[name] = spans(length: length, codes: codes, areApart: areApart, &random)
            }
            return try SpanRecord(
                id: "r\(number)", length: length, coders: marked, segments: segments(length: length, &random))
        }
        return try SpanSample(records: made, coders: names, codes: codes)
    }

    private static func spans(
        length: Int, codes: [String], areApart: Bool, _ random: inout SeededGenerator
    ) -> [CodedSpan] {
        var spans: [CodedSpan] = []
        for _ in 0..<random.below(6) where length > 0 {
            let start = random.below(length)
            let span = CodedSpan(
                start, min(length, start + 1 + random.below(10)), codes[random.below(codes.count)])
            if !areApart || !spans.contains(where: { $0.overlap(with: span) > 0 }) { spans.append(span) }
        }
        return spans
    }

    private static func segments(length: Int, _ random: inout SeededGenerator) -> [Range<Int>] {
        var (segments, place): ([Range<Int>], Int) = ([], 0)
        while place < length {
            let end = min(length, place + 1 + random.below(8))
            if random.below(4) > 0 { segments.append(place..<end) }
            place = end
        }
        return segments
    }
}

extension SpanRecord {
    /// Whether a coder gave a character a code.
    func isCoded(_ place: Int, _ code: String, by coder: String) -> Bool {
        coders[coder]?.contains { $0.code == code && $0.range.contains(place) } ?? false
    }
}
