/// A stretch of text that a coder gave a code: from `start` up to but not including `end`.
///
/// Positions count Unicode scalars from the beginning of the record. What makes a span valid is its record's business:
/// ``SpanRecord`` refuses those that are empty, reversed or outside the text.
public struct CodedSpan: Sendable, Hashable {
    /// Where it begins, in Unicode scalars from 0.
    public var start: Int
    /// Where it ends: the first Unicode scalar that is no longer part of it.
    public var end: Int
    /// The code.
    public var code: String

    /// A span.
    public init(_ start: Int, _ end: Int, _ code: String) {
        self.start = start
        self.end = end
        self.code = code
    }

    /// How many Unicode scalars it holds.
    public var length: Int { end - start }

    /// How many Unicode scalars it shares with another, whatever their codes.
    public func overlap(with other: CodedSpan) -> Int {
        max(0, min(end, other.end) - max(start, other.start))
    }

    /// What two spans share as part of what either covers (intersection over union), from 0 to 1.
    ///
    /// Codes play no part. Two valid spans always cover something, so there is always a number.
    public func intersectionOverUnion(with other: CodedSpan) -> Double {
        let shared = overlap(with: other)
        return Double(shared) / Double(length + other.length - shared)
    }

    /// Whether the two overlap at all and share at least `threshold` of what they cover.
    func meets(_ other: CodedSpan, threshold: Double) -> Bool {
        overlap(with: other) > 0 && intersectionOverUnion(with: other) >= threshold
    }

    var range: Range<Int> { start..<end }

    /// From left to right; at one place the shorter first, then by code.
    static func isOrdered(_ one: CodedSpan, _ other: CodedSpan) -> Bool {
        (one.start, one.end, one.code) < (other.start, other.end, other.code)
    }
}
