/// Finds what somebody may have meant.
enum NearestNames {
    private static let longest = 60

    /// The names nearest to a text, at most three, the nearest first; empty where none is near.
    ///
    /// Near is a third of the letters wrong, missing, too many or swapped (the restricted distance of Damerau).
    static func of(_ text: String, in names: [String]) -> [String] {
        let wanted = Array(text.lowercased().unicodeScalars.prefix(longest))
        let most = max(1, wanted.count / 3)
        var found: [(distance: Int, place: Int, name: String)] = []
        for (place, name) in names.enumerated() {
            let scalars = Array(name.lowercased().unicodeScalars.prefix(longest))
            guard abs(scalars.count - wanted.count) <= most else { continue }
            let distance = distance(wanted, scalars)
            if distance <= most { found.append((distance, place, name)) }
        }
        return found.sorted { ($0.distance, $0.place) < ($1.distance, $1.place) }.prefix(3).map(\.name)
    }

    /// How many letters have to be put in, taken away, replaced or swapped.
    static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, scalar) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var best = min(
                    last[column] + (scalar == other ? 0 : 1), last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, scalar == right[column - 1], left[row - 1] == other {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
