internal import Agreement
internal import StudyModel

extension RatingSheet {
    // MARK: How often two coders gave each pair

    /// Whether rows and columns have the same names, in whatever order.
    var hasNamesTwice: Bool {
        let columns = head.dropFirst()
        return columns.count > 1 && body.count == columns.count && Set(columns).count == columns.count
            && Set(body.map { $0.cells[0] }) == Set(columns)
    }

    /// How often two coders gave each pair: rows are the first coder's, in the order of the columns.
    func contingency(_ declared: [String]?) throws(StudyError) -> (labels: [String], counts: [[Int]]) {
        if let bare = bareCounts, bare.count == head.count {
            let labels = declared ?? bare.indices.map { String($0 + 1) }
            return (labels, bare)
        }
        let labels = Array(head.dropFirst())
        guard hasNamesTwice || body.count == labels.count && body.map({ $0.cells[0] }) == labels else {
            throw StudyError(
                .agreementInvalid, "Rows and columns of the table do not have the same names.",
                hint: "The first row and the first column both name the categories, without sums.")
        }
        let places = Dictionary(uniqueKeysWithValues: zip(body.map { $0.cells[0] }, body))
        var counts: [[Int]] = []
        for label in labels {
            guard let row = places[label] else { continue }
            counts.append(try Self.counts(in: row, Array(row.cells.dropFirst()), of: labels))
        }
        return (labels, counts)
    }

    /// All rows as counts, where no row and no column has a name.
    private var bareCounts: [[Int]]? {
        let rows = [head] + body.map(\.cells)
        let counts = rows.map { $0.compactMap(Self.count) }
        return zip(rows, counts).allSatisfy { $0.count == $1.count } ? counts : nil
    }

    private static func count(_ cell: String) -> Int? {
        guard let number = Agreement.Category(cell).number, number >= 0, number < 1e15,
            number == number.rounded()
        else { return nil }
        return Int(number)
    }

    private static func counts(
        in row: Row, _ cells: [String], of labels: [String]
    ) throws(StudyError) -> [Int] {
        var line: [Int] = []
        for (cell, label) in zip(cells, labels) {
            guard let count = count(cell) else {
                throw StudyError(
                    .agreementInvalid, "Row \(row.number), '\(label)': '\(cell)' is no count.",
                    hint: "Counts are whole numbers from 0. Are these ratings? Then say --form units.")
            }
            line.append(count)
        }
        return line
    }

    // MARK: How many coders gave each category

    /// How many coders gave each unit each category: a row for each unit, a column for each category.
    func unitCounts(_ options: RatingFile.Options) throws(StudyError) -> (labels: [String], counts: [[Int]]) {
        var unit: Int?
        if let name = options.unit, name != RatingFile.Options.noColumn {
            unit = try column(named: name)
        } else if options.unit == nil, options.categories != head, ColumnNames.rank(head[0]) != nil {
            unit = 0
        }
        let columns = head.indices.filter { $0 != unit }
        let labels = columns.map { head[$0] }
        if unit == nil, options.categories != labels, let bare = bareCounts {
            guard let declared = options.categories else {
                throw StudyError(
                    .agreementInvalid, "Row 1 may name the categories or be the first unit.",
                    hint:
                        "Begin the file with a row 'unit,…' and each row with the unit's name, or say --categories."
                )
            }
            return (declared, bare)
        }
        var counts: [[Int]] = []
        for row in body { counts.append(try Self.counts(in: row, columns.map { row.cells[$0] }, of: labels)) }
        return (labels, counts)
    }

    /// Whether ratings would be a strange coincidence: whole numbers from 0, some 0, adding up to the same in each row.
    ///
    /// Where categories are declared, counts have them as headings.
    func couldBeCounts(of declared: [String]?) -> Bool {
        let isNamed = ColumnNames.rank(head[0]) != nil
        if let declared, declared != Array(head.dropFirst(isNamed ? 1 : 0)) { return false }
        let rows = body.map { row in row.cells.dropFirst(isNamed ? 1 : 0).map { Int($0) } }
        guard rows.count > 2, rows.allSatisfy({ $0.allSatisfy { $0.map { $0 >= 0 } ?? false } }) else {
            return false
        }
        let counts = rows.map { $0.compactMap(\.self) }
        let sums = Set(counts.map { $0.reduce(0) { $0 &+ $1 } })
        return sums.count == 1 && (sums.first ?? 0) > 1 && counts.contains { $0.contains(0) }
            && Set(counts.map { $0.sorted() }).count > 1
    }
}
