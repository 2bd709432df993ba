internal import StudyModel

/// Where ids of the study stand in a text: `2020-04-15-minutes-7f3k`, with the coding a citation names behind a slash.
///
/// Their random characters can look like a name, and say nothing about anybody.
struct IdentifierPlaces {
    /// In Unicode scalars, in the order of the text.
    let ranges: [Range<Int>]

    init(in text: String) {
        let scalars = Array(text.unicodeScalars)
        var ranges: [Range<Int>] = []
        var start = 0
        while start < scalars.count {
            let end = scalars[start...].firstIndex { !Self.isOfIdentifier($0) } ?? scalars.endIndex
            if let length = Self.length(of: scalars[start..<end]) { ranges.append(start..<start + length) }
            start = end + 1
        }
        self.ranges = ranges
    }

    func cover(_ range: Range<Int>) -> Bool {
        ranges.contains { $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound }
    }

    /// The records whose ids stand in a text.
    static func records(in text: String) -> Set<RecordID> {
        let scalars = Array(text.unicodeScalars)
        return Set(
            IdentifierPlaces(in: text).ranges.compactMap { range in
                String(scalars[range]).split(separator: "/").first.flatMap { RecordID(rawValue: String($0)) }
            })
    }

    private static func isOfIdentifier(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "-" || scalar == "/"
    }

    /// How much of a run of such characters is an id; `nil` where it begins with none.
    private static func length(of run: ArraySlice<Unicode.Scalar>) -> Int? {
        let parts = run.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard let first = parts.first, RecordID(rawValue: String(first)) != nil else { return nil }
        guard parts.count > 1, (6...26).contains(parts[1].count),
            String(parts[1]).utf8.allSatisfy(RecordID.alphabet.contains)
        else { return first.count }
        return first.count + 1 + parts[1].count
    }
}
