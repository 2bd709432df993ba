import Crypto

/// Encrypts a payload that comes in pieces.
///
/// It holds back at most one chunk, because only the end tells which is last.
struct ChunkSealer: Sendable {
    private let key: SymmetricKey
    private var number = 0
    private var held: [UInt8] = []

    init(key: SymmetricKey) { self.key = key }

    mutating func add(_ piece: ArraySlice<UInt8>, into output: inout [UInt8]) throws(AgeError) {
        var piece = piece
        while held.count + piece.count > Chunk.plainSize {
            if held.isEmpty {
                try seal(piece.prefix(Chunk.plainSize), isLast: false, into: &output)
                piece = piece.dropFirst(Chunk.plainSize)
            } else {
                let missing = Chunk.plainSize - held.count
                held += piece.prefix(missing)
                piece = piece.dropFirst(missing)
                try seal(held[...], isLast: false, into: &output)
                held.removeAll(keepingCapacity: true)
            }
        }
        held += piece
    }

    /// Writes the last chunk, which is empty only if the whole payload is.
    mutating func finish(into output: inout [UInt8]) throws(AgeError) {
        try seal(held[...], isLast: true, into: &output)
    }

    private mutating func seal(
        _ plain: ArraySlice<UInt8>, isLast: Bool, into output: inout [UInt8]
    ) throws(AgeError) {
        try Chunk.seal(plain, number: number, isLast: isLast, key: key, into: &output)
        number += 1
    }
}
