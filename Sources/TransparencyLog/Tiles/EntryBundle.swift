/// The bytes of bundles of entries: each entry after its length in two bytes, the highest first.
public enum EntryBundle {
    /// The most bytes an entry may have.
    public static let maximalEntrySize = 65_535
    private static let lengthSize = 2

    /// The bytes of some entries.
    ///
    /// - Throws: ``TransparencyLogError/tileMalformed(_:)`` for no entries, more than 256, or one that is too long.
    public static func encode(_ entries: [[UInt8]]) throws(TransparencyLogError) -> [UInt8] {
        guard (1...TileAddress.fullWidth).contains(entries.count) else { throw .tileMalformed(.width) }
        guard entries.allSatisfy({ $0.count <= maximalEntrySize }) else {
            throw .tileMalformed(.entryTooLong)
        }
        return entries.flatMap { BigEndian.bytes(UInt16($0.count)) + $0 }
    }

    /// The entries of a bundle of this width.
    ///
    /// - Throws: ``TransparencyLogError/tileMalformed(_:)`` where there are not exactly so many, or bytes are left.
    public static func decode(_ bytes: [UInt8], width: Int) throws(TransparencyLogError) -> [[UInt8]] {
        guard (1...TileAddress.fullWidth).contains(width) else { throw .tileMalformed(.width) }
        var entries: [[UInt8]] = []
        var rest = bytes[...]
        while entries.count < width {
            guard rest.count >= lengthSize else { throw .tileMalformed(.entries) }
            let length = Int(BigEndian.number(UInt16.self, from: rest))
            rest = rest.dropFirst(lengthSize)
            guard rest.count >= length else { throw .tileMalformed(.entries) }
            entries.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        guard rest.isEmpty else { throw .tileMalformed(.entries) }
        return entries
    }
}
