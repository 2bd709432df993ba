import StudyModel

/// A report of agreement at the terminal: figures, each with a sentence, then the codes, then what to know.
struct AgreementLines {
    let report: AgreementReport
    /// Columns of the terminal; `nil` in a pipe.
    let width: Int?

    /// At most so wide is text that is read.
    private var textWidth: Int { min(width ?? 100, 100) }

    func print(_ console: Console) {
        console.result(lines)
    }

    var lines: [String] {
        var lines = [VisibleText.line(report.title), ""]
        lines += overall
        lines += codes
        if let rule = report.rule { lines += paragraph("Rule: \(rule.rule) \(rule.sentence)") + [""] }
        for warning in report.warnings { lines += paragraph("Note: \(warning)") }
        if !report.warnings.isEmpty { lines.append("") }
        for fact in report.design
        where ["Data", "Coders", "Unit of comparison", "Intervals"].contains(fact.heading) {
            lines += paragraph("\(fact.heading): \(fact.text)")
        }
        return lines
    }

    private var overall: [String] {
        guard !report.overall.isEmpty else { return [] }
        var table = Table([.init("figure"), .init("value", alignsRight: true), .init(report.intervalHeading)])
        table.rows = report.overall.map {
            [VisibleText.line($0.title), FigureText.value($0), FigureText.interval($0.interval)]
        }
        let rows = table.lines(width: nil, showsTitles: true)
        var lines = [rows[0]]
        for (row, figure) in zip(rows.dropFirst(), report.overall) {
            lines.append(row)
            lines += paragraph(figure.meaning, indent: 4)
        }
        return lines + [""]
    }

    /// A table of the codes, with as many kinds of figures as fit.
    private var codes: [String] {
        guard !report.codes.isEmpty else { return [] }
        var columns = report.columns
        var lines: [String] = []
        while true {
            lines = table(columns)
            let widest = lines.map { DisplayWidth.of($0) }.max() ?? 0
            if columns.count <= 2 || widest <= (width ?? 160) { break }
            columns.removeLast()
        }
        let left = report.columns.count - columns.count
        if left > 0 {
            lines += paragraph("\(left) more figures for each code: --format csv, md, html or --json.")
        }
        return lines + undefined(columns) + [""]
    }

    private func table(_ columns: [AgreementColumn]) -> [String] {
        var table = Table(
            [.init("code", shrinks: true)]
                + report.coders.map { .init(VisibleText.line($0), alignsRight: true) }
                + columns.map { .init($0.heading, alignsRight: true) })
        table.rows = report.codes.map { code in
            [VisibleText.line(code.code)] + code.applied.map(\.grouped)
                + columns.map { column in
                    code.figure(column).map {
                        FigureText.value($0) == "undefined" ? "-" : FigureText.value($0)
                    } ?? ""
                }
        }
        return table.lines(width: nil, showsTitles: true)
    }

    /// Why a cell of the table has no figure, each reason once.
    private func undefined(_ columns: [AgreementColumn]) -> [String] {
        var reasons: [(sentence: String, codes: [String])] = []
        for code in report.codes {
            for figure in columns.compactMap({ code.figure($0) }) where figure.value == nil {
                if let place = reasons.firstIndex(where: { $0.sentence == figure.meaning }) {
                    if !reasons[place].codes.contains(code.code) { reasons[place].codes.append(code.code) }
                } else {
                    reasons.append((figure.meaning, [code.code]))
                }
            }
        }
        return reasons.flatMap { paragraph("- for \($0.codes.joined(separator: ", ")): \($0.sentence)") }
    }

    /// A text in lines that fit.
    private func paragraph(_ text: String, indent: Int = 0) -> [String] {
        let margin = String(repeating: " ", count: indent)
        var lines: [String] = []
        var line = ""
        for word in VisibleText.line(text).split(separator: " ") {
            if !line.isEmpty, DisplayWidth.of(line) + DisplayWidth.of(String(word)) + 1 > textWidth - indent {
                lines.append(margin + line)
                line = lines.isEmpty ? "" : "  "
            }
            line += line.isEmpty || line == "  " ? String(word) : " " + word
        }
        return line.isEmpty ? lines : lines + [margin + line]
    }
}
