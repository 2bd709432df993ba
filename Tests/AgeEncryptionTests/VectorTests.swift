import Crypto
import Testing

@testable import AgeEncryption

/// The published vectors: each file ends as they say, whatever pieces it comes in.
@Suite struct VectorTests {
    @Test func everyVector_endsAsExpected() throws {
        var counts: [Vector.Expectation: Int] = [:]
        var foreign = 0
        for vector in try Vector.all() {
            if vector.isForeign {
                foreign += 1
                try expectRefusalByName(vector)
            } else {
                counts[vector.expectation, default: 0] += 1
                try expectOutcome(vector, identities: vector.nativeIdentities())
            }
        }
        let lines = Vector.Expectation.allCases.map { "\($0.rawValue) \(counts[$0, default: 0])" }
        print("vectors: \(lines.joined(separator: ", ")), refused by name \(foreign)")
    }

    private func expectOutcome(_ vector: Vector, identities: [AgeIdentity]) throws {
        let form = vector.isArmoured ? AgeForm.armoured : .binary
        let whole = open(vector.file, with: identities, pieces: [.max], form: form)
        #expect(
            expectation(of: whole) == vector.expectation, "\(vector.name): \(String(describing: whole.error))"
        )
        let hash = Array(SHA256.hash(data: whole.bytes))
        #expect(hash == vector.payloadHash ?? hash, "\(vector.name)")
        if vector.payloadHash == nil { #expect(whole.bytes.isEmpty, "\(vector.name)") }

        let sizes =
            vector.file.count < 4096 && vector.passphrases.isEmpty ? [[1], [3, 64, 7]] : [[65_552, 7919]]
        for pieces in sizes {
            #expect(
                open(vector.file, with: identities, pieces: pieces, form: form) == whole, "\(vector.name)")
        }
        // Without being told the form, the same; only text that begins otherwise is no age file then.
        let detected = open(vector.file, with: identities, pieces: [.max])
        if detected.error != .notAgeFile || vector.expectation != .armourFailure {
            #expect(detected == whole, "\(vector.name)")
        }
    }

    private func expectation(of outcome: Outcome) -> Vector.Expectation {
        switch outcome.error {
        case nil: .success
        case .noIdentityMatches, .wrongPassphrase, .passphraseNeeded: .noMatch
        case .headerMACWrong: .macFailure
        case .payloadDamaged, .truncated(.payload), .trailingData: .payloadFailure
        case .armourMalformed, .truncated(.armour): .armourFailure
        default: .headerFailure
        }
    }

    /// A post-quantum identity is refused by its name; a file that only such an identity opens says the same to
    /// others.
    private func expectRefusalByName(_ vector: Vector) throws {
        for text in vector.identities where text.hasPrefix("AGE-SECRET-KEY-PQ-1") {
            #expect(throws: AgeError.unsupportedKind(.postQuantumHybrid)) { try AgeIdentity(text: text) }
        }
        let natives = try vector.nativeIdentities()
        if !natives.isEmpty { return try expectOutcome(vector, identities: natives) }
        let outcome = open(vector.file, with: [.x25519(AgeX25519Identity())], pieces: [.max])
        let expected: [AgeError?] =
            switch vector.name {
            case "hybrid_and_x25519", "hybrid_uppercase": [.noIdentityMatches]
            case "hybrid_not_canonical_body": [.headerMalformed(.body)]
            default: [.unsupportedKind(.postQuantumHybrid)]
            }
        #expect(expected.contains(outcome.error), "\(vector.name): \(String(describing: outcome.error))")
    }

    /// What is read and written again is the same byte for byte: headers, payloads and armour.
    @Test func everyGoodVector_isWrittenAgainAsItWas() throws {
        for vector in try Vector.all() where vector.expectation == .success {
            var binary = vector.file
            if vector.isArmoured {
                binary = []
                var reader = ArmourReader()
                try reader.add(vector.file[...], into: &binary)
                try reader.finish(into: &binary)
                var writer = ArmourWriter()
                var text: [UInt8] = []
                writer.add(binary[...], into: &text)
                writer.finish(into: &text)
                #expect(plain(text) == plain(vector.file), "\(vector.name)")
            }
            var rest = binary[...]
            var reader = HeaderReader()
            let header = try #require(try reader.read(&rest))
            let fileKey = FileKey(vector.fileKey)
            #expect(Header.text(of: header.stanzas, fileKey: fileKey) == Array(binary[..<rest.startIndex]))
            let key = fileKey.payloadKey(nonce: Array(rest.prefix(16)))
            var bytes: [UInt8] = []
            var opener = ChunkOpener(key: key)
            try opener.add(rest.dropFirst(16), into: &bytes)
            try opener.finish(into: &bytes)
            var payload: [UInt8] = []
            var sealer = ChunkSealer(key: key)
            try sealer.add(bytes[...], into: &payload)
            try sealer.finish(into: &payload)
            #expect(payload == Array(rest.dropFirst(16)), "\(vector.name)")
        }
    }

    /// Text without what two good armours may differ in.
    private func plain(_ text: [UInt8]) -> [UInt8] {
        String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace)
            .joined(separator: "\n").utf8.map { $0 }
    }
}
