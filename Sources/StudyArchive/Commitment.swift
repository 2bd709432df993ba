internal import GitStore

/// Commitments to bytes that lie outside git.
package enum Commitment {
    /// SHA-256 over the bytes of a salt and some others, in hexadecimal (AUDIT §4.1).
    ///
    /// - Parameter salt: bytes in hexadecimal.
    package static func hex(salt: String, _ bytes: [UInt8]) -> String {
        Digest.hex((Hex.bytes(salt) ?? []) + bytes)
    }
}
