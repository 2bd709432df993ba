/// Draws from units that are kept once each with how often they come.
struct Replicates {
    /// How often each different unit comes.
    let counts: [Int]
    /// For each record, which different units it holds and how many of them; `nil` where single units are drawn.
    let groups: [[(place: Int, count: Int)]]?

    /// Computes a figure of each of many samples.
    func run(
        _ resampling: Resampling, method: Interval.Method, population: Int,
        _ find: ([Int]) -> Estimate
    ) -> Bootstrap {
        var generator = SeededGenerator(seed: resampling.seed)
        var repeats = [Int](repeating: 0, count: counts.count)
        var values: [Double] = []
        for _ in 0..<max(resampling.replicates, 0) {
            draw(&generator, into: &repeats)
            if let number = find(repeats).number { values.append(number) }
        }
        return Bootstrap(
            values: values, method: method,
            drawing: Interval.Drawing(
                replicates: max(resampling.replicates, 0),
                dropped: max(resampling.replicates, 0) - values.count,
                seed: resampling.seed, population: population))
    }

    private func draw(_ generator: inout SeededGenerator, into repeats: inout [Int]) {
        guard let groups else {
            return generator.drawAgain(counts, total: counts.reduce(0, +), into: &repeats)
        }
        for place in repeats.indices { repeats[place] = 0 }
        for _ in groups.indices {
            for (place, count) in groups[generator.below(groups.count)] { repeats[place] += count }
        }
    }
}

/// Data in which units alike are kept once, from which samples of a coefficient are drawn.
protocol Sampled {
    associatedtype Unit: Hashable

    /// The different units.
    var distinct: [Unit] { get }
    /// How often each comes.
    var counts: [Int] { get }
    /// What a row of the matrix is; `nil` if it takes no part.
    func unit(_ row: [UInt16]) -> Unit?
    /// The coefficient with each unit counted this often.
    func estimate(_ repeats: [Int]) -> Estimate
}

extension Sampled {
    /// Draws again and computes the coefficient of each sample.
    ///
    /// - Parameters:
    ///   - resampling: How to draw.
    ///   - matrix: The units in the order of the records; `nil` where they have none.
    /// - Throws: `single-unit`; `incomplete-design` where the records are not those of the matrix.
    func bootstrap(_ resampling: Resampling, of matrix: RatingMatrix?) throws(UndefinedReason) -> Bootstrap {
        var groups: [[(place: Int, count: Int)]]?
        if let records = resampling.records {
            guard let matrix else { throw .incompleteDesign }
            groups = try self.groups(records, of: matrix)
        }
        let population = groups?.count ?? counts.reduce(0, +)
        guard population > 1 else { throw .singleUnit }
        return Replicates(counts: counts, groups: groups).run(
            resampling, method: groups == nil ? .unitBootstrap : .recordBootstrap, population: population,
            estimate)
    }

    /// What each record holds, without records that hold nothing to compare.
    private func groups(
        _ records: [Int], of matrix: RatingMatrix
    ) throws(UndefinedReason) -> [[(place: Int, count: Int)]] {
        guard records.count == matrix.rowCount, matrix.repeats == nil else { throw .incompleteDesign }
        let places = Dictionary(uniqueKeysWithValues: zip(distinct, 0...))
        var contents: [Int: [Int: Int]] = [:]
        var row = [UInt16](repeating: 0, count: matrix.columns.count)
        for (index, record) in records.enumerated() {
            for coder in matrix.columns.indices { row[coder] = matrix.columns[coder][index] }
            guard let unit = unit(row), let place = places[unit] else { continue }
            contents[record, default: [:]][place, default: 0] += 1
        }
        return contents.sorted { $0.key < $1.key }.map { record in
            record.value.sorted { $0.key < $1.key }.map { (place: $0.key, count: $0.value) }
        }
    }
}

/// Units as counts of values, for the coefficients that don't ask who gave which.
struct CountSample: Sampled {
    private let statistic: Statistic
    private let options: Statistic.Options
    private let source: CategoryCounts

    init(_ statistic: Statistic, _ options: Statistic.Options, _ units: some RatedUnits) {
        self.statistic = statistic
        self.options = options
        source = CategoryCounts(distinctOf: units, least: statistic.leastValues)
    }

    var distinct: [UnitCounts] { source.units }
    var counts: [Int] { source.repeats ?? [] }

    func unit(_ row: [UInt16]) -> UnitCounts? {
        var unit = UnitCounts()
        for value in row where value != RatingMatrix.missing { unit.add(Int(value)) }
        return unit.total >= statistic.leastValues ? unit.sorted : nil
    }

    func estimate(_ repeats: [Int]) -> Estimate {
        statistic.countEstimate(of: source.repeating(repeats), options)
    }
}

/// Units as rows of values, for the coefficients that ask who gave which.
struct RowSample: Sampled {
    private let statistic: Statistic
    private let options: Statistic.Options
    private let source: RatingMatrix

    init(_ statistic: Statistic, _ options: Statistic.Options, _ matrix: RatingMatrix) {
        self.statistic = statistic
        self.options = options
        source = matrix.distinctRows(least: statistic.leastValues)
    }

    var distinct: [[UInt16]] {
        (0..<source.rowCount).map { row in source.columns.map { $0[row] } }
    }
    var counts: [Int] { source.repeats ?? [] }

    func unit(_ row: [UInt16]) -> [UInt16]? {
        row.count(where: { $0 != RatingMatrix.missing }) >= statistic.leastValues ? row : nil
    }

    func estimate(_ repeats: [Int]) -> Estimate {
        statistic.estimate(of: source.repeating(repeats), options)
    }
}
