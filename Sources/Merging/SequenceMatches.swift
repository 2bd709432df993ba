/// What two sequences have in common, in order: a patience difference.
///
/// Elements that stand once in both are the fixed points (Bram Cohen's patience diff); between two of them the same is done
/// again, and what is alike at the ends of a stretch belongs together too. In time about linear; what it does not find is
/// called changed, never the other way round.
enum SequenceMatches {
    /// Pairs of places with equal elements, both rising.
    static func of<Element: Hashable>(_ old: [Element], _ new: [Element]) -> [(old: Int, new: Int)] {
        var pairs: [(old: Int, new: Int)] = []
        var stretches: [(old: Range<Int>, new: Range<Int>)] = [(old.indices, new.indices)]
        while let (oldStretch, newStretch) = stretches.popLast() {
            var (left, right) = (oldStretch, newStretch)
            while let (a, b) = ends(left, right), old[a.first] == new[b.first] {
                pairs.append((a.first, b.first))
                (left, right) = (a.first + 1..<left.upperBound, b.first + 1..<right.upperBound)
            }
            while let (a, b) = ends(left, right), old[a.last] == new[b.last] {
                pairs.append((a.last, b.last))
                (left, right) = (left.lowerBound..<a.last, right.lowerBound..<b.last)
            }
            let fixed = rising(uniquePairs(old, left, new, right))
            guard !fixed.isEmpty else { continue }
            var (a, b) = (left.lowerBound, right.lowerBound)
            for pair in fixed {
                stretches.append((a..<pair.old, b..<pair.new))
                pairs.append(pair)
                (a, b) = (pair.old + 1, pair.new + 1)
            }
            stretches.append((a..<left.upperBound, b..<right.upperBound))
        }
        return pairs.sorted { $0.old < $1.old }
    }

    private typealias Ends = (first: Int, last: Int)

    private static func ends(_ left: Range<Int>, _ right: Range<Int>) -> (Ends, Ends)? {
        if left.isEmpty || right.isEmpty { return nil }
        return ((left.lowerBound, left.upperBound - 1), (right.lowerBound, right.upperBound - 1))
    }

    /// The places of elements that stand once in both stretches, in the order of the old one.
    private static func uniquePairs<Element: Hashable>(
        _ old: [Element], _ left: Range<Int>, _ new: [Element], _ right: Range<Int>
    ) -> [(old: Int, new: Int)] {
        if left.isEmpty || right.isEmpty { return [] }
        var places: [Element: (old: Int?, new: Int?, isUnique: Bool)] = [:]
        for place in left {
            let known = places[old[place]]
            places[old[place]] = (place, nil, known == nil)
        }
        for place in right {
            guard let known = places[new[place]] else { continue }
            places[new[place]] = (known.old, place, known.isUnique && known.new == nil)
        }
        return left.compactMap { place in
            guard let found = places[old[place]], found.isUnique, let new = found.new else { return nil }
            return (place, new)
        }
    }

    /// The longest part of the pairs that rises on both sides.
    private static func rising(_ pairs: [(old: Int, new: Int)]) -> [(old: Int, new: Int)] {
        var tails: [Int] = []
        var before = [Int?](repeating: nil, count: pairs.count)
        for (index, pair) in pairs.enumerated() {
            var (low, high) = (0, tails.count)
            while low < high {
                let middle = (low + high) / 2
                if pairs[tails[middle]].new < pair.new { low = middle + 1 } else { high = middle }
            }
            before[index] = low > 0 ? tails[low - 1] : nil
            if low == tails.count { tails.append(index) } else { tails[low] = index }
        }
        var chain: [(old: Int, new: Int)] = []
        var next = tails.last
        while let index = next {
            chain.append(pairs[index])
            next = before[index]
        }
        return chain.reversed()
    }
}
