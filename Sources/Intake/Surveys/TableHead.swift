import StudyModel

/// Which rows of a table name its columns, what they say, and where the answers begin.
struct TableHead {
    /// Programs whose exports are known by their first rows.
    enum Maker: String {
        case qualtrics = "Qualtrics"
        case surveyMonkey = "SurveyMonkey"
        case microsoftForms = "Microsoft Forms"
        case googleForms = "Google Forms"
        case limeSurvey = "LimeSurvey"
    }

    /// The short name of each column where the file gives one beside the question: Qualtrics' first row.
    private(set) var codes: [String]
    /// The question of each column.
    private(set) var labels: [String]
    /// The first row of answers.
    private(set) var firstRow: Int
    /// The row that names the columns; `nil` where none does.
    private(set) var row: Int?
    private(set) var maker: Maker?
    private(set) var guess: ImportGuess?
    /// Rows above the header that hold something: a title, a note.
    private(set) var linesAbove = 0

    /// - Parameter told: The number of the header's row in the file, 0 where it has none; `nil` to work it out.
    /// - Throws: `request.invalid` where the table has no such row.
    init(_ table: Table, told: Int?) throws(StudyError) {
        (codes, labels, firstRow) = ([], [], 0)
        if let told {
            try take(told, table)
        } else {
            workOut(table)
        }
        let columns = max(table.widest, labels.count)
        labels += Array(repeating: "", count: columns - labels.count)
        if !codes.isEmpty { codes += Array(repeating: "", count: max(0, columns - codes.count)) }
        while firstRow < table.rowCount, table.isBlank(firstRow) { firstRow += 1 }
    }

    private mutating func take(_ told: Int, _ table: Table) throws(StudyError) {
        guard told != 0 else { return }
        guard let row = (0..<table.rowCount).first(where: { table.number($0) == told }), !table.isBlank(row)
        else {
            throw StudyError(
                .requestInvalid, "The table has nothing on row \(told).",
                hint: "Give the number of the row that names the columns.")
        }
        setHeader(table, row)
        takeSecondRows(table)
    }

    private mutating func setHeader(_ table: Table, _ row: Int) {
        self.row = row
        labels = Self.cells(table, row)
        firstRow = row + 1
    }

    private static func cells(_ table: Table, _ row: Int) -> [String] {
        (0..<table.width(row)).map { table.text(row, $0).singleLine }
    }

    private mutating func workOut(_ table: Table) {
        guard let row = Self.candidate(table) else { return }
        linesAbove = (0..<row).count { !table.isBlank($0) }
        let (isHeader, certainty) = Self.isHeader(table, row)
        guard isHeader else {
            firstRow = row
            guess = ImportGuess(
                field: "header", basis: "the first row, which looks like answers: there is no header",
                certainty: .unsure)
            return
        }
        setHeader(table, row)
        takeSecondRows(table)
        if maker == nil {
            let basis = linesAbove > 0 ? "the first row as wide as the table" : "the first row"
            guess = ImportGuess(field: "header", basis: basis, certainty: certainty)
        }
    }

    /// The first row that fills most of the columns that the table fills.
    private static func candidate(_ table: Table) -> Int? {
        let rows = (0..<min(table.rowCount, 60)).filter { !table.isBlank($0) }
        var counts: [Int: Int] = [:]
        for row in rows { counts[table.filled(row), default: 0] += 1 }
        guard let usual = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key else { return nil }
        // Answers leave out; headers and titles are above them. Titles fill one or two cells of many.
        let least = usual <= 1 ? 1 : max(2, (usual + 1) / 2)
        return rows.prefix(30).first { table.filled($0) >= least } ?? rows.first
    }

    /// A header is words; a row of numbers, days and truth values is an answer.
    private static func isHeader(_ table: Table, _ row: Int) -> (Bool, ImportGuess.Certainty) {
        var filled = 0
        var typed = 0
        var seen: Set<String> = []
        for column in 0..<table.width(row) {
            let bytes = table.bytes(row, column)
            guard !bytes.isEmpty else { continue }
            filled += 1
            typed += CellShape(bytes).isTyped ? 1 : 0
            seen.insert(table.text(row, column))
        }
        guard typed * 2 < filled else { return (false, .unsure) }
        let isTypedBelow = (row + 1..<min(table.rowCount, row + 20)).contains { below in
            (0..<table.width(below)).contains {
                CellShape(table.bytes(below, $0)).isTyped && !CellShape(table.bytes(row, $0)).isTyped
            }
        }
        return (true, typed == 0 && seen.count == filled && isTypedBelow ? .likely : .unsure)
    }

    // MARK: Programs

    private mutating func takeSecondRows(_ table: Table) {
        guard let row else { return }
        // Qualtrics' own row of ids stands one or two rows below the names.
        for below in row + 1..<min(row + 3, table.rowCount)
        where table.bytes(below, 0).starts(with: "{\"ImportId\"".utf8) {
            maker = .qualtrics
            if below == row + 2 {
                codes = labels
                labels = Self.cells(table, row + 1)
            }
            firstRow = below + 1
            return
        }
        let words = labels.map { $0.lowercased() }
        if words.first == "startdate" || words.contains("responseid") && words.contains("recordeddate") {
            maker = .qualtrics
        } else if words.first == "respondent id" || words.first == "respondentid" {
            takeSurveyMonkey(table, below: row + 1)
        } else if words.starts(with: ["id", "start time", "completion time"]) {
            maker = .microsoftForms
        } else if words.first == "timestamp" {
            maker = .googleForms
        } else if words.first == "response id" || words.starts(with: ["id", "submitdate"]) {
            maker = .limeSurvey
        }
        if maker == .limeSurvey { splitCodes() }
    }

    /// SurveyMonkey's second row holds the answers to tick, below a question that is written once.
    private mutating func takeSurveyMonkey(_ table: Table, below: Int) {
        maker = .surveyMonkey
        guard below < table.rowCount, table.bytes(below, 0).isEmpty else { return }
        var question = ""
        let options = Self.cells(table, below)
        for column in 0..<max(labels.count, options.count) {
            if column >= labels.count { labels.append("") }
            if !labels[column].isEmpty { question = labels[column] }
            let option = column < options.count ? options[column] : ""
            let isWhole = ["", "response", "open-ended response"].contains(option.lowercased())
            labels[column] = isWhole ? question : "\(question): \(option)"
        }
        firstRow = below + 1
    }

    /// LimeSurvey can write `Q1. Question` as a header: the code goes before the point.
    private mutating func splitCodes() {
        let parts = labels.map { label in label.split(separator: ". ", maxSplits: 1).map(String.init) }
        guard parts.count(where: { $0.count == 2 && SurveyVariable.isName($0[0]) }) * 2 > parts.count else {
            return
        }
        codes = parts.map { $0.count == 2 ? $0[0] : "" }
        labels = zip(parts, labels).map { $0.count == 2 ? $0[1] : $1 }
    }
}
