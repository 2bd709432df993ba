extension SeededGenerator {
    /// A number from 0 up to but not including 1, in steps of 2⁻⁵³.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// How many of `trials` succeed, each with a probability from 0 to 1: inversion where few are expected, else transformed
    /// rejection with squeeze (Hörmann 1993).
    mutating func binomial(_ trials: Int, _ probability: Double) -> Int {
        if trials <= 0 || probability <= 0 { return 0 }
        if probability >= 1 { return trials }
        if probability > 0.5 { return trials - binomial(trials, 1 - probability) }
        return Double(trials) * probability < 10
            ? invertedBinomial(trials, probability) : rejectedBinomial(trials, probability)
    }

    /// Adds up the probabilities of 0, 1, 2 and so on until they pass a random number.
    private mutating func invertedBinomial(_ trials: Int, _ probability: Double) -> Int {
        let odds = probability / (1 - probability)
        let none = Mathematics.power(ofRest: probability, trials)
        while true {
            var (rest, chance, successes) = (unit(), none, 0)
            while rest >= chance, successes < trials {
                rest -= chance
                successes += 1
                chance *= odds * Double(trials - successes + 1) / Double(successes)
                // What is left is rounding: the chances are used up.
                if chance < 1e-300 { break }
            }
            if rest < chance || successes == trials { return successes }
        }
    }

    private mutating func rejectedBinomial(_ trials: Int, _ probability: Double) -> Int {
        let hat = BinomialHat(trials, probability)
        while true {
            let u = unit() - 0.5
            let v = 1 - unit()
            let edge = 0.5 - abs(u)
            let place = ((2 * hat.a / edge + hat.b) * u + hat.centre).rounded(.down)
            guard place >= 0, place <= Double(trials) else { continue }
            if edge >= 0.07, v <= hat.accepted { return Int(place) }
            if hat.accepts(Int(place), v: v, edge: edge) { return Int(place) }
        }
    }

    /// `total` draws with replacement from things that come in these numbers: how often each is drawn, into `result`.
    ///
    /// Things are taken one by one, each with its share in what is left (conditional binomials), so the time goes with the number of
    /// things, not of draws.
    mutating func drawAgain(_ counts: [Int], total: Int, into result: inout [Int]) {
        var (draws, left) = (total, counts.reduce(0, +))
        for place in counts.indices {
            guard draws > 0, left > 0 else {
                result[place] = 0
                continue
            }
            let count = counts[place]
            let drawn = count == left ? draws : binomial(draws, Double(count) / Double(left))
            result[place] = drawn
            draws -= drawn
            left -= count
        }
    }
}

/// The constants of the transformed rejection of one binomial distribution, in the notation of Hörmann (1993).
private struct BinomialHat {
    let a: Double
    let b: Double
    let centre: Double
    let accepted: Double
    private let alpha: Double
    private let mode: Int
    private let trials: Int
    private let odds: Double

    init(_ trials: Int, _ p: Double) {
        let n = Double(trials)
        let spread = (n * p * (1 - p)).squareRoot()
        b = 1.15 + 2.53 * spread
        a = -0.0873 + 0.0248 * b + 0.01 * p
        centre = n * p + 0.5
        accepted = 0.92 - 4.2 / b
        alpha = (2.83 + 5.1 / b) * spread
        mode = Int((n + 1) * p)
        odds = p / (1 - p)
        self.trials = trials
    }

    /// Compares with the probability of `place` over that of the mode.
    func accepts(_ place: Int, v: Double, edge: Double) -> Bool {
        let (n, m, k) = (Double(trials), Double(mode), Double(place))
        let log = Mathematics.naturalLog
        let left = log(v * alpha / (a / (edge * edge) + b))
        let bound =
            (m + 0.5) * log((m + 1) / (odds * (n - m + 1))) + (n + 1) * log((n - m + 1) / (n - k + 1))
            + (k + 0.5) * log(odds * (n - k + 1) / (k + 1))
        let rests =
            Mathematics.stirlingRest(mode) + Mathematics.stirlingRest(trials - mode)
            - Mathematics.stirlingRest(place) - Mathematics.stirlingRest(trials - place)
        return left <= bound + rests
    }
}
