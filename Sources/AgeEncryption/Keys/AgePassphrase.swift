import Crypto

/// A passphrase of at least one byte, kept where it is wiped when the last copy of the value goes.
///
/// The bytes count as they are: nothing is trimmed and no form of Unicode is preferred, because `age` does neither.
public struct AgePassphrase: Sendable {
    let secret: SymmetricKey

    /// Takes a passphrase as text, in UTF-8.
    ///
    /// The caller's `String` can't be wiped; ``init(wiping:)`` leaves nothing behind.
    ///
    /// - Throws: ``AgeError/passphraseEmpty``.
    public init(_ text: String) throws(AgeError) {
        var bytes = Array(text.utf8)
        try self.init(wiping: &bytes)
    }

    /// Takes a passphrase out of a buffer and fills the buffer with zeros.
    ///
    /// - Parameter bytes: The passphrase in UTF-8, as read from a terminal and without its line feed.
    /// - Throws: ``AgeError/passphraseEmpty``.
    public init(wiping bytes: inout [UInt8]) throws(AgeError) {
        guard !bytes.isEmpty else { throw .passphraseEmpty }
        secret = SymmetricKey(data: bytes)
        bytes.wipe()
    }
}

extension AgePassphrase: CustomStringConvertible, CustomReflectable {
    /// The word, never the passphrase.
    public var description: String { "passphrase" }

    /// Shows nothing, so that a dump of a larger value gives nothing away.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
