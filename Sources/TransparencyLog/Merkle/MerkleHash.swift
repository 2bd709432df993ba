import Crypto

/// A hash of a Merkle tree: the 32 bytes of SHA-256.
///
/// Leaves, inner nodes and the empty tree are hashed as RFC 6962 section 2.1 says. The byte before what is hashed keeps
/// leaves and nodes apart, so that no leaf can be taken for a node.
public struct MerkleHash: Hashable, Sendable {
    // The bytes as they lie in memory, so that comparing and copying are four steps and not 32.
    private let word0: UInt64
    private let word1: UInt64
    private let word2: UInt64
    private let word3: UInt64

    /// The number of bytes of a hash.
    public static let byteCount = 32

    /// The hash of a tree without leaves: SHA-256 of nothing.
    public static let emptyTree = MerkleHash(SHA256().finalize())

    /// Takes over a hash from its bytes.
    ///
    /// - Throws: ``TransparencyLogError/hashLength(_:)`` for another number of bytes than 32.
    public init(_ bytes: some Collection<UInt8>) throws(TransparencyLogError) {
        guard let hash = MerkleHash(exactly: bytes) else { throw .hashLength(bytes.count) }
        self = hash
    }

    init?(exactly bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self = withUnsafeTemporaryAllocation(byteCount: Self.byteCount, alignment: 8) { memory in
            memory.copyBytes(from: bytes)
            return MerkleHash(memory: UnsafeRawBufferPointer(memory))
        }
    }

    /// Reads a hash from canonical Base 64; `nil` for anything else.
    public init?(base64: some StringProtocol) { self.init(base64: Array(base64.utf8)[...]) }

    init?(base64: ArraySlice<UInt8>) {
        // 32 bytes are 44 characters; nothing longer is worth decoding.
        guard base64.count == 44, let bytes = Base64.decode(base64) else { return nil }
        self.init(exactly: bytes)
    }

    init(_ digest: SHA256.Digest) { self = digest.withUnsafeBytes { MerkleHash(memory: $0) } }

    private init(memory: UnsafeRawBufferPointer) {
        word0 = memory.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
        word1 = memory.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        word2 = memory.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
        word3 = memory.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { withUnsafeBytes(of: self) { Array($0) } }

    /// The bytes in Base 64, as checkpoints and proofs write them.
    public var base64: String { Base64.encode(bytes) }
}

extension MerkleHash: CustomStringConvertible {
    /// The bytes in Base 64.
    public var description: String { base64 }
}

extension MerkleHash {
    /// The hash of a leaf: SHA-256 of a zero byte and the leaf's bytes.
    public static func leaf(_ bytes: [UInt8]) -> MerkleHash { bytes.withUnsafeBytes { leaf($0) } }

    /// The hash of a leaf that is a part of other bytes.
    public static func leaf(_ bytes: ArraySlice<UInt8>) -> MerkleHash { bytes.withUnsafeBytes { leaf($0) } }

    /// The hash of a leaf that lies in memory.
    public static func leaf(_ bytes: UnsafeRawBufferPointer) -> MerkleHash {
        var hash = SHA256()
        withUnsafeBytes(of: UInt8(0)) { hash.update(bufferPointer: $0) }
        hash.update(bufferPointer: bytes)
        return MerkleHash(hash.finalize())
    }

    /// The hash of an inner node: SHA-256 of a byte of value one and the hashes of both sides.
    public static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
        // One piece: the library works through whole blocks at once.
        withUnsafeTemporaryAllocation(byteCount: 1 + 2 * byteCount, alignment: 8) { memory in
            memory[0] = 1
            memory.storeBytes(of: left, toByteOffset: 1, as: MerkleHash.self)
            memory.storeBytes(of: right, toByteOffset: 1 + byteCount, as: MerkleHash.self)
            var hash = SHA256()
            hash.update(bufferPointer: UnsafeRawBufferPointer(memory))
            return MerkleHash(hash.finalize())
        }
    }

    /// The root of the tree over some leaves, in their order.
    public static func root(ofLeaves leaves: some Sequence<[UInt8]>) -> MerkleHash {
        var frontier = MerkleFrontier()
        for leaf in leaves { frontier.append(leaf: leaf) }
        return frontier.root
    }
}
