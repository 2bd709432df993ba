package import StudyModel

/// Weeks, months, quarters and years as numbers without gaps.
package enum MatrixPeriod {
    case week
    case month
    case quarter
    case year

    /// The number of the period that a day lies in.
    func number(of day: CalendarDay) -> Int {
        switch self {
        // 1970-01-01 was a Thursday; weeks begin on Monday.
        case .week: Self.floor(day.daysSinceEpoch + 3, 7)
        case .month: day.year * 12 + day.month - 1
        case .quarter: day.year * 4 + (day.month - 1) / 3
        case .year: day.year
        }
    }

    /// What the period that a day lies in is called: `2026-W47`.
    package func label(of day: CalendarDay) -> String { heading(number(of: day)).label }

    func heading(_ number: Int) -> CodingMatrix.Heading {
        switch self {
        case .week: return Self.week(number)
        case .month:
            let month = "\((number / 12).padded(to: 4))-\((number % 12 + 1).padded(to: 2))"
            return CodingMatrix.Heading(key: month, label: month, query: "date:\(month)")
        case .quarter:
            let year = (number / 4).padded(to: 4)
            let first = number % 4 * 3 + 1
            let label = "\(year)-Q\(number % 4 + 1)"
            let query = "date:\(year)-\(first.padded(to: 2))..\(year)-\((first + 2).padded(to: 2))"
            return CodingMatrix.Heading(key: label, label: label, query: query)
        case .year:
            let year = number.padded(to: 4)
            return CodingMatrix.Heading(key: year, label: year, query: "date:\(year)")
        }
    }

    /// A week by ISO 8601: it belongs to the year that its Thursday lies in.
    private static func week(_ number: Int) -> CodingMatrix.Heading {
        let monday = CalendarDay(daysSinceEpoch: number * 7 - 3)
        let sunday = CalendarDay(daysSinceEpoch: number * 7 + 3)
        let thursday = CalendarDay(daysSinceEpoch: number * 7)
        let first = thursday.flatMap { CalendarDay(year: $0.year, month: 1, day: 1) }
        let week = (number * 7 - (first?.daysSinceEpoch ?? 0)) / 7 + 1
        let label = "\((thursday?.year ?? 0).padded(to: 4))-W\(week.padded(to: 2))"
        return CodingMatrix.Heading(
            key: label, label: label, query: "date:\(DayRange(first: monday, last: sunday).text)")
    }

    private static func floor(_ value: Int, _ divisor: Int) -> Int {
        value >= 0 ? value / divisor : -((divisor - 1 - value) / divisor)
    }
}
