/// A value as it stands in one of the files of this folder, before it is known what it means.
enum FieldValue: Hashable, Sendable {
    case text(String)
    /// Without quotes in YAML: an id, a day, a number.
    case bare(String)
    /// A whole number in JSON.
    case number(Int)
    case list([FieldValue])
    case object([String: FieldValue])

    /// Quoted, or bare in YAML.
    var string: String? {
        switch self {
        case .text(let text), .bare(let text): text
        case .number, .list, .object: nil
        }
    }

    /// Canonical JSON: keys sorted, no spaces (RFC 8785 for texts, whole numbers, lists and objects with
    /// ASCII keys).
    var json: String {
        switch self {
        case .text(let text), .bare(let text): JSONText.quoted(text)
        case .number(let number): String(number)
        case .list(let items): "[" + items.map(\.json).joined(separator: ",") + "]"
        case .object(let values):
            "{"
                + values.sorted { $0.key < $1.key }
                .map { "\(JSONText.quoted($0.key)):\($0.value.json)" }.joined(separator: ",") + "}"
        }
    }

    /// A list of quoted texts on one line of YAML: `["a", "b"]`.
    static func yamlList(_ items: [String]) -> String {
        "[" + items.map(JSONText.quoted).joined(separator: ", ") + "]"
    }
}

/// The named values of a file or of one of its lines, with the place of each for a failure.
struct Fields {
    var values: [String: FieldValue] = [:]
    /// The line of each key, where keys stand on lines of their own.
    var lines: [String: Int] = [:]
    /// The line all keys stand on, where they share one.
    var line: Int?

    /// The value of a key that must be there.
    func one<Value>(_ key: String, _ make: (String) -> Value?) throws(PeopleTextFailure) -> Value {
        guard let text = values[key]?.string, let value = make(text) else { throw bad(key) }
        return value
    }

    /// The value of a key that may be left out.
    func maybe<Value>(_ key: String, _ make: (String) -> Value?) throws(PeopleTextFailure) -> Value? {
        values[key] == nil ? nil : try one(key, make)
    }

    /// The items of a list that must be there.
    func list<Value>(_ key: String, _ make: (FieldValue) -> Value?) throws(PeopleTextFailure) -> [Value] {
        guard case .list(let items)? = values[key] else { throw bad(key) }
        let made = items.compactMap(make)
        guard made.count == items.count else { throw bad(key) }
        return made
    }

    /// The items of a list of texts that must be there.
    func texts<Value>(_ key: String, _ make: (String) -> Value?) throws(PeopleTextFailure) -> [Value] {
        try list(key) { $0.string.flatMap(make) }
    }

    /// Who and when, from `<act>-by` and `<act>-at`.
    func provenance(_ act: String) throws(PeopleTextFailure) -> Provenance {
        Provenance(
            by: try one("\(act)-by") { MemberID(rawValue: $0) },
            at: try one("\(act)-at") { Timestamp(rawValue: $0) })
    }

    func bad(_ key: String) -> PeopleTextFailure {
        PeopleTextFailure(
            line: lines[key] ?? line, field: key,
            reason: "The value is missing or not one that this field can have.")
    }
}
