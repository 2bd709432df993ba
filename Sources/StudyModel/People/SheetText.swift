/// What is wrong with a sheet at one place, without anything that stands there: cells hold names.
package struct SheetProblem: Hashable, Sendable, Codable {
    /// The row as the table numbers it, from 1; the headings are row 1 as a rule.
    package let row: Int
    /// The column from 1; `nil` where the whole row is meant.
    package let column: Int?
    /// One sentence.
    package let reason: String
    /// Whether the row was taken all the same.
    package let isWarning: Bool

    package init(row: Int, column: Int?, reason: String, isWarning: Bool) {
        self.row = row
        self.column = column
        self.reason = reason
        self.isWarning = isWarning
    }

    /// The place and the reason, for a person.
    package var sentence: String { "Row \(row)\(column.map { ", column \($0)" } ?? ""): \(reason)" }
}

/// What was read from a sheet that a team keeps.
package protocol ReadSheet {
    /// In the order of the rows.
    var problems: [SheetProblem] { get }
}

extension ReadSheet {
    /// The problems because of which a row was left out.
    package var errors: [SheetProblem] { problems.filter { !$0.isWarning } }
}

/// Reads cells and headings as people write them.
enum SheetText {
    /// Without white space at both ends, no-break spaces and byte order marks included.
    static func trimmed(_ text: some StringProtocol) -> String {
        func isBlank(_ character: Character) -> Bool {
            character.isWhitespace || character == "\u{FEFF}" || character == "\u{200B}"
        }
        let rest = text.drop(while: isBlank)
        let end = rest.lastIndex { !isBlank($0) }
        return end.map { String(rest[...$0]) } ?? ""
    }

    /// In small letters, with one space for everything between words: `E-mail_Address` and `e mail address`
    /// are alike.
    static func folded(_ text: some StringProtocol) -> String {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
    }

    /// A day in ISO 8601, or in any other form that ``DayWords`` knows where today is known; never a time
    /// alone.
    static func day(_ text: String, today: CalendarDay?) -> CalendarDay? {
        if let day = CalendarDay(rawValue: text) { return day }
        guard let today, DayReader.time(DayReader.words(of: text)[...]) == nil else { return nil }
        return DayWords.read(text, today: today)?.day
    }

    /// The items of a cell, separated by `;` or `,` or a line end.
    static func items(_ cell: String) -> [String] {
        cell.split { $0 == ";" || $0 == "," || $0.isNewline }.map { trimmed($0) }.filter { !$0.isEmpty }
    }

    /// `SP66`, also written `sp66` or with spaces around it.
    static func handle(_ cell: String) -> Handle? { Handle(rawValue: trimmed(cell).uppercased()) }

    /// Whether a box is ticked: `nil` for an empty one.
    static func tick(_ cell: String) -> Tick? {
        switch trimmed(cell).lowercased() {
        case "", "-", "n/a", "na": .empty
        case "yes", "y", "true", "1", "x", "ok", "✓", "✔", "☑", "☒", "granted", "given", "agreed": .yes
        case "no", "n", "false", "0", "✗", "✘", "☐", "refused", "declined": .no
        default: nil
        }
    }

    enum Tick {
        case yes
        case no
        case empty
    }
}

/// A table's headings and rows, with a cell found by what its column is.
struct SheetRows<Column: Hashable> {
    private let rows: [[String]]
    /// The columns there are, from 0, in their order.
    private(set) var columns: [(place: Int, column: Column)] = []

    /// - Parameter column: What a folded heading stands for, or `nil`.
    init(_ rows: [[String]], column: (String) -> Column?) {
        self.rows = rows
        for (place, heading) in (rows.first ?? []).enumerated() {
            if let found = column(SheetText.folded(heading)) { columns.append((place, found)) }
        }
    }

    /// The headings that stand for no column, by place from 0; empty ones are left out.
    var strangers: [Int] {
        (rows.first ?? []).indices.filter { place in
            !SheetText.trimmed(rows[0][place]).isEmpty && !columns.contains { $0.place == place }
        }
    }

    /// The places of columns that stand for the same as one before them.
    func repeats(allowing allowed: (Column) -> Bool) -> [Int] {
        var seen: Set<Column> = []
        return columns.filter { !seen.insert($0.column).inserted && !allowed($0.column) }.map(\.place)
    }

    /// The rows below the headings that hold something, with their numbers from 1.
    var filled: [(number: Int, cells: [String])] {
        zip(1..., rows).dropFirst().filter { _, cells in
            cells.contains { !SheetText.trimmed($0).isEmpty }
        }.map { ($0, $1) }
    }

    /// The cells of a row under a column, trimmed, without empty ones, with their places from 0.
    func cells(_ column: Column, in cells: [String]) -> [(place: Int, text: String)] {
        columns.compactMap { place, found in
            guard found == column, place < cells.count else { return nil }
            let text = SheetText.trimmed(cells[place])
            return text.isEmpty ? nil : (place, text)
        }
    }

    /// The first cell of a row under a column that holds something.
    func cell(_ column: Column, in row: [String]) -> (place: Int, text: String)? {
        cells(column, in: row).first
    }
}
