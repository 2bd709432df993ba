internal import Crypto
internal import GitStore

/// SHA-256 of bytes, as commitments use it.
package enum Digest {
    package static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    /// In lower-case hexadecimal.
    package static func hex(_ bytes: [UInt8]) -> String { Hex.text(sha256(bytes)) }
}
