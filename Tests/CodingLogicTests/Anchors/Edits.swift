/// Random edits as people make them.
enum Edits {
    enum Kind: CaseIterable {
        case insert, delete, replace, swap, typo, rename, split
    }

    /// Does some edits, one after the other.
    static func change(_ text: inout TrackedText, _ count: Int, _ dice: inout Dice) {
        for _ in 0..<count { change(&text, dice.one(of: Kind.allCases), &dice) }
    }

    static func change(_ text: inout TrackedText, _ kind: Kind, _ dice: inout Dice) {
        guard text.count > 20 else { return }
        switch kind {
        case .insert:
            let place = dice.once(in: 3) ? dice.number(0...text.count) : boundary(text, &dice)
            text.replace(place..<place, with: words(text, &dice))
        case .delete: text.replace(stretch(text, &dice), with: [])
        case .replace: text.replace(stretch(text, &dice), with: words(text, &dice))
        case .swap: swap(&text, &dice)
        case .typo: for _ in 0..<dice.number(1...6) { typo(&text, &dice) }
        case .rename: rename(&text, &dice)
        case .split:
            let place = boundary(text, &dice)
            text.replace(place..<place, with: Array("\n\n".unicodeScalars))
        }
    }

    private static func boundary(_ text: TrackedText, _ dice: inout Dice) -> Int {
        let words = text.words
        if words.isEmpty { return dice.number(0...text.count) }
        let word = dice.one(of: words)
        return dice.once(in: 2) ? word.lowerBound : word.upperBound
    }

    /// Some words, a sentence, a paragraph, or any scalars.
    private static func stretch(_ text: TrackedText, _ dice: inout Dice) -> Range<Int> {
        switch dice.number(1...4) {
        case 1: return dice.one(of: text.paragraphs)
        case 2:
            let start = dice.number(0...(text.count - 1))
            return start..<min(text.count, start + dice.number(1...60))
        default:
            let words = text.words
            guard let first = words.indices.randomElement(using: &dice) else { return 0..<1 }
            let last = min(words.count - 1, first + dice.number(0...12))
            return words[first].lowerBound..<words[last].upperBound
        }
    }

    /// New words, some of them from the text itself.
    private static func words(_ text: TrackedText, _ dice: inout Dice) -> [Unicode.Scalar] {
        let own = text.words
        var words: [Unicode.Scalar] = []
        for _ in 0..<dice.number(1...10) {
            if !own.isEmpty, dice.once(in: 2) {
                words += text.scalars[dice.one(of: own)]
            } else {
                for _ in 0..<dice.number(1...9) { words.append(dice.one(of: Texts.letters)) }
            }
            words.append(dice.once(in: 12) ? "\n" : " ")
        }
        return words
    }

    private static func swap(_ text: inout TrackedText, _ dice: inout Dice) {
        let paragraphs = text.paragraphs
        guard paragraphs.count > 2 else { return }
        let first = dice.number(0...(paragraphs.count - 2))
        let second = min(paragraphs.count - 1, first + dice.number(1...6))
        guard first < second else { return }
        text.swap(paragraphs[first], paragraphs[second])
    }

    private static func typo(_ text: inout TrackedText, _ dice: inout Dice) {
        guard let word = text.words.randomElement(using: &dice) else { return }
        let place = dice.number(word.lowerBound...(word.upperBound - 1))
        switch dice.number(1...4) {
        case 1: text.replace(place..<(place + 1), with: [])
        case 2: text.replace(place..<place, with: [dice.one(of: Texts.letters)])
        case 3: text.replace(place..<(place + 1), with: [dice.one(of: Texts.letters)])
        default:
            let pair = place..<min(text.count, place + 2)
            text.replace(pair, with: text.scalars[pair].reversed())
        }
    }

    /// Puts a handle in place of one capitalised word, everywhere.
    static func rename(_ text: inout TrackedText, _ dice: inout Dice) {
        let names = text.words.filter { text.scalars[$0.lowerBound].properties.isUppercase && $0.count > 2 }
        guard let chosen = names.randomElement(using: &dice) else { return }
        let name = text.scalars[chosen]
        let handle = Array("[SP\(dice.number(1...99))]".unicodeScalars)
        for word in text.words.reversed() where text.scalars[word] == name {
            text.replace(word, with: handle)
        }
    }
}

/// Texts that are made up.
enum Texts {
    static let letters: [Unicode.Scalar] = Array("abcdefghijklmnopqrstuvwxyz".unicodeScalars)

    private static let sentences = [
        "Yes.", "No.", "Mm.", "I think so.", "Right.", "Yes, yes, yes.", "We rang them every week.",
        "Nobody had told us that the surgery was closed, so we stood there.", "👩‍👩‍👧 came too 🙂🙂🙂.",
        "e\u{301}te\u{301} a\u{300} la plage, cafe\u{301}.", "لم يخبرنا أحد أن العيادة مغلقة.", "כן. לא. כן.",
        "我們每週都打電話。我們每週都打電話。", "नमस्ते, हम हर हफ़्ते बुलाते थे।", "Aaaaaaaah!", "ha ha ha ha ha", "— well —",
        "It was Mary who said it, and Leeds was far.", "| a | b |", "## What changed",
        "[00:12:07] [SP66]: go on",
        "🇬🇧🇫🇷🇬🇧🇫🇷", "So. So. So.",
    ]

    /// A transcript of some turns with a great deal that repeats itself.
    static func made(_ dice: inout Dice) -> String {
        var text = ""
        for _ in 0..<dice.number(3...60) {
            if dice.once(in: 2) { text += dice.one(of: ["I: ", "P: ", "Mary: ", "[SP66]: "]) }
            for _ in 0..<dice.number(1...4) { text += dice.one(of: sentences) + " " }
            for _ in 0..<dice.number(0...8) { text += word(&dice) + " " }
            text += dice.once(in: 3) ? "\n" : "\n\n"
        }
        return text
    }

    private static func word(_ dice: inout Dice) -> String {
        String((0..<dice.number(2...8)).map { _ in Character(dice.one(of: letters)) })
    }

    /// A part of a longer text.
    static func part(of text: String, _ dice: inout Dice, atMost length: Int) -> String {
        let scalars = Array(text.unicodeScalars)
        let start = dice.number(0...max(0, scalars.count - length))
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[start...].prefix(length))
        return String(view)
    }
}
