/// Writes and reads a report draft as `drafts/<name>.md` holds it (format.md §21): front matter, then the newest version.
///
/// The written form is canonical; the reader takes exactly that form.
package enum ReportDraftText {
    private static let lists = ["versions", "citations", "events"]

    /// The whole file.
    package static func text(of draft: ReportDraft) -> String {
        let lines =
            ["---", "draft: \(draft.id)", "title: \(JSONText.quoted(draft.title))", "nonce: \(draft.nonce)"]
            + ItemLines.lines("versions", draft.versions.map(\.values))
            + ItemLines.lines("citations", draft.citations.map(\.values))
            + ItemLines.lines("events", draft.events.map(\.values)) + ["---", ""]
        return lines.joined(separator: "\n") + draft.body
    }

    package static func bytes(of draft: ReportDraft) -> [UInt8] { Array(text(of: draft).utf8) }

    /// Reads a canonical file.
    ///
    /// - Throws: ``PeopleTextFailure`` with the line or the field that is not as the format says.
    package static func draft(from bytes: [UInt8]) throws(PeopleTextFailure) -> ReportDraft {
        let (head, bodyStart) = try parts(of: bytes)
        guard let body = String(validating: bytes[bodyStart...], as: UTF8.self) else {
            throw PeopleTextFailure(line: nil, field: "body", reason: "The text is not UTF-8.")
        }
        let (fields, lists) = try ItemLines.parts(of: head, lists: Self.lists)
        var draft = ReportDraft(
            id: try fields.one("draft") { ReportDraftID(rawValue: $0) },
            title: try fields.one("title") { $0 }, versions: [],
            nonce: try fields.one("nonce") { FrontMatter.isNonce($0) ? $0 : nil }, body: body)
        for item in lists["versions"] ?? [] {
            draft.versions.append(try ReportDraft.Version(fields: item))
        }
        for item in lists["citations"] ?? [] {
            draft.citations.append(try ReportDraft.Seen(fields: item))
        }
        for item in lists["events"] ?? [] { draft.events.append(try ReportDraft.Event(fields: item)) }
        if let problem = draft.problem { throw PeopleTextFailure(line: nil, reason: problem) }
        try FieldLines.check(bytes, is: text(of: draft))
        return draft
    }

    /// The lines between the two `---`, and where the body begins.
    private static func parts(of bytes: [UInt8]) throws(PeopleTextFailure) -> ([UInt8], Int) {
        var head: [UInt8] = []
        for (number, range) in zip(1..., Bytes.lines(bytes)) {
            let isRule = bytes[range].elementsEqual("---".utf8)
            if number == 1, !isRule { break }
            if number > 1, isRule { return (head, min(range.upperBound + 1, bytes.count)) }
            // A line of the head in place of the first, so that places in the file stay what they are.
            head += (number == 1 ? Array("item-0: \"\"".utf8) : Array(bytes[range])) + [0x0A]
        }
        throw PeopleTextFailure(line: 1, reason: "There is no front matter between two lines '---'.")
    }
}

extension ReportDraft.Version {
    fileprivate var values: [String: FieldValue] {
        var values: [String: FieldValue] = [
            "at": .text(written.at.rawValue), "by": .text(written.by.rawValue),
            "cause": .text(cause.rawValue), "id": .text(id.rawValue), "number": .number(number),
        ]
        values["reason"] = reason.map { .text($0) }
        values["text"] = text.map { .text($0) }
        return values
    }

    fileprivate init(fields: Fields) throws(PeopleTextFailure) {
        self.init(
            id: try fields.one("id") { OperationID(rawValue: $0) }, number: try fields.number("number"),
            written: Provenance(
                by: try fields.one("by") { MemberID(rawValue: $0) },
                at: try fields.one("at") { Timestamp(rawValue: $0) }),
            cause: try fields.one("cause") { ReportDraft.Cause(rawValue: $0) },
            reason: try fields.maybe("reason") { $0 }, text: try fields.maybe("text") { $0 })
    }
}

extension ReportDraft.Seen {
    fileprivate var values: [String: FieldValue] {
        var values: [String: FieldValue] = [
            "citation": .text(citation), "digest": .text(digest), "salt": .text(salt),
        ]
        values["code"] = code.map { .text($0.rawValue) }
        return values
    }

    fileprivate init(fields: Fields) throws(PeopleTextFailure) {
        self.init(
            citation: try fields.one("citation") { $0.isEmpty ? nil : $0 },
            code: try fields.maybe("code") { CodeID(rawValue: $0) },
            salt: try fields.one("salt") { FrontMatter.isNonce($0) ? $0 : nil },
            digest: try fields.one("digest") { FrontMatter.isNonce($0) ? $0 : nil })
    }
}

extension ReportDraft.Event {
    fileprivate var values: [String: FieldValue] {
        let texts: [String: String?] = [
            "act": act.rawValue, "at": at.rawValue, "by": by.rawValue, "comment": comment?.rawValue,
            "due": due?.rawValue, "group": group, "handle": handle?.rawValue, "id": id.rawValue,
            "outcome": outcome?.rawValue, "quote": quote, "reason": reason, "record": record?.rawValue,
            "round": round?.rawValue, "text": text, "version": version?.rawValue,
        ]
        var values = texts.compactMapValues { $0.map { FieldValue.text($0) } }
        if !audience.isEmpty { values["audience"] = .list(audience.map { .text($0) }) }
        values["from"] = from.map { .number($0) }
        values["to"] = to.map { .number($0) }
        return values
    }

    fileprivate init(fields: Fields) throws(PeopleTextFailure) {
        self.init(
            try fields.one("act") { Act(rawValue: $0) },
            id: try fields.one("id") { OperationID(rawValue: $0) },
            by: try fields.one("by") { MemberID(rawValue: $0) },
            at: try fields.one("at") { Timestamp(rawValue: $0) })
        round = try fields.maybe("round") { CommentRoundID(rawValue: $0) }
        version = try fields.maybe("version") { OperationID(rawValue: $0) }
        audience = try fields.maybeTexts("audience") { Cycle.isAudience($0) ? $0 : nil }
        due = try fields.maybe("due") { CalendarDay(rawValue: $0) }
        group = try fields.maybe("group") { Cycle.isAudience($0) ? $0 : nil }
        handle = try fields.maybe("handle") { Handle(rawValue: $0) }
        record = try fields.maybe("record") { RecordID(rawValue: $0) }
        from = fields.values["from"] == nil ? nil : try fields.number("from")
        to = fields.values["to"] == nil ? nil : try fields.number("to")
        quote = try fields.maybe("quote") { $0 }
        text = try fields.maybe("text") { $0 }
        comment = try fields.maybe("comment") { OperationID(rawValue: $0) }
        outcome = try fields.maybe("outcome") { ReportDraft.Outcome(rawValue: $0) }
        reason = try fields.maybe("reason") { $0 }
    }
}
