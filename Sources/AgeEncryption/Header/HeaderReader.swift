/// Reads a header from bytes that come in pieces.
struct HeaderReader: Sendable {
    /// The longest header that is read, so that a hostile file can't fill the memory: room for thousands of recipients.
    static let limit = 4 << 20
    /// The longest version that an error repeats.
    private static let versionLimit = 32

    /// Everything so far.
    ///
    /// Lines are named by their places in it: a copied slice would make it copy itself.
    private var text: [UInt8] = []
    private var lineStart = 0
    private var stage = Stage.version
    private var stanzas: [Stanza] = []

    private enum Stage {
        case version
        case stanzaOrMAC
        /// In the body of a stanza.
        case body(type: String, arguments: [String], bytes: [UInt8])
    }

    /// Takes bytes up to the header's end, if it is in this piece, and leaves the others.
    ///
    /// - Returns: The header once it is complete.
    mutating func read(_ piece: inout ArraySlice<UInt8>) throws(AgeError) -> Header? {
        while let newline = piece.firstIndex(of: UInt8(ascii: "\n")) {
            try append(piece[...newline])
            piece = piece[(newline + 1)...]
            let line = lineStart..<text.count - 1
            lineStart = text.count
            if let header = try take(line) { return header }
        }
        try append(piece)
        piece = []
        try checkBeginning()
        return nil
    }

    /// Why a file that ends within its header is refused.
    var endingError: AgeError { text.isEmpty ? .notAgeFile : .truncated(.header) }

    private mutating func append(_ bytes: ArraySlice<UInt8>) throws(AgeError) {
        guard text.count + bytes.count <= Self.limit else {
            throw .headerMalformed(.tooLong)
        }
        text += bytes
    }

    /// Refuses what can't become an age file without waiting for a line to end.
    private func checkBeginning() throws(AgeError) {
        guard case .version = stage else { return }
        let beginning = Header.versionStart.utf8
        let count = min(text.count, beginning.count)
        guard text.prefix(count).elementsEqual(beginning.prefix(count)) else { throw .notAgeFile }
        guard text.count <= beginning.count + Self.versionLimit else {
            throw .headerMalformed(.versionLine)
        }
    }

    private mutating func take(_ line: Range<Int>) throws(AgeError) -> Header? {
        switch stage {
        case .version:
            try takeVersion(line)
        case .stanzaOrMAC:
            if starts(line, with: Header.stanzaMark) {
                try takeArguments(line.dropFirst(Header.stanzaMark.utf8.count))
            } else if starts(line, with: Header.macMark) {
                return try takeMAC(line.dropFirst(Header.macMark.utf8.count))
            } else {
                throw .headerMalformed(.line)
            }
        case .body(let type, let arguments, var bytes):
            // The stage's own copy is let go first, or appending would copy.
            stage = .stanzaOrMAC
            guard line.count <= Stanza.lineLength,
                Base64.append(decoding: text[line], to: &bytes, padded: false)
            else { throw .headerMalformed(.body) }
            if line.count == Stanza.lineLength {
                stage = .body(type: type, arguments: arguments, bytes: bytes)
            } else {
                stanzas.append(Stanza(type: type, arguments: arguments, body: bytes))
            }
        }
        return nil
    }

    private mutating func takeVersion(_ line: Range<Int>) throws(AgeError) {
        guard starts(line, with: Header.versionStart) else { throw .notAgeFile }
        let version = text[line.dropFirst(Header.versionStart.utf8.count)]
        guard (1...Self.versionLimit).contains(version.count), version.allSatisfy(Self.isVisible) else {
            throw .headerMalformed(.versionLine)
        }
        let name = String(decoding: version, as: UTF8.self)
        guard name == Header.version else { throw .unknownVersion(name) }
        stage = .stanzaOrMAC
    }

    private mutating func takeArguments(_ line: Range<Int>) throws(AgeError) {
        let words = text[line].split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard words.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Self.isVisible) }) else {
            throw .headerMalformed(.arguments)
        }
        let arguments = words.map { String(decoding: $0, as: UTF8.self) }
        stage = .body(type: arguments.first ?? "", arguments: Array(arguments.dropFirst()), bytes: [])
    }

    private func takeMAC(_ line: Range<Int>) throws(AgeError) -> Header {
        guard !stanzas.isEmpty else { throw .headerMalformed(.noStanza) }
        guard text[line].first == UInt8(ascii: " "), let mac = Base64.decode(text[line].dropFirst()),
            mac.count == Header.macByteCount
        else { throw .headerMalformed(.macLine) }
        return Header(stanzas: stanzas, authenticated: Array(text[..<line.lowerBound]), mac: mac)
    }

    private func starts(_ line: Range<Int>, with mark: String) -> Bool { text[line].starts(with: mark.utf8) }

    /// Whether a byte is one that arguments and versions are made of (VCHAR).
    private static func isVisible(_ byte: UInt8) -> Bool { (0x21...0x7E).contains(byte) }
}
