/// What a witness answers.
public enum WitnessOutcome: Hashable, Sendable {
    /// The checkpoint was cosigned: the signatures to return, and the state to store before that.
    case cosigned([NoteSignature], WitnessState)
    /// The request is malformed, or its old size is larger than the checkpoint's.
    case badRequest(TransparencyLogError)
    /// The log has not signed the checkpoint, or a signature in its name is wrong.
    case forbidden(TransparencyLogError)
    /// The witness does not know the log.
    case unknownLog
    /// The request starts from another size than the one that was cosigned last, which is this.
    case conflict(size: UInt64)
    /// The checkpoint does not continue what was cosigned. It may be evidence that the log was rewritten.
    case unprocessable(TransparencyLogError)

    /// The status of HTTP that the protocol gives the answer.
    public var status: Int {
        switch self {
        case .cosigned: 200
        case .badRequest: 400
        case .forbidden: 403
        case .unknownLog: 404
        case .conflict: 409
        case .unprocessable: 422
        }
    }

    /// The type of the answer's ``body``.
    public var contentType: String {
        if case .conflict = self { "text/x.tlog.size" } else { "text/plain; charset=utf-8" }
    }

    /// The body of the answer: signature lines, the size after a conflict, a sentence for people otherwise.
    public var body: String {
        switch self {
        case .cosigned(let signatures, _): signatures.map(\.line).joined()
        case .badRequest(let error), .forbidden(let error), .unprocessable(let error): "\(error)\n"
        case .unknownLog: "This log is not known here.\n"
        case .conflict(let size): "\(size)\n"
        }
    }
}

extension WitnessOutcome {
    /// Reads the size from the body of an answer with the status 409; `nil` for any other text.
    public static func conflictSize(of body: [UInt8]) -> UInt64? {
        body.last == NoteLines.lineFeed ? CanonicalNumber.parse(body.dropLast()) : nil
    }
}

extension SignedCheckpoint {
    /// Adds the cosignatures of known keys from the body of an answer with the status 200.
    ///
    /// - Parameters:
    ///   - body: The lines that the witness returned; those of keys that are not known are left out.
    ///   - cosigners: The witness's keys.
    /// - Returns: What was added.
    /// - Throws: ``TransparencyLogError/noteMalformed(_:)``, ``TransparencyLogError/noKnownSignature`` or
    ///   ``TransparencyLogError/signatureWrong(_:)``. The checkpoint stays as it was then.
    @discardableResult public mutating func addCosignatures(
        from body: [UInt8], by cosigners: [NoteVerifier]
    ) throws(TransparencyLogError) -> [VerifiedNote.Signature] {
        let answer = try SignedNote(note.textBytes + [NoteLines.lineFeed] + body)
        // Lines with a blank one among them would be read as a part of the text.
        if answer.textBytes != note.textBytes { throw .noteMalformed(.signatureLine) }
        let verified = try answer.verified(by: cosigners)
        try add(
            verified.signatures.compactMap { found in
                answer.signatures.first { found.verifier.isNamed(by: $0) }
            })
        return verified.signatures
    }
}
