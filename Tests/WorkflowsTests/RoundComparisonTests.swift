import StudyModel
import Testing

@testable import Workflows

@Suite("What coders of a round did alike")
struct RoundComparisonTests {
    private static let day = CalendarDay(year: 2020, month: 4, day: 15).unsafelyUnwrapped
    private static let record = RecordID(day: day, kind: .interview, suffix: "7f3k")
    private static let coders = ["r1", "r2", "r3"].map { CoderID(rawValue: $0).unsafelyUnwrapped }

    /// Codings as `code first end`, each with an id of its own.
    private static func sheet(_ coder: Int, _ codings: [(Character, Int, Int)]) -> (CoderID, [Coding]) {
        let made = codings.enumerated().map { number, coding in
            Coding(
                id: CodingID(rawValue: String(repeating: "0", count: 24) + "\(coder)\(number)")
                    .unsafelyUnwrapped,
                code: CodeID(rawValue: "c-000000000\(coding.0)").unsafelyUnwrapped,
                anchor: Anchor(span: coding.1..<coding.2, quote: "q", before: "", after: ""), version: 1,
                sha256: "0", revision: 1, at: Timestamp(secondsSinceEpoch: 0))
        }
        return (coders[coder], made)
    }

    private static func compared(_ sheets: [[(Character, Int, Int)]]) -> RoundComparison {
        RoundComparison(
            of: record, sheets: sheets.enumerated().map { sheet($0, $1) })
    }

    private static func kinds(_ sheets: [[(Character, Int, Int)]]) -> [RoundDisagreement.Kind] {
        compared(sheets).disagreements.map(\.kind)
    }

    @Test("The same code on the same words is agreement, with two coders and with three")
    func agreement() {
        let two = Self.compared([[("a", 0, 10), ("b", 5, 20)], [("b", 5, 20), ("a", 0, 10)]])
        #expect(two.agreed.count == 2 && two.disagreements.isEmpty)
        let three = Self.compared([[("a", 0, 10)], [("a", 0, 10)], [("a", 0, 10)]])
        #expect(three.agreed.map(\.count) == [3] && three.disagreements.isEmpty)
    }

    @Test("Other bounds, other codes and nothing at all are told apart")
    func kinds() {
        #expect(Self.kinds([[("a", 0, 10)], [("a", 0, 12)]]) == [.boundary])
        #expect(Self.kinds([[("a", 0, 10)], [("b", 2, 12)]]) == [.code])
        #expect(Self.kinds([[("a", 0, 10)], []]) == [.oneSided])
        #expect(Self.kinds([[("a", 0, 10)], [("b", 50, 60)]]) == [.oneSided, .oneSided])
        #expect(Self.kinds([[("a", 0, 10)], [("a", 0, 10)], []]) == [.oneSided])
    }

    @Test("Two codings against one that covers both are one matter of bounds")
    func splitUnits() {
        let found = Self.compared([[("a", 0, 10), ("a", 12, 20)], [("a", 0, 20)]])
        #expect(found.disagreements.map(\.kind) == [.boundary])
        #expect(found.disagreements[0].sides.map(\.codings.count) == [2, 1])
        #expect(found.disagreements[0].span == 0..<20)
    }

    @Test("Another code is paired with what it overlaps most; no coding is in two places or in none")
    func pairing() {
        let found = Self.compared([
            [("a", 0, 30), ("b", 28, 40), ("c", 60, 70)], [("d", 25, 40), ("e", 0, 10), ("c", 60, 70)],
        ])
        #expect(found.agreed.count == 1)
        #expect(found.disagreements.map(\.kind) == [.code, .code])
        #expect(found.disagreements.map(\.span) == [0..<30, 25..<40])
    }

    @Test("Whatever coders do, every coding is in exactly one place")
    func partition() {
        var seed: UInt64 = 7
        func random(_ bound: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % bound
        }
        for _ in 0..<300 {
            let sheets = (0..<(2 + random(2))).map { _ in
                (0..<random(8)).map { _ in
                    let start = random(80)
                    return (Array("abc")[random(3)], start, start + 1 + random(15))
                }
            }
            let found = Self.compared(sheets)
            let all =
                found.agreed.flatMap(\.self) + found.disagreements.flatMap { $0.sides.flatMap(\.codings) }
            #expect(all.count == sheets.map(\.count).reduce(0, +))
            #expect(Set(all.map(\.id)).count == all.count)
            #expect(
                found.disagreements.allSatisfy {
                    $0.kind != .boundary || $0.sides.allSatisfy { !$0.codings.isEmpty }
                })
            #expect(
                found.disagreements.allSatisfy {
                    $0.kind != .oneSided || $0.sides.contains { $0.codings.isEmpty }
                })
        }
    }
}
