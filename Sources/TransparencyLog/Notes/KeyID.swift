import Crypto

/// The four bytes that tell keys of one name apart.
///
/// They are a hint and no proof: anybody can make a key with the same ID.
public struct KeyID: RawRepresentable, Hashable, Sendable {
    /// The four bytes as a number, the highest first.
    public let rawValue: UInt32

    /// Takes over an ID that was read elsewhere.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The ID that the specification recommends: the first bytes of SHA-256 of name, line feed, type and key.
    init(name: KeyName, kind: NoteVerifier.Kind, publicKey: [UInt8]) {
        let bytes = Array(name.text.utf8) + [NoteLines.lineFeed, kind.rawValue] + publicKey
        self.init(rawValue: BigEndian.number(UInt32.self, from: SHA256.hash(data: bytes)))
    }
}

extension KeyID: CustomStringConvertible {
    private static let digitCount = 8

    /// Eight lower-case hexadecimal digits.
    public var description: String {
        let digits = String(rawValue, radix: 16)
        return String(repeating: "0", count: Self.digitCount - digits.count) + digits
    }

    /// Reads what ``description`` gave; `nil` for any other text.
    init?(text: some StringProtocol) {
        let isCanonical =
            text.utf8.count == Self.digitCount
            && text.utf8.allSatisfy { digit in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(digit)
            }
        guard isCanonical, let number = UInt32(text, radix: 16) else { return nil }
        self.init(rawValue: number)
    }
}
