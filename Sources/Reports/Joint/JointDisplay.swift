package import StudyModel

/// A joint display: theme beside numbers beside quotations, for a study with words and figures.
package struct JointDisplay: Sendable {
    package struct Row: Sendable {
        /// The theme's names from the top.
        var names: [String]
        var meaning: String
        var passages: Int
        var records: Int
        var tables: [FilledTable]
        var quotes: [Quotation]

        package init(
            names: [String], meaning: String, passages: Int, records: Int, tables: [FilledTable],
            quotes: [Quotation]
        ) {
            self.names = names
            self.meaning = meaning
            self.passages = passages
            self.records = records
            self.tables = tables
            self.quotes = quotes
        }

        fileprivate var title: String { names.joined(separator: " / ") }

        fileprivate var extent: String {
            "\(passages.counted("passage")) in \(records.counted("record"))"
        }
    }

    private let title: String
    private let rows: [Row]

    /// - Parameter study: the study's title.
    package init(study: String, rows: [Row]) {
        title = "Themes, numbers and words: \(study)"
        self.rows = rows
    }

    /// Markdown: a section for each theme, because its tables have no cells of several lines.
    package var markdown: String {
        var out = "# \(MarkdownText.line(title))\n"
        for row in rows {
            out += "\n## \(MarkdownText.line(row.title))\n\n"
            if !row.meaning.isEmpty { out += "\(MarkdownText.line(row.meaning))\n\n" }
            out += "\(row.extent)\n"
            for table in row.tables {
                guard case .table(let caption, let head, let rows, _) = MethodsDocument.block(table) else {
                    continue
                }
                out += "\n\(MarkdownText.line(caption))\n\n"
                out += MarkdownText.table(head: head, rows: rows) { $0 == 0 }
            }
            for quote in row.quotes {
                let lines = quote.text.split(separator: "\n", omittingEmptySubsequences: false)
                    .map { "> \(MarkdownText.escaped(String($0)))" }
                out += "\n\(lines.joined(separator: "\n")) \(quote.attribution)\n"
            }
        }
        return out
    }

    /// One HTML file: a row for each theme, with its numbers and its words beside it.
    package var html: String {
        var page = HTMLPage(title: title)
        var body = "<table>\n<thead><tr>"
        body += ["Theme", "In numbers", "In their words"].map { "<th scope=\"col\">\($0)</th>" }.joined()
        body += "</tr></thead>\n<tbody>\n"
        for row in rows {
            body +=
                "<tr><th scope=\"row\">\(theme(row))</th><td>\(numbers(row))</td><td>\(words(row))</td></tr>\n"
        }
        page.markup(body + "</tbody>\n</table>")
        return page.text
    }

    private func theme(_ row: Row) -> String {
        let meaning = row.meaning.isEmpty ? "" : "<p>\(HTMLPage.escaped(row.meaning))</p>"
        return "\(HTMLPage.escaped(row.title))\(meaning)<p><small>\(row.extent)</small></p>"
    }

    private func numbers(_ row: Row) -> String {
        if row.tables.isEmpty { return "<p><small>No table is set beside it.</small></p>" }
        return row.tables.map { table in
            guard case .table(let caption, let head, let rows, _) = MethodsDocument.block(table) else {
                return ""
            }
            let top = head.map { "<th scope=\"col\">\(HTMLPage.escaped($0))</th>" }.joined()
            let lines = rows.map { cells in
                "<tr>\(cells.map { "<td>\(HTMLPage.escaped($0.replacing(" %", with: "\u{A0}%")))</td>" }.joined())</tr>"
            }
            return
                "<table><caption>\(HTMLPage.escaped(caption))</caption><thead><tr>\(top)</tr></thead><tbody>\(lines.joined())</tbody></table>"
        }.joined()
    }

    private func words(_ row: Row) -> String {
        if row.quotes.isEmpty { return "<p><small>Nothing that may be quoted.</small></p>" }
        return row.quotes.map { quote in
            let lines = quote.text.split(separator: "\n", omittingEmptySubsequences: false)
                .map { HTMLPage.escaped(String($0)) }
            return
                "<blockquote><p>\(lines.joined(separator: "<br>")) \(HTMLPage.escaped(quote.attribution))</p></blockquote>"
        }.joined()
    }
}
