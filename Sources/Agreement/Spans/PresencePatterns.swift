/// How many units each combination of coders gave a code, so that every coefficient for two categories can be had of them: also those
/// that ask who gave which value.
public struct PresencePatterns: Poolable, Hashable {
    private var coders: [String] = []
    /// By row of 1 for the code, 0 for none and ``RatingMatrix/missing`` for a coder who was not asked.
    private var counts: [[UInt16]: Int] = [:]

    /// Counts of nothing.
    public init() {}

    init(coders: [String]) { self.coders = coders }

    /// Adds what others count.
    public mutating func add(_ other: PresencePatterns) {
        if coders.isEmpty { coders = other.coders }
        counts.merge(other.counts) { $0 + $1 }
    }

    mutating func count(_ units: Int, as row: [UInt16]) { counts[row, default: 0] += units }

    /// How many units there are.
    public var units: Int { counts.values.reduce(0, +) }

    /// A coefficient for units: whether they have the code or not.
    public func estimate(_ statistic: Statistic) -> Estimate {
        let rows = counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        let isUsed = rows.contains { $0.key.contains(1) }
        let columns = coders.indices.map { coder in rows.map { $0.key[coder] } }
        let matrix = RatingMatrix(
            checked: columns, categories: .presence, coders: coders, repeats: rows.map(\.value))
        let found = statistic.evaluate(on: matrix).estimate
        return found.reason == .noVariation && !isUsed ? .undefined(.unusedCode) : found
    }
}

extension SpanSample {
    /// Which coders gave characters a code, record by record: of the records with two or more coders.
    public func patterns(of code: String, per unit: SpanUnit = .record) -> Pool<PresencePatterns> {
        let parts = records.flatMap { record -> [PresencePatterns] in
            guard lanes(of: record).count > 1 else { return [] }
            let lanes = coders.map { record.coders[$0]?.runs(of: code) }
            let windows = record.windows(unit)
            var found = [PresencePatterns](repeating: PresencePatterns(coders: coders), count: windows.count)
            Sweep.stretches(of: lanes.map { $0 ?? [] } + [windows], length: record.length) {
                stretch, active in
                let row = lanes.indices.map { lane -> UInt16 in
                    lanes[lane] == nil ? RatingMatrix.missing : active[lane] >= 0 ? 1 : 0
                }
                found[active[lanes.count]].count(stretch.count, as: row)
            }
            return found
        }
        return Pool(parts: parts, unit: unit)
    }
}
