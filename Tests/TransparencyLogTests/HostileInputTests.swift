import TestDice
import Testing
import TransparencyLog

/// Readers on bytes that nobody meant: never a trap, and what is read is written again as it was.
@Suite struct HostileInputTests {
    private static let words = [
        "old 3\n", "c2sp.org/tlog-proof@v1\n", "extra AQ==\n", "index 6\n", "\n", "\n\n", "example.com/log\n",
        "3\n",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "\u{2014} ", "a ", "AAAAAAA=\n", "\u{0}",
        "\u{FEFF}",
        "18446744073709551615\n", " ", "=", "\r\n", "\u{E9}",
    ].map { Array($0.utf8) }

    /// Good files of each kind.
    private static func files() throws -> [[UInt8]] {
        let tree = MerkleTree(leafHashes: (0..<9).map { .leaf("\($0)") })
        let signer = try NoteSigner(
            name: try KeyName("example.com/log"), seed: [UInt8](repeating: 1, count: 32))
        let checkpoint = try SignedCheckpoint(
            signing: Checkpoint(origin: LogOrigin(signer.verifier.name), size: 9, root: tree.root),
            with: [signer])
        let request = try AddCheckpointRequest(
            oldSize: 3, hashes: try tree.consistencyProof(from: 3).hashes, checkpoint: checkpoint)
        let proof = try LogProof(
            index: 6, hashes: try tree.inclusionProof(of: 6).hashes, checkpoint: checkpoint, extra: [1])
        return [
            checkpoint.bytes, request.bytes, proof.bytes, tree.frontier.bytes,
            Array(signer.verifier.vkey.utf8),
            Array("tile/0/x001/234.p/5".utf8), Array(checkpoint.note.signatures[0].line.utf8),
            Array(checkpoint.checkpoint.text.utf8),
        ]
    }

    /// A file with some of its bytes replaced.
    private static func changed(_ file: [UInt8], _ dice: inout Seeded) -> [UInt8] {
        var file = file
        for _ in 0..<Int.random(in: 0...3, using: &dice) {
            let start = Int.random(in: 0...file.count, using: &dice)
            let end = min(file.count, start + Int.random(in: 0...4, using: &dice))
            let byte = UInt8.random(in: 0...255, using: &dice)
            file.replaceSubrange(
                start..<end,
                with: Bool.random(using: &dice) ? words.randomElement(using: &dice) ?? [] : [byte])
        }
        return file
    }

    @Test(arguments: 1...4)
    func whateverIsRead_isWrittenAgainAsItWas(_ seed: UInt64) throws {
        var dice = Seeded(seed)
        let files = try Self.files()
        var count = 0
        for round in 0..<2000 {
            let bytes = Self.changed(files[round % files.count], &dice)
            if let note = try? SignedNote(bytes) {
                #expect(note.bytes == bytes)
                count += 1
            }
            if let checkpoint = try? SignedCheckpoint(bytes) { #expect(checkpoint.bytes == bytes) }
            if let request = try? AddCheckpointRequest(bytes) { #expect(request.bytes == bytes) }
            if let proof = try? LogProof(bytes) { #expect(proof.bytes == bytes) }
            if let frontier = try? MerkleFrontier(bytes: bytes) { #expect(frontier.bytes == bytes) }
            let text = String(decoding: bytes, as: UTF8.self)
            if let tile = try? TileAddress(path: text) { #expect(tile.path == text) }
            if let key = try? NoteVerifier(vkey: text) { #expect(key.vkey == text) }
            if let checkpoint = try? Checkpoint(text: text) { #expect(checkpoint.text == text) }
            if let line = try? NoteSignature(line: text) {
                #expect(line.line == text || line.line == text + "\n")
            }
            _ = try? EntryBundle.decode(bytes, width: 2)
        }
        #expect(count > 200)
    }
}
