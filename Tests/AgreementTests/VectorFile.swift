import Foundation
import Testing

/// A value of JSON, as in the files of test vectors.
enum JSONValue: Decodable, Sendable, Equatable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([JSONValue])
    case fields([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([JSONValue].self) {
            self = .list(list)
        } else {
            self = .fields(try container.decode([String: JSONValue].self))
        }
    }

    subscript(_ name: String) -> JSONValue? {
        if case .fields(let fields) = self { fields[name] } else { nil }
    }

    var list: [JSONValue]? { if case .list(let list) = self { list } else { nil } }
    var fields: [String: JSONValue]? { if case .fields(let fields) = self { fields } else { nil } }
    var number: Double? { if case .number(let number) = self { number } else { nil } }
    var integer: Int? { number.map { Int($0) } }
    var text: String? { if case .text(let text) = self { text } else { nil } }

    /// What a category or a code is called, be it text or a number; `nil` for null.
    var label: String? {
        switch self {
        case .text(let text): text
        case .number(let number) where number == number.rounded(): String(Int(number))
        case .number(let number): String(number)
        default: nil
        }
    }
}

/// One test vector: data, a statistic, and what it must come to.
struct Vector: Sendable {
    let id: String
    let kind: String
    let fields: [String: JSONValue]

    subscript(_ name: String) -> JSONValue? { fields[name] }

    var data: JSONValue { fields["data"] ?? .fields(fields) }
    var statistic: String { fields["statistic"]?.text ?? "" }
    var tolerance: Double { fields["tolerance"]?.number ?? 1e-9 }
    func parameter(_ name: String) -> JSONValue? { fields["params"]?[name] }
}

/// The files of test vectors, beside the repository or where `RIR_CORPORA` says.
enum VectorFile {
    private static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["RIR_CORPORA"] {
            return URL(filePath: path).appending(path: "agreement")
        }
        var repository = URL(filePath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<3 { repository.deleteLastPathComponent() }
        return repository.deletingLastPathComponent().appending(path: "shared/data/agreement")
    }()

    /// Published and worked examples, one statistic each.
    static let published: [String: Vector] = load("vectors.json") { $0.list }
    /// Random data, many statistics each.
    static let random: [String: Vector] = load("random.json") { $0["cases"]?.list }

    /// The ids of the vectors of some kinds, sorted.
    static func ids(in vectors: [String: Vector], kinds: Set<String>) -> [String] {
        vectors.values.filter { kinds.contains($0.kind) }.map(\.id).sorted()
    }

    /// Fails in CI where the vectors are absent, so that a skipped test can't stay skipped unnoticed.
    static func require() throws -> Bool {
        if !published.isEmpty, !random.isEmpty { return true }
        try #require(ProcessInfo.processInfo.environment["CI"] != "true", "The vectors are absent.")
        print("skipped: no vectors at \(folder.path); set RIR_CORPORA")
        return false
    }

    private static func load(_ name: String, _ list: (JSONValue) -> [JSONValue]?) -> [String: Vector] {
        guard let bytes = try? Data(contentsOf: folder.appending(path: name)),
            let value = try? JSONDecoder().decode(JSONValue.self, from: bytes)
        else { return [:] }
        var vectors: [String: Vector] = [:]
        for item in list(value) ?? [] {
            guard let fields = item.fields, let id = fields["id"]?.text, let kind = fields["kind"]?.text
            else { continue }
            vectors[id] = Vector(id: id, kind: kind, fields: fields)
        }
        return vectors
    }
}
