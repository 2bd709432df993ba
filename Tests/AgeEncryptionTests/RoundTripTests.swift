import AgeEncryption
import Testing

/// What is sealed opens to the same bytes, in whatever pieces either happens.
@Suite struct RoundTripTests {
    private static let sizes = [0, 1, 65_535, 65_536, 65_537, 131_072, 1 << 20 + 3]
    private static let pieces = [[Int.max], [1000, 1, 77], [65_536], [65_537, 3], [65_552, 16]]

    @Test(arguments: sizes, [AgeForm.binary, .armoured])
    func sizesAroundChunks_openToTheSame(_ size: Int, form: AgeForm) throws {
        var random = Seeded(UInt64(size))
        let bytes = random.bytes(size)
        let identity = AgeX25519Identity()
        for pieces in Self.pieces {
            let file = try seal(bytes, to: [.x25519(identity.recipient)], pieces: pieces, form: form)
            #expect(open(file, with: [.x25519(identity)], pieces: pieces.reversed()) == Outcome(bytes: bytes))
        }
    }

    @Test(arguments: 0..<40)
    func randomSizesAndPieces_openToTheSame(_ seed: UInt64) throws {
        var random = Seeded(seed)
        let bytes = random.bytes(.random(in: 0...200_000, using: &random))
        let form: AgeForm = .random(in: 0...1, using: &random) == 0 ? .binary : .armoured
        let pieces = (0..<9).map { _ in
            Int.random(in: 1...(1 << Int.random(in: 1...17, using: &random)), using: &random)
        }
        let identities = [AgeX25519Identity(), AgeX25519Identity()]
        let file = try seal(bytes, to: identities.map { .x25519($0.recipient) }, pieces: pieces, form: form)
        for identity in identities {
            #expect(open(file, with: [.x25519(identity)], pieces: pieces.reversed()) == Outcome(bytes: bytes))
        }
    }

    @Test func wholeBuffers_openToTheSame() throws {
        let identity = AgeX25519Identity()
        let bytes = Array("a short text".utf8)
        for form in [AgeForm.binary, .armoured] {
            let file = try Age.seal(bytes, to: [.x25519(identity.recipient)], form: form)
            #expect(try Age.open(file, with: [.x25519(AgeX25519Identity()), .x25519(identity)]) == bytes)
            #expect(try Age.seal(bytes, to: [.x25519(identity.recipient)], form: form) != file)
        }
    }

    @Test func smallPieces_areHandedOutOnlyWhenAChunkIsComplete() throws {
        let identity = AgeX25519Identity()
        let file = try Age.seal([UInt8](repeating: 7, count: 65_537), to: [.x25519(identity.recipient)])
        var opener = AgeOpener(with: [.x25519(identity)])
        var bytes: [UInt8] = []
        // Header, nonce and first chunk: not a byte before one more proves that others follow.
        let firstChunkEnd = file.count - 17
        try opener.add(file[..<firstChunkEnd], into: &bytes)
        #expect(bytes.isEmpty)
        try opener.add(file[firstChunkEnd...firstChunkEnd], into: &bytes)
        #expect(bytes.count == 65_536)
        try opener.add(file[(firstChunkEnd + 1)...], into: &bytes)
        try opener.finish(into: &bytes)
        #expect(bytes.count == 65_537)
    }
}

/// Passphrases, with little work so that the tests are quick.
@Suite struct PassphraseTests {
    private let low = AgeWorkFactor(log2: 4) ?? .standard

    @Test func rightPassphrase_opens_othersDoNot() throws {
        let right = try AgePassphrase("correct horse")
        let file = try Age.seal([1, 2, 3], to: [.passphrase(right, workFactor: low)])
        let wrong = AgeIdentity.passphrase(try AgePassphrase("correct  horse"))
        #expect(try Age.open(file, with: [wrong, .passphrase(right)]) == [1, 2, 3])
        #expect(throws: AgeError.wrongPassphrase) { try Age.open(file, with: [wrong]) }
        #expect(throws: AgeError.passphraseNeeded) { try Age.open(file, with: []) }
        #expect(throws: AgeError.passphraseNeeded) {
            try Age.open(file, with: [.x25519(AgeX25519Identity())])
        }
    }

    @Test func passphrase_againstAKeysFile_doesNotMatch() throws {
        let file = try Age.seal([1], to: [.x25519(AgeX25519Identity().recipient)])
        let passphrase = AgeIdentity.passphrase(try AgePassphrase("x"))
        #expect(throws: AgeError.noIdentityMatches) { try Age.open(file, with: [passphrase]) }
        #expect(throws: AgeError.noIdentityMatches) { try Age.open(file, with: []) }
    }

    @Test func tooMuchWork_isRefusedWithItsFactor_beforeItIsDone() throws {
        let passphrase = try AgePassphrase("x")
        let file = try Age.seal([1], to: [.passphrase(passphrase, workFactor: low)])
        let three = try #require(AgeWorkFactor(log2: 3))
        #expect(throws: AgeError.workFactorTooLarge(log2: 4, limit: 3)) {
            try Age.open(file, with: [.passphrase(passphrase, limit: three)])
        }
        #expect(AgeError.workFactorTooLarge(log2: 4, limit: 3).description.contains("2^4"))
    }

    @Test func workFactors_haveBounds() {
        #expect(AgeWorkFactor(log2: 0) == nil)
        #expect(AgeWorkFactor(log2: 31) == nil)
        #expect(AgeWorkFactor.standard.log2 == 18)
        #expect(AgeWorkFactor.limit.log2 == 22)
    }

    @Test func sealing_refusesWhatNobodyCouldOpenAsMeant() throws {
        let passphrase = AgeRecipient.passphrase(try AgePassphrase("x"), workFactor: low)
        let key = AgeRecipient.x25519(AgeX25519Identity().recipient)
        #expect(throws: AgeError.noRecipients) { try Age.seal([], to: []) }
        #expect(throws: AgeError.passphraseNotAlone) { try Age.seal([], to: [key, passphrase]) }
        #expect(throws: AgeError.passphraseNotAlone) { try Age.seal([], to: [passphrase, passphrase]) }
        #expect(throws: AgeError.passphraseEmpty) { try AgePassphrase("") }
    }

    @Test func takingAPassphrase_wipesTheBuffer() throws {
        var bytes = Array("secret".utf8)
        _ = try AgePassphrase(wiping: &bytes)
        #expect(bytes == [0, 0, 0, 0, 0, 0])
    }
}
