/// How often two coders gave each pair of categories to units both coded: rows are the first coder's, columns the second's.
///
/// Only cells in use are kept, so that a table of thousands of categories is no larger than its data.
public struct ContingencyTable: RatedUnits, Hashable {
    /// One pair of categories and how many units have it.
    struct Cell: Sendable, Hashable {
        var row: Int
        var column: Int
        var count: Int
    }

    /// The declared categories, in codebook order; also those that nobody used.
    public let categories: [Category]
    /// Cells with units; a pair may come in several.
    let cells: [Cell]

    /// A table of counts.
    ///
    /// - Throws: `unequalLengths` unless it is square and of the size of the categories; `countOutOfRange` for a count
    ///   below nothing, or of 2³¹ or more.
    public init(_ counts: [[Int]], categories: [Category]? = nil) throws(AgreementInputError) {
        let declared = categories ?? Category.numbered(counts.count)
        guard counts.count == declared.count, counts.allSatisfy({ $0.count == declared.count }) else {
            throw .unequalLengths
        }
        guard counts.joined().allSatisfy({ (0...Int(Int32.max)).contains($0) }) else {
            throw .countOutOfRange
        }
        try declared.map(\.label).requireDistinct()
        var cells: [Cell] = []
        for (row, columns) in counts.enumerated() {
            for (column, count) in columns.enumerated() where count > 0 {
                cells.append(Cell(row: row, column: column, count: count))
            }
        }
        self.init(categories: declared, cells: cells)
    }

    init(categories: [Category], cells: [Cell]) {
        self.categories = categories
        self.cells = cells
    }

    /// How many units there are.
    public var unitCount: Int { cells.reduce(0) { $0 + $1.count } }

    /// All counts, row by row; takes room for each pair of categories.
    public var counts: [[Int]] {
        var result = [[Int]](repeating: [Int](repeating: 0, count: categories.count), count: categories.count)
        for cell in cells { result[cell.row][cell.column] += cell.count }
        return result
    }

    /// How many units the first coder put into each category.
    public var rowTotals: [Int] { totals(\.row) }

    /// How many units the second coder put into each category.
    public var columnTotals: [Int] { totals(\.column) }

    private func totals(_ side: KeyPath<Cell, Int>) -> [Int] {
        var result = [Int](repeating: 0, count: categories.count)
        for cell in cells { result[cell[keyPath: side]] += cell.count }
        return result
    }

    /// The 2 × 2 table of a category against all others: 1 for it, 0 for others.
    public func collapsed(to category: Int) -> ContingencyTable {
        let collapsed = cells.map {
            Cell(row: $0.row == category ? 1 : 0, column: $0.column == category ? 1 : 0, count: $0.count)
        }
        return ContingencyTable(categories: .presence, cells: collapsed)
    }

    /// Calls `visit` with the units of each cell.
    public func visitUnits(_ visit: (_ unit: UnitCounts, _ repeats: Int) -> Void) {
        for cell in cells {
            var unit = UnitCounts()
            unit.add(cell.row)
            unit.add(cell.column)
            visit(unit, cell.count)
        }
    }
}

extension RatingMatrix {
    /// The table of two coders, by number, over the units both coded.
    public func contingencyTable(_ first: Int, _ second: Int) -> ContingencyTable {
        var cells: [ContingencyTable.Cell] = []
        let pair = choosing([first, second])
        let rows = pair.repeats == nil ? pair.distinctRows(least: 2) : pair
        rows.visitRows { row, repeats in
            guard row[0] != Self.missing, row[1] != Self.missing else { return }
            cells.append(.init(row: Int(row[0]), column: Int(row[1]), count: repeats))
        }
        return ContingencyTable(categories: categories, cells: cells)
    }

    /// The table of the two coders who coded anything.
    ///
    /// - Throws: `not-two-coders` where there are more, `no-double-coding` where there are fewer.
    public func contingencyTable() throws(UndefinedReason) -> ContingencyTable {
        let active = activeCoders
        guard active.count > 1 else { throw .noDoubleCoding }
        guard active.count == 2 else { throw .notTwoCoders }
        return contingencyTable(active[0], active[1])
    }

    /// The ratings of a table: two coders, and a row for each cell, which counts as often as the cell says.
    ///
    /// - Parameters:
    ///   - table: How often two coders gave each pair of categories.
    ///   - coders: The names of the first and the second.
    public init(_ table: ContingencyTable, coders: (first: String, second: String) = ("1", "2")) {
        self.init(
            checked: [table.cells.map { UInt16($0.row) }, table.cells.map { UInt16($0.column) }],
            categories: table.categories, coders: [coders.first, coders.second],
            repeats: table.cells.map(\.count))
    }
}
