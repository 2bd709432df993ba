/// What a file can be opened with.
public enum AgeIdentity: Sendable {
    /// A private key.
    case x25519(AgeX25519Identity)
    /// A passphrase, and the largest work factor to spend on a file: whoever made the file chose how long the
    /// attempt takes and how much memory.
    case passphrase(AgePassphrase, limit: AgeWorkFactor = .limit)

    /// Reads a private key, `AGE-SECRET-KEY-1…`.
    ///
    /// - Throws: ``AgeError/unsupportedKind(_:)`` for a key of another kind (post-quantum, of a plugin), or
    ///   ``AgeError/keyMalformed(_:)``.
    public init(text: String) throws(AgeError) {
        self = .x25519(try AgeX25519Identity(text: text))
    }
}
