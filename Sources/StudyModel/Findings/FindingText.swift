/// Writes and reads a finding as `findings/<id>.yaml` holds it (format.md §17).
///
/// The written form is canonical; the reader takes exactly that form.
package enum FindingText {
    /// The whole file.
    package static func text(of finding: Finding) -> String {
        let lines =
            ["finding: \(finding.id)", "nonce: \(finding.nonce)"]
            + ItemLines.lines("versions", finding.versions.map(\.values))
        return lines.joined(separator: "\n") + "\n"
    }

    package static func bytes(of finding: Finding) -> [UInt8] { Array(text(of: finding).utf8) }

    /// Reads a canonical file.
    ///
    /// - Throws: ``PeopleTextFailure`` with the line or the field that is not as the format says.
    package static func finding(from bytes: [UInt8]) throws(PeopleTextFailure) -> Finding {
        let (fields, lists) = try ItemLines.parts(of: bytes, lists: ["versions"])
        var versions: [Finding.Version] = []
        for item in lists["versions"] ?? [] {
            let version = try Finding.Version(fields: item)
            if let problem = version.problem { throw PeopleTextFailure(line: item.line, reason: problem) }
            versions.append(version)
        }
        guard !versions.isEmpty else {
            throw PeopleTextFailure(line: nil, field: "versions", reason: "A finding has a first version.")
        }
        guard Set(versions.map(\.id)).count == versions.count else {
            throw PeopleTextFailure(line: nil, field: "versions", reason: "An id stands twice.")
        }
        let finding = Finding(
            id: try fields.one("finding") { FindingID(rawValue: $0) }, versions: versions,
            nonce: try fields.one("nonce") { FrontMatter.isNonce($0) ? $0 : nil })
        try FieldLines.check(bytes, is: text(of: finding))
        return finding
    }
}

extension Finding.Version {
    fileprivate var values: [String: FieldValue] {
        var values: [String: FieldValue] = [
            "at": .text(written.at.rawValue), "by": .text(written.by.rawValue),
            "cause": .text(cause.rawValue), "id": .text(id.rawValue),
            "links": .list(links.map { .object($0.values) }), "number": .number(number),
            "state": .text(state.rawValue), "statement": .text(statement),
        ]
        values["searched"] = searched.map { .text($0) }
        values["reason"] = reason.map { .text($0) }
        values["cycle"] = cycle.map { .text($0.rawValue) }
        if !responses.isEmpty { values["responses"] = .list(responses.map { .text($0.rawValue) }) }
        return values
    }

    fileprivate init(fields: Fields) throws(PeopleTextFailure) {
        self.init(
            id: try fields.one("id") { OperationID(rawValue: $0) }, number: try fields.number("number"),
            state: try fields.one("state") { Finding.State(rawValue: $0) },
            statement: try fields.one("statement") { $0 },
            links: try fields.list("links") { Finding.Link(value: $0) },
            searched: try fields.maybe("searched") { $0 },
            written: Provenance(
                by: try fields.one("by") { MemberID(rawValue: $0) },
                at: try fields.one("at") { Timestamp(rawValue: $0) }),
            cause: try fields.one("cause") { Finding.Cause(rawValue: $0) },
            reason: try fields.maybe("reason") { $0 },
            cycle: try fields.maybe("cycle") { CycleID(rawValue: $0) },
            responses: try fields.maybeTexts("responses") { OperationID(rawValue: $0) })
    }
}

extension Finding.Link {
    fileprivate var values: [String: FieldValue] {
        var values: [String: FieldValue] = [
            "record": .text(record.rawValue), "side": .text(side.rawValue),
        ]
        values["coding"] = coding.map { .text($0.rawValue) }
        return values
    }

    fileprivate init?(value: FieldValue) {
        guard case .object(let values) = value,
            let record = values["record"]?.string.flatMap({ RecordID(rawValue: $0) }),
            let side = values["side"]?.string.flatMap({ Finding.Side(rawValue: $0) })
        else { return nil }
        let coding = values["coding"]?.string.flatMap { CodingID(rawValue: $0) }
        if values["coding"] != nil, coding == nil { return nil }
        self.init(side, record, coding: coding)
    }
}
