import StudyModel
import Testing

@Suite struct DayWordsTests {
    /// A Thursday.
    private static let today = CalendarDay(rawValue: "2020-04-16")

    private static func read(_ text: String) -> String? {
        guard let today else { return nil }
        return DayWords.read(text, today: today, clock: "10:15").map { "\($0.day.rawValue) \($0.time ?? "")" }
    }

    @Test(arguments: [
        ("today", "2020-04-16 "), ("Today 14:30", "2020-04-16 14:30"), ("now", "2020-04-16 10:15"),
        ("yesterday", "2020-04-15 "), ("yesterday 3pm", "2020-04-15 15:00"),
        ("yesterday at 3 pm", "2020-04-15 15:00"),
        ("3pm yesterday", "2020-04-15 15:00"), ("yesterday, 3.15pm", "2020-04-15 15:15"),
        ("the day before yesterday", "2020-04-14 "), ("this morning", "2020-04-16 "),
        ("tonight", "2020-04-16 "),
        ("yesterday afternoon", "2020-04-15 "), ("last night", "2020-04-15 "),
        ("this morning 9:05", "2020-04-16 09:05"),
        ("monday", "2020-04-13 "), ("on Monday at noon", "2020-04-13 12:00"), ("Thursday", "2020-04-16 "),
        ("last thursday", "2020-04-09 "), ("last Tuesday", "2020-04-14 "), ("Fri", "2020-04-10 "),
        ("tues morning", "2020-04-14 "), ("two days ago", "2020-04-14 "),
        ("2 days ago 8am", "2020-04-14 08:00"),
        ("a week ago", "2020-04-09 "), ("3 weeks ago", "2020-03-26 "), ("a month ago", "2020-03-16 "),
        ("two years ago", "2018-04-16 "), ("half an hour ago", "2020-04-16 09:45"),
        ("two hours ago", "2020-04-16 08:15"),
        ("11 hours ago", "2020-04-15 23:15"), ("20 minutes ago", "2020-04-16 09:55"),
        ("60 hours ago", "2020-04-13 22:15"),
        ("15 April", "2020-04-15 "), ("17 April", "2019-04-17 "), ("16 Apr", "2020-04-16 "),
        ("April 15th", "2020-04-15 "),
        ("15th of April, 2020", "2020-04-15 "), ("Wednesday, 15 April 2020 14:00", "2020-04-15 14:00"),
        ("Apr. 15, 2020", "2020-04-15 "), ("29 February", "2020-02-29 "), ("30 Sept 19", "2019-09-30 "),
        ("15/4/2020", "2020-04-15 "), ("15.4.2020", "2020-04-15 "), ("17.03.21", "2021-03-17 "),
        ("15/4", "2020-04-15 "),
        ("4/5/2020", "2020-05-04 "), ("2020-04-15", "2020-04-15 "), ("2020/4/5", "2020-04-05 "),
        ("20200415", "2020-04-15 "),
        ("2020-04-15T14:30", "2020-04-15 14:30"), ("2020-04-15 14:30:05", "2020-04-15 14:30:05"),
        ("14:30", "2020-04-16 14:30"),
        ("at 12am", "2020-04-16 00:00"), ("12pm", "2020-04-16 12:00"), ("  YESTERDAY  ", "2020-04-15 "),
    ])
    func days_areRead(text: String, expected: String) { #expect(Self.read(text) == expected) }

    @Test(arguments: [
        "", " ", "soon", "tomorrow", "next monday", "last week", "30 February", "31/4/2020", "4/15/2020",
        "2020-13-01",
        "Monday, 15 April 2020", "yesterday 25:00", "yesterday 13pm", "yesterday midnight", "yesterday 3",
        "2020", "15", "april",
        "April 2020", "days ago", "x days ago", "99999999999 days ago", "9999999 years ago", "1.2",
        "15-4/2020",
        "today today", "yesterday 3pm 4pm", "three o'clock", "2020-04-15T", "0/0", "-5 days ago",
        "३ days ago",
    ])
    func otherText_isRefused(text: String) { #expect(Self.read(text) == nil) }

    @Test func endsOfTheCalendar_areRefused() throws {
        let first = try #require(CalendarDay(rawValue: "0001-01-01"))
        #expect(DayWords.read("yesterday", today: first) == nil)
        #expect(DayWords.read("a month ago", today: first) == nil)
        #expect(DayWords.read("two hours ago", today: first) == nil)
        let march = try #require(CalendarDay(rawValue: "2021-03-31"))
        #expect(DayWords.read("a month ago", today: march)?.day.rawValue == "2021-02-28")
        #expect(DayWords.read("29 February", today: march)?.day.rawValue == "2020-02-29")
    }

    @Test(arguments: 0..<UInt64(10)) func randomText_neverTraps(seed: UInt64) throws {
        var random = Seeded(seed: seed)
        let today = try #require(Self.today)
        let pieces = [
            "yesterday", "last", "monday", "15", "april", "2020", "ago", "days", "two", "3pm", "14:30", "/",
            ".", "-", " ", " ", " ", "at", "on",
            "9999999", "999999999999999999", "th", "é", "hours", "half", "an", "T", ":", "minutes", "months",
            ",",
        ]
        for _ in 0..<1000 {
            var text = ""
            for _ in 0..<Int.random(in: 0..<8, using: &random) {
                text += pieces.randomElement(using: &random) ?? ""
            }
            if let found = DayWords.read(text, today: today, clock: "10:15") {
                #expect(found.day <= today || text.contains { $0.isNumber })
            }
        }
    }
}
