/// What a Maildir says about a mail by its name: `1382298775.M2P3.host,S=1200:2,FS`.
///
/// Sources: https://cr.yp.to/proto/maildir.html; Maildir++ for folders such as `.Sent/cur`.
struct MaildirName {
    /// Letters behind `:2,`; some systems write `;2,` or `!2,` because a colon can't be in their names.
    let flags: String

    init(_ path: SourcePath) { flags = path.isMaildirName ? Self.flags(of: path.fileName) ?? "" : "" }

    var marks: Set<MailMark> {
        var marks: Set<MailMark> = []
        if flags.contains("D") { marks.insert(.draft) }
        if flags.contains("T") { marks.insert(.deleted) }
        return marks
    }

    /// The flags in a file's name; `nil` where it has none that a Maildir gives.
    static func flags(of name: String) -> String? {
        for mark in [":2,", ";2,", "!2,"] {
            guard let info = name.firstRange(of: mark) else { continue }
            let flags = name[info.upperBound...]
            if flags.utf8.allSatisfy({ Ascii.isLetter($0) || $0 == UInt8(ascii: ",") }) {
                return String(flags)
            }
        }
        return nil
    }
}

/// Apple Mail's files: the number of bytes, the message, and a property list (`.emlx`).
enum AppleMail {
    /// Where the message lies; `nil` where the first line is no number that fits.
    static func message(in bytes: [UInt8]) -> Range<Int>? {
        guard let line = TextLines(bytes, limit: 64).first(where: { _ in true }),
            line.upperBound < bytes.count,
            let count = Int(bytes.text(line).trimmed), count > 0
        else { return nil }
        let start = line.upperBound + 1
        return start..<start + min(count, bytes.count - start)
    }
}
