/// A stretch of a record's text that is not its own words, or not worth reading twice: shown folded, never deleted.
package struct TextFold: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable {
        /// What is answered, with the line that says who wrote it.
        case quote
        /// A mail passed on below the person's own words.
        case forwarded
        /// A signature, written or put there by a phone, or that of a program for encryption.
        case signature
        /// Legal notices, and what mailing lists and mail programs put at the end.
        case disclaimer
    }

    package var kind: Kind
    /// Unicode scalars of the body from 0, half open; whole lines with their line ends.
    package var scalars: Range<Int>
    /// Lines of the body from 0, half open.
    package var lines: Range<Int>

    package init(kind: Kind, scalars: Range<Int>, lines: Range<Int>) {
        self.kind = kind
        self.scalars = scalars
        self.lines = lines
    }
}
