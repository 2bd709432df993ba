/// Names one feedback cycle for as long as the study lives: `c-7f3k9`.
///
/// It is a part of the token by which answers by e-mail find their cycle, so it is always of this form.
package struct CycleID: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    package init?(rawValue: String) {
        guard rawValue.hasPrefix("c-"), rawValue.utf8.count == 7,
            rawValue.utf8.dropFirst(2).allSatisfy(RecordID.alphabet.contains)
        else { return nil }
        self.rawValue = rawValue
    }

    /// The cycle at a study path; `nil` for any other path.
    package init?(path: some StringProtocol) {
        guard path.hasPrefix("cycles/"), path.hasSuffix(".yaml") else { return nil }
        self.init(rawValue: String(path.dropFirst(7).dropLast(5)))
    }

    /// Where it lies in the study.
    package var path: String { "cycles/\(rawValue).yaml" }

    /// What a mail carries in its subject or text to be filed with the cycle: `[rir c-7f3k9]`.
    package var token: String { "[rir \(rawValue)]" }

    /// The cycles whose token stands in a text, in any capitals, in the order of the text and each once.
    package static func tokens(in text: String) -> [CycleID] {
        ReplyToken.names(in: text).compactMap { CycleID(rawValue: $0) }
    }
}

extension CycleID: Comparable, CustomStringConvertible {
    package static func < (left: CycleID, right: CycleID) -> Bool { left.rawValue < right.rawValue }
    package var description: String { rawValue }
}
