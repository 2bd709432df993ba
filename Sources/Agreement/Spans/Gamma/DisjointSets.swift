/// Things that are joined into groups.
struct DisjointSets {
    private var parents: [Int]

    init(count: Int) { parents = Array(0..<count) }

    /// What stands for the group of a thing.
    mutating func root(of thing: Int) -> Int {
        var thing = thing
        while parents[thing] != thing {
            parents[thing] = parents[parents[thing]]
            thing = parents[thing]
        }
        return thing
    }

    /// Makes one group of two.
    mutating func join(_ one: Int, _ other: Int) {
        parents[root(of: other)] = root(of: one)
    }
}
