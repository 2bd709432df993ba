package import StudyModel

/// Makes a survey of a table: CSV, TSV and their like, Excel and OpenDocument workbooks.
///
/// Nothing in a cell is ever worked out or run; a formula is its last value, a text that looks like one is text. What is
/// read and how it is worked out is `docs/reference/import.md`, "Surveys".
///
/// ## Concurrency
/// May be called from any number of threads at once.
package enum SurveyIntake {
    /// Reads a table as a survey.
    ///
    /// - Throws: ``StudyError`` with one of these codes:
    ///   - `import.unsupported`: no table, or an old Excel workbook.
    ///   - `import.encrypted`: a workbook that a password protects.
    ///   - `import.unreadable`: a damaged workbook, a quote that is never closed (with its line).
    ///   - `import.empty`: no row of answers.
    ///   - `import.too_large`: over 128 MiB, 5 million cells or 16,384 columns; an archive that unpacks beyond its limits.
    ///   - `import.binary`: a text table that is no text.
    ///   - `request.invalid`: an option names a sheet, row or column that is not there.
    package static func read(
        source: IntakeSource, options: SurveyOptions = SurveyOptions()
    ) throws(StudyError) -> SurveyDraft {
        guard source.bytes.count <= IntakeSource.largestSize else {
            throw StudyError(
                .importTooLarge, "'\(source.path)' is larger than \(IntakeSource.largestSize >> 20) MiB.",
                hint: "Split it into smaller tables and import those.")
        }
        var source = source
        if OfficeLock.isClosed(source.bytes) { source.bytes = try OfficeLock.opened(source) }
        let path = SourcePath(source.path)
        guard let format = try TableFormat.of(source.bytes, path: path) else {
            throw StudyError(
                .importUnsupported, "'\(source.path)' is no table that can be read.",
                hint: "Export the answers as CSV, XLSX or ODS and import that.")
        }
        let file = try TableFile(source, format: format, sheet: options.sheet)
        let head = try TableHead(file.table, told: options.headerRow)
        let rows = try rows(of: file.table, head, path: path)
        let columns = try SurveyColumns(file.table, head: head, rows: rows, options: options)
        let answers = SurveyAnswers(file.table, rows: rows, columns: columns, map: options.map)
        let survey = Survey(
            id: options.id ?? SurveyNaming.id(path), title: options.title ?? SurveyNaming.title(source, path),
            variables: answers.variables, answers: answers.answers)
        var draft = SurveyDraft(
            survey: survey,
            records: try SurveyRecords.drafts(of: survey, moments: answers.moments, path: path))
        draft.guesses = file.guesses + [head.guess].compactMap { $0 } + columns.guesses
        draft.remarks = file.remarks + columns.remarks + answers.remarks + remarks(file.table, head, rows)
        draft.columns = columns.count
        draft.leftOut = columns.leftOut
        (draft.sheet, draft.otherSheets) = (file.sheet, file.otherSheets)
        draft.headerRow = head.row.map { file.table.number($0) }
        draft.idColumn = answers.areIDsGiven ? columns.id.map { head.labels[$0] } : nil
        draft.participantColumn = columns.participant.map { head.labels[$0] }
        draft.maker = head.maker?.rawValue
        override(&draft, with: source.overrides)
        return draft
    }

    /// The records of a survey whose variables were changed, such as one that was marked as open.
    ///
    /// Days are those of the variable that says when each person answered, where there is one of the type `datetime` or `date`
    /// by a name that says so.
    ///
    /// - Throws: `import.too_large` for an answer that is larger than a record can be.
    package static func records(of survey: Survey) throws(StudyError) -> [RecordDraft] {
        let time = SurveyColumns.time(among: survey.variables)
        let moments = survey.answers.map { answer -> String? in
            guard let time, case .text(let text)? = answer.values[time] else { return nil }
            return text
        }
        return try SurveyRecords.drafts(of: survey, moments: moments, path: SourcePath(survey.id.answersPath))
    }

    /// The rows of answers: those below the header that hold something.
    private static func rows(of table: Table, _ head: TableHead, path: SourcePath) throws(StudyError) -> [Int]
    {
        let rows = (head.firstRow..<max(head.firstRow, table.rowCount)).filter { !table.isBlank($0) }
        guard !rows.isEmpty else {
            throw StudyError(
                .importEmpty, "'\(path.full)' holds no row of answers.", hint: "Leave it out of the import.")
        }
        // Every answer has a place for every column, so a few wide rows among many narrow ones count in full.
        guard rows.count * head.labels.count <= 2 * Table.Bounds.cells else {
            throw Table.Failure.tooLarge.refusal(of: path.full)
        }
        return rows
    }

    /// The records of a table for an import that keeps records only.
    ///
    /// - Throws: As ``read(source:options:)``; `import.unsupported` for a table that came with a mail, which is more often a rota
    ///   than a survey; `import.empty` where nobody answered in their own words.
    static func records(of source: IntakeSource) throws(StudyError) -> [RecordDraft] {
        guard source.nesting == 0 else {
            throw StudyError(
                .importUnsupported, "'\(source.path)' is a table, and not every table is a survey.",
                hint: "If it is one, save it from the mail and run 'rir survey import' on it.")
        }
        let draft = try read(source: source)
        let answers = draft.survey.answers.count
        guard var first = draft.records.first else {
            throw StudyError(
                .importEmpty,
                "'\(source.path)' holds \(answers.counted("answer")), none in people's own words.",
                hint: "Run 'rir survey import' to keep them as a survey.")
        }
        first.remarks += draft.remarks
        first.guesses += draft.guesses
        first.remarks.append(
            "Closed answers are kept by 'rir survey import'; these are the open ones of \(answers).")
        return [first] + draft.records.dropFirst()
    }

    private static func override(_ draft: inout SurveyDraft, with overrides: RecordOverrides) {
        for index in draft.records.indices {
            if let day = overrides.day {
                if day != draft.records[index].day { draft.records[index].time = nil }
                draft.records[index].day = day
            }
            if let participants = overrides.participants { draft.records[index].participants = participants }
        }
    }

    private static func remarks(_ table: Table, _ head: TableHead, _ rows: [Int]) -> [String] {
        var remarks: [String] = []
        if head.linesAbove > 0 {
            remarks.append("Left out above the header: \(head.linesAbove.counted("row")).")
        }
        guard let row = head.row else { return remarks }
        let width = max(table.width(row), head.codes.count)
        let wider = rows.count { row in
            table.width(row) > width && (width..<table.width(row)).contains { !table.bytes(row, $0).isEmpty }
        }
        if wider > 0 {
            remarks.append(
                "\(wider.counted("row")) with more cells than the header; those are columns of their own.")
        }
        return remarks
    }
}

extension Int {
    /// `1 row`, `2 rows`.
    func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}

/// What a survey is called where nobody says it.
enum SurveyNaming {
    /// Words that exports put into file names and that say nothing.
    private static let noise: Set<String> = [
        "responses", "response", "form", "export", "results", "data", "copy", "download", "sheet1", "csv",
        "xlsx",
        "final", "values", "labels", "numeric",
    ]

    /// The title that was given, else the file's name without its ending.
    static func title(_ source: IntakeSource, _ path: SourcePath) -> String {
        let title = (source.overrides.title ?? path.stem.replacing("_", with: " ")).shortened(to: 120)
        return title.isEmpty ? "Survey" : title
    }

    /// An id of the words in the file's name, without long numbers, addresses and handles.
    static func id(_ path: SourcePath) -> SurveyID {
        let words = path.stem.split { $0 == " " || $0 == "_" || $0 == "-" || $0 == "(" || $0 == ")" }.filter {
            word in
            !word.contains("@") && Handle(rawValue: String(word)) == nil
                && word.utf8.count(where: Ascii.isDigit) <= 4
        }
        let telling = words.filter {
            !noise.contains($0.lowercased()) && $0.utf8.contains(where: Ascii.isLetter)
        }
        let years = words.filter { $0.utf8.count == 4 && ($0.hasPrefix("20") || $0.hasPrefix("19")) }
        let slug = ColumnName.slug(
            (telling + years.filter { !telling.contains($0) }).joined(separator: " "), most: 40)
        return SurveyID(rawValue: slug) ?? SurveyID.unnamed
    }
}
