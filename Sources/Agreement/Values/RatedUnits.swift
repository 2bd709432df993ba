/// Units that coders put into categories, seen as counts: who gave which value is not asked.
///
/// What needs no more than that is a function of this protocol: ``krippendorffAlpha(_:)``, ``fleissKappa(weights:)``,
/// ``gwetAC(weights:)``, ``brennanPrediger(weights:)`` and the percentages. A unit coded once takes no part in pairs,
/// and one that nobody coded takes no part at all.
public protocol RatedUnits: Sendable {
    /// The declared categories, in codebook order; also those that nobody used.
    var categories: [Category] { get }

    /// Calls `visit` with every unit that has a value, units alike together or one by one, in an order of its own.
    func visitUnits(_ visit: (_ unit: UnitCounts, _ repeats: Int) -> Void)
}

/// How many coders put one unit into each category.
public struct UnitCounts: Sendable, Hashable {
    /// How many coders gave the unit a value.
    public private(set) var total = 0
    /// The categories given, by number, each once.
    public private(set) var categories: [Int] = []
    /// How many coders gave each of them.
    public private(set) var counts: [Int] = []

    /// A unit without values.
    public init() {}

    /// Adds `count` values of a category.
    public mutating func add(_ category: Int, count: Int = 1) {
        total += count
        if let place = categories.firstIndex(of: category) {
            counts[place] += count
        } else {
            categories.append(category)
            counts.append(count)
        }
    }

    /// Takes the values of a row in place of its own, in the room they had.
    mutating func take(_ row: [UInt16]) {
        total = 0
        var used = 0
        for value in row where value != RatingMatrix.missing {
            total += 1
            var place = 0
            while place < used, categories[place] != Int(value) { place += 1 }
            if place < used {
                counts[place] += 1
                continue
            }
            used += 1
            if place < categories.count {
                categories[place] = Int(value)
                counts[place] = 1
            } else {
                categories.append(Int(value))
                counts.append(1)
            }
        }
        if used < categories.count {
            categories.removeLast(categories.count - used)
            counts.removeLast(counts.count - used)
        }
    }

    /// The mean distance of two coders' values; 0 where there are no two.
    func meanDistance(_ metric: Metric) -> Double {
        guard total > 1 else { return 0 }
        let pairs = Double(total * (total - 1))
        if metric.isNominal {
            let same = counts.reduce(0) { $0 + $1 * ($1 - 1) }
            return (pairs - Double(same)) / pairs
        }
        var sum = 0.0
        for (one, count) in zip(categories, counts) {
            for (other, others) in zip(categories, counts) where other != one {
                sum += Double(count * others) * metric[one, other]
            }
        }
        return sum / pairs
    }
}
