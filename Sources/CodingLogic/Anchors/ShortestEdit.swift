/// The shortest edit between two texts that have no stretch of their own in common (Myers' greedy algorithm).
///
/// It is for texts that repeat themselves. Where they differ much, it is taken in steps: what explains most of both texts
/// with so many changes is kept, and the next step goes on behind it.
struct ShortestEdit {
    /// Shorter common stretches between two changes are chance.
    private static let shortest = 3
    /// How many scalars are put in or taken away in one step, and how many steps there are in all.
    private static let changesInStep = 1_000
    private static let stepsInAll = 64

    private let old: [Unicode.Scalar]
    private let new: [Unicode.Scalar]
    private var steps = Self.stepsInAll
    /// The furthest position in the old text on each diagonal.
    private var furthest = [Int32](repeating: 0, count: 2 * Self.changesInStep + 3)

    init(_ old: [Unicode.Scalar], _ new: [Unicode.Scalar]) {
        self.old = old
        self.new = new
    }

    /// The blocks of a gap, as far as the steps go and lead anywhere.
    ///
    /// A step takes time in proportion to what it goes through and to the square of its changes.
    mutating func blocks(_ gap: Aligner.Gap) -> [Block] {
        var blocks: [Block] = []
        var rest = gap
        while steps > 0, !rest.old.isEmpty, !rest.new.isEmpty {
            steps -= 1
            let (rounds, row, column) = step(rest)
            // Where most of it is changes, the texts have nothing to do with each other.
            guard row + column > 4 * rounds.count else { break }
            blocks += Self.path(rounds, rest, row, column)
            rest.old = (rest.old.lowerBound + row)..<rest.old.upperBound
            rest.new = (rest.new.lowerBound + column)..<rest.new.upperBound
        }
        return blocks
    }

    /// Goes as far as so many changes lead.
    ///
    /// - Returns: for each number of changes how far each diagonal was reached, from -n to n, and where the furthest
    ///   way ends.
    private mutating func step(_ gap: Aligner.Gap) -> (rounds: [[Int32]], row: Int, column: Int) {
        let middle = Self.changesInStep + 1
        let (height, width) = (gap.old.count, gap.new.count)
        var rounds: [[Int32]] = []
        var best = (row: 0, column: 0)
        for changes in 0...Self.changesInStep {
            best = (0, 0)
            for diagonal in stride(from: -changes, through: changes, by: 2) {
                let at = middle + diagonal
                let goesDown =
                    diagonal == -changes || (diagonal != changes && furthest[at - 1] < furthest[at + 1])
                var row = changes == 0 ? 0 : Int(goesDown ? furthest[at + 1] : furthest[at - 1] + 1)
                while row < height, row - diagonal < width, row >= diagonal,
                    old[gap.old.lowerBound + row] == new[gap.new.lowerBound + row - diagonal]
                {
                    row += 1
                }
                furthest[at] = Int32(truncatingIfNeeded: row)
                let column = row - diagonal
                guard row <= height, column <= width, column >= 0 else { continue }
                if row + column > best.row + best.column { best = (row, column) }
                if row == height, column == width { return (rounds, row, column) }
            }
            if changes < Self.changesInStep {
                rounds.append(Array(furthest[(middle - changes)...(middle + changes)]))
            }
        }
        return (rounds, best.row, best.column)
    }

    /// Walks back from where a way ends.
    private static func path(_ rounds: [[Int32]], _ gap: Aligner.Gap, _ endRow: Int, _ endColumn: Int)
        -> [Block]
    {
        var blocks: [Block] = []
        var (row, column) = (endRow, endColumn)
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
            add(upTo: goesDown ? before : before + 1)
            row = before
            column = before - (goesDown ? diagonal + 1 : diagonal - 1)
        }
        add(upTo: 0)
        return blocks.reversed()
    }
}
