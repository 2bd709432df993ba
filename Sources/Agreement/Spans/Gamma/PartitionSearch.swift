extension AlignmentProblem {
    /// More than two coders: every group that may be worth it, and of these the cheapest division of all units.
    func partition(_ effort: inout Effort) throws(UndefinedReason) -> Solution {
        if units.count == 1 { return ([units], 1) }
        var groups = CandidateGroups(problem: self)
        try groups.find(&effort)
        let search = PartitionSearch(units: units.count, groups: groups.found)
        let (chosen, cost) = try search.best(&effort)
        return (chosen.map { groups.found[$0].members.map { units[$0] } }, cost)
    }
}

/// A group of units with what it costs.
struct CandidateGroup {
    /// From left to right.
    let members: [Int]
    let cost: Double
}

/// All groups none of whose units would cost less alone.
struct CandidateGroups {
    private let problem: AlignmentProblem
    private let neighbours: [[Int]]
    private(set) var found: [CandidateGroup] = []

    init(problem: AlignmentProblem) {
        self.problem = problem
        let units = problem.units.indices
        neighbours = units.map { one in
            units.dropFirst(one + 1).filter { problem.canShareGroup(one, $0) }
        }
    }

    mutating func find(_ effort: inout Effort) throws(UndefinedReason) {
        for unit in problem.units.indices {
            try extend([unit], gains: [0], with: neighbours[unit], &effort)
        }
    }

    /// Notes a group and all that it is the left part of.
    ///
    /// - Parameter gains: What each member adds to the group's cost with all others, times the pairs of coders.
    private mutating func extend(
        _ members: [Int], gains: [Double], with next: [Int], _ effort: inout Effort
    ) throws(UndefinedReason) {
        try effort.spend(1000 + 30 * next.count)
        let limit = problem.pairs
        if gains.allSatisfy({ $0 < limit }) {
            found.append(CandidateGroup(members: members, cost: 1 + gains.reduce(0, +) / 2 / limit))
        }
        let missing = Double(problem.coders - members.count - 1)
        for unit in next {
            let added = members.map { problem.gain($0, unit) }
            let sums = zip(gains, added).map { $0 + $1 } + [added.reduce(0, +)]
            // Each coder who is still to come can take 1 away from what a member adds.
            guard sums.allSatisfy({ $0 - missing < limit }) else { continue }
            let further = next.filter {
                $0 > unit && problem.canShareGroup(unit, $0)
            }
            try extend(members + [unit], gains: sums, with: further, &effort)
        }
    }
}

/// The cheapest division of units into given groups: from left to right, the first unit without a group gets
/// one, in all ways, and of ways that leave the same units the cheapest is kept.
///
/// Prices of units show early which ways can't become the cheapest.
struct PartitionSearch {
    private let units: Int
    private let groups: [CandidateGroup]
    /// By their first unit.
    private var groupsOfUnit: [[Int]]
    /// For each group what it costs more than its units are priced at: 0 or more.
    private var surcharges: [Double]
    private var prices: [Double]

    /// A way to divide the units up to one: which group came last, and what came before.
    private struct Way {
        var surcharge: Double
        var group: Int
        var previous: State
    }

    /// Which units have a group: all before `first`, not `first`, and those whose bits are set, counted from it.
    struct State: Hashable {
        var first: Int
        var taken: UInt128
    }

    init(units: Int, groups: [CandidateGroup]) {
        self.units = units
        self.groups = groups
        groupsOfUnit = Array(repeating: [], count: units)
        for (number, group) in groups.enumerated() { groupsOfUnit[group.members[0]].append(number) }
        surcharges = groups.map(\.cost)
        prices = Array(repeating: 0, count: units)
        raisePrices()
    }

    /// Prices units as high as they may be with no group costing less than its units: their sum is less than any division costs.
    private mutating func raisePrices() {
        var ofUnit = [[Int]](repeating: [], count: units)
        for (number, group) in groups.enumerated() {
            for unit in group.members { ofUnit[unit].append(number) }
        }
        // First all a little, so that the first unit doesn't take everything.
        for share in [0.3, 0.5, 0.7, 1] {
            for unit in 0..<units {
                let room = ofUnit[unit].map { surcharges[$0] }.min() ?? 0
                let raise = room * share
                prices[unit] += raise
                for group in ofUnit[unit] { surcharges[group] = max(0, surcharges[group] - raise) }
            }
        }
    }

    /// The groups of the cheapest division and what it costs.
    ///
    /// A first search that keeps few ways finds a division that is seldom far from it; the second leaves out only what
    /// can't be cheaper than that.
    func best(_ effort: inout Effort) throws(UndefinedReason) -> (groups: [Int], cost: Double) {
        let rough = try divide(keeping: 64, within: .infinity, &effort)
        let room = rough.cost - prices.reduce(0, +) + 1e-9
        return try divide(keeping: .max, within: room, &effort)
    }

    /// The cheapest division found by way of the `width` cheapest states at each unit, of a surcharge within `room`.
    private func divide(
        keeping width: Int, within room: Double, _ effort: inout Effort
    ) throws(UndefinedReason) -> (groups: [Int], cost: Double) {
        var layers = [[State: Way]](repeating: [:], count: units + 1)
        layers[0][State(first: 0, taken: 0)] = Way(
            surcharge: 0, group: -1, previous: State(first: 0, taken: 0))
        for first in 0..<units {
            // In an order that is the same each time: the cheapest first.
            let states = layers[first].map { ($1.surcharge, $0) }
                .sorted { ($0.0, $0.1.taken) < ($1.0, $1.1.taken) }.prefix(width)
            try effort.spend(states.count * (1000 + 20 * groupsOfUnit[first].count))
            for (reached, state) in states {
                for group in groupsOfUnit[first] where reached + surcharges[group] <= room {
                    guard let next = try state.taking(groups[group].members) else { continue }
                    let surcharge = reached + surcharges[group]
                    if layers[next.first][next].map({ $0.surcharge <= surcharge }) ?? false { continue }
                    layers[next.first][next] = Way(surcharge: surcharge, group: group, previous: state)
                }
            }
        }
        return wayBack(layers)
    }

    private func wayBack(_ layers: [[State: Way]]) -> (groups: [Int], cost: Double) {
        var (chosen, state) = ([Int](), State(first: units, taken: 0))
        while state.first > 0, let way = layers[state.first][state] {
            chosen.append(way.group)
            state = way.previous
        }
        return (chosen.reversed(), chosen.reduce(0) { $0 + groups[$1].cost })
    }
}

extension PartitionSearch.State {
    /// The state after a group is taken; `nil` where one of its units has a group.
    ///
    /// Groups that reach further than the bits do are beyond what is tried.
    func taking(_ members: [Int]) throws(UndefinedReason) -> Self? {
        var next = self
        for member in members {
            let place = member - first
            if place >= UInt128.bitWidth { throw .effortExceeded }
            let bit = UInt128(1) << UInt128(place)
            if next.taken & bit != 0 { return nil }
            next.taken |= bit
        }
        let done = (~next.taken).trailingZeroBitCount
        next.first += done
        next.taken = done < UInt128.bitWidth ? next.taken >> UInt128(done) : 0
        return next
    }
}
