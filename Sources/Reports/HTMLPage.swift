/// One HTML file without scripts, pictures or anything from elsewhere, readable on paper.
struct HTMLPage {
    private var body = ""
    private let title: String
    /// What a page says of its looks beyond what all have.
    var style = ""

    init(title: String) {
        self.title = title
        body += "<h1>\(Self.escaped(title))</h1>\n"
    }

    mutating func heading(_ text: String) { body += "<h2>\(Self.escaped(text))</h2>\n" }

    /// A heading that links lead to.
    mutating func heading(_ text: String, id: String) {
        body += "<h2 id=\"\(id)\">\(Self.escaped(text))</h2>\n"
    }

    mutating func subheading(_ text: String) { body += "<h3>\(Self.escaped(text))</h3>\n" }

    mutating func paragraph(_ text: String) { body += "<p>\(Self.escaped(text))</p>\n" }

    mutating func note(_ text: String) { body += "<p><small>\(Self.escaped(text))</small></p>\n" }

    /// A passage, line by line.
    mutating func quote(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            Self.escaped(String($0))
        }
        body += "<blockquote><p>\(lines.joined(separator: "<br>\n"))</p></blockquote>\n"
    }

    /// Markup that a converter of ours made, in which people's words are words alone.
    mutating func markup(_ html: String) { body += html + "\n" }

    mutating func list(_ items: [String]) {
        body += "<ul>\n\(items.map { "<li>\(Self.escaped($0))</li>\n" }.joined())</ul>\n"
    }

    mutating func table(head: [String]?, rows: [[String]]) {
        body += "<table>\n"
        if let head { body += Self.row(head, cell: "th") }
        for row in rows { body += Self.row(row, cell: "td") }
        body += "</table>\n"
    }

    /// A table that says what it is of, with headings that screen readers name for each cell.
    ///
    /// The first cell of each row is its heading. A wide table scrolls by itself.
    mutating func table(caption: String, head: [String], rows: [[String]]) {
        body +=
            "<div role=\"region\" aria-label=\"\(Self.escaped(caption))\" tabindex=\"0\" style=\"overflow-x: auto\">\n"
        body += "<table>\n<caption>\(Self.escaped(caption))</caption>\n"
        if head.contains(where: { !$0.isEmpty }) {
            let cells = head.map { $0.isEmpty ? "<td></td>" : "<th scope=\"col\">\(Self.escaped($0))</th>" }
            body += "<thead><tr>\(cells.joined())</tr></thead>\n"
        }
        body += "<tbody>\n"
        for row in rows {
            let cells = row.dropFirst().map { "<td>\(Self.escaped($0))</td>" }.joined()
            body += "<tr><th scope=\"row\">\(Self.escaped(row.first ?? ""))</th>\(cells)</tr>\n"
        }
        body += "</tbody>\n</table>\n</div>\n"
    }

    /// A picture of ours, drawn in the page.
    ///
    /// - Parameter prefix: What its ids begin with, so that two pictures do not share any.
    mutating func picture(_ svg: String, prefix: String) {
        body += svg.replacing("id=\"title\"", with: "id=\"\(prefix)-title\"")
            .replacing("id=\"desc\"", with: "id=\"\(prefix)-desc\"")
            .replacing(
                "aria-labelledby=\"title desc\"",
                with:
                    "aria-labelledby=\"\(prefix)-title \(prefix)-desc\" style=\"max-width: 100%; height: auto\""
            )
    }

    private static func row(_ cells: [String], cell: String) -> String {
        "<tr>\(cells.map { "<\(cell)>\(escaped($0))</\(cell)>" }.joined())</tr>\n"
    }

    var text: String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>\(Self.escaped(title))</title>
        <style>
        body { font: 12pt/1.5 Georgia, serif; max-width: 42em; margin: 2em auto; padding: 0 1em; color: #111; }
        h1, h2, h3 { font-family: system-ui, sans-serif; line-height: 1.2; }
        h2 { margin-top: 2em; border-bottom: 1px solid #999; }
        table { border-collapse: collapse; width: 100%; }
        th, td { border: 1px solid #bbb; padding: .3em .5em; text-align: left; vertical-align: top; }
        blockquote { margin: .5em 0; padding-left: 1em; border-left: 3px solid #777; }
        ul { padding-left: 1.2em; }
        @media print { h3 { break-after: avoid; } blockquote, tr { break-inside: avoid; } }
        \(style)</style>
        </head>
        <body>
        \(body)</body>
        </html>

        """
    }

    /// Text as HTML: nothing in it is markup, and control characters are shown as a box.
    static func escaped(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out.append(contentsOf: "&amp;".unicodeScalars)
            case "<": out.append(contentsOf: "&lt;".unicodeScalars)
            case ">": out.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": out.append(contentsOf: "&quot;".unicodeScalars)
            case "\t", "\n": out.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}":
                out.append("\u{25A1}")
            default: out.append(scalar)
            }
        }
        return String(out)
    }
}
