/// The numbers of a matrix while it is counted: one more row and one more column hold the totals.
struct MatrixTable {
    let rows: Int
    let columns: Int
    /// Column after column, because a record adds to few columns and many rows.
    var cells: [Int]
    /// For the measure `cases`: cell and case, packed.
    private var cases: [UInt64] = []

    init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
        cells = Array(repeating: 0, count: (rows + 1) * (columns + 1))
    }

    /// The row and the column of totals.
    var totalRow: Int { rows }
    var totalColumn: Int { columns }

    func place(_ row: Int, _ column: Int) -> Int { column * (rows + 1) + row }

    mutating func add(_ number: Int, _ row: Int, _ column: Int) { cells[place(row, column)] += number }

    /// Notes that a case counts in a cell; as often as it likes.
    mutating func add(case number: Int, _ row: Int, _ column: Int) {
        cases.append(UInt64(place(row, column)) << 32 | UInt64(number))
        if cases.count > 4_000_000 { compact() }
    }

    private mutating func compact() {
        cases.sort()
        var kept: [UInt64] = []
        for key in cases where kept.last != key { kept.append(key) }
        cases = kept
    }

    /// Counts the cases that were noted.
    mutating func countCases() {
        compact()
        for key in cases { cells[Int(key >> 32)] += 1 }
        cases = []
    }

    /// Row after row, without totals.
    var inRows: [Int] { (0..<rows).flatMap { row in (0..<columns).map { cells[place(row, $0)] } } }
    var rowTotals: [Int] { (0..<rows).map { cells[place($0, columns)] } }
    var columnTotals: [Int] { (0..<columns).map { cells[place(rows, $0)] } }
    var total: Int { cells[place(rows, columns)] }
}
