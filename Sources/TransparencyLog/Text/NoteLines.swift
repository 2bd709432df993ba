/// What notes, checkpoints and what is built of them have in common: lines of UTF-8 without control characters.
enum NoteLines {
    static let lineFeed = UInt8(ascii: "\n")

    /// Refuses what is not UTF-8 or has a control character other than a line feed.
    static func check(_ bytes: some Collection<UInt8>) throws(TransparencyLogError) {
        if String(validating: bytes, as: UTF8.self) == nil { throw .noteMalformed(.encoding) }
        if bytes.contains(where: { $0 < 0x20 && $0 != lineFeed }) { throw .noteMalformed(.controlCharacter) }
    }

    /// Whether a text can be one line: not empty, and no control character in it.
    static func isLine(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy { $0 >= 0x20 } }

    /// The lines of a text that ends in a line feed, without their ends; `nil` for another text.
    static func split(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>]? {
        guard bytes.last == lineFeed else { return nil }
        return bytes.dropLast().split(separator: lineFeed, omittingEmptySubsequences: false)
    }

    /// The first place of a blank line, as the index of the line feed that ends the line before it.
    static func firstBlankLine(_ bytes: ArraySlice<UInt8>) -> Int? {
        bytes.indices.dropLast().first { bytes[$0] == lineFeed && bytes[$0 + 1] == lineFeed }
    }

    /// The last place of a blank line, as the index of the line feed that ends the line before it.
    static func lastBlankLine(_ bytes: ArraySlice<UInt8>) -> Int? {
        bytes.indices.dropLast().last { bytes[$0] == lineFeed && bytes[$0 + 1] == lineFeed }
    }
}
