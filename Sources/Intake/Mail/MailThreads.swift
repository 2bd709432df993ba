package import StudyModel

/// What threading needs to know of one mail.
package struct MailThreadEntry: Hashable, Sendable {
    /// As the header gives it; only what stands between `<` and `>` counts.
    package var messageID: String?
    package var inReplyTo: String?
    package var references: [String]
    package var subject: String
    package var day: CalendarDay?
    /// `14:30:05+02:00`, as a record has it.
    package var time: String?

    package init(
        messageID: String?, inReplyTo: String? = nil, references: [String] = [], subject: String = "",
        day: CalendarDay? = nil, time: String? = nil
    ) {
        self.messageID = messageID
        self.inReplyTo = inReplyTo
        self.references = references
        self.subject = subject
        self.day = day
        self.time = time
    }

    /// Takes the details `message-id`, `in-reply-to`, `references` and `subject` of a record; the title is the
    /// subject where it was not too long for one.
    package init(details: RecordDetails, title: String, day: CalendarDay?, time: String?) {
        func text(_ key: String) -> String? {
            if case .text(let text)? = details[key] { return text }
            return nil
        }
        var references: [String] = []
        if case .list(let list)? = details["references"] { references = list }
        self.init(
            messageID: text("message-id"), inReplyTo: text("in-reply-to"), references: references,
            subject: text("subject") ?? title, day: day, time: time)
    }
}

/// The place of a mail in its thread.
package struct MailThreadPlace: Hashable, Sendable {
    /// The mail's index among the entries given.
    package var entry: Int
    /// 0 for a mail that begins a thread or whose parent is not there, one more than its parent's for an answer.
    package var depth: Int

    package init(entry: Int, depth: Int) {
        self.entry = entry
        self.depth = depth
    }
}

/// Puts mails into the conversations they belong to.
///
/// Mails are of one thread when one names the other in `References` or `In-Reply-To`, or both name the same,
/// even one that is not there, or they have the same Message-ID. A mail that names none but is a reply by its
/// subject joins the latest mail of the same subject that began a thread in the 30 days before it. Nothing is
/// joined by subject alone.
package enum MailThreads {
    /// The threads of some mails, by the time of their first mail; mails without a day come last.
    ///
    /// Every entry is in one thread, once. In a thread a parent comes before its answers, answers to one mail by
    /// their time. Takes time close to linear in the number of mails and the ids they name.
    package static func threads(of entries: [MailThreadEntry]) -> [[MailThreadPlace]] {
        var graph = MailThreadGraph(entries)
        graph.joinBySubject()
        return graph.threads()
    }

    /// The ids in a header: what stands between `<` and `>`, or the whole where it is one word with an `@`.
    static func ids(in header: String) -> [String] {
        var ids: [String] = []
        let bytes = Array(header.utf8)
        var open: Int?
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "<"), open == nil {
                open = index + 1
            } else if byte == UInt8(ascii: ">"), let start = open {
                let id = bytes[start..<index].filter { $0 > 0x20 }
                if !id.isEmpty { ids.append(String(decoding: id, as: UTF8.self)) }
                open = nil
            }
        }
        guard ids.isEmpty, bytes.contains(UInt8(ascii: "@")) else { return ids }
        let word = header.trimmed
        return word.utf8.contains { $0 <= 0x20 || $0 == UInt8(ascii: "<") } ? [] : [word]
    }
}

/// A subject without what mail programs and lists put before it.
package struct MailSubject: Hashable, Sendable {
    /// The subject people gave, in lower case.
    package let base: String
    /// Whether it begins as an answer or a mail passed on does.
    package let isReply: Bool

    /// Takes `Re:`, `AW:`, `Fwd:` and their likes in other languages away.
    ///
    /// `[list]` tags go too, and `(fwd)` at the end.
    package init(_ subject: String) {
        var rest = subject.singleLine.lowercased()[...]
        var isReply = false
        while true {
            rest = rest.drop { $0 == " " }
            if let end = Self.prefixEnd(rest) {
                rest = rest[end...]
                isReply = true
            } else if rest.first == "[", let close = rest.firstIndex(of: "]"),
                rest[rest.index(after: close)...].contains(where: { $0 != " " })
            {
                rest = rest[rest.index(after: close)...]
            } else {
                break
            }
        }
        if rest.hasSuffix("(fwd)") { rest = rest.dropLast(5) }
        base = rest.trimmed
        self.isReply = isReply
    }

    /// Behind the colon of `re:`, `re[2]:`, `aw :`.
    private static func prefixEnd(_ text: Substring) -> Substring.Index? {
        guard let colon = text.prefix(12).firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
        var word = text[..<colon]
        if let mark = word.firstIndex(where: { $0 == "[" || $0 == "(" || $0 == "^" }) { word = word[..<mark] }
        return prefixes.contains(word.trimmed) ? text.index(after: colon) : nil
    }

    private static let prefixes: Set<String> = [
        "re", "aw", "antw", "antwort", "sv", "vs", "vl", "ref", "rif", "rv", "enc", "res", "odp", "ynt",
        "fw", "fwd", "wg", "tr", "doorst", "i", "réf", "atb", "hl", "回复", "答复", "转发", "返信", "отв", "на",
    ]
}
