import StudyModel

/// Refuses mail that is built to be expensive before a parser sees it.
enum MailBounds {
    /// - Throws: `import.too_large` for more boundaries, header bytes or messages than ``MailLimits`` allows.
    static func check(_ bytes: [UInt8], isMailbox: Bool, path: SourcePath) throws(StudyError) {
        var messages = 0
        var boundaries = 0
        var headerBytes = 0
        var isHeader = true
        for line in TextLines(bytes) {
            if isHeader { headerBytes += line.count + 1 }
            if line.isEmpty || (line.count == 1 && bytes[line.lowerBound] == 0x0D) {
                isHeader = headerBytes <= 2 && isHeader
            } else if isMailbox, bytes[line].starts(with: "From ".utf8) {
                messages += 1
                (boundaries, headerBytes, isHeader) = (0, 0, true)
            } else if line.count > 2, bytes[line.lowerBound] == 0x2D, bytes[line.lowerBound + 1] == 0x2D {
                // `--boundary`, but neither a signature nor a rule.
                let third = bytes[line.lowerBound + 2]
                if third != 0x20, third != 0x0D, third != 0x2D { boundaries += 1 }
            }
            if boundaries > MailLimits.boundaries {
                throw refusal(path, "more than \(MailLimits.boundaries) parts")
            }
            if headerBytes > MailLimits.headerBytes {
                throw refusal(path, "more than \(MailLimits.headerBytes >> 20) MiB of headers")
            }
            if messages > MailLimits.messages {
                throw refusal(path, "more than \(MailLimits.messages) messages")
            }
        }
    }

    private static func refusal(_ path: SourcePath, _ what: String) -> StudyError {
        StudyError(
            .importTooLarge, "'\(path.full)' has \(what).",
            hint: "Save the mails you need one by one, as .eml, and import those.")
    }
}
