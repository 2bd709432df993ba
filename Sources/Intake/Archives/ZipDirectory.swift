import StudyModel

/// What a zip archive's central directory says about its entries, checked before anything is unpacked.
///
/// Source: PKWARE APPNOTE 6.3.10, §4.3.7, §4.3.12 and §4.3.16.
struct ZipDirectory {
    struct Entry: Equatable {
        /// As stored, `/` between folders; where it is not UTF-8, read as windows-1252.
        var name: String
        /// Sizes in bytes, as the directory states them.
        var packedSize: Int
        var size: Int
        /// Where the entry's own header begins.
        var offset: Int
        var isEncrypted: Bool
    }

    /// Why bytes are no archive to read.
    enum Failure: Error, Equatable {
        /// No end record, or a directory that does not lie where it says.
        case damaged
        /// Zip64, several disks, entries that overlap or carry one name: never needed by a document.
        case contradictory
        case tooMany
    }

    /// In the order of their places in the archive.
    private(set) var entries: [Entry] = []

    private static let endMark: [UInt8] = [0x50, 0x4B, 5, 6]
    private static let entryMark: [UInt8] = [0x50, 0x4B, 1, 2]

    init(_ bytes: [UInt8], mostEntries: Int) throws(Failure) {
        guard let end = Self.endRecord(bytes) else { throw .damaged }
        let reader = LittleEndian(bytes)
        let count = reader.u16(end + 10)
        let (size, start) = (reader.u32(end + 12), reader.u32(end + 16))
        guard reader.u16(end + 4) == 0, reader.u16(end + 6) == 0, reader.u16(end + 8) == count,
            count != 0xFFFF,
            start != 0xFFFF_FFFF
        else { throw .contradictory }
        guard count <= mostEntries else { throw .tooMany }
        guard start + size == end else { throw .damaged }
        var position = start
        entries.reserveCapacity(count)
        for _ in 0..<count {
            guard let (entry, next) = Self.entry(reader, at: position, end: end) else { throw .damaged }
            guard entry.size != 0xFFFF_FFFF, entry.packedSize != 0xFFFF_FFFF, entry.offset != 0xFFFF_FFFF
            else {
                throw .contradictory
            }
            entries.append(entry)
            position = next
        }
        guard position == end else { throw .damaged }
        entries.sort { $0.offset < $1.offset }
        try checkPlaces(directory: start)
    }

    /// Every entry has bytes of its own before the directory and a name of its own.
    private func checkPlaces(directory: Int) throws(Failure) {
        var names: Set<String> = []
        var free = 0
        for entry in entries {
            guard entry.offset >= free, names.insert(entry.name).inserted else { throw .contradictory }
            free = entry.offset + 30 + entry.packedSize
        }
        guard free <= directory else { throw .damaged }
    }

    /// The last end record whose comment reaches exactly to the end of the bytes.
    private static func endRecord(_ bytes: [UInt8]) -> Int? {
        let reader = LittleEndian(bytes)
        var index = bytes.count - 22
        let lowest = Swift.max(0, bytes.count - 22 - 0xFFFF)
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
        let flags = reader.u16(position + 8)
        let entry = Entry(
            name: name(reader.bytes[position + 46..<nameEnd]), packedSize: reader.u32(position + 20),
            size: reader.u32(position + 24), offset: reader.u32(position + 42),
            isEncrypted: flags & 0x0041 != 0)
        return (entry, next)
    }

    private static func name(_ bytes: ArraySlice<UInt8>) -> String {
        String(validating: bytes, as: UTF8.self)
            ?? String(decoding: TextEncoding.windows1252.decode(Array(bytes)), as: UTF8.self)
    }
}

/// Reads little-endian numbers; beyond the end they are 0.
private struct LittleEndian {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func u16(_ index: Int) -> Int {
        index + 2 <= bytes.count ? Int(bytes[index]) | Int(bytes[index + 1]) << 8 : 0
    }

    func u32(_ index: Int) -> Int { u16(index) | u16(index + 2) << 16 }
}
