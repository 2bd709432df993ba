import StudyModel

/// The text of a mail's parts and a line for each that is not text.
struct MailText {
    private(set) var paragraphs: [[UInt8]] = []
    /// `name (type, bytes)`.
    private(set) var attachments: [String] = []
    private(set) var remarks: [String] = []
    /// The first encoding that had to be guessed.
    private(set) var encoding: TextEncoding = .utf8

    init(_ mail: MailMessage) {
        if let body = mail.body { take(body) }
    }

    /// The parts' text with an empty line between them.
    var body: [UInt8] { Array(paragraphs.joined(separator: [0x0A, 0x0A])) }

    private mutating func take(_ part: MailPart) {
        switch part {
        case .multipart("alternative", let parts): take(alternatives: parts)
        case .multipart(_, let parts): for part in parts { take(part) }
        case .message(let message): take(message)
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
                attachments += other.attachments.filter { !attachments.contains($0) }
            }
        }
    }

    private init() {}

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

    /// A mail inside a mail: its headers as lines, then its text.
    private mutating func take(_ message: MailMessage) {
        var lines = ["---- Forwarded mail ----"]
        if let from = message.from { lines.append("From: \(from)") }
        if !message.to.isEmpty { lines.append("To: \(message.to.map(\.text).joined(separator: ", "))") }
        if let date = message.date { lines.append("Date: \(date.day.rawValue) \(date.time)") }
        if let subject = message.subject { lines.append("Subject: \(subject)") }
        paragraphs.append(Array(lines.joined(separator: "\n").utf8))
        if let body = message.body { take(body) }
    }

    private mutating func take(_ leaf: MailLeaf) {
        let isShown =
            switch leaf.type {
            case "text/plain", "text/html", "text/enriched", "text/richtext", "text/rfc822-headers",
                "text/markdown", "text/x-markdown", "message/delivery-status",
                "message/disposition-notification",
                "message/rfc822-headers", "message/rfc822":
                !leaf.isAttached
            case "text/calendar", "text/vcard", "text/x-vcard", "text/csv", "text/css": false
            default: leaf.type.hasPrefix("text/") && !leaf.isAttached && leaf.fileName == nil
            }
        if !isShown || leaf.fileName != nil { attachments.append(Self.line(for: leaf)) }
        guard isShown, let content = leaf.content else { return }
        let text = decoded(content, leaf)
        let readable = leaf.type == "text/html" ? HTMLText.plain(text) : text
        let trimmed = Self.trimmingEmptyLines(readable)
        if !trimmed.isEmpty { paragraphs.append(trimmed) }
    }

    private static func line(for leaf: MailLeaf) -> String {
        let name = leaf.fileName.flatMap { $0.isEmpty ? nil : $0.shortened(to: 200) } ?? "unnamed"
        return "\(name) (\(leaf.type), \(leaf.size) bytes)"
    }

    /// UTF-8 where the bytes are that; else the declared character set; else the best guess.
    private mutating func decoded(_ content: [UInt8], _ leaf: MailLeaf) -> [UInt8] {
        let isStateful = content.contains(0x1B)
        if !isStateful, !content.contains(0), String(validating: content, as: UTF8.self) != nil,
            leaf.charset.map({ !$0.lowercased().hasPrefix("utf-7") }) ?? true
        {
            return LineEnds.normalised(content)
        }
        if let charset = leaf.charset,
            !["us-ascii", "ascii", "utf-8", "utf8", ""].contains(charset.lowercased()),
            let text = MailReader.converted(content, from: charset)
        {
            return SourceText(utf8: text).bytes
        }
        let isNamedUTF8 = ["utf-8", "utf8"].contains(leaf.charset?.lowercased() ?? "")
        let guess = SourceText(guessing: content, isNamedUTF8: isNamedUTF8)
        if guess.encoding != .utf8 {
            encoding = guess.encoding
            remarks.append(
                "A part of the mail names no usable encoding; it was read as \(guess.encoding.rawValue).")
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
