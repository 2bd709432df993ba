internal import Crypto

/// The SHA-1 name of a git object.
package struct ObjectID: Hashable, Sendable {
    private let first: UInt64
    private let second: UInt64
    private let third: UInt32

    /// All zeros: no object.
    package static let none = ObjectID(first: 0, second: 0, third: 0)

    private init(first: UInt64, second: UInt64, third: UInt32) {
        self.first = first
        self.second = second
        self.third = third
    }

    /// Takes 20 bytes.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 20 else { return nil }
        let words = bytes.withContiguousStorageIfAvailable { Self.words(of: UnsafeRawBufferPointer($0)) }
        self = words ?? Array(bytes).withUnsafeBytes { Self.words(of: $0) }
    }

    private static func words(of bytes: UnsafeRawBufferPointer) -> ObjectID {
        ObjectID(
            first: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
            second: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
            third: UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self)))
    }

    /// Takes 40 hexadecimal digits.
    package init?(hex: some StringProtocol) {
        var (words, count) = ((UInt64(0), UInt64(0), UInt64(0)), 0)
        for digit in hex.utf8 {
            guard let value = Hex.value(digit) else { return nil }
            switch count {
            case 0..<16: words.0 = words.0 << 4 | UInt64(value)
            case 16..<32: words.1 = words.1 << 4 | UInt64(value)
            case 32..<40: words.2 = words.2 << 4 | UInt64(value)
            default: return nil
            }
            count += 1
        }
        guard count == 40 else { return nil }
        self.init(first: words.0, second: words.1, third: UInt32(words.2))
    }

    /// The id of an object: SHA-1 over `<kind> <length>`, NUL and the bytes.
    package init(kind: GitObject.Kind, bytes: [UInt8]) {
        var hash = Insecure.SHA1()
        hash.update(data: kind.header(length: bytes.count))
        hash.update(data: bytes)
        self = ObjectID(bytes: Array(hash.finalize())) ?? .none
    }

    package var bytes: [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(20)
        append(to: &out)
        return out
    }

    /// Appends the 20 bytes.
    func append(to out: inout [UInt8]) {
        withUnsafeBytes(of: first.bigEndian) { out += $0 }
        withUnsafeBytes(of: second.bigEndian) { out += $0 }
        withUnsafeBytes(of: third.bigEndian) { out += $0 }
    }

    package var hex: String { Hex.text(bytes) }
}

extension ObjectID: Comparable {
    package static func < (left: ObjectID, right: ObjectID) -> Bool {
        (left.first, left.second, left.third) < (right.first, right.second, right.third)
    }
}

extension ObjectID: CustomStringConvertible {
    package var description: String { hex }
}

/// Bytes as lower-case hexadecimal and back.
package enum Hex {
    package static func text(_ bytes: some Sequence<UInt8>) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(2 * bytes.underestimatedCount)
        for byte in bytes {
            out.append(digit(byte >> 4))
            out.append(digit(byte & 15))
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
    }

    /// The bytes of an even number of lower-case digits.
    package static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var out: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = value(digits[index]), let low = value(digits[index + 1]) else { return nil }
            out.append(high << 4 | low)
        }
        return out
    }

    static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
