package import StudyModel

/// Quotations by code, for a report or an appendix.
package struct QuotesPage: Sendable {
    private let title: String
    private let query: String
    private let quotes: [Quotation]

    /// - Parameters:
    ///   - title: the study's.
    ///   - query: what they were found by.
    ///   - quotes: in the order in which they are to stand below their code.
    package init(title: String, query: String, quotes: [Quotation]) {
        self.title = title
        self.query = query
        self.quotes = quotes
    }

    /// The codes in the order of the frame, those found by words alone last.
    private var groups: [(code: CodePath?, quotes: [Quotation])] {
        let codes = Set(quotes.compactMap(\.code)).sorted()
        let groups = (codes.map(Optional.some) + [nil]).map { code in
            (code, quotes.filter { $0.code == code })
        }
        return groups.filter { !$0.1.isEmpty }
    }

    private func heading(_ code: CodePath?) -> String {
        code.map { $0.parts.joined(separator: " / ") } ?? "Without a code"
    }

    /// One file without scripts or anything from elsewhere.
    package var html: String {
        var page = HTMLPage(title: "Quotations: \(title)")
        page.note("Found by: \(query). \(quotes.count) quotations.")
        for (code, quotes) in groups {
            page.heading(heading(code))
            for quote in quotes { page.quote("\(quote.text) \(quote.attribution)") }
        }
        return page.text
    }

    /// Markdown that says the same.
    package var markdown: String {
        var lines = [
            "# Quotations: \(MarkdownText.escaped(title))", "",
            "Found by: \(MarkdownText.escaped(query)). \(quotes.count) quotations.", "",
        ]
        for (code, quotes) in groups {
            lines += ["## \(MarkdownText.escaped(heading(code)))", ""]
            for quote in quotes {
                let text = quote.text.split(separator: "\n", omittingEmptySubsequences: false)
                    .map { "> \(MarkdownText.escaped(String($0)))" }.joined(separator: "\n")
                lines += ["\(text) \(quote.attribution)", ""]
            }
        }
        return lines.joined(separator: "\n")
    }

    /// A row for each quotation, below a row of headings.
    package var table: [[String]] {
        let rows = quotes.map { quote in
            [
                quote.code?.rawValue ?? "", quote.text, quote.who, quote.day.rawValue, quote.kind.rawValue,
                quote.record.rawValue, "\(quote.span.lowerBound)", "\(quote.span.upperBound)",
                quote.coders.joined(separator: " "),
            ]
        }
        return [["code", "quote", "who", "date", "kind", "record", "start", "end", "coders"]] + rows
    }
}
