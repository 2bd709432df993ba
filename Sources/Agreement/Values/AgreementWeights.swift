/// How much of an agreement two categories are: 1 for the same, less the further apart they are.
///
/// Weights belong to the declared scale. A level that nobody used still stretches it.
public enum AgreementWeights: Sendable, Hashable {
    /// 1 for the same category, 0 for any other.
    case identity
    /// 1 − |x − y| / range. Here and below, x and y are the ranks of the categories for Cohen's and Light's kappa (Cohen 1968); for all
    /// other coefficients the numbers of the categories if all have one, else their ranks (Gwet 2014).
    case linear
    /// 1 − ((x − y) / range)².
    case quadratic
    /// 1 − √(|x − y| / range).
    case radical
    /// 1 − C(d + 1, 2) / C(q, 2), with d the distance in ranks and q the number of categories (Gwet 2014).
    case ordinal
    /// Weights of one's own.
    case custom(WeightTable)

    /// The name, as in commands and tables.
    public var name: String {
        switch self {
        case .identity: "identity"
        case .linear: "linear"
        case .quadratic: "quadratic"
        case .radical: "radical"
        case .ordinal: "ordinal"
        case .custom: "custom"
        }
    }

    /// The weights with a name; `nil` for another name and for `custom`.
    public init?(named name: String) {
        let all: [AgreementWeights] = [.identity, .linear, .quadratic, .radical, .ordinal]
        guard let weights = all.first(where: { $0.name == name }) else { return nil }
        self = weights
    }

    /// What two categories are apart by, where weights depend on it.
    public enum Scores: String, Sendable, Hashable, Codable {
        /// The numbers of the categories, if all have one.
        case numbers
        /// Their places on the scale: 1, 2, 3 and so on.
        case ranks
    }

    /// What the weights of these categories depend on; `nil` where it makes no difference.
    ///
    /// - Parameter scores: What the coefficient goes by.
    public func scores(_ scores: Scores, of categories: [Category]) -> Scores? {
        switch self {
        case .identity, .custom: nil
        case .ordinal: .ranks
        case .linear, .quadratic, .radical: categories.numbers == nil ? .ranks : scores
        }
    }

    /// All weights in full, rows and columns in codebook order; to be printed with a result.
    ///
    /// - Throws: `weights-mismatch` where the weights are not a table of these categories.
    public func table(
        for categories: [Category], scores: Scores = .numbers
    ) throws(UndefinedReason) -> [[Double]] {
        let metric = try metric(for: categories, scores: scores)
        return categories.indices.map { row in categories.indices.map { 1 - metric[row, $0] } }
    }

    /// The distances that belong to the weights: 1 less each.
    func metric(
        for categories: [Category], scores: Scores = .numbers
    ) throws(UndefinedReason) -> Metric {
        let numbers = scores == .numbers ? categories.numbers : nil
        let positions = numbers ?? categories.indices.map(Double.init)
        let range = (positions.max() ?? 0) - (positions.min() ?? 0)
        switch self {
        case .identity: return .nominal
        case .linear: return .linear(positions, range: range)
        case .quadratic: return .squared(positions, range: range)
        case .radical: return .radical(positions, range: range)
        case .ordinal: return .rankPairs(categories.count)
        case .custom(let table):
            guard table.size == categories.count else { throw .weightsMismatch }
            return .table(table.weights.map { 1 - $0 }, size: table.size)
        }
    }
}

/// Weights of one's own, one for each pair of categories.
public struct WeightTable: Sendable, Hashable {
    /// How many categories the table is for.
    public let size: Int
    /// Row by row.
    let weights: [Double]

    /// A table of weights, rows for the first coder and columns for the second, in codebook order.
    ///
    /// - Throws: `unequalLengths` unless it is square; `notFinite` for a weight that is no number.
    public init(_ rows: [[Double]]) throws(AgreementInputError) {
        guard rows.allSatisfy({ $0.count == rows.count }) else { throw .unequalLengths }
        guard rows.joined().allSatisfy(\.isFinite) else { throw .notFinite }
        size = rows.count
        weights = Array(rows.joined())
    }

    /// A table from disagreement weights v, as Cohen (1968) prints them: 1 − v / the largest v.
    ///
    /// - Throws: As the other initialiser; `notFinite` where all are 0.
    public init(disagreement rows: [[Double]]) throws(AgreementInputError) {
        let largest = rows.joined().max() ?? 0
        guard largest > 0 else { throw .notFinite }
        try self.init(rows.map { $0.map { 1 - $0 / largest } })
    }
}
