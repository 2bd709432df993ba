/// One piece of a written query.
struct QueryToken: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        /// A code, a field, an attribute, a value or an operator in words.
        case word(String)
        case quoted(String)
        case pattern(String, ignoresCase: Bool)
        case open
        case close
        case colon
        case comma
        case exactly
        case comparison(QueryComparison)
        case end
    }

    var kind: Kind
    /// In Unicode scalars of the query.
    var range: Range<Int>
}

/// How an attribute or a weight is compared.
package enum QueryComparison: String, Hashable, Sendable, CaseIterable {
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="
    /// Holds the text, in any capitals.
    case holds = "~"

    /// Whether it holds of two values that can be ordered; ``holds`` never does.
    func compares<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
        switch self {
        case .equal: left == right
        case .notEqual: left != right
        case .less: left < right
        case .atMost: left <= right
        case .greater: left > right
        case .atLeast: left >= right
        case .holds: false
        }
    }
}

/// Words with a meaning of their own; only in capitals.
enum QueryKeyword: String, CaseIterable {
    case and = "AND"
    case or = "OR"
    case not = "NOT"
    case near = "NEAR"
    case within = "WITHIN"
    case overlaps = "OVERLAPS"
    case inside = "INSIDE"
    case contains = "CONTAINS"
    case before = "BEFORE"
    case after = "AFTER"
    case minus = "MINUS"
}
