/// Rewrites an RTF file so that every character beyond windows-1252 is a Unicode escape without a fallback.
///
/// pandoc reads `\'e9` as windows-1252 whatever the code page or the font's character set say, which makes garbage of
/// Polish, Greek, Russian or Japanese texts; and behind `\u8217?` it loses a character.
/// Source: Rich Text Format Specification 1.9.1, "Character Set", "Font Table", "Associated Character Properties".
struct RichTextEncoding {
    /// What a group keeps to itself.
    private struct State {
        var font = 0
        /// The font of two-byte characters, and whether those are meant.
        var wideFont: Int?
        var isWide = false
        /// How many characters stand for readers without Unicode behind an escape.
        var fallback = 1
        var isFontTable = false
    }

    private let bytes: [UInt8]
    private var index = 0
    private var out: [UInt8] = []
    private var groups: [State] = [State()]
    private var state = State()
    private var charsets: [Int: Int] = [:]
    private var codePage = 1252
    /// Fallback characters still to come behind an escape.
    private var pending = 0

    private static let deepest = 2000

    static func unicode(_ source: [UInt8]) -> [UInt8] {
        guard source.holds("\\'") || source.holds("\\u") else { return source }
        var reader = RichTextEncoding(bytes: source)
        reader.read()
        return reader.out
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
        out.reserveCapacity(bytes.count)
    }

    private mutating func read() {
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\\") {
                control()
                continue
            }
            index += 1
            if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") {
                pending = 0
                if byte == UInt8(ascii: "{"), groups.count < Self.deepest { groups.append(state) }
                if byte == UInt8(ascii: "}"), groups.count > 1 { state = groups.removeLast() }
            } else if pending > 0, byte != 0x0A, byte != 0x0D {
                pending -= 1
                continue
            }
            out.append(byte)
        }
    }

    private mutating func control() {
        let start = index
        index += 1
        guard index < bytes.count else { return out.append(bytes[start]) }
        if bytes[index] == UInt8(ascii: "'") {
            index = start
            run()
            return
        }
        pending = 0
        let word = bytes[index...].prefix(32).prefix(while: Ascii.isLetter)
        guard !word.isEmpty else {
            out += bytes[start...index]
            index += 1
            return
        }
        index += word.count
        let digits = index
        if index < bytes.count, bytes[index] == UInt8(ascii: "-") { index += 1 }
        while index < bytes.count, index - digits < 9, Ascii.isDigit(bytes[index]) { index += 1 }
        let number = Int(bytes.text(digits..<index))
        if index < bytes.count, bytes[index] == 0x20 { index += 1 }
        if word.elementsEqual("u".utf8), let number {
            out += Array("{\\uc0\\u\(number) }".utf8)
            pending = state.fallback
            return
        }
        take(String(decoding: word, as: UTF8.self), number)
        out += bytes[start..<index]
        if word.elementsEqual("bin".utf8) { skipBinary(Int(bytes.text(digits..<index).trimmed) ?? 0) }
    }

    private mutating func skipBinary(_ count: Int) {
        let end = min(bytes.count, index &+ max(0, count))
        out += bytes[index..<max(index, end)]
        index = max(index, end)
    }

    private mutating func take(_ word: String, _ number: Int?) {
        switch (word, number) {
        case ("ansicpg", let number?): codePage = number
        case ("fonttbl", _): state.isFontTable = true
        case ("fcharset", let number?): charsets[state.font] = number
        case ("f", let number?): state.font = number
        case ("dbch", _): state.isWide = true
        case ("loch", _), ("hich", _): state.isWide = false
        case ("af", let number?): if state.isWide { state.wideFont = number }
        case ("plain", _): (state.isWide, state.wideFont) = (false, nil)
        case ("uc", let number?): state.fallback = min(max(number, 0), 16)
        default: break
        }
    }

    /// A run of `\'e9`, with the plain second bytes of two-byte characters among them.
    private mutating func run() {
        let charset = state.isFontTable ? nil : self.charset
        while pending > 0, hexadecimal(at: index) != nil {
            pending -= 1
            index += 4
        }
        let start = index
        var text: [UInt8] = []
        while index < bytes.count, text.count < 4096 {
            if let value = hexadecimal(at: index) {
                text.append(value)
                index += 4
            } else if let charset, charset.isWide, Self.endsWithLead(text), Self.isPlain(bytes[index]) {
                text.append(bytes[index])
                index += 1
            } else {
                break
            }
        }
        // What is no pair of digits is passed on as it is.
        if text.isEmpty, bytes[start...].starts(with: "\\'".utf8) { index = min(index + 2, bytes.count) }
        guard let charset, !text.isEmpty, let decoded = MailCharset.converted(text, from: charset.name) else {
            out += bytes[start..<index]
            return
        }
        out += Array("{\\uc0".utf8)
        for unit in String(decoding: decoded, as: UTF8.self).utf16 {
            out += Array("\\u\(Int16(bitPattern: unit)) ".utf8)
        }
        out += Array("}".utf8)
    }

    /// The byte of `\'e9`.
    private func hexadecimal(at index: Int) -> UInt8? {
        guard index + 4 <= bytes.count, bytes[index...].starts(with: "\\'".utf8) else { return nil }
        return UInt8(bytes.text(index + 2..<index + 4), radix: 16)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x30 && byte != UInt8(ascii: "\\") && byte != UInt8(ascii: "{") && byte != UInt8(ascii: "}")
    }

    /// Whether an odd number of bytes from 0x81 on stands at the end, so that the last is half a character.
    private static func endsWithLead(_ text: [UInt8]) -> Bool {
        text.reversed().prefix { $0 >= 0x81 && $0 != 0xFF }.count % 2 == 1
    }

    /// The encoding meant here; `nil` for windows-1252, which is read right as it is.
    private var charset: (name: String, isWide: Bool)? {
        let font = state.isWide ? state.wideFont ?? state.font : state.font
        switch charsets[font] ?? 1 {
        case 77: return ("macintosh", false)
        case 128: return ("cp932", true)
        case 129: return ("cp949", true)
        case 134: return ("gbk", true)
        case 136: return ("big5", true)
        case 161: return ("windows-1253", false)
        case 162: return ("windows-1254", false)
        case 163: return ("windows-1258", false)
        case 177: return ("windows-1255", false)
        case 178: return ("windows-1256", false)
        case 186: return ("windows-1257", false)
        case 204: return ("windows-1251", false)
        case 238: return ("windows-1250", false)
        case 0, 2: return nil
        default: break
        }
        switch codePage {
        case 1250, 1251, 1253...1258: return ("windows-\(codePage)", false)
        case 932, 949: return ("cp\(codePage)", true)
        case 936: return ("gbk", true)
        case 950: return ("big5", true)
        default: return nil
        }
    }
}
