/// The form of one message or value of the API.
struct Schema: Sendable {
    /// The form of a field.
    indirect enum Shape: Sendable {
        case text
        case whole
        /// A whole number or nothing.
        case wholeOrNull
        case number
        /// A number or nothing.
        case numberOrNull
        /// An object whose keys are data.
        case map
        case flag
        case ref(String)
        case list(Shape)

        var json: OrderedJSON {
            switch self {
            case .text: ["type": "string"]
            case .whole: ["type": "integer"]
            case .wholeOrNull: ["type": ["integer", "null"]]
            case .number: ["type": "number"]
            case .numberOrNull: ["type": ["number", "null"]]
            case .map: ["type": "object"]
            case .flag: ["type": "boolean"]
            case .ref(let name): ["$ref": .text("#/components/schemas/\(name)")]
            case .list(let item): ["type": "array", "items": item.json]
            }
        }
    }

    /// A field of a message.
    struct Field: Sendable {
        let name: String
        let shape: Shape
        let note: String?
        let isRequired: Bool

        /// A field that is always there.
        static func always(_ name: String, _ shape: Shape, _ note: String? = nil) -> Field {
            Field(name: name, shape: shape, note: note, isRequired: true)
        }

        /// A field that may be absent.
        static func maybe(_ name: String, _ shape: Shape, _ note: String? = nil) -> Field {
            Field(name: name, shape: shape, note: note, isRequired: false)
        }

        fileprivate var json: OrderedJSON {
            guard let note, case .object(let fields) = shape.json else { return shape.json }
            return .object(fields + [("description", .text(note))])
        }
    }

    let name: String
    let json: OrderedJSON
    /// Names of the fields; empty for a value.
    let fields: [Field]

    /// A message: an object with exactly these fields.
    static func message(_ name: String, _ note: String, _ fields: [Field]) -> Schema {
        var json: [(String, OrderedJSON)] = [("type", "object"), ("description", .text(note))]
        let required = fields.filter(\.isRequired).map { OrderedJSON.text($0.name) }
        if !required.isEmpty { json.append(("required", .list(required))) }
        json.append(("properties", .object(fields.map { ($0.name, $0.json) })))
        return Schema(name: name, json: .object(json), fields: fields)
    }

    /// A string of a certain form.
    static func value(_ name: String, _ note: String, pattern: String? = nil, oneOf: [String] = []) -> Schema
    {
        var json: [(String, OrderedJSON)] = [("type", "string"), ("description", .text(note))]
        if let pattern { json.append(("pattern", .text(pattern))) }
        if !oneOf.isEmpty { json.append(("enum", .list(oneOf.map { .text($0) }))) }
        return Schema(name: name, json: .object(json), fields: [])
    }
}
