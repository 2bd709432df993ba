/// What a log says of itself at one moment: how many leaves it has and their root (c2sp.org/tlog-checkpoint).
public struct Checkpoint: Hashable, Sendable {
    /// Which log it is.
    public let origin: LogOrigin
    /// The number of leaves.
    public let size: UInt64
    /// The root of the tree over them.
    public let root: MerkleHash
    // Kept as bytes, so that equal means equal.
    private let extensionBytes: [[UInt8]]

    /// Lines after the third, without a meaning of their own; signed with the rest.
    public var extensions: [String] { extensionBytes.map { String(decoding: $0, as: UTF8.self) } }

    /// Puts a checkpoint together.
    ///
    /// - Parameters:
    ///   - origin: Which log it is.
    ///   - size: The number of leaves.
    ///   - root: The root of the tree over them.
    ///   - extensions: Further lines, each not empty. The specification recommends to have none.
    /// - Throws: ``TransparencyLogError/checkpointMalformed(_:)`` for an extension that is no line.
    public init(
        origin: LogOrigin, size: UInt64, root: MerkleHash, extensions: [String] = []
    ) throws(TransparencyLogError) {
        guard extensions.allSatisfy(NoteLines.isLine) else { throw .checkpointMalformed(.extensionLine) }
        self.origin = origin
        self.size = size
        self.root = root
        extensionBytes = extensions.map { Array($0.utf8) }
    }

    /// Reads the text of a note as a checkpoint.
    ///
    /// - Throws: ``TransparencyLogError/checkpointMalformed(_:)``.
    public init(text: String) throws(TransparencyLogError) { try self.init(textBytes: Array(text.utf8)) }

    init(textBytes: [UInt8]) throws(TransparencyLogError) {
        guard let lines = NoteLines.split(textBytes[...]), lines.count >= 3
        else { throw .checkpointMalformed(.lines) }
        guard let size = CanonicalNumber.parse(lines[1]) else { throw .checkpointMalformed(.size) }
        guard let root = MerkleHash(base64: lines[2]) else { throw .checkpointMalformed(.root) }
        let texts = lines.map { String(decoding: $0, as: UTF8.self) }
        try self.init(
            origin: try LogOrigin(texts[0]), size: size, root: root, extensions: Array(texts.dropFirst(3)))
    }

    /// The text of the note that a log signs; each line ends in a line feed.
    public var text: String {
        ([origin.text, String(size), root.base64] + extensions).map { $0 + "\n" }.joined()
    }
}
