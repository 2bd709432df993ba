internal import AgeEncryption
internal import StudyModel

/// What the vault uses of age: keys of a person, a study and a participant, and files sealed with them.
///
/// Every failure comes out as one of the vault's, so that no other file here knows age's.
enum Seal {
    typealias Identity = AgeX25519Identity
    typealias Recipient = AgeX25519Recipient

    /// A fresh identity, as `age-keygen` would write it.
    static func newIdentityText() -> [UInt8] {
        Array(AgeIdentityFile([AgeX25519Identity()]).text().utf8)
    }

    /// Seals for some recipients.
    static func seal(_ bytes: [UInt8], to recipients: [Recipient]) throws(StudyError) -> [UInt8] {
        try speaking { () throws(AgeError) in try Age.seal(bytes, to: recipients.map { .x25519($0) }) }
    }

    /// Seals with a passphrase.
    static func seal(_ bytes: [UInt8], passphrase: String) throws(StudyError) -> [UInt8] {
        try speaking { () throws(AgeError) in
            try Age.seal(bytes, to: [.passphrase(try AgePassphrase(passphrase))])
        }
    }

    static func open(_ bytes: [UInt8], by identities: [Identity]) throws(StudyError) -> [UInt8] {
        try speaking { () throws(AgeError) in try Age.open(bytes, with: identities.map { .x25519($0) }) }
    }

    /// The identities of a file as `age-keygen` writes it.
    static func identities(in text: [UInt8]) throws(StudyError) -> [Identity] {
        try speaking { () throws(AgeError) in
            try AgeIdentityFile(text: String(decoding: text, as: UTF8.self)).identities
        }
    }

    static func open(_ bytes: [UInt8], passphrase: String) throws(StudyError) -> [UInt8] {
        try speaking { () throws(AgeError) in
            try Age.open(bytes, with: [.passphrase(try AgePassphrase(passphrase))])
        }
    }

    /// Whether some bytes begin as an age file does.
    static func isSealed(_ bytes: [UInt8]) -> Bool { bytes.starts(with: Array("age-encryption.org/".utf8)) }

    private static func speaking<Value>(_ work: () throws(AgeError) -> Value) throws(StudyError) -> Value {
        do throws(AgeError) { return try work() } catch { throw StudyError(error) }
    }
}

extension Seal.Identity {
    /// Reads the first identity of an identity file.
    init(fileText bytes: [UInt8]) throws(StudyError) {
        let file = try? AgeIdentityFile(text: String(decoding: bytes, as: UTF8.self))
        guard let first = file?.identities.first else {
            throw StudyError(
                .vaultIdentity, "A file that should hold an age identity holds none.",
                hint: "Bring it back from a backup; 'rir vault show' says where it lies.")
        }
        self = first
    }
}

extension Seal.Recipient {
    /// Reads `age1...`, with or without a line end.
    init(line bytes: [UInt8]) throws(StudyError) {
        let text = String(decoding: bytes.filter { $0 > 0x20 }, as: UTF8.self)
        do throws(AgeError) { try self.init(text: text) } catch {
            throw StudyError(
                .vaultRecipient, "That is no age recipient: \(error.description)",
                hint: "Ask the member for the line 'rir member key' prints: it begins with age1.")
        }
    }
}

extension StudyError {
    fileprivate init(_ error: AgeError) {
        switch error {
        case .wrongPassphrase:
            self.init(
                .vaultPassphrase, "That is not the passphrase of your identity.",
                hint: "Try again; nothing was changed.")
        case .passphraseEmpty:
            self.init(.vaultPassphrase, "A passphrase needs at least one character.")
        case .noIdentityMatches:
            self.init(
                .vaultDenied, "Your identity does not open this.",
                hint: "Ask a member who can open the vault to run 'rir vault grant' with your recipient.")
        default:
            self.init(
                .vaultDamaged, "A sealed file can't be opened: \(error.description)",
                hint: "Run 'rir vault check', and bring the file back from a backup.", cause: error)
        }
    }
}
