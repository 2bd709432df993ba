/// A proof that a tree of one size is the beginning of a tree of another: leaves were only added.
///
/// From a tree of size 0 there is no proof, because it is the beginning of every tree: ``verify(oldRoot:newRoot:)`` and
/// ``MerkleTree/consistencyProof(from:to:)`` refuse it with ``TransparencyLogError/oldTreeEmpty``, so that nobody takes
/// "nothing was compared" for "nothing was changed". A ``Witness`` follows its own protocol there.
public struct ConsistencyProof: Hashable, Sendable {
    /// The smaller size.
    public var oldSize: UInt64
    /// The larger size.
    public var newSize: UInt64
    /// The hashes, lowest first.
    public var hashes: [MerkleHash]

    /// Puts a proof together, as it was received or stored; it is not verified by that.
    public init(oldSize: UInt64, newSize: UInt64, hashes: [MerkleHash]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.hashes = hashes
    }

    /// Verifies that the proof leads from one root to another (RFC 9162 section 2.1.4.2).
    ///
    /// For equal sizes the roots must be equal and the proof without hashes. A root does not say how large its tree is:
    /// both sizes must be those of the checkpoints that the roots come from.
    ///
    /// - Throws: ``TransparencyLogError/oldTreeEmpty``, ``TransparencyLogError/sizeOutOfRange(_:treeSize:)`` where the
    ///   old size is the larger one, or ``TransparencyLogError/consistencyProofWrong``. Any sizes may be given.
    public func verify(oldRoot: MerkleHash, newRoot: MerkleHash) throws(TransparencyLogError) {
        guard oldSize <= newSize else { throw .sizeOutOfRange(oldSize, treeSize: newSize) }
        guard oldSize > 0 else { throw .oldTreeEmpty }
        if oldSize == newSize {
            guard hashes.isEmpty, oldRoot == newRoot else { throw .consistencyProofWrong }
            return
        }
        // Where the old tree is complete, its root is where the proof starts, and is left out.
        var rest = hashes[...]
        var climb = MerkleClimb(index: oldSize - 1, last: newSize - 1)
        let isComplete = oldSize.nonzeroBitCount == 1
        guard let start = isComplete ? oldRoot : rest.popFirst() else { throw .consistencyProofWrong }
        while climb.isRightChild { climb.goUp() }
        var old = start
        var new = start
        for hash in rest {
            guard let side = climb.next() else { throw .consistencyProofWrong }
            if side == .left { old = .node(hash, old) }
            new = side == .left ? .node(hash, new) : .node(new, hash)
        }
        guard climb.isAtTop, old == oldRoot, new == newRoot else { throw .consistencyProofWrong }
    }
}
