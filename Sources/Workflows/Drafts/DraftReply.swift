internal import StudyModel

/// A part of a mail that comments on a report draft.
package struct DraftReply: Hashable, Sendable {
    /// The paragraph it is about, and the last of several; the whole text without.
    package var from: Int?
    package var to: Int?
    /// As it was written, without the number.
    package var text: String

    /// Reads comments by e-mail, without what the mail quotes.
    ///
    /// A line that begins with the number of a paragraph begins a comment on it: `7: …`, `[7] …`, `para 7-9: …`. What stands above
    /// the first such line is a comment on the whole.
    ///
    /// - Parameters:
    ///   - body: the text of the mail.
    ///   - paragraphs: how many the version has.
    /// - Returns: none for a mail without words of its own.
    package static func parts(of body: String, paragraphs: Int) -> [DraftReply] {
        var parts: [DraftReply] = []
        for line in CycleReply.ownLines(of: body) {
            if let (from, to, rest) = start(of: line, paragraphs) {
                parts.append(DraftReply(from: from, to: to, text: String(rest)))
            } else if parts.isEmpty {
                parts.append(DraftReply(text: String(line)))
            } else {
                parts[parts.count - 1].text += "\n" + line
            }
        }
        return parts.compactMap { part in
            var part = part
            part.text = trimmed(part.text)
            return part.text.isEmpty ? nil : part
        }
    }

    private static func trimmed(_ text: String) -> String {
        let start = text.drop(while: \.isWhitespace)
        let whole = start.lastIndex { !$0.isWhitespace }.map { String(start[...$0]) } ?? ""
        return String(whole.unicodeScalars.prefix(ReportDraft.longestText))
    }

    /// The paragraphs that a line begins with, and what stands behind.
    private static func start(
        of line: Substring, _ paragraphs: Int
    ) -> (from: Int, to: Int?, rest: Substring)? {
        var rest = line.drop { $0 == " " }
        let word = rest.prefix { $0.isLetter }.lowercased()
        if ["para", "paragraph", "paras", "paragraphs", "p"].contains(word) {
            rest = rest.dropFirst(word.count).drop { $0 == " " || $0 == "." }
        } else if !word.isEmpty {
            return nil
        }
        let isBracketed = rest.first == "["
        if isBracketed { rest = rest.dropFirst() }
        guard let from = number(&rest) else { return nil }
        var to: Int?
        if let dash = rest.first, "-\u{2013}".contains(dash) {
            var behind = rest.dropFirst()
            to = number(&behind)
            if to != nil { rest = behind }
        }
        guard let end = rest.first, isBracketed ? end == "]" : ":).".contains(end) else { return nil }
        guard (1...max(1, paragraphs)).contains(from), (from...max(from, paragraphs)).contains(to ?? from)
        else { return nil }
        rest = rest.dropFirst().drop { ": ".contains($0) }
        return (from, to, rest)
    }

    private static func number(_ rest: inout Substring) -> Int? {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard (1...5).contains(digits.count), let number = Int(digits) else { return nil }
        rest = rest[digits.endIndex...]
        return number
    }
}
