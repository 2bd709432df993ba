extension Unicode.Scalar {
    /// Letters and digits of any script; ASCII is decided without the tables.
    var isLetterOrDigit: Bool {
        if value < 0x80 { return Ascii.isLetter(UInt8(value)) || Ascii.isDigit(UInt8(value)) }
        return properties.isAlphabetic || properties.numericType != nil
    }

    /// White space of any script; ASCII is decided without the tables.
    var isBlank: Bool { value < 0x80 ? value == 0x20 || (9...13).contains(value) : properties.isWhitespace }
}
