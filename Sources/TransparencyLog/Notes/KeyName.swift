/// The name of a key that signs notes, such as `example.com/log42`.
///
/// Two names are equal if their bytes are: an accent written in one piece and one in two are different names.
public struct KeyName: Sendable {
    /// The name as text.
    public let text: String

    /// Checks that a text can be a name.
    ///
    /// - Throws: ``TransparencyLogError/keyMalformed(_:)`` for an empty text, or one with a space of any kind, a plus
    ///   sign or a control character.
    public init(_ text: String) throws(TransparencyLogError) {
        let isName = text.unicodeScalars.allSatisfy {
            !$0.properties.isWhitespace && $0 != "+" && $0.value >= 0x20
        }
        guard isName, !text.isEmpty else { throw .keyMalformed(.name) }
        self.text = text
    }
}

extension KeyName: Hashable {
    /// Whether both names have the same bytes.
    public static func == (one: KeyName, other: KeyName) -> Bool {
        one.text.utf8.elementsEqual(other.text.utf8)
    }

    /// Hashes the bytes of the name.
    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}

extension KeyName: CustomStringConvertible {
    /// The name as text.
    public var description: String { text }
}
