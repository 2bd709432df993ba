import Crypto

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The 16 bytes that everything in one file hangs on: each stanza holds them, locked for one recipient.
struct FileKey: Sendable {
    static let byteCount = 16
    /// Bytes of a file key after ``wrapped(with:)``.
    static let wrappedByteCount = byteCount + Chunk.tagSize

    private let key: SymmetricKey

    /// Draws a new one.
    init() { key = SymmetricKey(size: .bits128) }

    /// Takes known bytes.
    init(_ bytes: some ContiguousBytes) { key = SymmetricKey(data: bytes) }

    /// Whether this is the code of the header's bytes, found in the same time wherever the codes differ.
    func isHeaderMAC(_ mac: [UInt8], of bytes: [UInt8]) -> Bool {
        HMAC<SHA256>.isValidAuthenticationCode(mac, authenticating: bytes, using: headerKey)
    }

    func headerMAC(of bytes: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: headerKey))
    }

    /// The key of the payload after a nonce.
    func payloadKey(nonce: [UInt8]) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key, salt: nonce, info: Array("payload".utf8), outputByteCount: 32)
    }

    private var headerKey: SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Array("header".utf8), outputByteCount: 32)
    }
}

extension FileKey {
    /// The file key as a stanza's body holds it.
    func wrapped(with wrapKey: SymmetricKey) throws(AgeError) -> [UInt8] {
        do {
            let box = try key.withUnsafeBytes { bytes in
                try ChaChaPoly.seal(bytes, using: wrapKey, nonce: Self.wrapNonce())
            }
            return Array(box.ciphertext + box.tag)
        } catch {
            throw .cryptographyFailed
        }
    }

    /// Unlocks a stanza's body; `nil` if the key is another.
    ///
    /// - Precondition: `body` is ``wrappedByteCount`` bytes long. The callers check that before they derive a key:
    ///   bodies of any length would let an attacker try many keys at once.
    init?(_ body: [UInt8], wrappedWith wrapKey: SymmetricKey) {
        precondition(body.count == Self.wrappedByteCount)
        do {
            let box = try ChaChaPoly.SealedBox(
                nonce: Self.wrapNonce(), ciphertext: body.prefix(Self.byteCount),
                tag: body.suffix(Chunk.tagSize))
            var bytes = try ChaChaPoly.open(box, using: wrapKey)
            defer { bytes.withUnsafeMutableBytes { $0.wipe() } }
            self.init(bytes)
        } catch {
            return nil
        }
    }

    /// All zeros: a wrap key is used once.
    private static func wrapNonce() throws -> ChaChaPoly.Nonce {
        try ChaChaPoly.Nonce(data: [UInt8](repeating: 0, count: 12))
    }
}
