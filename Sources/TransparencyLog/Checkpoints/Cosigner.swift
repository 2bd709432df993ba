/// A private key that signs other logs' checkpoints together with a time (c2sp.org/tlog-cosignature, Ed25519).
///
/// A cosignature says: as of this time, this is the largest tree of the log that I have seen, and it is consistent with
/// all that I have seen before. Who cosigns must have verified that; a ``Witness`` does. The form does not bind the
/// cosigner's name, so each cosigner needs a key of its own.
///
/// Printing or reflecting a value shows the public key only.
public struct Cosigner: Sendable {
    /// The public key that belongs to this private one.
    public let verifier: NoteVerifier
    private let key: SigningKey

    /// Takes over a private key.
    ///
    /// - Parameters:
    ///   - name: The name that the cosignatures carry.
    ///   - seed: The 32 bytes of an Ed25519 private key (RFC 8032).
    /// - Throws: ``TransparencyLogError/keyMalformed(_:)`` where they are not 32.
    public init(name: KeyName, seed: [UInt8]) throws(TransparencyLogError) {
        key = try SigningKey(seed: seed)
        verifier = try NoteVerifier(name: name, kind: .cosignature, publicKey: key.publicKey)
    }

    /// Cosigns a checkpoint.
    ///
    /// - Parameters:
    ///   - checkpoint: What was verified.
    ///   - time: The present time in seconds since 1970, at least 1 and at most 2^63 - 1.
    /// - Throws: ``TransparencyLogError/timeOutOfRange`` or ``TransparencyLogError/cryptographyFailed``.
    public func cosignature(
        of checkpoint: Checkpoint, at time: UInt64
    ) throws(TransparencyLogError) -> NoteSignature {
        guard (1...Cosignature.latestTime).contains(time) else { throw .timeOutOfRange }
        let message = Cosignature.message(Array(checkpoint.text.utf8), at: time)
        let cosignature = Cosignature(time: time, signature: try key.sign(message))
        return NoteSignature(name: verifier.name, id: verifier.id, bytes: cosignature.bytes)
    }
}

extension Cosigner: CustomStringConvertible, CustomReflectable {
    /// The public key as text.
    public var description: String { verifier.vkey }

    /// Only the public key.
    public var customMirror: Mirror { Mirror(self, children: ["verifier": verifier]) }
}

/// The bytes of a cosignature: a time and a signature over it and a checkpoint.
struct Cosignature {
    static let latestTime = UInt64(Int64.max)
    private static let timeSize = 8
    private static let signatureSize = 64

    let time: UInt64
    let signature: [UInt8]

    init(time: UInt64, signature: [UInt8]) {
        self.time = time
        self.signature = signature
    }

    /// `nil` for bytes that can't be a cosignature.
    init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.timeSize + Self.signatureSize else { return nil }
        time = BigEndian.number(UInt64.self, from: bytes)
        signature = Array(bytes.dropFirst(Self.timeSize))
        if time > Self.latestTime { return nil }
    }

    var bytes: [UInt8] { BigEndian.bytes(time) + signature }

    /// What is signed; the first line keeps it apart from everything else the key could sign.
    static func message(_ text: [UInt8], at time: UInt64) -> [UInt8] {
        Array("cosignature/v1\ntime \(time)\n".utf8) + text
    }
}
