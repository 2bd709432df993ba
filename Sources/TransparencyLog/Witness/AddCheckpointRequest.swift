/// What a log asks a witness: to cosign a checkpoint that continues what the witness has seen
/// (c2sp.org/tlog-witness, `add-checkpoint`).
public struct AddCheckpointRequest: Hashable, Sendable {
    /// The most hashes that the protocol allows in a proof.
    public static let maximalHashCount = 63
    /// The most bytes a request may have: those of the largest note, and of the lines before it.
    public static let maximalSize = SignedNote.maximalSize + 4096

    /// The size of the tree that the witness has cosigned last; 0 where it has seen none.
    public let oldSize: UInt64
    /// The consistency proof from the old size, without hashes for an old size of 0.
    public let hashes: [MerkleHash]
    /// The checkpoint to cosign.
    public let checkpoint: SignedCheckpoint

    /// Puts a request together.
    ///
    /// - Throws: ``TransparencyLogError/requestMalformed(_:)`` for more hashes than the protocol allows.
    public init(
        oldSize: UInt64, hashes: [MerkleHash], checkpoint: SignedCheckpoint
    ) throws(TransparencyLogError) {
        if hashes.count > Self.maximalHashCount { throw .requestMalformed(.tooManyHashes) }
        self.oldSize = oldSize
        self.hashes = hashes
        self.checkpoint = checkpoint
    }

    private static let mark = Array("old ".utf8)

    /// Reads the body of a request.
    ///
    /// - Throws: ``TransparencyLogError/requestMalformed(_:)``, ``TransparencyLogError/noteMalformed(_:)`` or
    ///   ``TransparencyLogError/checkpointMalformed(_:)``.
    public init(_ bytes: [UInt8]) throws(TransparencyLogError) {
        if bytes.count > Self.maximalSize { throw .requestMalformed(.tooLong) }
        guard let end = NoteLines.firstBlankLine(bytes[...]), let lines = NoteLines.split(bytes[...end])
        else { throw .requestMalformed(.checkpoint) }
        guard lines[0].starts(with: Self.mark),
            let oldSize = CanonicalNumber.parse(lines[0].dropFirst(Self.mark.count))
        else { throw .requestMalformed(.oldSize) }
        if lines.count - 1 > Self.maximalHashCount { throw .requestMalformed(.tooManyHashes) }
        let hashes = lines.dropFirst().compactMap { MerkleHash(base64: $0) }
        if hashes.count != lines.count - 1 { throw .requestMalformed(.hash) }
        try self.init(
            oldSize: oldSize, hashes: hashes, checkpoint: try SignedCheckpoint(bytes[(end + 2)...]))
    }

    /// The body of the request.
    public var bytes: [UInt8] {
        let lines = ["old \(oldSize)"] + hashes.map(\.base64) + [""]
        return lines.flatMap { Array($0.utf8) + [NoteLines.lineFeed] } + checkpoint.bytes
    }
}
