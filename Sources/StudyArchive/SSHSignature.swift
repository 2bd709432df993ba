internal import Crypto
internal import StudyModel

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A member's signing key and the SSH form of keys and signatures, so that stock `ssh-keygen` and `git` check them.
///
/// Sources: RFC 4253 §6.6 (encodings), RFC 8709 (`ssh-ed25519`), OpenSSH's `PROTOCOL.sshsig`.
package struct SigningKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// Makes a new key.
    package init() { key = Curve25519.Signing.PrivateKey() }

    /// Takes a key's 32-byte seed.
    package init?(seed: [UInt8]) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else { return nil }
        self.key = key
    }

    package var seed: [UInt8] { Array(key.rawRepresentation) }

    /// `ssh-ed25519 AAAA…`, as in `authorized_keys`.
    package var publicKey: String { "ssh-ed25519 \(Data(publicBlob).base64EncodedString())" }

    private var publicBlob: [UInt8] {
        Self.string("ssh-ed25519") + Self.string(Array(key.publicKey.rawRepresentation))
    }

    /// Signs bytes for git: an armoured SSH signature in the namespace `git`.
    package func signature(of message: [UInt8]) throws -> String {
        let digest = Self.string(Array(SHA512.hash(data: message)))
        let head = Self.string("git") + Self.string("") + Self.string("sha512")
        let raw = try Array(key.signature(for: Array("SSHSIG".utf8) + head + digest))
        let wrapped = Self.string("ssh-ed25519") + Self.string(raw)
        let blob =
            Array("SSHSIG".utf8) + [0, 0, 0, 1] + Self.string(publicBlob) + head + Self.string(wrapped)
        let base = Array(Data(blob).base64EncodedString().utf8)
        let lines = stride(from: 0, to: base.count, by: 70).map {
            String(decoding: base[$0..<min($0 + 70, base.count)], as: UTF8.self)
        }
        return (["-----BEGIN SSH SIGNATURE-----"] + lines + ["-----END SSH SIGNATURE-----"]).joined(
            separator: "\n")
    }

    private static func string(_ text: String) -> [UInt8] { string(Array(text.utf8)) }

    private static func string(_ bytes: [UInt8]) -> [UInt8] {
        let length = UInt32(bytes.count)
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> UInt32($0)) } + bytes
    }
}
