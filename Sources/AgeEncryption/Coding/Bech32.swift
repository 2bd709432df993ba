/// Bech32 as BIP 173 defines it, without its limit of 90 characters.
///
/// What passes through here may be a private key, so each array on the way is wiped.
enum Bech32 {
    private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
    private static let checksumCount = 6

    /// The value of each lower case character, 0xFF for those outside of the alphabet.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }()

    /// Writes bytes in lower case.
    ///
    /// - Precondition: `prefix` is lower case.
    static func encode(_ bytes: [UInt8], prefix: String) -> String {
        var groups = regroup(bytes, from: 8, to: 5)
        defer { groups.wipe() }
        let rest = bytes.count * 8 % 5
        if rest > 0, let last = bytes.last { groups.append(last << (5 - rest) & 31) }
        var sum = checksum(prefix: prefix.utf8, groups, zeros: checksumCount) ^ 1
        for _ in 0..<checksumCount {
            groups.append(UInt8(sum >> 25))
            sum = sum << 5 & 0x3FFF_FFFF
        }
        var text = groups.map { alphabet[Int($0)] }
        defer { text.wipe() }
        return "\(prefix)1\(String(decoding: text, as: UTF8.self))"
    }

    /// Reads a text in lower or upper case.
    ///
    /// - Returns: The readable part in the case of the text, and the bytes, which the caller wipes if they are
    ///   secret. `nil` for a text that is not Bech32.
    static func decode(_ text: String) -> (prefix: String, bytes: [UInt8])? {
        var characters = Array(text.utf8)
        defer { characters.wipe() }
        let hasUpper = characters.contains { (0x41...0x5A).contains($0) }
        let hasLower = characters.contains { (0x61...0x7A).contains($0) }
        guard !(hasUpper && hasLower), let separator = characters.lastIndex(of: UInt8(ascii: "1")),
            separator > 0, characters[..<separator].allSatisfy({ (33...126).contains($0) })
        else { return nil }
        // The checksum is always that of the lower case.
        let prefix = characters[..<separator].map(lowercase)
        var groups = characters[(separator + 1)...].map { values[Int(lowercase($0))] }
        defer { groups.wipe() }
        guard groups.count >= checksumCount, groups.allSatisfy({ $0 < 32 }),
            checksum(prefix: prefix, groups) == 1
        else { return nil }
        groups.removeLast(checksumCount)
        // What is left over after whole bytes is less than a group, and zero.
        let rest = groups.count * 5 % 8
        guard rest < 5, (groups.last ?? 0) & (1 << rest - 1) == 0 else { return nil }
        return (
            String(decoding: characters[..<separator], as: UTF8.self), regroup(groups, from: 5, to: 8)
        )
    }

    private static func lowercase(_ character: UInt8) -> UInt8 {
        (0x41...0x5A).contains(character) ? character | 0x20 : character
    }

    /// Cuts a sequence of bits into groups of another width; bits that fill no group are left out.
    private static func regroup(_ groups: [UInt8], from: Int, to: Int) -> [UInt8] {
        var result: [UInt8] = []
        // Enough for encoding's last group and checksum too: an array that grows leaves its old storage unwiped.
        result.reserveCapacity(groups.count * from / to + 1 + checksumCount)
        var bits: UInt32 = 0
        var held = 0
        for group in groups {
            bits = bits << UInt32(from) | UInt32(group)
            held += from
            while held >= to {
                held -= to
                result.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)) & UInt8(1 << to - 1))
            }
            bits &= 1 << UInt32(held) - 1
        }
        return result
    }

    /// The remainder of the BCH code over the prefix, the groups and some zeros: 1 for a text that is whole.
    private static func checksum(
        prefix: some Sequence<UInt8>, _ groups: [UInt8], zeros: Int = 0
    ) -> UInt32 {
        let generator: [UInt32] = [0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3]
        var sum: UInt32 = 1
        func take(_ value: UInt8) {
            let top = sum >> 25
            sum = (sum & 0x1FF_FFFF) << 5 ^ UInt32(value)
            for (bit, term) in generator.enumerated() where top >> UInt32(bit) & 1 == 1 { sum ^= term }
        }
        let prefix = Array(prefix)
        for character in prefix { take(character >> 5) }
        take(0)
        for character in prefix { take(character & 31) }
        for group in groups { take(group) }
        for _ in 0..<zeros { take(0) }
        return sum
    }
}
