import CGMime

/// Character sets that mail declares, read with the mail library's tables.
enum MailCharset {
    /// The text of a part in the character set it declares, or that its HTML declares, as UTF-8; `nil` where it
    /// names none beyond ASCII and UTF-8 or one that can't be right.
    static func text(of leaf: MailLeaf) -> [UInt8]? {
        guard leaf.type.hasPrefix("text/") else { return nil }
        let named = leaf.charset ?? (leaf.type == "text/html" ? declared(inHTML: leaf.content) : nil)
        guard let charset = named?.lowercased().trimmed,
            !["us-ascii", "ascii", "utf-8", "utf8", ""].contains(charset),
            let text = converted(leaf.content, from: charset)
        else { return nil }
        return SourceText(utf8: text).bytes
    }

    /// `iso-8859-2` of `<meta charset=iso-8859-2>` or its longer form, in the first 2 KiB.
    private static func declared(inHTML bytes: [UInt8]) -> String? {
        let head = bytes.prefix(2048).map(Ascii.lowercased)
        let key = Array("charset=".utf8)
        guard let start = head.indices.first(where: { head[$0] == key[0] && head[$0...].starts(with: key) })
        else { return nil }
        let value = head[(start + key.count)...].drop { $0 == 0x22 || $0 == 0x27 || $0 == 0x20 }
        let name = value.prefix { Ascii.isWord($0) && $0 < 0x80 || $0 == 0x2D || $0 == 0x5F || $0 == 0x3A }
        return name.isEmpty || name.count > 40 ? nil : String(decoding: name, as: UTF8.self)
    }

    /// Text in a declared character set as UTF-8, with U+FFFD for what it has no character for; `nil` where
    /// the set is unknown or most bytes are none of it.
    static func converted(_ bytes: [UInt8], from charset: String) -> [UInt8]? {
        guard MailReader.isReady else { return nil }
        let descriptor = g_mime_iconv_open("UTF-8", charset)
        guard rir_gmime_iconv_is_open(descriptor) != 0 else { return nil }
        defer { g_mime_iconv_close(descriptor) }
        var source = bytes.map { CChar(bitPattern: $0) }
        var out: [UInt8] = []
        var failures = 0
        source.withUnsafeMutableBufferPointer { buffer in
            var next = buffer.baseAddress
            var left = buffer.count
            while left > 0 {
                convert(descriptor, &next, &left, into: &out)
                guard left > 0 else { break }
                // What stopped it is no character here.
                failures += 1
                out += [0xEF, 0xBF, 0xBD]
                next = next?.advanced(by: 1)
                left -= 1
            }
        }
        return failures * 4 > bytes.count ? nil : out
    }

    /// Converts until the end or the first byte that is no character.
    private static func convert(
        _ descriptor: iconv_t?, _ next: inout UnsafeMutablePointer<CChar>?, _ left: inout Int,
        into out: inout [UInt8]
    ) {
        var room = [CChar](repeating: 0, count: 16 * 1024)
        while left > 0 {
            let before = left
            let written = room.withUnsafeMutableBufferPointer { buffer in
                var target = buffer.baseAddress
                var free = buffer.count
                _ = rir_gmime_iconv(descriptor, &next, &left, &target, &free)
                return buffer.count - free
            }
            out += room[..<written].map { UInt8(bitPattern: $0) }
            if left == before || written < room.count - 16 { return }
        }
    }
}
