/// A note of which at least one signature is of a known key, and every signature of a known key is right.
public struct VerifiedNote: Hashable, Sendable {
    /// A signature that was verified.
    public struct Signature: Hashable, Sendable {
        /// The key that signed.
        public let verifier: NoteVerifier
        /// When, in seconds since 1970 and by the signer's word: for cosignatures only.
        public let time: UInt64?
    }

    /// The note with all its signatures, of unknown keys too.
    public let note: SignedNote
    /// The signatures of known keys, one for each key, in the note's order.
    public let signatures: [Signature]

    /// The text that was signed.
    public var text: String { note.text }
}

extension SignedNote {
    /// Verifies the signatures of known keys.
    ///
    /// A key is known by its name and ID together; signatures of all other keys are passed over. If a key has signed
    /// twice, the first signature counts and the others are not looked at.
    ///
    /// - Parameter known: The keys that are trusted. No two may have the same name and ID unless they are equal.
    /// - Throws: ``TransparencyLogError/signatureWrong(_:)`` if any signature of a known key is wrong, and
    ///   ``TransparencyLogError/noKnownSignature`` if there is none.
    public func verified(by known: [NoteVerifier]) throws(TransparencyLogError) -> VerifiedNote {
        var found: [VerifiedNote.Signature] = []
        for signature in signatures {
            guard let verifier = known.first(where: { $0.isNamed(by: signature) }),
                !found.contains(where: { $0.verifier == verifier })
            else { continue }
            found.append(try verifier.verify(signature, of: textBytes))
        }
        if found.isEmpty { throw .noKnownSignature }
        return VerifiedNote(note: self, signatures: found)
    }
}

extension NoteVerifier {
    func verify(
        _ signature: NoteSignature, of text: [UInt8]
    ) throws(TransparencyLogError) -> VerifiedNote.Signature {
        switch kind {
        case .ed25519:
            guard isValid(signature.bytes, over: text) else { throw .signatureWrong(name) }
            return VerifiedNote.Signature(verifier: self, time: nil)
        case .cosignature:
            guard let cosignature = Cosignature(signature.bytes), (try? Checkpoint(textBytes: text)) != nil,
                isValid(cosignature.signature, over: Cosignature.message(text, at: cosignature.time))
            else { throw .signatureWrong(name) }
            return VerifiedNote.Signature(verifier: self, time: cosignature.time)
        }
    }
}
