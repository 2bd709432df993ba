/// The shortest edit between two texts that differ little (Myers' greedy algorithm).
enum ShortestEdit {
    /// Shorter common stretches between two changes are chance.
    private static let shortest = 3

    /// The blocks of a gap; none where more than so many scalars were put in or taken away.
    ///
    /// Takes time in proportion to the gap's length and to the square of the changes.
    static func blocks(
        _ old: [Unicode.Scalar], _ new: [Unicode.Scalar], _ gap: Aligner.Gap, atMost limit: Int
    ) -> [Block] {
        guard abs(gap.old.count - gap.new.count) <= limit else { return [] }
        // The furthest position in the old text on each diagonal, for each number of changes.
        var rounds: [[Int32]] = []
        var furthest = [Int32](repeating: 0, count: 2 * limit + 3)
        let middle = limit + 1
        for changes in 0...limit {
            for diagonal in stride(from: -changes, through: changes, by: 2) {
                let at = middle + diagonal
                let goesDown =
                    diagonal == -changes || (diagonal != changes && furthest[at - 1] < furthest[at + 1])
                var row = changes == 0 ? 0 : Int(goesDown ? furthest[at + 1] : furthest[at - 1] + 1)
                while row < gap.old.count, row - diagonal < gap.new.count, row - diagonal >= 0,
                    old[gap.old.lowerBound + row] == new[gap.new.lowerBound + row - diagonal]
                {
                    row += 1
                }
                furthest[at] = Int32(truncatingIfNeeded: row)
                if row >= gap.old.count, row - diagonal >= gap.new.count {
                    return path(rounds, gap)
                }
            }
            rounds.append(Array(furthest[(middle - changes)...(middle + changes)]))
        }
        return []
    }

    /// Walks back from the end; `rounds[n]` holds the diagonals from -n to n.
    private static func path(_ rounds: [[Int32]], _ gap: Aligner.Gap) -> [Block] {
        var blocks: [Block] = []
        var (row, column) = (gap.old.count, gap.new.count)
        func add(upTo start: Int) {
            let count = row - start
            guard count >= shortest else { return }
            blocks.append(
                Block(
                    old: gap.old.lowerBound + start, new: gap.new.lowerBound + column - count, count: count))
        }
        for changes in stride(from: rounds.count, to: 0, by: -1) {
            let round = rounds[changes - 1]
            let diagonal = row - column
            func reached(_ diagonal: Int) -> Int {
                let index = diagonal + changes - 1
                return round.indices.contains(index) ? Int(round[index]) : -1
            }
            let goesDown =
                diagonal == -changes
                || (diagonal != changes && reached(diagonal - 1) < reached(diagonal + 1))
            let before = goesDown ? reached(diagonal + 1) : reached(diagonal - 1)
            let start = goesDown ? before : before + 1
            add(upTo: start)
            row = before
            column = before - (goesDown ? diagonal + 1 : diagonal - 1)
        }
        add(upTo: 0)
        return blocks.reversed()
    }
}
