import Crypto
import CryptoExtras

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A file key that a passphrase unlocks.
struct ScryptStanza: Sendable {
    static let type = "scrypt"
    private static let label = Array("age-encryption.org/v1/scrypt".utf8)
    private static let saltByteCount = 16
    /// More digits than any work factor has that could be computed in the age of the universe.
    private static let digitLimit = 9

    private let salt: [UInt8]
    private let log2: Int
    private let body: [UInt8]

    init(_ stanza: Stanza) throws(AgeError) {
        guard stanza.arguments.count == 2, let salt = Base64.decode(stanza.arguments[0].utf8),
            salt.count == Self.saltByteCount, let log2 = Self.number(stanza.arguments[1]),
            stanza.body.count == FileKey.wrappedByteCount
        else { throw .headerMalformed(.scrypt) }
        self.salt = salt
        self.log2 = log2
        body = stanza.body
    }

    /// The file key, or `nil` if the passphrase is another.
    ///
    /// - Throws: That the file asks for more work than allowed, before any of it is done.
    func fileKey(with passphrase: AgePassphrase, limit: AgeWorkFactor) throws(AgeError) -> FileKey? {
        guard let factor = AgeWorkFactor(log2: log2), factor <= limit else {
            throw .workFactorTooLarge(log2: log2, limit: limit.log2)
        }
        return FileKey(body, wrappedWith: try Self.wrapKey(passphrase, salt: salt, factor: factor))
    }

    /// Locks a file key with a passphrase and a new salt.
    static func wrapping(
        _ fileKey: FileKey, with passphrase: AgePassphrase, factor: AgeWorkFactor
    ) throws(AgeError) -> Stanza {
        let salt = Randomness.bytes(saltByteCount)
        let body = try fileKey.wrapped(with: wrapKey(passphrase, salt: salt, factor: factor))
        let text = String(decoding: Base64.encode(salt), as: UTF8.self)
        return Stanza(type: type, arguments: [text, String(factor.log2)], body: body)
    }

    private static func wrapKey(
        _ passphrase: AgePassphrase, salt: [UInt8], factor: AgeWorkFactor
    ) throws(AgeError) -> SymmetricKey {
        do {
            return try passphrase.secret.withUnsafeBytes { bytes in
                try KDF.Scrypt.deriveKey(
                    from: bytes, salt: label + salt, outputByteCount: 32, rounds: 1 << factor.log2,
                    blockSize: 8, parallelism: 1)
            }
        } catch {
            throw .cryptographyFailed
        }
    }

    /// A decimal number without sign and leading zeros, from 1.
    private static func number(_ text: String) -> Int? {
        let digits = text.utf8
        guard digits.first != UInt8(ascii: "0"), (1...digitLimit).contains(digits.count),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int(text)
    }
}
