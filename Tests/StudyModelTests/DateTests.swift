import Foundation
import Testing

@testable import StudyModel

/// Days and moments, against a table, against the system's calendar, and there and back.
@Suite struct DateTests {
    @Test(arguments: [
        ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2000-03-01", 11_017),
        ("1900-02-28", -25_509),
        ("1900-03-01", -25_508), ("2020-04-15", 18_367), ("1600-01-01", -135_140), ("0001-01-01", -719_162),
        ("9999-12-31", 2_932_896),
    ])
    func day_isAsManyDaysFromTheEpoch(_ text: String, _ days: Int) throws {
        let day = try #require(CalendarDay(rawValue: text))
        #expect(day.daysSinceEpoch == days)
        #expect(CalendarDay(daysSinceEpoch: days) == day)
        #expect(day.rawValue == text)
    }

    @Test func everyDayFrom1600To2400_followsTheOneBefore() throws {
        let first = try #require(CalendarDay(year: 1600, month: 1, day: 1)).daysSinceEpoch
        let last = try #require(CalendarDay(year: 2400, month: 12, day: 31)).daysSinceEpoch
        #expect(last - first + 1 == 801 * 365 + 195)
        var problems: [Int] = []
        var before: CalendarDay?
        for days in first...last {
            guard let day = CalendarDay(daysSinceEpoch: days), day.daysSinceEpoch == days,
                CalendarDay(year: day.year, month: day.month, day: day.day) == day
            else {
                problems.append(days)
                continue
            }
            if let before, !(before < day) { problems.append(days) }
            before = day
        }
        #expect(problems == [])
        #expect(before?.rawValue == "2400-12-31")
    }

    @Test func everyHundredthDay_readsBackFromItsText() {
        for days in stride(from: -719_162, through: 2_932_896, by: 101) {
            let day = CalendarDay(daysSinceEpoch: days)
            #expect(day.flatMap { CalendarDay(rawValue: $0.rawValue) } == day)
        }
    }

    @Test func days_agreeWithTheSystemsCalendar() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        for days in stride(from: -100_000, through: 100_000, by: 997) {
            let parts = calendar.dateComponents(
                [.year, .month, .day], from: Date(timeIntervalSince1970: Double(days) * 86_400))
            // The system turns to the Julian calendar before 1582-10-15.
            guard let day = CalendarDay(daysSinceEpoch: days), day.year > 1582 else { continue }
            #expect((parts.year, parts.month, parts.day) == (day.year, day.month, day.day))
        }
    }

    @Test(arguments: [
        "2020-02-30", "2019-02-29", "1900-02-29", "2020-13-01", "2020-00-10", "2020-04-31", "2020-4-15",
        "20200415",
        "2020-04-15 ", "0000-01-01", "2020-04-1x", "２020-04-15", "", "-020-01-01", "+020-01-01",
    ])
    func impossibleDay_isNone(_ text: String) { #expect(CalendarDay(rawValue: text) == nil) }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59Z", -1), ("2026-05-03T10:11:12Z", 1_777_803_072),
        ("0001-01-01T00:00:00Z", -62_135_596_800), ("9999-12-31T23:59:59Z", 253_402_300_799),
    ])
    func moment_isAsManySecondsFromTheEpoch(_ text: String, _ seconds: Int) {
        #expect(Timestamp(rawValue: text)?.secondsSinceEpoch == seconds)
        #expect(Timestamp(secondsSinceEpoch: seconds).rawValue == text)
    }

    @Test(arguments: [
        "2026-05-03T24:00:00Z", "2026-05-03T10:60:00Z", "2026-05-03T10:11:60Z", "2026-05-03 10:11:12Z",
        "2026-05-03T10:11:12",
        "2026-05-03T10:11:12+00", "2026-05-03T1a:11:12Z", "2026-02-30T10:11:12Z",
    ])
    func impossibleMoment_isNone(_ text: String) { #expect(Timestamp(rawValue: text) == nil) }

    @Test func randomMoments_readBack() {
        var random = Seeded(seed: 3)
        for _ in 0..<2000 {
            let moment = Nasty.who(&random).at
            #expect(Timestamp(rawValue: moment.rawValue) == moment)
        }
    }
}
