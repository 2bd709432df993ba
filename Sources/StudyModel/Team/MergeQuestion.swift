/// A question that merging the work of several people raised: both changed the same, both versions are kept in history, and
/// somebody has to look (format.md §16.3).
package struct MergeQuestion: Hashable, Sendable, Codable {
    package enum Cause: String, Hashable, Sendable, Codable, CaseIterable {
        /// Both changed the same words or the same value.
        case bothChanged = "both-changed"
        /// One changed what the other took away; the change stands.
        case changedAndRemoved = "changed-and-removed"
        /// Two codes were given one name at one place; the later one got a number.
        case sameName = "same-name"
    }

    package var id: QuestionID
    package var cause: Cause
    /// The study path it is about.
    package var about: String
    /// What of it: names of values, `body` for a text; empty for the whole file.
    package var fields: [String]
    /// SHA-256 of the file whose words stand now where both changed the same.
    package var kept: String
    /// SHA-256 of the other file; `nil` where the other took it away.
    package var other: String?

    package init(
        id: QuestionID, cause: Cause, about: String, fields: [String] = [], kept: String, other: String?
    ) {
        self.id = id
        self.cause = cause
        self.about = about
        self.fields = fields
        self.kept = kept
        self.other = other
    }

    /// Where it lies in the study.
    package var path: String { Self.path(of: id) }

    package static func path(of id: QuestionID) -> String { "questions/\(id).yaml" }

    /// The question at a study path; `nil` for any other path.
    package static func id(ofPath path: some StringProtocol) -> QuestionID? {
        guard path.hasPrefix("questions/"), path.hasSuffix(".yaml") else { return nil }
        return QuestionID(rawValue: String(path.dropFirst(10).dropLast(5)))
    }
}

/// A question's id: `q-` and ten characters of the alphabet of record ids.
package struct QuestionID: RawRepresentable, Hashable, Sendable, Codable, Comparable, CustomStringConvertible
{
    package let rawValue: String

    package init?(rawValue: String) {
        guard rawValue.hasPrefix("q-"), rawValue.utf8.count == 12,
            rawValue.dropFirst(2).utf8.allSatisfy({ Self.alphabet.contains($0) })
        else { return nil }
        self.rawValue = rawValue
    }

    /// The id that follows from a digest in hexadecimal, so that everybody who merges the same asks the same.
    ///
    /// - Precondition: `digest` begins with ten hexadecimal digits, which are a part of the alphabet.
    package init(digest: String) { rawValue = "q-\(digest.prefix(10))" }

    package var description: String { rawValue }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    private static let alphabet = Set("0123456789abcdefghjkmnpqrstvwxyz".utf8)
}

/// Writes and reads a question as `questions/<id>.yaml` holds it (format.md §16.3).
package enum MergeQuestionText {
    /// The whole file.
    package static func bytes(of question: MergeQuestion) -> [UInt8] {
        var lines = [
            "question: \(question.id)", "cause: \(question.cause.rawValue)",
            "about: \(JSONText.quoted(question.about))", "fields: \(FieldValue.yamlList(question.fields))",
            "kept: \(question.kept)",
        ]
        if let other = question.other { lines.append("other: \(other)") }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    /// Reads a canonical file.
    ///
    /// - Throws: ``PeopleTextFailure`` with the line or the field that is not as the format says.
    package static func question(from bytes: [UInt8]) throws(PeopleTextFailure) -> MergeQuestion {
        let fields = try FieldLines.fields(in: bytes)
        let question = MergeQuestion(
            id: try fields.one("question") { QuestionID(rawValue: $0) },
            cause: try fields.one("cause") { MergeQuestion.Cause(rawValue: $0) },
            about: try fields.one("about") { $0 }, fields: try fields.texts("fields") { $0 },
            kept: try fields.one("kept") { $0 }, other: try fields.maybe("other") { $0 })
        try FieldLines.check(bytes, is: String(decoding: self.bytes(of: question), as: UTF8.self))
        return question
    }
}
