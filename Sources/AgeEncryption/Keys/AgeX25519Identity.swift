import Crypto

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// An X25519 private key, written `AGE-SECRET-KEY-1…`: what opens files that were sealed to its ``recipient``.
///
/// Printing or reflecting a value shows the public key only.
public struct AgeX25519Identity: Sendable {
    /// The public key that belongs to this private one.
    public let recipient: AgeX25519Recipient
    let key: Curve25519.KeyAgreement.PrivateKey

    static let prefix = "AGE-SECRET-KEY-"
    private static let byteCount = 32

    /// Makes a new key pair from the system's randomness.
    public init() { self.init(Curve25519.KeyAgreement.PrivateKey()) }

    /// Reads a private key.
    ///
    /// - Throws: ``AgeError/unsupportedKind(_:)`` or ``AgeError/keyMalformed(_:)``, neither with any of the text.
    public init(text: String) throws(AgeError) {
        if text.hasPrefix("-----BEGIN OPENSSH") { throw .unsupportedKind(.ssh) }
        guard var key = Bech32.decode(text) else { throw .keyMalformed(.encoding) }
        defer { key.bytes.wipe() }
        if let kind = AgeForeignKind(identityPrefix: key.prefix) { throw .unsupportedKind(kind) }
        guard key.prefix == Self.prefix else { throw .keyMalformed(.prefix) }
        guard key.bytes.count == Self.byteCount else { throw .keyMalformed(.length) }
        do {
            self.init(try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: key.bytes))
        } catch {
            throw .cryptographyFailed
        }
    }

    private init(_ key: Curve25519.KeyAgreement.PrivateKey) {
        self.key = key
        recipient = AgeX25519Recipient(key.publicKey)
    }

    /// The private key as text, `AGE-SECRET-KEY-1` and 58 characters.
    ///
    /// - Important: A `String` can't be wiped. Ask for it only to write it into an identity file.
    public var secretText: String {
        // A copy of its own: the `Data` may be a view of the key's very bytes, and wiping it would wipe the key.
        var bytes = [UInt8](key.rawRepresentation)
        defer { bytes.wipe() }
        return Bech32.encode(bytes, prefix: Self.prefix.lowercased()).uppercased()
    }
}

extension AgeX25519Identity: CustomStringConvertible, CustomReflectable {
    /// The public key, marked as the identity's.
    public var description: String { "identity of \(recipient.text)" }

    /// Shows the public key only, so that a dump of a larger value gives nothing away.
    public var customMirror: Mirror { Mirror(self, children: ["recipient": recipient.text]) }
}
