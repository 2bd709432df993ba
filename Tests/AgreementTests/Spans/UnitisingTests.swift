import Testing

@testable import Agreement

@Suite("Unitising")
struct UnitisingTests {
    @Test("One sweep gives what the definition gives, pair of units by pair of units", arguments: 0..<80)
    func definition(_ seed: UInt64) throws {
        let sample = try MadeUpSpans.sample(seed: seed, records: 2, areApart: true)
        let numbers = Dictionary(uniqueKeysWithValues: sample.codes.map { ($0, Double($0) ?? 0) })
        for metric in [UnitMetric.nominal, .interval(numbers), .ratio(numbers)] {
            let table = sample.unitising(metric: metric).total
            let slow = UnitisingByDefinition(sample) { one, other in
                let (one, other) = (numbers[one] ?? 0, numbers[other] ?? 0)
                return switch metric {
                case .nominal: one == other ? 0 : 1
                case .interval: (one - other) * (one - other)
                case .ratio: (one - other) / (one + other) * ((one - other) / (one + other))
                }
            }
            expectSame(table.alpha, slow.alpha)
            expectSame(table.binaryAlpha, slow.binaryAlpha)
            expectSame(table.codingAlpha, slow.codingAlpha)
            expectSame(table.codingCoverage, slow.codingCoverage)
            for code in sample.codes { expectSame(table.alpha(of: code), slow.alpha(of: code)) }
            expectSame(sample.unitising(metric: metric, per: .segment).total.alpha, slow.alpha)
            expectSame(sample.unitising(metric: metric, per: .segment).total.codingAlpha, slow.codingAlpha)
        }
    }

    private func expectSame(_ estimate: Estimate, _ number: Double?) {
        guard let number else {
            #expect(estimate.number == nil)
            return
        }
        #expect(abs((estimate.number ?? .infinity) - number) < 1e-9)
    }

    @Test("Overlapping spans of one coder are refused; one code at a time is not")
    func overlaps() throws {
        let record = try SpanRecord(
            id: "r", length: 40,
            coders: [
                "a": [CodedSpan(0, 10, "x"), CodedSpan(5, 15, "y"), CodedSpan(8, 12, "x")],
                "b": [CodedSpan(0, 12, "x")],
            ])
        let sample = try SpanSample(records: [record], codes: ["x", "y"])
        #expect(sample.unitising().total.alpha.reason == .overlappingSpans)
        #expect(sample.unitising().total.alpha(of: "x").reason == .overlappingSpans)
        #expect(sample.unitising(of: "x").total.binaryAlpha.number == 1)
        #expect(record.supersededAlphaU(codes: ["x"]).reason == .overlappingSpans)
    }

    @Test("Reasons are told apart")
    func reasons() throws {
        let record = try SpanRecord(id: "r", length: 40, coders: ["a": [CodedSpan(0, 10, "x")], "b": []])
        let table = try SpanSample(records: [record], codes: ["x", "y"]).unitising().total
        #expect(table.codingAlpha.reason == .noIntersection)
        #expect(table.alpha(of: "x").reason == .noIntersection)
        #expect(table.alpha(of: "y").reason == .noIntersection)
        #expect(table.coverage(of: "y").reason == .unusedCode)
        #expect(UnitisingTable().alpha.reason == .noDoubleCoding)
        let other = try SpanRecord(
            id: "r", length: 40, coders: ["a": [CodedSpan(0, 10, "x")], "b": [CodedSpan(0, 10, "y")]])
        let sample = try SpanSample(records: [other], codes: ["x", "y"])
        #expect(sample.unitising(metric: .interval(["x": 1])).total.codingAlpha.reason == .notNumeric)
        #expect(
            sample.unitising(metric: .interval(["x": 1, "y": .nan])).total.codingAlpha.reason == .notNumeric)
        #expect(sample.unitising(metric: .interval(["x": 1, "y": 2])).total.codingAlpha.number != nil)
    }

    @Test("The work grows with the number of units")
    func work() throws {
        #expect(stretches(units: 10_000) < 11 * stretches(units: 1_000))
    }

    private func stretches(units: Int) -> Int {
        let lanes = (0..<3).map { lane in (0..<units).map { $0 * 20 + lane..<$0 * 20 + lane + 15 } }
        var count = 0
        Sweep.stretches(of: lanes, length: units * 20) { _, _ in count += 1 }
        return count
    }
}

/// The definitions as they are written, quadratic and worse: the sums of lengths that coincide over all pairs of sections.
struct UnitisingByDefinition {
    private var total = 0.0
    private var coincident: [[Double]]
    private var squares: [Double]
    private var metSquares: [Double]
    private let codes: [String]
    private let distance: (String, String) -> Double

    init(_ sample: SpanSample, distance: @escaping (String, String) -> Double) {
        codes = sample.codes
        self.distance = distance
        coincident = Array(repeating: Array(repeating: 0, count: codes.count + 1), count: codes.count + 1)
        squares = Array(repeating: 0, count: codes.count + 1)
        metSquares = Array(repeating: 0, count: codes.count)
        for record in sample.records where record.coders.count > 1 { count(record) }
    }

    private mutating func count(_ record: SpanRecord) {
        let coders = record.coders.values.map { sections($0, length: record.length) }
        let others = Double(coders.count - 1)
        total += Double(record.length * coders.count)
        for one in coders.indices {
            for (range, value) in coders[one] {
                squares[value] +=
                    value == codes.count ? Double(range.count) : Double(range.count * range.count)
                for other in coders.indices where other != one {
                    var shared = 0
                    for (met, metValue) in coders[other] {
                        let common = range.clamped(to: met).count
                        coincident[value][metValue] += Double(common) / others
                        if value < codes.count, metValue < codes.count { shared += common }
                    }
                    if value < codes.count { metSquares[value] += Double(shared * shared) / others }
                }
            }
        }
    }

    private func sections(_ spans: [CodedSpan], length: Int) -> [(Range<Int>, Int)] {
        var (sections, place): ([(Range<Int>, Int)], Int) = ([], 0)
        for span in spans {
            if place < span.start { sections.append((place..<span.start, codes.count)) }
            sections.append((span.range, codes.firstIndex(of: span.code) ?? 0))
            place = span.end
        }
        if place < length { sections.append((place..<length, codes.count)) }
        return sections
    }

    var alpha: Double? {
        let divisor = total * total - squares.reduce(0, +)
        let lengths = coincident.map { $0.reduce(0, +) }
        let expected = lengths.indices.map { total * (lengths[$0] * lengths[$0] - squares[$0]) / divisor }
        let observed = lengths.indices.map { coincident[$0][$0] }
        return figure(total - observed.reduce(0, +), total - expected.reduce(0, +))
    }

    var binaryAlpha: Double? {
        let divisor = total * total - squares.reduce(0, +)
        let gaps = coincident[codes.count].reduce(0, +)
        let expected = total * (gaps * total - squares[codes.count]) / divisor
        let same = total * (gaps * gaps - squares[codes.count]) / divisor
        return figure(gaps - coincident[codes.count][codes.count], expected - same)
    }

    private var met: [Double] { coincident.dropLast().map { $0.dropLast().reduce(0, +) } }

    private func expected(_ one: Int, _ other: Int) -> Double {
        let (met, sum) = (met, met.reduce(0, +))
        let own = one == other ? metSquares[one] : 0
        return sum * (met[one] * met[other] - own) / (sum * sum - metSquares.reduce(0, +))
    }

    var codingAlpha: Double? {
        var (observed, chance) = (0.0, 0.0)
        for one in codes.indices {
            for other in codes.indices {
                observed += coincident[one][other] * distance(codes[one], codes[other])
                chance += expected(one, other) * distance(codes[one], codes[other])
            }
        }
        return figure(observed, chance)
    }

    var codingCoverage: Double? { total > 0 ? met.reduce(0, +) / total : nil }

    func alpha(of code: String) -> Double? {
        guard let one = codes.firstIndex(of: code), met[one] > 0 else { return nil }
        let all = codes.indices.map { expected(one, $0) }.reduce(0, +)
        var (observed, chance) = (0.0, 0.0)
        for other in codes.indices {
            observed += coincident[one][other] * distance(code, codes[other])
            chance += expected(one, other) * distance(code, codes[other])
        }
        return figure(all / met[one] * observed, chance)
    }

    private func figure(_ observed: Double, _ expected: Double) -> Double? {
        expected.isFinite && expected > 1e-9 ? 1 - observed / expected : nil
    }
}
