package import StudyModel

/// A framework matrix as a table for a spreadsheet, and what such a table says when it comes back.
///
/// The last column holds a stamp for each cell: which version was written out. So a summary that was changed in the study meanwhile
/// is told from one that was changed in the spreadsheet, also when rows were sorted, columns moved or parts taken away.
package struct FrameworkSheet: Sendable {
    /// How the heading of the column of stamps begins.
    package static let stampStart = "rir matrix"
    /// The heading of the column of cases.
    package static let caseHeading = "case"

    /// The stamp of a cell that nobody had filled.
    private static let empty = "."
    /// What the stamps of a row begin with.
    private static let mark = ":"
    /// The stamp of a cell that was left out.
    private static let withheld = "x"

    private let matrix: FrameworkID
    private let themes: [FrameworkTheme]
    /// What is charted, by case.
    private let rows: [CaseID: FrameworkRow]

    package init(_ matrix: FrameworkID, themes: [FrameworkTheme], rows: [CaseID: FrameworkRow]) {
        self.matrix = matrix
        self.themes = themes
        self.rows = rows
    }

    // MARK: Writing

    /// The table: headings, then a row for each case.
    ///
    /// - Parameter isLeftOut: whether the summary of a cell must not be written out.
    package func table(
        of cases: [CaseID], leavingOut isLeftOut: (CaseID, FrameworkCell) -> Bool
    ) -> [[String]] {
        let stamp = ([Self.stampStart, matrix.rawValue] + themes.map(\.code.rawValue)).joined(separator: " ")
        var table = [[Self.caseHeading] + themes.map(\.path) + [stamp]]
        for caseID in cases {
            let latest = rows[caseID]?.latest ?? [:]
            var texts: [String] = []
            var stamps: [String] = []
            for theme in themes {
                let cell = latest[theme.code]
                let isOut = cell.map { !$0.text.isEmpty && isLeftOut(caseID, $0) } ?? false
                texts.append(isOut ? "" : cell?.text ?? "")
                stamps.append(isOut ? Self.withheld : cell?.stamp ?? Self.empty)
            }
            // A colon first, so that no spreadsheet takes it for a number.
            table.append([caseID.rawValue] + texts + [([Self.mark] + stamps).joined(separator: " ")])
        }
        return table
    }

    // MARK: Reading

    /// Where a table has what.
    private struct Columns {
        var caseColumn: Int
        var themes: [(column: Int, theme: FrameworkTheme)] = []
        var stamps: (column: Int, places: [CodeID: Int])?
        var problems: [SheetProblem] = []
    }

    /// What a table would change.
    ///
    /// - Parameter isCase: whether the study has a case.
    /// - Throws: `matrix.invalid` for a table without a column of cases or of a theme, or of another matrix.
    package func plan(
        _ table: [[String]], isCase: (CaseID) -> Bool
    ) throws(StudyError) -> FrameworkImportReply {
        let columns = try columns(table.first ?? [])
        var reply = FrameworkImportReply(problems: columns.problems)
        var seen: Set<CaseID> = []
        for (number, cells) in zip(1..., table).dropFirst() where cells.contains(where: { !$0.isEmpty }) {
            let name = columns.caseColumn < cells.count ? cells[columns.caseColumn] : ""
            guard let caseID = CaseID(rawValue: CSVText.unguarded(name)), isCase(caseID) else {
                reply.problems.append(problem(number, "It is of no case that the study has."))
                continue
            }
            guard seen.insert(caseID).inserted else {
                reply.problems.append(problem(number, "\(caseID.rawValue) stands in the table twice."))
                continue
            }
            take(cells, of: caseID, columns, into: &reply)
        }
        return reply
    }

    private func problem(_ row: Int, _ reason: String) -> SheetProblem {
        SheetProblem(row: row, column: nil, reason: reason, isWarning: false)
    }

    private func columns(_ headings: [String]) throws(StudyError) -> Columns {
        guard let first = headings.firstIndex(where: { $0.lowercased() == Self.caseHeading }) else {
            throw StudyError(
                .matrixInvalid, "The table has no column 'case'.",
                hint: "'rir matrix export' writes a table with the right headings.")
        }
        var columns = Columns(caseColumn: first)
        var used: Set<CodeID> = []
        for (column, heading) in headings.enumerated() where column != first && !heading.isEmpty {
            if heading.hasPrefix(Self.stampStart) {
                columns.stamps = (column, try stampPlaces(heading))
                continue
            }
            let found = theme(heading)
            guard let found, used.insert(found.code).inserted else {
                let reason =
                    found == nil ? "It is no theme of this matrix." : "Its theme stands in the table twice."
                columns.problems.append(
                    SheetProblem(row: 1, column: column + 1, reason: reason, isWarning: false))
                continue
            }
            columns.themes.append((column, found))
        }
        guard !columns.themes.isEmpty else {
            throw StudyError(
                .matrixInvalid, "The table has no column of a theme of this matrix.",
                hint: "'rir matrix export' writes a table with the right headings.")
        }
        return columns
    }

    private func theme(_ heading: String) -> FrameworkTheme? {
        let wanted = CSVText.unguarded(heading).lowercased()
        return themes.first { $0.path == wanted || $0.code.rawValue == wanted }
            ?? themes.first { $0.name.lowercased() == wanted }
    }

    private func stampPlaces(_ heading: String) throws(StudyError) -> [CodeID: Int] {
        let words = heading.split(separator: " ").dropFirst(2).map(String.init)
        guard words.first == matrix.rawValue else {
            throw StudyError(
                .matrixInvalid, "The table was written out of another matrix.",
                hint: "Give the matrix that it is of: '\(words.first.map { VisibleText.line($0) } ?? "")'.")
        }
        var places: [CodeID: Int] = [:]
        for (place, word) in words.dropFirst().enumerated() {
            if let code = CodeID(rawValue: word) { places[code] = place }
        }
        return places
    }

    private func take(
        _ cells: [String], of caseID: CaseID, _ columns: Columns, into reply: inout FrameworkImportReply
    ) {
        let row = rows[caseID]
        let latest = row?.latest ?? [:]
        var stamps: [Substring]?
        if let column = columns.stamps?.column, column < cells.count {
            let words = cells[column].split(separator: " ")
            stamps = words.first.map(String.init) == Self.mark ? Array(words.dropFirst()) : nil
        }
        for (column, theme) in columns.themes {
            let raw = column < cells.count ? Self.plain(cells[column]) : ""
            let current = latest[theme.code]
            let text = current?.text ?? ""
            let place = columns.stamps?.places[theme.code]
            let stamp = place.flatMap { place in
                stamps.flatMap { $0.indices.contains(place) ? $0[place] : nil }
            }
            let told = Told(raw: raw, stamp: stamp.map(String.init))
            switch verdict(told, current, row?.history(theme.code) ?? []) {
            case .unchanged: reply.unchanged += raw.isEmpty ? 0 : 1
            case .blank: reply.blank += 1
            case .newer: reply.newer += 1
            case .change(let isConflict):
                let change = FrameworkChange(
                    caseID: caseID, theme: theme.code, path: theme.path,
                    before: text.isEmpty ? nil : text, after: CSVText.unguarded(raw), isConflict: isConflict)
                if isConflict { reply.conflicts.append(change) } else { reply.changes.append(change) }
            }
        }
    }

    /// What a table says of one cell.
    private struct Told {
        var raw: String
        var stamp: String?

        /// Whether it is a text as it was written out.
        func isText(_ text: String) -> Bool {
            let plain = FrameworkSheet.plain(text)
            return raw == plain || CSVText.unguarded(raw) == plain
        }
    }

    private enum Verdict {
        case unchanged, blank, newer
        case change(isConflict: Bool)
    }

    private func verdict(
        _ told: Told, _ current: FrameworkCell?, _ history: [FrameworkCell]
    ) -> Verdict {
        let text = current?.text ?? ""
        if told.isText(text) { return .unchanged }
        if told.raw.isEmpty {
            // A cell that was left out is empty in the file, and nobody emptied it.
            return told.stamp == Self.withheld ? .unchanged : .blank
        }
        guard let stamp = told.stamp, stamp != Self.withheld else {
            return .change(isConflict: !text.isEmpty)
        }
        if stamp == current?.stamp ?? Self.empty { return .change(isConflict: false) }
        if let base = history.first(where: { $0.stamp == stamp }), told.isText(base.text) { return .newer }
        return .change(isConflict: true)
    }

    /// A text as a table holds it: spreadsheets end lines in several ways, and readers of tables drop blanks at both ends.
    package static func plain(_ text: String) -> String {
        let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        guard let first = lines.firstIndex(where: { !$0.isWhitespace }),
            let last = lines.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(lines[first...last])
    }
}
