package import StudyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The time where the person is.
package enum Clock {
    /// Seconds since 1970-01-01T00:00:00Z.
    package static func seconds() -> Int { time(nil) }

    /// Milliseconds since some moment, never going back.
    package static func milliseconds() -> Int {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Int(now.tv_sec) * 1000 + Int(now.tv_nsec) / 1_000_000
    }

    /// The day and the time of day (`14:30`) of a moment in the person's time zone.
    package static func local(_ secondsSinceEpoch: Int) -> (day: CalendarDay, time: String)? {
        var seconds = time_t(secondsSinceEpoch)
        var parts = tm()
        guard localtime_r(&seconds, &parts) != nil,
            let day = CalendarDay(
                year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
        else { return nil }
        return (day, "\(Int(parts.tm_hour).padded(to: 2)):\(Int(parts.tm_min).padded(to: 2))")
    }

    /// Seconds since 1970 of a day and a time of day (`14:30`, `14:30:05`) in the person's time zone.
    package static func seconds(of day: CalendarDay, at time: String) -> Int? {
        let numbers = time.split(separator: ":").compactMap { Int32($0) }
        guard (2...3).contains(numbers.count) else { return nil }
        var parts = tm()
        parts.tm_year = Int32(day.year - 1900)
        parts.tm_mon = Int32(day.month - 1)
        parts.tm_mday = Int32(day.day)
        parts.tm_hour = numbers[0]
        parts.tm_min = numbers[1]
        parts.tm_sec = numbers.count == 3 ? numbers[2] : 0
        // Whether the clocks were changed is for the system to know.
        parts.tm_isdst = -1
        let seconds = mktime(&parts)
        return seconds == -1 ? nil : seconds
    }

    /// A moment as people read it, in their time zone: `2026-05-03 14:30`.
    package static func text(_ moment: Timestamp) -> String {
        guard let local = local(moment.secondsSinceEpoch) else { return moment.rawValue }
        return "\(local.day.rawValue) \(local.time)"
    }
}
