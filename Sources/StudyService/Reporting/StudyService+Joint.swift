internal import CodingLogic
internal import Intake
internal import Reports
internal import StudyArchive
package import StudyModel

extension StudyService {
    /// Themes beside numbers beside quotations.
    ///
    /// Passages of records whose participants have not agreed to be quoted are left out and counted; counts that are too small
    /// are not shown. Quotations are of as many different people as there are, in the order of their days.
    ///
    /// - Throws: `request.invalid` without a theme, and for a table that `study.yaml` does not declare; `code.not_found`,
    ///   `code.ambiguous`, `survey.not_found`; `names.found` where a known name would go out with it, `vault.locked` while nobody
    ///   can tell.
    package func jointDisplay(_ request: JointRequest) async throws(StudyError) -> MadeFile {
        guard !request.rows.isEmpty, request.rows.count <= 100 else {
            throw StudyError(
                .requestInvalid, "A joint display has 1 to 100 themes.", hint: "Name each with --theme.")
        }
        guard let format = QuotesFormat(rawValue: request.format ?? "html"), format != .csv else {
            throw StudyError(.requestInvalid, "A joint display is md, html or docx.")
        }
        try await refreshed()
        let surveys = try await storedSurveys()
        var rows: [JointDisplay.Row] = []
        var left: [String: Int] = [:]
        for asked in request.rows {
            rows.append(try await row(asked, most: request.quotes ?? 3, surveys, &left))
        }
        let display = JointDisplay(study: title, rows: rows)
        let name = "joint-display.\(format.rawValue)"
        let bytes = Array((format == .md ? display.markdown : display.html).utf8)
        try await requireNoNames(in: bytes, of: name)
        var file = MadeFile(name: name, bytes: bytes, remarks: Self.remarks(on: left, "passage", "passages"))
        if format == .docx {
            let tools = await Toolbox.tools(workingIn: "\(path)/.rir")
            file.bytes = try await tools.docx(fromHTML: bytes)
        }
        return file
    }

    private func row(
        _ asked: JointRequest.Row, most: Int, _ surveys: [Survey], _ left: inout [String: Int]
    ) async throws(StudyError) -> JointDisplay.Row {
        let codebook = try await codebook()
        let theme = try codebook.one(asked.theme)
        let answer = try await query("code:\(theme.path.rawValue)", offset: 0, limit: .max)
        let (quotes, missing) = try await quotations(answer.hits, at: nil)
        left.merge(missing) { $0 + $1 }
        var tables: [FilledTable] = []
        for title in asked.tables { tables.append(try await table(titled: title, surveys)) }
        return JointDisplay.Row(
            names: codebook.names(of: theme.path), meaning: theme.code.definition,
            passages: answer.counts.passages, records: answer.counts.records, tables: tables,
            quotes: Self.chosen(quotes, most: most))
    }

    /// One of each person in turn, each passage once.
    private static func chosen(_ quotes: [Quotation], most: Int) -> [Quotation] {
        var seen: Set<String> = []
        let once = quotes.filter { seen.insert("\($0.record.rawValue) \($0.text)").inserted }
        var turns: [String: Int] = [:]
        let ranked = once.map { quote in
            turns[quote.who, default: 0] += 1
            return (turn: turns[quote.who] ?? 0, quote: quote)
        }
        let first = ranked.enumerated().sorted { ($0.element.turn, $0.offset) < ($1.element.turn, $1.offset) }
            .prefix(max(0, most))
        return first.map(\.element.quote).sorted { $0.day < $1.day }
    }

    private func table(titled text: String, _ surveys: [Survey]) async throws(StudyError) -> FilledTable {
        let description = try await describedNow()
        let exact = description.tables.filter { $0.title.lowercased() == text.lowercased() }
        let found =
            exact.isEmpty
            ? description.tables.filter { !text.isEmpty && $0.title.lowercased().contains(text.lowercased()) }
            : exact
        guard found.count == 1 else {
            throw StudyError(
                .requestInvalid,
                "study.yaml declares \(found.isEmpty ? "no table" : "several tables") '\(text.printable)'.",
                hint: description.tables.isEmpty
                    ? "docs/how-to/methods-section.md shows how tables are declared."
                    : "There is \(description.tables.map(\.title).joined(separator: "; ")).")
        }
        var one = description
        one.tables = found
        return try Self.filled(one, from: surveys)[0]
    }
}
