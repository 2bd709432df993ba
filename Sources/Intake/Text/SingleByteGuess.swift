/// Tells single-byte encodings apart by how much their reading looks like written language.
///
/// Every byte from 0x80 is judged with its neighbours: letters belong inside words in fitting case, quotation
/// marks and dashes at the edges of words, signs beside digits. The highest total wins; the order of
/// ``candidates`` breaks ties, commonest first.
enum SingleByteGuess {
    private static let candidates: [TextEncoding] = [
        .windows1252, .macRoman, .latin9, .windows1250, .latin2, .windows1251, .koi8R,
    ]

    /// How many judged bytes decide.
    private static let sampleSize = 4000

    static func best(for bytes: [UInt8]) -> TextEncoding {
        var places: [Int] = []
        for (index, byte) in bytes.enumerated() where byte >= 0x80 {
            places.append(index)
            if places.count == sampleSize { break }
        }
        var best: (encoding: TextEncoding, score: Int) = (.windows1252, .min)
        for encoding in candidates {
            guard let table = encoding.upperHalf else { continue }
            let score = places.reduce(0) { $0 + judge($1, in: bytes, table: table) }
            if score > best.score { best = (encoding, score) }
        }
        // Without the bytes that only windows-1252 gives a character, the standard's own name is the plainer
        // one.
        if best.encoding == .windows1252, !bytes.contains(where: { (0x80...0x9F).contains($0) }) {
            return .latin1
        }
        return best.encoding
    }

    private static func scalar(_ byte: UInt8, _ table: [Unicode.Scalar]) -> Unicode.Scalar {
        byte < 0x80 ? Unicode.Scalar(byte) : table[Int(byte) - 128]
    }

    private static func judge(_ index: Int, in bytes: [UInt8], table: [Unicode.Scalar]) -> Int {
        let this = scalar(bytes[index], table)
        let before = index > 0 ? scalar(bytes[index - 1], table) : " "
        let after = index + 1 < bytes.count ? scalar(bytes[index + 1], table) : " "
        if this == "\u{FFFD}" || (0x80..<0xA0).contains(this.value) || this == "\u{F8FF}" { return -12 }
        if this.properties.isAlphabetic, !"ªºˆˇƒπΩ".unicodeScalars.contains(this) {
            return judge(letter: this, before: before, after: after)
        }
        return judge(sign: this, before: before, after: after)
    }

    private static func judge(letter: Unicode.Scalar, before: Unicode.Scalar, after: Unicode.Scalar) -> Int {
        let (left, right) = (before.properties.isAlphabetic, after.properties.isAlphabetic)
        let cyrillic = isCyrillic(letter)
        if left, before.value < 0x80 || !isCyrillic(before), cyrillic { return -6 }
        if right, !isCyrillic(after), cyrillic { return -6 }
        if !cyrillic, (left && isCyrillic(before)) || (right && isCyrillic(after)) { return -6 }
        if letter.properties.isUppercase, left, before.properties.isLowercase { return -5 }
        if !left, !right { return letter == "à" || letter == "À" || letter == "é" || cyrillic ? 1 : -1 }
        // Two or three foreign letters in a row are rare in Latin script and the rule in Cyrillic.
        if !cyrillic, left, before.value >= 0x80, right, after.value >= 0x80 { return -4 }
        if cyrillic { return left && right && before.value >= 0x80 ? 2 : 1 }
        return rare.contains(letter) ? 1 : (left && right ? 3 : 2)
    }

    private static let rare = Set("ÿŸıþÞðÐýÝŕĺŔĹĂă".unicodeScalars)

    private static func isCyrillic(_ scalar: Unicode.Scalar) -> Bool {
        (0x400...0x4FF).contains(scalar.value)
    }

    private static func judge(sign: Unicode.Scalar, before: Unicode.Scalar, after: Unicode.Scalar) -> Int {
        let (left, right) = (before.properties.isAlphabetic, after.properties.isAlphabetic)
        let digitLeft = (0x30...0x39).contains(before.value)
        let digitRight = (0x30...0x39).contains(after.value)
        switch sign {
        case "’": return left ? 4 : 0
        case "‘", "“", "„", "«": return right && !left ? 4 : (left ? -2 : 0)
        case "”", "»": return right ? -2 : (before == " " ? 1 : 4)
        case "–", "—": return left == right ? 2 : 0
        case "…": return right && !left ? 0 : 2
        case "•", "·": return left ? -2 : 1
        case "£", "€": return digitRight || digitLeft ? 4 : (left && right ? -4 : 0)
        case "°", "±", "½", "¼", "¾", "²", "³": return digitLeft || digitRight ? 2 : (left && right ? -4 : 0)
        case "\u{A0}": return 1
        case "©", "®", "™", "§", "¿", "¡", "º", "ª": return left && right ? -4 : 1
        default: return left || right ? -4 : -1
        }
    }
}
