internal import Agreement

/// What is counted of a matrix for its report.
struct RatingCounts {
    /// The coders who gave any value, by number.
    let active: [Int]
    /// By coder of the matrix: how many units they gave a value.
    let given: [Int]
    /// Units with two values or more.
    let pairable: Int
    /// Values in those.
    let pairableValues: Int
    /// Units with a value.
    let valued: Int
    /// Units without one.
    let empty: Int
    /// By category and active coder: units given it, of those with two values or more.
    let applied: [[Int]]
    /// By category: units with two values or more that anybody gave it.
    let occurrences: [Int]

    init(_ matrix: RatingMatrix) {
        let (coders, categories) = (matrix.columns.count, matrix.categories.count)
        var tally = Tally(
            given: [Int](repeating: 0, count: coders),
            applied: [[Int]](repeating: [Int](repeating: 0, count: coders), count: categories),
            occurrences: [Int](repeating: 0, count: categories))
        matrix.visitRows { tally.add($0, repeats: $1) }
        given = tally.given
        active = given.indices.filter { tally.given[$0] > 0 }
        let active = active
        applied = tally.applied.map { row in active.map { row[$0] } }
        occurrences = tally.occurrences
        pairable = tally.pairable
        pairableValues = tally.pairableValues
        valued = tally.valued
        empty = matrix.unitCount - valued
    }

    private struct Tally {
        var given: [Int]
        var applied: [[Int]]
        var occurrences: [Int]
        var pairable = 0
        var pairableValues = 0
        var valued = 0

        mutating func add(_ row: [UInt16], repeats: Int) {
            let coders = row.indices.filter { row[$0] != RatingMatrix.missing }
            if coders.isEmpty { return }
            valued += repeats
            for coder in coders { given[coder] += repeats }
            guard coders.count > 1 else { return }
            pairable += repeats
            pairableValues += repeats * coders.count
            for (place, coder) in coders.enumerated() {
                applied[Int(row[coder])][coder] += repeats
                let isFirst = !coders[..<place].contains { row[$0] == row[coder] }
                if isFirst { occurrences[Int(row[coder])] += repeats }
            }
        }
    }
}
