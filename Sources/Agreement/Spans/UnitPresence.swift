/// When a unit has a code.
public enum PresenceRule: Sendable, Hashable {
    /// A span of the code overlaps it, however little.
    case anyOverlap
    /// The spans of the code cover at least this share of it: above 0, at most 1. At 0 or below, the same as ``anyOverlap``.
    case coveredShare(Double)

    func isMet(covered: Int, of length: Int) -> Bool {
        switch self {
        case .anyOverlap: covered > 0
        case .coveredShare(let share): covered > 0 && Double(covered) >= share * Double(length)
        }
    }
}

/// One unit of a table: a record, or a segment of it.
public struct UnitLabel: Sendable, Hashable {
    /// The record.
    public let record: String
    /// The number of the segment, from 0; `nil` for the whole record.
    public let segment: Int?
}

/// What each coder said of each unit: a table with a row for each unit and a column for each coder of the sample.
///
/// A cell is `nil` where the coder was not assigned to the record.
public struct UnitTable<Value: Sendable & Hashable>: Sendable, Hashable {
    /// What the rows are.
    public let units: [UnitLabel]
    /// Who the columns are.
    public let coders: [String]
    /// The rows.
    public let cells: [[Value?]]
}

extension SpanSample {
    /// Whether each coder gave each unit a code.
    public func unitPresence(
        of code: String, per unit: SpanUnit, rule: PresenceRule = .anyOverlap
    ) -> UnitTable<Bool> {
        unitTable(per: unit) { spans, windows in
            Self.covered(windows, by: spans.runs(of: code)).enumerated().map {
                rule.isMet(covered: $1, of: windows[$0].count)
            }
        }
    }

    /// Which codes each coder gave each unit; the empty set where the coder looked and gave none.
    public func unitCodes(per unit: SpanUnit, rule: PresenceRule = .anyOverlap) -> UnitTable<Set<String>> {
        unitTable(per: unit) { spans, windows in
            var sets = [Set<String>](repeating: [], count: windows.count)
            for code in Set(spans.map(\.code)) {
                for (window, covered) in Self.covered(windows, by: spans.runs(of: code)).enumerated()
                where rule.isMet(covered: covered, of: windows[window].count) {
                    sets[window].insert(code)
                }
            }
            return sets
        }
    }

    /// How much of each window the runs cover.
    private static func covered(_ windows: [Range<Int>], by runs: [Range<Int>]) -> [Int] {
        var covered = [Int](repeating: 0, count: windows.count)
        let length = min(windows.last?.upperBound ?? 0, runs.last?.upperBound ?? 0)
        Sweep.stretches(of: [windows, runs], length: length) { stretch, active in
            if active[0] >= 0, active[1] >= 0 { covered[active[0]] += stretch.count }
        }
        return covered
    }

    private func unitTable<Value>(
        per unit: SpanUnit, values: ([CodedSpan], [Range<Int>]) -> [Value]
    ) -> UnitTable<Value> {
        var labels: [UnitLabel] = []
        var cells: [[Value?]] = []
        for record in records {
            let windows = unit == .record ? [0..<record.length] : record.segments
            let columns = coders.map { coder in record.coders[coder].map { values($0, windows) } }
            for window in windows.indices {
                labels.append(UnitLabel(record: record.id, segment: unit == .record ? nil : window))
                cells.append(columns.map { $0?[window] })
            }
        }
        return UnitTable(units: labels, coders: coders, cells: cells)
    }
}

extension UnitTable {
    /// For each unit the number of its record, from 0: with it whole records are drawn again (``Resampling/records``).
    public var records: [Int] {
        var number = -1
        return units.indices.map { row in
            if row == 0 || units[row].record != units[row - 1].record { number += 1 }
            return number
        }
    }
}

extension UnitTable<Bool> {
    /// The same as ratings, with which every coefficient for two categories can be computed.
    public var ratings: RatingMatrix {
        let columns = coders.indices.map { coder in
            cells.map { row in row[coder].map { $0 ? UInt16(1) : 0 } ?? RatingMatrix.missing }
        }
        return RatingMatrix(checked: columns, categories: .presence, coders: coders)
    }

    /// The table of two coders over the units both were assigned to, unit by unit.
    public func presence(first: String, second: String) -> PresenceTable {
        var table = PresenceTable()
        guard let one = coders.firstIndex(of: first), let other = coders.firstIndex(of: second) else {
            return table
        }
        for row in cells {
            if let first = row[one], let second = row[other] { table.count(1, first: first, second: second) }
        }
        return table
    }

    /// How many of their coders gave units the code.
    public var presence: PresenceCounts {
        var counts = PresenceCounts()
        for row in cells {
            let said = row.compactMap(\.self)
            counts.count(1, present: said.count { $0 }, of: said.count)
        }
        return counts
    }
}

extension UnitTable<Set<String>> {
    /// The same as sets of codes, with which alpha by a distance between sets can be computed.
    ///
    /// - Parameter codes: The declared codes; without them, those that occur.
    /// - Throws: `.tooManyCategories` for more than 65,535 different sets, `.undeclaredCategory` for a code that is not among `codes`.
    public func labelSets(codes: [String]? = nil) throws(AgreementInputError) -> LabelSets {
        try LabelSets(units: cells, codes: codes, coders: coders)
    }
}
