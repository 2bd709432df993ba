/// Looks for many words in a text at once, without regard to the case of ASCII letters.
struct WordFinder: Sendable {
    private let words: [[UInt8]]
    /// The words that begin with each byte.
    private let starts: [[Int]]

    /// - Parameter words: In lower case, none empty.
    init(_ words: [String]) {
        self.words = words.map { Array($0.utf8) }
        var starts: [[Int]] = Array(repeating: [], count: 256)
        for (index, word) in self.words.enumerated() {
            if let first = word.first { starts[Int(first)].append(index) }
        }
        self.starts = starts
    }

    /// How many of the words a text holds.
    func count(in text: [UInt8]) -> Int {
        let text = text.map(Ascii.lowercased)
        var found: Set<Int> = []
        for index in text.indices {
            for word in starts[Int(text[index])] where !found.contains(word) {
                if text[index...].starts(with: words[word]) { found.insert(word) }
            }
        }
        return found.count
    }
}
