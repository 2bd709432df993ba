import Testing

@testable import Agreement

/// What must not matter, does not; and what comes out is a number or a reason, whatever goes in.
@Suite("Invariances")
struct InvarianceTests {
    /// A random matrix, often degenerate.
    private func randomMatrix(_ generator: inout SeededGenerator) throws -> RatingMatrix {
        let (units, coders, categories) = (
            generator.below(7), generator.below(5), 1 + generator.below(4)
        )
        let (used, missing) = (1 + generator.below(categories), generator.below(4))
        let columns = (0..<coders).map { _ in
            (0..<units).map { _ in
                generator.below(4) < missing ? RatingMatrix.missing : UInt16(generator.below(used))
            }
        }
        return try RatingMatrix(
            columns: columns, categories: (0..<categories).map { Category(String($0 - 1)) })
    }

    private let weights: [AgreementWeights] = [.identity, .linear, .quadratic, .radical, .ordinal]

    @Test("No figure of any small matrix is infinite or not a number")
    func finiteOrUndefined() throws {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<400 {
            let matrix = try randomMatrix(&generator)
            for statistic in Statistic.allCases {
                for options in options(matrix) {
                    let number = statistic.evaluate(on: matrix, options: options).estimate.number
                    #expect(number?.isFinite != false, "\(statistic) \(options) \(matrix)")
                    #expect((number ?? 0) <= 1 + 1e-12, "\(statistic) \(options) \(matrix)")
                }
                let resampling = Resampling(replicates: 5)
                let figure = statistic.evaluate(on: matrix, resampling: resampling)
                expectFinite(figure.interval)
            }
            for interval in intervals(matrix) { expectFinite(interval) }
        }
    }

    private func options(_ matrix: RatingMatrix) -> [Statistic.Options] {
        weights.map { Statistic.Options(weights: $0) }
            + Scale.allCases.map { Statistic.Options(scale: $0, countsValues: true) }
            + matrix.categories.indices.map { Statistic.Options(category: $0) }
    }

    private func intervals(_ matrix: RatingMatrix) -> [Interval?] {
        weights.flatMap { weights in
            [
                try? matrix.gwetACInterval(weights: weights),
                try? matrix.fleissKappaInterval(weights: weights),
                try? matrix.brennanPredigerInterval(weights: weights),
                try? matrix.congerKappaInterval(weights: weights),
                try? matrix.cohenKappaInterval(weights: weights),
            ]
        }
            + Scale.allCases.flatMap { scale in
                [
                    try? matrix.krippendorffAlphaJackknife(scale),
                    try? matrix.kalphaBootstrap(scale, replicates: 5).interval(),
                ]
            }
    }

    private func expectFinite(_ interval: Interval?) {
        guard let interval else { return }
        #expect(interval.lower.isFinite && interval.upper.isFinite && interval.lower <= interval.upper)
        #expect(interval.standardError?.isFinite != false)
    }

    @Test("The order of units and of coders does not matter, nor do names under nominal")
    func permutations() throws {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<100 {
            let matrix = try randomMatrix(&generator)
            let order = (0..<matrix.unitCount).shuffled(using: &generator)
            let coders = matrix.columns.indices.shuffled(using: &generator)
            let names = matrix.categories.indices.shuffled(using: &generator)
            let shuffled = try RatingMatrix(
                columns: coders.map { coder in
                    order.map { unit in matrix[unit: unit, coder: coder].map { UInt16(names[$0]) } ?? .max }
                }, categories: matrix.categories)
            for statistic in Statistic.allCases {
                let one = statistic.evaluate(on: matrix).estimate
                let other = statistic.evaluate(on: shuffled).estimate
                #expect(one.reason == other.reason, "\(statistic) \(matrix)")
                #expect(abs((one.number ?? 0) - (other.number ?? 0)) < 1e-12, "\(statistic) \(matrix)")
            }
        }
    }

    @Test("Categories counted all at once and one by one come to the same")
    func ways() throws {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<100 {
            let matrix = try randomMatrix(&generator)
            let rows = matrix.distinctRows(least: 0)
            let counts = CategoryCounts(distinctOf: matrix, least: 1)
            for scale in Scale.allCases {
                let alphas = [matrix.krippendorffAlpha(scale), rows.krippendorffAlpha(scale)]
                #expect(alphas[0].reason == alphas[1].reason)
                #expect(abs((alphas[0].number ?? 0) - (alphas[1].number ?? 0)) < 1e-12)
                let counted = counts.krippendorffAlpha(scale)
                #expect(abs((alphas[0].number ?? 0) - (counted.number ?? 0)) < 1e-12)
            }
        }
    }

    @Test("Thousands of categories, of which few are used, take no table of all pairs")
    func manyCategories() throws {
        var generator = SeededGenerator(seed: 6)
        let categories = (0..<60_000).map { Category(String($0)) }
        let columns = (0..<3).map { _ in (0..<500).map { _ in UInt16(generator.below(4) * 15_000) } }
        let large = try RatingMatrix(columns: columns, categories: categories)
        let small = try RatingMatrix(
            columns: columns.map { $0.map { $0 / 15_000 } }, categories: Array(categories.prefix(4)))
        for scale in [Scale.nominal, .ordinal, .interval] {
            let (one, other) = (large.krippendorffAlpha(scale).number, small.krippendorffAlpha(scale).number)
            #expect(abs((one ?? 0) - (other ?? 9)) < 1e-9, "\(scale)")
        }
        #expect(abs((large.fleissKappa().number ?? 0) - (small.fleissKappa().number ?? 9)) < 1e-9)
        #expect(abs((large.congerKappa().number ?? 0) - (small.congerKappa().number ?? 9)) < 1e-9)
        #expect(abs((large.lightKappa().number ?? 0) - (small.lightKappa().number ?? 9)) < 1e-9)
    }

    @Test("A distance of one's own that is the nominal one gives the nominal alpha")
    func ownDistance() throws {
        let matrix = try RatingMatrix(units: [["a", "b", "a"], ["b", "b", nil], ["c", "a", "c"]])
        let own = matrix.krippendorffAlpha { $0 == $1 ? 0 : 1 }
        #expect(abs((own.number ?? 9) - (matrix.krippendorffAlpha().number ?? 0)) < 1e-12)
        #expect(matrix.krippendorffAlpha { _, _ in .nan } == .undefined(.outOfRange))
        #expect(matrix.krippendorffAlpha { _, _ in 0 } == .undefined(.noVariation))
    }

    @Test("Every statistic has a title, a sentence and a source")
    func words() {
        for statistic in Statistic.allCases {
            #expect(!statistic.title.isEmpty && !statistic.source.isEmpty)
        }
        #expect(Set(Statistic.allCases.map(\.title)).count == Statistic.allCases.count)
    }
}
