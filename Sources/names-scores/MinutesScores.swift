import Foundation
import Pseudonymisation

/// Scores the replacement of people's names in minutes.
struct MinutesScores {
    var data: URL
    var lists: WordLists
    /// Words of the language, in small letters.
    var words: Set<String>

    func report(showsMisses: Bool) throws {
        let list = data.appendingPathComponent("ner/minutes_people.jsonl")
        guard FileManager.default.fileExists(atPath: list.path) else { return }
        let files = try MinutesPeople.load(list)
        let people = Array(Set(files.flatMap(\.people))).sorted()
        let table = KeyTable(
            entries: Self.persons(people).enumerated().map { number, names in
                .init(
                    replacement: "SP\(number + 1)", kind: .person, name: names[0],
                    furtherNames: Array(names.dropFirst()))
            })
        try replace(files, people, table, showsMisses: showsMisses)
        try scan(files, showsMisses: showsMisses)
    }

    /// The names of each person: those that differ in signs, or by a word at the end, are one person's.
    private static func persons(_ people: [String]) -> [[String]] {
        var persons: [[String]] = []
        for name in people {
            let key = name.lowercased().filter(\.isLetter)
            let known = persons.firstIndex {
                $0.contains { key.hasPrefix($0.lowercased().filter(\.isLetter)) }
            }
            if let known { persons[known].append(name) } else { persons.append([name]) }
        }
        return persons
    }

    private func text(_ file: String) throws -> String? {
        let name = file.split(separator: "/").last.map(String.init) ?? file
        let url = data.appendingPathComponent("minutes/\(name)")
        guard FileManager.default.fileExists(atPath: url.path) else { return nil }
        return try String(contentsOf: url, encoding: .utf8)
    }

    /// What stands once in a table of people, and so should be gone.
    private struct Unique {
        var surnames: [String]
        var firstNames: [String]

        init(_ people: [String]) {
            let words = people.map { $0.split(separator: " ").map(String.init) }
            let once = { (names: [String], least: Int) in
                Dictionary(grouping: names) { $0 }.filter { $0.value.count == 1 && $0.key.count >= least }
                    .map(\.key)
            }
            surnames = once(words.compactMap(\.last), 4)
            firstNames = once(words.compactMap(\.first), 3)
        }
    }

    private func replace(
        _ files: [MinutesPeople], _ people: [String], _ table: KeyTable, showsMisses: Bool
    ) throws {
        let replacer = Replacer(table, words: lists)
        let unique = Unique(people)
        var survivors: [String] = []
        var bytes = 0
        var mentions = (all: 0, gone: 0)
        let clock = ContinuousClock()
        var time = Duration.zero
        for file in files {
            guard let text = try text(file.file) else { continue }
            bytes += text.utf8.count
            var replaced = ""
            time += clock.measure { replaced = replacer.replace(text).text }
            let left = Self.tokens(replaced)
            let before = Self.tokens(text)
            survivors += people.filter { replaced.lowercased().contains($0.lowercased()) }
            let capitalised = Self.capitalised(replaced)
            survivors += unique.surnames.filter { name in
                // A surname that is a word as well names somebody only with its capital.
                let name = name.lowercased()
                return words.contains(name) ? capitalised.contains(name) : left[name] != nil
            }
            for name in unique.firstNames.map({ $0.lowercased() }) {
                mentions.all += before[name] ?? 0
                mentions.gone += (before[name] ?? 0) - (left[name] ?? 0)
            }
        }
        print("\nminutes, \(files.count) files, \(bytes) bytes, \(people.count) names in the key table")
        print(
            "  exact survivors \(survivors.count); unique first names gone \(mentions.gone) of \(mentions.all); \(time)"
        )
        if showsMisses { for name in survivors { print("  SURVIVOR \(name)") } }
    }

    private func scan(_ files: [MinutesPeople], showsMisses: Bool) throws {
        let scanner = SuspectScanner(words: lists)
        var all = 0
        var found = 0
        var suspects = 0
        var words = 0
        for file in files {
            guard let text = try text(file.file) else { continue }
            let suspected = scanner.suspects(in: text)
            suspects += suspected.filter { $0.kind.isName }.count
            words += text.split { $0.isWhitespace }.count
            let scalars = Array(text.unicodeScalars)
            for name in file.people {
                for range in Self.ranges(of: Array(name.unicodeScalars), in: scalars) {
                    all += 1
                    if suspected.contains(where: {
                        $0.range.lowerBound <= range.lowerBound && $0.range.upperBound >= range.upperBound
                    }) {
                        found += 1
                    } else if showsMisses {
                        print("  UNSEEN \(name) in \(file.file)")
                    }
                }
            }
        }
        print(
            "  before any table: mentions of people in full found \(found) of \(all); \(suspects) suspect names in \(words) words"
        )
    }

    private static func tokens(_ text: String) -> [String: Int] {
        Dictionary(pieces(text.lowercased()).map { (String($0), 1) }, uniquingKeysWith: +)
    }

    /// The words that begin with a capital, in small letters.
    private static func capitalised(_ text: String) -> Set<String> {
        Set(pieces(text).filter { $0.first?.isUppercase == true }.map { $0.lowercased() })
    }

    private static func pieces(_ text: String) -> [Substring] {
        text.split { !$0.isLetter && $0 != "-" }
    }

    private static func ranges(of name: [Unicode.Scalar], in text: [Unicode.Scalar]) -> [Range<Int>] {
        guard !name.isEmpty, text.count >= name.count else { return [] }
        return (0...(text.count - name.count)).filter {
            text[$0] == name[0] && text[$0..<$0 + name.count].elementsEqual(name)
        }
        .map { $0..<$0 + name.count }
    }
}
