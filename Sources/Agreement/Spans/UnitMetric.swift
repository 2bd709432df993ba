/// How far the values of two units are apart where they meet.
public enum UnitMetric: Sendable, Hashable {
    /// Equal or not.
    case nominal
    /// The difference of the codes' numbers, squared.
    case interval([String: Double])
    /// The difference of the codes' numbers over their sum, squared; 0 where the sum is 0.
    case ratio([String: Double])
}

/// The squared distances of the codes of a sample, by their places.
struct UnitDistances: Sendable, Hashable {
    let isNominal: Bool
    private let isRatio: Bool
    private let numbers: [Double]
    /// Whether every code has a number where the metric needs one.
    let areDefined: Bool

    init(_ metric: UnitMetric, codes: [String]) {
        let given: [String: Double]
        switch metric {
        case .nominal: (given, isNominal, isRatio) = ([:], true, false)
        case .interval(let numbers): (given, isNominal, isRatio) = (numbers, false, false)
        case .ratio(let numbers): (given, isNominal, isRatio) = (numbers, false, true)
        }
        // Beyond this a square of a product would not be finite.
        numbers = codes.compactMap { given[$0] }.filter { abs($0) <= 1e60 }
        areDefined = isNominal || numbers.count == codes.count
    }

    func squared(_ one: Int, _ other: Int) -> Double {
        if one == other || !areDefined { return 0 }
        if isNominal { return 1 }
        let (difference, sum) = (numbers[one] - numbers[other], numbers[one] + numbers[other])
        let distance = isRatio ? (sum == 0 ? 0 : difference / sum) : difference
        return distance * distance
    }
}
