import Crypto

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A private key that signs notes.
///
/// Printing or reflecting a value shows the public key only.
public struct NoteSigner: Sendable {
    /// The public key that belongs to this private one.
    public let verifier: NoteVerifier
    private let key: SigningKey

    /// Takes over a private key.
    ///
    /// - Parameters:
    ///   - name: The name that the signatures carry. For a log, it should be its origin.
    ///   - seed: The 32 bytes of an Ed25519 private key (RFC 8032).
    /// - Throws: ``TransparencyLogError/keyMalformed(_:)`` where they are not 32.
    public init(name: KeyName, seed: [UInt8]) throws(TransparencyLogError) {
        key = try SigningKey(seed: seed)
        verifier = try NoteVerifier(name: name, kind: .ed25519, publicKey: key.publicKey)
    }

    func signature(of text: [UInt8]) throws(TransparencyLogError) -> NoteSignature {
        NoteSignature(name: verifier.name, id: verifier.id, bytes: try key.sign(text))
    }
}

extension NoteSigner: CustomStringConvertible, CustomReflectable {
    /// The public key as text.
    public var description: String { verifier.vkey }

    /// Only the public key.
    public var customMirror: Mirror { Mirror(self, children: ["verifier": verifier]) }
}

/// An Ed25519 private key, as swift-crypto holds it.
struct SigningKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    init(seed: [UInt8]) throws(TransparencyLogError) {
        guard seed.count == 32, let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        else { throw .keyMalformed(.length) }
        self.key = key
    }

    var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

    func sign(_ message: [UInt8]) throws(TransparencyLogError) -> [UInt8] {
        guard let signature = try? key.signature(for: message) else { throw .cryptographyFailed }
        return Array(signature)
    }
}
