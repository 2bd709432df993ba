import Testing

@testable import Agreement

/// Every published and every random vector about matrices, tables, counts, sets and distances.
@Suite("Vectors of matrices")
struct MatrixVectorTests {
    static let kinds: Set<String> = ["matrix", "table", "counts", "labelsets", "distance"]
    static let publishedIDs = VectorFile.ids(in: VectorFile.published, kinds: kinds)
    static let randomIDs = VectorFile.ids(in: VectorFile.random, kinds: kinds)

    @Test("The vectors are there, and all of them are asked")
    func presence() throws {
        guard try VectorFile.require() else { return }
        print("vectors of matrices: \(Self.publishedIDs.count) published, \(Self.randomIDs.count) random")
        #expect(Self.publishedIDs.count >= 90)
        #expect(Self.randomIDs.count >= 80)
        let others = VectorFile.published.values.filter { !Self.kinds.contains($0.kind) }
        #expect(others.allSatisfy { $0.kind == "spans" })
    }

    @Test("Published vectors", arguments: publishedIDs)
    func published(_ id: String) throws {
        let vector = try #require(VectorFile.published[id])
        if let interval = try VectorAnswers.bootstrapInterval(vector) {
            return try expect(interval, isAsIn: vector)
        }
        let estimate = try #require(try VectorAnswers.estimate(vector), "\(vector.statistic) is unknown")
        expect(estimate, equals: vector["expected"], tolerance: vector.tolerance, id)
        try expectPrinted(estimate, vector)
        guard vector["expected_se"] != nil || vector["expected_ci95_t"] != nil else { return }
        let interval = try #require(try VectorAnswers.interval(vector))
        let error = try #require(interval.standardError)
        if let expected = vector["expected_se"]?.number {
            #expect(abs(error - expected) < 1e-9, "\(id): standard error")
        }
        if let printed = vector["published_se"]?.number { expectRounded(error, printed, id) }
        if let limits = vector["expected_ci95_t"]?.list?.compactMap(\.number) {
            #expect(abs(interval.lower - limits[0]) < 1e-9, "\(id): lower limit")
            #expect(abs(interval.upper - limits[1]) < 1e-9, "\(id): upper limit")
        }
        if let expected = vector["expected_se_null"]?.number {
            let null = try #require(try VectorAnswers.nullStandardError(vector).number)
            #expect(abs(null - expected) < 1e-9, "\(id): standard error of chance")
        }
    }

    @Test("Random vectors", arguments: randomIDs)
    func random(_ id: String) throws {
        let vector = try #require(VectorFile.random[id])
        let expected = try #require(vector["expected"]?.fields)
        for (name, value) in expected.sorted(by: { $0.key < $1.key }) {
            let estimate = try #require(
                try VectorAnswers.randomEstimate(name, vector), "\(id): \(name) is unknown")
            expect(estimate, equals: value, tolerance: 1e-9, "\(id) \(name)")
        }
        for (name, value) in vector["expected_se"]?.fields ?? [:] {
            let interval = try #require(try VectorAnswers.randomInterval(name, vector), "\(id): \(name)")
            let (error, expected) = (try #require(interval.standardError), try #require(value.number))
            // The root of what rounding leaves of a variance of nothing is some 1e-8, on either side.
            let isNothing = error < 1e-7 && expected < 1e-7
            #expect(abs(error - expected) < 1e-9 || isNothing, "\(id): standard error of \(name)")
        }
    }

    private func expect(_ estimate: Estimate, equals value: JSONValue?, tolerance: Double, _ id: String) {
        if let number = value?.number {
            #expect(abs((estimate.number ?? .nan) - number) <= tolerance, "\(id): \(estimate), not \(number)")
        } else {
            #expect(value == .null && estimate.number == nil, "\(id): \(estimate), not undefined")
        }
    }

    private func expect(_ interval: Interval, isAsIn vector: Vector) throws {
        let low = try #require(vector["expected"]?["low"]?.number)
        let high = try #require(vector["expected"]?["high"]?.number)
        #expect(abs(interval.lower - low) <= vector.tolerance, "\(vector.id): \(interval.lower)")
        #expect(abs(interval.upper - high) <= vector.tolerance, "\(vector.id): \(interval.upper)")
    }

    private func expectPrinted(_ estimate: Estimate, _ vector: Vector) throws {
        guard let printed = vector["published"]?.number else { return }
        expectRounded(try #require(estimate.number), printed, vector.id)
    }

    /// Within one unit of the last printed digit: some papers round, some cut.
    private func expectRounded(_ number: Double, _ printed: Double, _ id: String) {
        let digits = String(printed).split(separator: ".").last?.count ?? 0
        let unit = (0..<digits).reduce(1.0) { value, _ in value / 10 }
        #expect(abs(number - printed) < unit + 1e-12, "\(id): \(number) is printed as \(printed)")
    }
}
