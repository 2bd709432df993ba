import StudyModel

extension CoderState {
    /// Answers a key while the text is read.
    ///
    /// The four units lie side by side on the keyboard, small to large: w word, e sentence, r paragraph, t turn. A small
    /// letter goes on by one, with control back by one, a capital marks the whole of it.
    mutating func read(_ key: CoderKey) -> [CoderAction] {
        if moves(key) { return [] }
        guard case .character(let letter) = key else {
            if case .paste = key { say("Pasted text does nothing here.") }
            return []
        }
        if letter.isASCII, let digit = letter.wholeNumberValue, digit > 0 { return applyDigit(digit) }
        return readCommand(letter)
    }

    /// Moves or marks, where the key says so.
    private mutating func moves(_ key: CoderKey) -> Bool {
        switch key {
        case .character(let letter): return movesBy(letter)
        case .control("w"): move(.back, by: .word)
        case .control("e"): move(.back, by: .sentence)
        case .control("r"): move(.back, by: .paragraph)
        case .control("t"): move(.back, by: .turn)
        case .down, .enter, .control("n"): moveLines(by: 1)
        case .up, .control("p"): moveLines(by: -1)
        case .left: moveCharacter(.back)
        case .right: moveCharacter(.on)
        case .pageDown, .control("f"), .control("d"): movePage(.on)
        case .pageUp, .control("b"), .control("u"): movePage(.back)
        case .home: move(to: 0)
        case .end: move(to: text.last)
        case .escape: dropMark()
        default: return false
        }
        return true
    }

    private mutating func movesBy(_ letter: Character) -> Bool {
        switch letter {
        case "a": move(.on, by: .character)
        case "w": move(.on, by: .word)
        case "e", ".", ")": move(.on, by: .sentence)
        case ",", "(": move(.back, by: .sentence)
        case "r", "}": move(.on, by: .paragraph)
        case "{": move(.back, by: .paragraph)
        case "t": move(.on, by: .turn)
        case "l": move(.on, by: unit)
        case "h": move(.back, by: unit)
        case "j": moveLines(by: 1)
        case "k": moveLines(by: -1)
        case "f": movePage(.on)
        case "F": movePage(.back)
        case "g": move(to: 0)
        case "G": move(to: text.last)
        case "z": centre()
        case "W": take(.word)
        case "E": take(.sentence)
        case "R": take(.paragraph)
        case "T": take(.turn)
        case " ": take(unit)
        case "v": toggleMark()
        case "o": swapEnds()
        case "x": shrink()
        case "n": moveToUncoded(.on)
        case "p": moveToUncoded(.back)
        default: return false
        }
        return true
    }

    /// The arrows go by characters and leave the unit in use as it is.
    private mutating func moveCharacter(_ direction: Direction) {
        let kept = unit
        move(direction, by: .character)
        unit = kept
    }

    private mutating func dropMark() {
        found = nil
        mark = nil
    }

    private mutating func readCommand(_ letter: Character) -> [CoderAction] {
        switch letter {
        case "c": openPicker(for: markTarget())
        case "C": openPicker(for: nil)
        case "=": return applyLast()
        case "d": return begin(.remove)
        case "m": return begin(.comment)
        case "i": return begin(.weigh)
        case "u": return [.undo]
        case "]": return [.open(.next)]
        case "[": return [.open(.previous)]
        case "N": return [.open(.nextUncoded)]
        case "/": mode = .searching(SearchEntry(origin: cursor))
        case "b": openCodebook()
        case "M": mode = .memo(MemoEntry(before: sheet.memo, entry: TextEntry(sheet.memo, isMultiline: true)))
        case "s": toggleStripes()
        case "?": mode = .help(0)
        case "q": return [.end(.quit)]
        default: say("\(Self.shown(letter)) does nothing. ? shows the keys.")
        }
        return []
    }

    private mutating func toggleStripes() {
        showsStripes.toggle()
        rewrap()
        say(showsStripes ? "Stripes are shown." : "Stripes are hidden.")
    }

    private mutating func openCodebook() {
        guard !sheet.codebook.isEmpty else { return say("The codebook is empty. c adds the first code.") }
        let here = underCursor.first?.coding.code ?? lastCodes.last
        mode = .browsing(sheet.codebook.entries.firstIndex { $0.code.id == here } ?? 0)
    }

    private static func shown(_ letter: Character) -> String {
        Cluster.pieces(of: String(letter)).map(\.text).joined()
    }
}
