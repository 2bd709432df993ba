/// Names one memo for as long as it lives: `m-7f3k9q2mzz`.
package struct MemoID: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    package init?(rawValue: String) {
        guard rawValue.hasPrefix("m-"), rawValue.utf8.count == 12,
            rawValue.utf8.dropFirst(2).allSatisfy(RecordID.alphabet.contains)
        else { return nil }
        self.rawValue = rawValue
    }
}

extension MemoID: Comparable {
    package static func < (left: MemoID, right: MemoID) -> Bool { left.rawValue < right.rawValue }
}

extension MemoID: CustomStringConvertible {
    package var description: String { rawValue }
}
