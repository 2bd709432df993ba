/// A text file of private keys as `age-keygen` writes it: one key a line, with comments and empty lines between.
///
/// ```
/// # created: 2026-05-03T10:11:12Z
/// # public key: age1…
/// AGE-SECRET-KEY-1…
/// ```
public struct AgeIdentityFile: Sendable {
    /// The keys in the order of the file; at least one after reading.
    public var identities: [AgeX25519Identity]

    /// Makes a file of these keys.
    public init(_ identities: [AgeX25519Identity]) { self.identities = identities }

    /// Reads a file.
    ///
    /// Lines that begin with `#` and empty lines are skipped; lines may end with CRLF.
    ///
    /// - Throws: ``AgeError/identityFileMalformed(line:)``, ``AgeError/identityFileEmpty``, or
    ///   ``AgeError/unsupportedKind(_:)`` where a key is of another kind.
    public init(text: String) throws(AgeError) {
        var identities: [AgeX25519Identity] = []
        // By bytes, because CRLF is one character to Swift.
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, bytes) in lines.enumerated() {
            let line = String(Substring(bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes))
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            do throws(AgeError) {
                identities.append(try AgeX25519Identity(text: line))
            } catch .keyMalformed {
                throw .identityFileMalformed(line: index + 1)
            }
        }
        guard !identities.isEmpty else { throw .identityFileEmpty }
        self.identities = identities
    }

    /// Writes the file, each key under its public key.
    ///
    /// - Parameter created: When the keys were made, as RFC 3339 writes it, for the comment; no comment without it.
    /// - Returns: The text, which holds the private keys: see ``AgeX25519Identity/secretText``.
    public func text(created: String? = nil) -> String {
        identities.map { identity in
            let date = created.map { "# created: \($0)\n" } ?? ""
            return "\(date)# public key: \(identity.recipient.text)\n\(identity.secretText)\n"
        }
        .joined(separator: "\n")
    }
}
