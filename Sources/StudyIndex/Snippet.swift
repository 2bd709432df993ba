import StudyModel

/// About thirty words of a record round the matches of a search.
struct Snippet {
    static let length = 30
    /// A single "word" can be a page of base64; more than this of it is not shown.
    private static let longestFragment = 400

    var title: String
    var body: String
    var places: [PhrasePlace]
    /// How many words each phrase has.
    var phraseLengths: [Int]

    /// The stretch of the body with the most different phrases, then the most matches, then the earliest; the
    /// title where only that matches.
    func fragments(_ splitter: WordSplitter) -> [SearchAnswer.Fragment] {
        let inBody = marks(column: 1)
        if !inBody.isEmpty { return fragments(of: body, inBody, splitter) }
        let inTitle = marks(column: 0)
        return inTitle.isEmpty ? fragments(of: body, [], splitter) : fragments(of: title, inTitle, splitter)
    }

    private struct Mark {
        var words: Range<Int>
        var phrase: Int
    }

    private func marks(column: Int32) -> [Mark] {
        places.filter { $0.column == column }
            .map { place in
                let start = Int(place.offset)
                let length = max(1, phraseLengths[Int(place.phrase)])
                return Mark(words: start..<start + length, phrase: Int(place.phrase))
            }
            .sorted { ($0.words.lowerBound, $0.phrase) < ($1.words.lowerBound, $1.phrase) }
    }

    private func fragments(
        of text: String, _ marks: [Mark], _ splitter: WordSplitter
    ) -> [SearchAnswer.Fragment] {
        let start = bestStart(marks)
        let words = splitter.words(of: text, upTo: start + Self.length + 1)
        guard start < words.count else { return [] }
        let end = min(words.count, start + Self.length)
        var matched = [Bool](repeating: false, count: end - start)
        for mark in marks {
            for word in mark.words where (start..<end).contains(word) { matched[word - start] = true }
        }
        var cutter = FragmentCutter(text: text, longest: Self.longestFragment)
        if start > 0 { cutter.add("… ", matches: false) }
        for place in start..<end {
            let gap = place == start ? words[place].lowerBound : words[place - 1].upperBound
            let joins = place > start && matched[place - start] && matched[place - start - 1]
            cutter.add(gap..<max(gap, words[place].lowerBound), matches: joins)
            cutter.add(words[place], matches: matched[place - start])
        }
        if words.count > end { cutter.add(" …", matches: false) }
        return cutter.fragments
    }

    private func bestStart(_ marks: [Mark]) -> Int {
        var best = (start: 0, value: -1)
        for (number, first) in marks.enumerated() {
            let end = first.words.lowerBound + Self.length
            let inside = marks[number...].prefix { $0.words.upperBound <= end }
            let value = Set(inside.map(\.phrase)).count * 1000 + inside.count
            guard value > best.value else { continue }
            let span = (inside.last ?? first).words.upperBound - first.words.lowerBound
            best = (max(0, first.words.lowerBound - max(0, Self.length - span) / 2), value)
        }
        return best.start
    }
}

/// Joins pieces of one text into fragments and sets white space to single spaces.
private struct FragmentCutter {
    let bytes: [UInt8]
    let longest: Int
    private(set) var fragments: [SearchAnswer.Fragment] = []

    init(text: String, longest: Int) {
        bytes = Array(text.utf8)
        self.longest = longest
    }

    mutating func add(_ range: Range<Int>, matches: Bool) {
        guard !range.isEmpty, range.upperBound <= bytes.count else { return }
        var kept: [UInt8] = []
        for byte in bytes[range].prefix(longest) {
            // White space and control characters become one space; a snippet is one line.
            if byte > 0x20 {
                kept.append(byte)
            } else if kept.last != 0x20 {
                kept.append(0x20)
            }
        }
        add(String(decoding: kept, as: UTF8.self), matches: matches)
    }

    mutating func add(_ text: String, matches: Bool) {
        guard !text.isEmpty else { return }
        if let last = fragments.indices.last, fragments[last].matches == matches {
            fragments[last].text += text
        } else {
            fragments.append(SearchAnswer.Fragment(text: text, matches: matches))
        }
    }
}
