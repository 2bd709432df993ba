/// One coefficient as a report prints it: its name, its value or why it has none, how sure it is and what it was computed with.
public struct Figure: Sendable, Hashable {
    /// What a reader must know to read the value for what it is.
    public enum Note: String, Sendable, Hashable, Codable, CaseIterable {
        /// Everybody used one category: the value is that of data which could not have shown disagreement.
        case noVariation = "no-variation"
        /// One of two coders used one category throughout: kappa is 0 by construction, however often they agree.
        case constantCoder = "constant-coder"
        /// Coders without any value were left out.
        case silentCoders = "silent-coders"
    }

    /// The coefficient.
    public var statistic: Statistic
    /// Its value.
    public var estimate: Estimate
    /// How sure it is; `nil` where that was not asked or has no answer.
    public var interval: Interval?
    /// What it was computed with, such as `level` and `weights`.
    public var parameters: [String: String]
    /// What a reader must know, in the order of ``Note``.
    public var notes: [Note]

    /// A figure.
    public init(
        statistic: Statistic, estimate: Estimate, interval: Interval? = nil,
        parameters: [String: String] = [:], notes: [Note] = []
    ) {
        self.statistic = statistic
        self.estimate = estimate
        self.interval = interval
        self.parameters = parameters
        self.notes = notes
    }

    /// The name, as in commands and tables; that of a figure of one category ends in `_category`.
    public var name: String {
        parameters["category"] == nil ? statistic.rawValue : statistic.rawValue + "_category"
    }
}

extension RatingMatrix {
    /// What a reader must know of a value of this coefficient.
    func notes(on statistic: Statistic) -> [Figure.Note] {
        var notes: [Figure.Note] = []
        if CountSums(self).values.count(where: { $0 > 0 }) == 1 { notes.append(.noVariation) }
        let isKappa = statistic == .cohenKappa || statistic == .weightedKappa
        if isKappa, let table = try? contingencyTable() {
            let used = [table.rowTotals, table.columnTotals].map { $0.count { $0 > 0 } }
            if used.contains(1), used != [1, 1] { notes.append(.constantCoder) }
        }
        if activeCoders.count < columns.count { notes.append(.silentCoders) }
        return notes
    }
}
