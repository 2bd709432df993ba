import StudyModel

/// The parts of an office document or e-book, unpacked in memory within limits.
protocol DocumentArchive {
    /// In the order of the archive, each once.
    var names: [String] { get }

    /// Gives a part's bytes in pieces until `body` returns `false`; says whether there is a part of that name.
    ///
    /// - Throws: `import.too_large`, `import.unreadable` or `import.encrypted`.
    func withPieces(of name: String, _ body: (UnsafeRawBufferPointer) -> Bool) throws(StudyError) -> Bool
}

/// The checked parts of an office document or e-book.
struct DocumentParts {
    private(set) var entries: [(name: String, bytes: [UInt8])] = []
    /// Names that point outside the archive; nothing is ever unpacked by name, so they are only counted.
    private(set) var strayNames = 0

    /// All XML and HTML in one document: 32 MiB, more than pandoc reads within its limits.
    static let largestText = 32 * 1024 * 1024

    enum Kind { case word, openDocument, book }

    /// Reads and checks every part that pandoc reads; pictures, fonts and embedded files are named and left empty.
    ///
    /// - Throws: `import.too_large` where the parts are too large together, `import.unreadable` where one declares
    ///   entities, or a document type outside an e-book, or is not UTF-8.
    init(_ archive: some DocumentArchive, path: SourcePath, kind: Kind) throws(StudyError) {
        var total = 0
        for name in archive.names where !name.hasSuffix("/") {
            if name.hasPrefix("/") || name.contains("\\") || name.split(separator: "/").contains("..") {
                strayNames += 1
                continue
            }
            guard Self.isRead(name, kind) else {
                entries.append((name, []))
                continue
            }
            var bytes: [UInt8] = []
            _ = try archive.withPieces(of: name) { piece in
                bytes += piece
                return total + bytes.count <= Self.largestText
            }
            total += bytes.count
            guard total <= Self.largestText else { throw Self.tooLarge(path) }
            try Self.check(bytes, isBook: kind == .book, path: path)
            entries.append((name, bytes))
        }
    }

    /// Parts that were checked elsewhere.
    init(entries: [(name: String, bytes: [UInt8])]) { self.entries = entries }

    subscript(name: String) -> [UInt8]? {
        get { entries.first { $0.name == name }?.bytes }
        set {
            guard let place = entries.firstIndex(where: { $0.name == name }), let newValue else { return }
            entries[place].bytes = newValue
        }
    }

    /// The parts as an archive without compression.
    var archive: [UInt8] { StoredZip.archive(of: entries) }

    var textSize: Int { entries.reduce(0) { $0 + $1.bytes.count } }

    private static func isRead(_ name: String, _ kind: Kind) -> Bool {
        let ending = name.split(separator: ".").last?.lowercased() ?? ""
        switch kind {
        case .word: return ending == "xml" || ending == "rels"
        case .book:
            return name == "mimetype" || ["xml", "xhtml", "html", "htm", "opf", "ncx"].contains(ending)
        case .openDocument:
            return ["mimetype", "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"].contains(
                name)
        }
    }

    private static func check(_ bytes: [UInt8], isBook: Bool, path: SourcePath) throws(StudyError) {
        if bytes.prefix(4).contains(0) || bytes.starts(with: [0xFF, 0xFE])
            || bytes.starts(with: [0xFE, 0xFF])
        {
            throw StudyError(
                .importUnreadable, "'\(path.full)' holds XML that is not UTF-8.",
                hint: "Open it in the program that wrote it, save it again and import that.")
        }
        let declares = bytes.holds("<!ENTITY") || (!isBook && bytes.holds("<!DOCTYPE"))
        guard !declares else {
            throw StudyError(
                .importUnreadable, "'\(path.full)' declares entities, which no word processor does.",
                hint: "It may be an attack on the programs that open it; ask whoever sent it.")
        }
    }

    static func tooLarge(_ path: SourcePath) -> StudyError {
        StudyError(
            .importTooLarge,
            "'\(path.full)' unpacks to more than \(largestText >> 20) MiB of text.",
            hint: "If you trust it, split it in the program that wrote it and import the pieces.")
    }
}

extension [UInt8] {
    /// Whether some ASCII text occurs, in any case.
    func holds(_ text: StaticString) -> Bool {
        let wanted = text.withUTF8Buffer { $0.map { Ascii.lowercased($0) } }
        guard let first = wanted.first, count >= wanted.count else { return false }
        return withUnsafeBufferPointer { bytes in
            var index = 0
            while index + wanted.count <= bytes.count {
                if Ascii.lowercased(bytes[index]) == first {
                    var length = 1
                    while length < wanted.count, Ascii.lowercased(bytes[index + length]) == wanted[length] {
                        length += 1
                    }
                    if length == wanted.count { return true }
                }
                index += 1
            }
            return false
        }
    }
}
