import Testing

@testable import Agreement

@Suite("Intervals of spans")
struct SpanIntervalTests {
    @Test("The same seed draws the same interval, which holds the figure")
    func seeds() throws {
        let sample = try MadeUpSpans.sample(seed: 3, records: 20, length: 200)
        let pool = sample.presence(of: "1", first: "coder0", second: "coder1")
        let drawn = try pool.bootstrap(seed: 1, of: \.krippendorffAlpha)
        #expect(try drawn == pool.bootstrap(seed: 1, of: \.krippendorffAlpha))
        #expect(try drawn != pool.bootstrap(seed: 2, of: \.krippendorffAlpha))
        let alpha = try #require(pool.total.krippendorffAlpha.number)
        let interval = try #require(drawn.interval())
        #expect(interval.lower < alpha && alpha < interval.upper)
        #expect(interval.method == .recordBootstrap)
        #expect(interval.drawing?.population == pool.parts.count)
        #expect(
            try sample.unitising(of: "1").bootstrap(replicates: 200, of: \.binaryAlpha).standardError != nil)
        let matches = sample.matches(first: "coder0", second: "coder1", threshold: 0)
        #expect(try matches.bootstrap(replicates: 200, of: \.f1).values.allSatisfy { (0...1).contains($0) })
    }

    @Test("Replicates without a value are left out and counted")
    func dropped() throws {
        let records = try (0..<3).map {
            try SpanRecord(
                id: "\($0)", length: 10,
                coders: [
                    "a": $0 == 0 ? [CodedSpan(0, 5, "x")] : [], "b": $0 == 0 ? [CodedSpan(0, 4, "x")] : [],
                ])
        }
        let sample = try SpanSample(records: records, codes: ["x"])
        let drawn = try sample.presence(of: "x", first: "a", second: "b").bootstrap(seed: 7, of: \.cohenKappa)
        let dropped = drawn.drawing.dropped
        // Two of three records have nothing in them: 8 of 27 draws.
        #expect(abs(Double(dropped) / 2_000 - 8.0 / 27) < 0.04)
    }

    @Test("One record: segments are drawn, and named; alone it has no interval")
    func segments() throws {
        let record = try SpanRecord(
            id: "r", length: 100,
            coders: [
                "a": [CodedSpan(0, 25, "x"), CodedSpan(60, 70, "x")],
                "b": [CodedSpan(5, 30, "x"), CodedSpan(62, 75, "x")],
            ],
            segments: (0..<10).map { $0 * 10..<$0 * 10 + 10 })
        let sample = try SpanSample(records: [record], codes: ["x"])
        #expect(throws: UndefinedReason.singleUnit) {
            try sample.presence(of: "x").bootstrap(seed: 1, of: \.krippendorffAlpha)
        }
        let drawn = try sample.presence(of: "x", per: .segment).bootstrap(seed: 1, of: \.krippendorffAlpha)
        #expect(drawn.method == .segmentBootstrap)
        #expect(throws: UndefinedReason.noDoubleCoding) {
            try sample.presence(of: "x", first: "a", second: "c").bootstrap(of: \.f1)
        }
    }

    @Test("Whatever is coded, every figure is a finite number or has a reason", arguments: 0..<100)
    func finite(_ seed: UInt64) throws {
        let sample = try MadeUpSpans.sample(
            seed: seed, records: Int(seed % 4), coders: 5, codes: 1 + Int(seed % 3),
            length: Int(seed % 7) * 6,
            areApart: seed % 2 == 0)
        var estimates: [Estimate] = []
        let numbers = Dictionary(uniqueKeysWithValues: sample.codes.map { ($0, (Double($0) ?? 0) - 2) })
        for unit in SpanUnit.allCases {
            for code in sample.codes {
                let table = sample.presence(of: code, first: "coder0", second: "coder1", per: unit)
                estimates += Self.figures(table.total) + table.parts.flatMap(Self.figures)
                estimates += sample.presence(of: code, per: unit).parts.flatMap(Self.figures)
                estimates.append(table.weightedMean(of: \.cohenKappa) { Double($0.units) })
                estimates.append(table.mean(of: \.cohenKappa))
            }
            for metric in [UnitMetric.nominal, .interval(numbers), .ratio(numbers)] {
                for table in sample.unitising(metric: metric, per: unit).parts {
                    estimates += [table.alpha, table.binaryAlpha, table.codingAlpha, table.codingCoverage]
                    estimates += sample.codes.flatMap { [table.alpha(of: $0), table.coverage(of: $0)] }
                }
            }
        }
        estimates += sample.records.map { $0.supersededAlphaU(codes: sample.codes) }
        #expect(estimates.allSatisfy { $0.number?.isFinite ?? true })
    }

    private static func figures(_ table: PresenceTable) -> [Estimate] {
        [
            table.percentAgreement, table.cohenKappa, table.scottPi, table.krippendorffAlpha, table.gwetAC1,
            table.brennanPrediger, table.f1, table.jaccard, table.firstPrevalence, table.secondPrevalence,
        ]
    }

    private static func figures(_ counts: PresenceCounts) -> [Estimate] {
        [
            counts.percentAgreement, counts.percentAgreementByValues, counts.krippendorffAlpha,
            counts.fleissKappa,
            counts.gwetAC1, counts.brennanPrediger, counts.prevalence,
        ]
    }
}
