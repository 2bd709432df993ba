import Testing

@testable import Agreement

@Suite("Presence of codes: published figures")
struct PresenceVectorTests {
    @Test("Characters: every figure of a table")
    func characters() throws {
        guard try VectorFile.require() else { return }
        let vectors = try SpanVectors.named(Set(Self.figures.keys))
        #expect(vectors.count == 22)
        for vector in vectors {
            let table = vector.sample.presence(of: vector.code, first: vector.first, second: vector.second)
                .total
            let figure = try #require(Self.figures[vector.statistic])
            vector.check(figure(table))
            Self.checkTable(table, of: vector)
        }
    }

    static let figures: [String: @Sendable (PresenceTable) -> Estimate] = [
        "char_f1": { $0.f1 },
        "char_jaccard": { $0.jaccard },
        "char_percent_agreement": { $0.percentAgreement },
        "char_cohen_kappa": { $0.cohenKappa },
        "char_cohen_kappa_pooled": { $0.cohenKappa },
        "char_gwet_ac1": { $0.gwetAC1 },
        "char_krippendorff_alpha": { $0.krippendorffAlpha },
    ]

    private static func checkTable(_ table: PresenceTable, of vector: SpanVector) {
        guard let cells = vector.vector["table_2x2"] else { return }
        #expect(
            [table.both, table.onlyFirst, table.onlySecond, table.neither]
                == ["both", "onlyA", "onlyB", "neither"].map { cells[$0]?.integer }, "\(vector.id)")
    }

    @Test("Three ways to one kappa of several records")
    func pooling() throws {
        guard try VectorFile.require() else { return }
        for vector in try SpanVectors.named(["char_cohen_kappa_mean", "char_cohen_kappa_lenweighted"]) {
            let pool = vector.sample.presence(of: vector.code, first: vector.first, second: vector.second)
            vector.check(
                vector.statistic.hasSuffix("mean")
                    ? pool.mean(of: \.cohenKappa)
                    : pool.weightedMean(of: \.cohenKappa) { Double($0.units) })
        }
    }

    @Test("Segments")
    func segments() throws {
        guard try VectorFile.require() else { return }
        let vectors = try SpanVectors.named(["segment_cohen_kappa", "segment_krippendorff_alpha"])
        #expect(vectors.count == 4)
        for vector in vectors {
            let table = vector.sample.unitPresence(of: vector.code, per: .segment)
            let counts = table.presence(first: vector.first, second: vector.second)
            vector.check(vector.statistic.hasSuffix("kappa") ? counts.cohenKappa : counts.krippendorffAlpha)
            vector.check(
                vector.statistic.hasSuffix("kappa") ? counts.cohenKappa : table.presence.krippendorffAlpha)
            for (coder, expected) in vector.vector["presence"]?.fields ?? [:] {
                let column = try #require(table.coders.firstIndex(of: coder))
                let found = table.cells.map { $0[column] == true ? 1 : 0 }
                #expect(found == expected.list?.map(\.integer), "\(vector.id)")
            }
        }
    }

    @Test("Sets of codes by segment")
    func sets() throws {
        guard try VectorFile.require() else { return }
        for vector in try SpanVectors.named(["segment_set_alpha"]) {
            let table = vector.sample.unitCodes(per: .segment)
            let expected = try #require(vector.vector["label_sets"]?.list)
            let sets = expected.map { row in (row.list ?? []).map { Set(($0.list ?? []).compactMap(\.text)) }
            }
            #expect(table.cells == sets.map { $0.map(Optional.some) })
            vector.check(try table.labelSets(codes: vector.sample.codes).krippendorffAlpha(.masi))
        }
    }

    @Test("Spans one to one")
    func spans() throws {
        guard try VectorFile.require() else { return }
        let vectors = try SpanVectors.named(["span_f1"])
        #expect(vectors.count == 3)
        for vector in vectors {
            let threshold = try #require(vector.vector.parameter("iou_threshold")?.number)
            let matches = vector.sample.matches(first: "A", second: "B", threshold: threshold).total
            vector.check(matches.f1)
            if let pairs = vector.vector["tp"]?.integer {
                #expect(matches.truePositives == pairs, "\(vector.id)")
            }
        }
    }
}
