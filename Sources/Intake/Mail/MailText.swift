import StudyModel

/// The text of a mail's parts, the files that came with it, and what its calendar and delivery parts say.
struct MailText {
    private(set) var paragraphs: [[UInt8]] = []
    private(set) var attachments: [MailAttachment] = []
    private(set) var events: [CalendarEvent] = []
    /// What a mail system reports about another mail, where this mail is such a report.
    private(set) var report: DeliveryReport?
    private(set) var remarks: [String] = []
    /// The first encoding that had to be guessed.
    private(set) var encoding: TextEncoding = .utf8
    /// How many forwarded mails the part at hand is inside of, and how many the text shows as not ended.
    private var level = 0
    private var openLevels = 0

    init(_ mail: MailMessage) {
        if let body = mail.body { take(body) }
        if !events.isEmpty { endForwarded() }
        for event in events { paragraphs.append(Array(event.lines.joined(separator: "\n").utf8)) }
    }

    private init() {}

    /// The parts' text with an empty line between them.
    var body: [UInt8] { Array(paragraphs.joined(separator: [0x0A, 0x0A])) }

    private mutating func take(_ part: MailPart) {
        switch part {
        case .multipart("alternative", let parts): take(alternatives: parts)
        case .multipart("encrypted", let parts):
            remark("The mail is encrypted; its text can't be read.")
            let before = attachments.count
            for part in parts { take(part) }
            attachments[before...] = ArraySlice(attachments[before...].map(\.unread))
        case .multipart(_, let parts): for part in parts { take(part) }
        case .message(let message, let holder): take(message, in: holder)
        case .leaf(let leaf): take(leaf)
        }
    }

    /// Of alternatives the plain text, else the one that gives most text; what the others attach is named.
    private mutating func take(alternatives parts: [MailPart]) {
        var chosen = parts.firstIndex { Self.holds("text/plain", $0) }
        if let index = chosen {
            var plain = MailText()
            plain.take(parts[index])
            if plain.isBlank { chosen = nil }
        }
        chosen = chosen ?? parts.firstIndex { Self.holds("text/html", $0) } ?? parts.indices.first
        for (index, part) in parts.enumerated() {
            if index == chosen {
                take(part)
            } else {
                var other = MailText()
                other.take(part)
                let known = Set(attachments.map(\.line))
                // Without a name it is the same text in another form.
                attachments += other.attachments.filter { !known.contains($0.line) }
                    .map { $0.name == nil ? $0.unread : $0 }
                add(other.events)
            }
        }
    }

    private var isBlank: Bool {
        paragraphs.allSatisfy { $0.allSatisfy { $0 == 0x20 || (9...13).contains($0) } }
    }

    private static func holds(_ type: String, _ part: MailPart) -> Bool {
        switch part {
        case .leaf(let leaf): leaf.type == type && !leaf.isAttached
        case .multipart(_, let parts): parts.contains { holds(type, $0) }
        case .message: false
        }
    }

    private mutating func remark(_ sentence: String) {
        if !remarks.contains(sentence) { remarks.append(sentence) }
    }

    // MARK: Mails inside the mail

    /// The line above a mail inside a mail, and the one before anything else that follows it.
    static let forwarded = "---- Forwarded mail ----"
    static let endOfForwarded = "---- End of forwarded mail ----"

    /// Its headers as lines, then its text.
    private mutating func take(_ message: MailMessage, in holder: MailHolder) {
        if holder.isAttached || holder.fileName != nil {
            let name = AttachmentName.safe(holder.fileName)
            attachments.append(MailAttachment(name: name, type: "message/rfc822", size: holder.size))
        }
        endForwarded()
        level += 1
        openLevels = level
        var lines = [Self.forwarded]
        if let from = message.from { lines.append("From: \(from)") }
        if !message.to.isEmpty { lines.append("To: \(message.to.map(\.text).joined(separator: ", "))") }
        if let date = message.date { lines.append("Date: \(date.day.rawValue) \(date.time)") }
        if let subject = message.subject { lines.append("Subject: \(subject)") }
        paragraphs.append(Array(lines.joined(separator: "\n").utf8))
        if let body = message.body { take(body) }
        level -= 1
    }

    /// Says where forwarded mails end, before something else is shown.
    private mutating func endForwarded() {
        while openLevels > level {
            paragraphs.append(Array(Self.endOfForwarded.utf8))
            openLevels -= 1
        }
    }

    private mutating func show(_ text: [UInt8]) {
        let trimmed = Self.trimmingEmptyLines(text)
        guard !trimmed.isEmpty else { return }
        endForwarded()
        paragraphs.append(trimmed)
    }

    // MARK: Leaves

    private mutating func take(_ leaf: MailLeaf) {
        switch leaf.type {
        case "message/delivery-status" where report == nil: report = DeliveryReport(leaf.content)
        case "message/disposition-notification":
            remark("The mail is a receipt: it says that a mail was read.")
        case "application/ms-tnef", "application/vnd.ms-tnef":
            remark("The mail holds winmail.dat, in which Outlook packs text and files; it was not opened.")
        case "application/pkcs7-mime", "application/x-pkcs7-mime":
            remark("The mail is encrypted or packed with its signature (smime.p7m); that was not opened.")
        default: break
        }
        if Self.isCalendar(leaf) { add(CalendarEvent.events(in: decoded(leaf))) }
        let isShown = Self.isShown(leaf)
        if !isShown || leaf.fileName != nil { attachments.append(attachment(leaf, isShown: isShown)) }
        guard isShown, !leaf.content.isEmpty else { return }
        var text = decoded(leaf)
        if leaf.type == "text/html" {
            text = HTMLText.plain(text)
        } else if leaf.type == "text/plain" {
            text = extractingFiles(from: text)
            if leaf.isFlowed { text = FlowedText.unwrapped(text, deletingSpace: leaf.deletesSpace) }
        }
        show(text)
    }

    private static func isShown(_ leaf: MailLeaf) -> Bool {
        if leaf.isAttached { return false }
        switch leaf.type {
        case "text/plain", "text/html", "text/enriched", "text/richtext", "text/rfc822-headers",
            "text/markdown", "text/x-markdown", "message/delivery-status", "message/disposition-notification",
            "message/rfc822-headers", "message/rfc822":
            return true
        case "text/calendar", "text/vcard", "text/x-vcard", "text/directory", "text/csv", "text/css",
            "text/x-amp-html":
            return false
        default: return leaf.type.hasPrefix("text/") && leaf.fileName == nil
        }
    }

    private static func isCalendar(_ leaf: MailLeaf) -> Bool {
        leaf.type == "text/calendar" || leaf.type == "application/ics"
            || leaf.fileName?.lowercased().hasSuffix(".ics") ?? false
    }

    private mutating func add(_ found: [CalendarEvent]) {
        for event in found where events.count < MailLimits.events {
            let isKnown = events.contains { $0.uid == event.uid && $0.start == event.start }
            if !isKnown { events.append(event) }
        }
    }

    private func attachment(_ leaf: MailLeaf, isShown: Bool) -> MailAttachment {
        let name = AttachmentName.safe(leaf.fileName)
        var attachment = MailAttachment(name: name, type: leaf.type, size: leaf.size)
        if !isShown, !leaf.content.isEmpty, !MailAttachment.isLeftOut(type: leaf.type, name: name) {
            attachment.content = MailCharset.text(of: leaf) ?? leaf.content
        }
        return attachment
    }

    private mutating func extractingFiles(from text: [UInt8]) -> [UInt8] {
        let (rest, files) = Uuencode.extracted(from: text)
        for file in files {
            let name = AttachmentName.safe(file.name)
            var found = MailAttachment(name: name, type: "application/octet-stream", size: file.content.count)
            if !MailAttachment.isLeftOut(type: found.type, name: name) { found.content = file.content }
            attachments.append(found)
        }
        return rest
    }

    /// UTF-8 where the bytes are that; else the declared character set; else the best guess.
    private mutating func decoded(_ leaf: MailLeaf) -> [UInt8] {
        let content = leaf.content
        let isNamedUTF7 = leaf.charset?.lowercased().hasPrefix("utf-7") ?? false
        if !content.contains(0x1B), !content.contains(0), !isNamedUTF7,
            String(validating: content, as: UTF8.self) != nil
        {
            return LineEnds.normalised(content)
        }
        if let text = MailCharset.text(of: leaf) { return text }
        let isNamedUTF8 = ["utf-8", "utf8"].contains(leaf.charset?.lowercased() ?? "")
        let guess = SourceText(guessing: content, isNamedUTF8: isNamedUTF8)
        if guess.encoding != .utf8 {
            encoding = guess.encoding
            remark("A part of the mail names no usable encoding; it was read as \(guess.encoding.rawValue).")
        }
        remarks += guess.encoding == .utf8 ? guess.remarks : []
        return guess.bytes
    }

    private static func trimmingEmptyLines(_ text: [UInt8]) -> [UInt8] {
        guard let first = text.firstIndex(where: { $0 != 0x0A }),
            let last = text.lastIndex(where: { $0 != 0x0A && $0 != 0x20 })
        else { return [] }
        return Array(text[first...last])
    }
}
