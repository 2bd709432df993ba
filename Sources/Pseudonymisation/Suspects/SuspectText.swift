/// A text cut into words, with the shapes of its lines and what in it is no prose.
struct SuspectText: Sendable {
    struct Line: Sendable {
        var words: Range<Int>
        /// Whether most of its longer words have a capital, as headings have.
        var isTitle = false
        /// Whether it is in capitals, as some headings and some shouting is.
        var isCapitals = false
        var isHeading = false
    }

    let read: ReadText
    var words: [SuspectWord]
    let lists: WordLists
    private(set) var lines: [Line] = []

    init(_ text: String, _ lists: WordLists) {
        read = ReadText(text)
        self.lists = lists
        words = SuspectWordReader(read, lists).words
        findLines()
        for index in words.indices where words[index].isUpper {
            words[index].isSentenceStart = read.isSentenceStart(words[index].atoms.lowerBound)
        }
    }

    /// Marks the words that lie in a range as no candidates for names.
    mutating func block(_ range: Range<Int>) {
        var index = firstWord(endingAfter: range.lowerBound)
        while index < words.count, words[index].range.lowerBound < range.upperBound {
            words[index].isBlocked = true
            index += 1
        }
    }

    func firstWord(endingAfter position: Int) -> Int {
        var low = 0
        var high = words.count
        while low < high {
            let middle = (low + high) / 2
            if words[middle].range.upperBound <= position { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Whether a word begins its line.
    func startsLine(_ index: Int) -> Bool { index == 0 || words[index - 1].line != words[index].line }
    /// Whether a word ends its line.
    func endsLine(_ index: Int) -> Bool {
        index + 1 == words.count || words[index + 1].line != words[index].line
    }

    /// The word before on the same line, when nothing but blanks and signs of names stand between.
    func before(_ index: Int) -> SuspectWord? {
        guard index > 0, words[index - 1].line == words[index].line else { return nil }
        return words[index - 1]
    }

    func after(_ index: Int) -> SuspectWord? {
        guard index + 1 < words.count, words[index + 1].line == words[index].line else { return nil }
        return words[index + 1]
    }

    // MARK: Lines

    private mutating func findLines() {
        var position = 0
        var word = 0
        var line = 0
        while word < words.count {
            let end = lineEnd(from: position)
            let first = word
            while word < words.count, words[word].range.lowerBound < end {
                words[word].line = line
                word += 1
            }
            if word > first {
                lines.append(shape(of: first..<word, from: position, to: end))
                line += 1
            }
            position = end + 1
        }
    }

    private func lineEnd(from position: Int) -> Int {
        var end = position
        while end < read.scalars.count, !Scalars.isLineEnd(read.scalars[end]) { end += 1 }
        return end
    }

    private func shape(of range: Range<Int>, from start: Int, to end: Int) -> Line {
        var line = Line(words: range)
        var index = start
        while index < end, Scalars.isBlank(read.scalars[index]) { index += 1 }
        line.isHeading = read.scalar(index) == 0x23
        let long = words[range].filter { $0.length > 3 && $0.shape != .number && $0.shape != .mixed }
        guard range.count > 1, !long.isEmpty else { return line }
        let capitals = long.filter { $0.shape == .capitals }.count
        let upper = long.filter(\.isUpper).count
        // A heading is made of words of the language; a line of names is not.
        let common = long.filter { $0.commonness > 0 || $0.isNotName }.count
        line.isCapitals = capitals * 4 >= long.count * 3 && range.count > 2
        line.isTitle =
            !line.isCapitals && upper * 4 >= long.count * 3 && long.count > 2 && common * 2 >= long.count
        return line
    }
}
