/// Why a file, a key or a passphrase was refused.
///
/// No case and no ``description`` holds a secret: neither keys nor passphrases nor plaintext.
public enum AgeError: Error, Sendable, Equatable {
    /// The bytes begin like no age file, binary or armoured.
    case notAgeFile
    /// An age file of a version other than v1; the version as the file names it.
    case unknownVersion(String)
    /// The header breaks a rule of the format.
    case headerMalformed(HeaderFault)
    /// The header was changed after the file was made: its authentication code is another.
    case headerMACWrong
    /// None of the identities opens the file.
    case noIdentityMatches
    /// A passphrase protects the file and none was given.
    case passphraseNeeded
    /// A passphrase protects the file and it is none of those given.
    case wrongPassphrase
    /// Deriving the key would take 2^log2 rounds of scrypt, more than 2^limit.
    case workFactorTooLarge(log2: Int, limit: Int)
    /// A chunk of the payload is not authentic: damaged, moved or cut short. Chunks count from 0.
    case payloadDamaged(chunk: Int)
    /// The file ends too early, in this part.
    case truncated(Part)
    /// More bytes follow the authentic end of the file.
    case trailingData
    /// The armour breaks a rule in this line; lines count from 1.
    case armourMalformed(line: Int)
    /// A key or a file of a kind that exists and is not supported here.
    case unsupportedKind(AgeForeignKind)
    /// A text that should be a key is none.
    case keyMalformed(KeyFault)
    /// An identity file has something other than an identity or a comment in this line; lines count from 1.
    case identityFileMalformed(line: Int)
    /// An identity file holds no identity.
    case identityFileEmpty
    /// A file can't be encrypted to nobody.
    case noRecipients
    /// A file that a passphrase protects can have no other recipient.
    case passphraseNotAlone
    /// A passphrase needs at least one character.
    case passphraseEmpty
    /// The cryptographic library refused to work; with scrypt, most likely for want of memory.
    case cryptographyFailed
}

extension AgeError {
    /// The parts of a file that can be cut short.
    public enum Part: String, Sendable, Hashable {
        /// The header, and the nonce after it, without which nothing is opened.
        case header
        /// The encrypted bytes.
        case payload
        /// The armour around both.
        case armour
    }

    /// The rules of a header.
    public enum HeaderFault: String, Sendable, Hashable {
        /// The first line is not the version line and a line feed.
        case versionLine = "its version line is malformed"
        /// A stanza or the authentication code should begin and something else does.
        case line = "a line is neither a recipient nor the authentication code"
        /// The arguments of a stanza are not separated by one space each, or have other characters than visible ASCII.
        case arguments = "the arguments of a recipient are malformed"
        /// The body of a stanza is not canonical Base 64 in lines of 64 characters with a shorter one at the end.
        case body = "the body of a recipient is malformed"
        /// No stanza at all.
        case noStanza = "it has no recipient"
        /// The authentication code is not `--- ` and 43 characters of canonical Base 64.
        case macLine = "its authentication code is malformed"
        /// Longer than any file has reason to be.
        case tooLong = "it is too long"
        /// An X25519 stanza of another shape than the specification gives.
        case x25519 = "an X25519 recipient is malformed"
        /// An X25519 share that makes every shared secret zero.
        case lowOrderShare = "an X25519 recipient has a share of low order"
        /// A scrypt stanza of another shape than the specification gives.
        case scrypt = "its passphrase recipient is malformed"
        /// A scrypt stanza beside others.
        case scryptNotAlone = "it has a passphrase recipient beside others"
    }

    /// What can be wrong with the text of a key.
    public enum KeyFault: String, Sendable, Hashable {
        /// Not Bech32: a forbidden character, mixed case, or a wrong checksum, as after a slip of the pen.
        case encoding = "it is not Bech32, or its checksum is wrong"
        /// Bech32 of something else.
        case prefix = "it is not an age key"
        /// Not 32 bytes.
        case length = "it has the wrong length"
        /// A public key that makes every shared secret zero.
        case lowOrder = "it is a point of low order, which protects nothing"
    }
}

extension AgeError: CustomStringConvertible {
    /// One sentence for people.
    public var description: String {
        switch self {
        case .notAgeFile, .unknownVersion, .headerMalformed, .headerMACWrong, .payloadDamaged, .truncated,
            .trailingData, .armourMalformed:
            fileDescription
        case .noIdentityMatches: "None of the given identities opens this file."
        case .passphraseNeeded: "A passphrase protects this file, and none was given."
        case .wrongPassphrase: "The passphrase is wrong."
        case .workFactorTooLarge(let log2, let limit):
            "The file asks for a scrypt work factor of 2^\(log2); at most 2^\(limit) is allowed."
        case .unsupportedKind(let kind): "This needs \(kind), which is not supported."
        case .keyMalformed(let fault): "The key can't be read: \(fault.rawValue)."
        case .identityFileMalformed(let line):
            "Line \(line) of the identity file is neither identity nor comment."
        case .identityFileEmpty: "The identity file holds no identity."
        case .noRecipients: "A file needs at least one recipient."
        case .passphraseNotAlone: "A file that a passphrase protects can have no other recipient."
        case .passphraseEmpty: "A passphrase can't be empty."
        case .cryptographyFailed: "The cryptographic library failed; there may not be enough memory."
        }
    }

    private var fileDescription: String {
        switch self {
        case .notAgeFile: "This is not an age file."
        case .unknownVersion(let version): "This age file is of version '\(version)'; only v1 is known."
        case .headerMalformed(let fault): "The file's header is malformed: \(fault.rawValue)."
        case .headerMACWrong: "The file's header was changed: its authentication code is wrong."
        case .payloadDamaged(let chunk): "The file is damaged or cut short in chunk \(chunk)."
        case .truncated(let part): "The file is cut short in its \(part.rawValue)."
        case .trailingData: "More bytes follow the end of the encrypted file."
        case .armourMalformed(let line): "The file's armour is malformed in line \(line)."
        default: "This file can't be read."
        }
    }
}
