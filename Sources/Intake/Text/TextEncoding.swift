/// The encodings a file is read in, by their names in the IANA registry, in lower case.
enum TextEncoding: String {
    case utf8 = "utf-8"
    case utf16LE = "utf-16le"
    case utf16BE = "utf-16be"
    case utf32LE = "utf-32le"
    case utf32BE = "utf-32be"
    case windows1252 = "windows-1252"
    case latin1 = "iso-8859-1"
    case latin9 = "iso-8859-15"
    case windows1250 = "windows-1250"
    case latin2 = "iso-8859-2"
    case macRoman = "macintosh"
    case windows1251 = "windows-1251"
    case koi8R = "koi8-r"

    var isLegacy: Bool { upperHalf != nil }

    /// The byte order mark at the start of a file.
    static func mark(of bytes: [UInt8]) -> (TextEncoding, length: Int)? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]), bytes.count % 4 == 0 { return (.utf32LE, 4) }
        if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return (.utf32BE, 4) }
        if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LE, 2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BE, 2) }
        return nil
    }

    /// UTF-16 or UTF-32 without a byte order mark, by the places of its zero bytes.
    static func wide(_ bytes: [UInt8]) -> TextEncoding? {
        guard bytes.count % 2 == 0, bytes.count >= 4 else { return nil }
        var zeros = [0, 0, 0, 0]
        let sample = bytes.prefix(64 * 1024)
        for (index, byte) in sample.enumerated() where byte == 0 { zeros[index % 4] += 1 }
        let quarter = sample.count / 4
        if bytes.count % 4 == 0, quarter > 0 {
            if zeros[3] >= quarter, zeros[2] * 10 >= quarter * 9, zeros[0] == 0 { return .utf32LE }
            if zeros[0] >= quarter, zeros[1] * 10 >= quarter * 9, zeros[3] == 0 { return .utf32BE }
        }
        let (even, odd) = (zeros[0] + zeros[2], zeros[1] + zeros[3])
        let half = sample.count / 2
        if odd * 5 >= half * 2, even * 20 <= half { return .utf16LE }
        if even * 5 >= half * 2, odd * 20 <= half { return .utf16BE }
        for encoding in [TextEncoding.utf16LE, .utf16BE]
        where looksWritten(sample, bigEndian: encoding == .utf16BE) {
            return encoding
        }
        return nil
    }

    /// Whether nearly all UTF-16 units are of scripts in use, for text with few ASCII characters.
    private static func looksWritten(_ bytes: ArraySlice<UInt8>, bigEndian: Bool) -> Bool {
        var good = 0
        var count = 0
        for index in stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2) {
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            let unit = bigEndian ? first << 8 | second : second << 8 | first
            count += 1
            switch unit {
            case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0xA0...0x24F, 0x370...0x6FF, 0x900...0xDFF, 0x2010...0x2026,
                0x3000...0x30FF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xFF00...0xFFEF:
                good += 1
            default: break
            }
        }
        return count >= 8 && good * 100 >= count * 98
    }

    /// Decodes single bytes to UTF-8.
    ///
    /// - Precondition: ``isLegacy``.
    func decode(_ source: [UInt8]) -> [UInt8] {
        let table = (upperHalf ?? []).map { Array(String($0).utf8) }
        var out: [UInt8] = []
        out.reserveCapacity(source.count + source.count / 8)
        for byte in source {
            if byte < 0x80 || table.count < 128 {
                out.append(byte & 0x7F)
            } else {
                out += table[Int(byte) - 128]
            }
        }
        return out
    }

    /// The scalars of 0x80 to 0xFF; U+FFFD where the encoding has none.
    ///
    /// Source: https://www.unicode.org/Public/MAPPINGS/.
    var upperHalf: [Unicode.Scalar]? { Self.tables[self] }

    private static let tables: [TextEncoding: [Unicode.Scalar]] = {
        let controls = (0x80...0x9F).compactMap(Unicode.Scalar.init(_:))
        let latin = (0xA0...0xFF).compactMap(Unicode.Scalar.init(_:))
        func scalars(_ text: String) -> [Unicode.Scalar] { Array(text.unicodeScalars) }
        let nine = scalars(
            "\u{A0}¡¢£€¥Š§š©ª«¬\u{AD}®¯°±²³Žµ¶·ž¹º»ŒœŸ¿"
                + "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ"
        )
        let two = "ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙"
        return [
            .windows1252: scalars("€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ")
                + latin,
            .latin1: controls + latin,
            .latin9: controls + nine,
            .windows1250: scalars(
                "€\u{FFFD}‚\u{FFFD}„…†‡\u{FFFD}‰Š‹ŚŤŽŹ\u{FFFD}‘’“”•–—\u{FFFD}™š›śťžź"
                    + "\u{A0}ˇ˘Ł¤Ą¦§¨©Ş«¬\u{AD}®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż" + two),
            .latin2: controls + scalars("\u{A0}Ą˘Ł¤ĽŚ§¨ŠŞŤŹ\u{AD}ŽŻ°ą˛ł´ľśˇ¸šşťź˝žż" + two),
            .macRoman: scalars(
                "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø"
                    + "¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{F8FF}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ"),
            .windows1251: scalars(
                "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{FFFD}™љ›њќћџ\u{A0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{AD}®Ї°±Ііґµ¶·ё№є»јЅѕї"
                    + "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя"),
            .koi8R: scalars(
                "─│┌┐└┘├┤┬┴┼▀▄█▌▐░▒▓⌠■∙√≈≤≥\u{A0}⌡°²·÷═║╒ё╓╔╕╖╗╘╙╚╛╜╝╞╟╠╡Ё╢╣╤╥╦╧╨╩╪╫╬©"
                    + "юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ"),
        ]
    }()
}
