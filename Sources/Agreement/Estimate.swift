/// A figure of agreement: a number, or the reason why there is none.
///
/// A coefficient that divides nothing by nothing has no value. Programs print 0, 1 or NaN then, each of which a reader takes for
/// a finding; here the reason stands in its place.
public enum Estimate: Sendable, Hashable {
    /// A finite number.
    case value(Double)
    /// There is no number.
    case undefined(UndefinedReason)

    /// The number; `nil` where there is none.
    public var number: Double? {
        if case .value(let number) = self { number } else { nil }
    }

    /// Why there is no number; `nil` where there is one.
    public var reason: UndefinedReason? {
        if case .undefined(let reason) = self { reason } else { nil }
    }

    /// One number divided by another, undefined for `reason` where the divisor is nothing.
    ///
    /// "Nothing" is smaller than 1e-12: what is left of `1 - 1` after rounding is no information.
    static func ratio(_ numerator: Double, _ divisor: Double, otherwise reason: UndefinedReason) -> Estimate {
        abs(divisor) < 1e-12 ? .undefined(reason) : .value(numerator / divisor)
    }
}

/// Why a figure has no value.
public enum UndefinedReason: String, Error, Sendable, Hashable, CaseIterable, Codable {
    /// Everybody used one category throughout, so chance alone would agree as well.
    case noVariation = "no-variation"
    /// No unit was coded by two or more coders.
    case noDoubleCoding = "no-double-coding"
    /// The figure is for exactly two coders.
    case notTwoCoders = "not-two-coders"
    /// The figure needs every coder on every unit, or as many on each.
    case incompleteDesign = "incomplete-design"
    /// The categories have no numbers, which this level of measurement needs.
    case notNumeric = "not-numeric"
    /// Nobody used this code in the units both coded.
    case unusedCode = "unused-code"
    /// No coder's units meet those of another.
    case noIntersection = "no-intersection"
    /// A coder's spans of one code, or of several that exclude each other, overlap.
    case overlappingSpans = "overlapping-spans"
    /// There is nothing to compare: no units, no text, no spans.
    case empty
    /// The best answer was not found within the effort allowed.
    case effortExceeded = "effort-exceeded"
    /// One unit has a value and no spread.
    case singleUnit = "single-unit"
    /// The figure is for exactly two categories.
    case notTwoCategories = "not-two-categories"
    /// The weights or distances are not a table of these categories.
    case weightsMismatch = "weights-mismatch"
    /// The numbers of the categories are too large, or too near each other, to compute with.
    case outOfRange = "out-of-range"
}
