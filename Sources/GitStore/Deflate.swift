internal import CZlib

/// zlib streams, as git keeps its objects.
package enum Deflate {
    /// Level 1 costs 4 % more space than level 6 on field notes and a third of the time
    /// (docs/decisions/0002-write-path.md).
    static let level: Int32 = 1

    /// Compresses bytes to one zlib stream.
    package static func compress(_ bytes: [UInt8]) throws(GitError) -> [UInt8] {
        var length = compressBound(uLong(bytes.count))
        var status: Int32 = Z_OK
        let out = [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
            status = bytes.withUnsafeBufferPointer { source in
                compress2(buffer.baseAddress, &length, source.baseAddress, uLong(source.count), level)
            }
            count = status == Z_OK ? Int(length) : 0
        }
        guard status == Z_OK else { throw .compression(status) }
        return out
    }

    static func checksum(_ bytes: [UInt8], from start: UInt32 = 0) -> UInt32 {
        bytes.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: crc32(uLong(start), $0.baseAddress, uInt($0.count))) }
    }
}
