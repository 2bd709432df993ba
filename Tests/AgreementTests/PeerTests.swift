import Foundation
import Testing

@testable import Agreement

/// Our figures beside those of other programs, in a file that script/agreement-peers makes.
@Suite("Peers")
struct PeerTests {
    private static let path = ProcessInfo.processInfo.environment["RIR_AGREEMENT_PEERS"]

    @Test("Figures of other programs", .enabled(if: path != nil, "script/agreement-peers runs it"))
    func figures() throws {
        let bytes = try Data(contentsOf: URL(filePath: try #require(Self.path)))
        let cases = try #require(try JSONDecoder().decode(JSONValue.self, from: bytes)["cases"]?.list)
        var differences: [String: Double] = [:]
        for fields in cases.compactMap(\.fields) {
            let vector = Vector(id: fields["id"]?.text ?? "", kind: "matrix", fields: fields)
            for (name, value) in fields["expected"]?.fields ?? [:] {
                let answer = try VectorAnswers.randomEstimate(name, vector)
                let estimate = try #require(answer, "\(name) is unknown")
                note(difference(estimate.number, value.number, 0), of: name, vector.id, in: &differences)
            }
            for (name, value) in fields["expected_se"]?.fields ?? [:] {
                let error = try? VectorAnswers.randomInterval(name, vector)?.standardError
                // Nothing has a standard error for one unit alone; rounding leaves some 1e-8 of none.
                guard let error, let expected = value.number else { continue }
                note(difference(error, expected, 1e-7), of: "\(name) se", vector.id, in: &differences)
            }
        }
        for (name, difference) in differences.sorted(by: { $0.key < $1.key }) {
            print("peers: \(name): \(difference)")
        }
        #expect(cases.count >= 1)
    }

    private func note(
        _ difference: Double, of name: String, _ id: String, in differences: inout [String: Double]
    ) {
        #expect(difference < 1e-9, "\(id) \(name)")
        differences[name] = max(differences[name] ?? 0, difference)
    }

    /// Infinite where one has a figure and the other has none.
    private func difference(_ one: Double?, _ other: Double?, _ nothing: Double) -> Double {
        guard let one, let other else { return one == nil && other == nil ? 0 : .infinity }
        return abs(one) < nothing && abs(other) < nothing ? 0 : abs(one - other)
    }
}
