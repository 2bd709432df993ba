/// Writes and reads an erasure's file (format.md §23); the form is canonical as that of ``CaseText``.
package enum ErasureText {
    /// The largest file that is read, in bytes: 64 MiB.
    package static let largest = 64 << 20

    /// The whole file.
    package static func text(of value: Erasure) -> String {
        var lines = ["id: \(JSONText.quoted(value.id.rawValue))", "basis: \(value.basis.rawValue)"]
        if let kept = value.class { lines.append("class: \(kept.rawValue)") }
        if let withdrawal = value.withdrawal {
            lines.append("withdrawal: \(JSONText.quoted(withdrawal.rawValue))")
        }
        if let participant = value.participant { lines.append("participant: \(participant.rawValue)") }
        lines.append("paths: \(FieldValue.yamlList(value.paths))")
        lines.append("reasons: \(FieldValue.yamlList(value.reasons.map(\.rawValue)))")
        lines.append("covers: \(FieldValue.yamlList(value.covers.map(\.text)))")
        lines.append("denied: \(FieldValue.yamlList(value.denied))")
        lines.append("recorded-by: \(value.recorded.by.rawValue)")
        lines.append("recorded-at: \(value.recorded.at.rawValue)")
        return lines.joined(separator: "\n") + "\n"
    }

    /// Reads a canonical file.
    ///
    /// - Throws: ``PeopleTextFailure`` with the line or the field that is not as the format says.
    package static func erasure(from bytes: [UInt8]) throws(PeopleTextFailure) -> Erasure {
        let fields = try FieldLines.fields(in: bytes, limit: largest)
        let value = Erasure(
            id: try fields.one("id") { OperationID(rawValue: $0) },
            basis: try fields.one("basis") { Erasure.Basis(rawValue: $0) },
            class: try fields.maybe("class") { RetentionClass(rawValue: $0) },
            withdrawal: try fields.maybe("withdrawal") { OperationID(rawValue: $0) },
            participant: try fields.maybe("participant") { Handle(rawValue: $0) },
            paths: try fields.texts("paths") { $0 },
            reasons: try fields.texts("reasons") { OperationID(rawValue: $0) },
            covers: try fields.texts("covers") { LeafRange($0) },
            denied: try fields.texts("denied") { Self.commit($0) },
            recorded: try fields.provenance("recorded"))
        try FieldLines.check(bytes, is: text(of: value))
        return value
    }

    private static func commit(_ text: String) -> String? {
        text.utf8.count == 40 && text.utf8.allSatisfy { $0 &- 0x30 < 10 || $0 &- 0x61 < 6 } ? text : nil
    }
}
