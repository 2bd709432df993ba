import Testing

@testable import Agreement

@Suite("Gamma")
struct GammaTests {
    @Test("Best alignments, exact")
    func disorders() throws {
        guard try VectorFile.require() else { return }
        let vectors = try SpanVectors.named(["gamma_best_disorder"])
        #expect(vectors.count == 6)
        for vector in vectors {
            let alignment = try vector.sample.records[0].bestAlignment(weights: Self.weights(of: vector))
            vector.check(.value(alignment.disorder))
        }
    }

    @Test("Gamma by the statistical sampler, within what drawing leaves open")
    func gamma() throws {
        guard try VectorFile.require() else { return }
        let vectors = try SpanVectors.named(["gamma"])
        #expect(vectors.count == 5)
        for vector in vectors {
            let gamma = try vector.sample.records[0].gamma(
                weights: Self.weights(of: vector), plan: GammaPlan(samples: 400, precision: nil, seed: 1))
            vector.check(gamma.estimate)
            #expect(gamma.drawingError < 0.03)
        }
    }

    private static func weights(of vector: SpanVector) -> GammaWeights {
        GammaWeights(
            position: vector.vector.parameter("alpha")?.number ?? 1,
            code: vector.vector.parameter("beta")?.number ?? 1)
    }

    @Test("No division costs less than the one found", arguments: 0..<60)
    func exact(_ seed: UInt64) throws {
        let sample = try MadeUpSpans.sample(seed: seed, records: 1, coders: 4, length: 40)
        let record = sample.records[0]
        let weights = GammaWeights(position: 1 + Double(seed % 3), code: 1)
        let continuum = AlignableContinuum(record)
        guard continuum.coders > 1, (1...9).contains(continuum.units.count) else { return }
        let found = try record.bestAlignment(weights: weights)
        let least = leastCost(continuum.units, [], coders: continuum.coders, weights)
        #expect(abs(found.disorder - least * Double(continuum.coders) / Double(continuum.units.count)) < 1e-9)
        let spans = found.rows.flatMap { $0.compactMap(\.self) }
        #expect(
            spans.sorted(by: CodedSpan.isOrdered)
                == record.coders.values.flatMap(\.self).sorted(by: CodedSpan.isOrdered))
        for row in found.rows { #expect(row.count == found.coders.count) }
    }

    /// Tries every division: each unit joins a group there is, or begins one.
    private func leastCost(
        _ units: [AlignableUnit], _ groups: [[AlignableUnit]], coders: Int, _ weights: GammaWeights
    ) -> Double {
        guard let unit = units.first else {
            return groups.map { cost($0, coders: coders, weights) }.reduce(0, +)
        }
        let rest = Array(units.dropFirst())
        var least = leastCost(rest, groups + [[unit]], coders: coders, weights)
        for place in groups.indices where !groups[place].contains(where: { $0.coder == unit.coder }) {
            var joined = groups
            joined[place].append(unit)
            least = min(least, leastCost(rest, joined, coders: coders, weights))
        }
        return least
    }

    /// The mean over all pairs of coders, 1 for each that lacks a unit.
    private func cost(_ group: [AlignableUnit], coders: Int, _ weights: GammaWeights) -> Double {
        let pairs = coders * (coders - 1) / 2
        var (sum, met) = (0.0, 0)
        for one in group.indices {
            for other in group.indices where other > one {
                sum += group[one].distance(to: group[other], weights)
                met += 1
            }
        }
        return (sum + Double(pairs - met)) / Double(pairs)
    }

    @Test("The search for many coders finds what the assignment of two does", arguments: 0..<30)
    func twoWays(_ seed: UInt64) throws {
        let sample = try MadeUpSpans.sample(seed: seed, records: 1, coders: 2, length: 60)
        let continuum = AlignableContinuum(sample.records[0])
        guard continuum.coders == 2 else { return }
        for problem in AlignmentProblem.divide(continuum, weights: GammaWeights()) {
            var effort = Effort(left: UnitAlignment.usualEffort)
            let (one, other) = (try problem.assign(&effort).cost, try problem.partition(&effort).cost)
            #expect(abs(one - other) < 1e-9)
        }
    }

    @Test("Whatever is coded, gamma is a finite number or has a reason", arguments: 0..<60)
    func finite(_ seed: UInt64) throws {
        let record = try MadeUpSpans.sample(seed: seed, records: 1, length: 1 + Int(seed % 5) * 10).records[0]
        do {
            let gamma = try record.gamma(
                weights: GammaWeights(position: seed % 3 == 0 ? 0 : 1, code: .nan),
                plan: GammaPlan(samples: 5, mostSamples: 20, seed: seed))
            #expect(gamma.estimate.number?.isFinite ?? true)
            #expect(gamma.disorder.isFinite && gamma.chanceDisorder.isFinite && gamma.drawingError.isFinite)
            #expect(gamma.samples <= 20)
        } catch {
            #expect(error == .noDoubleCoding || error == .empty)
        }
    }

    @Test("Five coders with spans on top of each other, in a bounded number of steps")
    func manyCoders() throws {
        var random = SeededGenerator(seed: 9)
        let lanes = (0..<5).map { _ in
            (0..<15).map { place in
                let start = place * 20 + random.below(4)
                return CodedSpan(start, start + 20 - random.below(4), "\(random.below(3))")
            }
        }
        let names = ["a", "b", "c", "d", "e"]
        let record = try SpanRecord(
            id: "r", length: 400, coders: Dictionary(uniqueKeysWithValues: zip(names, lanes)))
        let alignment = try record.bestAlignment(effort: 500_000_000)
        #expect(alignment.disorder > 0 && alignment.disorder < 1)
        #expect(throws: UndefinedReason.effortExceeded) { try record.bestAlignment(effort: 100_000) }
    }

    @Test("Seeds, precision and reasons")
    func plans() throws {
        let record = try SpanRecord(
            id: "r", length: 60,
            coders: [
                "a": [CodedSpan(2, 9, "1"), CodedSpan(11, 17, "2")],
                "b": [CodedSpan(3, 9, "1"), CodedSpan(30, 37, "2")],
            ])
        let gamma = try record.gamma(plan: GammaPlan(seed: 5))
        #expect(try gamma == record.gamma(plan: GammaPlan(seed: 5)))
        #expect(try gamma != record.gamma(plan: GammaPlan(seed: 6)))
        #expect(gamma.samples >= 30)
        #expect(try record.gamma(plan: GammaPlan(precision: 0.01, seed: 5)).samples > gamma.samples)
        let same = try SpanRecord(
            id: "r", length: 9, coders: ["a": [CodedSpan(0, 9, "x")], "b": [CodedSpan(0, 9, "x")]])
        #expect(try same.gamma(plan: GammaPlan(seed: 1)).estimate.reason == .noVariation)
        #expect(try same.bestAlignment().disorder == 0)
        let empty = try SpanRecord(id: "r", length: 9, coders: ["a": [], "b": []])
        #expect(throws: UndefinedReason.empty) { try empty.gamma(plan: GammaPlan(seed: 1)) }
        let alone = try SpanRecord(id: "r", length: 9, coders: ["a": [CodedSpan(0, 9, "x")]])
        #expect(throws: UndefinedReason.noDoubleCoding) { try alone.bestAlignment() }
        #expect(throws: UndefinedReason.effortExceeded) { try record.bestAlignment(effort: 10) }
    }
}
