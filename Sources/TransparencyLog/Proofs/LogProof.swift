/// A proof that a log has an entry, which can be verified without the log (c2sp.org/tlog-proof, a draft).
///
/// It holds the entry's index, the inclusion proof and the checkpoint that it leads to. The entry itself comes from
/// elsewhere. Files of it end in `.tlog-proof`.
public struct LogProof: Hashable, Sendable {
    /// The most bytes a proof may have.
    public static let maximalSize = 2 * SignedNote.maximalSize
    /// The most hashes that lead from a leaf to a root.
    public static let maximalHashCount = 64
    private static let header = Array("c2sp.org/tlog-proof@v1".utf8)

    /// Data for the application, which nobody has signed, such as what else is needed to work out the leaf.
    public let extra: [UInt8]?
    /// The entry's index, from 0.
    public let index: UInt64
    /// The hashes from the leaf's sibling up.
    public let hashes: [MerkleHash]
    /// The checkpoint of the tree.
    public let checkpoint: SignedCheckpoint

    /// Puts a proof together; it is not verified by that.
    ///
    /// - Throws: ``TransparencyLogError/proofMalformed(_:)`` for more hashes than a proof can have.
    public init(
        index: UInt64, hashes: [MerkleHash], checkpoint: SignedCheckpoint, extra: [UInt8]? = nil
    ) throws(TransparencyLogError) {
        if hashes.count > Self.maximalHashCount { throw .proofMalformed(.tooManyHashes) }
        self.index = index
        self.hashes = hashes
        self.checkpoint = checkpoint
        self.extra = extra == [] ? nil : extra
    }

    /// The inclusion proof in the checkpoint's tree.
    public var inclusionProof: InclusionProof {
        InclusionProof(index: index, size: checkpoint.checkpoint.size, hashes: hashes)
    }

    /// Verifies that a log has the entry, and what known cosigners say of the checkpoint.
    ///
    /// - Parameters:
    ///   - leafHash: The entry's hash, which the caller worked out from the entry.
    ///   - log: The log it should be in.
    ///   - cosigners: Keys of cosigners that are known; how many must have signed is for the caller to decide.
    /// - Throws: ``TransparencyLogError/indexOutOfRange(index:size:)``, ``TransparencyLogError/inclusionProofWrong``, or
    ///   what ``SignedCheckpoint/verified(log:cosigners:)`` throws.
    public func verified(
        leafHash: MerkleHash, log: LogIdentity, cosigners: [NoteVerifier] = []
    ) throws(TransparencyLogError) -> VerifiedCheckpoint {
        let verified = try checkpoint.verified(log: log, cosigners: cosigners)
        try inclusionProof.verify(leafHash: leafHash, root: verified.checkpoint.root)
        return verified
    }
}

extension LogProof {
    /// The proof as a file.
    public var bytes: [UInt8] {
        let lines =
            [String(decoding: Self.header, as: UTF8.self)]
            + (extra.map { ["extra " + Base64.encode($0)] } ?? [])
            + ["index \(index)"] + hashes.map(\.base64) + [""]
        return lines.flatMap { Array($0.utf8) + [NoteLines.lineFeed] } + checkpoint.bytes
    }

    /// Reads a file, without verifying anything.
    ///
    /// - Throws: ``TransparencyLogError/proofMalformed(_:)``, ``TransparencyLogError/noteMalformed(_:)`` or
    ///   ``TransparencyLogError/checkpointMalformed(_:)``.
    public init(_ bytes: [UInt8]) throws(TransparencyLogError) {
        if bytes.count > Self.maximalSize { throw .proofMalformed(.tooLong) }
        guard bytes.starts(with: Self.header + [NoteLines.lineFeed]) else { throw .proofMalformed(.header) }
        guard let end = NoteLines.firstBlankLine(bytes[...]), let lines = NoteLines.split(bytes[...end])
        else { throw .proofMalformed(.checkpoint) }
        var rest = lines.dropFirst()
        var extra: [UInt8]?
        if let text = Self.value(of: "extra", in: rest.first) {
            guard let data = Base64.decode(text), !data.isEmpty else { throw .proofMalformed(.extra) }
            extra = data
            rest = rest.dropFirst()
        }
        guard let digits = Self.value(of: "index", in: rest.first), let index = CanonicalNumber.parse(digits)
        else { throw .proofMalformed(.index) }
        if rest.count - 1 > Self.maximalHashCount { throw .proofMalformed(.tooManyHashes) }
        let hashes = rest.dropFirst().compactMap { MerkleHash(base64: $0) }
        if hashes.count != rest.count - 1 { throw .proofMalformed(.hash) }
        try self.init(
            index: index, hashes: hashes, checkpoint: try SignedCheckpoint(bytes[(end + 2)...]), extra: extra)
    }

    /// What follows a word and a space in a line that begins with both.
    private static func value(of word: String, in line: ArraySlice<UInt8>?) -> ArraySlice<UInt8>? {
        guard let line, line.starts(with: Array("\(word) ".utf8)) else { return nil }
        return line.dropFirst(word.utf8.count + 1)
    }
}
