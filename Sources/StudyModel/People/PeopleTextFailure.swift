/// Why a file about cases, consent, withdrawals or reviews is not as the format says (format.md §10).
///
/// It names the place and never quotes what stands there, so it may be shown and logged.
package struct PeopleTextFailure: Error, Hashable, Sendable {
    /// The line from 1; `nil` where the whole file is meant.
    package var line: Int?
    /// The key whose value is missing or impossible; `nil` where the form of the line is.
    package var field: String?
    /// One sentence.
    package var reason: String

    package init(line: Int?, field: String? = nil, reason: String) {
        self.line = line
        self.field = field
        self.reason = reason
    }

    /// The place and the reason, for a person.
    package var sentence: String {
        let places = [line.map { "line \($0)" }, field.map { "'\($0)'" }].compactMap(\.self)
        guard let first = places.first?.first, !places.isEmpty else { return reason }
        return first.uppercased() + places.joined(separator: ", ").dropFirst() + ": " + reason
    }
}
