package import StudyModel

/// A table that describes the variables of a survey, one a row, as many survey teams and REDCap keep it.
enum CodebookTable {
    /// What one row says; `nil` where the table has no such column or nothing in it.
    struct Entry: Equatable {
        var name: String
        var label: String?
        var isOpen: Bool?
        var values: [SurveyVariable.Value] = []
        var missing: [String] = []
    }

    private static let names = [
        "variable", "variable name", "variable / field name", "name", "field", "column", "item",
    ]
    private static let labels = [
        "label", "variable label", "question", "question text", "field label", "description",
    ]
    private static let types = ["type", "field type", "variable type"]
    private static let values = [
        "values", "value labels", "choices", "options", "choices, calculations, or slider labels",
    ]
    private static let missing = ["missing", "missing values", "missing codes"]
    private static let open: Set<String> = [
        "open", "free text", "free-text", "notes", "essay", "comment", "open text",
    ]

    /// - Throws: As ``SurveyIntake/read(source:options:)``, and `import.unreadable` for a table without a column of names.
    static func entries(of source: IntakeSource) throws(StudyError) -> [Entry] {
        let path = SourcePath(source.path)
        guard let format = try TableFormat.of(source.bytes, path: path) else {
            throw StudyError(
                .importUnsupported, "'\(source.path)' is no table that can be read.",
                hint: "Save the codebook as CSV, XLSX or ODS.")
        }
        let table = try TableFile(source, format: format, sheet: nil).table
        let header = try TableHead(table, told: nil)
        let words = header.labels.map { $0.lowercased() }
        func column(_ wanted: [String]) -> Int? {
            wanted.lazy.compactMap { words.firstIndex(of: $0) }.first
        }
        guard let name = column(names) else {
            throw StudyError(
                .importUnreadable, "'\(source.path)' has no column 'variable'.",
                hint: "Give a table with the columns variable, label, type and values.")
        }
        let columns = (
            label: column(labels), type: column(types), values: column(values), missing: column(missing)
        )
        func text(_ row: Int, _ column: Int?) -> String? {
            column.map { table.text(row, $0).singleLine }.flatMap { $0.isEmpty ? nil : $0 }
        }
        return (header.firstRow..<max(header.firstRow, table.rowCount)).compactMap { row in
            guard let variable = text(row, name) else { return nil }
            return Entry(
                name: variable, label: text(row, columns.label),
                isOpen: text(row, columns.type).map { open.contains($0.lowercased()) },
                values: parts(text(row, columns.values) ?? "").map(value),
                missing: parts(text(row, columns.missing) ?? ""))
        }
    }

    /// `1 very poor; 2 poor`, or with pipes as REDCap has it.
    private static func parts(_ text: String) -> [String] {
        let mark: Character = text.contains("|") ? "|" : ";"
        return text.split(separator: mark).map { String($0).trimmed }.filter { !$0.isEmpty }
    }

    /// `1 very poor`, `1 = very poor`, `1: very poor`, `1, very poor`; anything else is a value that says it itself.
    private static func value(_ part: String) -> SurveyVariable.Value {
        let code = part.prefix { $0.isASCII && ($0.isNumber || $0 == "-") }
        let rest = part[code.endIndex...].drop { " =:,.)–-".contains($0) }
        guard !code.isEmpty, Int(code) != nil, !rest.isEmpty, rest.startIndex > code.endIndex else {
            return .init(part)
        }
        return .init(String(code), label: String(rest))
    }
}

extension SurveyDraft {
    /// Takes labels, values, missing codes and what is open from a table that describes the variables, and makes the records
    /// anew.
    ///
    /// Values keep the codebook's order, those that nobody gave among them. A value list of a variable of numbers counts
    /// only where it gives codes a meaning. Rows for variables that the survey doesn't have are passed over with a remark.
    ///
    /// - Throws: As ``SurveyIntake/read(source:options:)``, and `import.unreadable` for a table without a column `variable`.
    package mutating func apply(codebook source: IntakeSource) throws(StudyError) {
        var unknown = 0
        for entry in try CodebookTable.entries(of: source) {
            guard let place = survey.index(of: entry.name) else {
                let isNamed = [idColumn, participantColumn].contains {
                    $0?.lowercased() == entry.name.lowercased()
                }
                unknown +=
                    isNamed || leftOut.contains { $0.column.lowercased() == entry.name.lowercased() } ? 0 : 1
                continue
            }
            Self.apply(entry, to: &survey.variables[place])
        }
        if unknown > 0 {
            remarks.append(
                "The codebook describes \(unknown.counted("variable")) that the table does not have.")
        }
        try remakeRecords()
    }

    /// Makes the records anew from what the variables are now; each answer keeps its day and its people.
    private mutating func remakeRecords() throws(StudyError) {
        var known: [String: RecordDraft] = [:]
        for record in records { known[record.details.text("answer") ?? ""] = record }
        records = try SurveyIntake.records(of: survey)
        for index in records.indices {
            guard let old = records[index].details.text("answer").flatMap({ known[$0] }) else { continue }
            (records[index].day, records[index].time) = (old.day, old.time)
            records[index].participants = old.participants
        }
    }

    private static func apply(_ entry: CodebookTable.Entry, to variable: inout SurveyVariable) {
        if let label = entry.label { variable.label = label }
        if let isOpen = entry.isOpen {
            variable.isOpen = isOpen && [.text, .choice].contains(variable.type)
            if variable.isOpen { (variable.type, variable.values) = (.text, []) }
        }
        variable.missing += entry.missing.filter { !variable.missing.contains($0) }
        // One part that begins with a number is a range, `0 to 120`.
        let isCoded = entry.values.count { !$0.label.isEmpty } >= 2
        let isNumeric = variable.type == .integer || variable.type == .number
        guard !variable.isOpen, !entry.values.isEmpty, isNumeric ? isCoded : !variable.values.isEmpty else {
            return
        }
        var seen: Set<String> = []
        // A remark such as `empty: not answered` is no value of a coded list.
        let listed = entry.values.filter { (!isCoded || !$0.label.isEmpty) && seen.insert($0.value).inserted }
        variable.values = listed + variable.values.filter { seen.insert($0.value).inserted }
    }
}
