/// A frequency table of one variable, by another or alone, fit to be shown: small cells are suppressed.
///
/// A count of 1 to 4 (``Options/smallest`` less one) is not shown, and neither is another where it could be worked out from
/// the totals. A nought is shown.
package struct SurveyTable: Hashable, Sendable, Codable {
    /// One count; `nil` where it is suppressed.
    package struct Cell: Hashable, Sendable, Codable {
        package var count: Int?
        /// Of the column's ``SurveyTable/answered``, in per cent; `nil` where either is suppressed or nobody answered.
        package var percent: Double?
    }

    package struct Row: Hashable, Sendable, Codable {
        package var value: String
        package var label: String
        /// One for each of ``SurveyTable/groups``, then one for all.
        package var cells: [Cell]
    }

    package var variable: String
    package var by: String?
    /// The other variable's values, in its order; empty where there is none.
    package var groups: [String]
    package var rows: [Row]
    /// How many answered in each group, then in all: the base of the per cents.
    package var answered: [Int?]
    /// How many gave no answer, or no answer to the other variable; they are not in the table.
    package var left: Int?
    package var suppressed: Int
}

extension SurveyTable {
    /// A line for each value and group, with the base; what is not shown is left empty.
    package var csv: [UInt8] {
        var rows = [["variable", "value", "label", by ?? "group", "count", "percent", "answered"]]
        let columns = groups.isEmpty ? ["all"] : groups + ["all"]
        for row in self.rows {
            for (column, group) in columns.enumerated() {
                let cell = row.cells[column]
                let tenths = cell.percent.map { Int(($0 * 10).rounded()) }
                rows.append([
                    variable, row.value, row.label, group, cell.count.map(String.init) ?? "",
                    tenths.map { "\($0 / 10).\($0 % 10)" } ?? "", answered[column].map(String.init) ?? "",
                ])
            }
        }
        return CSVText.bytes(rows)
    }
}

extension Survey {
    /// Makes a table of one variable, by another or alone.
    ///
    /// Ticked items of a multiple choice are counted each, so their per cents add up to more than 100.
    ///
    /// - Parameter smallest: The smallest count that is shown; 5 as a rule, 1 shows everything.
    /// - Throws: `request.invalid` for a variable that the survey doesn't have, that is open, or that has more than
    ///   ``SurveyCounts/mostValues`` values.
    package func table(of name: String, by other: String? = nil, smallest: Int = 5) throws(StudyError)
        -> SurveyTable
    {
        let index = try tabular(name)
        let group: Int? = if let other { try tabular(other) } else { nil }
        let rowValues = counts(ofVariableAt: index).values
        let groupValues = group.map { counts(ofVariableAt: $0).values } ?? []
        let tally = SurveyTally(self, index, rowValues.map(\.value), by: group, groupValues.map(\.value))
        let isHidden = tally.hidden(smallest: smallest, adds: variables[index].type != .multiple)
        let last = rowValues.count
        let answered = tally.counts[last].indices.map { isHidden[last][$0] ? nil : tally.counts[last][$0] }
        let rows = rowValues.enumerated().map { place, value in
            SurveyTable.Row(
                value: value.value, label: value.label,
                cells: tally.counts[place].enumerated().map { column, count in
                    guard !isHidden[place][column] else { return .init() }
                    let percent = answered[column].flatMap { $0 > 0 ? Double(count) * 100 / Double($0) : nil }
                    return .init(count: count, percent: percent)
                })
        }
        return SurveyTable(
            variable: variables[index].name, by: group.map { variables[$0].name },
            groups: groupValues.map { $0.label.isEmpty ? $0.value : $0.label }, rows: rows,
            answered: answered,
            left: (1..<max(smallest, 1)).contains(tally.left) ? nil : tally.left,
            suppressed: isHidden.dropLast().joined().count { $0 })
    }

    func tabular(_ name: String) throws(StudyError) -> Int {
        guard let index = index(of: name) else {
            throw StudyError(
                .requestInvalid, "The survey '\(id.rawValue)' has no variable '\(name)'.",
                hint: "Run 'rir survey variables \(id.rawValue)' to see its variables.")
        }
        guard !variables[index].isOpen, !counts(ofVariableAt: index).hasMoreValues else {
            throw StudyError(
                .requestInvalid, "'\(variables[index].name)' has too many different values for a table.",
                hint: "Choose a variable with at most \(SurveyCounts.mostValues) values.")
        }
        return index
    }
}

/// Counts by row and group, with a last row for those who answered and a last column for all groups.
private struct SurveyTally {
    private(set) var counts: [[Int]]
    private(set) var left = 0
    private let groups: Int

    init(_ survey: Survey, _ index: Int, _ values: [String], by group: Int?, _ groupValues: [String]) {
        groups = groupValues.count
        counts = Array(repeating: Array(repeating: 0, count: groups + 1), count: values.count + 1)
        let rows = Dictionary(values.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let columns = Dictionary(
            groupValues.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        for answer in survey.answers {
            let items = Self.items(answer, index, survey).compactMap { rows[$0] }
            let places = group.map { Self.items(answer, $0, survey).compactMap { columns[$0] } } ?? []
            guard !items.isEmpty, group == nil || !places.isEmpty else {
                left += 1
                continue
            }
            for column in Set(places).union([groups]) {
                for row in Set(items) { counts[row][column] += 1 }
                counts[values.count][column] += 1
            }
        }
    }

    private static func items(_ answer: SurveyAnswer, _ index: Int, _ survey: Survey) -> [String] {
        guard index < answer.values.count, let value = answer.values[index],
            !survey.variables[index].isMissing(value)
        else { return [] }
        return value.items
    }

    /// Which counts are not shown.
    ///
    /// Where a line of counts adds up to its total, one hidden count could be worked out, so the next smallest is hidden with it.
    func hidden(smallest: Int, adds: Bool) -> [[Bool]] {
        var hidden = counts.map { $0.map { (1..<max(smallest, 1)).contains($0) } }
        // In a group of so few a nought tells what they answered as well as a count does.
        for column in counts[counts.count - 1].indices where hidden[counts.count - 1][column] {
            for row in hidden.indices { hidden[row][column] = true }
        }
        guard adds else { return hidden }
        let columns = groups == 0 ? [0] : Array(0...groups)
        var lines = columns.map { column in counts.indices.map { (row: $0, column: column) } }
        if groups > 0 { lines += counts.indices.map { row in columns.map { (row: row, column: $0) } } }
        var changed = true
        while changed {
            changed = false
            for line in lines where line.count(where: { hidden[$0.row][$0.column] }) == 1 {
                let open = line.filter { !hidden[$0.row][$0.column] }
                // A hidden nought would say no less; a count is hidden first, and a total last.
                let next = open.min { rank($0) < rank($1) }
                guard let next else { continue }
                hidden[next.row][next.column] = true
                changed = true
            }
        }
        return hidden
    }

    private func rank(_ place: (row: Int, column: Int)) -> (Int, Int) {
        let isTotal = place.row == counts.count - 1 || place.column == groups && groups > 0
        let count = counts[place.row][place.column]
        return (isTotal ? 2 : count == 0 ? 1 : 0, count)
    }
}
