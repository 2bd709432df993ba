/// How many coders put each unit into each category, where it is not known who they were.
public struct CategoryCounts: RatedUnits, Hashable {
    /// The declared categories, in codebook order; also those that nobody used.
    public let categories: [Category]
    /// Units, or units alike kept once.
    let units: [UnitCounts]
    /// How often each of them counts; `nil` where each counts once.
    let repeats: [Int]?

    /// Counts, a row for each unit and a column for each category.
    ///
    /// - Throws: `unequalLengths` where a row has more or fewer columns than there are categories; `countOutOfRange` for a
    ///   count below nothing or a row of 2³¹ or more.
    public init(_ counts: [[Int]], categories: [Category]? = nil) throws(AgreementInputError) {
        let declared = categories ?? Category.numbered(counts.first?.count ?? 0)
        guard counts.allSatisfy({ $0.count == declared.count }) else { throw .unequalLengths }
        for row in counts {
            var rest = Int(Int32.max)
            for count in row {
                guard (0...rest).contains(count) else { throw .countOutOfRange }
                rest -= count
            }
        }
        try declared.map(\.label).requireDistinct()
        self.init(
            categories: declared,
            units: counts.map { row in
                var unit = UnitCounts()
                for (category, count) in row.enumerated() where count > 0 { unit.add(category, count: count) }
                return unit
            })
    }

    /// The units of something that differ, each once with how often it comes, without those of fewer than `least` values.
    init(distinctOf source: some RatedUnits, least: Int) {
        var places: [UnitCounts: Int] = [:]
        var units: [UnitCounts] = []
        var counts: [Int] = []
        source.visitUnits { unit, repeats in
            guard unit.total >= least else { return }
            let unit = unit.sorted
            if let place = places[unit] {
                counts[place] += repeats
            } else {
                places[unit] = units.count
                units.append(unit)
                counts.append(repeats)
            }
        }
        self.init(categories: source.categories, units: units, repeats: counts)
    }

    init(categories: [Category], units: [UnitCounts], repeats: [Int]? = nil) {
        self.categories = categories
        self.units = units
        self.repeats = repeats
    }

    /// How many coders coded each unit, where it is the same for all; `nil` otherwise.
    var codersPerUnit: Int? {
        guard let first = units.first?.total, units.allSatisfy({ $0.total == first }) else { return nil }
        return first
    }

    /// Calls `visit` with every unit that has a value.
    public func visitUnits(_ visit: (_ unit: UnitCounts, _ repeats: Int) -> Void) {
        for (place, unit) in units.enumerated() where unit.total > 0 {
            let count = repeats?[place] ?? 1
            if count > 0 { visit(unit, count) }
        }
    }

    /// The same with a category against all others: 1 for it, 0 for others.
    public func collapsed(to category: Int) -> CategoryCounts {
        CategoryCounts(
            categories: .presence, units: units.map { $0.collapsed(to: category) }, repeats: repeats)
    }

    /// The same units, each counted as often as `repeats` says.
    func repeating(_ repeats: [Int]) -> CategoryCounts {
        CategoryCounts(categories: categories, units: units, repeats: repeats)
    }
}

extension RatingMatrix {
    /// The values of counts: as many coders as the unit with most values has, who are nobody in particular.
    ///
    /// - Throws: ``AgreementInputError``.
    public init(counts: CategoryCounts) throws(AgreementInputError) {
        let width = counts.units.map(\.total).max() ?? 0
        var columns = [[UInt16]](
            repeating: [UInt16](repeating: Self.missing, count: counts.units.count), count: width)
        for (row, unit) in counts.units.enumerated() {
            var coder = 0
            for (category, count) in zip(unit.categories, unit.counts) {
                for _ in 0..<count {
                    columns[coder][row] = UInt16(category)
                    coder += 1
                }
            }
        }
        try self.init(columns: columns, categories: counts.categories)
    }
}

extension UnitCounts {
    /// The same with its categories in codebook order, so that units alike are equal.
    var sorted: UnitCounts {
        var result = UnitCounts()
        for (category, count) in zip(categories, counts).sorted(by: { $0.0 < $1.0 }) {
            result.add(category, count: count)
        }
        return result
    }

    /// The same with a category against all others: 1 for it, 0 for others.
    func collapsed(to category: Int) -> UnitCounts {
        var result = UnitCounts()
        for (other, count) in zip(categories, counts) { result.add(other == category ? 1 : 0, count: count) }
        return result
    }
}
