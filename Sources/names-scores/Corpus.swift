import Foundation

/// A text with the spans that must be found in it.
struct MarkedText: Decodable {
    struct Span: Decodable {
        var start: Int
        var end: Int
        var label: String
    }

    var text: String
    var spans: [Span]

    static func load(_ url: URL) throws -> [MarkedText] {
        let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
        return try lines.map { try JSONDecoder().decode(MarkedText.self, from: Data($0.utf8)) }
    }
}

/// The people of one file of minutes.
struct MinutesPeople: Decodable {
    var file: String
    var people: [String]

    static func load(_ url: URL) throws -> [MinutesPeople] {
        let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
        return try lines.map { try JSONDecoder().decode(MinutesPeople.self, from: Data($0.utf8)) }
    }
}

/// The word lists of a folder.
struct NamesFolder {
    var folder: URL

    func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }
}
