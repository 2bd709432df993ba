internal import Agreement
package import StudyModel

/// Draws the sample of a round: the same records from the same seed, whatever the machine.
package enum RoundDraw {
    /// A record that may be drawn.
    package struct Candidate: Hashable, Sendable {
        package var record: RecordID
        /// What it counts among; empty without strata.
        package var stratum: String

        package init(record: RecordID, stratum: String) {
            self.record = record
            self.stratum = stratum
        }
    }

    /// How many records a share of a population is: at least one where there is any.
    package static func size(ofShare percent: Int, of population: Int) -> Int {
        population == 0 ? 0 : max(1, (population * percent + 50) / 100)
    }

    /// Draws whole records at random without replacement, each stratum with its share of the population.
    ///
    /// Shares are rounded by largest remainder; a stratum that would get nothing gets one record while there are enough to go
    /// round. The records come in a random order, so that coders who stop early have coded a random part.
    ///
    /// - Parameters:
    ///   - size: how many; all of them where there are fewer.
    ///   - seed: what the generator begins with.
    package static func sample(_ candidates: [Candidate], size: Int, seed: Int) -> [Candidate] {
        var generator = SeededGenerator(seed: UInt64(bitPattern: Int64(seed)))
        let strata = Dictionary(grouping: candidates.sorted { $0.record < $1.record }, by: \.stratum)
            .sorted { $0.key < $1.key }.map(\.value)
        let shares = allotted(min(size, candidates.count), to: strata.map(\.count))
        var drawn: [Candidate] = []
        for (stratum, share) in zip(strata, shares) {
            drawn += shuffled(stratum, by: &generator).prefix(share)
        }
        return shuffled(drawn, by: &generator)
    }

    /// How many of `size` each stratum gets.
    static func allotted(_ size: Int, to counts: [Int]) -> [Int] {
        let total = counts.reduce(0, +)
        guard total > 0 else { return counts }
        var shares = counts.map { size * $0 / total }
        let remainders = counts.indices.sorted {
            (size * counts[$0] % total, counts[$0], $1) > (size * counts[$1] % total, counts[$1], $0)
        }
        for index in remainders.prefix(size - shares.reduce(0, +)) { shares[index] += 1 }
        // Nobody is left out while somebody has two.
        for index in shares.indices where shares[index] == 0 && counts[index] > 0 {
            guard let richest = shares.indices.max(by: { shares[$0] < shares[$1] }), shares[richest] > 1
            else { break }
            shares[richest] -= 1
            shares[index] = 1
        }
        return shares
    }

    /// Fisher and Yates' shuffle, spelt out because the standard library's may change.
    private static func shuffled<Value>(_ values: [Value], by generator: inout SeededGenerator) -> [Value] {
        var values = values
        for index in values.indices.dropFirst().reversed() {
            values.swapAt(index, generator.below(index + 1))
        }
        return values
    }
}
