package import StudyModel
internal import Yams

/// Reads a code's file as a person or a template may have left it: canonical, or any YAML with the same keys.
package enum CodeReader {
    /// - Parameters:
    ///   - id: for a file that names no code.
    ///   - entered: who entered it, where the file doesn't say.
    ///   - nonce: 32 fresh random bytes in hexadecimal, for a file without one.
    /// - Returns: `nil` for what is no code.
    package static func code(
        from bytes: [UInt8], id: CodeID, entered: Provenance, nonce: String
    ) -> Code? {
        if let code = try? CodeText.code(from: bytes) { return code }
        guard let text = String(validating: bytes, as: UTF8.self),
            let mapping = (try? Yams.compose(yaml: text))?.mapping,
            let name = (mapping["name"] ?? mapping["title"])?.string
        else { return nil }
        var code = Code(
            id: mapping["code"]?.string.flatMap { CodeID(rawValue: $0) } ?? id, name: name,
            entered: provenance(mapping, "entered") ?? entered,
            changed: provenance(mapping, "changed") ?? entered, nonce: nonce)
        func words(_ key: String) -> String { mapping[key]?.string ?? "" }
        guard let origin = value(mapping["origin"], Code.Origin.inductive),
            let status = value(mapping["status"], Code.Status.draft)
        else { return nil }
        (code.origin, code.status) = (origin, status)
        code.colour = mapping["colour"]?.string?.lowercased()
        (code.definition, code.example) = (words("definition"), words("example"))
        // Templates once called these 'use' and 'avoid', and the name 'title'.
        code.useWhen = mapping["use-when"] == nil ? words("use") : words("use-when")
        code.notWhen = mapping["not-when"] == nil ? words("avoid") : words("not-when")
        code.isCategory = mapping["category"]?.bool ?? (words("category") == "yes")
        code.revision = mapping["revision"]?.int ?? 1
        code.guid = mapping["guid"]?.string
        code.replacedBy = (mapping["replaced-by"]?.sequence ?? []).compactMap {
            $0.string.flatMap { CodeID(rawValue: $0) }
        }
        let ends = (mapping["scale"]?.sequence ?? []).compactMap { $0.string.flatMap { Int($0) } }
        if ends.count == 2 { code.scale = Code.Scale(lowest: ends[0], highest: ends[1]) }
        return code.problem == nil ? code : nil
    }

    private static func value<Value: RawRepresentable>(_ node: Node?, _ usual: Value) -> Value?
    where Value.RawValue == String {
        guard let node else { return usual }
        return node.string.flatMap { Value(rawValue: $0) }
    }

    private static func provenance(_ mapping: Node.Mapping, _ act: String) -> Provenance? {
        guard let by = mapping["\(act)-by"]?.string.flatMap({ MemberID(rawValue: $0) }),
            let at = mapping["\(act)-at"]?.string.flatMap({ Timestamp(rawValue: $0) })
        else { return nil }
        return Provenance(by: by, at: at)
    }
}
