import StudyModel

/// What the cells of one column look like, taken in one pass.
struct ColumnCensus {
    private(set) var filled = 0
    /// Cells that say that there is no answer: `NA`, `#N/A`.
    private(set) var blanks: [String: Int] = [:]
    private(set) var integers = 0
    private(set) var decimals = 0
    private(set) var commaDecimals = 0
    private(set) var booleans = 0
    private(set) var moments = 0
    private(set) var timed = 0
    private(set) var dayFirst = 0
    private(set) var monthFirst = 0
    private(set) var yearFirst = 0
    private(set) var smallest = Double.infinity
    /// Different texts with their counts, in order of appearance.
    private(set) var order: [String] = []
    private(set) var counts: [String: Int] = [:]
    /// Whether there are more different texts than are kept.
    private(set) var hasMore = false
    private(set) var bytes = 0
    private(set) var words = 0
    private(set) var longest = 0
    /// Cells of words.
    private(set) var texts = 0

    static let mostValues = 2000

    /// One census for each column, of the rows of answers.
    static func of(_ table: Table, rows: [Int], columns: Int) -> [ColumnCensus] {
        var censuses = Array(repeating: ColumnCensus(), count: columns)
        for row in rows {
            for column in 0..<min(columns, table.width(row)) {
                let cell = table.bytes(row, column)
                if !cell.isEmpty { censuses[column].take(cell) }
            }
        }
        return censuses
    }

    private mutating func take(_ cell: ArraySlice<UInt8>) {
        filled += 1
        let shape = CellShape(cell)
        if !hasMore, cell.count <= 400 {
            let text = String(decoding: cell, as: UTF8.self)
            if counts[text] != nil || order.count < Self.mostValues {
                if counts[text] == nil { order.append(text) }
                counts[text, default: 0] += 1
            } else {
                hasMore = true
            }
            if shape == .text, MissingCode.isAlways(cell) {
                blanks[text, default: 0] += 1
                return
            }
        } else {
            hasMore = true
        }
        count(shape, cell)
    }

    private mutating func count(_ shape: CellShape, _ cell: ArraySlice<UInt8>) {
        switch shape {
        case .empty: break
        case .integer, .decimal:
            if shape == .integer { integers += 1 } else { decimals += 1 }
            // A code such as -99 is not the smallest of the answers.
            if !MissingCode.isNumber(cell) {
                smallest = min(smallest, Double(String(decoding: cell, as: UTF8.self)) ?? smallest)
            }
        case .commaDecimal: commaDecimals += 1
        case .boolean: booleans += 1
        case .moment(let moment):
            moments += 1
            timed += moment.time == nil ? 0 : 1
            yearFirst += moment.order == nil ? 0 : 1
            dayFirst += moment.fits(.dayFirst) ? 1 : 0
            monthFirst += moment.fits(.monthFirst) ? 1 : 0
        case .text: break
        }
        texts += 1
        bytes += cell.count
        longest = max(longest, cell.count)
        var isInWord = false
        for byte in cell {
            let isBlank = Table.isBlank(byte)
            if !isBlank, !isInWord { words += 1 }
            isInWord = !isBlank
        }
    }

    /// Cells that hold an answer.
    var answers: Int { filled - blanks.values.reduce(0, +) }
    /// How many different answers there are, or more.
    var different: Int { order.count - blanks.count }
}

/// Values by which programs say that there is no answer.
enum MissingCode {
    private static let always: Set<String> = ["na", "n/a", "#n/a", "null", "nan"]
    private static let numbers: Set<String> = ["-9", "-99", "-999", "-9999"]

    /// In any column.
    static func isAlways(_ cell: ArraySlice<UInt8>) -> Bool {
        cell.count <= 4 && always.contains(String(decoding: cell, as: UTF8.self).lowercased())
    }

    /// In a column of numbers that are otherwise not negative.
    static func isNumber(_ cell: ArraySlice<UInt8>) -> Bool {
        cell.first == UInt8(ascii: "-") && cell.count <= 5
            && numbers.contains(String(decoding: cell, as: UTF8.self))
    }

    static func isNumber(_ text: String) -> Bool { numbers.contains(text) }

    /// In a column of numbers or days.
    static func isMark(_ text: String) -> Bool { text == "." || text == "-" || text == "--" }
}
