/// Questions about single scalars, by their number.
enum Scalars {
    static let newline: UInt32 = 0x0A
    static let space: UInt32 = 0x20
    static let fullStop: UInt32 = 0x2E
    static let comma: UInt32 = 0x2C
    static let colon: UInt32 = 0x3A
    static let at: UInt32 = 0x40
    static let apostrophe: UInt32 = 0x27
    static let typographicApostrophe: UInt32 = 0x2019

    static func isASCIILower(_ scalar: UInt32) -> Bool { scalar &- 0x61 < 26 }
    static func isASCIIUpper(_ scalar: UInt32) -> Bool { scalar &- 0x41 < 26 }
    static func isASCIILetter(_ scalar: UInt32) -> Bool { (scalar | 0x20) &- 0x61 < 26 }
    static func isDigit(_ scalar: UInt32) -> Bool { scalar &- 0x30 < 10 }
    static func isASCIIAlphanumeric(_ scalar: UInt32) -> Bool { isASCIILetter(scalar) || isDigit(scalar) }

    /// White space other than line ends.
    static func isBlank(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x20, 0x09, 0x0B, 0x0C, 0x0D, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    /// LF and the line and paragraph separators.
    static func isLineEnd(_ scalar: UInt32) -> Bool {
        scalar == newline || scalar == 0x2028 || scalar == 0x2029 || scalar == 0x85
    }

    /// Scalars that show nothing and may stand inside a word: soft hyphen, zero-width and direction marks.
    static func isInvisible(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0xAD, 0x034F, 0x061C, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x206F,
            0xFE00...0xFE0F, 0xFEFF:
            true
        default: false
        }
    }

    static func isCombiningMark(_ scalar: UInt32) -> Bool { (0x0300...0x036F).contains(scalar) }

    static func isApostrophe(_ scalar: UInt32) -> Bool {
        switch scalar {
        case apostrophe, typographicApostrophe, 0x2018, 0x02BC, 0x02B9, 0x60, 0xB4, 0xFF07: true
        default: false
        }
    }

    static func isHyphen(_ scalar: UInt32) -> Bool {
        scalar == 0x2D || (0x2010...0x2013).contains(scalar) || scalar == 0x2212 || scalar == 0xFF0D
    }

    /// Scripts written without spaces between words: each scalar counts as a word there.
    static func isUnspaced(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x3041...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF,
            0x20000...0x323AF:
            true
        default: false
        }
    }

    static func hexValue(_ scalar: UInt32) -> UInt32? {
        if isDigit(scalar) { return scalar - 0x30 }
        let lower = scalar | 0x20
        return (0x61...0x66).contains(lower) ? lower - 0x61 + 10 : nil
    }
}

extension Unicode.Scalar {
    var isBlank: Bool { Scalars.isBlank(value) || Scalars.isLineEnd(value) }
}
