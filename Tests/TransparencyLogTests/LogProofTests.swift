import TestDice
import Testing
import TransparencyLog

/// Proofs of entries in files (c2sp.org/tlog-proof).
@Suite struct LogProofTests {
    private let tree = MerkleTree(leafHashes: (0..<11).map { .leaf("\($0)") })
    private let signer: NoteSigner
    private let cosigner: Cosigner
    private let checkpoint: SignedCheckpoint

    init() throws {
        signer = try NoteSigner(name: try KeyName("example.com/log"), seed: [UInt8](repeating: 1, count: 32))
        cosigner = try Cosigner(name: try KeyName("example.com/w"), seed: [UInt8](repeating: 2, count: 32))
        let checkpoint = try Checkpoint(
            origin: LogOrigin(signer.verifier.name), size: tree.size, root: tree.root)
        var signed = try SignedCheckpoint(signing: checkpoint, with: [signer])
        try signed.add([try cosigner.cosignature(of: checkpoint, at: 77)])
        self.checkpoint = signed
    }

    private var log: LogIdentity { LogIdentity(verifier: signer.verifier) }

    private func proof(of index: UInt64, extra: [UInt8]? = nil) throws -> LogProof {
        try LogProof(
            index: index, hashes: try tree.inclusionProof(of: index).hashes, checkpoint: checkpoint,
            extra: extra)
    }

    @Test func everyEntry_isProvenByItsFile() throws {
        for index in 0..<tree.size {
            for extra in [nil, [7, 0, 255]] as [[UInt8]?] {
                let proof = try proof(of: index, extra: extra)
                let read = try LogProof(proof.bytes)
                #expect(read == proof && read.extra == extra)
                let verified = try read.verified(
                    leafHash: .leaf("\(index)"), log: log, cosigners: [cosigner.verifier])
                #expect(verified.checkpoint.size == 11 && verified.cosignatures.map(\.time) == [77])
                #expect(throws: TransparencyLogError.inclusionProofWrong) {
                    try read.verified(leafHash: .leaf("other"), log: log)
                }
            }
        }
        #expect(try proof(of: 1, extra: []).extra == nil)
    }

    @Test func theFile_hasTheFormOfTheSpecification() throws {
        let proof = try proof(of: 10, extra: [1])
        let hashes = proof.hashes.map { $0.base64 + "\n" }.joined()
        let note = String(decoding: checkpoint.bytes, as: UTF8.self)
        #expect(
            String(decoding: proof.bytes, as: UTF8.self)
                == "c2sp.org/tlog-proof@v1\nextra AQ==\nindex 10\n\(hashes)\n\(note)")
    }

    /// No changed bit yields another entry, another place or another tree.
    @Test func everyBitOfAFile_counts() throws {
        let bytes = try proof(of: 6).bytes
        let leaf = MerkleHash.leaf("6")
        for bit in 0..<(bytes.count * 8) {
            var other = bytes
            other[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(
                isRefused {
                    _ = try LogProof(other).verified(leafHash: leaf, log: log, cosigners: [cosigner.verifier])
                } || hasOnlyLostItsCosignature(other), "bit \(bit)")
        }
    }

    /// A cosigner's name or ID may be changed: the key is unknown then, and its word is not counted.
    private func hasOnlyLostItsCosignature(_ bytes: [UInt8]) -> Bool {
        let verified = try? LogProof(bytes).verified(
            leafHash: .leaf("6"), log: log, cosigners: [cosigner.verifier])
        return verified?.cosignatures == [] && verified?.checkpoint == checkpoint.checkpoint
    }

    @Test func malformedFiles_areRefusedByName() throws {
        let good = String(decoding: try proof(of: 6, extra: [1]).bytes, as: UTF8.self)
        let hash = tree.root.base64
        let cases: [(String, TransparencyLogError)] = [
            ("", .proofMalformed(.header)), (good.replacing("@v1", with: "@v2"), .proofMalformed(.header)),
            (good.replacing("@v1\n", with: "@v1 \n"), .proofMalformed(.header)),
            ("c2sp.org/tlog-proof@v1\nindex 6\n", .proofMalformed(.checkpoint)),
            (good.replacing("extra AQ==", with: "extra AQ="), .proofMalformed(.extra)),
            (good.replacing("extra AQ==", with: "extra AR=="), .proofMalformed(.extra)),
            (good.replacing("extra AQ==", with: "extra "), .proofMalformed(.extra)),
            (good.replacing("extra AQ==", with: "extra"), .proofMalformed(.index)),
            (good.replacing("extra AQ==", with: "extra AQ==\nextra AQ=="), .proofMalformed(.index)),
            (good.replacing("index 6", with: "index 06"), .proofMalformed(.index)),
            (good.replacing("index 6", with: "index -6"), .proofMalformed(.index)),
            (good.replacing("index 6", with: "index 18446744073709551616"), .proofMalformed(.index)),
            (good.replacing("index 6\n", with: ""), .proofMalformed(.index)),
            (good.replacing("index 6\n", with: "index 6\n" + hash + "=\n"), .proofMalformed(.hash)),
            (
                good.replacing("index 6\n", with: "index 6\n" + String(repeating: hash + "\n", count: 61)),
                .proofMalformed(.tooManyHashes)
            ),
            (good.replacing("index 6\n", with: "index 6\n\n"), .checkpointMalformed(.size)),
            (String(good.dropLast()), .noteMalformed(.noSignature)),
            (good + String(repeating: "x", count: LogProof.maximalSize), .proofMalformed(.tooLong)),
        ]
        for (text, error) in cases {
            #expect(throws: error, "\(text.prefix(80))") { try LogProof(Array(text.utf8)) }
        }
        #expect(throws: TransparencyLogError.proofMalformed(.tooManyHashes)) {
            try LogProof(index: 0, hashes: Array(repeating: tree.root, count: 65), checkpoint: checkpoint)
        }
    }

    @Test func proofsOfOtherLogs_areRefusedByName() throws {
        let proof = try proof(of: 3)
        let other = LogIdentity(origin: try LogOrigin("example.com/other"), verifiers: [signer.verifier])
        #expect(throws: TransparencyLogError.originWrong) {
            try proof.verified(leafHash: .leaf("3"), log: other)
        }
        let beyond = try LogProof(index: 11, hashes: proof.hashes, checkpoint: checkpoint)
        #expect(throws: TransparencyLogError.indexOutOfRange(index: 11, size: 11)) {
            try beyond.verified(leafHash: .leaf("3"), log: log)
        }
    }
}
