internal import StudyModel

extension RatingSheet {
    /// One value for each row: unit, coder, value.
    func long(_ options: RatingFile.Options) throws(StudyError) -> RatingCells {
        let record: Int? = if let name = options.record { try column(named: name) } else { nil }
        let columns = try longColumns(options, besides: record)
        _ = try records(in: record)
        var gathered = LongCells()
        for row in body {
            try gathered.add(
                unit: row.cells[columns[0]], record: record.map { row.cells[$0] },
                coder: row.cells[columns[1]],
                value: row.cells[columns[2]], number: row.number, joins: options.hasSets)
        }
        return RatingCells(
            coders: gathered.coders, rows: gathered.rows, numbers: nil, cellNumbers: gathered.numbers,
            records: record == nil ? nil : Self.numbered(gathered.records),
            taken:
                "Taken as one value for each row: '\(head[columns[0]])' is the unit, '\(head[columns[1]])' the coder, "
                + "'\(head[columns[2]])' the value; \(gathered.rows.count.counted("unit")), "
                + "\(gathered.coders.count.counted("coder")) (\(gathered.coders.joined(separator: ", "))).",
            hasDecimalComma: hasDecimalComma)
    }

    /// The columns of unit, coder and value, by their headings or else in this order.
    private func longColumns(_ options: RatingFile.Options, besides record: Int?) throws(StudyError) -> [Int]
    {
        if options.unit == RatingFile.Options.noColumn {
            throw StudyError(.requestInvalid, "With a row for each value, a column has to name the units.")
        }
        var unit = unitHeading(besides: record)
        if let name = options.unit { unit = try column(named: name) }
        let named = [unit, column(in: ColumnNames.coders), column(in: ColumnNames.values)]
        let rest = head.indices.filter { $0 != record }
        let columns = named.allSatisfy { $0 != nil } ? named.compactMap(\.self) : Array(rest.prefix(3))
        guard Set(columns).count == 3 else {
            throw StudyError(
                .agreementInvalid, "A row for each value needs three columns: unit, coder and value.",
                hint: "Name them so in the first row.")
        }
        if named.contains(nil), body.contains(where: { $0.cells[columns[1]] == head[columns[1]] }) {
            throw StudyError(
                .agreementInvalid, "Row 1 holds a value and no headings.",
                hint: "Begin the file with a row 'unit,coder,value'.")
        }
        return columns
    }

    private func unitHeading(besides record: Int?) -> Int? {
        let ranked = head.indices.filter { $0 != record && !head[$0].isEmpty }
            .compactMap { column in ColumnNames.rank(head[column]).map { (rank: $0, column: column) } }
        return ranked.min { ($0.rank, $0.column) < ($1.rank, $1.column) }?.column
    }
}

/// Values that come one by one, put into rows.
private struct LongCells {
    private(set) var coders: [String] = []
    private(set) var rows: [[String]] = []
    /// The row of the file that each of them is from.
    private(set) var numbers: [[Int]] = []
    private(set) var records: [String] = []
    private var coderPlaces: [String: Int] = [:]
    private var unitPlaces: [[String]: Int] = [:]

    mutating func add(
        unit: String, record: String?, coder: String, value: String, number: Int, joins: Bool
    ) throws(StudyError) {
        guard !unit.isEmpty, !coder.isEmpty else {
            throw StudyError(.agreementInvalid, "Row \(number) names no unit or no coder.")
        }
        let column = place(of: coder)
        let key = [record ?? "", unit]
        let row = unitPlaces[key] ?? rows.count
        if row == rows.count {
            unitPlaces[key] = row
            rows.append([String](repeating: "", count: coders.count))
            numbers.append([Int](repeating: number, count: coders.count))
            records.append(record ?? "")
        }
        let before = rows[row][column]
        if RatingCells.isMissing(value) {
            // A declared category may be called so; whether this is a value is decided later.
            if before.isEmpty { rows[row][column] = value }
            return
        }
        guard RatingCells.isMissing(before) || joins else {
            throw StudyError(
                .agreementInvalid, "Row \(number): '\(coder)' has a value for '\(unit)' already.",
                hint: "Give one value for each unit and coder, or --sets where several codes are meant.")
        }
        rows[row][column] = RatingCells.isMissing(before) ? value : before + ";" + value
        numbers[row][column] = number
    }

    private mutating func place(of coder: String) -> Int {
        if let place = coderPlaces[coder] { return place }
        coderPlaces[coder] = coders.count
        coders.append(coder)
        for row in rows.indices {
            rows[row].append("")
            numbers[row].append(0)
        }
        return coders.count - 1
    }
}
