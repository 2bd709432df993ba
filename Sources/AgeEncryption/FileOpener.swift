/// Decrypts a binary file in pieces: header, nonce, chunks.
struct FileOpener: Sendable {
    private let identities: [AgeIdentity]
    private var header = HeaderReader()
    private var fileKey: FileKey?
    private var nonce: [UInt8] = []
    private var chunks: ChunkOpener?

    init(identities: [AgeIdentity]) { self.identities = identities }

    mutating func add(_ piece: ArraySlice<UInt8>, into output: inout [UInt8]) throws(AgeError) {
        var piece = piece
        if chunks == nil {
            guard let chunks = try begin(&piece) else { return }
            self.chunks = chunks
        }
        try chunks?.add(piece, into: &output)
    }

    mutating func finish(into output: inout [UInt8]) throws(AgeError) {
        guard chunks != nil else {
            throw fileKey == nil ? header.endingError : .truncated(.header)
        }
        try chunks?.finish(into: &output)
    }

    /// Takes the header and the nonce; `nil` while they are incomplete.
    private mutating func begin(_ piece: inout ArraySlice<UInt8>) throws(AgeError) -> ChunkOpener? {
        if fileKey == nil {
            guard let complete = try header.read(&piece) else { return nil }
            fileKey = try complete.fileKey(with: identities)
            header = HeaderReader()
        }
        let missing = Chunk.fileNonceSize - nonce.count
        nonce += piece.prefix(missing)
        piece = piece.dropFirst(missing)
        guard let fileKey, nonce.count == Chunk.fileNonceSize else { return nil }
        return ChunkOpener(key: fileKey.payloadKey(nonce: nonce))
    }
}
