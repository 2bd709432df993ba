/// Counts of people of which none may say who somebody is.
package enum SmallCounts {
    /// Counts that add up to a known total, without those from 1 to `smallest` less one.
    ///
    /// Where one alone would be left out it could be worked out from the total, so the next smallest goes with it.
    package static func shown(_ counts: [Int], smallest: Int) -> [Int?] {
        var shown: [Int?] = counts.map { (1..<max(smallest, 1)).contains($0) ? nil : $0 }
        guard shown.count(where: { $0 == nil }) == 1 else { return shown }
        let next = counts.indices.filter { shown[$0] ?? 0 > 0 }.min { counts[$0] < counts[$1] }
        if let next { shown[next] = nil }
        return shown
    }
}
