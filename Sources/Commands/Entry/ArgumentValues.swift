import ArgumentParser
package import StudyModel

extension RecordKind: ExpressibleByArgument {}

extension Handle: ExpressibleByArgument {
    package init?(argument: String) { self.init(rawValue: argument.uppercased()) }
}

/// A day, a month, a year, `today` or `yesterday`, as people name a stretch of time.
package enum Period: ExpressibleByArgument, Equatable, Sendable {
    case days(first: CalendarDay, last: CalendarDay)
    /// So many days before today.
    case daysAgo(Int)

    package init?(argument: String) {
        switch argument.lowercased() {
        case "today": self = .daysAgo(0)
        case "yesterday": self = .daysAgo(1)
        default:
            guard let first = Self.day(argument, filledWith: "0001-01-01"), let last = Self.last(argument)
            else {
                return nil
            }
            self = .days(first: first, last: last)
        }
    }

    /// The first and the last day meant, in the person's time zone.
    package func days(_ session: Session) throws(StudyError) -> (first: CalendarDay, last: CalendarDay) {
        switch self {
        case .days(let first, let last): return (first, last)
        case .daysAgo(let count):
            guard let today = Clock.local(session.surroundings.now())?.day,
                let day = CalendarDay(daysSinceEpoch: today.daysSinceEpoch - count)
            else {
                throw StudyError(.usage, "The clock of this computer gives no day.", hint: "Name the day.")
            }
            return (day, day)
        }
    }

    private static func day(_ text: String, filledWith pattern: String) -> CalendarDay? {
        guard [4, 7, 10].contains(text.utf8.count) else { return nil }
        return CalendarDay(rawValue: text + pattern.dropFirst(text.utf8.count))
    }

    private static func last(_ text: String) -> CalendarDay? {
        ["0001-12-31", "0001-12-30", "0001-12-29", "0001-12-28"].lazy.compactMap { day(text, filledWith: $0) }
            .first
    }
}

/// One day in figures or words, such as `2020-04-15`, `15 April` or `yesterday 3pm`.
package struct SingleDay: ExpressibleByArgument, Equatable, Sendable {
    private let text: String

    package init?(argument: String) {
        // What is no day at all is refused before anything is done; the day itself waits for the clock.
        guard let leapDay = CalendarDay(year: 2024, month: 2, day: 29),
            DayWords.read(argument, today: leapDay, clock: "12:00") != nil
        else { return nil }
        text = argument
    }

    package func day(_ session: Session) throws(StudyError) -> CalendarDay { try moment(session).day }

    /// The day meant, and the time of day where the words give one, in the person's time zone.
    package func moment(_ session: Session) throws(StudyError) -> DayWords {
        guard let now = Clock.local(session.surroundings.now()),
            let found = DayWords.read(text, today: now.day, clock: now.time)
        else {
            throw StudyError(
                .usage, "The day is not understood.",
                hint: "Write it as 2020-04-15, 15 April 2020, yesterday or last Tuesday.")
        }
        return found
    }
}

/// A time of day, `14:30` or `14:30:05`.
package struct TimeOfDay: ExpressibleByArgument, Equatable, Sendable {
    package let text: String

    package init?(argument: String) {
        let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.allSatisfy({ $0.utf8.count == 2 }) else { return nil }
        for (part, limit) in zip(parts, [24, 60, 60]) {
            guard part.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
                let number = Int(part), number < limit
            else { return nil }
        }
        text = argument
    }
}

/// A speaker's label and the participant it stands for, `Speaker 1=SP66`.
package struct SpeakerOption: ExpressibleByArgument, Equatable, Sendable {
    package let label: String
    package let handle: Handle

    package init?(argument: String) {
        guard let entry = try? SpeakerMap.entry(argument) else { return nil }
        (label, handle) = entry
    }
}
