internal import Crypto

/// Builds one pack of whole objects with its index: two files, whatever the number of objects.
///
/// Formats: git's `gitformat-pack`, pack version 2 and index version 2.
package struct PackFile: Sendable {
    /// An object as the pack holds it.
    package struct Entry: Sendable {
        let id: ObjectID
        let bytes: [UInt8]
        let checksum: UInt32

        /// Compresses an object.
        ///
        /// Pure, so many can be made at once.
        ///
        /// A large folder is only wrapped: it is mostly hashes, and the next capture of the day replaces it.
        package init(_ object: GitObject) throws(GitError) {
            let isLargeFolder = object.kind == .tree && object.bytes.count > 8192
            let content = try Deflate.compress(object.bytes, level: isLargeFolder ? 0 : Deflate.level)
            let bytes = PackFile.header(of: object) + content
            id = object.id
            checksum = Deflate.checksum(bytes)
            self.bytes = bytes
        }
    }

    /// The name that both files share: `pack-<40 digits>`.
    package let name: String
    package let pack: [UInt8]
    package let index: [UInt8]

    /// Puts entries together; an id that occurs twice is written once.
    ///
    /// - Parameter id: what the pack is named after; `nil` for its own digest.
    package init(_ entries: [Entry], named id: ObjectID? = nil) {
        var seen: Set<ObjectID> = []
        let unique = entries.filter { seen.insert($0.id).inserted }
        var pack = Array("PACK".utf8) + Self.bigEndian(2) + Self.bigEndian(UInt32(unique.count))
        pack.reserveCapacity(unique.reduce(32) { $0 + $1.bytes.count })
        var placed: [(id: ObjectID, checksum: UInt32, offset: UInt32)] = []
        for entry in unique {
            placed.append((entry.id, entry.checksum, UInt32(pack.count)))
            pack += entry.bytes
        }
        let digest = Array(Insecure.SHA1.hash(data: pack))
        pack += digest
        self.pack = pack
        name = "pack-\(id?.hex ?? Hex.text(digest))"
        index = Self.index(placed.sorted { $0.id < $1.id }, packDigest: digest)
    }

    /// Writes both files, the index last, because git looks at indexes only.
    ///
    /// - Parameter flushed: flush both files and their folder, which makes three flushes; otherwise none.
    package func write(to objectsFolder: String, disk: any Disk, flushed: Bool) throws(GitError) {
        let folder = "\(objectsFolder)/pack"
        for (suffix, bytes) in [("pack", pack), ("idx", index)] {
            let path = "\(folder)/\(name).\(suffix)"
            try disk.replaceFile(path, with: bytes, mode: 0o600)
            if flushed { try disk.flushFile(path) }
        }
        if flushed { try disk.flushFolder(folder) }
    }

    /// Removes a pack whose objects lie elsewhere, the index first.
    package static func remove(_ name: String, from objectsFolder: String, disk: any Disk) throws(GitError) {
        for suffix in ["idx", "pack"] { try disk.removeFile("\(objectsFolder)/pack/\(name).\(suffix)") }
    }

    private static func header(of object: GitObject) -> [UInt8] {
        var length = object.bytes.count
        var byte = object.kind.rawValue << 4 | UInt8(length & 15)
        length >>= 4
        var out: [UInt8] = []
        while length > 0 {
            out.append(byte | 0x80)
            byte = UInt8(length & 0x7F)
            length >>= 7
        }
        return out + [byte]
    }

    private static func index(
        _ placed: [(id: ObjectID, checksum: UInt32, offset: UInt32)], packDigest: [UInt8]
    ) -> [UInt8] {
        var out: [UInt8] = [0xFF, 0x74, 0x4F, 0x63] + bigEndian(2)
        var counts = [UInt32](repeating: 0, count: 256)
        for item in placed { counts[Int(item.id.bytes[0])] += 1 }
        var total: UInt32 = 0
        for count in counts {
            total += count
            out += bigEndian(total)
        }
        for item in placed { out += item.id.bytes }
        for item in placed { out += bigEndian(item.checksum) }
        for item in placed { out += bigEndian(item.offset) }
        out += packDigest
        return out + Array(Insecure.SHA1.hash(data: out))
    }

    private static func bigEndian(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
    }
}
