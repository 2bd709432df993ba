import StudyModel

/// Finds a text in a record, in any capitals.
struct TextSearch: Sendable {
    private let folded: [UInt32]

    init(_ text: CoderText) { folded = text.scalars.map(Self.fold) }

    /// The first place at or behind `position` where `wanted` stands, else the first from the beginning.
    func next(_ wanted: String, from position: Int) -> Range<Int>? {
        let needle = wanted.unicodeScalars.map(Self.fold)
        guard !needle.isEmpty, needle.count <= folded.count else { return nil }
        let last = folded.count - needle.count
        let start = max(0, min(position, last + 1))
        let found =
            (start..<last + 1).first { matches(needle, at: $0) }
            ?? (0..<start).first {
                matches(needle, at: $0)
            }
        return found.map { $0..<$0 + needle.count }
    }

    /// The last place before `position`, else the last of all.
    func previous(_ wanted: String, before position: Int) -> Range<Int>? {
        let needle = wanted.unicodeScalars.map(Self.fold)
        guard !needle.isEmpty, needle.count <= folded.count else { return nil }
        let count = folded.count - needle.count + 1
        let start = max(0, min(position, count))
        let found =
            (0..<start).last { matches(needle, at: $0) }
            ?? (start..<count).last {
                matches(needle, at: $0)
            }
        return found.map { $0..<$0 + needle.count }
    }

    private func matches(_ needle: [UInt32], at position: Int) -> Bool {
        guard folded[position] == needle[0] else { return false }
        for index in 1..<max(1, needle.count) where folded[position + index] != needle[index] { return false }
        return true
    }

    private static func fold(_ scalar: Unicode.Scalar) -> UInt32 {
        if scalar.isASCII { return ("A"..."Z").contains(scalar) ? scalar.value | 0x20 : scalar.value }
        if scalar == "\u{2019}" || scalar == "\u{2018}" { return 0x27 }
        guard scalar.properties.changesWhenLowercased else { return scalar.value }
        let lower = scalar.properties.lowercaseMapping.unicodeScalars
        return lower.count == 1 ? lower.first?.value ?? scalar.value : scalar.value
    }
}
