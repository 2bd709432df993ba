internal import Agreement
internal import StudyModel

/// A file of comma-separated values, with what its columns are worked out from their headings.
struct RatingSheet {
    /// A row with its number in the file.
    struct Row {
        var number: Int
        var cells: [String]
    }

    let dialect: TextDialect
    /// The first row.
    let head: [String]
    /// The rows below it that hold something, each as wide as the first.
    let body: [Row]

    /// - Throws: `agreement.invalid` for what is no table of text.
    init(_ bytes: [UInt8]) throws(StudyError) {
        let (rows, dialect) = try Self.rows(bytes)
        guard let first = rows.first, rows.count > 1 else {
            throw StudyError(
                .agreementInvalid, "The file holds no rows below its headings.",
                hint: "The first row names the coders; each row below is a unit.")
        }
        self.dialect = dialect
        head = first.cells
        var body: [Row] = []
        for row in rows.dropFirst() { body.append(try Self.fitted(row, to: first.cells.count)) }
        self.body = body
    }

    /// The rows that hold something, without the empty cells at their ends.
    ///
    /// - Parameter isOfNumbers: Whether a semicolon can only stand between cells.
    static func rows(
        _ bytes: [UInt8], isOfNumbers: Bool = false
    ) throws(StudyError) -> (rows: [Row], dialect: TextDialect) {
        var bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw StudyError(
                .agreementInvalid, "The file is not text in UTF-8.",
                hint: "Save it as 'CSV UTF-8' in your spreadsheet program.")
        }
        if !bytes.contains(0x0A) { bytes = bytes.map { $0 == 0x0D ? 0x0A : $0 } }
        var dialect = TextDialect.of(bytes, extension: "csv")
        if isOfNumbers, bytes.contains(UInt8(ascii: ";")) { dialect.delimiter = UInt8(ascii: ";") }
        let table = try table(bytes, dialect)
        let rows = (0..<table.rowCount).filter { !table.isBlank($0) }.map { row in
            Row(
                number: row + 1,
                cells: (0..<table.width(row)).map { CSVText.unguarded(table.text(row, $0)) })
        }
        return (rows.enumerated().map { $0 == 0 ? $1.withoutEnd : $1 }, dialect)
    }

    private static func table(_ bytes: [UInt8], _ dialect: TextDialect) throws(StudyError) -> CellTable {
        do {
            return try DelimitedText(bytes: bytes, delimiter: dialect.delimiter, start: dialect.start)
                .table()
        } catch .unclosedQuote(let line) {
            throw StudyError(
                .agreementInvalid, "Line \(line): a quotation mark opens that nothing closes.",
                hint: "Double a quotation mark that is part of a text.")
        } catch {
            throw StudyError(.agreementInvalid, "The file holds more than 5,000,000 cells, or too wide rows.")
        }
    }

    /// The row as wide as the headings: more cells than those may only be empty, and none may lack.
    private static func fitted(_ row: Row, to width: Int) throws(StudyError) -> Row {
        var row = row
        if row.cells.count < width {
            throw StudyError(
                .agreementInvalid,
                "Row \(row.number) has \(row.cells.count.counted("cell")), and the first row \(width).",
                hint: "A value that is missing is an empty cell: 'p2,work,'.")
        }
        if row.cells[width...].contains(where: { !$0.isEmpty }) {
            throw StudyError(
                .agreementInvalid,
                "Row \(row.number) has \(row.withoutEnd.cells.count.counted("cell")), and the first row \(width).",
                hint: "Put a text that holds the separator, \(TextDialect.commonly), into quotation marks.")
        }
        row.cells.removeLast(row.cells.count - width)
        return row
    }

    var hasDecimalComma: Bool { dialect.delimiter != UInt8(ascii: ",") }

    // MARK: Headings

    static func folded(_ text: String) -> String {
        text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "#" }.joined(separator: " ")
    }

    /// The first column with one of these headings.
    func column(in names: Set<String>) -> Int? {
        head.firstIndex { !$0.isEmpty && names.contains(Self.folded($0)) }
    }

    /// The column that a person names.
    ///
    /// - Throws: `request.invalid`.
    func column(named name: String) throws(StudyError) -> Int {
        if let exact = head.firstIndex(of: name) { return exact }
        if let close = head.firstIndex(where: { Self.folded($0) == Self.folded(name) }) { return close }
        throw StudyError(
            .requestInvalid, "There is no column '\(name)'.",
            hint: "There are: \(head.filter { !$0.isEmpty }.joined(separator: ", ")).")
    }

    /// The names of the records that units are of, numbered from 0.
    func records(in column: Int?) throws(StudyError) -> [Int]? {
        guard let column else { return nil }
        if let row = body.first(where: { RatingCells.isMissing($0.cells[column]) }) {
            throw StudyError(
                .agreementInvalid, "Row \(row.number) names no record in '\(head[column])'.",
                hint: "Every unit is of one record; leave out --record to draw single units.")
        }
        return Self.numbered(body.map { $0.cells[column] })
    }

    static func numbered(_ names: [String]) -> [Int] {
        var numbers: [String: Int] = [:]
        return names.map { name in
            let number = numbers[name] ?? numbers.count
            numbers[name] = number
            return number
        }
    }

    // MARK: What it is

    /// The form that headings and cells suggest.
    ///
    /// - Throws: `agreement.invalid` where cells may as well be counts as ratings.
    func form(_ options: RatingFile.Options) throws(StudyError) -> RatingFile.Form {
        if ColumnNames.isLong(self) { return .long }
        if !options.hasSets, hasNamesTwice { return .table }
        if !options.hasSets, options.coders == nil, couldBeCounts(of: options.categories) {
            throw StudyError(
                .agreementInvalid,
                "Each row adds up to the same, so these may be counts of categories or values of coders.",
                hint: "Say which: --form counts or --form units.")
        }
        return .units
    }
}

extension RatingSheet.Row {
    /// The row without the empty cells at its end.
    var withoutEnd: RatingSheet.Row {
        var row = self
        while row.cells.last?.isEmpty == true { row.cells.removeLast() }
        return row
    }
}

extension TextDialect {
    /// What a separator is called where any may be meant.
    fileprivate static var commonly: String { "such as a comma" }
}

/// What columns are commonly called.
enum ColumnNames {
    /// For units, those first that can mean nothing else.
    static let units: [Set<String>] = [
        ["unit", "units", "id", "item", "unit id", "item id", "row", "nr", "no", "n", "#", "index", ""],
        ["segment", "segment id", "passage", "quote", "sentence", "paragraph", "turn"],
        [
            "subject", "subject id", "case", "case id", "record", "record id", "document", "document id",
            "text",
            "interview", "transcript", "participant",
        ],
    ]
    static let coders: Set<String> = [
        "coder", "rater", "annotator", "judge", "observer", "coded by", "user",
    ]
    static let values: Set<String> = [
        "value", "code", "rating", "label", "category", "score", "codes", "annotation",
    ]
    /// What stands beside ratings and is none.
    static let others: Set<String> = [
        "comment", "comments", "note", "notes", "remark", "remarks", "memo", "date", "time", "session",
        "total", "sum",
    ]

    /// How surely a heading is that of units, 0 the most; `nil` for another heading.
    static func rank(_ heading: String) -> Int? {
        units.firstIndex { $0.contains(RatingSheet.folded(heading)) }
    }

    static var allUnits: Set<String> { units.reduce(into: Set()) { $0.formUnion($1) } }

    /// Whether unit, coder and value have columns of their own.
    static func isLong(_ sheet: RatingSheet) -> Bool {
        sheet.column(in: coders) != nil && sheet.column(in: values) != nil
            && sheet.column(in: allUnits) != nil
    }
}
