/// Where a tile of a log is found: its level or that it holds entries, its place there and its width
/// (c2sp.org/tlog-tiles).
///
/// A tile holds up to 256 hashes of one level, or entries. Full tiles never change; the last one of each level may be
/// partial, and a larger tree has a wider one in its place.
public struct TileAddress: Hashable, Sendable {
    /// What a tile holds.
    public enum Content: Hashable, Sendable {
        /// Hashes of complete subtrees over 256^level leaves each; those of leaves on level 0.
        case hashes(level: Int)
        /// The leaves themselves.
        case entries
    }

    /// The width of a full tile.
    public static let fullWidth = 256
    private static let highestLevel = 63

    /// What the tile holds.
    public let content: Content
    /// The tile's place among those of its kind, from 0.
    public let index: UInt64
    /// The number of hashes or entries, 1...256.
    public let width: Int

    /// Whether there is room for more.
    public var isPartial: Bool { width < Self.fullWidth }

    /// Puts an address together.
    ///
    /// - Throws: ``TransparencyLogError/tileMalformed(_:)`` for a level outside of 0...63 or a width outside of 1...256.
    public init(_ content: Content, index: UInt64, width: Int = fullWidth) throws(TransparencyLogError) {
        if case .hashes(let level) = content, !(0...Self.highestLevel).contains(level) {
            throw .tileMalformed(.level)
        }
        guard (1...Self.fullWidth).contains(width) else { throw .tileMalformed(.width) }
        self.init(checked: content, index: index, width: width)
    }

    init(checked content: Content, index: UInt64, width: Int) {
        self.content = content
        self.index = index
        self.width = width
    }
}

extension TileAddress {
    /// The path below the log's prefix, such as `tile/0/x001/x234/067.p/8`.
    public var path: String {
        let kind = if case .hashes(let level) = content { String(level) } else { "entries" }
        let digits = String(index)
        let padded = String(repeating: "0", count: (3 - digits.count % 3) % 3) + digits
        let starts = stride(from: 0, to: padded.count, by: 3)
        let groups = starts.map { String(padded.dropFirst($0).prefix(3)) }
        let place = groups.dropLast().map { "x" + $0 } + groups.suffix(1)
        return "tile/\(kind)/\(place.joined(separator: "/"))" + (isPartial ? ".p/\(width)" : "")
    }

    /// Reads a path.
    ///
    /// - Throws: ``TransparencyLogError/tileMalformed(_:)`` for everything but the one spelling of an address.
    public init(path: String) throws(TransparencyLogError) {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0] == "tile" else { throw .tileMalformed(.path) }
        var width = Self.fullWidth
        if parts[parts.count - 2].hasSuffix(".p") {
            guard let partial = Int(parts.removeLast()) else { throw .tileMalformed(.path) }
            width = partial
            parts.append(parts.removeLast().dropLast(2))
        }
        let digits = parts.dropFirst(2).joined().utf8.filter { $0 != UInt8(ascii: "x") }
        let number = digits.drop { $0 == UInt8(ascii: "0") }
        guard !digits.isEmpty, let index = CanonicalNumber.parse(number.isEmpty ? digits.prefix(1) : number)
        else { throw .tileMalformed(.path) }
        if parts[1] == "entries" {
            try self.init(.entries, index: index, width: width)
        } else {
            guard let level = Int(parts[1]) else { throw .tileMalformed(.path) }
            try self.init(.hashes(level: level), index: index, width: width)
        }
        // All that was read leniently is refused here.
        guard self.path.utf8.elementsEqual(path.utf8) else { throw .tileMalformed(.path) }
    }
}

extension TileAddress: CustomStringConvertible {
    /// The path.
    public var description: String { path }
}
