/// Writes and reads a case as `cases/<id>.yaml` holds it (format.md §10.1).
///
/// The written form is canonical: fixed key order, one key a line, bare where the alphabet is fixed and
/// JSON-quoted where people wrote the value. The reader takes exactly that form; what an editor left is read
/// through YAML, and ``Case/init(id:kind:status:attributes:guid:added:nonce:)`` takes what was found there.
package enum CaseText {
    /// The whole file.
    package static func text(of value: Case) -> String {
        var lines = ["handle: \(value.id.rawValue)", "kind: \(value.kind.rawValue)"]
        lines.append("status: \(value.status.rawValue)")
        lines.append(value.attributes.isEmpty ? "attributes: {}" : "attributes:")
        for (name, attribute) in value.attributes.sorted(by: { $0.key < $1.key }) {
            lines.append("  \(name): \(text(of: attribute))")
        }
        if let guid = value.guid { lines.append("guid: \(JSONText.quoted(guid))") }
        lines.append("added-by: \(value.added.by.rawValue)")
        lines.append("added-at: \(value.added.at.rawValue)")
        lines.append("nonce: \(value.nonce)")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func text(of value: CaseValue) -> String {
        switch value {
        case .text(let text): JSONText.quoted(text)
        case .number(let number): SurveyValue.text(of: number)
        case .date(let day): day.rawValue
        case .list(let items): FieldValue.yamlList(items)
        }
    }

    /// Reads a canonical file.
    ///
    /// - Throws: ``PeopleTextFailure`` with the line or the field that is not as the format says.
    package static func value(from bytes: [UInt8]) throws(PeopleTextFailure) -> Case {
        let fields = try FieldLines.fields(in: bytes)
        guard case .object(let inner)? = fields.values["attributes"] else { throw fields.bad("attributes") }
        var attributes: [String: CaseValue] = [:]
        for (name, field) in inner {
            guard let value = attribute(field) else {
                throw PeopleTextFailure(
                    line: fields.lines["attributes.\(name)"], reason: "The value is none of an attribute.")
            }
            attributes[name] = value
        }
        let value = Case(
            id: try fields.one("handle") { CaseID(rawValue: $0) },
            kind: try fields.one("kind") { CaseKind(rawValue: $0) },
            status: try fields.one("status") { Case.Status(rawValue: $0) },
            attributes: attributes, guid: try fields.maybe("guid") { $0 },
            added: try fields.provenance("added"),
            nonce: try fields.one("nonce") { FrontMatter.isNonce($0) ? $0 : nil })
        if let problem = value.problem { throw PeopleTextFailure(line: nil, reason: problem) }
        try FieldLines.check(bytes, is: text(of: value))
        return value
    }

    private static func attribute(_ field: FieldValue) -> CaseValue? {
        switch field {
        case .text(let text): return .text(text)
        case .bare(let text):
            if let day = CalendarDay(rawValue: text) { return .date(day) }
            return Double(text).flatMap { $0.isFinite ? .number($0) : nil }
        case .list(let items):
            let texts = items.compactMap(\.string)
            return texts.count == items.count ? .list(texts) : nil
        case .number, .object: return nil
        }
    }
}
