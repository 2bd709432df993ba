/// Three-way merge of files that only grow, a line at a time: consent, reviews, what coders did in a round.
enum LineMerge {
    /// The lines that both have, in their order, and behind them those that one added, by their time and then their text.
    ///
    /// A line that one took out or wrote anew, as a name that is put out does, goes.
    static func merged(base: [UInt8], left: [UInt8], right: [UInt8]) -> [UInt8] {
        let (was, mine, theirs) = (lines(base), lines(left), lines(right))
        let (had, inMine, inTheirs) = (Set(was), Set(mine), Set(theirs))
        let kept = was.filter { inMine.contains($0) && inTheirs.contains($0) }
        let added = inMine.union(inTheirs).subtracting(had)
        let inOrder = added.sorted { (time(of: $0), $0) < (time(of: $1), $1) }
        return Array((kept + inOrder).map { $0 + "\n" }.joined().utf8)
    }

    private static func lines(_ bytes: [UInt8]) -> [String] {
        bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The value of `at`, which canonical JSON writes in one way alone.
    private static func time(of line: String) -> String {
        guard let start = line.firstRange(of: "\"at\":\"") else { return "" }
        return String(line[start.upperBound...].prefix { $0 != "\"" })
    }
}
