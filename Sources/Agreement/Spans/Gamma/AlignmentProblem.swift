/// Units that hang together, to be divided into groups of at most one unit of each coder, at the least cost.
struct AlignmentProblem {
    /// From left to right.
    let units: [AlignableUnit]
    let coders: Int
    let weights: GammaWeights

    typealias Solution = (groups: [[AlignableUnit]], cost: Double)

    /// Pairs of coders.
    var pairs: Double { Double(coders * (coders - 1) / 2) }

    /// Problems that have nothing to do with each other.
    static func divide(_ continuum: AlignableContinuum, weights: GammaWeights) -> [AlignmentProblem] {
        let units = continuum.units.sorted { ($0.start, $0.end, $0.place) < ($1.start, $1.end, $1.place) }
        let whole = AlignmentProblem(units: units, coders: continuum.coders, weights: weights)
        var groups = DisjointSets(count: units.count)
        for one in units.indices {
            for other in units.indices.dropFirst(one + 1) where whole.canShareGroup(one, other) {
                groups.join(one, other)
            }
        }
        let members = Dictionary(grouping: units.indices) { groups.root(of: $0) }
        return members.values.sorted { $0[0] < $1[0] }.map {
            AlignmentProblem(units: $0.map { units[$0] }, coders: continuum.coders, weights: weights)
        }
    }

    /// What two units add to the cost of a group, times the pairs of coders: below 0 where they should be together.
    func gain(_ one: Int, _ other: Int) -> Double {
        units[one].distance(to: units[other], weights) - 1
    }

    /// Whether a group with both may be worth its cost: were they further apart, one of them would cost less alone, even if
    /// it lay exactly where all others of the group do.
    func canShareGroup(_ one: Int, _ other: Int) -> Bool {
        units[one].coder != units[other].coder && gain(one, other) < pairs + Double(coders - 2)
    }

    /// Two coders: the assignment problem, whose costs are what a pair saves against two lone units.
    func assign(_ effort: inout Effort) throws(UndefinedReason) -> Solution {
        let firsts = units.indices.filter { units[$0].coder == 0 }
        let seconds = units.indices.filter { units[$0].coder == 1 }
        if firsts.count > seconds.count { return try assign(seconds, firsts, &effort) }
        return try assign(firsts, seconds, &effort)
    }

    private func assign(_ rows: [Int], _ columns: [Int], _ effort: inout Effort) throws(UndefinedReason)
        -> Solution
    {
        try effort.spend(rows.count * rows.count * (rows.count + columns.count))
        // A row that takes a column beyond the units stays alone.
        let costs = rows.map { row in
            columns.map { min(0, gain(row, $0) - 1) } + rows.map { _ in 0 }
        }
        var (groups, cost, taken) = ([[AlignableUnit]](), Double(units.count), Set<Int>())
        for (row, column) in Assignment.best(costs).enumerated() {
            let isPair = costs[row][column] < 0
            groups.append([units[rows[row]]] + (isPair ? [units[columns[column]]] : []))
            cost += costs[row][column]
            if isPair { taken.insert(column) }
        }
        groups += columns.indices.filter { !taken.contains($0) }.map { [units[columns[$0]]] }
        return (groups, cost)
    }
}

/// The assignment of rows to columns at the least sum of costs (Kuhn 1955; Munkres 1957), in as many steps as the rows squared times
/// the columns.
enum Assignment {
    /// The column of each row.
    ///
    /// There are at least as many columns as rows.
    static func best(_ costs: [[Double]]) -> [Int] {
        var state = AssignmentState(costs)
        for row in costs.indices { state.assign(row) }
        var columns = [Int](repeating: 0, count: costs.count)
        for (column, row) in state.rowOfColumn.enumerated() where row >= 0 { columns[row] = column }
        return columns
    }
}

/// Rows assigned so far, with the prices that prove that they are so at the least cost.
private struct AssignmentState {
    private(set) var rowOfColumn: [Int]
    private let costs: [[Double]]
    private var rowPrices: [Double]
    private var columnPrices: [Double]

    init(_ costs: [[Double]]) {
        let columns = costs.first?.count ?? 0
        self.costs = costs
        rowOfColumn = Array(repeating: -1, count: columns)
        rowPrices = Array(repeating: 0, count: costs.count)
        columnPrices = Array(repeating: 0, count: columns)
    }

    /// Assigns one more row, by the cheapest way on which others change their columns.
    mutating func assign(_ row: Int) {
        let columns = rowOfColumn.indices
        var distances = [Double](repeating: .infinity, count: columns.count)
        var cameFrom = [Int](repeating: -1, count: columns.count)
        var isDone = [Bool](repeating: false, count: columns.count)
        var (current, column, reached) = (row, -1, 0.0)
        repeat {
            var (nearest, least) = (-1, Double.infinity)
            for next in columns where !isDone[next] {
                let way = reached + costs[current][next] - rowPrices[current] - columnPrices[next]
                if way < distances[next] {
                    distances[next] = way
                    cameFrom[next] = column
                }
                if distances[next] < least { (nearest, least) = (next, distances[next]) }
            }
            (column, reached) = (nearest, least)
            isDone[column] = true
            current = rowOfColumn[column]
        } while current >= 0
        reprice(row, distances, isDone, reached: reached)
        while column >= 0 {
            let previous = cameFrom[column]
            rowOfColumn[column] = previous < 0 ? row : rowOfColumn[previous]
            column = previous
        }
    }

    private mutating func reprice(_ row: Int, _ distances: [Double], _ isDone: [Bool], reached: Double) {
        rowPrices[row] += reached
        for column in distances.indices where isDone[column] && distances[column] < reached {
            rowPrices[rowOfColumn[column]] += reached - distances[column]
            columnPrices[column] -= reached - distances[column]
        }
    }
}
