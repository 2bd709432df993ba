/// The text of an HTML file as UTF-8.
enum HTMLSource {
    /// Decodes as browsers do: a byte order mark, then what the bytes plainly are, then the encoding that the page
    /// declares in its first 1,024 bytes, then a guess.
    ///
    /// UTF-8 that is valid is read as UTF-8 whatever the page declares, since a wrong declaration is commoner than text
    /// that is UTF-8 by chance.
    static func text(of bytes: [UInt8]) -> SourceText? {
        guard let guessed = SourceText(bytes) else { return nil }
        guard guessed.encoding.isLegacy, let declared = declaredEncoding(bytes), declared.isLegacy,
            declared != guessed.encoding
        else { return guessed }
        var text = SourceText(utf8: declared.decode(bytes))
        text.encoding = declared
        text.remarks = ["The text is not UTF-8; it was read as \(declared.rawValue), as it says."]
        return text
    }

    /// Source: https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding.
    static func declaredEncoding(_ bytes: [UInt8]) -> TextEncoding? {
        let head = bytes.prefix(1024).map(Ascii.lowercased)
        let mark = Array("charset=".utf8)
        var index = 0
        while index + mark.count < head.count {
            guard head[index..<index + mark.count].elementsEqual(mark) else {
                index += 1
                continue
            }
            let name = head[(index + mark.count)...].drop { $0 == 0x22 || $0 == 0x27 || Ascii.isSpace($0) }
                .prefix { Ascii.isLetter($0) || Ascii.isDigit($0) || $0 == 0x2D || $0 == 0x5F || $0 == 0x3A }
            return encoding(named: String(decoding: name, as: UTF8.self))
        }
        return nil
    }

    private static func encoding(named name: String) -> TextEncoding? {
        switch name {
        // As browsers do, latin-1 is read as the larger windows-1252.
        case "iso-8859-1", "latin1", "ascii", "us-ascii", "windows-1252", "cp1252": .windows1252
        case "utf8": .utf8
        case "x-mac-roman", "macroman": .macRoman
        case "latin2": .latin2
        case "cp1250": .windows1250
        case "cp1251": .windows1251
        default: TextEncoding(rawValue: name)
        }
    }
}
