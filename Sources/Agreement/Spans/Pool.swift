/// What figures are made from, counted so that the counts of several records can be added.
public protocol Poolable: Sendable {
    /// Counts of nothing.
    init()
    /// Adds the counts of another.
    mutating func add(_ other: Self)
}

/// What a sample is divided into: what codes are present in, and what is drawn again for an interval.
public enum SpanUnit: String, Sendable, Hashable, Codable, CaseIterable {
    /// Whole records. Characters, sentences and turns of one record depend on each other; records do not.
    case record
    /// The segments of the records: paragraphs, sentences or turns.
    ///
    /// To draw them again is for where there is one record only: what depends across segments makes the interval too narrow, so
    /// it is named. The text between segments then counts as segments too, so that nothing is lost.
    case segment
}

/// Counts of each record (or segment), and the three ways to one figure for all of them, which are three different
/// numbers: of the sum of all counts, the mean, and the mean weighted by length.
public struct Pool<Part: Poolable>: Sendable {
    /// The counts, one for each record or segment that more than one coder was assigned to.
    public let parts: [Part]
    /// What each part is.
    public let unit: SpanUnit

    /// A pool of parts.
    public init(parts: [Part], unit: SpanUnit = .record) {
        self.parts = parts
        self.unit = unit
    }

    /// All counts together: the pooled figures are its figures.
    public var total: Part {
        var sum = Part()
        for part in parts { sum.add(part) }
        return sum
    }

    /// The mean of a figure over the parts where it is defined, each counting the same.
    ///
    /// Undefined, for the reason of the first part, where no part has a value; `.empty` without parts.
    public func mean(of figure: (Part) -> Estimate) -> Estimate {
        weightedMean(of: figure) { _ in 1 }
    }

    /// The mean of a figure over the parts where it is defined, each counting as much as it weighs (its length, say).
    ///
    /// Undefined like ``mean(of:)``, and `.empty` where all that has a value weighs nothing.
    public func weightedMean(of figure: (Part) -> Estimate, by weight: (Part) -> Double) -> Estimate {
        var (sum, weights) = (0.0, 0.0)
        var reason: UndefinedReason?
        for part in parts {
            switch figure(part) {
            case .value(let number):
                sum += number * weight(part)
                weights += weight(part)
            case .undefined(let why): reason = reason ?? why
            }
        }
        return weights > 0 ? .value(sum / weights) : .undefined(reason ?? .empty)
    }

    /// Draws parts again with replacement and computes a figure of the sum of each sample.
    ///
    /// Samples without a value are left out and counted in ``Interval/Drawing/dropped``.
    ///
    /// - Parameters:
    ///   - replicates: How many samples are drawn, 1 or more; 2,000 or more for an interval that is to be printed.
    ///   - seed: Where the generator begins: the same draws the same.
    ///   - figure: A figure of the counts, such as `\.krippendorffAlpha`.
    /// - Throws: The reason why the figure itself is undefined; `.singleUnit` where there is one part.
    public func bootstrap(
        replicates: Int = 2000, seed: UInt64 = 1, of figure: (Part) -> Estimate
    ) throws(UndefinedReason) -> Bootstrap {
        if let reason = figure(total).reason { throw reason }
        guard parts.count > 1 else { throw .singleUnit }
        var generator = SeededGenerator(seed: seed)
        var values: [Double] = []
        for _ in 0..<max(1, replicates) {
            var sum = Part()
            for _ in parts.indices { sum.add(parts[generator.below(parts.count)]) }
            if let number = figure(sum).number { values.append(number) }
        }
        let drawing = Interval.Drawing(
            replicates: max(1, replicates), dropped: max(1, replicates) - values.count, seed: seed,
            population: parts.count)
        return Bootstrap(values: values, method: unit.method, drawing: drawing)
    }
}

extension SpanUnit {
    var method: Interval.Method {
        switch self {
        case .record: .recordBootstrap
        case .segment: .segmentBootstrap
        }
    }
}
