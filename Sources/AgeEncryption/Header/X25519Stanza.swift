import Crypto

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A file key that an X25519 private key unlocks.
struct X25519Stanza: Sendable {
    static let type = "X25519"
    private static let info = Array("age-encryption.org/v1/X25519".utf8)

    /// The sender's public key, made for this stanza alone.
    private let share: [UInt8]
    private let body: [UInt8]

    init(_ stanza: Stanza) throws(AgeError) {
        guard stanza.arguments.count == 1, let share = Base64.decode(stanza.arguments[0].utf8),
            share.count == AgeX25519Recipient.byteCount, stanza.body.count == FileKey.wrappedByteCount
        else { throw .headerMalformed(.x25519) }
        self.share = share
        body = stanza.body
    }

    /// The file key, or `nil` if the stanza is for somebody else.
    ///
    /// - Throws: That the share is of low order. Nobody makes such a share by accident.
    func fileKey(with identity: AgeX25519Identity) throws(AgeError) -> FileKey? {
        guard let secret = Self.sharedSecret(identity.key, share) else {
            throw .headerMalformed(.lowOrderShare)
        }
        let wrapKey = Self.wrapKey(secret, share: share, recipient: identity.recipient)
        return FileKey(body, wrappedWith: wrapKey)
    }

    /// Locks a file key for a recipient, with a new ephemeral key.
    ///
    /// - Throws: That the recipient is a point of low order.
    static func wrapping(_ fileKey: FileKey, to recipient: AgeX25519Recipient) throws(AgeError) -> Stanza {
        let ephemeral = Curve25519.KeyAgreement.PrivateKey()
        let share = [UInt8](ephemeral.publicKey.rawRepresentation)
        guard let secret = sharedSecret(ephemeral, recipient.bytes) else { throw .keyMalformed(.lowOrder) }
        let body = try fileKey.wrapped(with: wrapKey(secret, share: share, recipient: recipient))
        return Stanza(
            type: type, arguments: [String(decoding: Base64.encode(share), as: UTF8.self)], body: body)
    }

    /// The shared secret, or `nil` where it is all zeros, which swift-crypto lets pass.
    private static func sharedSecret(
        _ key: Curve25519.KeyAgreement.PrivateKey, _ share: [UInt8]
    ) -> SharedSecret? {
        do {
            let publicKey = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: share)
            let secret = try key.sharedSecretFromKeyAgreement(with: publicKey)
            return secret.withUnsafeBytes { $0.reduce(0, |) } == 0 ? nil : secret
        } catch {
            // CryptoKit may refuse such a share by itself.
            return nil
        }
    }

    private static func wrapKey(
        _ secret: SharedSecret, share: [UInt8], recipient: AgeX25519Recipient
    ) -> SymmetricKey {
        secret.hkdfDerivedSymmetricKey(
            using: SHA256.self, salt: share + recipient.bytes, sharedInfo: info, outputByteCount: 32)
    }
}
