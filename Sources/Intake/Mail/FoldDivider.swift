import StudyModel

/// Lines that mail programs put between a person's words and an older mail below them.
enum FoldDivider {
    /// Whether an older mail begins at a line; `start` is the line itself or a rule right above it.
    static func begins(_ lines: FoldLines, at line: Int) -> (start: Int, kind: TextFold.Kind)? {
        guard !lines.isBlank(line), !lines.isQuoted(line) else { return nil }
        if let kind = marker(lines, at: line) { return (line, kind) }
        guard headLength(lines, at: line) > 0 else { return nil }
        // In the middle of other lines it is no head of a mail but part of something that lists one.
        let isFirst = line == 0 || lines.isBlank(line - 1)
        var above = line - 1
        if above >= 0, lines.isBlank(above) { above -= 1 }
        let hasRule = above >= 0 && isRule(lines, at: above)
        guard isFirst || hasRule else { return nil }
        if hasRule { return (above, .quote) }
        return (Attribution.start(lines, before: line) { _ in true } ?? line, .quote)
    }

    /// Behind the divider and the header lines below it.
    static func behindHead(_ lines: FoldLines, at line: Int) -> Int {
        let length = headLength(lines, at: line)
        if length > 0 { return line + length }
        var next = line + 1
        while next < lines.count, next < line + 4, lines.isBlank(next) { next += 1 }
        return next < lines.count ? next + headLength(lines, at: next) : next
    }

    /// Where the older mail ends: at the line this product puts there, or with the text.
    static func end(_ lines: FoldLines, from line: Int) -> Int {
        guard lines.text(line) == MailText.forwarded else { return lines.count }
        var depth = 0
        for next in line..<lines.count where lines.raw(next).first == 0x2D {
            let text = lines.text(next)
            if text == MailText.forwarded { depth += 1 }
            if text == MailText.endOfForwarded { depth -= 1 }
            if depth == 0 { return next + 1 }
        }
        return lines.count
    }

    // MARK: Markers

    private static func marker(_ lines: FoldLines, at line: Int) -> TextFold.Kind? {
        let raw = lines.raw(line)
        guard raw.count < 120, let first = raw.first(where: { !Ascii.isSpace($0) }) else { return nil }
        let isDashed = first == 0x2D || first == 0x5F
        guard isDashed || Ascii.lowercased(first) == UInt8(ascii: "b") else { return nil }
        let text = lines.text(line).lowercased()
        if !isDashed { return text == "begin forwarded message:" ? .forwarded : nil }
        let words = text.trimmingDashes
        guard text.utf8.count >= words.utf8.count + 3 else { return nil }
        if originals.contains(words) { return .quote }
        return forwards.contains { words.hasPrefix($0) } ? .forwarded : nil
    }

    /// A line of dashes or underscores.
    private static func isRule(_ lines: FoldLines, at line: Int) -> Bool {
        let raw = lines.raw(line)
        return raw.count >= 3 && raw.allSatisfy { $0 == 0x5F || $0 == 0x2D || $0 == 0x20 || $0 == 0x0D }
    }

    private static let originals: Set<String> = [
        "original message", "original-nachricht", "ursprüngliche nachricht", "ursprüngliche mail",
        "message d'origine", "message original", "oorspronkelijk bericht", "mensaje original",
        "messaggio originale", "mensagem original", "ursprungligt meddelande", "oprindelig meddelelse",
        "opprinnelig melding", "reply message", "original appointment", "reply separator",
    ]
    private static let forwards = [
        "forwarded message", "forwarded mail", "forwarded by", "weitergeleitete nachricht",
        "message transféré", "doorgestuurd bericht", "mensaje reenviado", "messaggio inoltrato",
        "mensagem encaminhada", "vidarebefordrat meddelande",
    ]

    // MARK: Header lines

    /// How many lines of a mail's head stand at a line; 0 where it is none.
    ///
    /// A head begins with who it is from and holds a subject, and a date or to whom it went. Long lists of
    /// addresses may run over lines.
    private static func headLength(_ lines: FoldLines, at line: Int) -> Int {
        guard key(lines, line) == .from else { return 0 }
        var found: Set<HeadKey> = []
        var last = line
        var next = line
        while next < lines.count, next < line + 14, !lines.isBlank(next) {
            if let key = key(lines, next) {
                found.insert(key)
                last = next
            } else if next > last + 3 {
                break
            }
            next += 1
        }
        let isHead = found.contains(.subject) && (found.contains(.date) || found.contains(.to))
        return isHead ? last - line + 1 : 0
    }

    private enum HeadKey {
        case from
        case date
        case to
        case subject
        case copy
    }

    private static func key(_ lines: FoldLines, _ line: Int) -> HeadKey? {
        let head = lines.raw(line).prefix(40)
        guard let colon = head.firstIndex(of: UInt8(ascii: ":")), !lines.isQuoted(line) else { return nil }
        let word = String(decoding: head[..<colon], as: UTF8.self).lowercased()
        return keys[word.trimmed.filter { $0 != "*" && $0 != "_" && $0 != "|" }.trimmed]
    }

    private static let keys: [String: HeadKey] = [
        "from": .from, "von": .from, "de": .from, "van": .from, "da": .from, "från": .from, "fra": .from,
        "date": .date, "sent": .date, "datum": .date, "gesendet": .date, "envoyé": .date, "verzonden": .date,
        "enviado": .date, "enviado el": .date, "fecha": .date, "inviato": .date, "data": .date,
        "skickat": .date, "sendt": .date, "dato": .date, "date/time": .date, "enviada em": .date,
        "to": .to, "an": .to, "à": .to, "aan": .to, "para": .to, "a": .to, "till": .to, "til": .to,
        "subject": .subject, "betreff": .subject, "objet": .subject, "onderwerp": .subject,
        "asunto": .subject, "oggetto": .subject, "assunto": .subject, "ämne": .subject, "emne": .subject,
        "cc": .copy, "bcc": .copy, "reply-to": .copy, "importance": .copy, "kopie": .copy,
        "attachments": .copy,
    ]
}

extension String {
    /// Without dashes, underscores and white space at both ends.
    fileprivate var trimmingDashes: String {
        let isDash: (Character) -> Bool = { $0 == "-" || $0 == "_" || $0 == " " }
        let rest = drop(while: isDash)
        guard let last = rest.lastIndex(where: { !isDash($0) }) else { return "" }
        return String(rest[...last])
    }
}
