extension MerkleTree {
    /// Proves that a leaf is in the tree as it was at a size (RFC 6962 section 2.1.1).
    ///
    /// - Parameters:
    ///   - index: The leaf's index, from 0.
    ///   - size: The size of the tree that the proof is for; without it, the present one.
    /// - Throws: ``TransparencyLogError/sizeOutOfRange(_:treeSize:)`` or
    ///   ``TransparencyLogError/indexOutOfRange(index:size:)``.
    public func inclusionProof(
        of index: UInt64, atSize size: UInt64? = nil
    ) throws(TransparencyLogError) -> InclusionProof {
        let size = size ?? self.size
        try requireSize(size)
        guard index < size else { throw .indexOutOfRange(index: index, size: size) }
        var range = (start: UInt64(0), end: size)
        var hashes: [MerkleHash] = []
        while range.end - range.start > 1 {
            let middle = range.start + (range.end - range.start).largestPowerBelow
            if index < middle {
                hashes.append(root(from: middle, to: range.end))
                range.end = middle
            } else {
                hashes.append(root(from: range.start, to: middle))
                range.start = middle
            }
        }
        return InclusionProof(index: index, size: size, hashes: hashes.reversed())
    }

    /// Proves that the tree at one size is the beginning of the tree at another (RFC 6962 section 2.1.2).
    ///
    /// - Parameters:
    ///   - oldSize: The smaller size, at least 1.
    ///   - newSize: The larger size; without it, the present one. For equal sizes the proof is without hashes.
    /// - Throws: ``TransparencyLogError/oldTreeEmpty`` for an old size of 0, for which no proof exists, and
    ///   ``TransparencyLogError/sizeOutOfRange(_:treeSize:)``.
    public func consistencyProof(
        from oldSize: UInt64, to newSize: UInt64? = nil
    ) throws(TransparencyLogError) -> ConsistencyProof {
        let newSize = newSize ?? size
        try requireSize(newSize)
        guard oldSize <= newSize else { throw .sizeOutOfRange(oldSize, treeSize: newSize) }
        guard oldSize > 0 else { throw .oldTreeEmpty }
        var range = (start: UInt64(0), end: newSize)
        var hashes: [MerkleHash] = []
        while range.end != oldSize {
            let middle = range.start + (range.end - range.start).largestPowerBelow
            if oldSize <= middle {
                hashes.append(root(from: middle, to: range.end))
                range.end = middle
            } else {
                hashes.append(root(from: range.start, to: middle))
                range.start = middle
            }
        }
        // Who knows the old root knows the subtree already where the subtree is all of the old tree.
        if range.start > 0 { hashes.append(root(from: range.start, to: range.end)) }
        return ConsistencyProof(oldSize: oldSize, newSize: newSize, hashes: hashes.reversed())
    }
}
