/// The most pairs that can be formed where everybody is in one pair at most (Hopcroft and Karp 1973).
struct BipartiteMatching {
    /// For each of the first side whom it is paired with; -1 for nobody.
    private(set) var partnerOfFirst: [Int]
    /// For each of the second side whom it is paired with; -1 for nobody.
    private(set) var partnerOfSecond: [Int]
    private let edges: [[Int]]
    /// Steps from an unpaired one of the first side.
    private var depths: [Int] = []

    /// Pairs as many as possible.
    ///
    /// Pairs that come early are preferred where that costs none.
    init(pairs: [(first: Int, second: Int)], firsts: Int, seconds: Int) {
        partnerOfFirst = Array(repeating: -1, count: firsts)
        partnerOfSecond = Array(repeating: -1, count: seconds)
        var edges = [[Int]](repeating: [], count: firsts)
        for (one, other) in pairs {
            edges[one].append(other)
            if partnerOfFirst[one] < 0, partnerOfSecond[other] < 0 {
                partnerOfFirst[one] = other
                partnerOfSecond[other] = one
            }
        }
        self.edges = edges
        while findDepths() { augmentAll() }
    }

    /// How far each of the first side is from an unpaired one, by ways that alternate; whether such a way ends in an unpaired
    /// one of the second side.
    private mutating func findDepths() -> Bool {
        depths = partnerOfFirst.map { $0 < 0 ? 0 : -1 }
        var queue = depths.indices.filter { depths[$0] == 0 }
        var (read, isAugmentable) = (0, false)
        while read < queue.count {
            let one = queue[read]
            read += 1
            for other in edges[one] {
                let next = partnerOfSecond[other]
                if next < 0 {
                    isAugmentable = true
                } else if depths[next] < 0 {
                    depths[next] = depths[one] + 1
                    queue.append(next)
                }
            }
        }
        return isAugmentable
    }

    private mutating func augmentAll() {
        var nextEdge = [Int](repeating: 0, count: edges.count)
        for one in edges.indices where partnerOfFirst[one] < 0 { augment(from: one, &nextEdge) }
    }

    /// Walks one way depth first, with a stack of its own: ways may be as long as there are spans.
    private mutating func augment(from root: Int, _ nextEdge: inout [Int]) {
        var way = [root]
        while let one = way.last {
            guard nextEdge[one] < edges[one].count else {
                depths[one] = -1
                way.removeLast()
                continue
            }
            let other = edges[one][nextEdge[one]]
            let next = partnerOfSecond[other]
            if next < 0 { return turn(way, nextEdge) }
            if depths[next] == depths[one] + 1 {
                way.append(next)
            } else {
                nextEdge[one] += 1
            }
        }
    }

    /// Pairs everybody on a way with whom they looked at last.
    private mutating func turn(_ way: [Int], _ nextEdge: [Int]) {
        for one in way {
            let other = edges[one][nextEdge[one]]
            partnerOfFirst[one] = other
            partnerOfSecond[other] = one
        }
    }
}
