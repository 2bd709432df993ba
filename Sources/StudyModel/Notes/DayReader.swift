/// Reads the words of a day; see ``DayWords``.
struct DayReader {
    let today: CalendarDay
    let clock: String?

    /// In small letters, without commas and the stops of abbreviations.
    static func words(of text: String) -> [String] {
        text.lowercased().split(whereSeparator: { $0 == " " || $0 == "," || $0 == "\t" || $0 == "\u{A0}" }).map {
            $0.hasSuffix(".") ? String($0.dropLast()) : String($0)
        }.filter { !$0.isEmpty }
    }

    // MARK: Moments

    /// `now`, `20 minutes ago`, `2020-04-15T14:30`.
    func moment(_ words: [String]) -> DayWords? {
        if words == ["now"] || words == ["just", "now"] { return clock.map { DayWords(today, $0) } }
        if words.count == 1, let mark = words[0].firstIndex(of: "t"),
            let day = CalendarDay(rawValue: words[0][..<mark]),
            let time = Self.time([String(words[0][words[0].index(after: mark)...])])
        {
            return DayWords(day, time)
        }
        guard words.last == "ago", let (count, unit) = amount(Array(words.dropLast())) else { return nil }
        let minutes: Int? =
            switch unit {
            case "minute", "min": count
            case "hour": count.multipliedReportingOverflow(by: 60).overflow ? nil : count * 60
            case "half": 30
            default: nil
            }
        guard let minutes, minutes < 10_000_000, let now = clock.flatMap(Self.minutes) else { return nil }
        let total = now - minutes
        let days = total >= 0 ? 0 : (total - 1439) / 1440
        let rest = total - days * 1440
        return today.adding(days: days).map { DayWords($0, "\((rest / 60).padded(to: 2)):\((rest % 60).padded(to: 2))") }
    }

    /// The minutes of the day in `14:30`.
    private static func minutes(_ clock: String) -> Int? {
        let parts = clock.split(separator: ":")
        guard parts.count >= 2, let hours = Int(parts[0]), let minutes = Int(parts[1]), (0..<24).contains(hours),
            (0..<60).contains(minutes)
        else { return nil }
        return hours * 60 + minutes
    }

    // MARK: Times

    /// `3pm`, `3 pm`, `3:15pm`, `3.15 pm`, `14:30`, `14:30:05`, `noon`.
    static func time(_ words: ArraySlice<String>) -> String? {
        var text = words.joined()
        if words.count == 2, let last = words.last, !["am", "pm", "a.m", "p.m"].contains(last) { return nil }
        guard (1...2).contains(words.count) else { return nil }
        if text == "noon" || text == "midday" { return "12:00" }
        text = text.replacing("a.m", with: "am").replacing("p.m", with: "pm")
        var isAfternoon: Bool?
        if text.hasSuffix("am") || text.hasSuffix("pm") {
            isAfternoon = text.hasSuffix("pm")
            text = String(text.dropLast(2))
        }
        let parts = text.split(
            omittingEmptySubsequences: false, whereSeparator: { $0 == ":" || ($0 == "." && isAfternoon != nil) })
        var numbers: [Int] = []
        for part in parts {
            guard (1...2).contains(part.utf8.count), let number = digits(part) else { return nil }
            numbers.append(number)
        }
        guard (isAfternoon == nil ? 2...3 : 1...3).contains(numbers.count), var hours = numbers.first else { return nil }
        guard parts.dropFirst().allSatisfy({ $0.utf8.count == 2 }), numbers.dropFirst().allSatisfy({ $0 < 60 }) else {
            return nil
        }
        if let isAfternoon {
            guard (1...12).contains(hours) else { return nil }
            hours = hours % 12 + (isAfternoon ? 12 : 0)
        }
        guard hours < 24 else { return nil }
        let rest = numbers.dropFirst().map { $0.padded(to: 2) }
        return ([hours.padded(to: 2)] + (rest.isEmpty ? ["00"] : rest)).joined(separator: ":")
    }

    /// A number in ASCII digits alone.
    private static func digits(_ text: some StringProtocol) -> Int? {
        text.utf8.allSatisfy(Bytes.isDigit) && text.utf8.count <= 9 ? Int(text) : nil
    }

    // MARK: Days

    func day(_ words: [String]) -> CalendarDay? {
        guard !words.isEmpty else { return nil }
        return partOfDay(words) ?? named(words) ?? ago(words) ?? weekday(words) ?? date(words)
    }

    /// `yesterday morning` and `monday afternoon`; the part of the day gives no time.
    private func partOfDay(_ words: [String]) -> CalendarDay? {
        guard words.count >= 2, let last = words.last,
            ["morning", "afternoon", "evening", "lunchtime", "night"].contains(last)
        else { return nil }
        if words.count == 2, words[0] == "this" { return today }
        return named(Array(words.dropLast())) ?? weekday(Array(words.dropLast()))
    }

    private func named(_ words: [String]) -> CalendarDay? {
        switch words {
        case ["today"], ["tonight"]: today
        case ["yesterday"], ["last", "night"]: today.adding(days: -1)
        case ["day", "before", "yesterday"], ["the", "day", "before", "yesterday"]: today.adding(days: -2)
        default: nil
        }
    }

    /// `two days ago`, `a week ago`, `3 months ago`.
    private func ago(_ words: [String]) -> CalendarDay? {
        guard words.last == "ago", let (count, unit) = amount(Array(words.dropLast())), count <= 4_000_000 else {
            return nil
        }
        return switch unit {
        case "day": today.adding(days: -count)
        case "week": today.adding(days: -count * 7)
        case "fortnight": today.adding(days: -count * 14)
        case "month": today.subtracting(months: count)
        case "year": today.subtracting(months: count * 12)
        default: nil
        }
    }

    /// `two days`, `a week`, `half an hour`: the number and the unit in the singular.
    private func amount(_ words: [String]) -> (count: Int, unit: String)? {
        if words == ["half", "an", "hour"] { return (1, "half") }
        guard words.count == 2, let count = Self.numbers[words[0]] ?? Self.digits(words[0]) else { return nil }
        let unit = words[1].hasSuffix("s") ? String(words[1].dropLast()) : words[1]
        return (count, unit)
    }

    private static let numbers = [
        "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
        "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    ]

    /// `monday`, `last tuesday`, `wed`.
    private func weekday(_ words: [String]) -> CalendarDay? {
        guard let name = words.last, let wanted = Self.weekday(name) else { return nil }
        let back = (today.weekday - wanted + 7) % 7
        switch words.dropLast() {
        case []: return today.adding(days: -back)
        case ["last"]: return today.adding(days: back == 0 ? -7 : -back)
        default: return nil
        }
    }

    private static func weekday(_ word: String) -> Int? {
        let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        guard word.utf8.count >= 3 else { return nil }
        return names.firstIndex { name in
            name == word || name.prefix(3) == word || ["tues", "weds", "thur", "thurs"].contains(word) && name.hasPrefix(word.prefix(3))
        }
    }

    // MARK: Dates

    /// A date in figures or with a month's name; a weekday before it must be the right one.
    private func date(_ words: [String]) -> CalendarDay? {
        var words = words
        var weekday: Int?
        if words.count > 1, let first = words.first, let found = Self.weekday(first) {
            weekday = found
            words.removeFirst()
        }
        guard let day = words.count == 1 ? figures(words[0]) : withMonth(words) else { return nil }
        return weekday == nil || weekday == day.weekday ? day : nil
    }

    /// `2020-04-15`, `2020/4/15`, `20200415`, `15/4/2020`, `15.4.20`, `15/4`.
    private func figures(_ word: String) -> CalendarDay? {
        if word.utf8.count == 8, let number = Self.digits(word) {
            return CalendarDay(year: number / 10_000, month: number / 100 % 100, day: number % 100)
        }
        let separators = word.filter { $0 == "-" || $0 == "/" || $0 == "." }
        guard let separator = separators.first, separators.allSatisfy({ $0 == separator }) else { return nil }
        let parts = word.split(separator: separator, omittingEmptySubsequences: false)
        let numbers = parts.compactMap(Self.digits)
        guard numbers.count == parts.count, parts.dropFirst().dropLast().allSatisfy({ $0.utf8.count <= 2 }) else {
            return nil
        }
        if numbers.count == 3, parts[0].utf8.count == 4 {
            return parts[2].utf8.count <= 2 ? CalendarDay(year: numbers[0], month: numbers[1], day: numbers[2]) : nil
        }
        guard parts[0].utf8.count <= 2 else { return nil }
        if numbers.count == 3 { return Self.year(parts[2]).flatMap { CalendarDay(year: $0, month: numbers[1], day: numbers[0]) } }
        guard numbers.count == 2, separator == "/", parts[1].utf8.count <= 2 else { return nil }
        return latest(month: numbers[1], day: numbers[0])
    }

    /// Four digits, or two of this century.
    private static func year(_ text: some StringProtocol) -> Int? {
        guard let number = digits(text) else { return nil }
        return text.utf8.count == 4 ? number : text.utf8.count == 2 ? 2000 + number : nil
    }

    /// `15 april`, `15th of april 2020`, `april 15 2020`.
    private func withMonth(_ words: [String]) -> CalendarDay? {
        let words = words.filter { $0 != "of" && $0 != "the" }
        guard (2...3).contains(words.count) else { return nil }
        let day: Int
        let month: Int
        if let found = Self.month(words[1]), let number = Self.ordinal(words[0]) {
            (day, month) = (number, found)
        } else if let found = Self.month(words[0]), let number = Self.ordinal(words[1]) {
            (day, month) = (number, found)
        } else {
            return nil
        }
        guard words.count == 3 else { return latest(month: month, day: day) }
        return Self.year(words[2]).flatMap { CalendarDay(year: $0, month: month, day: day) }
    }

    /// The last such day, today counts; 29 February goes back to a leap year.
    private func latest(month: Int, day: Int) -> CalendarDay? {
        (0...8).lazy.compactMap { CalendarDay(year: today.year - $0, month: month, day: day) }.first { $0 <= today }
    }

    private static func ordinal(_ word: String) -> Int? {
        for ending in ["st", "nd", "rd", "th"] where word.hasSuffix(ending) { return digits(word.dropLast(2)) }
        return word.utf8.count <= 2 ? digits(word) : nil
    }

    private static func month(_ word: String) -> Int? {
        let names = [
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december",
        ]
        return names.firstIndex { $0 == word || $0.prefix(3) == word || (word == "sept" && $0 == "september") }
            .map { $0 + 1 }
    }
}
