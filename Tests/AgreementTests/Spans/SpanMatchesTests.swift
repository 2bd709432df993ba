import Testing

@testable import Agreement

@Suite("Spans against spans")
struct SpanMatchesTests {
    @Test("As many pairs as trying everything finds", arguments: 0..<80)
    func matching(_ seed: UInt64) throws {
        let sample = try MadeUpSpans.sample(seed: seed, records: 1, coders: 2, codes: 2)
        guard let first = sample.records[0].coders["coder0"], let second = sample.records[0].coders["coder1"]
        else {
            return
        }
        for threshold in [0, 0.3, 0.5, 1] {
            let matches = sample.matches(first: "coder0", second: "coder1", threshold: threshold)
            let doMatch = { (one: CodedSpan, other: CodedSpan) in
                one.code == other.code && one.overlap(with: other) > 0
                    && one.intersectionOverUnion(with: other) >= threshold
            }
            #expect(matches.total.truePositives == most(first[...], second, doMatch))
            let bySegment = sample.matches(
                first: "coder0", second: "coder1", threshold: threshold, per: .segment)
            #expect(bySegment.total == matches.total)
            let byCode = sample.codes.map {
                sample.matches(of: $0, first: "coder0", second: "coder1", threshold: threshold).total
                    .truePositives
            }
            #expect(byCode.reduce(0, +) == matches.total.truePositives)
        }
    }

    private func most(
        _ first: ArraySlice<CodedSpan>, _ second: [CodedSpan], _ doMatch: (CodedSpan, CodedSpan) -> Bool
    ) -> Int {
        guard let one = first.first else { return 0 }
        var best = most(first.dropFirst(), second, doMatch)
        for (place, other) in second.enumerated() where doMatch(one, other) {
            var left = second
            left.remove(at: place)
            best = max(best, 1 + most(first.dropFirst(), left, doMatch))
        }
        return best
    }

    @Test("A long chain of spans that must all move one on")
    func chain() throws {
        let count = 20_000
        let first = (0..<count).map { CodedSpan($0 * 10 + 4, $0 * 10 + 12, "x") }
        let second = (0..<count).map { CodedSpan($0 * 10, $0 * 10 + 6, "x") }
        let record = try SpanRecord(id: "r", length: count * 10 + 20, coders: ["a": first, "b": second])
        let sample = try SpanSample(records: [record], codes: ["x"])
        #expect(sample.matches(first: "a", second: "b", threshold: 0).total.f1.number == 1)
    }

    @Test("Confusion counts each character once where coders gave one code at most", arguments: 0..<40)
    func confusion(_ seed: UInt64) throws {
        let sample = try MadeUpSpans.sample(seed: seed, areApart: true)
        let matrix = sample.confusion(first: "coder0", second: "coder1").total.matrix(codes: sample.codes)
        let coded = sample.doubleCoded("coder0", "coder1")
        #expect(matrix.flatMap(\.self).reduce(0, +) == coded.map(\.record.length).reduce(0, +))
        for (place, code) in sample.codes.enumerated() {
            let table = sample.presence(of: code, first: "coder0", second: "coder1").total
            #expect(matrix[place][place] == table.both)
            #expect(matrix[place].reduce(0, +) == table.both + table.onlyFirst)
        }
    }

    @Test("Several codes at once: what both gave is agreed, the rest is crossed")
    func confusionOfSeveral() throws {
        let record = try SpanRecord(
            id: "r", length: 10,
            coders: [
                "a": [CodedSpan(0, 4, "x"), CodedSpan(0, 4, "y")],
                "b": [CodedSpan(0, 2, "x"), CodedSpan(2, 4, "z")],
            ])
        let sample = try SpanSample(records: [record], codes: ["x", "y", "z"])
        let confusion = sample.confusion(first: "a", second: "b").total
        #expect(
            confusion.matrix(codes: sample.codes) == [
                [2, 0, 2, 0], [0, 0, 2, 2], [0, 0, 0, 0], [0, 0, 0, 6],
            ])
    }
}
