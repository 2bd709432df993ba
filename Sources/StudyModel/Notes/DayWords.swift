/// A day as people write it, in figures or in words, with a time of day where one is given.
///
/// Everything is counted on the calendar, never in hours, so a change of the clocks moves nothing. What is relative
/// looks back: `Monday` is the last one, today counts; `last Tuesday` is the last one before today; `15 April` without
/// a year is the last one, today counts. In figures the day comes before the month. Text that is not understood
/// whole is refused.
package struct DayWords: Hashable, Sendable {
    package let day: CalendarDay
    /// `15:00` or `15:00:20`.
    package let time: String?

    /// Reads `yesterday 3pm`, `today 14:30`, `this morning`, `last Tuesday`, `two days ago`, `half an hour ago`,
    /// `15 April`, `Wednesday, 15 April 2020`, `15/4/2020`, `2020-04-15T14:30`, and the like.
    ///
    /// - Parameters:
    ///   - today: The day it is for the person.
    ///   - clock: The time it is, `14:30`, for `two hours ago` and `now`; without it those are refused.
    /// - Returns: `nil` for what is not understood, and for days that do not exist.
    package static func read(_ text: String, today: CalendarDay, clock: String? = nil) -> DayWords? {
        guard text.utf8.count <= 100 else { return nil }
        var words = DayReader.words(of: text)
        if words.first == "on" { words.removeFirst() }
        guard !words.isEmpty else { return nil }
        if let found = DayReader(today: today, clock: clock).moment(words) { return found }
        var time: String?
        for count in 1...2 where words.count > count {
            var rest = words.dropLast(count)
            guard let found = DayReader.time(words.suffix(count)) else { continue }
            if rest.last == "at" { rest.removeLast() }
            time = found
            if let day = DayReader(today: today, clock: clock).day(Array(rest)) { return Self(day: day, time: time) }
        }
        // `3pm yesterday`.
        for count in 1...2 where words.count > count {
            guard let found = DayReader.time(words.prefix(count)) else { continue }
            var rest = Array(words.dropFirst(count))
            if rest.first == "on" { rest.removeFirst() }
            if let day = DayReader(today: today, clock: clock).day(rest) { return Self(day: day, time: found) }
        }
        if let day = DayReader(today: today, clock: clock).day(words) { return Self(day: day, time: nil) }
        // A time alone is today's.
        if words.first == "at" { words.removeFirst() }
        return DayReader.time(words[...]).map { Self(day: today, time: $0) }
    }

    fileprivate init(day: CalendarDay, time: String?) {
        self.day = day
        self.time = time
    }

    init(_ day: CalendarDay, _ time: String?) { self.init(day: day, time: time) }
}

extension CalendarDay {
    /// 0 for Monday to 6 for Sunday.
    package var weekday: Int { ((daysSinceEpoch + 3) % 7 + 7) % 7 }

    /// So many days later; `nil` outside the years 1 to 9999.
    package func adding(days: Int) -> CalendarDay? {
        let (sum, overflow) = daysSinceEpoch.addingReportingOverflow(days)
        return overflow ? nil : CalendarDay(daysSinceEpoch: sum)
    }

    /// So many months earlier, on the same day of the month or its last.
    func subtracting(months: Int) -> CalendarDay? {
        guard months <= 120_000 else { return nil }
        let count = year * 12 + month - 1 - months
        guard count >= 12 else { return nil }
        return [day, 31, 30, 29, 28].lazy.filter { $0 <= day }
            .compactMap { CalendarDay(year: count / 12, month: count % 12 + 1, day: $0) }.first
    }
}
