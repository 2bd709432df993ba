import Foundation
import TestDice
import Testing

@testable import TransparencyLog

/// What a witness cosigns and what it refuses (c2sp.org/tlog-witness).
@Suite struct WitnessTests {
    private static let time: UInt64 = 1_700_000_000

    private let signer: NoteSigner
    private let cosigner: Cosigner
    private let witness: Witness
    private let log: LogIdentity

    init() throws {
        signer = try NoteSigner(
            name: try KeyName("example.com/log"), seed: [UInt8](repeating: 1, count: 32))
        cosigner = try Cosigner(
            name: try KeyName("example.com/witness"), seed: [UInt8](repeating: 2, count: 32))
        witness = Witness(cosigners: [cosigner])
        log = LogIdentity(verifier: signer.verifier)
    }

    // MARK: Recorded conversations

    /// A witness with a memory, to replay what was recorded.
    private struct Memory {
        var log: LogIdentity
        var state: WitnessState?
        var witness: Witness

        mutating func answer(_ body: [UInt8]) throws -> WitnessOutcome {
            let outcome = try witness.outcome(ofBody: body, at: WitnessTests.time) { origin in
                origin == log.origin ? (log, state) : nil
            }
            if case .cosigned(_, let new) = outcome { state = new }
            return outcome
        }
    }

    @Test func conversationWithLitewitness_hasItsAnswers_butAnUnknownLogIs404() throws {
        guard try Corpora.require() else { return }
        let conversation = try Conversation("torchwood/litewitness.txt")
        let file = try Corpora.text("torchwood/litewitness.txt")
        let key = try #require(file.firstMatch(of: /add-sigsum-log -key=([0-9a-f]{64})/))
        let origin = try #require(file.firstMatch(of: /sigsum\.org\/v1\/tree\/[0-9a-f]{64}/))
        let verifier = try NoteVerifier(
            name: try KeyName(String(origin.0)), publicKey: [UInt8](hex: String(key.1)))
        var memory = Memory(
            log: LogIdentity(verifier: verifier), witness: Witness(cosigners: [conversation.cosigner]))
        #expect(conversation.exchanges.map(\.status) == [200, 403, 403, 422, 422, 200, 409, 200, 409])
        for exchange in conversation.exchanges {
            let outcome = try memory.answer(exchange.body)
            if exchange.answer == "unknown log" {
                // litewitness said 403 when this was recorded; the specification of version 1 says 404.
                #expect(outcome.status == 404 && exchange.status == 403)
                continue
            }
            #expect(outcome.status == exchange.status, "\(outcome.body)")
            if exchange.status == 200 { #expect(outcome.body.hasPrefix(exchange.answer)) }
            if exchange.isWhole { #expect(outcome.body == exchange.answer) }
        }
        #expect(memory.state?.size == 5)
    }

    @Test func checkpointOfTheGoSumDatabase_isCosigned() throws {
        guard try Corpora.require() else { return }
        let conversation = try Conversation("torchwood/sumdb.txt")
        let file = try Corpora.text("torchwood/sumdb.txt")
        let key = try #require(file.firstMatch(of: /-key (sum\.golang\.org\S+)/))
        let verifier = try NoteVerifier(vkey: String(key.1))
        let origin = try LogOrigin("go.sum database tree")
        var memory = Memory(
            log: LogIdentity(origin: origin, verifiers: [verifier]),
            witness: Witness(cosigners: [conversation.cosigner]))
        #expect(conversation.exchanges.count == 1)
        let outcome = try memory.answer(conversation.exchanges[0].body)
        #expect(outcome.status == 200 && memory.state?.size == 35_225_469)
        // What the witness returned can be added by the log and verified by others.
        var checkpoint = try AddCheckpointRequest(conversation.exchanges[0].body).checkpoint
        let keys = [conversation.cosigner.verifier]
        try checkpoint.addCosignatures(from: Array(outcome.body.utf8), by: keys)
        let verified = try SignedCheckpoint(checkpoint.bytes).verified(log: memory.log, cosigners: keys)
        #expect(verified.cosignatures.map(\.time) == [Self.time])
    }

    @Test func examplesOfTheSpecification_areRead() throws {
        guard try Corpora.require() else { return }
        let text = try Corpora.text("c2sp/tlog-witness.md")
        let blocks = text.matches(of: /(?:\n {4}[^\n]*|\n)+/).map { match in
            match.0.split(separator: "\n", omittingEmptySubsequences: false)
                .map { String($0.dropFirst(4)) }.joined(separator: "\n")
                .trimmingCharacters(in: .newlines) + "\n"
        }
        let body = try #require(blocks.first { $0.hasPrefix("old 20852014") })
        let request = try AddCheckpointRequest(Array(body.utf8))
        #expect(request.hashes.count == 4 && request.checkpoint.checkpoint.size == 20_852_163)
        #expect(request.bytes == Array(body.utf8))
        let answer = try #require(blocks.first { $0.hasPrefix("\u{2014} witness.example/w1 CMp+6") })
        for line in answer.split(separator: "\n") {
            let signature = try NoteSignature(line: String(line))
            #expect(signature.bytes.count == 72 && signature.line == line + "\n")
        }
    }

    // MARK: Each answer

    private func request(
        old: UInt64, _ tree: MerkleTree, hashes: [MerkleHash]? = nil, signer: NoteSigner? = nil
    ) throws -> AddCheckpointRequest {
        let checkpoint = try Checkpoint(origin: log.origin, size: tree.size, root: tree.root)
        let proof = old == 0 || old > tree.size ? [] : try tree.consistencyProof(from: old).hashes
        return try AddCheckpointRequest(
            oldSize: old, hashes: hashes ?? proof,
            checkpoint: SignedCheckpoint(signing: checkpoint, with: [signer ?? self.signer]))
    }

    private static func tree(_ size: Int, _ prefix: String = "") -> MerkleTree {
        MerkleTree(leafHashes: (0..<size).map { .leaf("\(prefix)\($0)") })
    }

    private func answer(_ request: AddCheckpointRequest, _ tree: MerkleTree?) throws -> WitnessOutcome {
        let state = tree.map { WitnessState(size: $0.size, root: $0.root) }
        return try witness.outcome(of: request, log: log, state: state, at: Self.time)
    }

    @Test func aLargerConsistentTree_isCosigned() throws {
        for (old, new) in [(0, 0), (0, 1), (0, 9), (1, 1), (3, 9), (9, 9), (8, 9)] {
            let request = try request(old: UInt64(old), Self.tree(new))
            for seen in old == 0 ? [nil, Self.tree(0)] : [Self.tree(old)] {
                guard case .cosigned(let signatures, let state) = try answer(request, seen)
                else { return #expect(Bool(false), "\(old) \(new)") }
                #expect(state == WitnessState(size: UInt64(new), root: Self.tree(new).root))
                var checkpoint = request.checkpoint
                try checkpoint.add(signatures)
                let verified = try checkpoint.verified(log: log, cosigners: [cosigner.verifier])
                #expect(verified.cosignatures.map(\.time) == [Self.time])
            }
        }
    }

    @Test func everyRefusal_hasItsStatus() throws {
        let (three, nine) = (Self.tree(3), Self.tree(9))
        let good = try request(old: 3, nine)
        #expect(try witness.outcome(of: good, log: nil, state: nil, at: 1) == .unknownLog)
        let stranger = try NoteSigner(name: signer.verifier.name, seed: [UInt8](repeating: 9, count: 32))
        #expect(
            try answer(request(old: 3, nine, signer: stranger), three) == .forbidden(.noKnownSignature))
        // The log's signature of another checkpoint.
        let other = try request(old: 3, three)
        let forged = try AddCheckpointRequest(
            oldSize: 3, hashes: good.hashes,
            checkpoint: SignedCheckpoint(
                Array(
                    (good.checkpoint.checkpoint.text + "\n" + other.checkpoint.note.signatures[0].line).utf8))
        )
        #expect(try answer(forged, three) == .forbidden(.signatureWrong(signer.verifier.name)))
        #expect(
            try answer(request(old: 10, nine), three) == .badRequest(.sizeOutOfRange(10, treeSize: 9)))
        #expect(try answer(good, Self.tree(4)) == .conflict(size: 4))
        #expect(try answer(good, nil) == .conflict(size: 0))
        #expect(try answer(request(old: 0, nine), three) == .conflict(size: 3))
        for hashes in [[], good.hashes.dropLast(), good.hashes + [three.root], good.hashes.reversed()] {
            #expect(
                try answer(request(old: 3, nine, hashes: hashes), three)
                    == .unprocessable(.consistencyProofWrong))
        }
        // The same size with another root, and a log that was rewritten.
        #expect(
            try answer(request(old: 3, Self.tree(3, "x")), three) == .unprocessable(.consistencyProofWrong))
        #expect(
            try answer(request(old: 3, Self.tree(9, "x")), three) == .unprocessable(.consistencyProofWrong))
        // Nothing can be proven from nothing.
        #expect(
            try answer(request(old: 0, nine, hashes: [nine.root]), nil)
                == .unprocessable(.consistencyProofWrong))
        let empty = try Checkpoint(origin: log.origin, size: 0, root: nine.root)
        let wrong = try AddCheckpointRequest(
            oldSize: 0, hashes: [], checkpoint: SignedCheckpoint(signing: empty, with: [signer]))
        #expect(try answer(wrong, nil) == .unprocessable(.emptyRootWrong))
    }

    @Test func anAnswer_saysItsStatusInHTTP() throws {
        let outcomes: [(WitnessOutcome, Int)] = [
            (.badRequest(.requestMalformed(.hash)), 400), (.forbidden(.noKnownSignature), 403),
            (.unknownLog, 404), (.conflict(size: 12), 409), (.unprocessable(.consistencyProofWrong), 422),
        ]
        for (outcome, status) in outcomes {
            #expect(outcome.status == status && outcome.body.hasSuffix("\n"))
            #expect((outcome.contentType == "text/x.tlog.size") == (status == 409))
        }
        #expect(WitnessOutcome.conflict(size: 12).body == "12\n")
        #expect(WitnessOutcome.conflictSize(of: Array("12\n".utf8)) == 12)
        for text in ["", "\n", "12", "012\n", "12\n\n", " 12\n", "18446744073709551616\n"] {
            #expect(WitnessOutcome.conflictSize(of: Array(text.utf8)) == nil)
        }
    }

    @Test func whatIsShownOfALog_isNamedByItsOrigin_andHoldsKnownLinesOnly() throws {
        // printf 'go.sum database tree' | sha256sum
        #expect(
            try LogOrigin("go.sum database tree").digest
                == "46613be2987d5d316f5ad065e4aa2eee26ccdd3de17a3735cd0da18156a22bdd")
        var checkpoint = try request(old: 0, Self.tree(3)).checkpoint
        let bare = checkpoint
        let stranger = try Cosigner(name: try KeyName("stranger"), seed: [UInt8](repeating: 4, count: 32))
        try checkpoint.add([
            try stranger.cosignature(of: checkpoint.checkpoint, at: 5),
            try cosigner.cosignature(of: checkpoint.checkpoint, at: 5),
        ])
        #expect(checkpoint.keeping([signer.verifier]) == bare)
        let both = checkpoint.keeping([cosigner.verifier, signer.verifier])
        #expect(both.note.signatures.map(\.name.text) == ["example.com/log", "example.com/witness"])
        #expect(both.checkpoint == checkpoint.checkpoint && checkpoint.note.signatures.count == 3)
    }

    @Test func aWitnessWithoutATime_signsNothing() throws {
        let request = try request(old: 0, Self.tree(1))
        #expect(throws: TransparencyLogError.timeOutOfRange) {
            try witness.outcome(of: request, log: log, state: nil, at: 0)
        }
    }

    @Test func malformedRequests_areRefusedByName() throws {
        let good = String(decoding: try request(old: 3, Self.tree(9)).bytes, as: UTF8.self)
        let hash = MerkleHash.emptyTree.base64
        let cases: [(String, TransparencyLogError)] = [
            ("", .requestMalformed(.checkpoint)), ("old 3\n", .requestMalformed(.checkpoint)),
            ("\n" + good, .requestMalformed(.oldSize)), ("old\n\n", .requestMalformed(.oldSize)),
            (good.replacing("old 3", with: "old 03"), .requestMalformed(.oldSize)),
            (good.replacing("old 3", with: "Old 3"), .requestMalformed(.oldSize)),
            (good.replacing("old 3", with: "old  3"), .requestMalformed(.oldSize)),
            (good.replacing("old 3", with: "old 18446744073709551616"), .requestMalformed(.oldSize)),
            (good.replacing("old 3", with: "old 3\nAAAA"), .requestMalformed(.hash)),
            (good.replacing("old 3\n", with: "old 3\n" + hash + " \n"), .requestMalformed(.hash)),
            (good.replacing("old 3\n", with: "old 3\n\n"), .checkpointMalformed(.size)),
            ("old 0\n\n", .noteMalformed(.noSignature)),
            (String(good.dropLast()), .noteMalformed(.noSignature)),
            (
                good.replacing("old 3\n", with: "old 3\n" + String(repeating: hash + "\n", count: 64)),
                .requestMalformed(.tooManyHashes)
            ),
            (
                good + String(repeating: "x", count: AddCheckpointRequest.maximalSize),
                .requestMalformed(.tooLong)
            ),
        ]
        for (text, error) in cases {
            #expect(throws: error, "\(text.prefix(80))") { try AddCheckpointRequest(Array(text.utf8)) }
            let outcome = try witness.outcome(ofBody: Array(text.utf8), at: 1) { _ in (log, nil) }
            #expect(outcome == .badRequest(error))
        }
        #expect(throws: TransparencyLogError.requestMalformed(.tooManyHashes)) {
            try request(old: 3, Self.tree(9), hashes: Array(repeating: .emptyTree, count: 64))
        }
    }

    // MARK: Whatever happens

    /// Logs that grow, are asked for again, rewritten and forged: what was cosigned is always one history.
    @Test(arguments: 1...12)
    func whateverIsAsked_whatIsCosignedIsOneHistory(_ seed: UInt64) throws {
        var dice = Seeded(seed)
        let honest = Self.tree(300)
        let rewritten = MerkleTree(
            leafHashes: honest.leafHashes.enumerated().map { $0 == 20 ? .leaf("rewritten") : $1 })
        var memory = Memory(log: log, witness: witness)
        var cosigned: [Checkpoint] = []
        for _ in 0..<150 {
            let size = Int.random(in: 0...min(300, Int(memory.state?.size ?? 0) + 20), using: &dice)
            let source = Int.random(in: 0..<4, using: &dice) == 0 ? rewritten : honest
            let tree = MerkleTree(leafHashes: source.leafHashes.prefix(size))
            let old =
                Bool.random(using: &dice) ? memory.state?.size ?? 0 : UInt64.random(in: 0...40, using: &dice)
            let request = try request(old: old, tree)
            let before = memory.state
            let outcome = try memory.answer(request.bytes)
            if case .cosigned = outcome {
                cosigned.append(request.checkpoint.checkpoint)
            } else {
                #expect(memory.state == before)
            }
        }
        #expect(cosigned.count > 3)
        let history =
            cosigned.contains { $0.size > 20 && $0.root == (try? rewritten.root(atSize: $0.size)) }
            ? rewritten : honest
        #expect(cosigned.map(\.size) == cosigned.map(\.size).sorted())
        for checkpoint in cosigned {
            #expect(try history.root(atSize: checkpoint.size) == checkpoint.root)
        }
    }

    @Test func answersOfOtherWitnesses_areNotAdded() throws {
        let request = try request(old: 0, Self.tree(3))
        let line = try cosigner.cosignature(of: request.checkpoint.checkpoint, at: 5).line
        let keys = [cosigner.verifier]
        let stranger = try Cosigner(name: try KeyName("stranger"), seed: [UInt8](repeating: 4, count: 32))
        let strange = try stranger.cosignature(of: request.checkpoint.checkpoint, at: 5).line
        var checkpoint = request.checkpoint
        let added = try checkpoint.addCosignatures(from: Array((strange + line).utf8), by: keys)
        #expect(added.map(\.verifier) == keys && checkpoint.note.signatures.count == 2)
        for (body, error) in [
            ("", .noteMalformed(.noSignature)), (strange, .noKnownSignature),
            ("200 OK\n", .noteMalformed(.signatureLine)),
            ("x\n\n" + line, .noteMalformed(.signatureLine)),
            (
                try cosigner.cosignature(of: Checkpoint(origin: log.origin, size: 1, root: .emptyTree), at: 5)
                    .line,
                .signatureWrong(cosigner.verifier.name)
            ),
        ] as [(String, TransparencyLogError)] {
            var other = request.checkpoint
            #expect(throws: error) { try other.addCosignatures(from: Array(body.utf8), by: keys) }
            #expect(other == request.checkpoint)
        }
    }
}
