package import StudyModel
internal import Yams

/// Reads a case's file as a person or a template may have left it: canonical, or any YAML with the same keys.
package enum CaseReader {
    /// - Parameters:
    ///   - added: who added it, where the file doesn't say.
    ///   - nonce: 32 fresh random bytes in hexadecimal, for a file that is not in the canonical form.
    /// - Returns: `nil` for what is no case.
    package static func value(from bytes: [UInt8], added: Provenance, nonce: String) -> Case? {
        if let value = try? CaseText.value(from: bytes) { return value }
        guard let text = String(validating: bytes, as: UTF8.self),
            let mapping = (try? Yams.compose(yaml: text))?.mapping,
            let id = mapping["handle"]?.string.flatMap({ CaseID(rawValue: $0) }),
            let kind = mapping["kind"]?.string.flatMap({ CaseKind(rawValue: $0) })
        else { return nil }
        var value = Case(id: id, kind: kind, added: self.added(mapping) ?? added, nonce: nonce)
        if let status = mapping["status"]?.string {
            guard let known = Case.Status(rawValue: status) else { return nil }
            value.status = known
        }
        value.guid = mapping["guid"]?.string
        for (name, node) in mapping["attributes"]?.mapping ?? [:] {
            guard let name = name.string, let attribute = attribute(node) else { return nil }
            value.attributes[name] = attribute
        }
        return value.problem == nil ? value : nil
    }

    private static func added(_ mapping: Node.Mapping) -> Provenance? {
        guard let by = mapping["added-by"]?.string.flatMap({ MemberID(rawValue: $0) }),
            let at = mapping["added-at"]?.string.flatMap({ Timestamp(rawValue: $0) })
        else { return nil }
        return Provenance(by: by, at: at)
    }

    /// A quoted value is a text; a bare one is a day or a number where it reads as one.
    private static func attribute(_ node: Node) -> CaseValue? {
        if let items = node.sequence {
            let texts = items.compactMap(\.string)
            return texts.count == items.count ? .list(texts) : nil
        }
        guard let scalar = node.scalar else { return nil }
        if scalar.style == .plain || scalar.style == .any {
            if let day = CalendarDay(rawValue: scalar.string[...]) { return .date(day) }
            if let number = Double(scalar.string), number.isFinite { return .number(number) }
        }
        return .text(scalar.string)
    }
}
