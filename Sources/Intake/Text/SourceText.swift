/// A file's text as UTF-8 with LF line ends and no byte order mark, and what it was read from.
struct SourceText {
    /// Valid UTF-8 without CR and without a byte order mark.
    var bytes: [UInt8]
    var encoding: TextEncoding
    /// Sentences about what had to be guessed or repaired.
    var remarks: [String] = []
    /// Whether a byte order mark named the encoding.
    private(set) var hasMark = false

    static let none = SourceText(text: [], encoding: .utf8)

    private init(text: [UInt8], encoding: TextEncoding) {
        bytes = text
        self.encoding = encoding
    }

    /// Reads bytes in the encoding they are in, or returns `nil` where they are no text.
    ///
    /// A byte order mark decides; then valid UTF-8; then UTF-16 or UTF-32 by where their zero bytes lie; then
    /// the single-byte encoding whose reading looks most like words.
    init?(_ source: [UInt8]) {
        let census = ByteCensus(source)
        if let (encoding, length) = TextEncoding.mark(of: source) {
            guard let decoded = Self.decode(source[length...], as: encoding) else { return nil }
            self.init(repairing: decoded, encoding: encoding)
            hasMark = true
        } else if census.zeros > 0, census.zeros * 200 <= source.count {
            // A stray NUL in a text is damage, not a sign of another kind of file.
            self.init(source.flatMap { $0 == 0 ? [0xEF, 0xBF, 0xBD] : [$0] })
            remarks.append("\(census.zeros) NUL bytes in the text were replaced with U+FFFD.")
            return
        } else if census.zeros > 0 {
            guard let encoding = TextEncoding.wide(source) else { return nil }
            guard let decoded = Self.decode(source[...], as: encoding) else { return nil }
            self.init(repairing: decoded, encoding: encoding)
        } else if String(validating: source, as: UTF8.self) != nil {
            guard !Self.isBinary(census, of: source.count, share: 4) else { return nil }
            self.init(text: census.returns > 0 ? LineEnds.normalised(source) : source, encoding: .utf8)
            return
        } else {
            guard !Self.isBinary(census, of: source.count, share: 50) else { return nil }
            self.init(singleByte: source)
        }
        if encoding != .utf8, !encoding.isLegacy {
            remarks.append("The text was read as \(encoding.rawValue).")
        }
    }

    /// The text of a mail part whose encoding is unknown, wrong or missing.
    ///
    /// Damaged UTF-8 that is also named as UTF-8 is repaired as long as any of it can be read.
    init(guessing source: [UInt8], isNamedUTF8: Bool = false) {
        let clean = source.contains(0) ? source.filter { $0 != 0 } : source
        if String(validating: clean, as: UTF8.self) != nil {
            self.init(repairing: clean, encoding: .utf8)
        } else {
            self.init(singleByte: clean, isNamedUTF8: isNamedUTF8)
        }
    }

    /// Text that is already UTF-8.
    init(utf8 source: [UInt8]) { self.init(repairing: source.filter { $0 != 0 }, encoding: .utf8) }

    private init(singleByte source: [UInt8], isNamedUTF8: Bool = false) {
        if let damaged = Self.repairedUTF8(source, isNamed: isNamedUTF8) {
            self.init(repairing: damaged.bytes, encoding: .utf8)
            remarks.append("\(damaged.count) damaged places in the UTF-8 text were replaced with U+FFFD.")
            return
        }
        let encoding = SingleByteGuess.best(for: source)
        self.init(repairing: encoding.decode(source), encoding: encoding)
        remarks.append("The text is not UTF-8; it was read as \(encoding.rawValue).")
    }

    private init(repairing text: [UInt8], encoding: TextEncoding) {
        self.init(text: LineEnds.normalised(text), encoding: encoding)
    }

    private static func decode(_ source: ArraySlice<UInt8>, as encoding: TextEncoding) -> [UInt8]? {
        let decoded: [UInt8]
        switch encoding {
        case .utf8:
            if String(validating: source, as: UTF8.self) != nil {
                decoded = Array(source)
            } else {
                decoded = Array(String(decoding: source, as: UTF8.self).utf8)
            }
        case .utf16LE, .utf16BE: decoded = utf16(source, bigEndian: encoding == .utf16BE)
        case .utf32LE, .utf32BE: decoded = utf32(source, bigEndian: encoding == .utf32BE)
        default: return nil
        }
        return decoded.contains(0) || isBinary(ByteCensus(decoded), of: decoded.count, share: 4)
            ? nil : decoded
    }

    private static func utf16(_ source: ArraySlice<UInt8>, bigEndian: Bool) -> [UInt8] {
        var units: [UInt16] = []
        units.reserveCapacity(source.count / 2)
        for index in stride(from: source.startIndex, to: source.endIndex - 1, by: 2) {
            let (first, second) = (UInt16(source[index]), UInt16(source[index + 1]))
            units.append(bigEndian ? first << 8 | second : second << 8 | first)
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    private static func utf32(_ source: ArraySlice<UInt8>, bigEndian: Bool) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(source.count / 3)
        for index in stride(from: source.startIndex, to: source.endIndex - 3, by: 4) {
            let four = source[index..<index + 4]
            let value = (bigEndian ? Array(four) : four.reversed()).reduce(0) { $0 << 8 | UInt32($1) }
            out += Array(String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
        }
        return out
    }

    /// Whether more than one in `share` bytes is a control that text does not hold.
    private static func isBinary(_ census: ByteCensus, of count: Int, share: Int) -> Bool {
        census.foreign > 2 && census.foreign > count / share
    }

    /// UTF-8 that is damaged in few places, with those replaced; `nil` where most of what is not ASCII is not
    /// UTF-8 either, so that it is another encoding.
    private static func repairedUTF8(_ source: [UInt8], isNamed: Bool) -> (bytes: [UInt8], count: Int)? {
        let repaired = String(decoding: source, as: UTF8.self)
        var good = 0
        var damaged = 0
        for scalar in repaired.unicodeScalars where scalar.value >= 0x80 {
            if scalar == "\u{FFFD}" { damaged += 1 } else { good += 1 }
        }
        guard good > 0, good >= damaged || isNamed else { return nil }
        return (Array(repaired.utf8), damaged)
    }
}

/// Line ends as records have them.
enum LineEnds {
    /// CRLF and lone CR become LF; a byte order mark at the start is dropped.
    static func normalised(_ text: [UInt8]) -> [UInt8] {
        let start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        guard start > 0 || text.contains(0x0D) else { return text }
        var out: [UInt8] = []
        out.reserveCapacity(text.count)
        var index = start
        while index < text.count {
            let byte = text[index]
            index += 1
            if byte == 0x0D {
                out.append(0x0A)
                if index < text.count, text[index] == 0x0A { index += 1 }
            } else {
                out.append(byte)
            }
        }
        return out
    }
}
