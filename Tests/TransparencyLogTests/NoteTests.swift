import Testing
import TransparencyLog

/// Signed notes and their keys (c2sp.org/signed-note).
@Suite struct NoteTests {
    /// The example of the specification.
    private static let example = """
        This is an example message.

        \u{2014} example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

        """
    private static let exampleKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"

    private static func signer(_ name: String, _ seed: UInt8 = 7) throws -> NoteSigner {
        try NoteSigner(name: try KeyName(name), seed: [UInt8](repeating: seed, count: 32))
    }

    private static func note(_ text: String) throws -> SignedNote { try SignedNote(Array(text.utf8)) }

    @Test func exampleOfTheSpecification_verifies() throws {
        let note = try Self.note(Self.example)
        let key = try NoteVerifier(vkey: Self.exampleKey)
        let verified = try note.verified(by: [key])
        #expect(verified.text == "This is an example message.\n")
        #expect(verified.signatures.map(\.verifier) == [key] && verified.signatures[0].time == nil)
        #expect(note.bytes == Array(Self.example.utf8))
        #expect(key.vkey == Self.exampleKey && key.id.rawValue == 0x530d_903a)
    }

    @Test func everyBitOfANote_counts() throws {
        let bytes = Array(Self.example.utf8)
        let key = try NoteVerifier(vkey: Self.exampleKey)
        for bit in 0..<(bytes.count * 8) {
            var other = bytes
            other[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(isRefused { _ = try SignedNote(other).verified(by: [key]) }, "bit \(bit)")
        }
        for count in bytes.indices {
            #expect(isRefused { _ = try SignedNote(Array(bytes.prefix(count))).verified(by: [key]) })
        }
    }

    @Test func whatIsSignedHere_verifies() throws {
        let signers = [try Self.signer("example.com/a"), try Self.signer("z\u{FC}rich", 8)]
        let text = "Line\n\n\u{2014} not a signature\n\nlast line \u{85}\u{1F600}\n"
        let note = try SignedNote(signing: text, with: signers)
        let read = try SignedNote(note.bytes)
        #expect(read == note && read.text == text)
        #expect(try read.verified(by: signers.map(\.verifier)).signatures.count == 2)
        for signer in signers {
            #expect(try read.verified(by: [signer.verifier]).signatures.map(\.verifier) == [signer.verifier])
            #expect(try NoteVerifier(vkey: signer.verifier.vkey) == signer.verifier)
            #expect("\(signer)" == signer.verifier.vkey && String(reflecting: signer).contains("+"))
        }
    }

    @Test func unknownKeys_arePassedOver_evenWithTheSameNameOrID() throws {
        let known = try Self.signer("example.com/a")
        let namesake = try Self.signer("example.com/a", 9)
        var note = try SignedNote(signing: "text\n", with: [namesake, known])
        #expect(try note.verified(by: [known.verifier]).signatures.count == 1)
        #expect(throws: TransparencyLogError.noKnownSignature) {
            try note.verified(by: [Self.signer("example.com/b").verifier])
        }
        #expect(throws: TransparencyLogError.noKnownSignature) { try note.verified(by: []) }
        // The ID of a known key under another name, with rubbish for a signature.
        let line = try #require(note.signatures.last).line.replacing("example.com/a", with: "example.com/c")
        try note.add([try NoteSignature(line: line)])
        #expect(note.signatures.count == 3)
        #expect(try note.verified(by: [known.verifier]).signatures.count == 1)
    }

    @Test func aWrongSignatureOfAKnownKey_spoilsTheNote() throws {
        let (good, bad) = (try Self.signer("good"), try Self.signer("bad", 8))
        let note = try SignedNote(signing: "text\n", with: [good, bad])
        let other = try SignedNote(signing: "other text\n", with: [bad])
        let mixed = try Self.note("text\n\n" + note.signatures[0].line + other.signatures[0].line)
        #expect(throws: TransparencyLogError.signatureWrong(bad.verifier.name)) {
            try mixed.verified(by: [good.verifier, bad.verifier])
        }
        #expect(try mixed.verified(by: [good.verifier]).signatures.count == 1)
        // A signature cut short or grown is wrong too, and no trap.
        for count in [1, 63, 65] {
            let bytes = [UInt8](repeating: 1, count: count)
            var line = note.signatures[0].line.split(separator: " ").dropLast().joined(separator: " ")
            line += " " + base64(idBytes(good.verifier.id) + bytes)
            let short = try Self.note("text\n\n" + line + "\n")
            #expect(throws: TransparencyLogError.signatureWrong(good.verifier.name)) {
                try short.verified(by: [good.verifier])
            }
        }
    }

    private func idBytes(_ id: KeyID) -> [UInt8] {
        (0..<4).reversed().map { UInt8(truncatingIfNeeded: id.rawValue >> UInt32($0 * 8)) }
    }

    @Test func aKeyThatSignsTwice_countsOnce() throws {
        let signer = try Self.signer("a")
        let note = try SignedNote(signing: "text\n", with: [signer])
        let twice = try Self.note("text\n\n" + note.signatures[0].line + note.signatures[0].line)
        #expect(try twice.verified(by: [signer.verifier]).signatures.count == 1)
        // Signing again replaces the signature.
        var again = note
        try again.add(note.signatures)
        #expect(again == note)
    }

    @Test func malformedNotes_areRefusedByName() throws {
        let line = try SignedNote(signing: "x\n", with: [try Self.signer("a")]).signatures[0].line
        let blob = line.dropLast().split(separator: " ")[2]
        let cases: [(String, TransparencyLogError.NoteFault)] = [
            ("", .noSignature), ("text\n", .noSignature), ("text\n\n", .noSignature),
            ("text\n" + line, .noSignature), ("\n" + line, .noSignature),
            ("text\n\n" + line.dropLast(), .noSignature),
            ("text\n\n" + line + "more\n", .signatureLine), ("text\n\n- a \(blob)\n", .signatureLine),
            ("text\n\n\u{2014}a \(blob)\n", .signatureLine), ("text\n\n\u{2014} \(blob)\n", .signatureLine),
            ("text\n\n\u{2014}  \(blob)\n", .signatureLine),
            ("text\n\n\u{2014} a  \(blob)\n", .signatureLine),
            ("text\n\n\u{2014} a \(blob) \n", .signatureLine),
            ("text\n\n\u{2014} a+b \(blob)\n", .signatureLine),
            ("text\n\n\u{2014} a\u{A0}b \(blob)\n", .signatureLine),
            ("text\n\n\u{2014} a \(blob)=\n", .signatureLine),
            ("text\n\n\u{2014} a AAAAAA==\n", .signatureLine),
            ("text\n\n\u{2014} a AAAAAAB=\n", .signatureLine),
            ("text\n\n\u{2014} a \n", .signatureLine), ("text\n\n\u{2014} a\n", .signatureLine),
            ("te\txt\n\n" + line, .controlCharacter), ("text\r\n\n" + line, .controlCharacter),
            ("te\u{10}xt\n\n" + line, .controlCharacter), ("te\u{1F}xt\n\n" + line, .controlCharacter),
            ("text\u{0}\n\n" + line, .controlCharacter),
            ("text\n\n" + line.dropLast() + "\r\n", .controlCharacter),
        ]
        for (text, fault) in cases {
            #expect(throws: TransparencyLogError.noteMalformed(fault), "\(text)") { try Self.note(text) }
        }
        for bytes in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x80]] as [[UInt8]] {
            #expect(throws: TransparencyLogError.noteMalformed(.encoding)) {
                try SignedNote(Array("text".utf8) + bytes + Array("\n\n\(line)".utf8))
            }
        }
        // A blank text and one byte of signature are unusual and allowed; so is the character DEL.
        #expect(try Self.note("\n\n" + line).text == "\n")
        #expect(try Self.note("a\u{7F}\n\n\u{2014} a AAAAAAA=\n").signatures[0].bytes == [0])
    }

    @Test func textsThatNoNoteCanHave_areNotSigned() throws {
        let signer = try Self.signer("a")
        for (text, fault) in [
            ("", .textEnd), ("text", .textEnd), ("a\r\n", .controlCharacter),
        ] as [(String, TransparencyLogError.NoteFault)] {
            #expect(throws: TransparencyLogError.noteMalformed(fault)) {
                try SignedNote(signing: text, with: [signer])
            }
        }
        #expect(throws: TransparencyLogError.noteMalformed(.noSignature)) {
            try SignedNote(signing: "text\n", with: [])
        }
    }

    @Test func limits_areWhereTheyAreSaidToBe() throws {
        let signer = try Self.signer("a")
        let line = try SignedNote(signing: "x\n", with: [signer]).signatures[0].line
        let lines = String(repeating: line, count: SignedNote.maximalSignatureCount)
        #expect(SignedNote.maximalSignatureCount >= 16)
        _ = try Self.note("x\n\n" + lines)
        #expect(throws: TransparencyLogError.noteMalformed(.tooManySignatures)) {
            try Self.note("x\n\n" + lines + line)
        }
        let room = SignedNote.maximalSize - line.utf8.count - 2
        let long = String(repeating: "x", count: room) + "\n"
        let note = try SignedNote(signing: long, with: [signer])
        #expect(note.bytes.count == SignedNote.maximalSize)
        #expect(try SignedNote(note.bytes).verified(by: [signer.verifier]).text == long)
        #expect(throws: TransparencyLogError.noteMalformed(.tooLong)) {
            try SignedNote(signing: "x" + long, with: [signer])
        }
        #expect(throws: TransparencyLogError.noteMalformed(.tooLong)) {
            try SignedNote([UInt8(ascii: "x")] + note.bytes)
        }
        var full = try SignedNote(signing: "x\n", with: (0..<100).map { try Self.signer("a\($0)") })
        #expect(throws: TransparencyLogError.noteMalformed(.tooManySignatures)) {
            try full.add([try NoteSignature(line: line)])
        }
        #expect(full.signatures.count == 100)
    }

    @Test func keysThatAreNone_areRefusedByName() throws {
        let key = Self.exampleKey
        let parts = key.split(separator: "+").map(String.init)
        let cases: [(String, TransparencyLogError)] = [
            ("", .keyMalformed(.form)), ("a+b", .keyMalformed(.form)),
            ("+\(parts[1])+\(parts[2])", .keyMalformed(.name)),
            ("a b+\(parts[1])+\(parts[2])", .keyMalformed(.name)),
            ("a\u{2003}b+\(parts[1])+\(parts[2])", .keyMalformed(.name)),
            ("\(parts[0])+530D903A+\(parts[2])", .keyMalformed(.idForm)),
            ("\(parts[0])+530d903+\(parts[2])", .keyMalformed(.idForm)),
            ("\(parts[0])++\(parts[2])", .keyMalformed(.idForm)),
            ("\(parts[0])++530d903+\(parts[2])", .keyMalformed(.idForm)),
            ("\(parts[0])+\(parts[1])+\(parts[2])=", .keyMalformed(.base64)),
            ("\(parts[0])+\(parts[1])+", .keyMalformed(.length)),
            ("\(parts[0])+\(parts[1])+AQ==", .keyMalformed(.length)), ("x\(key)", .keyMalformed(.idOther)),
            ("\(parts[0])+530d903b+\(parts[2])", .keyMalformed(.idOther)),
            // ML-DSA-44, RFC 6962 and one that nobody has assigned.
            ("a+00000000+BgAA", .keyTypeUnsupported(6)), ("a+00000000+BQAA", .keyTypeUnsupported(5)),
            ("a+00000000+AgAA", .keyTypeUnsupported(2)), ("a+00000000+/wAA", .keyTypeUnsupported(255)),
        ]
        for (text, error) in cases {
            #expect(throws: error, "\(text)") { try NoteVerifier(vkey: text) }
        }
        for count in key.indices {
            #expect(isRefused { _ = try NoteVerifier(vkey: String(key[..<count])) })
        }
        #expect(throws: TransparencyLogError.keyMalformed(.length)) {
            try NoteSigner(name: try KeyName("a"), seed: [1, 2, 3])
        }
    }

    @Test func namesThatLookAlike_areDifferent() throws {
        let (one, two) = (try KeyName("caf\u{E9}"), try KeyName("cafe\u{301}"))
        #expect(one != two && one.text == two.text)
        let note = try SignedNote(signing: "x\n", with: [try Self.signer("caf\u{E9}")])
        let other = try NoteVerifier(
            name: two, publicKey: try Self.signer("a").verifier.publicKey)
        #expect(throws: TransparencyLogError.noKnownSignature) { try note.verified(by: [other]) }
        for text in ["", " ", "a b", "a+b", "a\nb", "a\tb", "a\u{85}b", "a\u{3000}b", "a\u{1}b"] {
            #expect(throws: TransparencyLogError.keyMalformed(.name)) { try KeyName(text) }
        }
    }

    private func base64(_ bytes: [UInt8]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let block = (0..<3).reduce(0) { $0 << 8 | Int(start + $1 < bytes.count ? bytes[start + $1] : 0) }
            for place in 0..<4 {
                text += place <= bytes.count - start ? String(digits[block >> (18 - 6 * place) & 63]) : "="
            }
        }
        return text
    }
}
