/// Encrypts a file in pieces, with no more than one chunk of 64 KiB in memory.
///
/// ```swift
/// var sealer = try AgeSealer(to: [.x25519(recipient)])
/// var output: [UInt8] = []
/// while let piece = try source.read() {
///     try sealer.add(piece, into: &output)
///     try target.write(output)
///     output.removeAll(keepingCapacity: true)
/// }
/// try sealer.finish(into: &output)
/// try target.write(output)
/// ```
///
/// A sealer can't be copied: two copies would encrypt different bytes with the same key and nonce, which gives both
/// away. A file without ``finish(into:)`` is refused when it is opened. Keep a sealer in a property as an optional and
/// end it with `take()`.
public struct AgeSealer: ~Copyable, Sendable {
    private var chunks: ChunkSealer
    private var armour: ArmourWriter?
    /// What comes before the first chunk, until it is handed out.
    private var beginning: [UInt8]

    /// Draws the file's keys and locks them for each recipient; with a passphrase this takes the time of scrypt.
    ///
    /// - Parameters:
    ///   - recipients: Who can open the file: X25519 keys, or one passphrase alone.
    ///   - form: Binary, or text for channels that carry only text.
    /// - Throws: ``AgeError/noRecipients``, ``AgeError/passphraseNotAlone``, ``AgeError/keyMalformed(_:)`` for a
    ///   recipient nothing can be encrypted to, or ``AgeError/cryptographyFailed``.
    public init(to recipients: [AgeRecipient], form: AgeForm = .binary) throws(AgeError) {
        let fileKey = FileKey()
        let nonce = Randomness.bytes(Chunk.fileNonceSize)
        beginning = Header.text(of: try Self.stanzas(fileKey, recipients), fileKey: fileKey) + nonce
        chunks = ChunkSealer(key: fileKey.payloadKey(nonce: nonce))
        armour = form == .armoured ? ArmourWriter() : nil
    }

    /// Encrypts the next bytes.
    ///
    /// - Parameters:
    ///   - piece: Any number of bytes.
    ///   - output: Gets what is complete appended: nothing for small pieces, several chunks for large ones.
    /// - Throws: ``AgeError/cryptographyFailed``; the file can't be ended well after that.
    public mutating func add(
        _ piece: some Collection<UInt8>, into output: inout [UInt8]
    ) throws(AgeError) {
        let piece = ArraySlice(piece)
        guard armour != nil else {
            begin(&output)
            return try chunks.add(piece, into: &output)
        }
        var bytes: [UInt8] = []
        begin(&bytes)
        try chunks.add(piece, into: &bytes)
        armour?.add(bytes[...], into: &output)
    }

    /// Ends the file.
    ///
    /// - Parameter output: Gets the rest of the file appended.
    /// - Throws: ``AgeError/cryptographyFailed``.
    public consuming func finish(into output: inout [UInt8]) throws(AgeError) {
        var bytes: [UInt8] = []
        begin(&bytes)
        try chunks.finish(into: &bytes)
        guard armour != nil else {
            output += bytes
            return
        }
        armour?.add(bytes[...], into: &output)
        armour?.finish(into: &output)
    }

    private mutating func begin(_ output: inout [UInt8]) {
        guard !beginning.isEmpty else { return }
        output += beginning
        beginning = []
    }

    private static func stanzas(
        _ fileKey: FileKey, _ recipients: [AgeRecipient]
    ) throws(AgeError) -> [Stanza] {
        guard !recipients.isEmpty else { throw .noRecipients }
        var stanzas: [Stanza] = []
        for recipient in recipients {
            switch recipient {
            case .x25519(let recipient):
                stanzas.append(try X25519Stanza.wrapping(fileKey, to: recipient))
            case .passphrase(let passphrase, let factor):
                guard recipients.count == 1 else { throw .passphraseNotAlone }
                stanzas.append(try ScryptStanza.wrapping(fileKey, with: passphrase, factor: factor))
            }
        }
        return stanzas
    }
}
