import Testing

@testable import TransparencyLog

/// Checkpoints and what others sign of them (c2sp.org/tlog-checkpoint, tlog-cosignature).
@Suite struct CheckpointTests {
    private static func seed(_ byte: UInt8) -> [UInt8] { [UInt8](repeating: byte, count: 32) }

    private let log: NoteSigner
    private let cosigner: Cosigner
    private let checkpoint: Checkpoint

    init() throws {
        log = try NoteSigner(name: try KeyName("example.com/log"), seed: Self.seed(1))
        cosigner = try Cosigner(name: try KeyName("example.com/witness"), seed: Self.seed(2))
        checkpoint = try Checkpoint(
            origin: LogOrigin(log.verifier.name), size: 42, root: .leaf("root"),
            extensions: ["e 1", "\u{E9}"])
    }

    private var identity: LogIdentity { LogIdentity(verifier: log.verifier) }

    @Test func realCheckpointOfTheGoSumDatabase_verifies() throws {
        guard try Corpora.require() else { return }
        let file = try Corpora.text("torchwood/sumdb.txt")
        let key = try #require(file.firstMatch(of: /-key (sum\.golang\.org\S+)/))
        let body = try #require(
            file.split(separator: "\nold 0\n\n", maxSplits: 1).last?.split(separator: "```").first)
        let signed = try SignedCheckpoint(Array(body.utf8))
        let identity = LogIdentity(
            origin: try LogOrigin("go.sum database tree"), verifiers: [try NoteVerifier(vkey: String(key.1))])
        let checkpoint = try signed.verified(log: identity).checkpoint
        #expect(checkpoint.size == 35_225_469)
        #expect(checkpoint.root.base64 == "vt5T6GaLCXvyHFl9VUvvItR43XZxfLgftEcTyO3eJCQ=")
        #expect(checkpoint.text == signed.note.text)
    }

    @Test func exampleOfTheSpecification_isRead() throws {
        let text = """
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            \u{2014} example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
            \u{2014} witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==

            """
        let signed = try SignedCheckpoint(Array(text.utf8))
        #expect(signed.checkpoint.size == 20_852_163 && signed.note.signatures.count == 2)
        #expect(signed.bytes == Array(text.utf8))
    }

    @Test func whatALogSigns_verifies() throws {
        var signed = try SignedCheckpoint(signing: checkpoint, with: [log])
        try signed.add([try cosigner.cosignature(of: checkpoint, at: 1_700_000_000)])
        let read = try SignedCheckpoint(signed.bytes)
        #expect(read == signed && read.checkpoint.extensions == ["e 1", "\u{E9}"])
        let verified = try read.verified(log: identity, cosigners: [cosigner.verifier])
        #expect(verified.cosignatures == [.init(verifier: cosigner.verifier, time: 1_700_000_000)])
        #expect(try read.verified(log: identity).cosignatures.isEmpty)
        #expect(try NoteVerifier(vkey: cosigner.verifier.vkey) == cosigner.verifier)
        #expect(
            cosigner.verifier.id
                != (try NoteVerifier(
                    name: cosigner.verifier.name, publicKey: cosigner.verifier.publicKey)).id)
    }

    @Test func checkpointsOfOthers_areRefusedByName() throws {
        let signed = try SignedCheckpoint(signing: checkpoint, with: [log])
        let other = LogIdentity(origin: try LogOrigin("example.com/other"), verifiers: [log.verifier])
        #expect(throws: TransparencyLogError.originWrong) { try signed.verified(log: other) }
        let stranger = try NoteSigner(name: log.verifier.name, seed: Self.seed(3))
        let forged = try SignedCheckpoint(signing: checkpoint, with: [stranger])
        #expect(throws: TransparencyLogError.noKnownSignature) { try forged.verified(log: identity) }
        // A plain signature is no cosignature, whoever made it.
        let plain = try SignedCheckpoint(signing: checkpoint, with: [log, stranger])
        #expect(try plain.verified(log: identity, cosigners: [stranger.verifier]).cosignatures.isEmpty)
        // A cosigner's word does not stand for the log's.
        let alone = try Self.signed(checkpoint, [try cosigner.cosignature(of: checkpoint, at: 1)])
        #expect(throws: TransparencyLogError.noKnownSignature) {
            try alone.verified(log: identity, cosigners: [cosigner.verifier])
        }
    }

    private static func signed(_ checkpoint: Checkpoint, _ lines: [NoteSignature]) throws -> SignedCheckpoint
    {
        try SignedCheckpoint(Array((checkpoint.text + "\n" + lines.map(\.line).joined()).utf8))
    }

    @Test func everyBitOfACosignature_counts() throws {
        let signed = try SignedCheckpoint(signing: checkpoint, with: [log])
        let cosignature = try cosigner.cosignature(of: checkpoint, at: 0x0123_4567_89AB_CDEF)
        #expect(Array(cosignature.bytes.prefix(8)) == [1, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF])
        let name = cosigner.verifier.name
        for bit in 0..<(cosignature.bytes.count * 8) {
            var bytes = cosignature.bytes
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            let other = NoteSignature(name: name, id: cosignature.id, bytes: bytes)
            let mixed = try Self.signed(checkpoint, signed.note.signatures + [other])
            #expect(throws: TransparencyLogError.signatureWrong(name)) {
                try mixed.verified(log: identity, cosigners: [cosigner.verifier])
            }
        }
        // One of another checkpoint, or of a note that is none.
        let larger = try Checkpoint(origin: checkpoint.origin, size: 43, root: checkpoint.root)
        let mixed = try Self.signed(larger, [cosignature])
        #expect(throws: TransparencyLogError.signatureWrong(name)) {
            try mixed.note.verified(by: [cosigner.verifier])
        }
        let note = try SignedNote(Array("no checkpoint\n\n\(cosignature.line)".utf8))
        #expect(throws: TransparencyLogError.signatureWrong(name)) {
            try note.verified(by: [cosigner.verifier])
        }
    }

    @Test func timesOutOfRange_areNotSigned() throws {
        for time in [0, 1 << 63, .max] as [UInt64] {
            #expect(throws: TransparencyLogError.timeOutOfRange) {
                try cosigner.cosignature(of: checkpoint, at: time)
            }
        }
        // Nor do they verify, whoever signed them.
        let key = try SigningKey(seed: Self.seed(2))
        let name = cosigner.verifier.name
        for (time, isRight) in [((1 << 63) - 1, true), (1 << 63, false)] as [(UInt64, Bool)] {
            let message = Cosignature.message(Array(checkpoint.text.utf8), at: time)
            let cosignature = Cosignature(time: time, signature: try key.sign(message))
            let line = NoteSignature(name: name, id: cosigner.verifier.id, bytes: cosignature.bytes)
            let note = try Self.signed(checkpoint, [line]).note
            #expect(isRefused { _ = try note.verified(by: [cosigner.verifier]) } != isRight)
        }
    }

    @Test func malformedCheckpoints_areRefusedByName() throws {
        let root = MerkleHash.leaf("root").base64
        let cases: [(String, TransparencyLogError.CheckpointFault)] = [
            ("", .lines), ("a\n1\n", .lines), ("a\n1\n\(root)", .lines), ("\n1\n\(root)\n", .origin),
            ("a\n\n\(root)\n", .size), ("a\n01\n\(root)\n", .size), ("a\n+1\n\(root)\n", .size),
            ("a\n-1\n\(root)\n", .size), ("a\n1 \n\(root)\n", .size), ("a\n0x1\n\(root)\n", .size),
            ("a\n\u{661}\n\(root)\n", .size), ("a\n18446744073709551616\n\(root)\n", .size),
            ("a\n99999999999999999999999\n\(root)\n", .size), ("a\n1\n\(root.dropLast())\n", .root),
            ("a\n1\n\(root) \n", .root), ("a\n1\n\n", .root), ("a\n1\nAAAA\n", .root),
            ("a\n1\n\(root)\n\n", .extensionLine), ("a\n1\n\(root)\nx\n\ny\n", .extensionLine),
        ]
        for (text, fault) in cases {
            #expect(throws: TransparencyLogError.checkpointMalformed(fault), "\(text)") {
                try Checkpoint(text: text)
            }
        }
        let largest = try Checkpoint(text: "a b+c\n18446744073709551615\n\(root)\n")
        #expect(largest.size == .max && largest.origin.text == "a b+c")
        #expect(try Checkpoint(text: "a\n0\n\(root)\n").size == 0)
        #expect(throws: TransparencyLogError.checkpointMalformed(.origin)) { try LogOrigin("a\nb") }
        #expect(throws: TransparencyLogError.checkpointMalformed(.extensionLine)) {
            try Checkpoint(origin: checkpoint.origin, size: 1, root: .emptyTree, extensions: [""])
        }
        #expect(try LogOrigin("\u{E9}") != LogOrigin("e\u{301}"))
    }
}
