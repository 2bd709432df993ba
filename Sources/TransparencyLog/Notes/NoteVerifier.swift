import Crypto

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A public key with its name: what verifies signatures of notes or cosignatures of checkpoints.
///
/// Written as text it is a *vkey*, such as
/// `example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k`.
///
/// ## What Ed25519 means here
/// Signatures are verified by swift-crypto as RFC 8032 says, without multiplying by the cofactor; this is what most
/// implementations do. Of the 914 edge cases of C2SP/CCTV it refuses those with `low_order_residue` or
/// `non_canonical_R`, which is to say signatures that hold only after a multiplication by the cofactor and those whose
/// first half is not a canonical encoding, and accepts all others, 208. Among them are public keys of low order and
/// such with another encoding: who chose one can make signatures that hold for many texts, and so can everybody else. A
/// key is trusted because of where it came from, so this takes nothing away from a note. On Apple's platforms
/// CryptoKit stands in the place of swift-crypto; there the edge cases were not looked at.
public struct NoteVerifier: Hashable, Sendable {
    /// What a key signs.
    public enum Kind: UInt8, Sendable, Hashable {
        /// Texts of notes, by themselves.
        case ed25519 = 1
        /// Checkpoints together with a time (``Cosigner``).
        case cosignature = 4
    }

    /// The key's name.
    public let name: KeyName
    /// What the key signs.
    public let kind: Kind
    /// The 32 bytes of the Ed25519 key.
    public let publicKey: [UInt8]
    /// The ID that the key's signatures carry.
    public let id: KeyID

    /// Puts a key together.
    ///
    /// - Throws: ``TransparencyLogError/keyMalformed(_:)`` where the key has not 32 bytes.
    public init(
        name: KeyName, kind: Kind = .ed25519, publicKey: [UInt8]
    ) throws(TransparencyLogError) {
        guard publicKey.count == 32 else { throw .keyMalformed(.length) }
        self.name = name
        self.kind = kind
        self.publicKey = publicKey
        id = KeyID(name: name, kind: kind, publicKey: publicKey)
    }

    /// Reads a vkey.
    ///
    /// - Throws: ``TransparencyLogError/keyMalformed(_:)``, or ``TransparencyLogError/keyTypeUnsupported(_:)`` for a
    ///   key that is well-formed and of a type that is not among ``Kind``.
    public init(vkey: String) throws(TransparencyLogError) {
        let parts = vkey.utf8.split(
            separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let id = String(parts[1]) else { throw .keyMalformed(.form) }
        let name = try KeyName(String(parts[0]) ?? "")
        guard let id = KeyID(text: id) else { throw .keyMalformed(.idForm) }
        guard let key = Base64.decode(parts[2]) else { throw .keyMalformed(.base64) }
        guard let type = key.first else { throw .keyMalformed(.length) }
        guard let kind = Kind(rawValue: type) else { throw .keyTypeUnsupported(type) }
        try self.init(name: name, kind: kind, publicKey: Array(key.dropFirst()))
        guard id == self.id else { throw .keyMalformed(.idOther) }
    }

    /// The key as text.
    public var vkey: String { "\(name)+\(id)+\(Base64.encode([kind.rawValue] + publicKey))" }

    /// Whether a signature names this key: by its name and ID, both.
    func isNamed(by signature: NoteSignature) -> Bool { signature.id == id && signature.name == name }

    /// Whether an Ed25519 signature over a message is this key's.
    func isValid(_ signature: some Collection<UInt8>, over message: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(Array(signature), for: message)
    }
}
