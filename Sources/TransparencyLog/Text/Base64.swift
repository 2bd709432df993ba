/// Base 64 (RFC 4648 section 4) with padding, strictly: of each sequence of bytes exactly one spelling is read.
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

    static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        var block: UInt32 = 0
        var held = 0
        for byte in bytes {
            block = block << 8 | UInt32(byte)
            held += 1
            guard held == 3 else { continue }
            append(block, digits: 4, to: &text)
            block = 0
            held = 0
        }
        if held > 0 {
            append(block << UInt32(24 - held * 8), digits: held + 1, to: &text)
            text.append(contentsOf: repeatElement(padding, count: 3 - held))
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func append(_ block: UInt32, digits: Int, to text: inout [UInt8]) {
        for index in 0..<digits { text.append(alphabet[Int(block >> UInt32(18 - index * 6) & 63)]) }
    }

    /// The bytes of a text, or `nil` where it is not canonical.
    static func decode(_ text: some BidirectionalCollection<UInt8>) -> [UInt8]? {
        let count = text.count
        guard count % 4 == 0 else { return nil }
        let pads = text.suffix(2).reversed().prefix { $0 == padding }.count
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count / 4 * 3)
        var block: UInt32 = 0
        var held = 0
        for digit in text.dropLast(pads) {
            let value = values[Int(digit)]
            guard value < 64 else { return nil }
            block = block << 6 | UInt32(value)
            held += 1
            guard held == 4 else { continue }
            for shift: UInt32 in [16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: block >> shift)) }
            block = 0
            held = 0
        }
        return finish(block, held, &bytes) ? bytes : nil
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
