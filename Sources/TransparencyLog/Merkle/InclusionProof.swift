/// A proof that a tree of a certain size has a certain leaf at an index.
public struct InclusionProof: Hashable, Sendable {
    /// The leaf's index, from 0.
    public var index: UInt64
    /// The size of the tree.
    public var size: UInt64
    /// The hashes beside the way from the leaf to the root, the leaf's sibling first.
    public var hashes: [MerkleHash]

    /// Puts a proof together, as it was received or stored; it is not verified by that.
    public init(index: UInt64, size: UInt64, hashes: [MerkleHash]) {
        self.index = index
        self.size = size
        self.hashes = hashes
    }

    /// Verifies that the proof leads from a leaf to a root (RFC 9162 section 2.1.3.2).
    ///
    /// A root does not say how large its tree is. ``size`` must be that of the checkpoint that the root comes from, not
    /// one that came with the proof.
    ///
    /// - Parameters:
    ///   - leafHash: The leaf's hash, which the caller worked out from the leaf.
    ///   - root: The root of the tree, from a checkpoint that is trusted.
    /// - Throws: ``TransparencyLogError/indexOutOfRange(index:size:)`` or
    ///   ``TransparencyLogError/inclusionProofWrong``. Any index and size may be given.
    public func verify(leafHash: MerkleHash, root: MerkleHash) throws(TransparencyLogError) {
        guard try self.root(leafHash: leafHash) == root else { throw .inclusionProofWrong }
    }

    /// The root of the tree that has the leaf where the proof says.
    ///
    /// - Throws: ``TransparencyLogError/indexOutOfRange(index:size:)``, or
    ///   ``TransparencyLogError/inclusionProofWrong`` where the number of hashes is not that of the index and size.
    public func root(leafHash: MerkleHash) throws(TransparencyLogError) -> MerkleHash {
        guard index < size else { throw .indexOutOfRange(index: index, size: size) }
        var climb = MerkleClimb(index: index, last: size - 1)
        var root = leafHash
        for hash in hashes {
            guard let side = climb.next() else { throw .inclusionProofWrong }
            root = side == .left ? .node(hash, root) : .node(root, hash)
        }
        guard climb.isAtTop else { throw .inclusionProofWrong }
        return root
    }
}

/// The way from a node to the root, as proofs go it.
struct MerkleClimb {
    /// Where the next hash of a proof stands.
    enum Side {
        case left
        case right
    }

    private var index: UInt64
    private var last: UInt64

    /// Starts at a leaf; the other number is the index of the last leaf.
    init(index: UInt64, last: UInt64) {
        self.index = index
        self.last = last
    }

    var isAtTop: Bool { last == 0 }

    /// Whether the node is a right child on its level.
    var isRightChild: Bool { index & 1 == 1 }

    /// Goes up one level.
    mutating func goUp() {
        index >>= 1
        last >>= 1
    }

    /// Goes up to the next level on which there is a sibling, and says on which side it was; `nil` at the top.
    mutating func next() -> Side? {
        if isAtTop { return nil }
        defer { goUp() }
        guard isRightChild || index == last else { return .right }
        // The last node of a level may have no sibling there and is its own parent.
        while !isRightChild, index != 0 { goUp() }
        return .left
    }
}
