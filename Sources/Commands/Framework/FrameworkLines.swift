import StudyModel

/// Framework matrices as lines for a person.
enum FrameworkLines {
    /// The width that summaries are set to.
    private static let width = 78

    // MARK: The picture

    /// A sign for each cell, a line for each case, readable at 80 columns up to 60 themes.
    static func picture(of view: FrameworkView, _ console: Console) -> [String] {
        let filled = view.rows.reduce(0) { $0 + $1.cells.count { $0.text != nil } }
        let stale = view.rows.reduce(0) { $0 + $1.cells.count(where: \.isStale) }
        let cells = view.rows.count * view.themes.count
        var lines = [
            console.emphasised("\(view.id)", on: console.output) + "  \(VisibleText.line(view.title))",
            "  \(view.rows.count.counted("case")) by \(view.themes.count.counted("theme")), "
                + "\(filled.grouped) of \(cells.grouped) cells filled, \(stale.grouped) stale",
        ]
        lines.append("")
        for (number, theme) in zip(1..., view.themes) {
            lines.append("  \(number)  \(VisibleText.line(theme.path))")
        }
        lines += left(view).map { "  " + $0 }
        guard !view.rows.isEmpty else { return lines }
        let side = max(4, view.rows.map { $0.caseID.rawValue.count }.max() ?? 4)
        lines.append("")
        lines += heads(view.themes.count, side)
        var group: String?
        for row in view.rows {
            if view.by != nil, row.group != group {
                group = row.group
                lines.append(heading(row, view))
            }
            let name = row.caseID.rawValue
            let signs = String(row.cells.map(sign))
            let spaced = spread(signs)
            lines.append(
                "  " + name + String(repeating: " ", count: side - name.count + 2) + spaced
                    + (row.isChosen ? "" : "  no row any more"))
        }
        return lines + ["", "  # filled   ! stale   . codings and no summary yet   - no codings"]
    }

    /// What is charted under codes that are no columns any more.
    static func left(_ view: FrameworkView) -> [String] {
        (view.left ?? []).map {
            "left out: \(VisibleText.line($0.theme.path)), \($0.summaries.counted("summary", plural: "summaries"))"
        }
    }

    private static func sign(_ cell: FrameworkCellView) -> Character {
        if cell.isStale { return "!" }
        if cell.text != nil { return "#" }
        return cell.codings > 0 ? "." : "-"
    }

    /// The numbers of the themes, read downwards.
    private static func heads(_ count: Int, _ side: Int) -> [String] {
        let digits = String(count).count
        return (0..<digits).map { place in
            let marks = (1...count).map { number -> Character in
                let text = String(number)
                let padded = String(repeating: " ", count: digits - text.count) + text
                return Array(padded)[place]
            }
            return String(repeating: " ", count: side + 4) + spread(String(marks))
        }
    }

    /// Signs in groups of ten.
    private static func spread(_ signs: String) -> String {
        var out = ""
        for (index, sign) in signs.enumerated() {
            if index > 0, index % 10 == 0 { out.append(" ") }
            out.append(sign)
        }
        return out
    }

    private static func heading(_ row: FrameworkRowView, _ view: FrameworkView) -> String {
        let value = row.group ?? ""
        return "  \(view.by ?? ""): \(value.isEmpty ? "none" : VisibleText.line(value))"
    }

    // MARK: Summaries

    /// The summaries of a row or a column.
    static func texts(of view: FrameworkView, _ console: Console) -> [String] {
        let names = Dictionary(view.themes.map { ($0.code, $0.path) }) { first, _ in first }
        var lines = [
            console.emphasised("\(view.id)", on: console.output) + "  \(VisibleText.line(view.title))"
        ]
        var group: String?
        for row in view.rows {
            if view.by != nil, row.group != group {
                group = row.group
                lines += ["", heading(row, view)]
            }
            for cell in row.cells {
                let title = "\(row.caseID.rawValue)  \(names[cell.theme] ?? cell.theme.rawValue)"
                lines += ["", "  " + console.emphasised(title, on: console.output) + after(cell)]
                lines += wrapped(cell.text ?? nothing(cell), indent: 4)
                lines += causes(cell.isStale ? cell.causes : [], indent: 4)
            }
        }
        return lines
    }

    private static func after(_ cell: FrameworkCellView) -> String {
        guard let written = cell.written, cell.text != nil else { return "" }
        return "  version \(cell.number ?? 1) by \(written.by.rawValue), \(Clock.text(written.at))"
    }

    private static func nothing(_ cell: FrameworkCellView) -> String {
        cell.codings == 0 ? "(no codings)" : "(\(cell.codings.counted("coding")), no summary yet)"
    }

    /// Why a summary is stale, a line for each reason.
    private static func causes(_ causes: [FrameworkCause], indent: Int) -> [String] {
        let space = String(repeating: " ", count: indent)
        return causes.map { space + "! \(words($0))" }
    }

    static func words(_ cause: FrameworkCause) -> String {
        let record = cause.record?.rawValue ?? ""
        let place = "\(record)\(cause.coding.map { "/\($0.suffix)" } ?? "")"
        return switch cause.reason {
        case .added: "newly coded: \(place)"
        case .removed: "its coding is gone: \(place)"
        case .recoded: "recoded: \(place)"
        case .moved: "is of another case or theme now: \(place)"
        case .edited: "the words were changed: \(place)"
        case .consent: "must not be used any more: \(record)"
        case .withdrawn: "somebody withdrew on whose words it rests"
        }
    }

    // MARK: A cell

    static func lines(of detail: FrameworkCellDetail, _ console: Console) -> [String] {
        let title = "\(detail.matrix)  \(detail.caseID.rawValue)  \(detail.theme.path)"
        var lines = [console.emphasised(title, on: console.output) + after(detail.cell), ""]
        lines += wrapped(detail.cell.text ?? nothing(detail.cell), indent: 2)
        lines += causes(detail.cell.isStale ? detail.cell.causes : [], indent: 2)
        if !detail.evidence.isEmpty {
            lines += ["", "  Codings; those that the summary rests on are marked *"]
            for piece in detail.evidence {
                lines.append(
                    "  \(piece.isLinked ? "*" : " ") \(piece.record)/\(piece.coding.suffix)  \(piece.code)  \(piece.source.rawValue)"
                )
                lines += wrapped(
                    piece.quote.map { "\u{201C}\($0)\u{201D}" } ?? "(the whole record)", indent: 6)
            }
        }
        if detail.history.count > 1 {
            lines += ["", "  Every version, the newest first"]
            for cell in detail.history.reversed() {
                lines.append(
                    "  \(cell.number)  \(cell.written.by.rawValue), \(Clock.text(cell.written.at))")
                lines += wrapped(cell.text.isEmpty ? "(taken away)" : cell.text, indent: 6)
            }
        }
        return lines
    }

    /// The stale cells of a matrix.
    static func stale(_ view: FrameworkView, _ console: Console) -> [String] {
        let names = Dictionary(view.themes.map { ($0.code, $0.path) }) { first, _ in first }
        return view.rows.flatMap { row in
            row.cells.flatMap { cell in
                let title = "\(view.id)  \(row.caseID.rawValue)  \(names[cell.theme] ?? cell.theme.rawValue)"
                return [console.emphasised(title, on: console.output)] + causes(cell.causes, indent: 2)
            }
        }
    }

    /// A text in lines of at most ``width`` columns, moved to the right.
    static func wrapped(_ text: String, indent: Int) -> [String] {
        let space = String(repeating: " ", count: indent)
        var lines: [String] = []
        for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var line = ""
            for word in VisibleText.line(String(paragraph)).split(separator: " ") {
                if !line.isEmpty, DisplayWidth.of(line) + 1 + DisplayWidth.of(String(word)) > width - indent {
                    lines.append(space + line)
                    line = ""
                }
                line += (line.isEmpty ? "" : " ") + word
            }
            lines.append(space + line)
        }
        return lines
    }
}
