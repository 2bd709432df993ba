package import StudyModel

/// A report of agreement as one HTML file, with its pictures drawn in it.
package enum AgreementPage {
    package static func html(of report: AgreementReport) -> String {
        let tables = AgreementTables(report: report)
        var page = HTMLPage(title: report.title)
        if !report.warnings.isEmpty {
            page.heading("Before you rely on it")
            page.list(report.warnings)
        }
        if let rule = report.rule {
            page.heading("Decision rule")
            page.paragraph("\(rule.rule) \(rule.sentence)")
        }
        page.add(tables.overall, heading: "Figures")
        if let picture = ForestPlot.svg(of: report) { page.picture(picture, prefix: "forest") }
        page.add(tables.codes, heading: "Code by code")
        if !tables.undefined.isEmpty {
            page.paragraph("Without a figure:")
            page.list(tables.undefined)
        }
        page.add(tables.squares, heading: "Who gave each code")
        page.add(tables.confusion, heading: "What was taken for what")
        if !tables.adjudication.isEmpty {
            page.heading("Disagreements")
            page.list(tables.adjudication)
        }
        page.heading("How the figures came about")
        page.table(
            caption: "Data, coders, units and formulas", head: ["", ""],
            rows: report.design.map { [$0.heading, $0.text] })
        return page.text
    }
}

extension HTMLPage {
    fileprivate mutating func add(_ sheet: AgreementTables.Sheet?, heading: String) {
        guard let sheet else { return }
        self.heading(heading)
        table(caption: sheet.caption, head: sheet.head, rows: sheet.rows)
    }
}
