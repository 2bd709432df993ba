import Foundation
import Testing

@testable import Agreement

/// The shared vectors of kind "spans".
enum SpanVectors {
    /// The published ones whose statistic has one of these names.
    static func named(_ statistics: Set<String>) throws -> [SpanVector] {
        try of(VectorFile.published).filter { statistics.contains($0.statistic) }
    }

    /// The made-up cases, with many statistics each.
    static func random() throws -> [SpanVector] { try of(VectorFile.random) }

    private static func of(_ vectors: [String: Vector]) throws -> [SpanVector] {
        let ids = VectorFile.ids(in: vectors, kinds: ["spans"])
        return try ids.compactMap { vectors[$0] }.map { try SpanVector($0) }
    }
}

/// One vector with its sample.
struct SpanVector {
    let vector: Vector
    let sample: SpanSample

    init(_ vector: Vector) throws {
        self.vector = vector
        let records = vector.data["records"]?.list ?? [vector.data]
        let made = try records.map { try Self.record($0) }
        let used = Set(made.flatMap { $0.coders.values.flatMap { $0.map(\.code) } })
        let declared = vector["codes"]?.list?.compactMap(\.text)
        sample = try SpanSample(records: made, codes: declared ?? used.sorted())
    }

    private static func record(_ json: JSONValue) throws -> SpanRecord {
        // Without names, coders are A, B, C and so on.
        let unnamed = json["coders"]?.list?.enumerated().map { (String(UnicodeScalar(UInt8(65 + $0))), $1) }
        let coders = json["coders"]?.fields ?? Dictionary(uniqueKeysWithValues: unnamed ?? [])
        let segments = (json["segments"]?.list ?? []).compactMap(\.list).map { $0.compactMap(\.integer) }
        return try SpanRecord(
            id: json["id"]?.text ?? "r", length: try #require(json["length"]?.integer),
            coders: try coders.mapValues { try spans($0) }, segments: segments.map { $0[0]..<$0[1] })
    }

    private static func spans(_ json: JSONValue) throws -> [CodedSpan] {
        try #require(json.list).map { span in
            let parts = try #require(span.list)
            return CodedSpan(
                try #require(parts[0].integer), try #require(parts[1].integer), try #require(parts[2].text))
        }
    }

    var id: String { vector.id }
    var statistic: String { vector.statistic }
    var code: String { vector.parameter("code")?.text ?? "" }
    var first: String { sample.coders[0] }
    var second: String { sample.coders[1] }

    /// Compares with `expected` and, at as many decimals as are printed, with `published`.
    func check(_ estimate: Estimate) {
        Self.check(estimate, vector["expected"]?.number, tolerance: vector.tolerance, id)
        guard let published = vector["published"]?.number else { return }
        let digits = "\(published)".split(separator: ".").last?.count ?? 0
        // The total of Krippendorff 2004 is computed from rounded parts, and checked to 5e-4 elsewhere too.
        let half = id == "k2004-p254-alphaU1995-total" ? 5e-4 : 0.500001 * pow(10, -Double(digits))
        let number = estimate.number ?? .infinity
        #expect(abs(number - published) <= half, "\(id): published \(published), found \(number)")
    }

    static func check(_ estimate: Estimate, _ expected: Double?, tolerance: Double, _ id: String) {
        switch (estimate, expected) {
        case (.value(let number), let expected?):
            #expect(abs(number - expected) <= tolerance, "\(id): expected \(expected), found \(number)")
        case (.undefined, nil): break
        default:
            Issue.record("\(id): expected \(expected.map { "\($0)" } ?? "undefined"), found \(estimate)")
        }
    }
}
