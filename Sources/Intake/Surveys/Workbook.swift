import StudyModel

/// A spreadsheet file whose sheets are read one by one.
protocol Workbook {
    /// The sheets in the order of the file.
    var sheets: [SheetName] { get }

    /// The cells of one sheet.
    ///
    /// - Throws: `import.unreadable` for a damaged file, `import.too_large` beyond ``Table/Bounds``.
    func sheet(_ index: Int) throws(StudyError) -> Sheet
}

/// What a workbook's list of sheets says about one.
struct SheetName: Equatable, Sendable {
    var name: String
    var isHidden = false
}

/// One sheet of a workbook.
struct Sheet: Sendable {
    /// Rows without any value are left out; ``Table/number(_:)`` says where a row stood.
    var table = Table()
    /// The last row and column that the file says anything about, styled and empty cells among them.
    var rows = 0
    var columns = 0
    /// Formulas; their last value is taken and nothing is worked out.
    var formulas = 0
}

/// Puts cells that come with their places into a table's rows.
struct SheetRows {
    private(set) var sheet = Sheet()
    private var width = 0

    mutating func see(row: Int, column: Int) {
        sheet.rows = max(sheet.rows, row)
        sheet.columns = max(sheet.columns, column)
    }

    mutating func countFormula() { sheet.formulas &+= 1 }

    /// Adds a value at a column, from 0; one that comes twice or out of order is left out.
    mutating func add(_ value: some Collection<UInt8>, column: Int) throws(Table.Failure) {
        guard !value.isEmpty, column >= width else { return }
        guard column < Table.Bounds.columns else { throw .tooWide }
        while width < column {
            try sheet.table.endCell()
            width += 1
        }
        sheet.table.append(value)
        try sheet.table.endCell()
        width += 1
    }

    /// Ends the row with a number from 1; one without a value is left out.
    mutating func endRow(number: Int) throws(Table.Failure) {
        guard width > 0 else { return }
        width = 0
        try sheet.table.endRow(number: number)
    }
}

extension Table.Failure {
    /// The failure as a person reads it.
    func refusal(of path: String) -> StudyError {
        switch self {
        case .tooLarge:
            StudyError(
                .importTooLarge, "'\(path)' holds more than \(Table.Bounds.cells / 1_000_000) million cells.",
                hint: "Split it into smaller tables and import those.")
        case .tooWide:
            StudyError(
                .importTooLarge, "'\(path)' has more than \(Table.Bounds.columns) columns.",
                hint: "Keep the columns you need and import that.")
        case .unclosedQuote(let line):
            StudyError(
                .importUnreadable, "A quote that opens on line \(line) of '\(path)' is never closed.",
                hint: "Close the quote on that line, or export the table again.")
        }
    }
}

/// A number or a serial day of a workbook, as text.
enum SheetNumber {
    /// The shortest text of a number; anything else as it is.
    static func text(_ bytes: [UInt8]) -> [UInt8] {
        let isPlain = bytes.count <= 15 && bytes.allSatisfy { Ascii.isDigit($0) || $0 == UInt8(ascii: "-") }
        guard !isPlain, bytes.count <= 40, let number = Double(String(decoding: bytes, as: UTF8.self)),
            number.isFinite
        else { return bytes }
        return Array(SurveyValue.text(of: number).utf8)
    }

    /// A serial number as `2021-03-17`, `2021-03-17T14:30:00` or `14:30:00`; `nil` outside the years 1900 to 9999.
    ///
    /// Day 60 of the 1900 system is 29 February 1900, which never was; it is read as 28 February.
    ///
    /// Source: ECMA-376 part 1, §18.17.4.
    static func date(_ bytes: [UInt8], form: DateForm, is1904: Bool) -> String? {
        guard bytes.count <= 40, let serial = Double(String(decoding: bytes, as: UTF8.self)), serial >= 0,
            serial < 3_000_000
        else { return nil }
        let seconds = Int((serial * 86_400).rounded())
        let (days, rest) = (seconds / 86_400, seconds % 86_400)
        let time =
            "\((rest / 3600).padded(to: 2)):\((rest / 60 % 60).padded(to: 2)):\((rest % 60).padded(to: 2))"
        if form == .time, days == 0 { return time }
        let start = is1904 ? -24_107 : days < 60 ? -25_568 : -25_569
        guard let day = CalendarDay(daysSinceEpoch: start + days) else { return nil }
        return form == .day && rest == 0 ? day.rawValue : "\(day.rawValue)T\(time)"
    }

    enum DateForm: Equatable {
        case day
        case time
        case moment
    }
}
