import Foundation
import Pseudonymisation

/// Scores the module on marked texts: `names-scores <data folder> <names folder> [--misses] [--timings]`.
@main
struct NamesScores {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst().filter { !$0.hasPrefix("-") }
        guard arguments.count == 2 else {
            print(
                "usage: names-scores <folder with ner/ and minutes/> <folder of word lists> [--misses] [--timings]; or <text or folder> <word lists> --show"
            )
            exit(64)
        }
        let paths = Array(arguments)
        let data = URL(fileURLWithPath: paths[0])
        let folder = NamesFolder(folder: URL(fileURLWithPath: paths[1]))
        let lists = try load(folder)
        guard !CommandLine.arguments.contains("--show") else { return try show(data, lists) }
        let showsMisses = CommandLine.arguments.contains("--misses")
        for name in ["presidio_synth", "uner_ewt"] {
            let file = data.appendingPathComponent("ner/\(name).jsonl")
            guard FileManager.default.fileExists(atPath: file.path) else { continue }
            for least in [Certainty.possible, .likely] {
                try score(name, file, lists, least, showsMisses: showsMisses && least == .possible)
            }
        }
        try MinutesScores(data: data, lists: lists, words: try folder.words).report(showsMisses: showsMisses)
        if CommandLine.arguments.contains("--timings") { try Timings(data: data, lists: lists).report() }
    }

    /// Prints the suspects of one file, or of the texts in a folder.
    private static func show(_ place: URL, _ lists: WordLists) throws {
        let files =
            (try? FileManager.default.contentsOfDirectory(at: place, includingPropertiesForKeys: nil)) ?? [
                place
            ]
        let scanner = SuspectScanner(words: lists)
        for file in files.sorted(by: { $0.path < $1.path }) {
            guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
            let scalars = Array(text.unicodeScalars)
            for suspect in scanner.suspects(in: text) {
                let words = String(String.UnicodeScalarView(scalars[suspect.range])).replacing(
                    "\n", with: "~")
                print("\(suspect.kind.rawValue)\t\(suspect.certainty.rawValue)\t\(words)\t\(suspect.reasons)")
            }
        }
    }

    private static func load(_ folder: NamesFolder) throws -> WordLists {
        let texts = try ["first-names.txt", "surnames.txt", "places.txt", "words.txt", "not-names.txt"].map(
            folder.text)
        let clock = ContinuousClock()
        var lists = WordLists.none
        let time = clock.measure {
            lists = WordLists(
                firstNames: texts[0], surnames: texts[1], places: texts[2], words: texts[3],
                notNames: texts[4])
        }
        print("word lists: \(texts.reduce(0) { $0 + $1.utf8.count }) bytes, read in \(time)")
        return lists
    }

    private static func score(
        _ name: String, _ file: URL, _ lists: WordLists, _ least: Certainty, showsMisses: Bool
    ) throws {
        let scanner = SuspectScanner(words: lists)
        var scores = SuspectScores()
        for marked in try MarkedText.load(file) {
            scores.add(marked, scanner.suspects(in: marked.text, atLeast: least))
        }
        print("\n\(name), \(scores.words) words, suspects at least \(least.rawValue)")
        for (label, score) in scores.labels.sorted(by: { $0.value.all > $1.value.all }) {
            print(row(label, score))
        }
        let names = scores.falseByKind.filter { $0.key.isName }.values.reduce(0, +)
        let allNames = scores.suspectsByKind.filter { $0.key.isName }.values.reduce(0, +)
        let all = scores.falseByKind.values.reduce(0, +)
        let per = { (count: Int) in
            String(format: "%.1f", Double(count) * 1000 / Double(max(1, scores.words)))
        }
        print(
            "  false names \(names) of \(allNames), \(per(names)) in 1,000 words; false of every kind \(all), \(per(all))"
        )
        print(
            "  false by kind: \(scores.falseByKind.map { "\($0.key.rawValue) \($0.value)" }.sorted().joined(separator: ", "))"
        )
        if showsMisses {
            for miss in scores.misses { print("  MISS \(miss)") }
            for other in scores.others { print("  OTHER \(other)") }
            for wrong in scores.falses { print("  FALSE \(wrong)") }
        }
    }

    private static func row(_ label: String, _ score: LabelScore) -> String {
        let name = label.padding(toLength: 15, withPad: " ", startingAt: 0)
        return
            "  \(name) \(String(format: "%4d spans  recall %.3f  kind right %.3f", score.all, score.recall, score.kindRecall))"
    }
}
