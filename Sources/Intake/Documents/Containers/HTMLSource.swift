/// The text of an HTML file as UTF-8.
///
/// A byte order mark decides, then what the bytes plainly are, then the encoding that the page declares in its first
/// 1,024 bytes, then a guess. UTF-8 that is valid is read as UTF-8 whatever the page declares, since a wrong
/// declaration is commoner than text that is UTF-8 by chance.
struct HTMLSource {
    let text: [UInt8]
    /// By its name in the IANA registry.
    let encoding: String
    let remarks: [String]

    init?(_ bytes: [UInt8]) {
        guard let guessed = SourceText(bytes) else { return nil }
        if guessed.encoding.isLegacy, let name = Self.declaredEncoding(bytes),
            let decoded = Self.decoded(bytes, as: name)
        {
            text = SourceText(utf8: decoded).bytes
            encoding = name
            remarks = ["The text is not UTF-8; it was read as \(name), as the page says."]
        } else {
            text = guessed.bytes
            encoding = guessed.encoding.rawValue
            remarks = guessed.remarks
        }
    }

    private static func decoded(_ bytes: [UInt8], as name: String) -> [UInt8]? {
        if let known = TextEncoding(rawValue: name) { return known.isLegacy ? known.decode(bytes) : nil }
        // Declared on purpose and not UTF-8; the name is of letters, digits, hyphens and underscores only.
        return name.hasPrefix("utf") ? nil : MailCharset.converted(bytes, from: name)
    }

    /// Source: https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding.
    static func declaredEncoding(_ bytes: [UInt8]) -> String? {
        let head = bytes.prefix(1024).map(Ascii.lowercased)
        let mark = Array("charset=".utf8)
        var index = 0
        while index + mark.count < head.count {
            guard head[index..<index + mark.count].elementsEqual(mark) else {
                index += 1
                continue
            }
            let name = head[(index + mark.count)...].drop { $0 == 0x22 || $0 == 0x27 || Ascii.isSpace($0) }
                .prefix(40).prefix { Ascii.isLetter($0) || Ascii.isDigit($0) || $0 == 0x2D || $0 == 0x5F }
            return name.isEmpty ? nil : registered(String(decoding: name, as: UTF8.self))
        }
        return nil
    }

    private static func registered(_ name: String) -> String {
        switch name {
        // As browsers do, latin-1 is read as the larger windows-1252.
        case "iso-8859-1", "latin1", "ascii", "us-ascii", "cp1252": "windows-1252"
        case "x-mac-roman", "macroman": "macintosh"
        case "cp1250": "windows-1250"
        case "cp1251": "windows-1251"
        default: name
        }
    }
}
