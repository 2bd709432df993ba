/// The right edge of a Merkle tree: what must be known to add leaves to it and to say its root.
///
/// It holds one hash for each complete subtree, at most 63, however many leaves there are. Adding a leaf takes one hash
/// on the average and at most 64. Saved as ``bytes`` and read again, it goes on where it was.
public struct MerkleFrontier: Hashable, Sendable {
    /// The number of leaves.
    public private(set) var size: UInt64
    /// The roots of the complete subtrees from left to right: one for each bit of ``size``, the largest first.
    public private(set) var subtrees: [MerkleHash]

    /// The frontier of a tree without leaves.
    public init() {
        size = 0
        subtrees = []
    }

    init(size: UInt64, subtrees: [MerkleHash]) {
        self.size = size
        self.subtrees = subtrees
    }

    /// The root of the tree as it stands.
    public var root: MerkleHash { MerkleHash.joined(subtrees) ?? .emptyTree }

    /// Adds a leaf.
    public mutating func append(leaf: [UInt8]) { append(leafHash: .leaf(leaf)) }

    /// Adds a leaf whose hash is known.
    public mutating func append(leafHash: MerkleHash) {
        var hash = leafHash
        var complete = size
        while complete & 1 == 1 {
            hash = .node(subtrees.removeLast(), hash)
            complete >>= 1
        }
        subtrees.append(hash)
        size += 1
    }
}

extension MerkleFrontier {
    /// The largest size that is read: a tree larger than 2^63 - 1 was not made by adding leaves.
    private static let maximalSize = UInt64(Int64.max)

    /// The frontier as bytes: the size in eight bytes, the highest first, and the subtrees' hashes.
    ///
    /// Nothing in them says that they are undamaged. Who reads them again compares ``root`` with a checkpoint.
    public var bytes: [UInt8] { BigEndian.bytes(size) + subtrees.flatMap(\.bytes) }

    /// Reads what ``bytes`` gave.
    ///
    /// - Throws: ``TransparencyLogError/frontierMalformed`` where there are not exactly as many hashes as the size needs.
    public init(bytes: [UInt8]) throws(TransparencyLogError) {
        guard bytes.count >= 8 else { throw .frontierMalformed }
        let size = BigEndian.number(UInt64.self, from: bytes)
        let hashes = bytes.dropFirst(8)
        guard size <= Self.maximalSize, hashes.count == size.nonzeroBitCount * MerkleHash.byteCount
        else { throw .frontierMalformed }
        let starts = stride(from: hashes.startIndex, to: hashes.endIndex, by: MerkleHash.byteCount)
        self.init(size: size, subtrees: starts.compactMap { MerkleHash(exactly: hashes[$0..<($0 + 32)]) })
    }
}

extension MerkleHash {
    /// The root over subtrees of falling size from left to right; `nil` where there are none.
    static func joined(_ subtrees: [MerkleHash]) -> MerkleHash? {
        guard let last = subtrees.last else { return nil }
        return subtrees.dropLast().reversed().reduce(last) { .node($1, $0) }
    }
}
