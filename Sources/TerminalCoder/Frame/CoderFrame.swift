/// What one cell looks like.
struct CoderStyle: Hashable, Sendable {
    /// What the cell is for; how that looks is decided once, by ``attributes(_:)``.
    enum Role: Character, Hashable, Sendable, CaseIterable {
        case text = "."
        /// Headings and the labels of turns.
        case strong = "s"
        case marked = "m"
        /// The words of the coding under the cursor.
        case coded = "c"
        case found = "f"
        case header = "H"
        /// A key in a line of hints.
        case key = "k"
        case quiet = "q"
        case stripe = "|"
        case label = "l"
        case message = "M"
        case failure = "!"
        case chosen = "C"
        case title = "t"
    }

    var role: Role
    /// `#rrggbb` of the code the cell belongs to, as a number.
    var colour: UInt32?

    init(_ role: Role = .text, colour: UInt32? = nil) {
        self.role = role
        self.colour = colour
    }

    /// How a terminal shows a role.
    struct Attributes: OptionSet, Hashable, Sendable {
        let rawValue: UInt8
        static let bold = Attributes(rawValue: 1)
        static let dim = Attributes(rawValue: 2)
        static let reverse = Attributes(rawValue: 4)
        static let underline = Attributes(rawValue: 8)
    }

    /// Colours are never needed to tell roles apart.
    var attributes: Attributes {
        switch role {
        case .text, .label, .message: []
        case .strong, .key, .title, .stripe: .bold
        case .marked, .header, .chosen: .reverse
        case .coded: .underline
        case .found: [.bold, .underline]
        case .quiet: .dim
        case .failure: [.bold, .reverse]
        }
    }
}

/// One place on the screen.
struct CoderCell: Hashable, Sendable {
    /// One base scalar with its marks; empty behind a wide character.
    var text: String
    var style: CoderStyle

    static let blank = CoderCell(text: " ", style: CoderStyle())
    /// The second half of a wide character.
    static let rest = CoderCell(text: "", style: CoderStyle())
}

/// The whole screen as it should be: cells, and where the cursor is.
package struct CoderFrame: Sendable, Equatable {
    package let size: CoderSize
    /// Row by row.
    private(set) var cells: [CoderCell]
    /// `nil` hides it.
    var cursor: (row: Int, column: Int)?

    init(_ size: CoderSize) {
        self.size = size
        cells = Array(repeating: .blank, count: max(0, size.rows) * max(0, size.columns))
    }

    package static func == (left: CoderFrame, right: CoderFrame) -> Bool {
        left.size == right.size && left.cells == right.cells && left.cursor?.row == right.cursor?.row
            && left.cursor?.column == right.cursor?.column
    }

    func row(_ row: Int) -> ArraySlice<CoderCell> {
        cells[row * size.columns..<(row + 1) * size.columns]
    }

    /// The text of a row, without the blanks at its end.
    package func line(_ row: Int) -> String {
        var text = self.row(row).map(\.text).joined()[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    /// Puts a piece in place; what would stand over the right edge or another row is left out.
    mutating func put(_ piece: Cluster.Piece, row: Int, column: Int, _ style: CoderStyle) {
        guard row >= 0, row < size.rows, column >= 0, column + piece.columns <= size.columns else { return }
        cells[row * size.columns + column] = CoderCell(text: piece.text, style: style)
        for next in 1..<max(1, piece.columns) {
            var rest = CoderCell.rest
            rest.style = style
            cells[row * size.columns + column + next] = rest
        }
    }

    /// Writes one line of text, escaped, cut with an ellipsis where it is longer than `width`.
    ///
    /// - Returns: The column behind it.
    @discardableResult
    mutating func write(
        _ text: String, row: Int, column: Int, width: Int? = nil, _ style: CoderStyle = CoderStyle(),
        ellipsis: String = "…"
    ) -> Int {
        let room = min(width ?? size.columns, size.columns - column)
        guard room > 0 else { return column }
        let pieces = Cluster.pieces(of: text)
        let total = pieces.reduce(0) { $0 + $1.columns }
        let limit = total > room ? room - ellipsis.count : room
        var at = column
        for piece in pieces {
            guard at + piece.columns <= column + limit else { break }
            put(piece, row: row, column: at, style)
            at += piece.columns
        }
        guard total > room else { return at }
        for character in ellipsis where at < column + room {
            put(Cluster.Piece(text: String(character), columns: 1), row: row, column: at, style)
            at += 1
        }
        return at
    }

    /// Gives a row one style from a column on, blank.
    mutating func fill(
        row: Int, from column: Int = 0, to end: Int? = nil, _ style: CoderStyle, _ text: String = " "
    ) {
        guard row >= 0, row < size.rows else { return }
        for column in max(0, column)..<max(column, min(end ?? size.columns, size.columns)) {
            cells[row * size.columns + column] = CoderCell(text: text, style: style)
        }
    }
}
