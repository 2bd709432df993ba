/// Sums over all pairs of categories that take one pass over the categories.
extension Metric {
    /// The sum of ``sum(_:_:)``, where distances are differences of numbers or ranks, plain or squared; `nil` for others.
    func closedSum(_ first: [Double], _ second: [Double]) -> Double? {
        switch self {
        case .linear(let positions, let range):
            return range == 0 ? 0 : Self.plainSum(positions, first, second) / range
        case .squared(let positions, let range):
            return range == 0 ? 0 : Self.squaredSum(positions, first, second) / (range * range)
        case .rankPairs(let count):
            guard count > 1 else { return 0 }
            let ranks = (0..<count).map(Double.init)
            let sum = Self.squaredSum(ranks, first, second) + Self.plainSum(ranks, first, second)
            return sum / Double(count * (count - 1))
        case .nominal, .radical, .ratio, .table, .function: return nil
        }
    }

    /// The sum of (x − y)², from sums of numbers and squares around their mean.
    private static func squaredSum(_ positions: [Double], _ first: [Double], _ second: [Double]) -> Double {
        let middle = positions.reduce(0) { $0 + $1 / Double(positions.count) }
        func moments(_ counts: [Double]) -> (count: Double, sum: Double, squares: Double) {
            var (count, sum, squares) = (0.0, 0.0, 0.0)
            for (place, number) in counts.enumerated() where number != 0 {
                let offset = positions[place] - middle
                count += number
                sum += number * offset
                squares += number * offset * offset
            }
            return (count, sum, squares)
        }
        let (one, other) = (moments(first), moments(second))
        return one.squares * other.count - 2 * one.sum * other.sum + one.count * other.squares
    }

    /// The sum of |x − y|: between two neighbouring numbers lie all pairs with one on each side.
    private static func plainSum(_ positions: [Double], _ first: [Double], _ second: [Double]) -> Double {
        let order =
            isRising(positions)
            ? Array(positions.indices) : positions.indices.sorted { positions[$0] < positions[$1] }
        let (all, others) = (first.reduce(0, +), second.reduce(0, +))
        var (sum, below, belowOthers) = (0.0, 0.0, 0.0)
        for (place, next) in zip(order, order.dropFirst()) {
            below += first[place]
            belowOthers += second[place]
            let step = positions[next] - positions[place]
            sum += step * (below * (others - belowOthers) + belowOthers * (all - below))
        }
        return sum
    }

    private static func isRising(_ positions: [Double]) -> Bool {
        zip(positions, positions.dropFirst()).allSatisfy { $0 <= $1 }
    }
}
