/// Names one report draft for as long as the study lives: a name somebody chose, such as `interim-report`.
package struct ReportDraftID: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    /// 1 to 40 small letters and digits of ASCII, and dashes inside, because it names a file.
    package init?(rawValue: String) {
        guard RoundID(rawValue: rawValue) != nil else { return nil }
        self.rawValue = rawValue
    }

    /// The draft at a study path; `nil` for any other path.
    package init?(path: some StringProtocol) {
        guard path.hasPrefix("drafts/"), path.hasSuffix(".md") else { return nil }
        self.init(rawValue: String(path.dropFirst(7).dropLast(3)))
    }

    /// Where it lies in the study.
    package var path: String { "drafts/\(rawValue).md" }
}

extension ReportDraftID: Comparable, CustomStringConvertible {
    package static func < (left: ReportDraftID, right: ReportDraftID) -> Bool {
        left.rawValue < right.rawValue
    }
    package var description: String { rawValue }
}

/// Names one comment round of a report draft: `d-7f3k9`.
///
/// It is a part of the token by which comments by e-mail find their round, so it is always of this form.
package struct CommentRoundID: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    package init?(rawValue: String) {
        guard rawValue.hasPrefix("d-"), rawValue.utf8.count == 7,
            rawValue.utf8.dropFirst(2).allSatisfy(RecordID.alphabet.contains)
        else { return nil }
        self.rawValue = rawValue
    }

    /// What a mail or a Word file carries to be filed with the round: `[rir d-7f3k9]`.
    package var token: String { "[rir \(rawValue)]" }

    /// The rounds whose token stands in a text, in any capitals, in the order of the text and each once.
    package static func tokens(in text: String) -> [CommentRoundID] {
        ReplyToken.names(in: text).compactMap { CommentRoundID(rawValue: $0) }
    }
}

extension CommentRoundID: Comparable, CustomStringConvertible {
    package static func < (left: CommentRoundID, right: CommentRoundID) -> Bool {
        left.rawValue < right.rawValue
    }
    package var description: String { rawValue }
}
