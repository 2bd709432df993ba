import CArchive

/// Writes a zip archive in memory.
///
/// The same entries give the same bytes on any day, in any time zone and under any user: entries carry no
/// times, which zip shows as 1980-01-01. Packed bytes also depend on the versions of libarchive and zlib;
/// stored ones do not.
struct ZipWriter {
    /// Writes entries in the given order.
    static func archive(
        _ entries: [(name: String, bytes: [UInt8])], isPacked: Bool
    ) throws(QDAError) -> [UInt8] {
        guard let archive = archive_write_new() else { throw .notWritten }
        defer { archive_write_free(archive) }
        let sink = ZipSink()
        let isOpen =
            archive_write_set_format_zip(archive) == ARCHIVE_OK
            && (isPacked
                ? archive_write_zip_set_compression_deflate(archive)
                : archive_write_zip_set_compression_store(archive)) == ARCHIVE_OK
            && archive_write_set_bytes_per_block(archive, 0) == ARCHIVE_OK
            && archive_write_open(
                archive, Unmanaged.passUnretained(sink).toOpaque(), nil, takeBytes, nil) == ARCHIVE_OK
        guard isOpen else { throw .notWritten }
        for entry in entries { try write(entry.name, entry.bytes, to: archive) }
        guard archive_write_close(archive) == ARCHIVE_OK else { throw .notWritten }
        return withExtendedLifetime(sink) { sink.bytes }
    }

    private static func write(_ name: String, _ bytes: [UInt8], to archive: OpaquePointer) throws(QDAError) {
        guard let entry = archive_entry_new() else { throw .notWritten }
        defer { archive_entry_free(entry) }
        archive_entry_set_pathname(entry, name)
        archive_entry_set_size(entry, Int64(bytes.count))
        archive_entry_set_mode(entry, 0o100644)
        archive_entry_set_uid(entry, 0)
        archive_entry_set_gid(entry, 0)
        guard archive_write_header(archive, entry) == ARCHIVE_OK else { throw .notWritten }
        let written = bytes.withUnsafeBytes { archive_write_data(archive, $0.baseAddress, $0.count) }
        guard written == bytes.count else { throw .notWritten }
    }
}

private final class ZipSink {
    var bytes: [UInt8] = []
}

private func takeBytes(
    _ archive: OpaquePointer?, _ context: UnsafeMutableRawPointer?, _ buffer: UnsafeRawPointer?, _ count: Int
) -> Int {
    guard let context, let buffer else { return -1 }
    let sink = Unmanaged<ZipSink>.fromOpaque(context).takeUnretainedValue()
    sink.bytes.append(contentsOf: UnsafeRawBufferPointer(start: buffer, count: count))
    return count
}
