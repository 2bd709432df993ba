/// A text that is signed by one or more keys (c2sp.org/signed-note).
///
/// A note that was only read says nothing yet: its text counts once ``verified(by:)`` has returned it.
public struct SignedNote: Hashable, Sendable {
    /// The most bytes a note may have.
    public static let maximalSize = 1_000_000
    /// The most signatures a note may have.
    public static let maximalSignatureCount = 100

    // Bytes and not a String, whose comparison takes different spellings of an accent for equal.
    /// The text as bytes of UTF-8, with its last line feed, as it is signed.
    public let textBytes: [UInt8]
    /// The signatures, in their order.
    public private(set) var signatures: [NoteSignature]

    /// The text, with its last line feed.
    public var text: String { String(decoding: textBytes, as: UTF8.self) }

    /// The whole note, as it is stored and sent.
    public var bytes: [UInt8] {
        textBytes + [NoteLines.lineFeed] + signatures.flatMap { Array($0.line.utf8) }
    }

    /// Signs a text.
    ///
    /// - Parameters:
    ///   - text: The text, which must end in a line feed and have no other control character.
    ///   - signers: Who signs, in this order; one at least.
    /// - Throws: ``TransparencyLogError/noteMalformed(_:)`` or ``TransparencyLogError/cryptographyFailed``.
    public init(signing text: String, with signers: [NoteSigner]) throws(TransparencyLogError) {
        let bytes = Array(text.utf8)
        try self.init(textBytes: bytes, signatures: [])
        var made: [NoteSignature] = []
        for signer in signers { made.append(try signer.signature(of: bytes)) }
        if made.isEmpty { throw .noteMalformed(.noSignature) }
        try add(made)
    }

    init(textBytes: [UInt8], signatures: [NoteSignature]) throws(TransparencyLogError) {
        if textBytes.count > Self.maximalSize { throw .noteMalformed(.tooLong) }
        try NoteLines.check(textBytes)
        if textBytes.last != NoteLines.lineFeed { throw .noteMalformed(.textEnd) }
        self.textBytes = textBytes
        self.signatures = signatures
    }

    /// The same text with some of the signatures.
    func keeping(_ isKept: (NoteSignature) -> Bool) -> SignedNote {
        var kept = self
        kept.signatures.removeAll { !isKept($0) }
        return kept
    }

    /// Adds signatures that were made elsewhere, such as a witness's; those of keys that have signed are replaced.
    ///
    /// - Throws: ``TransparencyLogError/noteMalformed(_:)`` where the note would have too many or be too long. It stays
    ///   as it was then.
    public mutating func add(_ new: [NoteSignature]) throws(TransparencyLogError) {
        var all = signatures
        for signature in new {
            all.removeAll { $0.id == signature.id && $0.name == signature.name }
            all.append(signature)
        }
        if all.count > Self.maximalSignatureCount { throw .noteMalformed(.tooManySignatures) }
        let size = all.reduce(textBytes.count + 1) { $0 + $1.line.utf8.count }
        if size > Self.maximalSize { throw .noteMalformed(.tooLong) }
        signatures = all
    }
}

extension SignedNote {
    /// Reads a note, without verifying anything.
    ///
    /// - Throws: ``TransparencyLogError/noteMalformed(_:)``.
    public init(_ bytes: [UInt8]) throws(TransparencyLogError) { try self.init(bytes[...]) }

    init(_ bytes: ArraySlice<UInt8>) throws(TransparencyLogError) {
        if bytes.count > Self.maximalSize { throw .noteMalformed(.tooLong) }
        try NoteLines.check(bytes)
        guard let end = NoteLines.lastBlankLine(bytes), let lines = NoteLines.split(bytes[(end + 2)...])
        else { throw .noteMalformed(.noSignature) }
        if lines.count > Self.maximalSignatureCount { throw .noteMalformed(.tooManySignatures) }
        var signatures: [NoteSignature] = []
        for line in lines { signatures.append(try NoteSignature(line: line)) }
        try self.init(textBytes: Array(bytes[...end]), signatures: signatures)
    }
}
