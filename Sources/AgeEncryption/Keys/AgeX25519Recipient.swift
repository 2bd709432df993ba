import Crypto

/// An X25519 public key, written `age1…`: what others encrypt to.
public struct AgeX25519Recipient: Sendable, Hashable {
    /// The key as people pass it on, `age1` and 58 characters.
    public let text: String
    /// The 32 bytes of the key.
    let bytes: [UInt8]

    static let prefix = "age"
    static let byteCount = 32

    /// Reads a public key.
    ///
    /// - Throws: ``AgeError/unsupportedKind(_:)`` or ``AgeError/keyMalformed(_:)``.
    public init(text: String) throws(AgeError) {
        if text.hasPrefix("ssh-") { throw .unsupportedKind(.ssh) }
        guard let (prefix, bytes) = Bech32.decode(text) else { throw .keyMalformed(.encoding) }
        if let kind = AgeForeignKind(recipientPrefix: prefix) { throw .unsupportedKind(kind) }
        guard prefix == Self.prefix else { throw .keyMalformed(.prefix) }
        guard bytes.count == Self.byteCount else { throw .keyMalformed(.length) }
        self.text = text
        self.bytes = bytes
    }

    init(_ key: Curve25519.KeyAgreement.PublicKey) {
        bytes = [UInt8](key.rawRepresentation)
        text = Bech32.encode(bytes, prefix: Self.prefix)
    }
}

extension AgeX25519Recipient: CustomStringConvertible {
    /// The same as ``text``; a public key is no secret.
    public var description: String { text }
}
