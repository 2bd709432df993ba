/// Writes and reads a code as `codebook/<path>.yaml` holds it (format.md §12.1).
///
/// The written form is canonical: fixed key order, one key a line, JSON-quoted where people wrote the value; keys whose
/// value is empty are left out.
package enum CodeText {
    /// The whole file.
    package static func text(of code: Code) -> String {
        var lines = [
            "code: \(code.id.rawValue)", "name: \(JSONText.quoted(code.name))",
            "origin: \(code.origin.rawValue)", "status: \(code.status.rawValue)",
        ]
        func add(_ key: String, _ text: String) {
            if !text.isEmpty { lines.append("\(key): \(JSONText.quoted(text))") }
        }
        add("colour", code.colour ?? "")
        add("definition", code.definition)
        add("use-when", code.useWhen)
        add("not-when", code.notWhen)
        add("example", code.example)
        if code.isCategory { lines.append("category: yes") }
        if let scale = code.scale {
            lines.append("scale: \(FieldValue.yamlList(["\(scale.lowest)", "\(scale.highest)"]))")
        }
        lines.append("revision: \(code.revision)")
        if !code.replacedBy.isEmpty {
            lines.append("replaced-by: \(FieldValue.yamlList(code.replacedBy.map(\.rawValue)))")
        }
        add("guid", code.guid ?? "")
        lines += [
            "entered-by: \(code.entered.by.rawValue)", "entered-at: \(code.entered.at.rawValue)",
            "changed-by: \(code.changed.by.rawValue)", "changed-at: \(code.changed.at.rawValue)",
            "nonce: \(code.nonce)",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    /// Reads a canonical file.
    ///
    /// - Throws: ``PeopleTextFailure`` with the line or the field that is not as the format says.
    package static func code(from bytes: [UInt8]) throws(PeopleTextFailure) -> Code {
        let fields = try FieldLines.fields(in: bytes)
        func text(_ key: String) throws(PeopleTextFailure) -> String { try fields.maybe(key) { $0 } ?? "" }
        let code = Code(
            id: try fields.one("code") { CodeID(rawValue: $0) }, name: try fields.one("name") { $0 },
            origin: try fields.one("origin") { Code.Origin(rawValue: $0) },
            status: try fields.one("status") { Code.Status(rawValue: $0) },
            colour: try fields.maybe("colour") { $0 }, definition: try text("definition"),
            useWhen: try text("use-when"), notWhen: try text("not-when"), example: try text("example"),
            isCategory: try fields.maybe("category") { $0 == "yes" ? true : nil } ?? false,
            scale: try scale(fields), revision: try fields.one("revision") { Int($0) },
            replacedBy: fields.values["replaced-by"] == nil
                ? [] : try fields.texts("replaced-by") { CodeID(rawValue: $0) },
            guid: try fields.maybe("guid") { $0 }, entered: try fields.provenance("entered"),
            changed: try fields.provenance("changed"),
            nonce: try fields.one("nonce") { FrontMatter.isNonce($0) ? $0 : nil })
        if let problem = code.problem { throw PeopleTextFailure(line: nil, reason: problem) }
        try FieldLines.check(bytes, is: self.text(of: code))
        return code
    }

    private static func scale(_ fields: Fields) throws(PeopleTextFailure) -> Code.Scale? {
        guard fields.values["scale"] != nil else { return nil }
        let ends = try fields.texts("scale") { Int($0) }
        guard ends.count == 2, let scale = Code.Scale(lowest: ends[0], highest: ends[1]) else {
            throw fields.bad("scale")
        }
        return scale
    }
}
