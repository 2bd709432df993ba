/// What a zip archive's central directory says, checked before anything is unpacked (PKWARE APPNOTE 6.3.10
/// §4.3).
struct ZipDirectory {
    struct Entry {
        /// As stored; `/` between folders.
        ///
        /// Never used as a path.
        var name: String
        var packedSize: Int
        var size: Int
        /// Where the entry's own header begins.
        var offset: Int
        var isEncrypted: Bool
        /// Not a file: a folder or a symbolic link.
        var isSpecial: Bool
    }

    /// In the order of their places in the archive, as libarchive gives them.
    private(set) var entries: [Entry] = []

    private static let endMark: [UInt8] = [0x50, 0x4B, 5, 6]
    private static let entryMark: [UInt8] = [0x50, 0x4B, 1, 2]

    init(_ bytes: [UInt8], limits: QDALimits) throws(QDAError) {
        guard bytes.starts(with: [0x50, 0x4B]) else { throw .notArchive }
        guard let end = Self.endRecord(bytes) else { throw .archiveDamaged(entry: nil) }
        let reader = LittleEndian(bytes: bytes)
        let count = reader.u16(end + 10)
        let (size, start) = (reader.u32(end + 12), reader.u32(end + 16))
        guard reader.u16(end + 4) == 0, reader.u16(end + 6) == 0, reader.u16(end + 8) == count,
            count != 0xFFFF,
            start != 0xFFFF_FFFF, size != 0xFFFF_FFFF
        else { throw .archiveRefused(.tooLargeKind) }
        guard count <= limits.entries else { throw .limitExceeded(.entries, limit: limits.entries) }
        guard start + size <= end else { throw .archiveDamaged(entry: nil) }
        try readEntries(reader, count: count, start: start, end: end)
        try checkPlaces(directory: start)
        try checkSizes(limits)
    }

    private mutating func readEntries(
        _ reader: LittleEndian, count: Int, start: Int, end: Int
    ) throws(QDAError) {
        var position = start
        entries.reserveCapacity(count)
        for number in 0..<count {
            guard let (entry, next) = Self.entry(reader, at: position, end: end) else {
                throw .archiveDamaged(entry: number + 1)
            }
            guard entry.size != 0xFFFF_FFFF, entry.packedSize != 0xFFFF_FFFF, entry.offset != 0xFFFF_FFFF
            else {
                throw .archiveRefused(.tooLargeKind)
            }
            if entry.isEncrypted { throw .archiveEncrypted(entry: number + 1) }
            entries.append(entry)
            position = next
        }
        entries.sort { $0.offset < $1.offset }
    }

    /// Every entry has bytes of its own before the directory, and a name of its own.
    private func checkPlaces(directory: Int) throws(QDAError) {
        var names: Set<String> = []
        var free = 0
        for entry in entries {
            guard entry.offset >= free else { throw .archiveRefused(.overlap) }
            guard names.insert(entry.name).inserted else { throw .archiveRefused(.duplicateName) }
            free = entry.offset + 30 + entry.packedSize
        }
        guard free <= directory else { throw .archiveDamaged(entry: nil) }
    }

    /// What the directory states keeps to the limits; unpacking stops where an entry has more than stated.
    private func checkSizes(_ limits: QDALimits) throws(QDAError) {
        var total = 0
        for entry in entries {
            total += entry.size
            guard entry.size <= limits.entryBytes else {
                throw .limitExceeded(.entryBytes, limit: limits.entryBytes)
            }
            guard total <= limits.totalBytes else {
                throw .limitExceeded(.totalBytes, limit: limits.totalBytes)
            }
            if entry.size > 1 << 20, entry.size / max(1, limits.ratio) > entry.packedSize {
                throw .limitExceeded(.ratio, limit: limits.ratio)
            }
        }
    }

    /// The last end record whose comment reaches exactly to the end of the bytes.
    private static func endRecord(_ bytes: [UInt8]) -> Int? {
        let reader = LittleEndian(bytes: bytes)
        var index = bytes.count - 22
        let lowest = max(0, bytes.count - 22 - 0xFFFF)
        while index >= lowest {
            if bytes[index] == 0x50, bytes[index..<index + 4].elementsEqual(endMark),
                index + 22 + reader.u16(index + 20) == bytes.count
            {
                return index
            }
            index -= 1
        }
        return nil
    }

    private static func entry(_ reader: LittleEndian, at position: Int, end: Int) -> (Entry, next: Int)? {
        guard position + 46 <= end, reader.bytes[position..<position + 4].elementsEqual(entryMark) else {
            return nil
        }
        let nameEnd = position + 46 + reader.u16(position + 28)
        let next = nameEnd + reader.u16(position + 30) + reader.u16(position + 32)
        guard next <= end else { return nil }
        // Not UTF-8 means a code page nobody named; a wrong letter in a name only makes a file missing.
        let name = String(decoding: reader.bytes[position + 46..<nameEnd], as: UTF8.self)
        let isUnix = reader.u16(position + 4) >> 8 == 3
        let isLink = isUnix && reader.u32(position + 38) >> 28 == 0xA
        let entry = Entry(
            name: name, packedSize: reader.u32(position + 20), size: reader.u32(position + 24),
            offset: reader.u32(position + 42), isEncrypted: reader.u16(position + 8) & 0x0041 != 0,
            isSpecial: isLink || name.hasSuffix("/"))
        return (entry, next)
    }
}

/// Reads little-endian numbers; beyond the end they are 0.
private struct LittleEndian {
    let bytes: [UInt8]

    func u16(_ index: Int) -> Int {
        index + 2 <= bytes.count ? Int(bytes[index]) | Int(bytes[index + 1]) << 8 : 0
    }

    func u32(_ index: Int) -> Int { u16(index) | u16(index + 2) << 16 }
}
