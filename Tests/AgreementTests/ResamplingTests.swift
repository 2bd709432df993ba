import Foundation
import Testing

@testable import Agreement

@Suite("Resampling and sizes")
struct ResamplingTests {
    private func matrix(units: Int, seed: UInt64 = 1) throws -> RatingMatrix {
        var generator = SeededGenerator(seed: seed)
        let truth = (0..<units).map { _ in generator.below(3) }
        let columns = (0..<3).map { _ in
            truth.map { value in
                let luck = generator.below(10)
                return luck == 0 ? RatingMatrix.missing : UInt16(luck < 7 ? value : generator.below(3))
            }
        }
        return try RatingMatrix(columns: columns, categories: ["a", "b", "c"].map { Category($0) })
    }

    @Test("The same seed gives the same interval, another seed another", arguments: Statistic.allCases)
    func seeds(_ statistic: Statistic) throws {
        var ratings = try matrix(units: 60)
        if statistic.isForTwoCoders { ratings = ratings.choosing([0, 1]) }
        if statistic == .pabak { ratings = ratings.collapsed(to: 1) }
        let resampling = Resampling(replicates: 200, seed: 9)
        let one = try ratings.bootstrap(statistic, resampling: resampling)
        #expect(try ratings.bootstrap(statistic, resampling: resampling) == one)
        #expect(
            try ratings.bootstrap(statistic, resampling: Resampling(replicates: 200, seed: 10)).values
                != one.values)
        let interval = try #require(one.interval())
        let number = try #require(statistic.evaluate(on: ratings).estimate.number)
        #expect(interval.lower < number && number < interval.upper)
        #expect(interval.drawing?.seed == 9 && interval.drawing?.replicates == 200)
    }

    @Test("Samples drawn from patterns are as those drawn unit by unit")
    func patterns() throws {
        let ratings = try matrix(units: 80)
        let drawn = try ratings.bootstrap(.krippendorffAlpha, resampling: Resampling(replicates: 4000))
        var generator = SeededGenerator(seed: 77)
        var values: [Double] = []
        let pairable = (0..<80).filter { unit in
            ratings.columns.count { $0[unit] != RatingMatrix.missing } > 1
        }
        for _ in 0..<4000 {
            let units = pairable.map { _ in pairable[generator.below(pairable.count)] }
            let sample = try RatingMatrix(
                columns: ratings.columns.map { column in units.map { column[$0] } },
                categories: ratings.categories)
            if let number = sample.krippendorffAlpha().number { values.append(number) }
        }
        let mean = values.reduce(0, +) / Double(values.count)
        let error = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
        let drawnMean = drawn.values.reduce(0, +) / Double(drawn.values.count)
        #expect(abs(drawnMean - mean) < error / 10)
        #expect(abs((drawn.standardError ?? 0) / error - 1) < 0.05)
    }

    @Test("Records as large as one unit are units; records of copies widen the interval")
    func records() throws {
        let ratings = try matrix(units: 60)
        let single = try ratings.bootstrap(
            .krippendorffAlpha, resampling: Resampling(records: Array(0..<60), replicates: 2000))
        let units = try ratings.bootstrap(.krippendorffAlpha)
        #expect(single.method == .recordBootstrap && units.method == .unitBootstrap)
        let width = (try #require(single.standardError), try #require(units.standardError))
        #expect(abs(width.0 / width.1 - 1) < 0.1)
        let copies = try RatingMatrix(
            columns: ratings.columns.map { $0.flatMap { [$0, $0, $0, $0] } }, categories: ratings.categories)
        let naive = try copies.bootstrap(.krippendorffAlpha)
        let clustered = try copies.bootstrap(
            .krippendorffAlpha, resampling: Resampling(records: (0..<240).map { $0 / 4 }))
        let ratio = try #require(clustered.standardError) / #require(naive.standardError)
        #expect(abs(ratio - 2) < 0.2)
        #expect(clustered.drawing.population <= 60)
        #expect(throws: UndefinedReason.incompleteDesign) {
            try ratings.bootstrap(.krippendorffAlpha, resampling: Resampling(records: [1]))
        }
        #expect(throws: UndefinedReason.singleUnit) {
            try ratings.choosing([0, 1]).bootstrap(
                .cohenKappa, resampling: Resampling(records: [Int](repeating: 1, count: 60)))
        }
    }

    @Test("Tables and counts are drawn as the units they count")
    func tablesAndCounts() throws {
        let table = try ContingencyTable([[20, 5], [4, 11]])
        let units = [["1", "1"], ["1", "2"], ["2", "1"], ["2", "2"]]
        let matrix = try RatingMatrix(
            units: zip(units, [20, 5, 4, 11]).flatMap { [[String?]](repeating: $0, count: $1) },
            categories: table.categories)
        let drawn = try table.bootstrap(.cohenKappa)
        #expect(
            abs((drawn.standardError ?? 0) / (try table.cohenKappaInterval().standardError ?? 9) - 1) < 0.1)
        #expect(try matrix.bootstrap(.cohenKappa) == drawn)
        let counts = try CategoryCounts([[2, 0], [1, 1], [0, 2], [2, 0], [0, 2]])
        #expect(try counts.bootstrap(.fleissKappa).drawing.population == 5)
        #expect(throws: UndefinedReason.notTwoCoders) { try counts.bootstrap(.cohenKappa) }
        #expect(throws: UndefinedReason.incompleteDesign) {
            try counts.bootstrap(.fleissKappa, resampling: Resampling(records: [1]))
        }
    }

    @Test("Counts of billions are computed with, and more are refused")
    func largeCounts() throws {
        let most = Int(Int32.max)
        let counts = try CategoryCounts([[most, 0], [0, most], [most / 2, most / 2]])
        for number in [
            counts.krippendorffAlpha(.ordinal), counts.fleissKappa(), counts.gwetAC(weights: .quadratic),
        ].map(\.number) {
            #expect(abs((number ?? 0) - 2 / 3.0) < 1e-6)
        }
        #expect(throws: UndefinedReason.outOfRange) { try counts.kalphaBootstrap(replicates: 3) }
        #expect(throws: AgreementInputError.countOutOfRange) { try CategoryCounts([[most, 1]]) }
        let table = try ContingencyTable([[most, most], [most, most]])
        #expect(table.cohenKappa() == .value(0))
        #expect(try table.cohenKappaInterval().standardError?.isFinite == true)
    }

    @Test("Samples without variation are left out and counted")
    func dropped() throws {
        let ratings = try RatingMatrix(units: [["a", "a"], ["a", "b"], ["a", "a"]])
        let drawn = try ratings.bootstrap(.krippendorffAlpha)
        // All three draws miss one unit of three: 8 in 27.
        #expect(abs(Double(drawn.drawing.dropped) / 2000 - 8 / 27.0) < 0.04)
        #expect(drawn.values.count + drawn.drawing.dropped == 2000)
    }

    @Test(
        "Binomial draws have the mean, the variance and the shape they should",
        arguments: [
            (5, 0.3), (40, 0.2), (100, 0.4), (1000, 0.02), (1000, 0.9), (100_000, 0.5), (3000, 0.001),
        ])
    func binomial(_ trials: Int, _ chance: Double) {
        var generator = SeededGenerator(seed: 12)
        let draws = 40_000
        var counts: [Int: Int] = [:]
        for _ in 0..<draws { counts[generator.binomial(trials, chance), default: 0] += 1 }
        let (n, p) = (Double(trials), chance)
        let mean = counts.reduce(0.0) { $0 + Double($1.key * $1.value) } / Double(draws)
        let variance = n * p * (1 - p)
        #expect(abs(mean - n * p) < 4 * (variance / Double(draws)).squareRoot())
        let spread = counts.reduce(0.0) {
            $0 + (Double($1.key) - mean) * (Double($1.key) - mean) * Double($1.value)
        }
        #expect(abs(spread / Double(draws) / variance - 1) < 0.05)
        #expect(chiSquarePerCell(counts, draws, trials, p) < 1.6)
    }

    /// Of the values expected 20 times or more; about 1 for the right distribution.
    private func chiSquarePerCell(_ counts: [Int: Int], _ draws: Int, _ trials: Int, _ p: Double) -> Double {
        var (sum, cells) = (0.0, 0.0)
        for value in 0...trials {
            let logChance =
                Mathematics.logGamma(Double(trials + 1)) - Mathematics.logGamma(Double(value + 1))
                - Mathematics.logGamma(Double(trials - value + 1))
                + Double(value) * Mathematics.naturalLog(p)
                + Double(trials - value) * Mathematics.naturalLog(1 - p)
            guard logChance > -8 else { continue }
            let expected = Double(draws) * exp(logChance)
            guard expected >= 20 else { continue }
            let difference = Double(counts[value] ?? 0) - expected
            sum += difference * difference / expected
            cells += 1
        }
        return sum / cells
    }

    @Test("A draw of all shares every draw out, and nothing comes of nothing")
    func multinomial() {
        var generator = SeededGenerator(seed: 5)
        var result = [Int](repeating: 9, count: 4)
        for _ in 0..<200 {
            generator.drawAgain([3, 0, 5, 2], total: 10, into: &result)
            #expect(result.reduce(0, +) == 10 && result[1] == 0 && result.allSatisfy { $0 >= 0 })
        }
        generator.drawAgain([0, 0, 0, 0], total: 0, into: &result)
        #expect(result == [0, 0, 0, 0])
    }

    @Test(
        "Quantiles of Student's t and of the normal distribution",
        arguments: [
            (1, 0.975, 12.706204736174698), (2, 0.975, 4.302652729749464), (5, 0.995, 4.032142983555228),
            (11, 0.975, 2.200985160091640), (29, 0.95, 1.699127026533498), (100, 0.975, 1.983971518523552),
            (1000, 0.975, 1.962339080826410), (1001, 0.975, 1.962336705280879),
            (5000, 0.975, 1.960438551706508),
        ])
    func student(_ freedom: Int, _ p: Double, _ expected: Double) {
        #expect(abs(Mathematics.studentQuantile(p, freedom: freedom) - expected) < 2e-10 * expected)
        #expect(abs(Mathematics.normalQuantile(0.975) - 1.959963984540054) < 1e-13)
        #expect(abs(Mathematics.normalQuantile(0.05) + 1.644853626951473) < 1e-13)
        #expect(Mathematics.normalQuantile(0.5) == 0)
    }

    @Test("q values and rules")
    func decisions() throws {
        let drawing = Interval.Drawing(replicates: 4, dropped: 0, seed: 1, population: 9)
        let drawn = Bootstrap(values: [0.9, 0.6, 0.7, 0.85], method: .unitBootstrap, drawing: drawing)
        #expect(drawn.probability(below: DecisionRule.tentative) == 0.25)
        #expect(drawn.probability(below: DecisionRule.reliable) == 0.5)
        let estimate = Estimate.value(0.82)
        let lower = drawn.interval()
        #expect(DecisionRule(criterion: .estimate).outcome(estimate) == .met)
        #expect(DecisionRule().outcome(estimate, interval: lower) == .notMet)
        #expect(DecisionRule(threshold: 0.5).outcome(estimate, interval: lower) == .met)
        #expect(DecisionRule().outcome(estimate) == .undecided)
        #expect(DecisionRule(criterion: .risk(0.05)).outcome(estimate, bootstrap: drawn) == .notMet)
        #expect(DecisionRule(criterion: .risk(0.5)).outcome(estimate, bootstrap: drawn) == .met)
        #expect(DecisionRule().outcome(.undefined(.noVariation), interval: lower) == .undecided)
        let empty = Bootstrap(values: [], method: .unitBootstrap, drawing: drawing)
        #expect(empty.interval() == nil && empty.probability(below: 1) == nil && empty.standardError == nil)
    }

    @Test("Sizes of reliability samples, as printed")
    func sizes() {
        let expected: [Int: [Int]] = [
            100: [59, 51, 35], 500: [111, 84, 49], 1000: [125, 92, 51], 10_000: [141, 100, 53],
        ]
        for (population, sizes) in expected {
            for (agreement, size) in zip([0.85, 0.9, 0.95], sizes) {
                let found = SampleSize.lacyRiffe(population: population, agreement: agreement)
                #expect(found == size, "\(population), \(agreement)")
            }
        }
        #expect(SampleSize.lacyRiffe(population: 0, agreement: 0.9) == nil)
        #expect(SampleSize.lacyRiffe(population: 5, agreement: .nan) == nil)
        for (alpha, sizes) in [(0.8, [51, 69, 147, 280]), (0.667, [30, 40, 86, 165])] {
            for (share, size) in zip([0.5, 0.25, 0.1, 0.05], sizes) {
                let found = SampleSize.krippendorff(leastAlpha: alpha, rarestShare: share)
                #expect(found == size, "\(alpha), \(share)")
            }
        }
        #expect(SampleSize.krippendorff(leastAlpha: 1, rarestShare: 0.5) == nil)
        #expect(SampleSize.krippendorff(leastAlpha: 0.8, rarestShare: 1e-300) == nil)
        #expect(SampleSize.expectedOccurrences(doubleCoded: 50, occurrences: 30, of: 300) == 5)
        #expect(SampleSize.expectedOccurrences(doubleCoded: 50, occurrences: 0, of: 0) == nil)
    }
}
