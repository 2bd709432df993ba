import Testing

@testable import Agreement

/// Sums and intervals that are found in fewer steps than by their definitions come to the same.
@Suite("Closed sums") struct ClosedSumTests {
    @Test("Sums over pairs of many categories", arguments: [AgreementWeights.linear, .quadratic, .ordinal])
    func sums(_ weights: AgreementWeights) throws {
        var generator = SeededGenerator(seed: 3)
        let numbers = Set((0..<90).map { _ in generator.below(1000) }).map { Category(String($0)) }
        let metric = try weights.metric(for: numbers)
        let first = numbers.map { _ in Double(generator.below(4)) }
        let second = numbers.map { _ in Double(generator.below(4)) }
        var plain = 0.0
        for one in numbers.indices {
            for other in numbers.indices { plain += first[one] * second[other] * metric[one, other] }
        }
        #expect(abs(metric.sum(first, second) - plain) < 1e-11 * plain)
        #expect(metric.closedSum(first, second) != nil)
    }

    @Test("Alpha without a unit", arguments: [Scale.nominal, .interval])
    func withoutOne(_ scale: Scale) throws {
        var generator = SeededGenerator(seed: 5)
        let rows = (0..<60).map { _ in
            (0..<3).map { _ in generator.below(5) == 0 ? nil : String(1_000_000 + generator.below(9)) }
        }
        let counts = CategoryCounts(distinctOf: try RatingMatrix(units: rows), least: 2)
        let lessOne = try #require(try AlphaLessOne(counts, scale))
        for place in counts.units.indices {
            var repeats = try #require(counts.repeats)
            repeats[place] -= 1
            let plain = try #require(counts.repeating(repeats).krippendorffAlpha(scale).number)
            let found = try #require(lessOne.estimate(without: counts.units[place])?.number)
            #expect(abs(found - plain) < 1e-11)
        }
    }

    @Test("A table counts as its units do")
    func table() throws {
        let table = try ContingencyTable([[2_000_000_000, 7], [5, 1_000_000_000]])
        let matrix = RatingMatrix(table, coders: ("a", "b"))
        #expect(matrix.unitCount == 3_000_000_012 && matrix.cohenKappa() == table.cohenKappa())
        #expect(try matrix.cohenKappaInterval() == table.cohenKappaInterval())
    }

    @Test("What chance gives exactly is 0")
    func nothing() throws {
        let rows: [[String?]] = [["1", "1", "2"], ["1", "2", "1"], ["2", "1", "1"], ["1", "1", "1"]]
        let kappa = try RatingMatrix(units: rows).congerKappa().number
        #expect(kappa == kappa.map { abs($0) < 1e-14 ? 0 : $0 })
    }
}
