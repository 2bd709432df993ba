#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The protection of Office 2010 and later: AES in CBC mode, in segments, described in XML.
///
/// Source: [MS-OFFCRYPTO] 2.3.4.10 to 2.3.4.15.
struct AgileLock {
    private let data: Parameters
    private let password: Parameters
    private let spins: Int
    private let verifierInput: [UInt8]
    private let verifierValue: [UInt8]
    private let keyValue: [UInt8]

    private struct Parameters {
        var salt: [UInt8]
        var hash: OfficeHash
        var hashSize: Int
        var keySize: Int

        /// `nil` where it is not AES in CBC mode with a hash that is known.
        init?(_ attributes: [String: String]) {
            guard attributes["cipherAlgorithm"] == "AES",
                attributes["cipherChaining"] == "ChainingModeCBC", attributes["blockSize"] == "16",
                let hash = attributes["hashAlgorithm"].flatMap(OfficeHash.init(rawValue:)),
                let hashSize = attributes["hashSize"].flatMap({ Int($0) }), (1...64).contains(hashSize),
                let bits = attributes["keyBits"].flatMap({ Int($0) }), [128, 192, 256].contains(bits),
                let salt = AgileLock.bytes(attributes["saltValue"])
            else { return nil }
            (self.salt, self.hash, self.hashSize, keySize) = (salt, hash, hashSize, bits / 8)
        }
    }

    /// A password is hashed at most so often; Office hashes it 100,000 times.
    private static let mostSpins = 2_000_000
    private static let segment = 4096

    /// `nil` for what is protected otherwise or contradicts itself.
    init?(_ xml: [UInt8]) {
        guard let data = Parameters(Self.attributes(of: "keyData", in: xml)) else { return nil }
        let lock = Self.attributes(of: "encryptedKey", in: xml)
        guard let password = Parameters(lock), let spins = lock["spinCount"].flatMap({ Int($0) }),
            (0...Self.mostSpins).contains(spins),
            let verifierInput = Self.bytes(lock["encryptedVerifierHashInput"]),
            let verifierValue = Self.bytes(lock["encryptedVerifierHashValue"]),
            let keyValue = Self.bytes(lock["encryptedKeyValue"])
        else { return nil }
        (self.data, self.password, self.spins) = (data, password, spins)
        (self.verifierInput, self.verifierValue, self.keyValue) = (verifierInput, verifierValue, keyValue)
    }

    /// The content, or `nil` where the password is another.
    func open(_ content: [UInt8], password given: String) -> [UInt8]? {
        let spun = password.hash.spun(given, salt: password.salt, count: spins)
        func value(_ encrypted: [UInt8], _ purpose: [UInt8]) -> [UInt8]? {
            let key = OfficeCipher.fitted(password.hash(spun + purpose), to: password.keySize)
            return OfficeCipher.decrypt(
                encrypted, key: key, iv: OfficeCipher.fitted(password.salt, to: 16))
        }
        guard let input = value(verifierInput, [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79]),
            let hash = value(verifierValue, [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E]),
            password.hash(Array(input.prefix(password.salt.count)))
                == Array(hash.prefix(password.hashSize)),
            let key = value(keyValue, [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6])
        else { return nil }
        return segments(content, key: Array(key.prefix(data.keySize)))
    }

    private func segments(_ content: [UInt8], key: [UInt8]) -> [UInt8]? {
        var out: [UInt8] = []
        out.reserveCapacity(content.count)
        for (number, start) in stride(from: 0, to: content.count, by: Self.segment).enumerated() {
            let end = min(start + Self.segment, content.count)
            let whole = start + (end - start) / 16 * 16
            if whole == start { break }
            let iv = OfficeCipher.fitted(
                data.hash(data.salt + OfficeCipher.littleEndian(UInt32(number))), to: 16)
            guard let plain = OfficeCipher.decrypt(Array(content[start..<whole]), key: key, iv: iv) else {
                return nil
            }
            out += plain
        }
        return out
    }

    // MARK: XML

    static func bytes(_ text: String?) -> [UInt8]? {
        text.flatMap { Data(base64Encoded: $0) }.map { [UInt8]($0) }
    }

    private static let names = [
        "cipherAlgorithm", "cipherChaining", "blockSize", "hashAlgorithm", "hashSize", "keyBits", "saltValue",
        "spinCount", "encryptedVerifierHashInput", "encryptedVerifierHashValue", "encryptedKeyValue",
    ]

    /// The attributes of the first element of some name, whatever its prefix.
    private static func attributes(of name: String, in xml: [UInt8]) -> [String: String] {
        var scan = XMLScan(xml)
        while let token = scan.next() {
            guard case .start(let tag) = token, tag == name || tag.hasSuffix(":\(name)") else { continue }
            var found: [String: String] = [:]
            for name in names { found[name] = scan.attribute(name) }
            return found
        }
        return [:]
    }
}
