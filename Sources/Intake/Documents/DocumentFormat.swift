import StudyModel

/// The documents that are read through other programs.
enum DocumentFormat: String {
    case docx, odt, rtf, html, epub, pdf, doc

    /// For messages.
    var name: String {
        switch self {
        case .docx: "a Word document (.docx)"
        case .odt: "an OpenDocument text (.odt)"
        case .rtf: "a rich text document (RTF)"
        case .html: "a web page (HTML)"
        case .epub: "an e-book (.epub)"
        case .pdf: "a PDF document"
        case .doc: "a Word document (.doc)"
        }
    }

    /// The document some bytes are: by their content first, and by their name where content can't tell.
    ///
    /// A name that promises a document the bytes are not gives that document all the same, so that the refusal says
    /// what was expected.
    static func of(_ bytes: [UInt8], path: SourcePath) -> DocumentFormat? {
        let named = names[path.fileExtension]
        // A workbook or a mail may hold a Word document; it is no document for that.
        guard named != nil || ForeignFormat.name(of: [], extension: path.fileExtension) == nil else {
            return nil
        }
        if bytes.starts(with: "%PDF-".utf8) { return .pdf }
        if bytes.starts(with: "{\\rtf".utf8) { return .rtf }
        if CompoundFile.isOne(bytes) {
            let isWord = CompoundFile.holds("WordDocument", in: bytes)
            let isSealed = CompoundFile.holds("EncryptedPackage", in: bytes)
            return named ?? (isWord ? .doc : isSealed && path.fileExtension.isEmpty ? .docx : nil)
        }
        if bytes.starts(with: [0x50, 0x4B, 3, 4]) { return zipped(bytes, named) }
        // Web pages saved "for Word" have its name.
        return named == .doc && isWebPage(bytes) ? .html : named
    }

    /// Which document a zip archive is, by names and a media type that stand in it unpacked.
    private static func zipped(_ bytes: [UInt8], _ named: DocumentFormat?) -> DocumentFormat? {
        let head = Array(bytes.prefix(200))
        if head.holds("application/vnd.oasis.opendocument.text") { return .odt }
        if head.holds("application/epub+zip") { return .epub }
        // The directory at the end names every part.
        let tail = Array(bytes.suffix(256 * 1024))
        if tail.holds("word/document.xml"), tail.holds("[Content_Types].xml") { return .docx }
        return named == .docx || named == .odt || named == .epub ? named : nil
    }

    /// A web page by its first bytes in UTF-8, for files without a telling name.
    static func isWebPage(_ text: [UInt8]) -> Bool {
        let start = text.prefix(64).drop(while: { $0 <= 0x20 }).map(Ascii.lowercased)
        return start.starts(with: "<!doctype html".utf8) || start.starts(with: "<html".utf8)
    }

    private static let names: [String: DocumentFormat] = [
        "docx": .docx, "docm": .docx, "dotx": .docx, "dotm": .docx, "odt": .odt, "ott": .odt, "rtf": .rtf,
        "html": .html, "htm": .html, "xhtml": .html, "epub": .epub, "pdf": .pdf, "doc": .doc, "dot": .doc,
    ]
}

/// An OLE2 compound file: Word before 2007, and every Office file with a password.
///
/// Source: [MS-CFB] 2.2 and 2.6.4, [MS-OFFCRYPTO] 2.3.
enum CompoundFile {
    static func isOne(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
    }

    /// Whether the directory holds a stream of some name; names are UTF-16, so no text is taken for one.
    static func holds(_ name: String, in bytes: [UInt8]) -> Bool {
        var wanted: [UInt8] = []
        for byte in name.utf8 { wanted += [byte, 0] }
        // Directory entries begin at multiples of 128.
        var place = 0
        while place + wanted.count <= bytes.count {
            if bytes[place] == wanted.first, bytes[place..<place + wanted.count].elementsEqual(wanted) {
                return true
            }
            place += 128
        }
        return false
    }
}
