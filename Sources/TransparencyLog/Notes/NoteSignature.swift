/// A line below a note: who signed, with which key, and the signature.
public struct NoteSignature: Hashable, Sendable {
    /// The name of the key.
    public let name: KeyName
    /// The ID of the key.
    public let id: KeyID
    /// The signature itself, in the form of the key's type; at least one byte.
    public let bytes: [UInt8]

    init(name: KeyName, id: KeyID, bytes: [UInt8]) {
        self.name = name
        self.id = id
        self.bytes = bytes
    }

    /// Reads one line, with or without its line feed.
    ///
    /// - Throws: ``TransparencyLogError/noteMalformed(_:)``.
    public init(line: String) throws(TransparencyLogError) {
        let bytes = Array(line.utf8)
        try self.init(line: bytes.last == NoteLines.lineFeed ? bytes.dropLast() : bytes[...])
    }

    private static let mark = Array("\u{2014} ".utf8)
    private static let idSize = 4

    init(line: ArraySlice<UInt8>) throws(TransparencyLogError) {
        let fields = line.dropFirst(Self.mark.count)
        guard line.starts(with: Self.mark), let space = fields.firstIndex(of: UInt8(ascii: " ")),
            let text = String(validating: fields[..<space], as: UTF8.self), let name = try? KeyName(text),
            let blob = Base64.decode(fields[(space + 1)...]), blob.count > Self.idSize
        else { throw .noteMalformed(.signatureLine) }
        self.init(
            name: name, id: KeyID(rawValue: BigEndian.number(UInt32.self, from: blob)),
            bytes: Array(blob.dropFirst(Self.idSize)))
    }

    /// The line, with its line feed.
    public var line: String {
        "\u{2014} \(name) \(Base64.encode(BigEndian.bytes(id.rawValue) + bytes))\n"
    }
}
