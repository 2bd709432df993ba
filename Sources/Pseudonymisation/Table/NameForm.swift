/// The signs within a name, by the letter they stand before.
struct Punctuation: Sendable, Equatable {
    private(set) var apostrophes: UInt64 = 0
    private var hyphens: UInt64 = 0
    private var fullStops: UInt64 = 0

    /// Where any of them stands.
    var signs: UInt64 { apostrophes | hyphens | fullStops }

    mutating func add(_ gap: Gap, at letter: UInt64) {
        if gap.contains(.apostrophe) { apostrophes |= 1 << letter }
        if gap.contains(.hyphen) { hyphens |= 1 << letter }
        if gap.contains(.fullStop) { fullStops |= 1 << letter }
    }
}

/// One way to write the name of an entry, as folded letters.
struct NameForm: Sendable {
    /// Where a form may be found.
    enum Use: Sendable {
        /// Wherever its letters stand.
        case anywhere
        /// Initials without full stops, which stand for somebody only in some places.
        case initials
        /// Only within e-mail addresses, @handles, URLs and names of files: `jsmith`.
        case technical
        /// A plural, where the text has it with a capital.
        case plural
        /// A phrase of the table's ``KeyTable/notNames``, to be left as it is.
        case shield
    }

    /// Folded letters without anything in between.
    var key: [UInt8]
    /// Bit n is set where the name may have a space or a hyphen before its letter n.
    var breaks: UInt64
    /// Of those, where the name is written with an apostrophe, a hyphen or a full stop.
    var punctuation = Punctuation()
    /// Index of the entry in the table.
    var entry: Int
    var kind: KeyTable.Kind
    var rule: NameRule
    var use: Use = .anywhere
    /// Whether the table lists it so.
    var isListed = false
    /// Whether it is the surname first, so that a comma may stand in it.
    var isReversed = false
    /// Whether it is a first name or nickname, which a surname may follow.
    var isGiven = false

    /// Whether it is one word, which may also be a word of the language.
    var isLone: Bool { breaks == 0 }

    init(_ written: String, entry: Int, kind: KeyTable.Kind, rule: NameRule) {
        let read = ReadText(written)
        key = read.letters
        self.entry = entry
        self.kind = kind
        self.rule = rule
        breaks = 0
        for atom in read.atoms.dropFirst() where !atom.isJoined && atom.keyStart < 64 {
            breaks |= 1 << UInt64(atom.keyStart)
            punctuation.add(atom.gap, at: UInt64(atom.keyStart))
        }
    }

    func with(_ change: (inout NameForm) -> Void) -> NameForm {
        var form = self
        change(&form)
        return form
    }

    /// The letters of a name as they are compared, whatever its case, accents and spaces.
    static func key(of name: String) -> String { String(decoding: ReadText(name).letters, as: UTF8.self) }
}
