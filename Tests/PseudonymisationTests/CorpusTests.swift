import Foundation
import Pseudonymisation
import Testing

/// Floors for what is found in texts that other people marked.
///
/// `script/names-scores` prints the whole table.
@Suite struct CorpusTests {
    struct Marked: Decodable {
        struct Span: Decodable {
            var start: Int
            var end: Int
            var label: String
        }

        var text: String
        var spans: [Span]
    }

    struct MinutesPeople: Decodable {
        var file: String
        var people: [String]
    }

    private static func lines<Line: Decodable>(_ path: String) throws -> [Line] {
        try Corpora.text(path).split(separator: "\n").map {
            try JSONDecoder().decode(Line.self, from: Data($0.utf8))
        }
    }

    @Test(
        .enabled(
            if: Corpora.has("ner/uner_ewt.jsonl"), "no corpora: set RIR_CORPORA to the folder with ner/"),
        arguments: [
            ("uner_ewt", "PER", 0.9), ("uner_ewt", "LOC", 0.85), ("presidio_synth", "PERSON", 0.95),
            ("presidio_synth", "GPE", 0.95), ("presidio_synth", "STREET_ADDRESS", 0.95),
            ("presidio_synth", "PHONE_NUMBER", 0.95), ("presidio_synth", "CREDIT_CARD", 0.95),
            ("presidio_synth", "IBAN_CODE", 0.95),
        ]) func recall(_ file: String, _ label: String, _ floor: Double) throws
    {
        let scanner = SuspectScanner(words: Corpora.words)
        var all = 0
        var found = 0
        for marked in try Self.lines("ner/\(file).jsonl") as [Marked] {
            let suspects = scanner.suspects(in: marked.text)
            let scalars = Array(marked.text.unicodeScalars)
            for span in marked.spans where span.label == label {
                all += 1
                let isCovered = (span.start..<span.end).allSatisfy { place in
                    !scalars[place].properties.isAlphabetic || suspects.contains { $0.range.contains(place) }
                }
                found += isCovered && suspects.contains { $0.range.overlaps(span.start..<span.end) } ? 1 : 0
            }
        }
        #expect(Double(found) / Double(max(1, all)) >= floor, "\(found) of \(all)")
    }

    @Test(
        .enabled(if: Corpora.has("ner/uner_ewt.jsonl"), "no corpora: set RIR_CORPORA to the folder with ner/")
    )
    func falseNames_areFew() throws {
        let scanner = SuspectScanner(words: Corpora.words)
        var words = 0
        var wrong = 0
        for marked in try Self.lines("ner/uner_ewt.jsonl") as [Marked] {
            words += marked.text.split(separator: " ").count
            wrong +=
                scanner.suspects(in: marked.text).filter { suspect in
                    suspect.kind.isName
                        && !marked.spans.contains { suspect.range.overlaps($0.start..<$0.end) }
                }.count
        }
        #expect(Double(wrong) * 1000 / Double(words) < 10, "\(wrong) in \(words) words")
    }

    @Test(
        .enabled(
            if: Corpora.has("ner/minutes_people.jsonl"), "no corpora: set RIR_CORPORA to the folder with ner/"
        ))
    func minutes_haveNoSurvivors() throws {
        let files = try Self.lines("ner/minutes_people.jsonl") as [MinutesPeople]
        let people = files.flatMap(\.people).reduce(into: [String]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        let table = KeyTable(
            entries: people.enumerated().map { .init(replacement: "SP\($0 + 1)", kind: .person, name: $1) })
        let replacer = Replacer(table, words: Corpora.words)
        for file in files {
            let name = file.file.split(separator: "/").last.map(String.init) ?? file.file
            guard Corpora.has("minutes/\(name)") else { continue }
            let result = replacer.replace(try Corpora.text("minutes/\(name)"))
            let standing = Self.folded(result.text)
            for person in file.people where result.ambiguous.isEmpty {
                #expect(!standing.contains(Self.folded(person)), "\(name)")
            }
            #expect(replacer.replace(result.text).text == result.text)
        }
    }

    private static func folded(_ text: String) -> String {
        text.lowercased().folding(options: .diacriticInsensitive, locale: nil)
    }
}
