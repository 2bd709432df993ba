extension Pool {
    /// Draws parts again with replacement and computes several figures of each sample: the same as ``bootstrap(replicates:seed:of:)``
    /// of each figure with the same seed, in the time of one.
    ///
    /// - Returns: For each figure its bootstrap; `nil` where the figure itself is undefined. Nothing but `nil` where there is one
    ///   part.
    public func bootstraps(
        replicates: Int = 2000, seed: UInt64 = 1, of figures: [(Part) -> Estimate]
    ) -> [Bootstrap?] {
        let whole = total
        let wanted = figures.indices.filter { figures[$0](whole).number != nil }
        guard parts.count > 1, !wanted.isEmpty else { return figures.map { _ in nil } }
        let count = max(1, replicates)
        var generator = SeededGenerator(seed: seed)
        var values = [[Double]](repeating: [], count: figures.count)
        for _ in 0..<count {
            var sum = Part()
            for _ in parts.indices { sum.add(parts[generator.below(parts.count)]) }
            for figure in wanted {
                if let number = figures[figure](sum).number { values[figure].append(number) }
            }
        }
        let isWanted = Set(wanted)
        return figures.indices.map { figure in
            guard isWanted.contains(figure) else { return nil }
            return Bootstrap(
                values: values[figure], method: unit.method,
                drawing: Interval.Drawing(
                    replicates: count, dropped: count - values[figure].count, seed: seed,
                    population: parts.count))
        }
    }
}
