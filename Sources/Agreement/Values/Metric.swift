/// How far apart two categories are, computed when asked: no table of all pairs is kept but where one was given.
enum Metric: Sendable {
    /// 0 for the same, 1 for others.
    case nominal
    /// |x − y| / range.
    case linear([Double], range: Double)
    /// ((x − y) / range)².
    case squared([Double], range: Double)
    /// √(|x − y| / range).
    case radical([Double], range: Double)
    /// C(d + 1, 2) / C(q, 2) for a distance of d ranks among q.
    case rankPairs(Int)
    /// ((x − y) / (x + y))², 0 where the sum is 0.
    case ratio([Double])
    /// Any distances, row by row.
    case table([Double], size: Int)
    /// Any distance.
    case function(@Sendable (Int, Int) -> Double)

    /// The distance between two categories by number.
    subscript(_ one: Int, _ other: Int) -> Double {
        switch self {
        case .nominal: return one == other ? 0 : 1
        case .linear(let x, let range): return Self.share(x[one] - x[other], of: range).magnitude
        case .squared(let x, let range):
            let share = Self.share(x[one] - x[other], of: range)
            return share * share
        case .radical(let x, let range):
            return Self.share(x[one] - x[other], of: range).magnitude.squareRoot()
        case .rankPairs(let count):
            let steps = abs(one - other)
            return Self.share(Double(steps * (steps + 1)), of: Double(count * (count - 1)))
        case .ratio(let x):
            let share = Self.share(x[one] - x[other], of: x[one] + x[other])
            return share * share
        case .table(let distances, let size): return distances[one * size + other]
        case .function(let distance): return distance(one, other)
        }
    }

    var isNominal: Bool { if case .nominal = self { true } else { false } }

    /// Nothing of nothing is nothing: a scale of one point has no distances.
    private static func share(_ part: Double, of whole: Double) -> Double { whole == 0 ? 0 : part / whole }

    /// The sum of the distances of all ordered pairs, each counted `first` times `second`.
    ///
    /// Linear in the number of categories for nominal distances and, where there are many, for those whose sums have a closed form;
    /// else quadratic in that of the categories in use.
    func sum(_ first: [Double], _ second: [Double]) -> Double {
        if isNominal {
            let whole = first.reduce(0, +) * second.reduce(0, +)
            return whole - zip(first, second).reduce(0) { $0 + $1.0 * $1.1 }
        }
        let columns = second.indices.filter { second[$0] != 0 }
        // With few categories the plain sum is as fast, and what is nothing by construction comes out so.
        if columns.count > 24, let sum = closedSum(first, second) { return sum }
        var sum = 0.0
        for row in first.indices where first[row] != 0 {
            var part = 0.0
            for column in columns { part += second[column] * self[row, column] }
            sum += first[row] * part
        }
        return sum
    }

    /// For each category its mean distance, either way round, to categories taken in these shares.
    func meanDistances(to shares: [Double]) -> [Double] {
        if isNominal {
            let whole = shares.reduce(0, +)
            return shares.map { whole - $0 }
        }
        let used = shares.indices.filter { shares[$0] != 0 }
        return shares.indices.map { row in
            used.reduce(0) { $0 + shares[$1] * (self[row, $1] + self[$1, row]) / 2 }
        }
    }
}
