internal import Agreement
internal import StudyModel

/// The cells of a file, unit by unit and coder by coder.
struct RatingCells {
    var coders: [String]
    /// Rows of texts, one for each coder; empty where there is none.
    var rows: [[String]]
    /// The number of each row in the file, where rows are units.
    var numbers: [Int]?
    /// The number of each value's row in the file, where every value has one.
    var cellNumbers: [[Int]]?
    var records: [Int]?
    var taken: String
    /// Whether a comma stands for the decimal point.
    var hasDecimalComma: Bool

    /// The same with some coders only.
    func keeping(_ names: [String]?) throws(StudyError) -> RatingCells {
        guard let names, names != coders else { return self }
        var places: [Int] = []
        for name in names {
            guard let place = coders.firstIndex(of: name) else {
                throw StudyError(
                    .requestInvalid, "There is no coder '\(name)'.",
                    hint: "There are: \(coders.joined(separator: ", ")).")
            }
            places.append(place)
        }
        var kept = self
        kept.coders = names
        kept.rows = rows.map { row in places.map { row[$0] } }
        kept.cellNumbers = cellNumbers.map { $0.map { row in places.map { row[$0] } } }
        return kept
    }

    /// What stands for no value.
    private static let missing: Set<String> = ["", "na", "n/a", "nan", "."]

    static func isMissing(_ cell: String) -> Bool { missing.contains(cell.lowercased()) }

    /// Values, with numbers written in one way.
    func values(_ labels: ValueLabels) -> [[String?]] {
        rows.map { $0.map { labels.isMissing($0) ? nil : labels.label($0) } }
    }

    /// Sets of codes: `-` and `{}` are the empty set.
    func sets() -> [[Set<String>?]] {
        rows.map { row in
            row.map { cell in
                if Self.isMissing(cell) { return nil }
                if cell == "-" || cell == "{}" { return [] }
                let codes = cell.split { $0 == ";" || $0 == "\n" }.map { Self.trimmed($0) }
                return Set(codes.filter { !$0.isEmpty && $0 != "-" })
            }
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text.drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    /// Where a value stands that was refused.
    func place(of error: AgreementInputError, _ labels: ValueLabels?) -> StudyError? {
        guard case .undeclaredCategory(let refused) = error else { return nil }
        for (unit, row) in rows.enumerated() {
            let found = row.firstIndex { cell in
                if let labels { return !labels.isMissing(cell) && labels.label(cell) == refused }
                return cell.split(separator: ";").contains { Self.trimmed($0) == refused }
            }
            guard let coder = found, let number = cellNumbers?[unit][coder] ?? numbers?[unit] else {
                continue
            }
            let plain = error.studyError
            return StudyError(
                plain.code, "Row \(number), \(coders[coder]): \(plain.message)", hint: plain.hint)
        }
        return nil
    }
}

/// What values are called: where numbers count, each number is written in one way, so that `1`, `1.0` and, where it is used, `1,0`
/// are one category; names stay as they are but for whole numbers with and without a `.0`.
struct ValueLabels {
    private let areNumbers: Bool
    private let hasDecimalComma: Bool
    private let declared: Set<String>
    /// Declared names by what they are without a `.0`.
    private let wholes: [String: String]
    /// The declared categories; `nil` for those that occur.
    let categories: [Agreement.Category]?

    init(_ cells: RatingCells, declared: [String]?, hasNumbers: Bool) {
        let comma = cells.hasDecimalComma
        let names = Set(declared ?? [])
        func isNumber(_ cell: String) -> Bool { Self.number(cell, comma) != nil }
        let isNumeric =
            hasNumbers && (declared ?? []).allSatisfy(isNumber)
            && cells.rows.allSatisfy { row in
                row.allSatisfy { isNumber($0) || RatingCells.isMissing($0) && !names.contains($0) }
            }
        hasDecimalComma = comma
        areNumbers = isNumeric
        self.declared = names
        wholes = Dictionary(
            (declared ?? []).map { (Self.whole($0, comma), $0) }, uniquingKeysWith: { one, _ in one })
        categories = declared.map { $0.map { Agreement.Category(isNumeric ? Self.label($0, comma) : $0) } }
    }

    /// A declared category is a value whatever it is called.
    func isMissing(_ cell: String) -> Bool { RatingCells.isMissing(cell) && !declared.contains(cell) }

    func label(_ cell: String) -> String {
        if areNumbers { return Self.label(cell, hasDecimalComma) }
        if declared.contains(cell) { return cell }
        let whole = Self.whole(cell, hasDecimalComma)
        return wholes[whole] ?? whole
    }

    private static func label(_ cell: String, _ hasDecimalComma: Bool) -> String {
        guard let number = number(cell, hasDecimalComma) else { return cell }
        return number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
    }

    /// A whole number without its decimal noughts; anything else as it is.
    private static func whole(_ cell: String, _ hasDecimalComma: Bool) -> String {
        guard
            let point = cell.utf8.lastIndex(where: {
                $0 == UInt8(ascii: ".") || hasDecimalComma && $0 == UInt8(ascii: ",")
            })
        else { return cell }
        let (digits, rest) = (cell.utf8[..<point], cell.utf8[cell.utf8.index(after: point)...])
        let body = digits.first.map { "+-".utf8.contains($0) } ?? false ? digits.dropFirst() : digits
        guard !body.isEmpty, !rest.isEmpty, body.allSatisfy({ (0x30...0x39).contains($0) }),
            rest.allSatisfy({ $0 == 0x30 })
        else { return cell }
        return String(cell[..<point])
    }

    static func number(_ cell: String, _ hasDecimalComma: Bool) -> Double? {
        Agreement.Category(hasDecimalComma ? cell.replacing(",", with: ".") : cell).number
    }
}
