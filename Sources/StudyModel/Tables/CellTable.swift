/// Rows of cells as text, in one piece of memory, as a table file or one sheet of a workbook holds them.
///
/// Numbers, days and truth values of workbooks are written as text in one way (`1.5`, `2021-03-17`, `TRUE`), so that a
/// column means the same whatever file it came in.
package struct CellTable: Sendable {
    /// Bounds of a table.
    package enum Bounds {
        package static let cells = 5_000_000
        package static let columns = 16_384
        package static let rows = 2_000_000
        /// Bytes of all cells together.
        package static let text = 512 << 20
    }

    /// Why rows can't be taken.
    package enum Failure: Error, Equatable {
        case tooLarge
        case tooWide
        /// The line on which a quote opens that nothing closes.
        case unclosedQuote(line: Int)
    }

    private var arena: [UInt8] = []
    /// Where each cell ends in the arena.
    private var ends: [UInt32] = []
    /// How many cells there are up to each row's end.
    private var rowEnds: [UInt32] = []
    /// The number of each row in the file, from 1, where rows are missing between.
    private var numbers: [UInt32] = []

    package var rowCount: Int { rowEnds.count }
    package private(set) var widest = 0

    package init() {}

    // MARK: Reading

    /// How many cells a row has.
    package func width(_ row: Int) -> Int { Int(rowEnds[row]) - start(row) }

    private func start(_ row: Int) -> Int { row == 0 ? 0 : Int(rowEnds[row - 1]) }

    /// The number of a row in the file, from 1.
    package func number(_ row: Int) -> Int { row < numbers.count ? Int(numbers[row]) : row + 1 }

    /// The bytes of a cell without white space at both ends; empty beyond the row's width.
    package func bytes(_ row: Int, _ column: Int) -> ArraySlice<UInt8> {
        guard column >= 0, column < width(row) else { return [] }
        let index = start(row) + column
        var lower = index == 0 ? 0 : Int(ends[index - 1])
        var upper = Int(ends[index])
        return arena.withUnsafeBufferPointer { buffer in
            while lower < upper, let count = Self.blank(buffer, lower, upper) { lower += count }
            while upper > lower {
                if Self.isBlank(buffer[upper - 1]) {
                    upper -= 1
                } else if upper - lower >= 2, Self.blank(buffer, upper - 2, upper) == 2 {
                    upper -= 2
                } else {
                    break
                }
            }
            return arena[lower..<upper]
        }
    }

    /// A cell without white space at both ends.
    package func text(_ row: Int, _ column: Int) -> String {
        String(decoding: bytes(row, column), as: UTF8.self)
    }

    /// A row's cells exactly as they are.
    package func raw(_ row: Int) -> [String] {
        (start(row)..<Int(rowEnds[row])).map { index in
            let lower = index == 0 ? 0 : Int(ends[index - 1])
            return String(decoding: arena[lower..<Int(ends[index])], as: UTF8.self)
        }
    }

    package func isBlank(_ row: Int) -> Bool { (0..<width(row)).allSatisfy { bytes(row, $0).isEmpty } }

    /// How many cells of a row hold something.
    package func filled(_ row: Int) -> Int { (0..<width(row)).count { !bytes(row, $0).isEmpty } }

    /// The length of the white space at a place: one byte, or two for the no-break space that forms put behind questions.
    private static func blank(_ buffer: UnsafeBufferPointer<UInt8>, _ place: Int, _ end: Int) -> Int? {
        if isBlank(buffer[place]) { return 1 }
        return buffer[place] == 0xC2 && place + 1 < end && buffer[place + 1] == 0xA0 ? 2 : nil
    }

    package static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }

    // MARK: Writing

    package mutating func append(byte: UInt8) { arena.append(byte) }

    package mutating func append(_ bytes: some Sequence<UInt8>) { arena.append(contentsOf: bytes) }

    package mutating func endCell() throws(Failure) {
        guard ends.count < Bounds.cells, arena.count < Bounds.text else { throw .tooLarge }
        ends.append(UInt32(truncatingIfNeeded: arena.count))
    }

    /// Ends a row; `number` says where in the file it stood when rows are missing between.
    package mutating func endRow(number: Int? = nil) throws(Failure) {
        guard rowEnds.count < Bounds.rows else { throw .tooLarge }
        rowEnds.append(UInt32(truncatingIfNeeded: ends.count))
        if let number { numbers.append(UInt32(truncatingIfNeeded: number)) }
        widest = max(widest, width(rowEnds.count - 1))
        guard widest <= Bounds.columns else { throw .tooWide }
    }
}
