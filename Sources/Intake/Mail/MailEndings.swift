import StudyModel

extension FoldMarks {
    /// How many stretches of own words are looked at, from the last: nobody signs more often.
    private static let endings = 100

    /// Marks signatures, notices and footers at the end of each stretch of a person's own words.
    mutating func markEndings() {
        markProgramSignatures()
        var end = lines.count
        var left = Self.endings
        while end > 0, left > 0 {
            guard kinds[end - 1] == nil else {
                end -= 1
                continue
            }
            var start = end
            while start > 0, kinds[start - 1] == nil, start == end || !openings.contains(start) { start -= 1 }
            markEnding(of: start..<end)
            end = start
            left -= 1
        }
    }

    /// `-----BEGIN PGP SIGNATURE-----` to its end, and the lines above a signed text.
    private mutating func markProgramSignatures() {
        var open: Int?
        for line in lines.indices where kinds[line] == nil && lines.raw(line).first == 0x2D {
            let text = lines.text(line)
            if text == "-----BEGIN PGP SIGNATURE-----" {
                open = line
            } else if text == "-----END PGP SIGNATURE-----", let first = open {
                mark(first..<line + 1, .signature)
                open = nil
            } else if text == "-----BEGIN PGP SIGNED MESSAGE-----" {
                var end = line + 1
                while end < lines.count, end < line + 5, lines.text(end).hasPrefix("Hash:") { end += 1 }
                mark(line..<end, .signature)
            }
        }
    }

    /// - Parameter part: Lines not marked yet.
    private mutating func markEnding(of part: Range<Int>) {
        var part = part
        for _ in 0..<3 {
            guard let start = Footer.start(lines, in: part) else { break }
            mark(start..<part.upperBound, .disclaimer)
            part = part.lowerBound..<start
        }
        if let start = Disclaimer.start(lines, in: part) {
            mark(start..<part.upperBound, .disclaimer)
            part = part.lowerBound..<start
        }
        if let start = Signature.start(lines, in: part) { mark(start..<part.upperBound, .signature) }
    }
}

extension FoldLines {
    /// The last lines of a part that are not empty, the last first.
    fileprivate func lastLines(_ count: Int, of part: Range<Int>) -> [Int] {
        var found: [Int] = []
        var line = part.upperBound - 1
        while line >= part.lowerBound, found.count < count {
            if !isBlank(line) { found.append(line) }
            line -= 1
        }
        return found
    }

    /// A line of ten and more dashes, underscores or their likes, or the two dashes above a signature.
    fileprivate func isRule(_ line: Int) -> Bool {
        let text = text(line)
        if text == "--" { return true }
        guard text.utf8.count >= 10 else { return false }
        return text.utf8.allSatisfy { "_-=*~# ".utf8.contains($0) }
    }
}

/// What lists and free mail services put below every mail, under a rule.
private enum Footer {
    static func start(_ lines: FoldLines, in part: Range<Int>) -> Int? {
        var text: [UInt8] = []
        for line in lines.lastLines(12, of: part) {
            if lines.isRule(line), !text.isEmpty { return words.count(in: text) > 0 ? line : nil }
            text += lines.raw(line).prefix(1000) + [0x20]
        }
        return nil
    }

    private static let words = WordFinder([
        "mailing list", "mailing-list", "unsubscribe", "listinfo", "majordomo", "google groups",
        "yahoo! groups", "yahoo! - ", "do you yahoo", "you received this message because", "subscription",
        "mailingliste", "abmelden", "se désabonner", "désinscrire", "darse de baja",
        "free email", "get your free", "sf.net email", "sponsored by", "avast", "virus-free",
    ])
}

/// Legal notices at the end.
private enum Disclaimer {
    static func start(_ lines: FoldLines, in part: Range<Int>) -> Int? {
        var start: Int?
        var end = part.upperBound
        for _ in 0..<10 {
            while end > part.lowerBound, lines.isBlank(end - 1) { end -= 1 }
            guard end > part.lowerBound else { break }
            var first = end
            while first > part.lowerBound, !lines.isBlank(first - 1), end - first < 60 { first -= 1 }
            let isRule = (first..<end).allSatisfy { !lines.hasWords($0) }
            if isRule {
                // A rule belongs to the notice below it.
                if start != nil { start = first }
            } else if isNotice(lines, first..<end) {
                start = first
            } else {
                break
            }
            end = first
        }
        return start
    }

    private static func isNotice(_ lines: FoldLines, _ range: Range<Int>) -> Bool {
        let text = Array(range.map { lines.raw($0).prefix(1000) }.joined(separator: [0x20]))
        return words.count(in: text) >= 4 || phrases.count(in: text) > 0
    }

    /// Each is said in such notices and hardly elsewhere.
    private static let phrases = WordFinder([
        "intended recipient", "intended solely for", "intended only for", "solely for the use of",
        "confidentiality notice", "legally privileged", "received this email in error",
        "received this e-mail in error", "received this message in error", "received it in error",
        "before printing this", "environment before printing", "this email has been scanned",
        "this message has been scanned", "virus-free", "registered charity", "registered in england",
        "registered office", "irrtümlich erhalten", "unbefugte weitergabe", "vertrauliche und/oder",
        "handelsregister", "destinataire de ce message", "reçu ce message par erreur",
        "niet de geadresseerde", "uitsluitend bestemd voor", "destinatario de este", "por error",
        "avant d'imprimer", "bevor sie diese e-mail", "document is confidential",
        "your use of yahoo! groups",
    ])
    private static let words = WordFinder([
        "confidential", "privileged", "intended", "recipient", "addressee", "disclos", "in error", "delete",
        "unauthori", "viruses", "liability", "liable", "notify", "sender", "copying", "prohibited",
        "distribution", "views expressed", "vertraulich", "confidentiel", "vertrouwelijk", "confidencial",
    ])
}

/// A person's signature under two dashes, or a telephone's line.
private enum Signature {
    static func start(_ lines: FoldLines, in part: Range<Int>) -> Int? {
        var start: Int?
        let last = lines.lastLines(24, of: part)
        for (count, line) in last.enumerated() where count > 0 {
            // With its space it is what RFC 3676 §4.3 calls a signature; without, it may be a dash.
            let raw = lines.raw(line)
            let isExact = raw.elementsEqual("-- ".utf8) || raw.elementsEqual("- -- ".utf8)
            let isLoose = raw.elementsEqual("--".utf8) || raw.elementsEqual("--\u{A0}".utf8)
            if isExact && count <= 20 || isLoose && count <= 10 { start = line }
        }
        if let start { return start }
        if let line = last.first, isProgram(lines.text(line)) { return line }
        return last.prefix(3).last { isPhone(lines.text($0)) }
    }

    private static func isPhone(_ line: String) -> Bool {
        let text = line.lowercased().drop { "*_>- ".contains($0) }
        guard text.unicodeScalars.count <= 120 else { return false }
        return phones.contains { text.hasPrefix($0) }
            || text.hasPrefix("von meinem ") && (text.contains("gesendet") || text.contains("versendet"))
    }

    /// `Sent with` a program, as the last line and not in a sentence.
    private static func isProgram(_ line: String) -> Bool {
        let text = line.lowercased()
        let isSent = text.hasPrefix("sent with ") || text.hasPrefix("sent via ")
        return isSent && text.unicodeScalars.count <= 90 && (text.contains("http") || !text.hasSuffix("."))
    }

    private static let phones = [
        "sent from my ", "sent from mail for ", "sent from outlook", "sent from yahoo", "sent from proton",
        "sent from samsung", "get outlook for ", "get bluemail",
        "von meinem iphone", "gesendet von ", "gesendet mit ", "holen sie sich outlook", "envoyé de mon ",
        "envoyé depuis ", "envoyé à partir de ", "verstuurd vanaf ", "verzonden vanaf ", "verzonden met ",
        "enviado desde ", "enviado do meu ", "enviado a partir", "inviato da ", "inviato dal ",
        "skickat från ", "sendt fra ", "lähetetty ", "wysłane z ", "отправлено с ",
    ]
}
