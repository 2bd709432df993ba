import Crypto

/// The line that says which log a checkpoint is of, such as `example.com/log42`.
///
/// Two origins are equal if their bytes are.
public struct LogOrigin: Sendable {
    /// The origin as text.
    public let text: String

    /// Checks that a text can be an origin.
    ///
    /// - Throws: ``TransparencyLogError/checkpointMalformed(_:)`` for an empty text or one with a control character.
    public init(_ text: String) throws(TransparencyLogError) {
        guard NoteLines.isLine(text) else { throw .checkpointMalformed(.origin) }
        self.text = text
    }
}

extension LogOrigin: Hashable {
    /// Whether both origins have the same bytes.
    public static func == (one: LogOrigin, other: LogOrigin) -> Bool {
        one.text.utf8.elementsEqual(other.text.utf8)
    }

    /// Hashes the bytes of the origin.
    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}

extension LogOrigin {
    /// SHA-256 of the origin in lower-case figures, under which a witness shows what it cosigned last
    /// (c2sp.org/tlog-witness).
    public var digest: String {
        let digits = Array("0123456789abcdef".utf8)
        let bytes = SHA256.hash(data: Array(text.utf8)).flatMap {
            [digits[Int($0 >> 4)], digits[Int($0 & 15)]]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension LogOrigin: CustomStringConvertible {
    /// The origin as text.
    public var description: String { text }
}

/// A log as those know it who read its checkpoints: its origin and the keys that sign for it.
public struct LogIdentity: Hashable, Sendable {
    /// The first line of its checkpoints.
    public let origin: LogOrigin
    /// The keys of which one must have signed.
    public let verifiers: [NoteVerifier]

    /// Puts an identity together; without keys it accepts no checkpoint.
    public init(origin: LogOrigin, verifiers: [NoteVerifier]) {
        self.origin = origin
        self.verifiers = verifiers
    }

    /// A log whose key is named like its origin, as the specification wants it.
    public init(verifier: NoteVerifier) {
        origin = LogOrigin(verifier.name)
        verifiers = [verifier]
    }
}

extension LogOrigin {
    /// The origin of a log whose key has this name.
    public init(_ name: KeyName) { text = name.text }
}
