/// Base 64 (RFC 4648 section 4), strictly: of each sequence of bytes exactly one spelling is read.
///
/// A lenient reader would let anybody change a file without changing its meaning.
enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")

    /// The value of each character, 0xFF for those outside of the alphabet.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }()

    /// The text of some bytes, without padding.
    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        append(bytes[...], to: &text, padded: false)
        return text
    }

    /// Appends the text of some bytes.
    static func append(_ bytes: ArraySlice<UInt8>, to text: inout [UInt8], padded: Bool) {
        let alphabet = Self.alphabet
        var block: UInt32 = 0
        var held = 0
        for byte in bytes {
            block = block << 8 | UInt32(byte)
            held += 1
            guard held == 3 else { continue }
            text.append(alphabet[Int(block >> 18)])
            text.append(alphabet[Int(block >> 12 & 63)])
            text.append(alphabet[Int(block >> 6 & 63)])
            text.append(alphabet[Int(block & 63)])
            block = 0
            held = 0
        }
        guard held > 0 else { return }
        block <<= UInt32(24 - held * 8)
        for index in 0...held { text.append(alphabet[Int(block >> UInt32(18 - index * 6) & 63)]) }
        if padded { text.append(contentsOf: repeatElement(padding, count: 3 - held)) }
    }

    /// The bytes of a text without padding, or `nil` where it is not canonical.
    static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        return append(decoding: ArraySlice(text), to: &bytes, padded: false) ? bytes : nil
    }

    /// Appends the bytes of a text.
    ///
    /// - Returns: Whether the text is canonical; if not, some bytes may have been appended.
    static func append(decoding text: ArraySlice<UInt8>, to bytes: inout [UInt8], padded: Bool) -> Bool {
        var digits = text
        while padded, digits.last == padding, text.count - digits.count < 2 { digits.removeLast() }
        if padded, text.count % 4 != 0 || text.count - digits.count != (4 - digits.count % 4) % 4 {
            return false
        }
        let values = Self.values
        var block: UInt32 = 0
        var held = 0
        for digit in digits {
            let value = values[Int(digit)]
            guard value < 64 else { return false }
            block = block << 6 | UInt32(value)
            held += 1
            guard held == 4 else { continue }
            bytes.append(UInt8(truncatingIfNeeded: block >> 16))
            bytes.append(UInt8(truncatingIfNeeded: block >> 8))
            bytes.append(UInt8(truncatingIfNeeded: block))
            block = 0
            held = 0
        }
        return finish(block, held, &bytes)
    }

    /// Appends the bytes of the last, short block, whose bits that make no byte must be zero.
    private static func finish(_ block: UInt32, _ held: Int, _ bytes: inout [UInt8]) -> Bool {
        switch held {
        case 0:
            return true
        case 2 where block & 0xF == 0:
            bytes.append(UInt8(truncatingIfNeeded: block >> 4))
            return true
        case 3 where block & 0x3 == 0:
            bytes.append(UInt8(truncatingIfNeeded: block >> 10))
            bytes.append(UInt8(truncatingIfNeeded: block >> 2))
            return true
        default:
            return false
        }
    }
}
