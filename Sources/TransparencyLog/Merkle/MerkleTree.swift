/// A Merkle tree with all its hashes in memory, so that it can prove things at every size it ever had.
///
/// It takes 64 bytes for each leaf; the leaves themselves are not kept. To say only the root, a ``MerkleFrontier`` does.
public struct MerkleTree: Hashable, Sendable {
    // levels[l][i] is the root of the complete subtree over the leaves i * 2^l ..< (i + 1) * 2^l.
    private var levels: [[MerkleHash]] = [[]]

    /// A tree without leaves.
    public init() {}

    /// A tree over leaves whose hashes are known.
    public init(leafHashes: some Sequence<MerkleHash>) {
        for hash in leafHashes { append(leafHash: hash) }
    }

    /// The number of leaves.
    public var size: UInt64 { UInt64(levels[0].count) }

    /// The root of the tree as it stands.
    public var root: MerkleHash { frontier.root }

    /// The hashes of the leaves.
    public var leafHashes: [MerkleHash] { levels[0] }

    /// The right edge of the tree, which goes on without the rest.
    public var frontier: MerkleFrontier {
        MerkleFrontier(size: size, subtrees: subtrees(from: 0, to: size))
    }

    /// Adds a leaf.
    public mutating func append(leaf: [UInt8]) { append(leafHash: .leaf(leaf)) }

    /// Adds a leaf whose hash is known.
    public mutating func append(leafHash: MerkleHash) {
        levels[0].append(leafHash)
        var level = 0
        while levels[level].count.isMultiple(of: 2) {
            let count = levels[level].count
            let node = MerkleHash.node(levels[level][count - 2], levels[level][count - 1])
            level += 1
            if level == levels.count { levels.append([]) }
            levels[level].append(node)
        }
    }

    /// The root of the tree when it had this size.
    ///
    /// - Throws: ``TransparencyLogError/sizeOutOfRange(_:treeSize:)`` for a size it has not reached.
    public func root(atSize size: UInt64) throws(TransparencyLogError) -> MerkleHash {
        try requireSize(size)
        return MerkleHash.joined(subtrees(from: 0, to: size)) ?? .emptyTree
    }

    func requireSize(_ size: UInt64) throws(TransparencyLogError) {
        guard size <= self.size else { throw .sizeOutOfRange(size, treeSize: self.size) }
    }

    /// The roots of complete subtrees on one level; the level is that of the highest at most.
    func complete(level: Int) -> [MerkleHash] { level < levels.count ? levels[level] : [] }

    /// The root over a range of leaves that starts at a multiple of the power of two that is not smaller than it.
    func root(from start: UInt64, to end: UInt64) -> MerkleHash {
        MerkleHash.joined(subtrees(from: start, to: end)) ?? .emptyTree
    }

    private func subtrees(from start: UInt64, to end: UInt64) -> [MerkleHash] {
        var found: [MerkleHash] = []
        var at = start
        while at < end {
            // The largest complete subtree that begins here and does not end later.
            let level = (end - at).highestBit
            found.append(levels[level][Int(at >> UInt64(level))])
            at += 1 << UInt64(level)
        }
        return found
    }
}

extension UInt64 {
    /// The place of the highest bit that is set; the number must not be 0.
    var highestBit: Int { Self.bitWidth - 1 - leadingZeroBitCount }

    /// The largest power of two that is smaller; the number must be larger than 1.
    var largestPowerBelow: UInt64 { 1 << UInt64((self - 1).highestBit) }
}
