internal import Crypto

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Checks SSH signatures of the form ``SigningKey`` writes.
enum SSHVerification {
    /// Whether an armoured signature over a message in the namespace `git` was made by one of the keys.
    ///
    /// - Parameter keys: OpenSSH public keys, `ssh-ed25519 AAAA…`.
    static func holds(_ armoured: String, over message: [UInt8], keys: [String]) -> Bool {
        guard let signer = signer(of: armoured, over: message) else { return false }
        return isAmong(keys, signer)
    }

    /// Whether a key is one of those given, whatever is written behind them.
    static func isAmong(_ keys: [String], _ signer: String) -> Bool {
        keys.contains { key in
            if key.utf8.count <= signer.utf8.count { return key == signer }
            return key.split(separator: " ").prefix(2).joined(separator: " ") == signer
        }
    }

    /// The key that made an armoured signature over a message in the namespace `git`; `nil` where none did.
    static func signer(of armoured: String, over message: [UInt8]) -> String? {
        let lines = armoured.utf8.split(separator: 0x0A).filter { !$0.starts(with: "-----".utf8) }
        guard let blob = Data(base64Encoded: Data(lines.joined())) else { return nil }
        var reader = Wire(Array(blob))
        guard reader.take(6) == Array("SSHSIG".utf8), reader.take(4) == [0, 0, 0, 1],
            let key = reader.string(),
            reader.string() == Array("git".utf8), let reserved = reader.string(),
            reader.string() == Array("sha512".utf8), let wrapped = reader.string()
        else { return nil }
        guard let raw = rawKey(key), let signature = rawKey(wrapped) else { return nil }
        let signed =
            Array("SSHSIG".utf8) + Wire.string(Array("git".utf8)) + Wire.string(reserved)
            + Wire.string(Array("sha512".utf8)) + Wire.string(Array(SHA512.hash(data: message)))
        guard let verifier = try? Curve25519.Signing.PublicKey(rawRepresentation: raw),
            verifier.isValidSignature(signature, for: signed)
        else { return nil }
        return "ssh-ed25519 \(Data(key).base64EncodedString())"
    }

    /// The 32 bytes of an OpenSSH public key, `ssh-ed25519 AAAA…`; `nil` for a text that is none.
    static func rawKey(of publicKey: String) -> [UInt8]? {
        let parts = publicKey.split(separator: " ")
        guard parts.count >= 2, let blob = Data(base64Encoded: String(parts[1])) else { return nil }
        return rawKey(Array(blob)).flatMap { $0.count == 32 ? $0 : nil }
    }

    /// The second string of an `ssh-ed25519` blob: a key or a signature.
    private static func rawKey(_ blob: [UInt8]) -> [UInt8]? {
        var reader = Wire(blob)
        guard reader.string() == Array("ssh-ed25519".utf8) else { return nil }
        return reader.string()
    }

    /// The length-prefixed strings of RFC 4251 §5.
    private struct Wire {
        private let bytes: [UInt8]
        private var position = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        mutating func take(_ count: Int) -> [UInt8]? {
            guard position + count <= bytes.count else { return nil }
            defer { position += count }
            return Array(bytes[position..<position + count])
        }

        mutating func string() -> [UInt8]? {
            guard let length = take(4) else { return nil }
            return take(length.reduce(0) { $0 << 8 | Int($1) })
        }

        static func string(_ bytes: [UInt8]) -> [UInt8] {
            [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: UInt32(bytes.count) >> UInt32($0)) } + bytes
        }
    }
}
