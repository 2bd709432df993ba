/// The textual beginning of a file: who can open it, and a code that binds all of it to the file key.
struct Header: Sendable, Equatable {
    let stanzas: [Stanza]
    /// The bytes that the code covers: the header up to and with the mark `---`.
    let authenticated: [UInt8]
    let mac: [UInt8]

    static let versionStart = "age-encryption.org/"
    static let version = "v1"
    static let stanzaMark = "-> "
    static let macMark = "---"
    static let macByteCount = 32

    /// Text of a new header, up to and with its last line feed.
    static func text(of stanzas: [Stanza], fileKey: FileKey) -> [UInt8] {
        var text = Array("\(versionStart)\(version)\n".utf8)
        for stanza in stanzas { stanza.append(to: &text) }
        text += Array(macMark.utf8)
        let mac = fileKey.headerMAC(of: text)
        return text + [UInt8(ascii: " ")] + Base64.encode(mac) + [UInt8(ascii: "\n")]
    }
}

extension Header {
    /// The file key, from the first stanza that one of the identities opens.
    ///
    /// - Throws: What is malformed in the stanzas of known kinds, whoever they are for; that nothing matches; or that
    ///   the header was changed.
    func fileKey(with identities: [AgeIdentity]) throws(AgeError) -> FileKey {
        let recipients = try knownStanzas()
        for identity in identities {
            guard let fileKey = try Self.unwrap(recipients, with: identity) else { continue }
            guard fileKey.isHeaderMAC(mac, of: authenticated) else { throw .headerMACWrong }
            return fileKey
        }
        throw refusal(of: recipients, identities)
    }

    private static func unwrap(
        _ recipients: [KnownStanza], with identity: AgeIdentity
    ) throws(AgeError) -> FileKey? {
        for recipient in recipients {
            let fileKey: FileKey? =
                switch (recipient, identity) {
                case (.x25519(let stanza), .x25519(let identity)): try stanza.fileKey(with: identity)
                case (.scrypt(let stanza), .passphrase(let passphrase, let limit)):
                    try stanza.fileKey(with: passphrase, limit: limit)
                default: nil
                }
            if let fileKey { return fileKey }
        }
        return nil
    }

    /// Every stanza that this library or the specification knows, checked.
    private func knownStanzas() throws(AgeError) -> [KnownStanza] {
        var known: [KnownStanza] = []
        for stanza in stanzas {
            if stanza.type == ScryptStanza.type, stanzas.count > 1 {
                throw .headerMalformed(.scryptNotAlone)
            }
            if let stanza = try KnownStanza(stanza) { known.append(stanza) }
        }
        return known
    }

    /// Why nothing opened the file, as precisely as its stanzas tell.
    private func refusal(of recipients: [KnownStanza], _ identities: [AgeIdentity]) -> AgeError {
        if case .scrypt? = recipients.first {
            let hasPassphrase = identities.contains { if case .passphrase = $0 { true } else { false } }
            return hasPassphrase ? .wrongPassphrase : .passphraseNeeded
        }
        // A foreign kind explains the refusal only if the file has no recipient of a supported kind.
        var foreign: AgeForeignKind?
        for recipient in recipients {
            guard case .foreign(let kind) = recipient else { return .noIdentityMatches }
            foreign = foreign ?? kind
        }
        return foreign.map { .unsupportedKind($0) } ?? .noIdentityMatches
    }
}

/// A stanza of a kind that the specification describes.
enum KnownStanza: Sendable {
    case x25519(X25519Stanza)
    case scrypt(ScryptStanza)
    case foreign(AgeForeignKind)

    /// `nil` for kinds that nobody has described; files may have such stanzas to keep readers tolerant.
    init?(_ stanza: Stanza) throws(AgeError) {
        switch stanza.type {
        case X25519Stanza.type:
            self = .x25519(try X25519Stanza(stanza))
        case ScryptStanza.type:
            self = .scrypt(try ScryptStanza(stanza))
        default:
            guard let kind = AgeForeignKind(stanzaType: stanza.type) else { return nil }
            self = .foreign(kind)
        }
    }
}
