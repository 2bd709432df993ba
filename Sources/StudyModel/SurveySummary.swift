/// What the numbers of one variable come to, in all and by another variable; fit to be shown: groups of fewer than
/// five are suppressed.
package struct SurveySummary: Hashable, Sendable, Codable {
    /// One group, or all.
    package struct Group: Hashable, Sendable, Codable {
        /// The other variable's value; `nil` for all.
        package var value: String?
        /// How many gave a number; `nil`, as all others, where that is 1 to 4.
        package var count: Int?
        package var mean: Double?
        /// Of the sample (n - 1).
        package var deviation: Double?
        package var median: Double?
    }

    package var variable: String
    package var by: String?
    /// One for each value of the other variable, in its order, then one for all.
    package var groups: [Group]
}

extension Survey {
    /// Sums up a variable of numbers.
    ///
    /// Where one group alone is suppressed its numbers could be worked out from those for all, so the smallest other is
    /// suppressed with it. Least and greatest are not given: they are single people's answers.
    ///
    /// - Throws: `request.invalid` for a variable that the survey doesn't have, that holds no numbers, or, for `other`, that has
    ///   no list of values.
    package func summary(
        of name: String, by other: String? = nil, smallest: Int = 5
    ) throws(StudyError) -> SurveySummary {
        guard let index = index(of: name), [.number, .integer].contains(variables[index].type) else {
            throw StudyError(
                .requestInvalid, "The survey '\(id.rawValue)' has no variable '\(name)' of numbers.",
                hint: "Run 'rir survey variables \(id.rawValue)' to see its variables.")
        }
        let group: Int? = if let other { try tabular(other) } else { nil }
        let values = group.map { counts(ofVariableAt: $0).values } ?? []
        var numbers: [[Double]] = Array(repeating: [], count: values.count + 1)
        let places = Dictionary(
            values.enumerated().map { ($1.value, $0) }, uniquingKeysWith: { first, _ in first })
        for answer in answers {
            guard case .number(let number)? = answer.values[index],
                !variables[index].isMissing(.number(number))
            else {
                continue
            }
            let items = group.flatMap { answer.values[$0] }?.items ?? []
            let columns = Set(items.compactMap { places[$0] })
            guard group == nil || !columns.isEmpty else { continue }
            for column in columns.union([values.count]) { numbers[column].append(number) }
        }
        let hidden = Self.hidden(numbers.map(\.count), smallest: smallest)
        let names = values.map { $0.label.isEmpty ? $0.value : $0.label }.map(Optional.some) + [nil]
        let groups = numbers.indices.map { place in
            hidden[place]
                ? SurveySummary.Group(value: names[place]) : Self.summary(numbers[place], names[place])
        }
        return SurveySummary(
            variable: variables[index].name, by: group.map { variables[$0].name }, groups: groups)
    }

    /// Groups add up to all, which is the last.
    private static func hidden(_ counts: [Int], smallest: Int) -> [Bool] {
        var hidden = counts.map { (1..<max(smallest, 1)).contains($0) }
        guard hidden.count(where: { $0 }) == 1, counts.count > 1 else { return hidden }
        let next = counts.indices.dropLast().filter { !hidden[$0] && counts[$0] > 0 }.min {
            counts[$0] < counts[$1]
        }
        hidden[next ?? counts.count - 1] = true
        return hidden
    }

    private static func summary(_ numbers: [Double], _ name: String?) -> SurveySummary.Group {
        guard !numbers.isEmpty else { return .init(value: name, count: 0) }
        let count = Double(numbers.count)
        let mean = numbers.reduce(0, +) / count
        let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let sorted = numbers.sorted()
        let middle = sorted.count / 2
        let median = sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
        return .init(
            value: name, count: numbers.count, mean: mean,
            deviation: numbers.count > 1 ? (squares / (count - 1)).squareRoot() : nil, median: median)
    }
}
