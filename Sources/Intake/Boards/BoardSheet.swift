package import StudyModel

/// A board as a file of another program holds it: cards under the names of their columns.
package struct BoardSheet: Equatable, Sendable {
    /// A card as it stands in the file, where who wrote it may be a name, which is never kept.
    package struct Card: Equatable, Sendable {
        package var text: String
        /// `nil` where the file does not say.
        package var column: String?
        package var tags: [String] = []
        package var author: String?
        package var votes = 0
        /// Its row in the file, from 1.
        package var row: Int
    }

    package var source: BoardSource
    /// The columns in the order of the file, each once.
    package var columns: [String] = []
    private var known: Set<String> = []
    package var cards: [Card] = []
    /// What was left out or had to be guessed, one sentence each.
    package var remarks: [String] = []

    init(_ source: BoardSource) { self.source = source }

    mutating func add(column name: String) {
        let folded = Self.folded(name)
        if !folded.isEmpty, known.insert(folded).inserted { columns.append(name) }
    }

    /// As names are compared: whatever their capitals and blanks.
    static func folded(_ text: String) -> String {
        text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// On one line, as a name of a column or a cluster stands.
    static func name(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return String(line.unicodeScalars.prefix(200)).trimmed
    }
}

/// Reads boards that Miro and EasyRetro write as CSV, in whichever of their forms (docs/reference/import.md).
package enum BoardIntake {
    /// Reads a board.
    ///
    /// - Parameters:
    ///   - source: the program that wrote it; worked out from the file without it.
    ///   - known: the names of the columns that the board has already, which frames may be called.
    /// - Throws: `board.unreadable` for what is no table of text, is empty, or holds too much.
    package static func read(
        _ bytes: [UInt8], source: BoardSource?, known: [String]
    ) throws(StudyError) -> BoardSheet {
        guard let text = SourceText(bytes) else {
            throw refusal("The file is not text.", "Export the board as CSV.")
        }
        let rows = try rows(of: text.bytes)
        guard let head = rows.first(where: { !$0.isBlank }) else {
            throw refusal("The file is empty.", "Export the board again.")
        }
        var sheet: BoardSheet
        if let listed = BoardList.read(text.bytes) {
            sheet = listed
        } else if let form = BoardHeadings(head.cells) {
            sheet = form.read(rows, below: head, source ?? form.source)
        } else if source == .easyretro || (source == nil && head.cells.count(where: { !$0.isEmpty }) > 1) {
            sheet = BoardColumns.read(rows, below: head)
        } else {
            sheet = BoardSections.read(rows, known: known)
        }
        sheet.remarks = text.remarks + sheet.remarks
        guard sheet.cards.count <= Board.mostCards else {
            throw refusal("The file holds more than \(Board.mostCards) cards.", "Divide it.")
        }
        let tags = Set(sheet.cards.flatMap { $0.tags.map(BoardSheet.folded) })
        guard sheet.columns.count + tags.count <= Workshop.mostParts else {
            throw refusal(
                "The file has more than \(Workshop.mostParts) columns and tags.",
                "It may be no board: look at it in a spreadsheet.")
        }
        guard !sheet.cards.isEmpty else {
            throw refusal("The file holds no cards.", "Export the board again.")
        }
        return sheet
    }

    /// A row with its number in the file, its cells as they were before a spreadsheet was guarded from them.
    struct Row {
        var number: Int
        var cells: [String]

        var isBlank: Bool { cells.allSatisfy(\.isEmpty) }
        /// The only cell that holds something, where it is the first.
        var only: String? {
            guard let first = cells.first, !first.isEmpty, cells.dropFirst().allSatisfy(\.isEmpty) else {
                return nil
            }
            return first
        }
    }

    /// More cells than this are no board.
    private static let mostCells = 500_000

    private static func rows(of bytes: [UInt8]) throws(StudyError) -> [Row] {
        let dialect = TextDialect.of(bytes, extension: "csv")
        let table: CellTable
        do throws(CellTable.Failure) {
            table = try DelimitedText(bytes: bytes, delimiter: dialect.delimiter, start: dialect.start)
                .table()
        } catch {
            if case .unclosedQuote(let line) = error {
                throw refusal(
                    "A quotation mark opens on line \(line) that nothing closes.",
                    "The file may be cut short: export the board again.")
            }
            throw refusal("The file holds too much for a board.", "Divide it.")
        }
        guard table.rowCount <= mostCells, table.rowCount * max(1, table.widest) <= 4 * mostCells else {
            throw refusal("The file holds too much for a board.", "Divide it.")
        }
        return (0..<table.rowCount).map { row in
            Row(
                number: row + 1,
                cells: (0..<table.width(row)).map { CSVText.unguarded(table.text(row, $0)).trimmed })
        }
    }

    static func refusal(_ message: String, _ hint: String) -> StudyError {
        StudyError(.boardUnreadable, message, hint: hint)
    }
}
