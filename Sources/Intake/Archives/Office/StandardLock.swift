/// The protection of Office 2007: AES in ECB mode with a key from SHA-1.
///
/// Source: [MS-OFFCRYPTO] 2.3.4.5 to 2.3.4.9.
struct StandardLock {
    private let salt: [UInt8]
    private let verifier: [UInt8]
    private let verifierHash: [UInt8]
    private let keySize: Int

    private static let spins = 50_000

    /// `nil` for another cipher or hash, and for what is cut off.
    init?(_ information: [UInt8]) {
        func number(_ place: Int) -> Int {
            guard place + 4 <= information.count else { return -1 }
            return (0..<4).reduce(0) { $0 | Int(information[place + $1]) << (8 * $1) }
        }
        let headerSize = number(8)
        guard headerSize >= 32, headerSize < information.count,
            [0x660E, 0x660F, 0x6610].contains(number(20)), [0, 0x8004].contains(number(24))
        else { return nil }
        let start = 12 + headerSize
        let bits = number(28)
        guard [128, 192, 256].contains(bits), number(start) == 16, start + 72 <= information.count else {
            return nil
        }
        keySize = bits / 8
        salt = Array(information[start + 4..<start + 20])
        verifier = Array(information[start + 20..<start + 36])
        verifierHash = Array(information[start + 40..<start + 72])
    }

    /// The content, or `nil` where the password is another.
    func open(_ content: [UInt8], password: String) -> [UInt8]? {
        let key = key(password)
        guard let plain = OfficeCipher.decryptBlocks(verifier, key: key),
            let hash = OfficeCipher.decryptBlocks(verifierHash, key: key),
            OfficeHash.sha1(plain) == Array(hash.prefix(20))
        else { return nil }
        return OfficeCipher.decryptBlocks(Array(content.prefix(content.count / 16 * 16)), key: key)
    }

    private func key(_ password: String) -> [UInt8] {
        let hash = OfficeHash.sha1(
            OfficeHash.sha1.spun(password, salt: salt, count: Self.spins) + OfficeCipher.littleEndian(0))
        func half(_ filler: UInt8) -> [UInt8] {
            var block = [UInt8](repeating: filler, count: 64)
            for (place, byte) in hash.enumerated() { block[place] ^= byte }
            return OfficeHash.sha1(block)
        }
        return Array((half(0x36) + half(0x5C)).prefix(keySize))
    }
}
