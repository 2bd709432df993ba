/// A zip archive whose entries stand in it as they are: the same files give the same bytes anywhere.
///
/// Entries carry no times and no owner, and names are plain, so none needs an extension of the format.
package enum StoredZip {
    /// Writes files in the given order.
    ///
    /// - Returns: `nil` where they are more than the format holds without extensions: 65,535 files or 4 GiB.
    package static func archive(_ files: [PackedFile]) -> [UInt8]? {
        let size = files.reduce(0) { $0 + $1.bytes.count + 2 * $1.path.utf8.count + 100 }
        guard files.count < 0xFFFF, size < 0xFFFF_FFFF else { return nil }
        var out: [UInt8] = []
        out.reserveCapacity(size)
        var directory: [UInt8] = []
        for file in files {
            let start = out.count
            let common = header(of: file)
            out += little(0x0403_4B50, 4) + common + little(0, 2) + file.path.utf8
            out += file.bytes
            // Made by a Unix system, a plain file that its owner writes and all read.
            directory += little(0x0201_4B50, 4) + little(0x0314, 2) + common + little(0, 2) + little(0, 6)
            directory += little(0o100644 << 16, 4) + little(start, 4) + file.path.utf8
        }
        let start = out.count
        out += directory
        out += little(0x0605_4B50, 4) + little(0, 4) + little(files.count, 2) + little(files.count, 2)
        return out + little(directory.count, 4) + little(start, 4) + little(0, 2)
    }

    /// What the entry and the directory say alike: version, flags, how it is packed, 1980-01-01, checksum, sizes, name.
    private static func header(of file: PackedFile) -> [UInt8] {
        little(20, 2) + little(0, 2) + little(0, 2) + little(0, 2) + little(0x21, 2)
            + little(Int(checksum(file.bytes)), 4) + little(file.bytes.count, 4)
            + little(file.bytes.count, 4) + little(file.path.utf8.count, 2)
    }

    private static func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    /// CRC-32 as zip has it.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in bytes { sum = table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ (sum >> 8) }
        return sum ^ 0xFFFF_FFFF
    }

    private static let table: [UInt32] = (0..<256).map { start in
        (0..<8).reduce(UInt32(start)) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ (sum >> 1) : sum >> 1 }
    }
}
