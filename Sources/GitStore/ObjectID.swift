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
        var words: (UInt64, UInt64, UInt32) = (0, 0, 0)
        for (index, byte) in bytes.enumerated() {
            switch index {
            case 0..<8: words.0 = words.0 << 8 | UInt64(byte)
            case 8..<16: words.1 = words.1 << 8 | UInt64(byte)
            default: words.2 = words.2 << 8 | UInt32(byte)
            }
        }
        self.init(first: words.0, second: words.1, third: words.2)
    }

    /// Takes 40 hexadecimal digits.
    package init?(hex: some StringProtocol) {
        let digits = Array(hex.utf8)
        guard digits.count == 40 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(20)
        for index in stride(from: 0, to: 40, by: 2) {
            guard let high = Hex.value(digits[index]), let low = Hex.value(digits[index + 1]) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        self.init(bytes: bytes)
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
    private static let digits = Array("0123456789abcdef".utf8)

    package static func text(_ bytes: some Sequence<UInt8>) -> String {
        var out: [UInt8] = []
        for byte in bytes {
            out.append(digits[Int(byte >> 4)])
            out.append(digits[Int(byte & 15)])
        }
        return String(decoding: out, as: UTF8.self)
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
