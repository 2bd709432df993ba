internal import CZlib

/// zlib streams, as git keeps its objects.
package enum Deflate {
    /// Level 1 costs 4 % more space than level 6 on field notes and a third of the time
    /// (docs/decisions/0002-write-path.md).
    static let level: Int32 = 1

    /// Compresses bytes to one zlib stream; level 0 only wraps them.
    package static func compress(_ bytes: [UInt8], level: Int32 = Self.level) throws(GitError) -> [UInt8] {
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

    /// Expands one zlib stream.
    ///
    /// - Returns: `nil` when the stream is damaged, cut off, or larger than `limit`.
    static func expand(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
        var stream = z_stream()
        guard !bytes.isEmpty, inflateInit_(&stream, zlibVersion(), Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else {
            return nil
        }
        defer { inflateEnd(&stream) }
        var source = bytes
        var out: [UInt8] = []
        var status = Z_OK
        source.withUnsafeMutableBufferPointer { buffer in
            stream.next_in = buffer.baseAddress
            stream.avail_in = uInt(buffer.count)
            while status == Z_OK, out.count <= limit {
                out += [UInt8](unsafeUninitializedCapacity: 64 * 1024) { chunk, count in
                    stream.next_out = chunk.baseAddress
                    stream.avail_out = uInt(chunk.count)
                    status = inflate(&stream, Z_NO_FLUSH)
                    count = chunk.count - Int(stream.avail_out)
                }
            }
        }
        return status == Z_STREAM_END && out.count <= limit ? out : nil
    }

    static func checksum(_ bytes: [UInt8], from start: UInt32 = 0) -> UInt32 {
        bytes.withUnsafeBufferPointer {
            UInt32(truncatingIfNeeded: crc32(uLong(start), $0.baseAddress, uInt($0.count)))
        }
    }
}
