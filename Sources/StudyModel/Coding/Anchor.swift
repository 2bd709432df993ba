/// Where a coding stands in one version of a record's body, with enough of the text to find the place again.
package struct Anchor: Hashable, Sendable, Codable {
    /// How many scalars of the surroundings are kept on each side.
    package static let contextLength = 32

    /// Unicode scalars of the body from 0, half open; never empty.
    package var span: Range<Int>
    /// The text of the span, exactly.
    package var quote: String
    /// Up to 32 scalars before the span.
    package var before: String
    /// Up to 32 scalars after it.
    package var after: String

    package init(span: Range<Int>, quote: String, before: String, after: String) {
        self.span = span
        self.quote = quote
        self.before = before
        self.after = after
    }

    /// The anchor of a span.
    ///
    /// - Parameter body: the whole body's scalars.
    /// - Returns: `nil` for a span that is empty or not in the body.
    package init?(_ span: Range<Int>, in body: [Unicode.Scalar]) {
        guard !span.isEmpty, span.lowerBound >= 0, span.upperBound <= body.count else { return nil }
        let from = max(0, span.lowerBound - Self.contextLength)
        let to = min(body.count, span.upperBound + Self.contextLength)
        self.init(
            span: span, quote: Self.text(body[span]), before: Self.text(body[from..<span.lowerBound]),
            after: Self.text(body[span.upperBound..<to]))
    }

    /// Scalars as a text.
    package static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
