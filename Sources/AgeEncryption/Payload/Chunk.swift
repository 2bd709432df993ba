import Crypto

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The payload's unit: 64 KiB of plaintext, encrypted and authenticated by itself.
///
/// The nonce holds the chunk's number and whether it is the last, so chunks can't be moved, left out or cut off. This
/// is the STREAM construction with ChaCha20-Poly1305.
enum Chunk {
    static let plainSize = 64 << 10
    static let tagSize = 16
    static let sealedSize = plainSize + tagSize
    /// Bytes of the nonce before the first chunk, from which the payload's key is derived.
    static let fileNonceSize = 16

    /// Appends a chunk in its encrypted form.
    static func seal(
        _ plain: ArraySlice<UInt8>, number: Int, isLast: Bool, key: SymmetricKey, into output: inout [UInt8]
    ) throws(AgeError) {
        do {
            let box = try ChaChaPoly.seal(plain, using: key, nonce: nonce(number, isLast: isLast))
            // What follows the nonce: ciphertext, then tag.
            box.combined.withUnsafeBytes { output.append(contentsOf: $0.dropFirst(12)) }
        } catch {
            throw .cryptographyFailed
        }
    }

    /// Appends the plaintext of a chunk, if it is authentic for this place.
    ///
    /// - Returns: Whether it is. If not, nothing is appended.
    static func open(
        _ sealed: ArraySlice<UInt8>, number: Int, isLast: Bool, key: SymmetricKey, into output: inout [UInt8]
    ) -> Bool {
        guard sealed.count >= tagSize else { return false }
        do {
            let box = try ChaChaPoly.SealedBox(
                nonce: nonce(number, isLast: isLast), ciphertext: sealed.dropLast(tagSize),
                tag: sealed.suffix(tagSize))
            let plain = try ChaChaPoly.open(box, using: key)
            plain.withUnsafeBytes { output.append(contentsOf: $0) }
            return true
        } catch {
            return false
        }
    }

    /// Eleven bytes of the chunk's number, big endian, and one that is 1 for the last chunk.
    private static func nonce(_ number: Int, isLast: Bool) throws -> ChaChaPoly.Nonce {
        var bytes = [UInt8](repeating: 0, count: 12)
        for index in 0..<8 { bytes[10 - index] = UInt8(truncatingIfNeeded: number >> (8 * index)) }
        bytes[11] = isLast ? 1 : 0
        return try ChaChaPoly.Nonce(data: bytes)
    }
}
