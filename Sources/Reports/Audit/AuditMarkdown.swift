package import StudyModel

extension AuditPage {
    /// The checklist alone, as Markdown.
    package var checklistMarkdown: String {
        var lines = [
            "# Checklist: \(MarkdownText.line(facts.study.title))", "",
            "Made on \(facts.study.made.at.rawValue) with \(MarkdownText.line(software)). 0 absent, 1 in part, 2 there and such that a machine can check it. "
                + "The trail passes with three quarters of the points, and nothing in bold at 0.", "",
            "**\(checklist.points) of \(checklist.most) points: \(checklist.passes ? "passes" : "does not yet pass").**",
        ]
        for (letter, name) in AuditChecklist.groups {
            lines += [
                "", "## \(letter). \(name)", "", "| | asked for | points | why | evidence |",
                "|---|---|---|---|---|",
            ]
            for item in checklist.items where item.group == letter {
                let words = MarkdownText.line(item.name)
                let evidence = item.evidence.map { one in
                    one.path.map { "`\($0)`" }
                        ?? "[\(MarkdownText.line(one.name))](report.html#\(one.section ?? ""))"
                }
                lines.append(
                    "| \(item.number) | \(item.isNeeded ? "**\(words)**" : words) | \(item.points) | \(MarkdownText.line(item.why)) | \(evidence.joined(separator: ", ")) |"
                )
            }
        }
        for list in ReportingChecklist.allCases {
            lines += [
                "", "## \(list.title): about the paper, not scored", "", "| | item | what the study says |",
                "|---|---|---|",
            ]
            for item in list.unscored(facts.methods) {
                lines.append(
                    "| \(item.number) | \(MarkdownText.line(item.name)) | \(MarkdownText.line(item.answer ?? "for the authors")) |"
                )
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// How the checklist came out.
    package var outcome: AuditOutcome { AuditOutcome(checklist, scope: facts.scope) }
}
