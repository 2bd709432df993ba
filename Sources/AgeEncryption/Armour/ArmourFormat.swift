/// The text around an armoured file: strict PEM (RFC 7468 section 3) with this label.
enum ArmourFormat {
    static let beginning = Array("-----BEGIN AGE ENCRYPTED FILE-----".utf8)
    static let end = Array("-----END AGE ENCRYPTED FILE-----".utf8)
    /// Columns of each line but the last.
    static let lineLength = 64
    static let bytesPerLine = lineLength / 4 * 3

    /// Space, tab, line feed, vertical tab, form feed and carriage return.
    static func isWhitespace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
