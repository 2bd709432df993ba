import StudyModel

extension BoardReport {
    /// The board as one HTML file without scripts or anything from elsewhere: its columns beside each other, cards as they hang.
    package var html: String {
        let escaped = HTMLPage.escaped
        var body =
            "<h1>\(escaped(title))</h1>\n<p class=\"note\">\(escaped(study)). Workshop on \(day.rawValue).</p>\n"
        body += "<main class=\"board\" tabindex=\"0\" role=\"region\" aria-label=\"Board\">\n"
        for column in columns {
            body +=
                "<section>\n<h2>\(escaped(column.name)) <small>\(column.cards.count + column.withheld)</small></h2>\n<ul>\n"
            body += column.cards.map(Self.item).joined()
            body += "</ul>\n"
            if column.withheld > 0 { body += "<p class=\"note\">\(Self.withheld(column.withheld))</p>\n" }
            body += "</section>\n"
        }
        body += "</main>\n" + priorities
        return Self.page(title: escaped(title), body: body)
    }

    private static func item(_ card: CardView) -> String {
        let escaped = HTMLPage.escaped
        let words = card.text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { escaped(String($0)) }.joined(separator: "<br>\n")
        let notes = notes(on: card)
        return "<li>\(words)" + (notes.isEmpty ? "" : "<small>\(escaped(notes))</small>") + "</li>\n"
    }

    private var priorities: String {
        let escaped = HTMLPage.escaped
        var text = ""
        let clusters = rankedClusters
        if !clusters.isEmpty {
            text +=
                "<h2>Clusters</h2>\n<table>\n<tr><th>Rank</th><th>Cluster</th><th>Cards</th><th>Votes</th></tr>\n"
            for cluster in clusters {
                text +=
                    "<tr><td>\(cluster.rank?.text ?? "")</td><td>\(escaped(cluster.name))</td><td>\(cluster.cards)</td><td>\(cluster.votes)</td></tr>\n"
            }
            text += "</table>\n"
        }
        let cards = rankedCards(Self.listed)
        if !cards.isEmpty {
            text +=
                "<h2>Cards with most votes</h2>\n<table>\n<tr><th>Rank</th><th>Card</th><th>Votes</th></tr>\n"
            for card in cards {
                text +=
                    "<tr><td>\(card.rank?.text ?? "")</td><td>\(escaped(card.text))</td><td>\(card.votes)</td></tr>\n"
            }
            text += "</table>\n<p class=\"note\">\(Self.rankNote)</p>\n"
        }
        return text
    }

    private static func page(title: String, body: String) -> String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>\(title)</title>
        <style>
        body { font: 15px/1.45 system-ui, sans-serif; margin: 2em; color: #111; }
        h1 { font-size: 1.6em; margin: 0 0 .2em; }
        h2 { font-size: 1.1em; margin: 0 0 .6em; }
        h2 small, .note { color: #555; font-weight: normal; }
        body > h2 { margin-top: 2em; }
        .board { display: flex; gap: 1em; overflow-x: auto; align-items: flex-start; margin-top: 1.2em; }
        .board section { flex: 1 0 15em; max-width: 24em; background: #f1f1ee; border-radius: 6px; padding: .9em; }
        .board ul { list-style: none; margin: 0; padding: 0; }
        .board li { background: #fff7c2; border: 1px solid #c9b95a; border-radius: 4px; padding: .6em .7em;
          margin-bottom: .6em; overflow-wrap: anywhere; }
        .board li small { display: block; margin-top: .4em; color: #444; }
        table { border-collapse: collapse; max-width: 60em; }
        th, td { border: 1px solid #bbb; padding: .3em .6em; text-align: left; vertical-align: top; }
        @media print { body { margin: 0; } .board { flex-wrap: wrap; overflow: visible; } .board li { break-inside: avoid; } }
        </style>
        </head>
        <body>
        \(body)</body>
        </html>

        """
    }

    /// The board as Markdown.
    package var markdown: String {
        let escaped = MarkdownText.escaped
        var lines = ["# \(escaped(title))", "", "\(escaped(study)). Workshop on \(day.rawValue)."]
        for column in columns {
            lines += ["", "## \(escaped(column.name))", ""]
            for card in column.cards {
                let notes = Self.notes(on: card)
                let words = card.text.split(separator: "\n").map { escaped(String($0)) }
                    .joined(separator: "  \n  ")
                lines.append("- \(words)" + (notes.isEmpty ? "" : " *\(escaped(notes))*"))
            }
            if column.withheld > 0 { lines.append("- *\(Self.withheld(column.withheld))*") }
        }
        if !clusters.isEmpty {
            lines += ["", "## Clusters", "", "| Rank | Cluster | Cards | Votes |", "|---|---|---|---|"]
            for cluster in rankedClusters {
                lines.append(
                    "| \(cluster.rank?.text ?? "") | \(escaped(cluster.name)) | \(cluster.cards) | \(cluster.votes) |"
                )
            }
        }
        if columns.contains(where: { $0.cards.contains { $0.votes > 0 } }) { lines += ["", Self.rankNote] }
        return lines.joined(separator: "\n") + "\n"
    }
}
