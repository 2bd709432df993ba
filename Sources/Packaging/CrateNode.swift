internal import StudyModel

/// A value of JSON, whose keys keep their order.
package indirect enum CrateNode: Hashable, Sendable {
    case text(String)
    case list([CrateNode])
    case object([Pair])

    /// A key with its value.
    package struct Pair: Hashable, Sendable {
        var key: String
        var value: CrateNode

        package init(_ key: String, _ value: CrateNode) {
            self.key = key
            self.value = value
        }
    }

    /// What leads to another entity.
    package static func link(_ id: String) -> CrateNode { .object([Pair("@id", .text(id))]) }

    /// Links to entities: one stands alone, as validators want it; `nil` for none.
    package static func links(_ ids: [String]) -> CrateNode? {
        if ids.count == 1 { return link(ids[0]) }
        return ids.isEmpty ? nil : .list(ids.map(link))
    }

    /// As text, indented, so that people can read it and two of them can be compared.
    package func json(indent: Int = 0) -> String {
        let (outer, inner) = (
            String(repeating: " ", count: indent), String(repeating: " ", count: indent + 1)
        )
        switch self {
        case .text(let text): return JSONText.quoted(text)
        case .list(let items):
            if items.isEmpty { return "[]" }
            let lines = items.map { inner + $0.json(indent: indent + 1) }
            return "[\n\(lines.joined(separator: ",\n"))\n\(outer)]"
        case .object(let pairs):
            if pairs.count == 1, case .text(let text) = pairs[0].value {
                return "{\(JSONText.quoted(pairs[0].key)): \(JSONText.quoted(text))}"
            }
            let lines = pairs.map {
                inner + JSONText.quoted($0.key) + ": " + $0.value.json(indent: indent + 1)
            }
            return "{\n\(lines.joined(separator: ",\n"))\n\(outer)}"
        }
    }
}
