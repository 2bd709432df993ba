/// What stands between two atoms, or may stand there within a name.
struct Gap: OptionSet, Sendable {
    let rawValue: UInt16

    static let blank = Gap(rawValue: 1)
    /// One line end, with what mail programs put at the start of a quoted line.
    static let lineEnd = Gap(rawValue: 2)
    static let hyphen = Gap(rawValue: 4)
    static let fullStop = Gap(rawValue: 8)
    static let comma = Gap(rawValue: 16)
    static let apostrophe = Gap(rawValue: 32)
    /// `_`, `*`, `~` and backquotes: Markdown emphasis, or a joined name.
    static let mark = Gap(rawValue: 64)
    static let ampersand = Gap(rawValue: 128)
    /// Anything else, a second line end, or too long: nothing that stands inside a name.
    static let foreign = Gap(rawValue: 256)

    var hasSpace: Bool { !isDisjoint(with: [.blank, .lineEnd]) }
}

/// The smallest piece of a text a name is made of: a run of letters up to a change from small to capital, or
/// a run of digits.
///
/// `JaneSmith42` has the atoms `Jane`, `Smith` and `42`.
struct Atom: Sendable {
    /// Scalars of the text.
    var start: Int32
    var end: Int32
    /// Folded letters of the text.
    var keyStart: Int32
    var keyEnd: Int32
    /// What stands before it and after the previous atom.
    var gap: Gap
    /// Whether it follows the previous atom without anything in between.
    var isJoined = false
    var isDigits = false
    var startsUpper = false
    /// Whether it has capitals only; one capital counts.
    var isAllUpper = false

    var range: Range<Int> { Int(start)..<Int(end) }
    var key: Range<Int> { Int(keyStart)..<Int(keyEnd) }
    /// Folded letters, in bytes.
    var length: Int { Int(keyEnd - keyStart) }
}
