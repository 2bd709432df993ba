/// A word of a text with what the lists know of it.
struct SuspectWord: Sendable {
    enum Shape: Sendable {
        case lower
        case capitalised
        /// Capitals only, more than one.
        case capitals
        /// One capital, such as an initial.
        case letter
        case number
        /// Letters and digits, or a small letter first and a capital later.
        case mixed
    }

    var atoms: Range<Int>
    /// Scalars of the text, without a possessive `'s`.
    var range: Range<Int>
    var hash: UInt64
    var key: String
    var shape: Shape
    /// What stands before it and after the previous word.
    var gap: Gap
    var firstName = 0
    var surname = 0
    var place = 0
    var commonness = 0
    var isNotName = false
    /// Whether its capital may come from where it stands.
    var isSentenceStart = false
    /// Whether it is part of a handle, URL, code or the like.
    var isBlocked = false
    /// Whether `'s` follows.
    var isPossessive = false
    var line = 0

    var isUpper: Bool { shape == .capitalised || shape == .capitals || shape == .letter }
    var length: Int { range.count }
    /// How often it is a person's name when it has a capital.
    var person: Int { max(firstName, surname) }
    var name: Int { max(firstName, surname, place) }
    /// Whether no list explains it.
    var isUnknown: Bool { commonness == 0 && !isNotName }
}

/// Cuts atoms into words.
struct SuspectWordReader {
    let read: ReadText
    let lists: WordLists
    private(set) var words: [SuspectWord] = []

    private static let clitics: Set<String> = ["s", "t", "d", "m", "ll", "re", "ve", "nt"]

    init(_ read: ReadText, _ lists: WordLists) {
        self.read = read
        self.lists = lists
        words.reserveCapacity(read.atoms.count)
        var index = 0
        while index < read.atoms.count { index = takeWord(at: index) }
    }

    private mutating func takeWord(at start: Int) -> Int {
        let first = read.atoms[start]
        var end = read.endOfWord(start)
        let key = String(decoding: read.letters[first.key], as: UTF8.self)
        if start > 0, first.gap.contains(.apostrophe), !first.startsUpper, Self.clitics.contains(key),
            end == start + 1
        {
            if key == "s", !words.isEmpty { words[words.count - 1].isPossessive = true }
            return end
        }
        // `O'Brien`, `D'Arcy`.
        if end < read.atoms.count, read.atoms[end].gap == .apostrophe, first.length <= 2, first.startsUpper,
            read.atoms[end].startsUpper, read.atoms[end].length > 1
        {
            end = read.endOfWord(end)
        }
        let atoms = start..<end
        let letters = read.key(atoms)
        let hash = KeyHash.of(letters)
        var word = SuspectWord(
            atoms: atoms, range: read.scalarRange(atoms), hash: hash,
            key: String(decoding: letters, as: UTF8.self), shape: shape(of: atoms), gap: first.gap)
        lookUp(&word)
        words.append(word)
        return end
    }

    private func lookUp(_ word: inout SuspectWord) {
        guard word.shape != .number, word.shape != .mixed else { return }
        word.commonness = lists.commonness(word.hash)
        word.isNotName = lists.isNotName(word.hash)
        word.firstName = lists.firstName(word.hash)
        word.surname = lists.surname(word.hash)
        word.place = lists.place(word.hash)
    }

    private func shape(of atoms: Range<Int>) -> SuspectWord.Shape {
        let first = read.atoms[atoms.lowerBound]
        if atoms.count == 1, first.isDigits { return .number }
        if atoms.contains(where: { read.atoms[$0].isDigits }) { return .mixed }
        if atoms.allSatisfy({ read.atoms[$0].isAllUpper }) {
            return first.end - first.start == 1 && atoms.count == 1 ? .letter : .capitals
        }
        if first.startsUpper { return .capitalised }
        return atoms.count == 1 ? .lower : .mixed
    }
}
