package import StudyModel

/// Days from one to another, both included, either of which may be open.
package struct DayRange: Hashable, Sendable {
    package var first: CalendarDay?
    package var last: CalendarDay?

    package init(first: CalendarDay? = nil, last: CalendarDay? = nil) {
        self.first = first
        self.last = last
    }

    /// Reads `2020`, `2020-03` or `2020-03-05`, which mean their whole year, month or day, or two of them with `..`
    /// between, of which one may be missing.
    ///
    /// - Returns: `nil` for anything else, and for a range that ends before it begins.
    package init?(_ text: String) {
        guard let dots = text.firstRange(of: "..") else {
            guard let whole = Self.whole(text[...]) else { return nil }
            self = whole
            return
        }
        let (left, right) = (text[..<dots.lowerBound], text[dots.upperBound...])
        guard !left.isEmpty || !right.isEmpty else { return nil }
        if !left.isEmpty {
            guard let whole = Self.whole(left) else { return nil }
            first = whole.first
        }
        if !right.isEmpty {
            guard let whole = Self.whole(right) else { return nil }
            last = whole.last
        }
        if let first, let last, last < first { return nil }
    }

    package func contains(_ day: CalendarDay) -> Bool {
        (first.map { $0 <= day } ?? true) && (last.map { day <= $0 } ?? true)
    }

    /// As a query writes it; ``init(_:)`` reads it back.
    package var text: String {
        if let first, first == last { return first.rawValue }
        return (first?.rawValue ?? "") + ".." + (last?.rawValue ?? "")
    }

    private static func whole(_ text: Substring) -> DayRange? {
        switch text.utf8.count {
        case 10: return CalendarDay(rawValue: text).map { DayRange(first: $0, last: $0) }
        case 7: return month(text)
        case 4:
            return CalendarDay(rawValue: "\(text)-01-01").map { first in
                DayRange(first: first, last: CalendarDay(year: first.year, month: 12, day: 31))
            }
        default: return nil
        }
    }

    private static func month(_ text: Substring) -> DayRange? {
        guard let first = CalendarDay(rawValue: "\(text)-01") else { return nil }
        let last = [31, 30, 29, 28].lazy.compactMap {
            CalendarDay(year: first.year, month: first.month, day: $0)
        }.first
        return DayRange(first: first, last: last)
    }
}
