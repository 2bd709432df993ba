import Testing

@testable import Agreement

@Suite("Basics")
struct BasicsTests {
    @Test("One minus one leaves nothing to divide by, rounding or not")
    func ratiosOfNothing() {
        #expect(Estimate.ratio(0, 0, otherwise: .noVariation) == .undefined(.noVariation))
        #expect(Estimate.ratio(1e-17, 2e-16, otherwise: .noVariation).reason == .noVariation)
        #expect(Estimate.ratio(1, 4, otherwise: .noVariation).number == 0.25)
    }

    @Test("The same seed draws the same, and every number below a bound comes up")
    func seeds() {
        var (one, other, third) = (
            SeededGenerator(seed: 7), SeededGenerator(seed: 7), SeededGenerator(seed: 8)
        )
        let drawn = (0..<100).map { _ in one.below(6) }
        #expect(drawn == (0..<100).map { _ in other.below(6) })
        #expect(drawn != (0..<100).map { _ in third.below(6) })
        #expect(Set(drawn) == Set(0..<6))
    }
}
