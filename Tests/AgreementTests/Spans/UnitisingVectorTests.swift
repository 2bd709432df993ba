import Testing

@testable import Agreement

@Suite("Unitising: published figures")
struct UnitisingVectorTests {
    @Test("The family of 2016")
    func family() throws {
        guard try VectorFile.require() else { return }
        let vectors = try SpanVectors.named(["u_alpha", "u_alpha_binary", "cu_alpha", "ku_alpha"])
        #expect(vectors.count == 21)
        for vector in vectors {
            let table = vector.sample.unitising().total
            let value = vector.vector.parameter("value")?.text ?? ""
            switch vector.statistic {
            case "u_alpha": vector.check(table.alpha)
            case "u_alpha_binary": vector.check(table.binaryAlpha)
            case "cu_alpha": vector.check(table.codingAlpha)
            default: vector.check(table.alpha(of: value))
            }
            guard let coverage = vector.vector["coverage"]?.number else { continue }
            SpanVector.check(table.coverage(of: value), coverage, tolerance: 1e-9, vector.id)
        }
    }

    @Test("The superseded alpha of 1995")
    func superseded() throws {
        guard try VectorFile.require() else { return }
        let vectors = try SpanVectors.named(["alpha_U_1995"])
        #expect(vectors.count == 2)
        for vector in vectors {
            let codes = vector.vector.parameter("code")?.text.map { [$0] } ?? vector.sample.codes
            vector.check(vector.sample.records[0].supersededAlphaU(codes: codes))
        }
    }

    @Test("Made-up continua, computed with exact fractions elsewhere")
    func random() throws {
        guard try VectorFile.require() else { return }
        let vectors = try SpanVectors.random()
        #expect(vectors.count == 20)
        var checked = 0
        for vector in vectors {
            let expected = try #require(vector.vector["expected"]?.fields)
            for (key, value) in expected where value.fields == nil {
                checked += 1
                SpanVector.check(
                    try figure(key, of: vector.sample), value.number, tolerance: 2e-12,
                    "\(vector.id) \(key)")
            }
            checked += checkCodes(vector, expected)
        }
        #expect(checked == 491)
    }

    private func figure(_ key: String, of sample: SpanSample) throws -> Estimate {
        let table = sample.unitising().total
        let code = String(key.suffix(1))
        let pair = sample.presence(of: code, first: "A", second: "B").total
        switch key {
        case "u_alpha": return table.alpha
        case "u_alpha_binary": return table.binaryAlpha
        case "cu_alpha": return table.codingAlpha
        case "cu_coverage": return table.codingCoverage
        case _ where key.hasPrefix("char_alpha"): return sample.presence(of: code).total.krippendorffAlpha
        case _ where key.hasPrefix("char_cohen"): return pair.cohenKappa
        case _ where key.hasPrefix("char_pct"): return pair.percentAgreement
        case _ where key.hasPrefix("char_f1"): return pair.f1
        case _ where key.hasPrefix("char_jaccard"): return pair.jaccard
        default:
            let threshold = try #require(Double(key.split(separator: "_").last ?? ""))
            return sample.matches(first: "A", second: "B", threshold: threshold).total.f1
        }
    }

    private func checkCodes(_ vector: SpanVector, _ expected: [String: JSONValue]) -> Int {
        let table = vector.sample.unitising().total
        var checked = 0
        for (code, value) in expected["ku_alpha"]?.fields ?? [:] {
            SpanVector.check(
                table.alpha(of: code), value.number, tolerance: 2e-12, "\(vector.id) k \(code)")
            checked += 1
        }
        for (code, value) in expected["ku_coverage"]?.fields ?? [:] {
            SpanVector.check(
                table.coverage(of: code), value.number, tolerance: 2e-12, "\(vector.id) cov \(code)")
            checked += 1
        }
        return checked
    }
}
