/// Writes and reads a record as its file holds it: front matter between two `---` lines, then the body.
///
/// The written form is canonical (format.md §3): fixed key order, one key a line, values bare where their alphabet is
/// fixed and JSON-quoted where people wrote them, which makes every line YAML as well. The reader takes exactly
/// that form; what a person's editor left is read by the archive through YAML.
package enum FrontMatter {
    /// Why a text is not a canonical record.
    package enum Failure: Error, Equatable, Sendable {
        case missing
        case line(Int)
        case field(String)
    }

    static let commonKeys: Set<String> = [
        "id", "kind", "version", "date", "time", "title", "participants", "captured-by", "captured-at",
        "saved-by",
        "saved-at", "nonce",
    ]

    /// The whole file of a record version.
    package static func text(of record: Record) -> String {
        var lines = [
            "---", "id: \(record.id)", "kind: \(record.kind.rawValue)", "version: \(record.version)",
        ]
        lines.append("date: \(record.day.rawValue)")
        if let time = record.time { lines.append("time: \(JSONText.quoted(time))") }
        lines.append("title: \(JSONText.quoted(record.title))")
        lines.append("participants: \(list(record.participants.map(\.rawValue)))")
        for (key, value) in record.details.sorted { lines.append("\(key): \(text(of: value))") }
        lines.append("captured-by: \(record.captured.by.rawValue)")
        lines.append("captured-at: \(record.captured.at.rawValue)")
        lines.append("saved-by: \(record.saved.by.rawValue)")
        lines.append("saved-at: \(record.saved.at.rawValue)")
        lines.append("nonce: \(record.nonce)")
        lines.append("---\n")
        return lines.joined(separator: "\n") + record.body
    }

    private static func text(of value: RecordDetails.Value) -> String {
        switch value {
        case .text(let text): JSONText.quoted(text)
        case .number(let number): String(number)
        case .list(let items): list(items)
        }
    }

    private static func list(_ items: [String]) -> String {
        "[" + items.map(JSONText.quoted).joined(separator: ", ") + "]"
    }

    /// Reads a canonical file.
    ///
    /// - Throws: ``Failure`` naming the line or the field that is not as the format says.
    package static func record(from bytes: [UInt8]) throws(Failure) -> Record {
        let (fields, bodyStart) = try fields(in: bytes)
        guard let body = String(validating: bytes[bodyStart...], as: UTF8.self) else { throw .field("body") }
        return try record(fields: fields, body: body)
    }

    /// Makes a record of named values and a body.
    ///
    /// - Throws: ``Failure/field(_:)`` with the first key that is missing or has an impossible value.
    package static func record(
        fields: [String: RecordDetails.Value], body: String
    ) throws(Failure) -> Record {
        let id = try value("id", fields) { RecordID(rawValue: $0) }
        guard case .number(let version)? = fields["version"], version >= 1 else { throw .field("version") }
        var details = RecordDetails()
        for (key, value) in fields where !commonKeys.contains(key) { details[key] = value }
        return Record(
            id: id,
            kind: try value("kind", fields) { RecordKind(rawValue: $0) },
            version: version,
            day: try value("date", fields) { CalendarDay(rawValue: $0) },
            time: fields["time"] == nil ? nil : try value("time", fields) { $0 },
            title: try value("title", fields) { $0 },
            participants: try handles(fields["participants"]),
            details: details,
            captured: try provenance("captured", fields),
            saved: try provenance("saved", fields),
            nonce: try value("nonce", fields) { isNonce($0) ? $0 : nil },
            body: body
        )
    }

    private static func provenance(
        _ act: String, _ fields: [String: RecordDetails.Value]
    ) throws(Failure) -> Provenance {
        Provenance(
            by: try value("\(act)-by", fields) { MemberID(rawValue: $0) },
            at: try value("\(act)-at", fields) { Timestamp(rawValue: $0) }
        )
    }

    private static func handles(_ value: RecordDetails.Value?) throws(Failure) -> [Handle] {
        guard case .list(let items)? = value else { throw .field("participants") }
        var handles: [Handle] = []
        for item in items {
            guard let handle = Handle(rawValue: item) else { throw .field("participants") }
            handles.append(handle)
        }
        return handles
    }

    private static func value<Value>(
        _ key: String, _ fields: [String: RecordDetails.Value], _ make: (String) -> Value?
    ) throws(Failure) -> Value {
        guard case .text(let text)? = fields[key], let value = make(text) else { throw .field(key) }
        return value
    }

    /// Whether a text is 32 bytes in lower-case hexadecimal.
    package static func isNonce(_ text: String) -> Bool {
        text.utf8.count == 64
            && text.utf8.allSatisfy {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
            }
    }
}
