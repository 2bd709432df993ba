/// One recipient's part of a header: a line of arguments and a body.
struct Stanza: Sendable, Equatable {
    /// The first argument, which says what kind of recipient this is.
    let type: String
    /// The other arguments.
    let arguments: [String]
    let body: [UInt8]

    /// Columns of a body's full lines.
    static let lineLength = 64
    static let bytesPerLine = lineLength / 4 * 3
}

extension Stanza {
    /// Appends the stanza as the header holds it.
    ///
    /// The body ends with a line shorter than the others, empty if need be.
    func append(to text: inout [UInt8]) {
        text += Array("-> \(([type] + arguments).joined(separator: " "))\n".utf8)
        var rest = body[...]
        while rest.count >= Self.bytesPerLine {
            Base64.append(rest.prefix(Self.bytesPerLine), to: &text, padded: false)
            text.append(UInt8(ascii: "\n"))
            rest = rest.dropFirst(Self.bytesPerLine)
        }
        Base64.append(rest, to: &text, padded: false)
        text.append(UInt8(ascii: "\n"))
    }
}
