/// What a witness remembers of a log: the largest tree it has cosigned.
public struct WitnessState: Hashable, Sendable {
    /// The number of leaves.
    public let size: UInt64
    /// The root of the tree over them.
    public let root: MerkleHash

    /// Takes over what was stored.
    public init(size: UInt64, root: MerkleHash) {
        self.size = size
        self.root = root
    }
}

/// Somebody who cosigns the checkpoints of logs, each only if it continues what was cosigned before
/// (c2sp.org/tlog-witness).
///
/// A value without a memory: the caller brings what is known of a log and stores what comes out. Between reading and
/// storing the state nobody else may do either, and the new state must be safe on disk before the answer is given;
/// otherwise two requests at once could make the witness sign a smaller tree after a larger one.
public struct Witness: Sendable {
    private let cosigners: [Cosigner]

    /// A witness that signs with these keys, with all of them each time; usually it is one.
    public init(cosigners: [Cosigner]) { self.cosigners = cosigners }

    /// Answers a request.
    ///
    /// - Parameters:
    ///   - request: What was asked.
    ///   - log: The log that the request's checkpoint is of, where it is known to the witness.
    ///   - state: What the witness has cosigned of it, if anything.
    ///   - time: The present time in seconds since 1970, for the cosignature.
    /// - Returns: What to answer. Only with ``WitnessOutcome/cosigned(_:_:)`` is there something to store.
    /// - Throws: ``TransparencyLogError/timeOutOfRange`` or ``TransparencyLogError/cryptographyFailed``: the witness
    ///   itself is not able to sign.
    public func outcome(
        of request: AddCheckpointRequest, log: LogIdentity?, state: WitnessState?, at time: UInt64
    ) throws(TransparencyLogError) -> WitnessOutcome {
        guard let log, log.origin == request.checkpoint.checkpoint.origin else { return .unknownLog }
        do throws(TransparencyLogError) {
            _ = try request.checkpoint.verified(log: log)
        } catch {
            return .forbidden(error)
        }
        if let refusal = refusal(of: request, state: state) { return refusal }
        let checkpoint = request.checkpoint.checkpoint
        var signatures: [NoteSignature] = []
        for cosigner in cosigners {
            signatures.append(try cosigner.cosignature(of: checkpoint, at: time))
        }
        return .cosigned(signatures, WitnessState(size: checkpoint.size, root: checkpoint.root))
    }

    /// Answers the body of a request.
    ///
    /// One that can't be read is a bad request; if only a signature line can't be, the checkpoint is taken for unsigned.
    ///
    /// - Parameters:
    ///   - body: The bytes that came.
    ///   - known: Says which log has an origin and what the witness has cosigned of it; `nil` for a stranger.
    ///   - time: The present time in seconds since 1970, for the cosignature.
    /// - Throws: As ``outcome(of:log:state:at:)``.
    public func outcome(
        ofBody body: [UInt8], at time: UInt64, known: (LogOrigin) -> (log: LogIdentity, state: WitnessState?)?
    ) throws(TransparencyLogError) -> WitnessOutcome {
        let request: AddCheckpointRequest
        do throws(TransparencyLogError) {
            request = try AddCheckpointRequest(body)
        } catch {
            // A signature that can't be read is none.
            return error == .noteMalformed(.signatureLine) ? .forbidden(error) : .badRequest(error)
        }
        let found = known(request.checkpoint.checkpoint.origin)
        return try outcome(of: request, log: found?.log, state: found?.state, at: time)
    }

    /// Why a request of a log that signed it is refused; the rules stand in the order of the specification.
    private func refusal(of request: AddCheckpointRequest, state: WitnessState?) -> WitnessOutcome? {
        let checkpoint = request.checkpoint.checkpoint
        guard request.oldSize <= checkpoint.size else {
            return .badRequest(.sizeOutOfRange(request.oldSize, treeSize: checkpoint.size))
        }
        let state = state ?? WitnessState(size: 0, root: .emptyTree)
        guard request.oldSize == state.size else { return .conflict(size: state.size) }
        if checkpoint.size == 0, checkpoint.root != .emptyTree { return .unprocessable(.emptyRootWrong) }
        // Every tree continues the empty one, so there is nothing to prove.
        if state.size == 0 { return request.hashes.isEmpty ? nil : .unprocessable(.consistencyProofWrong) }
        let proof = ConsistencyProof(
            oldSize: state.size, newSize: checkpoint.size, hashes: request.hashes)
        do throws(TransparencyLogError) {
            try proof.verify(oldRoot: state.root, newRoot: checkpoint.root)
            return nil
        } catch {
            return .unprocessable(error)
        }
    }
}
