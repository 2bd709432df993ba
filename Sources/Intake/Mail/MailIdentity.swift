import StudyModel

/// When two mails are one: the same Message-ID and the same text, but for what mailboxes and lists change on the way.
package enum MailIdentity {
    /// What to say beside a mail whose Message-ID another mail with a different text has.
    package static let remark =
        "Another mail of this study has the same Message-ID and a different text; both are kept."

    /// A mail's text as it is compared: without white space at the ends of lines, empty lines at the end, the mark in
    /// `>From `, and the footers that lists and mail services put under it.
    ///
    /// Equal texts are the same mail where the Message-ID is too. The SHA-256 of this text can stand for it.
    package static func comparableText(of body: String) -> String {
        var bytes = Array(body.utf8)
        let footers = MailFolds.folds(in: body).filter { $0.kind == .disclaimer && isLast($0, in: body) }
        if let first = footers.first {
            bytes = Array(String(body.unicodeScalars.prefix(first.scalars.lowerBound)).utf8)
        }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        for line in TextLines(bytes) {
            var content = bytes[line]
            while let last = content.last, last <= 0x20 { content = content.dropLast() }
            let inner = content.drop { $0 == UInt8(ascii: ">") }
            out += inner.starts(with: "From ".utf8) ? inner : content
            out.append(0x0A)
        }
        while out.last == 0x0A { out.removeLast() }
        return String(decoding: out, as: UTF8.self)
    }

    /// Whether nothing but empty lines follows a fold.
    private static func isLast(_ fold: TextFold, in body: String) -> Bool {
        body.unicodeScalars.dropFirst(fold.scalars.upperBound).allSatisfy(\.isBlank)
    }
}
