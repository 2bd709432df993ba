/// One value that coders may give to a unit, as the codebook declares it.
public struct Category: Sendable, Hashable {
    /// What the codebook calls it; no two categories of one scale share it.
    public let label: String
    /// What it counts as on an interval or ratio scale; always finite, and `nil` where it is only a name.
    public let number: Double?

    /// A category.
    ///
    /// - Parameters:
    ///   - label: What the codebook calls it.
    ///   - number: What it counts as. Without it the label is read as a decimal number, if it is one.
    public init(_ label: String, number: Double? = nil) {
        self.label = label
        let value = number ?? Self.decimal(label)
        self.number = value.flatMap { $0.isFinite ? $0 : nil }
    }

    /// Digits, a sign, a point and an exponent; `0x10` and `inf` are names.
    private static func decimal(_ label: String) -> Double? {
        let isDecimal = label.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
        return isDecimal ? Double(label) : nil
    }

    /// Categories named 1, 2, 3 and so on.
    static func numbered(_ count: Int) -> [Category] { (0..<count).map { Category(String($0 + 1)) } }

    /// The labels that occur, each once: in the order of their numbers if all are numbers, else of their text.
    static func observed(_ labels: some Sequence<String>) -> [Category] {
        let categories = Set(labels).map { Category($0) }
        guard let numbers = categories.numbers else { return categories.sorted { $0.label < $1.label } }
        return zip(numbers, categories).sorted { ($0.0, $0.1.label) < ($1.0, $1.1.label) }.map(\.1)
    }
}

extension Sequence<Category> {
    /// The numbers of all, or `nil` if one has none.
    var numbers: [Double]? {
        var result: [Double] = []
        for category in self {
            guard let number = category.number else { return nil }
            result.append(number)
        }
        return result
    }
}
