import Foundation

/// Makes continua by chance that have as many, as long and as distant units, and the same codes as often, as a given one.
///
/// The figures of the program that most people compute gamma with, pygamma-agreement (0.5.9), come from a sampler with these
/// properties, so they are its own in the details too: one gap of 0 is among those it learns from, numbers of units are cut off to
/// whole ones, those below 0 lose their sign, and the first coder alone has one unit at least.
struct StatisticalSampler {
    private let coders: Int
    private let counts: (mean: Double, deviation: Double)
    private let gaps: (mean: Double, deviation: Double)
    private let lengths: (mean: Double, deviation: Double)
    /// The code of each unit there is: to draw one of them is to draw codes as often as they are used.
    private let codes: [Int]

    init(_ continuum: AlignableContinuum) {
        let lanes = (0..<continuum.coders).map { coder in continuum.units.filter { $0.coder == coder } }
        coders = continuum.coders
        counts = lanes.map { Double($0.count) }.meanAndDeviation
        // From one unit to the next, and from the beginning to the first that does not begin there.
        let between = lanes.flatMap { zip($0, $0.dropFirst()).map { $1.start - $0.end } }
        gaps = ([0] + between + lanes.compactMap(\.first?.start).filter { $0 > 0 }).meanAndDeviation
        lengths = continuum.units.map(\.length).meanAndDeviation
        codes = continuum.units.map(\.code)
    }

    func draw(_ generator: inout SeededGenerator) -> AlignableContinuum {
        var units: [AlignableUnit] = []
        for coder in 0..<coders {
            var place = 0.0
            for _ in 0..<max(coder == 0 ? 1 : 0, abs(Int(generator.normal(counts)))) {
                let start = place + generator.normal(gaps)
                var end = start
                while end <= start { end = start + abs(generator.normal(lengths)) }
                let code = codes[generator.below(codes.count)]
                units.append(
                    AlignableUnit(coder: coder, start: start, end: end, code: code, place: units.count))
                place = end
            }
        }
        return AlignableContinuum(coders: coders, units: units)
    }
}

extension SeededGenerator {
    /// A number from 0 to 1, never 0 itself.
    private mutating func share() -> Double { Double((next() >> 11) + 1) * 0x1p-53 }

    /// A normally distributed number (Box and Muller 1958).
    mutating func normal(_ shape: (mean: Double, deviation: Double)) -> Double {
        let (radius, angle) = ((-2 * log(share())).squareRoot(), 2 * Double.pi * share())
        return shape.mean + shape.deviation * radius * cos(angle)
    }
}
