/// A checkpoint with the signatures of its log and of those who have seen it.
///
/// One that was only read says nothing yet: it counts once ``verified(log:cosigners:)`` has returned it.
public struct SignedCheckpoint: Hashable, Sendable {
    /// What is signed.
    public let checkpoint: Checkpoint
    /// The note around it, with all signatures.
    public private(set) var note: SignedNote

    /// Signs a checkpoint as a log.
    ///
    /// A log must have stored the tree before, and must never sign one that is not consistent with what it has signed.
    ///
    /// - Throws: ``TransparencyLogError/noteMalformed(_:)`` or ``TransparencyLogError/cryptographyFailed``.
    public init(signing checkpoint: Checkpoint, with signers: [NoteSigner]) throws(TransparencyLogError) {
        self.checkpoint = checkpoint
        note = try SignedNote(signing: checkpoint.text, with: signers)
    }

    /// Reads a signed checkpoint, without verifying anything.
    ///
    /// - Throws: ``TransparencyLogError/noteMalformed(_:)`` or ``TransparencyLogError/checkpointMalformed(_:)``.
    public init(_ bytes: [UInt8]) throws(TransparencyLogError) { try self.init(bytes[...]) }

    init(_ bytes: ArraySlice<UInt8>) throws(TransparencyLogError) { try self.init(note: SignedNote(bytes)) }

    /// Takes a note for a checkpoint, without verifying anything.
    ///
    /// - Throws: ``TransparencyLogError/checkpointMalformed(_:)``.
    public init(note: SignedNote) throws(TransparencyLogError) {
        checkpoint = try Checkpoint(textBytes: note.textBytes)
        self.note = note
    }

    /// The whole note, as it is stored and sent.
    public var bytes: [UInt8] { note.bytes }

    /// Adds cosignatures; those of keys that have signed are replaced.
    ///
    /// - Throws: ``TransparencyLogError/noteMalformed(_:)`` where the note would have too many.
    public mutating func add(_ signatures: [NoteSignature]) throws(TransparencyLogError) {
        try note.add(signatures)
    }

    /// The checkpoint with the signatures of these keys only, so that strangers' lines are not passed on.
    ///
    /// Nothing is verified; ``verified(log:cosigners:)`` does that.
    public func keeping(_ verifiers: [NoteVerifier]) -> SignedCheckpoint {
        var kept = self
        kept.note = note.keeping { signature in verifiers.contains { $0.isNamed(by: signature) } }
        return kept
    }

    /// Verifies the signatures of a log and of known cosigners.
    ///
    /// - Parameters:
    ///   - log: The log it should be of.
    ///   - cosigners: Keys of ``NoteVerifier/Kind/cosignature`` that are known, no two of them alike under different
    ///     names; keys of other kinds are passed over. How many must have signed is for the caller to decide.
    /// - Throws: ``TransparencyLogError/originWrong``; ``TransparencyLogError/noKnownSignature`` where no key of the log
    ///   has signed; ``TransparencyLogError/signatureWrong(_:)`` if any signature of these keys is wrong.
    public func verified(
        log: LogIdentity, cosigners: [NoteVerifier] = []
    ) throws(TransparencyLogError) -> VerifiedCheckpoint {
        guard checkpoint.origin == log.origin else { throw .originWrong }
        let verified = try note.verified(
            by: log.verifiers + cosigners.filter { $0.kind == .cosignature })
        guard verified.signatures.contains(where: { log.verifiers.contains($0.verifier) })
        else { throw .noKnownSignature }
        let others = verified.signatures.filter { !log.verifiers.contains($0.verifier) }
        return VerifiedCheckpoint(signed: self, cosignatures: others)
    }
}

/// A checkpoint that its log has signed, and what known cosigners say of it.
public struct VerifiedCheckpoint: Hashable, Sendable {
    /// The checkpoint with all its signatures, of unknown keys too.
    public let signed: SignedCheckpoint
    /// The cosignatures of known keys, one for each key.
    public let cosignatures: [VerifiedNote.Signature]

    /// What the log has signed.
    public var checkpoint: Checkpoint { signed.checkpoint }
}
