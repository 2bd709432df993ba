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
        return try lines.map { try JSONDecoder().decode(MarkedText.self, from: Data($0.utf8)).withAddresses }
    }

    /// No corpus marks e-mail addresses, so what anybody would take for one is marked here: letters, an at sign, a
    /// domain with a dot.
    private var withAddresses: MarkedText {
        var marked = self
        let address = /[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,}/
        for match in text.matches(of: address) {
            let scalars = text.unicodeScalars
            let start = scalars.distance(from: scalars.startIndex, to: match.range.lowerBound)
            let end = scalars.distance(from: scalars.startIndex, to: match.range.upperBound)
            if !spans.contains(where: { $0.start < end && start < $0.end }) {
                marked.spans.append(Span(start: start, end: end, label: "E_MAIL (by form)"))
            }
        }
        return marked
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

    /// The words of the language, without how common they are.
    var words: Set<String> {
        get throws {
            Set(
                try text("words.txt").split(separator: "\n").filter { !$0.hasPrefix("#") }
                    .map { String($0.prefix { $0 != "\t" }) })
        }
    }
}
