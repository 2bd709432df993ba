package import StudyModel

/// A version of a report draft as it is given to people: to read, or to comment on.
package struct DraftDocument: Sendable {
    /// What makes a document one for comments.
    package struct Asking: Sendable {
        package var audience: [String]
        package var due: CalendarDay
        package var token: String

        package init(audience: [String], due: CalendarDay, token: String) {
            self.audience = audience
            self.due = due
            self.token = token
        }
    }

    package var study: String
    package var title: String
    package var version: Int
    package var day: CalendarDay
    package var asking: Asking?

    package init(study: String, title: String, version: Int, day: CalendarDay, asking: Asking? = nil) {
        self.study = study
        self.title = title
        self.version = version
        self.day = day
        self.asking = asking
    }

    // MARK: Numbers of paragraphs

    /// What stands before a paragraph on its way through a converter: its number between two characters that no text has.
    package static func mark(_ number: Int) -> String { "\u{E000}\(number)\u{E001}" }

    /// A text in which each mark is as `made` makes it of its number.
    private static func marking(_ text: String, _ made: (Substring) -> String) -> String {
        var out = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "\u{E000}") {
            out += rest[..<start]
            let number = rest[start...].dropFirst().prefix { $0.isASCII && $0.isNumber }
            let isMark = !number.isEmpty && rest[number.endIndex...].first == "\u{E001}"
            out += isMark ? made(number) : ""
            rest = isMark ? rest[number.endIndex...].dropFirst() : rest[start...].dropFirst()
        }
        return out + rest
    }

    // MARK: As a page

    /// One HTML file that needs nothing from elsewhere and can be printed.
    ///
    /// - Parameters:
    ///   - markup: the text, converted, with its marks.
    ///   - isForWord: whether numbers of paragraphs are raised, which is what comes back from Word.
    package func html(_ markup: String, isForWord: Bool = false) -> String {
        var page = HTMLPage(title: title)
        page.note(head)
        for paragraph in introduction { page.paragraph(paragraph) }
        page.markup(
            Self.marking(Self.tame(markup)) { number in
                isForWord ? "<sup>\(number)</sup>" : "<span class=\"number\">\(number)</span>"
            })
        let text = page.text.replacing("</style>", with: Self.style + "</style>")
        // Word files get their title from the head of the page.
        guard isForWord, let start = text.firstRange(of: "<h1>"), let end = text.firstRange(of: "</h1>\n")
        else {
            return text
        }
        return String(text[..<start.lowerBound] + text[end.upperBound...])
    }

    private static let style = """
        .number { float: left; margin-left: -2.6em; width: 2em; text-align: right; color: #555; font: 9pt/1.9 system-ui, sans-serif; }
        blockquote .number { margin-left: -3.9em; }
        li .number { margin-left: -3.9em; }
        h1 { margin-bottom: .2em; }
        td[style*="right"], th[style*="right"] { text-align: right; white-space: nowrap; }
        table { font-size: 10pt; margin: 1em 0; }
        .footnotes { font-size: 10pt; margin-top: 2em; }
        @page { size: A4; margin: 2.2cm 2.4cm 2.4cm; @bottom-right { content: counter(page) " / " counter(pages); font: 9pt sans-serif; } }
        @media print { body { margin: 0 0 0 2em; max-width: none; padding: 0; font-size: 11pt; } h2, h3 { break-after: avoid; } }

        """

    /// Markup whose links lead to pages, mail and places of its own alone.
    private static func tame(_ markup: String) -> String {
        var out = ""
        var rest = markup[...]
        while let start = rest.firstRange(of: "href=\"") {
            out += rest[..<start.upperBound]
            rest = rest[start.upperBound...]
            let address = rest.prefix { $0 != "\"" }.lowercased()
            let isTame = ["http://", "https://", "mailto:", "#"].contains { address.hasPrefix($0) }
            if !isTame { rest = rest.drop { $0 != "\"" } }
            if !isTame { out += "#" }
        }
        return out + rest
    }

    /// Whether markup shows a picture, which would have to come from elsewhere.
    package static func hasPicture(_ markup: String) -> Bool { markup.contains("<img") }

    // MARK: As the text of an e-mail

    /// The same as the text of an e-mail, its subject on the first line.
    ///
    /// - Parameter markdown: the text with its marks.
    package func mail(_ markdown: String) -> String {
        var lines = ["Subject: \(title)\(asking.map { " " + $0.token } ?? "")", ""]
        lines += FeedbackWords.wrapped(head) + [""]
        lines += introduction.flatMap { FeedbackWords.wrapped($0) + [""] }
        let text = DraftMarkdown.plain(Self.marking(markdown) { "[\($0)]" })
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            lines += line.hasPrefix("|") ? [String(line)] : FeedbackWords.wrapped(String(line))
        }
        return lines.joined(separator: "\n")
    }

    /// The text as Markdown below its title.
    package func markdown(_ text: String) -> String {
        let title = "# \(MarkdownText.line(title))\n\n\(MarkdownText.line(head))\n\n"
        return title + Self.marking(text) { "[\($0)]" }
    }

    // MARK: Words

    private var head: String {
        let whose = asking.map { " For \(FeedbackWords.audience($0.audience))." } ?? ""
        return "\(study). Version \(version) of \(FeedbackWords.day(day)).\(whose)"
    }

    /// What a mail begins with that is the draft itself and no comment on it.
    package static let opening = "This is a draft of a report, and nothing in it is settled yet."

    private var introduction: [String] {
        guard let asking else { return [] }
        return [
            """
            \(Self.opening) Please tell us what is wrong, what is missing, and whether anybody could be recognised. Each \
            paragraph has a number: say which one you mean.
            """,
            """
            Write comments into the Word file, or answer by e-mail with the number before what you say, such as '7: this \
            holds for one practice only'. Please answer by \(FeedbackWords.day(asking.due)), leave \(asking.token) in the \
            subject and in the file, and don't name anybody. We tell you what became of it.
            """,
        ]
    }
}
