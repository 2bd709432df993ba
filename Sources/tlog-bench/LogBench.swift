import Foundation
import TransparencyLog

/// Times trees and proofs of a log for `script/tlog-speed` and `script/bench`.
///
/// Leaves are the lines of a file, or lines like those of a study's log, all of one length. Prints one JSON object; all times are
/// seconds of the processor.
@main
enum LogBench {
    struct Answer: Encodable {
        var leaves: Int
        /// Of all leaves.
        var bytes: Int
        /// In hexadecimal, to be compared.
        var rootHash: String
        /// The root of the tree over all leaves, from the leaves alone.
        var root: Double
        /// The same with all hashes kept for proofs.
        var tree: Double
        /// Reading a saved frontier, adding a leaf, saying the root, saving it.
        var append: Double
        /// Making an inclusion proof and verifying it.
        var inclusion: Double
        /// Making a consistency proof and verifying it.
        var consistency: Double
        /// Reading a checkpoint with a cosignature and verifying both signatures.
        var checkpoint: Double
    }

    static func main() throws {
        guard let leaves = Self.leaves(CommandLine.arguments.dropFirst()), leaves.count > 1 else {
            FileHandle.standardError.write(Data("usage: tlog-bench LEAVES BYTES | tlog-bench FILE\n".utf8))
            exit(64)
        }
        let count = leaves.count
        let frontier = leaves.reduce(into: MerkleFrontier()) { $0.append(leaf: $1) }
        let saved = frontier.bytes
        let tree = MerkleTree(leafHashes: leaves.map { .leaf($0) })
        let halves = UInt64(count / 2)
        let (half, log, cosigner, signed) = try (
            tree.root(atSize: halves), signer(), cosigner(), checkpoint(tree)
        )
        let identity = LogIdentity(verifier: log.verifier)
        let answer = Answer(
            leaves: count, bytes: leaves.reduce(0) { $0 + $1.count }, rootHash: hex(frontier.root),
            root: best(1) { MerkleHash.root(ofLeaves: leaves) },
            tree: best(1) { leaves.reduce(into: MerkleTree()) { $0.append(leaf: $1) } },
            append: best(1000) {
                var frontier = try? MerkleFrontier(bytes: saved)
                frontier?.append(leaf: leaves[0])
                return (frontier?.root, frontier?.bytes)
            },
            inclusion: best(1000) {
                try? tree.inclusionProof(of: halves).verify(
                    leafHash: tree.leafHashes[count / 2], root: frontier.root)
            },
            consistency: best(1000) {
                try? tree.consistencyProof(from: halves).verify(oldRoot: half, newRoot: frontier.root)
            },
            checkpoint: best(100) {
                try? SignedCheckpoint(signed).verified(log: identity, cosigners: [cosigner.verifier])
            })
        print(String(decoding: try JSONEncoder().encode(answer), as: UTF8.self))
    }

    private static func leaves(_ arguments: ArraySlice<String>) -> [[UInt8]]? {
        if arguments.count == 1, let data = FileManager.default.contents(atPath: arguments[1]) {
            return data.split(separator: 0x0A).map(Array.init)
        }
        guard arguments.count == 2, let count = Int(arguments[1]), let size = Int(arguments[2]), size > 0
        else { return nil }
        return (0..<count).map { index in
            let line = Array("{\"seq\":\(index),\"type\":\"record\"}".utf8)
            return Array((line + [UInt8](repeating: UInt8(ascii: " "), count: size)).prefix(size))
        }
    }

    private static func hex(_ hash: MerkleHash) -> String {
        hash.bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    private static func signer() throws -> NoteSigner {
        try NoteSigner(name: try KeyName("example.com/log"), seed: [UInt8](repeating: 1, count: 32))
    }

    private static func cosigner() throws -> Cosigner {
        try Cosigner(name: try KeyName("example.com/witness"), seed: [UInt8](repeating: 2, count: 32))
    }

    private static func checkpoint(_ tree: MerkleTree) throws -> [UInt8] {
        let signer = try signer()
        let checkpoint = try Checkpoint(
            origin: LogOrigin(signer.verifier.name), size: tree.size, root: tree.root)
        var signed = try SignedCheckpoint(signing: checkpoint, with: [signer])
        try signed.add([try cosigner().cosignature(of: checkpoint, at: 1)])
        return signed.bytes
    }

    /// The shortest of several runs of so many rounds, in seconds of the processor a round.
    private static func best<Value>(_ rounds: Int, _ work: () -> Value) -> Double {
        var shortest = Double.infinity
        for _ in 0..<15 {
            let start = clock()
            for _ in 0..<rounds { _ = work() }
            shortest = min(shortest, Double(clock() - start))
        }
        return shortest / Double(CLOCKS_PER_SEC) / Double(rounds)
    }
}
