internal import Agreement

/// What is counted of a sample, one part for each record (or segment, where there is one record alone), so that all figures
/// are of the same draws.
struct SpanParts {
    let sample: SpanSample
    /// What is drawn again.
    let unit: SpanUnit

    init(_ sample: SpanSample) {
        self.sample = sample
        let double = sample.records.filter { $0.coders.count > 1 }
        unit = double.count == 1 && double.contains { !$0.segments.isEmpty } ? .segment : .record
    }

    /// Every two coders.
    var pairs: [(first: String, second: String)] {
        sample.coders.indices.flatMap { first in
            sample.coders.indices.dropFirst(first + 1).map { second in
                (sample.coders[first], sample.coders[second])
            }
        }
    }

    /// By how many of its coders each character was given a code.
    func counts(of code: String) -> Pool<PresenceCounts> { sample.presence(of: code, per: unit) }

    /// The characters of a code, of all pairs of coders together.
    func tables(of code: String) -> Pool<PresenceTable> {
        together { $0.presence(of: code, first: $1, second: $2, per: unit) }
    }

    /// Passages that have a partner, of all pairs of coders together.
    func matches(of code: String?, threshold: Double) -> Pool<SpanMatches> {
        together { $0.matches(of: code, first: $1, second: $2, threshold: threshold, per: unit) }
    }

    /// The counts of every two coders of a record, added part by part.
    private func together<Part>(_ pool: (SpanSample, String, String) -> Pool<Part>) -> Pool<Part> {
        let pairs = pairs
        if pairs.count == 1 { return pool(sample, pairs[0].first, pairs[0].second) }
        let parts = sample.records.flatMap { record -> [Part] in
            guard
                let single = try? SpanSample(
                    records: [record], coders: sample.coders, codes: sample.codes)
            else { return [] }
            var sums: [Part] = []
            for pair in pairs {
                let found = pool(single, pair.first, pair.second).parts
                if sums.isEmpty {
                    sums = found
                } else {
                    for place in found.indices { sums[place].add(found[place]) }
                }
            }
            return sums
        }
        return Pool(parts: parts, unit: unit)
    }
}

/// Units with sets of codes as values, counted so that those of several records can be added.
struct SetUnits: RatedUnits, Poolable {
    private(set) var categories: [Agreement.Category] = []
    private var units: [UnitCounts: Int] = [:]

    init() {}

    init(categories: [Agreement.Category]) { self.categories = categories }

    mutating func add(_ other: SetUnits) {
        if categories.isEmpty { categories = other.categories }
        units.merge(other.units) { $0 + $1 }
    }

    /// Whether a unit has two sets or more.
    var hasPairs: Bool { units.keys.contains { $0.total > 1 } }

    mutating func count(_ unit: UnitCounts) { units[unit, default: 0] += 1 }

    func visitUnits(_ visit: (_ unit: UnitCounts, _ repeats: Int) -> Void) {
        // In an order of its own, so that sums come out the same each time.
        for (unit, count) in units.sorted(by: { Self.key($0.key).lexicographicallyPrecedes(Self.key($1.key)) }
        ) {
            visit(unit, count)
        }
    }

    private static func key(_ unit: UnitCounts) -> [Int] { unit.categories + [-1] + unit.counts }
}

/// The sets of a table of units, numbered, and its units record by record.
struct SetPool {
    let parts: [SetUnits]
    let sets: [Set<String>]

    /// - Parameter records: For each unit the number of its record; numbers count up from 0 as they first occur.
    init(_ cells: [[Set<String>?]], records: [Int]) {
        var numbers: [Set<String>: Int] = [:]
        var sets: [Set<String>] = []
        for set in cells.joined().compactMap(\.self) where numbers[set] == nil {
            numbers[set] = sets.count
            sets.append(set)
        }
        let categories = sets.indices.map { Agreement.Category(String($0)) }
        var parts: [SetUnits] = []
        for (row, record) in records.enumerated() {
            if record == parts.count { parts.append(SetUnits(categories: categories)) }
            var unit = UnitCounts()
            for number in cells[row].compactMap({ $0.flatMap { numbers[$0] } }).sorted() { unit.add(number) }
            if unit.total > 0 { parts[record].count(unit) }
        }
        self.parts = parts
        self.sets = sets
    }

    /// The records with a unit that two coders or more gave a set: those that are drawn.
    var drawable: [SetUnits] { parts.filter(\.hasPairs) }

    /// Alpha with a distance between sets.
    func alpha(_ distance: SetDistance) -> (SetUnits) -> Estimate {
        let sets = sets
        let table = sets.count > 1024 ? [] : sets.flatMap { one in sets.map { distance.between(one, $0) } }
        return { units in
            units.krippendorffAlpha { one, other in
                table.isEmpty ? distance.between(sets[one], sets[other]) : table[one * sets.count + other]
            }
        }
    }
}

/// Figures of single records, added so that their mean can be had of any draw.
struct MeanSum: Poolable {
    var sum = 0.0
    var weight = 0.0

    mutating func add(_ other: MeanSum) {
        sum += other.sum
        weight += other.weight
    }

    /// - Parameter reason: Why there is none where no record has the figure.
    func mean(otherwise reason: UndefinedReason) -> Estimate {
        weight > 0 ? .value(sum / weight) : .undefined(reason)
    }
}
