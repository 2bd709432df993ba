/// Encrypts and decrypts files of the format age-encryption.org/v1, as the program `age` does.
///
/// The specification is <https://c2sp.org/age>. Two of its five native kinds of keys are here: X25519 key pairs and
/// passphrases. The others are recognised and refused by name (``AgeForeignKind``).
///
/// The functions of this namespace hold the whole file in memory. ``AgeSealer`` and ``AgeOpener`` do the same work in
/// pieces, with one chunk of 64 KiB in memory.
///
/// ## Secrets in memory
/// Private keys, passphrases, file keys and what is derived from them lie in the key types of swift-crypto, which
/// wipe their bytes when the last owner goes. What this library copies on the way is wiped by it. These can't be
/// wiped, because Swift gives no hold of them: a `String` or array that the caller made; the text that
/// ``AgeX25519Identity/secretText`` returns, and the bytes that CryptoKit hands over for it; the plaintext on its way
/// through arrays; and the 32 bytes that scrypt derives inside of swift-crypto before they become a key. Nothing is
/// locked against being swapped out.
public enum Age {
    /// Encrypts bytes to one or more recipients.
    ///
    /// - Parameters:
    ///   - bytes: The plaintext, which may be empty.
    ///   - recipients: Who can open the file: X25519 keys, or one passphrase alone.
    ///   - form: Binary, or text for channels that carry only text.
    /// - Returns: The whole encrypted file. Two calls never return the same bytes.
    /// - Throws: ``AgeError/noRecipients``, ``AgeError/passphraseNotAlone``, ``AgeError/keyMalformed(_:)`` for a
    ///   recipient nothing can be encrypted to, or ``AgeError/cryptographyFailed``.
    public static func seal(
        _ bytes: [UInt8], to recipients: [AgeRecipient], form: AgeForm = .binary
    ) throws(AgeError) -> [UInt8] {
        var sealer = try AgeSealer(to: recipients, form: form)
        var file: [UInt8] = []
        // A chunk grows by its tag of 16 bytes; armour writes 65 bytes for 48.
        let size = bytes.count + (bytes.count / Chunk.plainSize + 1) * Chunk.tagSize + 1024
        file.reserveCapacity(form == .armoured ? size / 48 * 65 + 256 : size)
        try sealer.add(bytes, into: &file)
        try sealer.finish(into: &file)
        return file
    }

    /// Decrypts a whole file, binary or armoured.
    ///
    /// Called with no identities it says what the file needs: ``AgeError/passphraseNeeded`` for one that a passphrase
    /// protects, ``AgeError/noIdentityMatches`` for one that needs a key.
    ///
    /// - Parameters:
    ///   - file: The encrypted file.
    ///   - identities: What to open it with, tried in order.
    /// - Returns: The plaintext, only if the whole file is authentic.
    /// - Throws: Any ``AgeError`` of reading; nothing of the plaintext is returned then.
    public static func open(_ file: [UInt8], with identities: [AgeIdentity]) throws(AgeError) -> [UInt8] {
        var opener = AgeOpener(with: identities)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(file.count)
        try opener.add(file, into: &bytes)
        try opener.finish(into: &bytes)
        return bytes
    }
}
