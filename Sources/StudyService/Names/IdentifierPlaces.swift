internal import StudyModel

/// Where ids of the study stand in a text: `2020-04-15-minutes-7f3k`, with the coding a citation names behind a slash;
/// and in a citation the beginning or the end of a record's id too, as people type it.
///
/// Their random characters can look like a name or a postcode, and say nothing about anybody.
struct IdentifierPlaces {
    /// In Unicode scalars; the whole ids first, then the citations, each in the order of the text.
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
        self.ranges = ranges + Self.cited(in: text)
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

    /// The citations of codings whose two parts can be parts of ids.
    private static func cited(in text: String) -> [Range<Int>] {
        guard text.contains("[[") else { return [] }
        return DraftSource(text).citations.filter { citation in
            guard let coded = citation.coded else { return false }
            return coded.record.unicodeScalars.allSatisfy { isOfIdentifier($0) && $0 != "/" }
                && coded.coding.unicodeScalars.allSatisfy(isRandom)
        }
        .map(\.range)
    }

    private static func isOfIdentifier(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "-" || scalar == "/"
    }

    /// How much of a run of such characters is an id; `nil` where it begins with none.
    private static func length(of run: ArraySlice<Unicode.Scalar>) -> Int? {
        let parts = run.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard let first = parts.first, RecordID(rawValue: String(first)) != nil || isDrawn(first) else {
            return nil
        }
        guard parts.count > 1, (6...26).contains(parts[1].count), parts[1].allSatisfy(isRandom) else {
            return first.count
        }
        return first.count + 1 + parts[1].count
    }

    /// Whether this is the id of a code, a finding, a memo, a workshop or the like: a letter and 5 to 10 random
    /// characters, one of them a digit.
    private static func isDrawn(_ id: ArraySlice<Unicode.Scalar>) -> Bool {
        let random = id.dropFirst(2)
        return ["c-", "d-", "f-", "m-", "q-", "w-"].contains(String(String.UnicodeScalarView(id.prefix(2))))
            && (5...10).contains(random.count) && random.allSatisfy(isRandom)
            && random.contains { ("0"..."9").contains($0) }
    }

    private static func isRandom(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && RecordID.alphabet.contains(UInt8(scalar.value))
    }
}
