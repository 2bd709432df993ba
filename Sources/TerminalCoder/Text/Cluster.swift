import StudyModel

/// How one character as a person sees it (a grapheme cluster) is drawn in cells.
///
/// Terminals agree on the width of single scalars and on little else, so a cluster is drawn in a way that takes the same
/// columns everywhere: emoji that are joined stand side by side, skin tones and presentation selectors are left out, flags
/// are two letters. Whatever could make a terminal obey, hide or turn text is spelt out as `\u{202E}`.
enum Cluster {
    /// One base scalar with its marks, and the columns it takes.
    struct Piece: Equatable {
        var text: String
        var columns: Int
    }

    /// Columns of a tab.
    static let tab = 4
    /// As many marks on one base as a terminal's cell holds.
    private static let mostMarks = 4

    /// The columns of a cluster; 0 for a line feed alone.
    static func columns(_ scalars: ArraySlice<Unicode.Scalar>) -> Int {
        guard let first = scalars.first else { return 0 }
        if scalars.count == 1 {
            switch first {
            case " "..."~": return 1
            case "\n": return 0
            case "\t": return tab
            default: if first.properties.isAlphabetic, !isMark(first) { return DisplayWidth.of(first) }
            }
        }
        return pieces(scalars).reduce(0) { $0 + $1.columns }
    }

    /// What is drawn for a cluster, from left to right; nothing for a line feed.
    static func pieces(_ scalars: ArraySlice<Unicode.Scalar>) -> [Piece] {
        if scalars.count == 1, let only = scalars.first {
            if only == "\n" { return [] }
            if only == "\t" { return Array(repeating: Piece(text: " ", columns: 1), count: tab) }
        }
        var pieces: [Piece] = []
        var marks = 0
        for scalar in scalars {
            if isEscaped(scalar) {
                pieces += spelt(scalar)
            } else if let letter = flagLetter(scalar) {
                pieces.append(Piece(text: letter, columns: 1))
            } else if isMark(scalar) {
                guard marks < mostMarks, isDrawn(scalar) else { continue }
                if pieces.isEmpty { pieces.append(Piece(text: "\u{25CC}", columns: 1)) }
                pieces[pieces.count - 1].text.unicodeScalars.append(scalar)
                marks += 1
            } else if pieces.isEmpty || !scalar.properties.isEmojiModifier {
                pieces.append(Piece(text: String(scalar), columns: DisplayWidth.of(scalar)))
                marks = 0
            }
        }
        return pieces.isEmpty ? scalars.flatMap(spelt) : pieces
    }

    /// Whether a scalar is spelt out wherever it stands.
    static func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
        if VisibleText.isHidden(scalar) || scalar == "\n" || scalar == "\t" { return true }
        if scalar.isASCII { return false }
        switch scalar.properties.generalCategory {
        case .unassigned, .lineSeparator, .paragraphSeparator, .surrogate, .control: return true
        default: return false
        }
    }

    private static func spelt(_ scalar: Unicode.Scalar) -> [Piece] {
        "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".map { Piece(text: String($0), columns: 1) }
    }

    /// Takes no column of its own: marks, formats, and the later parts of a Korean syllable.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.isASCII && (DisplayWidth.of(scalar) == 0 || (0x1160...0x11FF).contains(scalar.value))
    }

    /// Joiners, selectors and tags change what stands around them in some terminals and not in others.
    private static func isDrawn(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory != .format && !(0xFE00...0xFE0F).contains(scalar.value)
            && !(0xE0000...0xE01EF).contains(scalar.value)
    }

    private static func flagLetter(_ scalar: Unicode.Scalar) -> String? {
        guard (0x1F1E6...0x1F1FF).contains(scalar.value) else { return nil }
        return Unicode.Scalar(scalar.value - 0x1F1E6 + 0x41).map { String($0) }
    }

    /// A text of one line as pieces; what is escaped in a record is escaped here.
    static func pieces(of line: String) -> [Piece] {
        line.flatMap { pieces(Array(String($0).unicodeScalars)[...]) }
    }
}
