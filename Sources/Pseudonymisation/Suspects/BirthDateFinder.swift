/// Finds dates beside words for birth.
struct BirthDateFinder {
    let text: SuspectText
    private(set) var suspects: [Suspect] = []

    static let months: Set<String> = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov",
        "dec",
    ]

    init(text: SuspectText) {
        self.text = text
        let words = text.words
        var index = 0
        while index < words.count {
            guard !isCue(index) else {
                index = takeDate(after: index)
                continue
            }
            index += 1
        }
    }

    private func isCue(_ index: Int) -> Bool {
        switch text.words[index].key {
        case "born", "dob", "birthday", "birthdate", "bday": true
        case "birth": index > 1 && text.words[index - 1].key == "of"
        case "b": index > 1 && text.words[index - 1].key == "o" && text.words[index - 2].key == "d"
        default: false
        }
    }

    private mutating func takeDate(after cue: Int) -> Int {
        var index = cue + 1
        while index < text.words.count, index - cue < 6, text.words[index].line <= text.words[cue].line + 1 {
            if let end = endOfDate(index) {
                suspects.append(
                    Suspect(
                        range: text.words[index].range.lowerBound..<text.words[end - 1].range.upperBound,
                        kind: .dateOfBirth, certainty: .likely, reasons: ["date beside a word for birth"]))
                return end
            }
            index += 1
        }
        return cue + 1
    }

    /// `12/3/1980`, `1980-03-12`, `12th of March 1980`, `March 12, 1980`, or a year alone.
    private func endOfDate(_ start: Int) -> Int? {
        var end = start
        var numbers = 0
        var month = false
        while end < text.words.count, end - start < 5,
            end == start || text.words[end].line == text.words[start].line
        {
            let word = text.words[end]
            if word.shape == .number || (word.shape == .mixed && word.key.first?.isNumber == true) {
                numbers += 1
            } else if Self.months.contains(word.key) {
                month = true
            } else if !["of", "the", "st", "nd", "rd", "th"].contains(word.key) || end == start {
                break
            }
            end += 1
        }
        if numbers >= 3 || (month && numbers >= 1) { return end }
        let isYear = numbers >= 1 && text.words[start].shape == .number && text.words[start].length == 4
        return isYear ? start + 1 : nil
    }
}
