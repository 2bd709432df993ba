import TestDice
import Testing
import TransparencyLog

/// Trees and proofs beside the recursive definitions, and proofs that were tampered with.
@Suite struct MerkleTreeTests {
    private static func leaves(_ count: Int, _ dice: inout Seeded) -> [[UInt8]] {
        (0..<count).map { _ in
            (0..<Int.random(in: 0...90, using: &dice)).map { _ in UInt8.random(in: 0...255, using: &dice) }
        }
    }

    @Test func everySmallTree_isThatOfTheDefinition() throws {
        var dice = Seeded(1)
        let leaves = Self.leaves(40, &dice)
        var tree = MerkleTree()
        var frontier = MerkleFrontier()
        for size in 0...leaves.count {
            let part = leaves.prefix(size)
            #expect(tree.root.bytes == NaiveTree.root(part))
            #expect(frontier.root == tree.root && tree.frontier == frontier)
            #expect(frontier.size == UInt64(size) && tree.size == UInt64(size))
            #expect(MerkleHash.root(ofLeaves: part) == tree.root)
            for index in 0..<size {
                let proof = try tree.inclusionProof(of: UInt64(index))
                #expect(proof.hashes.map(\.bytes) == NaiveTree.path(index, part))
                try proof.verify(leafHash: .leaf(leaves[index]), root: tree.root)
            }
            for old in 1..<max(size + 1, 1) {
                let proof = try tree.consistencyProof(from: UInt64(old))
                #expect(proof.hashes.map(\.bytes) == NaiveTree.proof(old, part))
                try proof.verify(oldRoot: try tree.root(atSize: UInt64(old)), newRoot: tree.root)
            }
            guard size < leaves.count else { break }
            tree.append(leaf: leaves[size])
            frontier.append(leaf: leaves[size])
        }
    }

    @Test(arguments: 1...20)
    func largerTrees_areThoseOfTheDefinitionAtEverySize(_ seed: UInt64) throws {
        var dice = Seeded(seed)
        let leaves = Self.leaves(Int.random(in: 41...900, using: &dice), &dice)
        let tree = MerkleTree(leafHashes: leaves.map { .leaf($0) })
        for _ in 0..<20 {
            let size = Int.random(in: 1...leaves.count, using: &dice)
            let root = try tree.root(atSize: UInt64(size))
            #expect(root.bytes == NaiveTree.root(leaves.prefix(size)))
            let index = Int.random(in: 0..<size, using: &dice)
            let path = try tree.inclusionProof(of: UInt64(index), atSize: UInt64(size))
            #expect(path.hashes.map(\.bytes) == NaiveTree.path(index, leaves.prefix(size)))
            try path.verify(leafHash: tree.leafHashes[index], root: root)
            let old = Int.random(in: 1...size, using: &dice)
            let proof = try tree.consistencyProof(from: UInt64(old), to: UInt64(size))
            #expect(proof.hashes.map(\.bytes) == NaiveTree.proof(old, leaves.prefix(size)))
            try proof.verify(oldRoot: try tree.root(atSize: UInt64(old)), newRoot: root)
        }
    }

    @Test func everyBitOfAnInclusionProof_counts() throws {
        let tree = MerkleTree(leafHashes: (0..<21).map { .leaf("\($0)") })
        for (index, size) in [(0, 1), (0, 21), (6, 7), (20, 21), (16, 21), (7, 16)] as [(UInt64, UInt64)] {
            let leaf = tree.leafHashes[Int(index)]
            let root = try tree.root(atSize: size)
            let proof = try tree.inclusionProof(of: index, atSize: size)
            for bit in 0..<256 {
                #expect(isRefused { try proof.verify(leafHash: try leaf.flipping(bit: bit), root: root) })
                #expect(isRefused { try proof.verify(leafHash: leaf, root: try root.flipping(bit: bit)) })
                for place in proof.hashes.indices {
                    var other = proof
                    other.hashes[place] = try proof.hashes[place].flipping(bit: bit)
                    #expect(isRefused { try other.verify(leafHash: leaf, root: root) })
                }
            }
            for bit in 0..<64 {
                var other = proof
                other.index ^= 1 << UInt64(bit)
                #expect(isRefused { try other.verify(leafHash: leaf, root: root) })
            }
            try expectLengthCounts(proof.hashes) { hashes in
                try InclusionProof(index: index, size: size, hashes: hashes).verify(
                    leafHash: leaf, root: root)
            }
        }
    }

    @Test func everyBitOfAConsistencyProof_counts() throws {
        let tree = MerkleTree(leafHashes: (0..<21).map { .leaf("\($0)") })
        for (old, new) in [(1, 21), (6, 7), (16, 21), (20, 21), (8, 8), (13, 20)] as [(UInt64, UInt64)] {
            let (oldRoot, newRoot) = (try tree.root(atSize: old), try tree.root(atSize: new))
            let proof = try tree.consistencyProof(from: old, to: new)
            for bit in 0..<256 {
                let (one, other) = (try oldRoot.flipping(bit: bit), try newRoot.flipping(bit: bit))
                #expect(isRefused { try proof.verify(oldRoot: one, newRoot: newRoot) })
                #expect(isRefused { try proof.verify(oldRoot: oldRoot, newRoot: other) })
                for place in proof.hashes.indices {
                    var changed = proof
                    changed.hashes[place] = try proof.hashes[place].flipping(bit: bit)
                    #expect(isRefused { try changed.verify(oldRoot: oldRoot, newRoot: newRoot) })
                }
            }
            try expectLengthCounts(proof.hashes) { hashes in
                try ConsistencyProof(oldSize: old, newSize: new, hashes: hashes)
                    .verify(oldRoot: oldRoot, newRoot: newRoot)
            }
            #expect(isRefused { try proof.verify(oldRoot: newRoot, newRoot: oldRoot) } || old == new)
        }
    }

    /// Shorter and longer proofs, and those in another order, are refused.
    private func expectLengthCounts(_ hashes: [MerkleHash], _ verify: ([MerkleHash]) throws -> Void) throws {
        for count in hashes.indices {
            #expect(isRefused { try verify(Array(hashes.prefix(count))) })
            #expect(isRefused { try verify(Array(hashes.dropFirst(count + 1))) })
        }
        for extra in [MerkleHash.emptyTree, hashes.first ?? .emptyTree, hashes.last ?? .emptyTree] {
            #expect(isRefused { try verify(hashes + [extra]) })
            #expect(isRefused { try verify([extra] + hashes) })
        }
        if hashes.count > 1 { #expect(isRefused { try verify(hashes.reversed()) }) }
    }

    @Test func numbersOf64Bits_areNoTrap() throws {
        let hash = MerkleHash.leaf("x")
        let edges: [UInt64] = [0, 1, 2, 3, 1 << 32, (1 << 63) - 1, 1 << 63, (1 << 63) + 1, .max - 1, .max]
        for one in edges {
            for other in edges {
                for count in [0, 1, 2, 62, 63, 64, 65, 200] {
                    let hashes = Array(repeating: hash, count: count)
                    let inclusion = InclusionProof(index: one, size: other, hashes: hashes)
                    // Only a tree of one leaf has that leaf's hash for its root.
                    let isOne = one == 0 && other == 1 && count == 0
                    #expect(isRefused { try inclusion.verify(leafHash: hash, root: hash) } != isOne)
                    let consistency = ConsistencyProof(oldSize: one, newSize: other, hashes: hashes)
                    let isSame = one == other && one > 0 && count == 0
                    #expect(isRefused { try consistency.verify(oldRoot: hash, newRoot: hash) } != isSame)
                }
            }
        }
        // The longest way there is: the last leaf but one of the largest tree.
        let long = InclusionProof(index: 0, size: .max, hashes: Array(repeating: hash, count: 64))
        let root = try long.root(leafHash: hash)
        try long.verify(leafHash: hash, root: root)
        let frontier = MerkleFrontier().bytes.prefix(0) + [UInt8](repeating: 0xFF, count: 8 + 64 * 32)
        #expect(throws: TransparencyLogError.frontierMalformed) { try MerkleFrontier(bytes: Array(frontier)) }
        var largest = try MerkleFrontier(
            bytes: [0x7F] + [UInt8](repeating: 0xFF, count: 7)
                + Array(repeating: hash.bytes, count: 63).flatMap { $0 })
        largest.append(leafHash: hash)
        #expect(largest.size == 1 << 63 && largest.subtrees.count == 1)
    }

    @Test func sizeZero_hasNoConsistencyProof() throws {
        let tree = MerkleTree(leafHashes: [.leaf("a")])
        #expect(throws: TransparencyLogError.oldTreeEmpty) { try tree.consistencyProof(from: 0) }
        let proof = ConsistencyProof(oldSize: 0, newSize: 1, hashes: [])
        #expect(throws: TransparencyLogError.oldTreeEmpty) {
            try proof.verify(oldRoot: .emptyTree, newRoot: tree.root)
        }
        let empty = ConsistencyProof(oldSize: 0, newSize: 0, hashes: [])
        #expect(throws: TransparencyLogError.oldTreeEmpty) {
            try empty.verify(oldRoot: .emptyTree, newRoot: .emptyTree)
        }
    }

    @Test func questionsBeyondTheTree_areRefusedByName() {
        let tree = MerkleTree(leafHashes: [.leaf("a"), .leaf("b")])
        #expect(throws: TransparencyLogError.sizeOutOfRange(3, treeSize: 2)) { try tree.root(atSize: 3) }
        #expect(throws: TransparencyLogError.sizeOutOfRange(.max, treeSize: 2)) {
            try tree.inclusionProof(of: 0, atSize: .max)
        }
        #expect(throws: TransparencyLogError.indexOutOfRange(index: 2, size: 2)) {
            try tree.inclusionProof(of: 2)
        }
        #expect(throws: TransparencyLogError.indexOutOfRange(index: 0, size: 0)) {
            try MerkleTree().inclusionProof(of: 0)
        }
        #expect(throws: TransparencyLogError.sizeOutOfRange(2, treeSize: 1)) {
            try tree.consistencyProof(from: 2, to: 1)
        }
    }

    @Test func savedFrontiers_goOnWhereTheyWere() throws {
        var frontier = MerkleFrontier()
        for index in 0..<130 {
            var read = try MerkleFrontier(bytes: frontier.bytes)
            #expect(read == frontier)
            read.append(leaf: Array("\(index)".utf8))
            frontier.append(leaf: Array("\(index)".utf8))
            #expect(read.root == frontier.root)
            let bytes = frontier.bytes
            for count in 0..<bytes.count {
                #expect(throws: TransparencyLogError.frontierMalformed) {
                    try MerkleFrontier(bytes: Array(bytes.prefix(count)))
                }
            }
            #expect(throws: TransparencyLogError.frontierMalformed) { try MerkleFrontier(bytes: bytes + [0]) }
        }
    }

    @Test func hashes_haveOneSpelling() throws {
        let hash = MerkleHash.leaf("a")
        #expect(MerkleHash(base64: hash.base64) == hash && hash.description == hash.base64)
        #expect(try MerkleHash(hash.bytes) == hash)
        #expect(MerkleHash.leaf([1, 2, 3, 4][1...2]) == .leaf([2, 3]))
        for count in [0, 31, 33] {
            #expect(throws: TransparencyLogError.hashLength(count)) {
                try MerkleHash([UInt8](repeating: 0, count: count))
            }
        }
        // The last digit before the padding holds two bits that are no part of the bytes.
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let spellings = digits.filter { MerkleHash(base64: hash.base64.dropLast(2) + "\($0)=") != nil }
        #expect(spellings.count == 16)
        for text in [
            "", "====", hash.base64 + "\n", " " + hash.base64.dropFirst(), hash.base64.dropLast() + "A",
        ] {
            #expect(MerkleHash(base64: text) == nil, "\(text)")
        }
    }
}
