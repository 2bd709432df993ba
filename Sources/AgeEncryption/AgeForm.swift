/// How an encrypted file is written down.
public enum AgeForm: Sendable, Hashable {
    /// Bytes, as short as can be.
    case binary
    /// Text in lines of 64 characters between `-----BEGIN AGE ENCRYPTED FILE-----` and its end, a third longer.
    case armoured
}
