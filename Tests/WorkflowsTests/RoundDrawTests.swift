import StudyModel
import Testing

@testable import Workflows

@Suite("The sample of a round")
struct RoundDrawTests {
    private static let day = CalendarDay(year: 2020, month: 4, day: 15).unsafelyUnwrapped

    private static func candidates(_ strata: KeyValuePairs<String, Int>) -> [RoundDraw.Candidate] {
        var number = 100
        return strata.flatMap { stratum, count in
            (0..<count).map { _ in
                number += 1
                return RoundDraw.Candidate(
                    record: RecordID(day: day, kind: .interview, suffix: "7f\(number)"), stratum: stratum)
            }
        }
    }

    @Test("The same seed draws the same, in whatever order the records come; another seed draws others")
    func seeds() {
        let all = Self.candidates(["": 100])
        let drawn = RoundDraw.sample(all, size: 20, seed: 7)
        #expect(drawn.count == 20 && Set(drawn).count == 20)
        #expect(RoundDraw.sample(all.reversed(), size: 20, seed: 7) == drawn)
        #expect(RoundDraw.sample(all, size: 20, seed: 8) != drawn)
    }

    @Test("More than there are is all there are")
    func everything() {
        let all = Self.candidates(["a": 3, "b": 2])
        #expect(Set(RoundDraw.sample(all, size: 50, seed: 1)) == Set(all))
        #expect(RoundDraw.sample([], size: 5, seed: 1).isEmpty)
    }

    @Test(
        "Strata get their shares, none is left out while there is enough, and the sum is what was asked",
        arguments: [
            (20, [50, 30, 20], [10, 6, 4]), (10, [98, 1, 1], [8, 1, 1]), (2, [10, 10, 10], [1, 1, 0]),
            (3, [1, 1, 1], [1, 1, 1]), (7, [10, 10], [4, 3]), (0, [5, 5], [0, 0]),
        ])
    func shares(size: Int, counts: [Int], expected: [Int]) {
        let shares = RoundDraw.allotted(size, to: counts)
        #expect(shares == expected)
        #expect(zip(shares, counts).allSatisfy { $0 <= $1 })
    }

    @Test("Every record is as likely to be drawn")
    func isFair() {
        let all = Self.candidates(["": 10])
        var counts: [RecordID: Int] = [:]
        for seed in 0..<2000 {
            for candidate in RoundDraw.sample(all, size: 3, seed: seed) {
                counts[candidate.record, default: 0] += 1
            }
        }
        // 600 expected of each; five standard deviations are about 100.
        #expect(all.allSatisfy { abs(counts[$0.record, default: 0] - 600) < 105 })
    }
}
