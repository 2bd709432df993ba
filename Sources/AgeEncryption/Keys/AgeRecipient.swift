/// Who can open a file that is being sealed.
public enum AgeRecipient: Sendable {
    /// Whoever holds the private key of this public one.
    case x25519(AgeX25519Recipient)
    /// Whoever knows the passphrase. It stands alone, never beside other recipients.
    case passphrase(AgePassphrase, workFactor: AgeWorkFactor = .standard)

    /// Reads a public key, `age1…`.
    ///
    /// - Throws: ``AgeError/unsupportedKind(_:)`` for a key of another kind (post-quantum, tagged, SSH, of a plugin),
    ///   or ``AgeError/keyMalformed(_:)``.
    public init(text: String) throws(AgeError) {
        self = .x25519(try AgeX25519Recipient(text: text))
    }
}
