import StudyModel

/// Formats that are known by name and not read in this version.
enum ForeignFormat {
    /// What bytes or an extension say the file is, for the refusal; `nil` for what the importers may read.
    static func name(of bytes: [UInt8], extension ext: String) -> String? {
        for (magic, name) in signatures where bytes.starts(with: magic) {
            return names[ext] ?? name
        }
        if bytes.count > 12, bytes[4..<8].elementsEqual("ftyp".utf8) {
            return names[ext] ?? "an MP4 recording"
        }
        return names[ext]
    }

    /// What mail programs keep beside mails for themselves.
    static func name(ofHousekeeping path: SourcePath) -> String? {
        let name = path.fileName.lowercased()
        let isOwn =
            ["dovecot", "courierimap", "maildirsize", "maildirfolder", ".uidvalidity", ".mbsyncstate"]
            .contains { name.hasPrefix($0) } || path.fileExtension == "msf"
        return isOwn ? "a mail program's own file, not a mail" : nil
    }

    /// What decoded text begins as, where that is no text for people.
    static func name(ofText bytes: [UInt8]) -> String? {
        let start = bytes.prefix(64).drop(while: { $0 <= 0x20 }).map(Ascii.lowercased)
        if start.starts(with: "<?xml".utf8) { return "an XML file" }
        if start.starts(with: "<!doctype html".utf8) || start.starts(with: "<html".utf8) {
            return "a web page (HTML)"
        }
        return nil
    }

    static func refusal(of path: SourcePath, name: String) -> StudyError {
        StudyError(
            .importUnsupported, "'\(path.full)' is \(name), which this version does not import.",
            hint: hint(path.fileExtension))
    }

    private static func hint(_ ext: String) -> String {
        switch ext {
        case "docx", "docm", "dotx", "odt", "ott", "rtf", "html", "htm", "xhtml", "epub":
            "Install pandoc ('apt-get install pandoc' or 'brew install pandoc') and restart rird."
        case "pdf":
            "Install poppler ('apt-get install poppler-utils' or 'brew install poppler') and restart rird."
        case "doc", "dot":
            "Install antiword ('apt-get install antiword' or 'brew install antiword') and restart rird, or save it as .docx."
        case "msg", "oft", "dat": "Save the mail as .eml from the mail program and import that."
        case "pst", "ost", "olm":
            "Save the mails you need as .eml, or move them to a folder of Thunderbird and import its mbox file."
        case "qdpx", "qda", "sqlite", "sqlite3", "db": "Import a coded project by itself: rir import FILE"
        case "qdc": "Take it into the coding frame: rir codebook import FILE"
        case "xls": "Open it in Excel or LibreOffice, save it as .xlsx and import that."
        case "csv", "tsv", "xlsx", "ods": "Export the table again as CSV and import that."
        default: "Export it as plain text, Markdown, .eml, .vtt or .srt and import that."
        }
    }

    private static let signatures: [([UInt8], String)] = [
        (Array("%PDF-".utf8), "a PDF document"),
        (Array("PK\u{3}\u{4}".utf8), "a zip archive"),
        (Array("PK\u{5}\u{6}".utf8), "a zip archive"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an old Office or Outlook file"),
        (Array("SQLite format 3\0".utf8), "an SQLite database"),
        (Array("{\\rtf".utf8), "a rich text document (RTF)"),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], "a PNG image"),
        ([0xFF, 0xD8, 0xFF], "a JPEG image"),
        (Array("GIF87a".utf8), "a GIF image"), (Array("GIF89a".utf8), "a GIF image"),
        ([0x1F, 0x8B, 0x08], "a gzip archive"),
        (Array("BZh".utf8) + [0x31], "a bzip2 archive"), (Array("BZh9".utf8), "a bzip2 archive"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "an xz archive"),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7-Zip archive"),
        (Array("RIFF".utf8), "a sound or video recording"),
        (Array("ID3".utf8), "a sound recording"), (Array("OggS".utf8), "a sound recording"),
        (Array("fLaC".utf8), "a sound recording"),
        (Array("age-encryption.org/".utf8), "an age-encrypted file"),
        ([0x78, 0x9F, 0x3E, 0x22], "a file that Outlook packs text and attachments in (winmail.dat)"),
        (Array("!BDN".utf8), "an Outlook mail store (.pst)"),
        (Array("BABYL OPTIONS:".utf8), "a Babyl mailbox"),
    ]

    private static let names: [String: String] = [
        "pdf": "a PDF document", "docx": "a Word document (.docx)", "doc": "a Word document (.doc)",
        "odt": "an OpenDocument text (.odt)", "rtf": "a rich text document (RTF)",
        "epub": "an e-book (.epub)",
        "html": "a web page (HTML)", "htm": "a web page (HTML)", "xhtml": "a web page (HTML)",
        "xml": "an XML file", "json": "a JSON file", "jsonl": "a JSON Lines file",
        "ndjson": "a JSON Lines file",
        "csv": "a table (CSV)", "tsv": "a table (TSV)", "xlsx": "an Excel workbook (.xlsx)",
        "xls": "an Excel workbook (.xls)", "ods": "an OpenDocument spreadsheet (.ods)",
        "pptx": "a PowerPoint file (.pptx)", "ppt": "a PowerPoint file (.ppt)",
        "odp": "an OpenDocument presentation (.odp)",
        "msg": "an Outlook message (.msg)", "pst": "an Outlook mail store (.pst)",
        "ost": "an Outlook mail store (.ost)", "olm": "an Outlook mail archive (.olm)",
        "oft": "an Outlook template (.oft)",
        "qdpx": "a REFI-QDA project (.qdpx)", "qdc": "a REFI-QDA codebook (.qdc)",
        "qda": "a QualCoder database (.qda)",
        "sqlite": "an SQLite database", "sqlite3": "an SQLite database", "db": "a database",
        "zip": "a zip archive", "gz": "a gzip archive", "tar": "a tar archive", "xz": "an xz archive",
        "7z": "a 7-Zip archive",
        "png": "a PNG image", "jpg": "a JPEG image", "jpeg": "a JPEG image", "gif": "a GIF image",
        "webp": "a WebP image", "heic": "a HEIC image", "tif": "a TIFF image", "tiff": "a TIFF image",
        "svg": "an SVG image",
        "mp3": "a sound recording", "m4a": "a sound recording", "wav": "a sound recording",
        "ogg": "a sound recording", "flac": "a sound recording", "mp4": "a video recording",
        "mov": "a video recording", "webm": "a video recording", "mkv": "a video recording",
        "yaml": "a YAML file", "yml": "a YAML file",
    ]
}
