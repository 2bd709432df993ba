import Crypto

/// An identifier of 128 bits, as every thing in a REFI-QDA file has one.
///
/// Files write it in either case and bare or in braces (schema type `GUIDType`); two that differ only in that
/// are the same. It is written in lower case and bare.
public struct QDAGUID: Sendable, Hashable {
    /// The first eight bytes, the first of them highest.
    private let high: UInt64
    private let low: UInt64

    /// Zeros only.
    static let zero = QDAGUID(high: 0, low: 0)

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Reads the form 8-4-4-4-12 of hexadecimal digits, in either case, bare or in braces.
    ///
    /// - Parameter text: The identifier; white space around it is passed over, as the schema asks.
    /// - Returns: `nil` for any other text.
    public init?(_ text: some StringProtocol) {
        var digits = Array(text.utf8)[...]
        while let last = digits.last, Self.isSpace(last) { digits.removeLast() }
        digits = digits.drop(while: Self.isSpace)
        if digits.first == UInt8(ascii: "{"), digits.last == UInt8(ascii: "}") {
            digits = digits.dropFirst().dropLast()
        }
        guard digits.count == 36 else { return nil }
        var words: [UInt64] = [0, 0]
        var count = 0
        for (index, digit) in digits.enumerated() {
            if [8, 13, 18, 23].contains(index) {
                guard digit == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let value = Self.value(digit) else { return nil }
            words[count / 16] = words[count / 16] << 4 | UInt64(value)
            count += 1
        }
        self.init(high: words[0], low: words[1])
    }

    /// Makes the identifier of version 5 for a name, so that the same name always gives the same one (RFC
    /// 9562 §5.5).
    ///
    /// - Parameters:
    ///   - namespace: What the name is unique in.
    ///   - name: Any text; its UTF-8 is hashed.
    public init(namespace: QDAGUID, name: String) {
        var bytes = Array(Insecure.SHA1.hash(data: namespace.bytes + Array(name.utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        self.init(high: Self.word(bytes[0..<8]), low: Self.word(bytes[8..<16]))
    }

    /// Makes an identifier of the 16 bytes that it consists of, in the order in which it is written.
    ///
    /// - Returns: `nil` where there are not 16 bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.init(high: Self.word(bytes[0..<8]), low: Self.word(bytes[8..<16]))
    }

    /// The 16 bytes, in the order in which they are written.
    public var bytes: [UInt8] {
        [high, low].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) } }
    }

    private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { [9, 10, 13, 32].contains(byte) }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension QDAGUID: CustomStringConvertible {
    /// The form in which it is written: lower case, without braces.
    public var description: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension QDAGUID: Comparable {
    /// Orders identifiers as their written forms.
    public static func < (left: QDAGUID, right: QDAGUID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}
