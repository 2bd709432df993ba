import StudyModel

/// The codes used lately: the order for lists, and what the digits stand for.
///
/// A digit keeps its code for as long as that is among the nine used last, so that fingers can learn it; a new code takes
/// the digit of the one not used for longest.
struct RecentCodes: Sendable, Equatable {
    static let digitCount = 9

    /// Last used first.
    private(set) var order: [CodeID] = []
    /// Digit 1 first.
    private(set) var digits: [CodeID] = []

    /// - Parameters:
    ///   - digits: As they were when the record was left.
    ///   - used: Last used first.
    init(digits: [CodeID] = [], used: [CodeID] = []) {
        self.digits = Array(digits.prefix(Self.digitCount))
        for code in self.digits.reversed() { touch(code) }
        for code in used.reversed() { use(code) }
    }

    mutating func use(_ code: CodeID) {
        touch(code)
        guard !digits.contains(code) else { return }
        if digits.count < Self.digitCount {
            digits.append(code)
        } else if let oldest = digits.indices.max(by: { age(digits[$0]) < age(digits[$1]) }) {
            digits[oldest] = code
        }
    }

    /// Drops codes that can't be used any more.
    mutating func keep(_ isKept: (CodeID) -> Bool) {
        order.removeAll { !isKept($0) }
        digits.removeAll { !isKept($0) }
    }

    private mutating func touch(_ code: CodeID) {
        order.removeAll { $0 == code }
        order.insert(code, at: 0)
    }

    private func age(_ code: CodeID) -> Int { order.firstIndex(of: code) ?? Int.max }
}
