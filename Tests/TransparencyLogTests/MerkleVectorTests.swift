import Crypto
import Foundation
import Testing
import TransparencyLog

/// The probes of transparency-dev/merkle and trees worked out from the text of the RFC.
@Suite struct MerkleVectorTests {
    private struct InclusionProbe: Decodable {
        var leafIdx: UInt64
        var treeSize: UInt64
        var root: Data
        var leafHash: Data
        var proof: [Data]?
        var wantErr: Bool

        func verify() throws {
            let proof = InclusionProof(
                index: leafIdx, size: treeSize, hashes: try (self.proof ?? []).map { try MerkleHash($0) })
            try proof.verify(leafHash: try MerkleHash(leafHash), root: try MerkleHash(root))
        }
    }

    private struct ConsistencyProbe: Decodable {
        var size1: UInt64
        var size2: UInt64
        var root1: Data
        var root2: Data
        var proof: [Data]?
        var wantErr: Bool

        func verify() throws {
            let proof = ConsistencyProof(
                oldSize: size1, newSize: size2, hashes: try (self.proof ?? []).map { try MerkleHash($0) })
            try proof.verify(oldRoot: try MerkleHash(root1), newRoot: try MerkleHash(root2))
        }
    }

    @Test func inclusionProbes_allHaveTheirOutcome() throws {
        guard try Corpora.require() else { return }
        let probes = try Corpora.probes("transparency-dev-merkle/testdata/inclusion")
        #expect(probes.count == 98)
        for (name, data) in probes {
            let probe = try JSONDecoder().decode(InclusionProbe.self, from: data)
            #expect(isRefused(probe.verify) == probe.wantErr, "\(name)")
        }
    }

    /// The one probe whose "roots" have 12 bytes: there it is only asked that equal sizes have equal roots.
    private static let shortRoots = "additional/sizes-are-equal-one-and-proof-is-empty.json"

    @Test func consistencyProbes_allHaveTheirOutcome_butShortRootsAreRefused() throws {
        guard try Corpora.require() else { return }
        let probes = try Corpora.probes("transparency-dev-merkle/testdata/consistency")
        #expect(probes.count == 98)
        for (name, data) in probes {
            let probe = try JSONDecoder().decode(ConsistencyProbe.self, from: data)
            if name == Self.shortRoots {
                #expect(!probe.wantErr)
                #expect(throws: TransparencyLogError.hashLength(12)) { try probe.verify() }
            } else {
                #expect(isRefused(probe.verify) == probe.wantErr, "\(name)")
            }
        }
    }

    /// The constants of transparency-dev/merkle's tests of its hasher.
    @Test func hashes_areThoseOthersPublish() throws {
        func expect(_ hash: MerkleHash, _ hex: String) { #expect(hash.bytes == [UInt8](hex: hex)) }
        expect(.emptyTree, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        expect(.leaf([]), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
        expect(.leaf("L123456"), "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56")
        // The constant for nodes has sides of four bytes, which no hash here has; so the rule that gives the constant
        // is applied to sides of 32.
        func rule(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
            Array(SHA256.hash(data: [1] + left + right))
        }
        let constant = "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"
        #expect(rule(Array("N123".utf8), Array("N456".utf8)) == [UInt8](hex: constant))
        let (left, right) = (MerkleHash.leaf("N123"), MerkleHash.leaf("N456"))
        #expect(MerkleHash.node(left, right).bytes == rule(left.bytes, right.bytes))
    }

    private struct Derived: Decodable {
        struct Inclusion: Decodable {
            var leafIdx: UInt64
            var treeSize: UInt64
            var proof: [String]
        }

        struct Consistency: Decodable {
            var size1: UInt64
            var size2: UInt64
            var proof: [String]
        }

        var roots: [String: String]
        var inclusion: [Inclusion]
        var consistency: [Consistency]
    }

    @Test func treesOfNumberedLeaves_haveTheirRootsAndProofs() throws {
        guard try Corpora.require() else { return }
        let derived = try JSONDecoder().decode(
            Derived.self, from: try Corpora.data("derived/leaf-n-tree.json"))
        let leaves = (0..<40).map { Array("leaf \($0)".utf8) }
        let tree = MerkleTree(leafHashes: leaves.map { .leaf($0) })
        #expect(derived.roots.count == 33 && derived.inclusion.count > 10 && derived.consistency.count > 10)
        for (size, root) in derived.roots {
            let size = try #require(UInt64(size))
            #expect(try tree.root(atSize: size).base64 == root)
            #expect(MerkleHash.root(ofLeaves: leaves.prefix(Int(size))).base64 == root)
        }
        for known in derived.inclusion {
            let proof = try tree.inclusionProof(of: known.leafIdx, atSize: known.treeSize)
            #expect(proof.hashes.map(\.base64) == known.proof)
        }
        for known in derived.consistency {
            let proof = try tree.consistencyProof(from: known.size1, to: known.size2)
            #expect(proof.hashes.map(\.base64) == known.proof)
        }
    }
}
