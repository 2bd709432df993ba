/// A file that came with a mail.
struct MailAttachment {
    /// A plain file name (``AttachmentName``), or `nil` where the mail gives none that can be one.
    var name: String?
    var type: String
    /// Bytes after decoding.
    var size: Int
    /// What is read as a document of its own; `nil` where the mail's text shows it already or it is none.
    var content: [UInt8]?

    /// `name (type, bytes)`.
    var line: String { "\(name ?? AttachmentName.unnamed) (\(type), \(size) bytes)" }

    /// Only named.
    var unread: MailAttachment { MailAttachment(name: name, type: type, size: size) }

    /// The name that the importers get, with an extension where only the type tells what it is.
    var documentName: String {
        if let name { return name }
        return AttachmentName.unnamed + (Self.extensions[type].map { ".\($0)" } ?? "")
    }

    /// Whether a part of this type and name is for programs, pictures or recordings, and no document to read.
    static func isLeftOut(type: String, name: String?) -> Bool {
        let top = type.prefix { $0 != "/" }
        if ["image", "audio", "video", "font", "model"].contains(top) { return true }
        if types.contains(type) || type.hasPrefix("application/pgp") { return true }
        // Reports and references to elsewhere; a mail inside is shown in the text.
        if top == "message" { return true }
        // Without a name nothing says that bytes of no known type are a document.
        if name == nil, extensions[type] == nil { return true }
        let ext = name.flatMap { $0.contains(".") ? $0.split(separator: ".").last?.lowercased() : nil } ?? ""
        return leftOut.contains(ext)
    }

    private static let types: Set<String> = [
        "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pkcs7-mime",
        "application/x-pkcs7-mime", "application/ms-tnef", "application/vnd.ms-tnef", "application/ics",
        "application/applefile", "text/calendar", "text/vcard", "text/x-vcard", "text/directory",
        "text/x-amp-html", "text/css",
    ]
    private static let leftOut: Set<String> = [
        "png", "jpg", "jpeg", "gif", "webp", "heic", "bmp", "tif", "tiff", "svg", "ico", "emf", "wmz",
        "mp3", "m4a", "wav", "ogg", "mp4", "mov", "avi", "webm", "p7s", "p7m", "asc", "sig", "gpg", "pgp",
        "ics", "vcf", "vcs",
    ]
    private static let extensions = [
        "application/pdf": "pdf", "application/msword": "doc", "application/rtf": "rtf", "text/rtf": "rtf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
        "application/vnd.oasis.opendocument.text": "odt",
        "application/vnd.oasis.opendocument.spreadsheet": "ods",
        "application/epub+zip": "epub", "text/html": "html", "text/csv": "csv",
        "text/tab-separated-values": "tsv", "text/markdown": "md", "text/plain": "txt", "text/vtt": "vtt",
    ]
}

/// Names that mails give to files: hints, never paths.
enum AttachmentName {
    static let unnamed = "unnamed"

    /// The last part of a name, on one line, without controls and marks that turn the direction of writing;
    /// `nil` where nothing is left.
    static func safe(_ name: String?) -> String? {
        guard let name else { return nil }
        let clean = String(String.UnicodeScalarView(name.unicodeScalars.filter { !isInvisible($0) }))
        let parts = clean.singleLine.split(whereSeparator: { $0 == "/" || $0 == "\\" })
        guard let last = parts.last.map({ $0.trimmed }), !last.allSatisfy({ $0 == "." || $0 == " " }) else {
            return nil
        }
        return shortened(last)
    }

    /// At most 200 scalars, cut before the extension.
    private static func shortened(_ name: String) -> String {
        guard name.unicodeScalars.count > 200 else { return name }
        guard let dot = name.unicodeScalars.lastIndex(of: "."),
            name.unicodeScalars.distance(from: dot, to: name.unicodeScalars.endIndex) <= 10
        else { return name.shortened(to: 200) }
        return name.shortened(to: 190) + String(name.unicodeScalars[dot...])
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF, 0x80...0x9F: true
        default: false
        }
    }
}
