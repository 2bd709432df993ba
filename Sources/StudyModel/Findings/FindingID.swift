/// Names one finding for as long as the study lives: `f-7f3k9`, or a name somebody chose, such as `open-door`.
package struct FindingID: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    /// 1 to 40 small letters and digits of ASCII, and dashes inside, because it names a file.
    package init?(rawValue: String) {
        guard RoundID(rawValue: rawValue) != nil else { return nil }
        self.rawValue = rawValue
    }

    /// The finding at a study path; `nil` for any other path.
    package init?(path: some StringProtocol) {
        guard path.hasPrefix("findings/"), path.hasSuffix(".yaml") else { return nil }
        self.init(rawValue: String(path.dropFirst(9).dropLast(5)))
    }

    /// Where it lies in the study.
    package var path: String { "findings/\(rawValue).yaml" }
}

extension FindingID: Comparable, CustomStringConvertible {
    package static func < (left: FindingID, right: FindingID) -> Bool { left.rawValue < right.rawValue }
    package var description: String { rawValue }
}
