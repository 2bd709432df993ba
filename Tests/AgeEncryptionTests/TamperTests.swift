import AgeEncryption
import Testing

/// Whoever changes a file gets an error out of its reader, never other plaintext.
@Suite struct TamperTests {
    private let identity = AgeX25519Identity()

    private func sealed(_ bytes: [UInt8], form: AgeForm = .binary) throws -> [UInt8] {
        try Age.seal(
            bytes, to: [.x25519(AgeX25519Identity().recipient), .x25519(identity.recipient)], form: form)
    }

    private func opened(_ file: [UInt8], pieces: [Int] = [.max]) -> Outcome {
        open(file, with: [.x25519(identity)], pieces: pieces)
    }

    @Test func anyByteChanged_isAnError() throws {
        let file = try sealed(Array("every byte counts".utf8))
        for index in file.indices {
            for bit in 0..<8 {
                var changed = file
                changed[index] ^= 1 << bit
                let outcome = opened(changed)
                #expect(outcome.error != nil, "byte \(index), bit \(bit)")
                #expect(outcome.bytes.isEmpty, "byte \(index), bit \(bit)")
            }
        }
    }

    @Test func anyByteOfLargeFileChanged_givesAtMostTheChunksBefore() throws {
        var random = Seeded(1)
        let bytes = random.bytes(200_000)
        let file = try sealed(bytes)
        let payload = file.count - 200_000 - 4 * 16
        for _ in 0..<100 {
            let index = Int.random(in: payload..<file.count, using: &random)
            var changed = file
            changed[index] ^= UInt8.random(in: 1...255, using: &random)
            let chunk = (index - payload) / 65_552
            let expected = Outcome(
                bytes: Array(bytes.prefix(chunk * 65_536)), error: .payloadDamaged(chunk: chunk))
            #expect(opened(changed) == expected)
        }
    }

    @Test func anyCutOff_isAnError() throws {
        let file = try sealed([1, 2, 3])
        for count in 0..<file.count {
            #expect(opened(Array(file.prefix(count))).error != nil, "\(count)")
            #expect(opened(Array(file.prefix(count)), pieces: [1]).bytes.isEmpty, "\(count)")
        }
        // The last line feed alone may go.
        let text = try sealed([1, 2, 3], form: .armoured)
        for count in 0..<text.count - 1 {
            #expect(opened(Array(text.prefix(count))).error != nil, "\(count)")
        }
        #expect(opened(text.dropLast()) == Outcome(bytes: [1, 2, 3]))
    }

    @Test func cutAtAChunk_isTruncated() throws {
        let bytes = [UInt8](repeating: 9, count: 3 * 65_536)
        let file = try sealed(bytes)
        let outcome = opened(Array(file.dropLast(65_552)))
        #expect(outcome == Outcome(bytes: Array(bytes.prefix(2 * 65_536)), error: .truncated(.payload)))
    }

    @Test func chunksMoved_areDamaged() throws {
        let bytes = (0..<3 * 65_536).map { UInt8(truncatingIfNeeded: $0 >> 16) }
        let file = try sealed(bytes)
        let payload = file.count - 3 * 65_552
        let chunks = (0..<3).map { Array(file[(payload + $0 * 65_552)..<(payload + ($0 + 1) * 65_552)]) }
        func opened(_ order: [Int]) -> Outcome {
            self.opened(file[..<payload] + order.flatMap { chunks[$0] })
        }
        #expect(opened([0, 1, 2]) == Outcome(bytes: bytes))
        #expect(opened([1, 0, 2]) == Outcome(error: .payloadDamaged(chunk: 0)))
        #expect(opened([0, 2]).error == .payloadDamaged(chunk: 1))
        #expect(opened([0, 0, 1, 2]).error == .payloadDamaged(chunk: 1))
        #expect(opened([0, 1, 2, 2]) == Outcome(bytes: bytes, error: .trailingData))
    }

    @Test func payloadOfAnotherFile_isDamaged() throws {
        let one = try sealed([1, 2, 3])
        let two = try sealed([4, 5, 6])
        #expect(opened(one.prefix(one.count - 35) + two.suffix(35)).error == .payloadDamaged(chunk: 0))
        #expect(opened(one.prefix(one.count - 19) + two.suffix(19)).error == .payloadDamaged(chunk: 0))
    }

    @Test func armourChanged_isAnErrorOrTheSame() throws {
        let file = try sealed(Array("armour".utf8), form: .armoured)
        var random = Seeded(3)
        for index in file.indices {
            var changed = file
            changed[index] ^= UInt8.random(in: 1...255, using: &random)
            let outcome = opened(changed)
            #expect(outcome.error != nil || outcome.bytes == Array("armour".utf8), "byte \(index)")
        }
    }

    @Test func afterAnError_everyCallThrowsIt() throws {
        var opener = AgeOpener(with: [])
        var bytes: [UInt8] = []
        #expect(throws: AgeError.notAgeFile) { try opener.add(Array("PK".utf8), into: &bytes) }
        #expect(throws: AgeError.notAgeFile) { try opener.add(Array("age".utf8), into: &bytes) }
        do throws(AgeError) {
            try opener.finish(into: &bytes)
            Issue.record("A failed file ended well.")
        } catch {
            #expect(error == .notAgeFile)
        }
    }

    @Test func headerWithoutEnd_isRefusedBeforeItFillsTheMemory() {
        let file = Array("age-encryption.org/v1\n-> X25519 ".utf8) + [UInt8](repeating: 0x61, count: 5 << 20)
        #expect(opened(file, pieces: [65_536]).error == .headerMalformed(.tooLong))
        let version = Array("age-encryption.org/".utf8) + [UInt8](repeating: 0x76, count: 99)
        #expect(opened(version).error == .headerMalformed(.versionLine))
        #expect(opened(Array("\n-----BEGIN AGE".utf8)).error == .notAgeFile)
        #expect(opened(Array("-----BEGIN PGP MESSAGE-----\n".utf8)).error == .notAgeFile)
        #expect(opened([]).error == .notAgeFile)
        #expect(opened(Array("age-encryption.org/v2\n".utf8)).error == .unknownVersion("v2"))
    }

    @Test(arguments: 0..<300)
    func randomBytes_neverTrap(_ seed: UInt64) {
        var random = Seeded(seed)
        let parts: [[UInt8]] = [
            "age-encryption.org/v1\n", "-> X25519 ", "-> scrypt ", " 1", "\n", "--- ", "\r\n", " ", "AAAA",
            "TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc", "-----BEGIN AGE ENCRYPTED FILE-----\n",
            "-----END AGE ENCRYPTED FILE-----", "=",
        ].map { Array($0.utf8) }
        var file: [UInt8] = seed % 3 == 0 ? [] : parts[seed % 3 == 1 ? 0 : 10]
        for _ in 0..<20 {
            let part = parts.randomElement(using: &random) ?? []
            file += .random(in: 0...9, using: &random) == 0 ? random.bytes(9) : part
        }
        let outcome = opened(file)
        #expect(outcome.error != nil && outcome.bytes.isEmpty)
        #expect(opened(file, pieces: [1, 5]) == outcome)
    }
}
