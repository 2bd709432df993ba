/// Writes a zip archive without compression.
///
/// Office documents are handed to pandoc in an archive written here from the parts that were read and checked before,
/// so that it unpacks nothing and can read nothing else into the original than we did.
/// Source: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 6.3.10.
struct StoredZip {
    private var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    /// - Precondition: at most 65,535 entries, 4 GiB in all, and names of at most 65,535 bytes; the reader that the
    ///   parts come from has far lower limits.
    static func archive(of entries: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        var zip = StoredZip()
        zip.bytes.reserveCapacity(entries.reduce(0) { $0 + $1.bytes.count + 2 * $1.name.utf8.count + 80 })
        for entry in entries { zip.add(entry.name, entry.bytes) }
        return zip.finished()
    }

    private mutating func add(_ name: String, _ content: [UInt8]) {
        let offset = bytes.count
        // Version 2.0, names in UTF-8, stored, 1 January 1980.
        let common =
            Self.numbers16(20, 0x0800, 0, 0, 0x21)
            + Self.numbers32(
                CRC32.of(content), UInt32(truncatingIfNeeded: content.count),
                UInt32(truncatingIfNeeded: content.count))
            + Self.numbers16(UInt16(truncatingIfNeeded: name.utf8.count), 0)
        bytes += [0x50, 0x4B, 3, 4] + common + Array(name.utf8) + content
        directory +=
            [0x50, 0x4B, 1, 2, 20, 0] + common + Self.numbers16(0, 0, 0)
            + Self.numbers32(0, UInt32(truncatingIfNeeded: offset)) + Array(name.utf8)
        count += 1
    }

    private func finished() -> [UInt8] {
        let entries = UInt16(truncatingIfNeeded: count)
        return bytes + directory + [0x50, 0x4B, 5, 6] + Self.numbers16(0, 0, entries, entries)
            + Self.numbers32(
                UInt32(truncatingIfNeeded: directory.count), UInt32(truncatingIfNeeded: bytes.count))
            + Self.numbers16(0)
    }

    private static func numbers16(_ values: UInt16...) -> [UInt8] {
        values.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    }

    private static func numbers32(_ values: UInt32...) -> [UInt8] {
        values.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) } }
    }
}

/// The checksum of zip archives.
enum CRC32 {
    static func of(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0xFFFF_FFFF
        table.withUnsafeBufferPointer { table in
            for byte in bytes { sum = table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ (sum >> 8) }
        }
        return sum ^ 0xFFFF_FFFF
    }

    private static let table: [UInt32] = (0..<256).map { number in
        (0..<8).reduce(UInt32(number)) { value, _ in
            value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
        }
    }
}
