import Crypto

/// Decrypts a payload that comes in pieces.
///
/// It holds back at most one chunk, because only the end tells which is last.
struct ChunkOpener: Sendable {
    private let key: SymmetricKey
    private var number = 0
    private var held: [UInt8] = []

    init(key: SymmetricKey) { self.key = key }

    mutating func add(_ piece: ArraySlice<UInt8>, into output: inout [UInt8]) throws(AgeError) {
        var piece = piece
        while held.count + piece.count > Chunk.sealedSize {
            if held.isEmpty {
                try openMiddle(piece.prefix(Chunk.sealedSize), into: &output)
                piece = piece.dropFirst(Chunk.sealedSize)
            } else {
                let missing = Chunk.sealedSize - held.count
                held += piece.prefix(missing)
                piece = piece.dropFirst(missing)
                try openMiddle(held[...], into: &output)
                held.removeAll(keepingCapacity: true)
            }
        }
        held += piece
    }

    /// Opens the last chunk.
    mutating func finish(into output: inout [UInt8]) throws(AgeError) {
        guard !held.isEmpty else { throw .truncated(.payload) }
        guard held.count > Chunk.tagSize || number == 0 else { throw .payloadDamaged(chunk: number) }
        if Chunk.open(held[...], number: number, isLast: true, key: key, into: &output) { return }
        // A full chunk that others should follow is authentic too; what is missing is the end.
        if held.count == Chunk.sealedSize,
            Chunk.open(held[...], number: number, isLast: false, key: key, into: &output)
        {
            throw .truncated(.payload)
        }
        throw .payloadDamaged(chunk: number)
    }

    /// Opens a chunk that more bytes follow.
    private mutating func openMiddle(
        _ sealed: ArraySlice<UInt8>, into output: inout [UInt8]
    ) throws(AgeError) {
        if Chunk.open(sealed, number: number, isLast: false, key: key, into: &output) {
            number += 1
            return
        }
        // Tells a damaged chunk from an authentic end that something was appended to.
        if Chunk.open(sealed, number: number, isLast: true, key: key, into: &output) { throw .trailingData }
        throw .payloadDamaged(chunk: number)
    }
}
