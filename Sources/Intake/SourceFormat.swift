import StudyModel

/// Which importer reads a file, by its content first and its name second.
enum SourceFormat: Equatable {
    case text
    case mail
    case mailbox
    case webVTT
    case subRip
    case document(DocumentFormat)
    case table

    /// The format of some bytes, with their text where the importer works on text.
    ///
    /// - Throws: `import.empty`, `import.unsupported`, `import.unreadable` or `import.binary`.
    static func of(_ bytes: [UInt8], path: SourcePath) throws(StudyError) -> (SourceFormat, SourceText) {
        if bytes.allSatisfy(isBlank) {
            throw StudyError(.importEmpty, "'\(path.full)' is empty.", hint: "Leave it out of the import.")
        }
        if let document = DocumentFormat.of(bytes, path: path) {
            return (.document(document), SourceText.none)
        }
        if try TableFormat.of(bytes, path: path) != nil { return (.table, SourceText.none) }
        if let name = ForeignFormat.name(of: bytes, extension: path.fileExtension) {
            throw ForeignFormat.refusal(of: path, name: name)
        }
        if let name = ForeignFormat.name(ofHousekeeping: path) {
            throw StudyError(
                .importUnsupported, "'\(path.full)' is \(name).", hint: "Leave it out of the import.")
        }
        if let mail = mailFormat(bytes, path: path) { return (mail, SourceText.none) }
        guard let text = SourceText(bytes) else {
            throw StudyError(
                .importBinary, "'\(path.full)' is not text.",
                hint: "Export it as plain text from the program that wrote it and import that.")
        }
        if DocumentFormat.isWebPage(text.bytes) { return (.document(.html), text) }
        if let name = ForeignFormat.name(ofText: text.bytes) {
            throw ForeignFormat.refusal(of: path, name: name)
        }
        // A mail saved as UTF-16 is read as the text it holds.
        if path.fileExtension == "eml" { return (.text, text) }
        return (try transcriptFormat(text, path: path) ?? .text, text)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }

    private static func transcriptFormat(_ text: SourceText, path: SourcePath) throws(StudyError)
        -> SourceFormat?
    {
        if WebVTT.hasSignature(text.bytes) { return .webVTT }
        if path.fileExtension == "vtt" {
            throw StudyError(
                .importUnreadable,
                "'\(path.full)' is named as a WebVTT transcript but does not begin with 'WEBVTT'.",
                hint: "Put WEBVTT alone on its first line, or rename it to .srt or .txt.")
        }
        if path.fileExtension == "srt" || SubRip.begins(text.bytes) { return .subRip }
        return nil
    }

    /// Whether bytes are a mail or a mailbox.
    ///
    /// `.eml`, `.mbox` and Maildir names are taken at their word when they hold a header at all; other names
    /// need headers that only mail has.
    private static func mailFormat(_ bytes: [UInt8], path: SourcePath) -> SourceFormat? {
        if path.fileExtension == "emlx", AppleMail.message(in: bytes) != nil { return .mail }
        let heads = MailHead.read(bytes)
        if heads.isWide { return nil }
        let named = ["eml", "mbox", "mbx"].contains(path.fileExtension) || path.isMaildirName
        guard named ? heads.fields >= 1 || heads.hasSeparator : heads.isCertain else { return nil }
        if path.fileExtension == "mbox" || path.fileExtension == "mbx" { return .mailbox }
        return heads.hasSeparator && path.fileExtension != "eml" && !path.isMaildirName ? .mailbox : .mail
    }
}

/// What the first block of lines says about a file being mail.
struct MailHead {
    /// Lines of the form `Name: value` before the first empty line.
    private(set) var fields = 0
    /// Field names that mail has (RFC 5322 §3.6 and trace fields).
    private(set) var known: Set<String> = []
    /// A `From ` line before the first header.
    private(set) var hasSeparator = false
    /// NUL bytes in the head: UTF-16 or no text.
    private(set) var isWide = false

    static let names: Set<String> = [
        "from", "to", "subject", "date", "message-id", "received", "return-path", "mime-version",
        "delivered-to",
        "content-type", "cc", "reply-to", "in-reply-to", "references", "x-mailer", "sender", "list-id",
    ]
    private static let certain: Set<String> = [
        "message-id", "received", "return-path", "mime-version", "delivered-to", "x-mailer", "list-id",
    ]

    /// Headers nobody writes by hand, together with at least one more that mail has.
    var isCertain: Bool {
        hasSeparator ? !known.isEmpty : known.count >= 2 && !known.isDisjoint(with: Self.certain)
    }

    static func read(_ bytes: [UInt8]) -> MailHead {
        var head = MailHead()
        head.isWide = bytes.prefix(64).contains(0)
        var began = false
        for line in TextLines(bytes, limit: 64 * 1024).prefix(200) {
            let content = bytes[line].last == 13 ? line.dropLast() : line
            if content.isEmpty {
                if began { break }
                continue
            }
            if !began, bytes[content].starts(with: "From ".utf8) || bytes[content].starts(with: ">From ".utf8)
            {
                head.hasSeparator = true
            } else if let name = fieldName(bytes[content]) {
                head.fields += 1
                if names.contains(name) { head.known.insert(name) }
            } else if !began {
                break
            }
            began = true
        }
        return head
    }

    /// The name of the header field that a line begins, in lower case.
    static func fieldName(_ line: ArraySlice<UInt8>) -> String? {
        guard let colon = line.prefix(78).firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else {
            return nil
        }
        let name = line[line.startIndex..<colon]
        guard name.allSatisfy({ (33...126).contains($0) }) else { return nil }
        return String(decoding: name, as: UTF8.self).lowercased()
    }
}
