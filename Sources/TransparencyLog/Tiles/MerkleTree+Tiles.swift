extension MerkleTree {
    /// The tiles of hashes that this tree has and a smaller one had not, or had with fewer hashes.
    ///
    /// For a log that writes its tiles as it grows: with those of the size it had before, these are all.
    ///
    /// - Parameter oldSize: The size of the smaller tree; 0 for all tiles.
    public func tiles(since oldSize: UInt64 = 0) -> [TileAddress] {
        var found: [TileAddress] = []
        var level = 0
        while level < 8, size >> UInt64(8 * level) > 0 {
            let shift = UInt64(8 * level)
            found += Self.addresses(.hashes(level: level), from: oldSize >> shift, to: size >> shift)
            level += 1
        }
        return found
    }

    /// The bundles of entries that this tree has and a smaller one had not, or had with fewer entries.
    public func entryBundles(since oldSize: UInt64 = 0) -> [TileAddress] {
        Self.addresses(.entries, from: oldSize, to: size)
    }

    private static func addresses(
        _ content: TileAddress.Content, from old: UInt64, to count: UInt64
    ) -> [TileAddress] {
        guard old < count else { return [] }
        let full = UInt64(TileAddress.fullWidth)
        return ((old / full)...((count - 1) / full)).map { index in
            TileAddress(checked: content, index: index, width: Int(min(full, count - index * full)))
        }
    }

    /// The bytes of a tile of hashes.
    ///
    /// - Throws: ``TransparencyLogError/tileMalformed(_:)`` where the tree is too small to have it, and for a bundle of
    ///   entries: the tree does not keep leaves.
    public func tile(_ address: TileAddress) throws(TransparencyLogError) -> [UInt8] {
        guard case .hashes(let level) = address.content, level < 8 else { throw .tileMalformed(.notInTree) }
        let hashes = complete(level: 8 * level)
        let (start, isTooLarge) = address.index.multipliedReportingOverflow(by: UInt64(TileAddress.fullWidth))
        guard !isTooLarge, start < hashes.count, hashes.count - Int(start) >= address.width
        else { throw .tileMalformed(.notInTree) }
        return HashTile.encode(hashes[Int(start)..<(Int(start) + address.width)])
    }
}

/// The bytes of tiles of hashes: one hash after the other.
public enum HashTile {
    /// The bytes of some hashes.
    public static func encode(_ hashes: some Collection<MerkleHash>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(hashes.count * MerkleHash.byteCount)
        for hash in hashes { bytes += hash.bytes }
        return bytes
    }

    /// The hashes of a tile of this width.
    ///
    /// Nothing in a tile says that it is genuine. Hashes of leaves are proven by the root of the tree over them.
    ///
    /// - Throws: ``TransparencyLogError/tileMalformed(_:)`` for bytes of another length.
    public static func decode(_ bytes: [UInt8], width: Int) throws(TransparencyLogError) -> [MerkleHash] {
        guard (1...TileAddress.fullWidth).contains(width) else { throw .tileMalformed(.width) }
        guard bytes.count == width * MerkleHash.byteCount else { throw .tileMalformed(.size) }
        return (0..<width).compactMap { place in
            let start = place * MerkleHash.byteCount
            return MerkleHash(exactly: bytes[start..<(start + MerkleHash.byteCount)])
        }
    }
}
