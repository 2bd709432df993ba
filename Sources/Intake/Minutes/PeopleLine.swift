import StudyModel

/// Reads the people that a line names, `SL01 (chair), SL02; RIR1 (observing). Apologies: M10.`, sentence by sentence.
enum PeopleLine {
    /// One of them, and the words they are named with.
    struct Person {
        var name: String
        var item: String
    }

    private static let titles: Set<String> = ["Mrs", "Prof", "Rev"]

    /// The sentences of a line; a stop behind an initial or a short title ends none.
    static func sentences(_ text: String) -> [String] {
        var sentences: [String] = []
        var start = text.startIndex
        var word = ""
        for index in text.indices {
            let next = text.index(after: index)
            if text[index] == ".", word.count >= 3, !titles.contains(word),
                next == text.endIndex || text[next] == " "
            {
                sentences.append(String(text[start..<index]).trimmed)
                start = next
            }
            if text[index].isLetter || text[index].isNumber { word.append(text[index]) } else { word = "" }
        }
        sentences.append(String(text[start...]).trimmed)
        return sentences.filter { !$0.isEmpty }
    }

    /// The people a sentence lists, without what in it is no name.
    static func people(in sentence: String) -> [Person] {
        pieces(NameList.withoutLinks(sentence)).compactMap { item in
            let name = NameList.name(item)
            guard !name.isEmpty, !name.lowercased().hasPrefix("none"), name.lowercased() != "n/a" else {
                return nil
            }
            if SpeakerLabel.isPlausible(name) { return Person(name: name, item: item) }
            let words = name.split(separator: " ")
            if let first = words.first, Handle(rawValue: String(first)) != nil {
                return Person(name: String(first), item: item)
            }
            let isName = words.count <= 3 && name.contains { $0.isUppercase || $0.isNumber }
            return isName ? Person(name: name, item: item) : nil
        }
    }

    /// Split at commas, semicolons, `and` and `&` outside brackets.
    private static func pieces(_ text: String) -> [String] {
        var pieces: [String] = []
        var piece = ""
        var depth = 0
        for character in text.replacing(" and ", with: " & ") {
            if character == "(" { depth += 1 }
            if character == ")" { depth = max(0, depth - 1) }
            if depth == 0, character == "," || character == ";" || (character == "&" && piece.last == " ") {
                pieces.append(piece.trimmed)
                piece = ""
            } else {
                piece.append(character)
            }
        }
        return (pieces + [piece.trimmed]).filter { !$0.isEmpty }
    }
}
