package import StudyModel

/// A report of agreement as Markdown, for an appendix or a methods section.
package enum AgreementMarkdown {
    package static func text(of report: AgreementReport) -> String {
        let tables = AgreementTables(report: report)
        var out = "# \(escaped(report.title))\n"
        if !report.warnings.isEmpty { out += "\n## Before you rely on it\n\n" + list(report.warnings) }
        if let rule = report.rule {
            out += "\n## Decision rule\n\n\(escaped(rule.rule)) \(escaped(rule.sentence))\n"
        }
        if let sheet = tables.overall { out += "\n## Figures\n\n" + table(sheet) }
        if let sheet = tables.codes { out += "\n## Code by code\n\n" + table(sheet) }
        if !tables.undefined.isEmpty { out += "\nWithout a figure:\n\n" + list(tables.undefined) }
        if let sheet = tables.squares { out += "\n## Who gave each code\n\n" + table(sheet) }
        if let sheet = tables.confusion {
            out += "\n## What was taken for what\n\n\(escaped(sheet.caption))\n\n" + table(sheet)
        }
        if !tables.adjudication.isEmpty { out += "\n## Disagreements\n\n" + list(tables.adjudication) }
        out += "\n## How the figures came about\n\n"
        out += list(report.design.map { "\($0.heading): \($0.text)" })
        return out
    }

    private static func list(_ items: [String]) -> String {
        items.map { "- \(escaped($0))\n" }.joined()
    }

    private static func table(_ sheet: AgreementTables.Sheet) -> String {
        MarkdownText.table(head: sheet.head, rows: sheet.rows) { $0 == 0 || sheet.head[$0] == "What it says" }
    }

    private static func escaped(_ text: String) -> String { MarkdownText.line(text) }
}
