package import StudyModel

/// The counts of a methods section as a document, to be read as Markdown or as one HTML file.
package struct MethodsDocument {
    enum Block: Equatable {
        case heading(String)
        case paragraph(String)
        case list([String])
        /// The first column names the row; the others are numbers or words.
        case table(caption: String, head: [String], rows: [[String]], isWords: Bool = false)
    }

    let title: String
    private(set) var blocks: [Block] = []

    /// - Parameter checklist: the list of what a paper has to report, to be filled in as far as the study says; `nil` for none.
    package init(_ report: MethodsReport, checklist: ReportingChecklist?) {
        title = "Methods in numbers: \(report.title)"
        let facts = MethodsSentences(report)
        blocks = facts.approval.map { [.paragraph($0)] } ?? []
        if !report.questions.isEmpty { blocks += [.heading("Research questions"), .list(report.questions)] }
        blocks += [.heading("Sources"), .paragraph(facts.sources)]
        blocks += [.heading("Participants"), .paragraph(facts.participants)] + Self.list(facts.breakdowns)
        for survey in report.surveys {
            blocks += [.heading("Survey: \(survey.title)"), .paragraph(facts.survey(survey))]
            blocks += Self.list(facts.breakdowns(of: survey))
            blocks += report.tables.filter { $0.survey == survey.id }.map(Self.block)
        }
        blocks += [.heading("Coding"), .paragraph(facts.coding)] + Self.list(facts.coders)
        if !report.rounds.isEmpty { blocks += [.heading("Double-coding"), .list(facts.rounds)] }
        if !report.memos.isEmpty { blocks += [.heading("Memos"), .paragraph(facts.memos)] }
        if !report.matrices.isEmpty { blocks += [.heading("Framework matrices"), .list(facts.matrices)] }
        if let feedback = facts.feedback { blocks += [.heading("Feedback"), .paragraph(feedback)] }
        if let workshops = facts.workshops {
            blocks += [.heading("Co-production"), .paragraph(workshops)]
        }
        if let drafts = facts.drafts { blocks += [.heading("Report drafts"), .paragraph(drafts)] }
        blocks += [.heading("Consent"), .paragraph(facts.consent), Self.purposes(report.consent)]
        if let checklist { blocks += Self.blocks(checklist, report) }
    }

    private static func list(_ items: [String]) -> [Block] { items.isEmpty ? [] : [.list(items)] }

    /// A table of a survey: a row for each value of each variable, a column for each group and, without groups, one for all.
    static func block(_ table: FilledTable) -> Block {
        let groups = table.parts.first?.table.groups ?? []
        var rows: [[String]] = []
        for part in table.parts {
            for row in part.table.rows {
                let value = row.label.isEmpty ? row.value : row.label
                let cells = groups.isEmpty ? Array(row.cells.suffix(1)) : Array(row.cells.dropLast())
                let bases = groups.isEmpty ? Array(part.table.answered.suffix(1)) : part.table.answered
                rows.append(["\(part.label) \(value)"] + zip(cells, bases).map(text))
            }
        }
        let base = table.base.map { " Only answers where \($0)." } ?? ""
        let hidden = table.parts.contains { $0.table.suppressed > 0 } ? " '-' is too few to show." : ""
        return .table(
            caption: "\(table.title).\(base)\(hidden)", head: [""] + (groups.isEmpty ? ["n"] : groups),
            rows: rows)
    }

    private static func text(_ cell: SurveyTable.Cell, _ base: Int?) -> String {
        guard let count = cell.count else { return "-" }
        guard let base, let percent = cell.percent else { return count.grouped }
        return "\(count.grouped) of \(base.grouped) (\(Int(percent.rounded())) %)"
    }

    private static func purposes(_ consent: MethodsReport.Consent) -> Block {
        .table(
            caption: "Where participants stand now",
            head: ["", "yes", "no", "withdrawn", "ended", "not asked"],
            rows: consent.purposes.map {
                [
                    $0.purpose.rawValue, $0.granted.grouped, $0.refused.grouped, $0.withdrawn.grouped,
                    $0.expired.grouped, $0.neverAsked.grouped,
                ]
            })
    }

    private static func blocks(_ checklist: ReportingChecklist, _ report: MethodsReport) -> [Block] {
        let items = checklist.items(report)
        let open = items.filter { $0.answer == nil }
        return [
            .heading(checklist.title),
            .paragraph(
                "The study answers \(items.count - open.count) of \(items.count) items, some in part; \(open.count) are for the authors to write."
            ),
            .table(
                caption: checklist.source, head: ["item", "what the study says"],
                rows: items.map { ["\($0.number) \($0.name)", $0.answer ?? "to be written"] }, isWords: true),
        ]
    }
}

extension MethodsDocument {
    package var markdown: String {
        var out = "# \(MarkdownText.line(title))\n"
        for block in blocks {
            switch block {
            case .heading(let text): out += "\n## \(MarkdownText.line(text))\n"
            case .paragraph(let text): out += "\n\(MarkdownText.line(text))\n"
            case .list(let items):
                out += "\n" + items.map { "- \(MarkdownText.line($0))\n" }.joined()
            case .table(let caption, let head, let rows, let isWords):
                out += "\n\(MarkdownText.line(caption))\n\n"
                out += MarkdownText.table(head: head, rows: rows) { $0 == 0 || isWords }
            }
        }
        return out
    }

    package var html: String {
        var page = HTMLPage(title: title)
        for block in blocks {
            switch block {
            case .heading(let text): page.heading(text)
            case .paragraph(let text): page.paragraph(text)
            case .list(let items): page.list(items)
            case .table(let caption, let head, let rows, _):
                // A number and its sign stay on one line.
                let rows = rows.map { $0.map { $0.replacing(" %", with: "\u{A0}%") } }
                page.table(caption: caption, head: head, rows: rows)
            }
        }
        return page.text
    }
}
