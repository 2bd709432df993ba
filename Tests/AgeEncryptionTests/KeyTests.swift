import Testing

@testable import AgeEncryption

@Suite struct KeyTests {
    /// The examples of the specification, which are a pair.
    private let secret = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
    private let example = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"

    @Test func examplesOfTheSpecification_areRead() throws {
        let identity = try AgeX25519Identity(text: secret)
        #expect(identity.recipient.text == example)
        #expect(identity.secretText == secret)
        #expect(try AgeX25519Recipient(text: example) == identity.recipient)
    }

    @Test(arguments: 0..<20)
    func newKeys_areReadAgain(_: Int) throws {
        let identity = AgeX25519Identity()
        #expect(try AgeX25519Identity(text: identity.secretText).recipient == identity.recipient)
        #expect(try AgeX25519Recipient(text: identity.recipient.text) == identity.recipient)
        let file = try Age.seal([5], to: [AgeRecipient(text: identity.recipient.text)])
        #expect(try Age.open(file, with: [AgeIdentity(text: identity.secretText)]) == [5])
        // Also with the key itself, which giving its text must leave as it was.
        #expect(try Age.open(file, with: [.x25519(identity)]) == [5])
    }

    @Test func oneCharacterChanged_isNoKey() {
        for text in [secret, example] {
            for index in text.indices {
                var changed = Array(text.unicodeScalars)
                let offset = text.distance(from: text.startIndex, to: index)
                changed[offset] = changed[offset] == "Q" || changed[offset] == "q" ? "P" : "Q"
                let bad = String(String.UnicodeScalarView(changed))
                #expect(throws: AgeError.keyMalformed(.encoding)) { try AgeX25519Identity(text: bad) }
                #expect(throws: AgeError.keyMalformed(.encoding)) { try AgeX25519Recipient(text: bad) }
            }
        }
    }

    @Test func otherTexts_areRefusedForTheirReason() {
        func fault(_ text: String) -> AgeError? {
            do throws(AgeError) {
                _ = try AgeRecipient(text: text)
                return nil
            } catch {
                return error
            }
        }
        #expect(fault("") == .keyMalformed(.encoding))
        #expect(fault(example.uppercased()) == .keyMalformed(.prefix))
        #expect(fault(secret) == .keyMalformed(.prefix))
        #expect(fault(" " + example) == .keyMalformed(.encoding))
        #expect(fault("age\u{212A}1") == .keyMalformed(.encoding))
        #expect(fault(Bech32.encode([1, 2, 3], prefix: "age")) == .keyMalformed(.length))
        #expect(fault("ssh-ed25519 AAAA") == .unsupportedKind(.ssh))
        #expect(
            fault(Bech32.encode([1, 2, 3], prefix: "age1yubikey")) == .unsupportedKind(.plugin("yubikey")))
        #expect(fault(Bech32.encode([1, 2, 3], prefix: "age1pq")) == .unsupportedKind(.postQuantumHybrid))
        #expect(fault(Bech32.encode([1, 2, 3], prefix: "age1tagpq")) == .unsupportedKind(.taggedHybrid))
        // The specification's own example.
        let tagged = "age1tag1qt8lw0ual6avlwmwatk888yqnmdamm7xfd0wak53ut6elz5c4swx2yqdj4e"
        #expect(fault(tagged) == .unsupportedKind(.tagged))
    }

    @Test func identitiesOfOtherKinds_areRefusedByName() {
        let hybrid = "AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQFR"
        #expect(throws: AgeError.unsupportedKind(.postQuantumHybrid)) { try AgeIdentity(text: hybrid) }
        let plugin = Bech32.encode([1], prefix: "age-plugin-yubikey-").uppercased()
        #expect(throws: AgeError.unsupportedKind(.plugin("yubikey"))) { try AgeIdentity(text: plugin) }
        #expect(throws: AgeError.keyMalformed(.prefix)) { try AgeIdentity(text: example) }
        #expect(throws: AgeError.keyMalformed(.prefix)) { try AgeIdentity(text: secret.lowercased()) }
    }

    @Test func stanzasOfOtherKinds_areNamedWhereNothingElseIsThere() throws {
        func refusal(_ types: [String]) throws -> AgeError? {
            let stanzas = types.map { Stanza(type: $0, arguments: ["a"], body: []) }
            let file = Header.text(of: stanzas, fileKey: FileKey())
            return open(file, with: [.x25519(AgeX25519Identity())], pieces: [.max]).error
        }
        #expect(try refusal(["p256tag"]) == .unsupportedKind(.tagged))
        #expect(try refusal(["grease", "mlkem768p256tag"]) == .unsupportedKind(.taggedHybrid))
        #expect(try refusal(["ssh-rsa"]) == .unsupportedKind(.ssh))
        #expect(try refusal(["grease"]) == .noIdentityMatches)
    }

    @Test func foreignStanzas_besideOnesOfOurs_doNoHarm() throws {
        let identity = AgeX25519Identity()
        let fileKey = FileKey()
        let stanzas = [
            Stanza(type: "mlkem768x25519", arguments: ["x"], body: [UInt8](repeating: 1, count: 100)),
            Stanza(type: "example.com/enigma", arguments: [], body: []),
            try X25519Stanza.wrapping(fileKey, to: identity.recipient),
            Stanza(type: "-->", arguments: ["!", "~"], body: [UInt8](repeating: 2, count: 48)),
        ]
        var file = Header.text(of: stanzas, fileKey: fileKey)
        let nonce = [UInt8](repeating: 3, count: 16)
        file += nonce
        var sealer = ChunkSealer(key: fileKey.payloadKey(nonce: nonce))
        try sealer.add([1, 2, 3], into: &file)
        try sealer.finish(into: &file)
        #expect(try Age.open(file, with: [.x25519(identity)]) == [1, 2, 3])
    }

    @Test(arguments: [
        [UInt8](repeating: 0, count: 32), [1] + [UInt8](repeating: 0, count: 31),
        [0xEC] + [UInt8](repeating: 0xFF, count: 30) + [0x7F],
    ])
    func recipientsOfLowOrder_areNotSealedTo(_ point: [UInt8]) throws {
        let recipient = try AgeRecipient(text: Bech32.encode(point, prefix: "age"))
        #expect(throws: AgeError.keyMalformed(.lowOrder)) { try Age.seal([1], to: [recipient]) }
    }

    @Test func printing_givesNoSecretAway() throws {
        let identity = try AgeX25519Identity(text: secret)
        let passphrase = try AgePassphrase("hunter2")
        for value in [AgeIdentity.x25519(identity), .passphrase(passphrase)] {
            var shown = "\(value) \(String(reflecting: value))"
            dump(value, to: &shown)
            // 66 is the byte that the example's key repeats.
            #expect(!shown.contains("hunter2") && !shown.contains("GFPYYSJZ") && !shown.contains("66"))
        }
    }

    @Test func everyError_isASentence() {
        let errors: [AgeError] = [
            .notAgeFile, .unknownVersion("v2"), .headerMalformed(.body), .headerMACWrong, .noIdentityMatches,
            .passphraseNeeded, .wrongPassphrase, .workFactorTooLarge(log2: 23, limit: 22),
            .payloadDamaged(chunk: 3), .truncated(.armour), .trailingData, .armourMalformed(line: 4),
            .unsupportedKind(.tagged), .keyMalformed(.length), .identityFileMalformed(line: 1),
            .identityFileEmpty, .noRecipients, .passphraseNotAlone, .passphraseEmpty, .cryptographyFailed,
        ]
        for error in errors { #expect(error.description.hasSuffix(".") && error.description.count > 15) }
        #expect(Set(errors.map(\.description)).count == errors.count)
    }
}

/// Strings that BIP 173 calls valid and invalid.
@Suite struct Bech32Tests {
    @Test(arguments: [
        "A12UEL5L", "a12uel5l",
        "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs",
        "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
        "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w",
    ])
    func validStrings_areWrittenAgain(_ text: String) throws {
        guard let (prefix, bytes) = Bech32.decode(text) else {
            // Whole groups of five bits, but no whole bytes: fine for BIP 173, not for keys.
            return #expect(text.hasPrefix("split") || text.hasPrefix("abcdef"))
        }
        #expect(Bech32.encode(bytes, prefix: prefix.lowercased()) == text.lowercased())
    }

    @Test(arguments: [
        "\u{20}1nwldj5", "\u{7F}1axkwrx", "pzry9x0s0muk", "1pzry9x0s0muk", "x1b4n0q5v", "li1dgmt3",
        "A1G7SGD8",
        "10a06t8", "1qzzfhee", "a12UEL5L", "", "1",
    ])
    func invalidStrings_areRefused(_ text: String) { #expect(Bech32.decode(text) == nil) }

    @Test(arguments: 0..<70)
    func anyBytes_areReadAgain(_ count: Int) throws {
        var random = Seeded(UInt64(count))
        let bytes = random.bytes(count)
        let decoded = try #require(Bech32.decode(Bech32.encode(bytes, prefix: "x-")))
        #expect(decoded.prefix == "x-" && decoded.bytes == bytes)
    }

    @Test func bitsThatMakeNoByte_areFewAndZero() throws {
        #expect(Bech32.decode("x1lu7rxnn5")?.bytes == [0xFF])
        // The last of the two groups with a bit too many, a third group, and one group alone.
        for text in ["x1lar4jxwx", "x1luq5uuzzc", "x1l3jt5v7"] { #expect(Bech32.decode(text) == nil) }
    }
}

@Suite struct Base64Tests {
    @Test(arguments: 0..<70, [false, true])
    func anyBytes_areReadAgain(_ count: Int, isPadded: Bool) {
        var random = Seeded(UInt64(count))
        let bytes = random.bytes(count)
        var text: [UInt8] = []
        Base64.append(bytes[...], to: &text, padded: isPadded)
        var read: [UInt8] = []
        #expect(Base64.append(decoding: text[...], to: &read, padded: isPadded) && read == bytes)
    }

    @Test(arguments: ["A", "AB", "AAB", "AA==", "AAA=", "A A", "AA\n", "AA-_", "AAAAA"])
    func otherSpellings_areRefused(_ text: String) { #expect(Base64.decode(text.utf8) == nil) }

    @Test(arguments: [
        "AA", "AAA", "AA=", "A===", "AAAA=", "AAAA====", "AB==", "AAB=", "=AAA", "AA=A", "====",
    ])
    func otherPaddings_areRefused(_ text: String) {
        var bytes: [UInt8] = []
        #expect(!Base64.append(decoding: Array(text.utf8)[...], to: &bytes, padded: true))
    }
}

@Suite struct IdentityFileTests {
    @Test func files_areReadAgain() throws {
        let identities = [AgeX25519Identity(), AgeX25519Identity()]
        let text = AgeIdentityFile(identities).text(created: "2026-05-03T10:11:12Z")
        #expect(
            text.hasPrefix(
                "# created: 2026-05-03T10:11:12Z\n# public key: \(identities[0].recipient)\nAGE-SECRET"))
        let read = try AgeIdentityFile(text: text)
        #expect(read.identities.map(\.recipient) == identities.map(\.recipient))
        let windows = try AgeIdentityFile(text: text.replacing("\n", with: "\r\n"))
        #expect(windows.identities.map(\.recipient) == identities.map(\.recipient))
        let noEnd = try AgeIdentityFile(text: String(text.dropLast()))
        #expect(noEnd.identities.count == 2)
    }

    @Test func otherFiles_areRefusedWithTheirLine() throws {
        let secret = AgeX25519Identity().secretText
        #expect(throws: AgeError.identityFileEmpty) { try AgeIdentityFile(text: "# nothing\n\n") }
        #expect(throws: AgeError.identityFileMalformed(line: 3)) {
            try AgeIdentityFile(text: "# x\n\(secret)\nnonsense\n")
        }
        #expect(throws: AgeError.identityFileMalformed(line: 1)) { try AgeIdentityFile(text: " \(secret)") }
        let hybrid = "AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQFR"
        #expect(throws: AgeError.unsupportedKind(.postQuantumHybrid)) {
            try AgeIdentityFile(text: "\(secret)\n\(hybrid)\n")
        }
    }
}
