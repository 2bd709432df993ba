import StudyModel

/// Which codes a few typed letters mean, best first.
///
/// Every typed word must be found in the code's name or in those above it. The beginning of a word of the name counts
/// most, then the beginning of a word above it, then letters in the middle, then letters in their order from the beginning
/// of a word with others between. Among equals the codes used last come first, then the order of the codebook.
struct CodeMatch: Sendable {
    private struct Candidate {
        var entry: Codebook.Entry
        var name: [Character]
        var above: [Character]
    }

    private let candidates: [Candidate]

    /// - Parameter isFor: Which codes may be meant at all.
    init(_ codebook: Codebook, isFor: (Code) -> Bool = \.isUsable) {
        candidates = codebook.entries.filter { isFor($0.code) }.map { entry in
            let above = entry.path.parent.map { codebook.names(of: $0).joined(separator: " ") } ?? ""
            return Candidate(entry: entry, name: Self.fold(entry.code.name), above: Self.fold(above))
        }
    }

    var count: Int { candidates.count }

    func matches(_ typed: String, recent: [CodeID]) -> [Codebook.Entry] {
        let words = Self.fold(typed).split(whereSeparator: { $0 == " " || $0 == "/" }).map(Array.init)
        let age = Dictionary(recent.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let scored = candidates.enumerated().compactMap { order, candidate -> (Int, Int, Int)? in
            var score = 0
            for word in words {
                guard let one = Self.score(word, candidate) else { return nil }
                score += one
            }
            return (score, age[candidate.entry.code.id] ?? Int.max, order)
        }
        return scored.sorted { $0 < $1 }.map { candidates[$0.2].entry }
    }

    private static func score(_ word: [Character], _ candidate: Candidate) -> Int? {
        if candidate.name == word { return 0 }
        if beginsWord(word, in: candidate.name) { return 1 }
        if beginsWord(word, in: candidate.above) { return 3 }
        if contains(word, in: candidate.name) { return 4 }
        return abbreviates(word, candidate.name) ? 6 : nil
    }

    private static func fold(_ text: String) -> [Character] {
        text.lowercased().map { $0 == "-" ? " " : $0 }
    }

    private static func beginsWord(_ word: [Character], in text: [Character]) -> Bool {
        text.indices.contains { index in
            (index == 0 || !(text[index - 1].isLetter || text[index - 1].isNumber))
                && text[index...].starts(with: word)
        }
    }

    private static func contains(_ word: [Character], in text: [Character]) -> Bool {
        text.indices.contains { text[$0...].starts(with: word) }
    }

    /// Whether the letters stand in the text in their order, the first of them at the beginning of a word.
    private static func abbreviates(_ letters: [Character], _ text: [Character]) -> Bool {
        guard let first = letters.first else { return true }
        return text.indices.contains { start in
            guard text[start] == first, start == 0 || text[start - 1] == " " else { return false }
            var rest = letters.dropFirst()
            for character in text[(start + 1)...] where rest.first == character { rest.removeFirst() }
            return rest.isEmpty
        }
    }
}
