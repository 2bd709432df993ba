import StudyModel

/// Compares an attribute of a case with what a query says.
enum AttributeMatch {
    /// Whether the value compares so with one of the written ones.
    static func holds(_ value: CaseValue, _ comparison: QueryComparison, _ written: [String]) -> Bool {
        written.contains { holds(value, comparison, $0) }
    }

    private static func holds(_ value: CaseValue, _ comparison: QueryComparison, _ written: String) -> Bool {
        if comparison == .holds {
            return FoldedComment(value.words).contains(FoldedComment.folded(written))
        }
        switch value {
        case .text(let text):
            return comparison.compares(FoldedComment.folded(text), FoldedComment.folded(written))
        case .number(let number):
            guard let other = Double(written), other.isFinite else { return comparison == .notEqual }
            return comparison.compares(number, other)
        case .date(let day): return compares(day, comparison, written)
        case .list(let items):
            let isIn = items.contains { FoldedComment.folded($0) == FoldedComment.folded(written) }
            switch comparison {
            case .equal: return isIn
            case .notEqual: return !isIn
            case .less, .atMost, .greater, .atLeast, .holds: return false
            }
        }
    }

    /// A month or a year is all its days: later than it is later than its last.
    private static func compares(_ day: CalendarDay, _ comparison: QueryComparison, _ written: String) -> Bool
    {
        guard let range = DayRange(written), let first = range.first, let last = range.last else {
            return comparison == .notEqual
        }
        switch comparison {
        case .equal: return range.contains(day)
        case .notEqual: return !range.contains(day)
        case .less: return day < first
        case .atMost: return day <= last
        case .greater: return day > last
        case .atLeast: return day >= first
        case .holds: return false
        }
    }
}
