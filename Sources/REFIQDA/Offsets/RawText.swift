/// A text as a file has it, before line ends are made alike.
struct RawText {
    /// The scalars of the file, without its byte-order mark.
    let scalars: [Unicode.Scalar]
    /// Whether the file begins with a byte-order mark.
    let hasMark: Bool
    /// Whether a CR LF occurs.
    let hasCRLF: Bool
    /// Whether a scalar above U+FFFF occurs.
    let hasAstral: Bool
    /// Whether bytes that are no text became U+FFFD.
    let isRepaired: Bool
    /// Whether it was UTF-16 in the file.
    let isUTF16: Bool

    /// Decodes UTF-8, or UTF-16 with a byte-order mark.
    init(_ bytes: [UInt8]) {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            self.init(utf16: bytes)
        } else if let text = String(validating: bytes, as: UTF8.self) {
            self.init(text)
        } else {
            self.init(Array(String(decoding: bytes, as: UTF8.self).unicodeScalars), isRepaired: true)
        }
    }

    init(_ text: String) { self.init(Array(text.unicodeScalars)) }

    private init(utf16 bytes: [UInt8]) {
        let isBig = bytes[0] == 0xFE
        let units = stride(from: 0, to: bytes.count - 1, by: 2).map { index in
            UInt16(bytes[index + (isBig ? 0 : 1)]) << 8 | UInt16(bytes[index + (isBig ? 1 : 0)])
        }
        let text = String(decoding: units, as: UTF16.self)
        let isWhole = bytes.count % 2 == 0 && String(validating: units, as: UTF16.self) != nil
        self.init(Array(text.unicodeScalars), isRepaired: !isWhole, isUTF16: true)
    }

    private init(_ all: [Unicode.Scalar], isRepaired: Bool = false, isUTF16: Bool = false) {
        hasMark = all.first == "\u{FEFF}"
        scalars = hasMark ? Array(all.dropFirst()) : all
        hasCRLF = scalars.indices.dropFirst().contains { [scalars] in
            scalars[$0] == "\n" && scalars[$0 - 1] == "\r"
        }
        hasAstral = scalars.contains { $0.value > 0xFFFF }
        self.isRepaired = isRepaired
        self.isUTF16 = isUTF16
    }

    /// Whether a CR LF begins here.
    func isPair(at index: Int) -> Bool {
        scalars[index] == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n"
    }

    /// The scalars with a line feed for each CR LF and each lone CR.
    var normalised: [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        result.reserveCapacity(scalars.count)
        for index in scalars.indices where !isPair(at: index) {
            result.append(scalars[index] == "\r" ? "\n" : scalars[index])
        }
        return result
    }

    var normalisedText: String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: normalised)
        return String(text)
    }

    /// The readings that differ in this text.
    var readings: [QDAOffsetReading] { QDAOffsetReading.all.filter { $0.projected(on: self) == $0 } }
}
