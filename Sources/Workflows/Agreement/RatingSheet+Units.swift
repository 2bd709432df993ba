internal import Agreement
internal import StudyModel

/// What the columns of units by coders are.
struct UnitColumns {
    var unit: Int?
    var record: Int?
    var coders: [Int]
}

extension RatingSheet {
    /// A row for each unit, a column for each coder.
    func units(_ options: RatingFile.Options) throws(StudyError) -> RatingCells {
        let columns = try unitColumns(options)
        let names = columns.coders.map { head[$0] }
        guard !names.isEmpty, !names.contains(""), Set(names).count == names.count,
            columns.unit != nil || !isWithoutHead(columns.coders)
        else {
            throw StudyError(
                .agreementInvalid, "Row 1 does not name each coder, each differently.",
                hint: "The first row holds the coders' names; a first column 'unit' may name the units.")
        }
        try refuseRepeats(columns)
        return RatingCells(
            coders: names, rows: body.map { row in columns.coders.map { row.cells[$0] } },
            numbers: body.map(\.number), records: try records(in: columns.record),
            taken: taken(columns, names), hasDecimalComma: hasDecimalComma)
    }

    private func taken(_ columns: UnitColumns, _ names: [String]) -> String {
        let units = columns.unit.map {
            head[$0].isEmpty ? " named in the first column" : " named in '\(head[$0])'"
        }
        return "Taken as units by coders: \(body.count.counted("unit"))\(units ?? ""), "
            + "\(names.count.counted("coder")) (\(names.joined(separator: ", "))), separated by \(dialect.name)"
            + "\(columns.record.map { ", records in '\(head[$0])'" } ?? "")."
    }

    /// Whether the first row holds values, or numbers alone, so that to take it for headings would lose a unit.
    private func isWithoutHead(_ coders: [Int]) -> Bool {
        let values = Set(body.flatMap { row in coders.map { row.cells[$0] } })
        return coders.allSatisfy { values.contains(head[$0]) || RatingCells.isMissing(head[$0]) }
            || coders.allSatisfy { Agreement.Category(head[$0]).number != nil }
    }

    /// Refuses a unit that comes twice, in one record where there are any.
    private func refuseRepeats(_ columns: UnitColumns) throws(StudyError) {
        guard let unit = columns.unit else { return }
        var rows: [[String]: Int] = [:]
        for row in body where !row.cells[unit].isEmpty {
            let key = [columns.record.map { row.cells[$0] } ?? "", row.cells[unit]]
            if let first = rows[key] {
                throw StudyError(
                    .agreementInvalid,
                    "Row \(row.number): the unit '\(row.cells[unit])' stands in row \(first) already.",
                    hint: columns.record == nil
                        ? "If '\(head[unit])' names what several units are of, say so: --record \(head[unit]) --unit none."
                        : "Give every unit of a record a name of its own, or say --unit none.")
            }
            rows[key] = row.number
        }
    }

    // MARK: Which column is what

    private func unitColumns(_ options: RatingFile.Options) throws(StudyError) -> UnitColumns {
        let record: Int? = if let name = options.record { try column(named: name) } else { nil }
        let unit = try unitColumn(options, besides: record)
        let rest = head.indices.filter { $0 != record && $0 != unit }
        if let names = options.coders {
            var coders: [Int] = []
            for name in names {
                guard let place = rest.first(where: { head[$0] == name }) else {
                    throw StudyError(
                        .requestInvalid, "There is no coder '\(name)'.",
                        hint: "There are: \(rest.map { head[$0] }.joined(separator: ", ")).")
                }
                coders.append(place)
            }
            return UnitColumns(unit: unit, record: record, coders: coders)
        }
        if let stranger = unexplained(rest, unit) {
            throw Self.unexplained(head[stranger], rest.map { head[$0] })
        }
        return UnitColumns(unit: unit, record: record, coders: rest)
    }

    /// The column that names the units: the one a person names, or one with a heading that says so.
    private func unitColumn(_ options: RatingFile.Options, besides record: Int?) throws(StudyError) -> Int? {
        if options.unit == RatingFile.Options.noColumn { return nil }
        if let name = options.unit { return try column(named: name) }
        let chosen = Set(options.coders ?? [])
        let ranked = head.indices.compactMap { column -> (rank: Int, column: Int)? in
            guard column != record, !chosen.contains(head[column]), column == 0 || !head[column].isEmpty
            else { return nil }
            return ColumnNames.rank(head[column]).map { ($0, column) }
        }
        if let found = ranked.min(by: { ($0.rank, $0.column) < ($1.rank, $1.column) }) { return found.column }
        let rest = head.indices.filter { $0 != record }
        if options.coders == nil, let first = rest.first, couldNameUnits(first, rest) {
            throw StudyError(
                .agreementInvalid, "'\(head[first])' may name the units or be a coder.",
                hint: "Say which: --unit '\(head[first])' or --unit none.")
        }
        return nil
    }

    /// Whether a column has a name of its own in each row that is none of the values beside it, and is no measure either.
    private func couldNameUnits(_ column: Int, _ rest: [Int]) -> Bool {
        guard rest.count > 2, body.count > 2 else { return false }
        let names = body.map { $0.cells[column] }
        guard Set(names).count == names.count, !names.contains(where: RatingCells.isMissing) else {
            return false
        }
        let others = rest.filter { $0 != column }
        let values = body.flatMap { row in others.map { row.cells[$0] } }
        guard Set(values).isDisjoint(with: names) else { return false }
        let isNumber = { (cell: String) in
            Agreement.Category(cell).number != nil || RatingCells.isMissing(cell)
        }
        return !(names + values).allSatisfy(isNumber) || isCounting(names)
    }

    private func isCounting(_ names: [String]) -> Bool {
        let numbers = names.compactMap { Int($0) }
        return numbers.count == names.count && zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 }
    }

    /// A column that is no coder by its heading, or stands to the left of the units while coders stand to their right.
    private func unexplained(_ rest: [Int], _ unit: Int?) -> Int? {
        let left = rest.filter { column in unit.map { column < $0 } ?? false }
        if left.count < rest.count, let first = left.first { return first }
        return rest.first { column in
            let heading = Self.folded(head[column])
            return unit != nil && ColumnNames.units[2].contains(heading)
                || ColumnNames.others.contains(heading)
        }
    }

    private static func unexplained(_ heading: String, _ others: [String]) -> StudyError {
        let coders = others.filter { $0 != heading }.prefix(4).joined(separator: ",")
        return StudyError(
            .requestInvalid, "Nothing says what the column '\(heading)' is.",
            hint:
                "If units belong to what it names, say --record '\(heading)'; else name the coders: --coders \(coders)"
        )
    }
}
