/// Dates in figures and with the names of months.
extension DayReader {
    /// A date in figures or with a month's name; a weekday before it must be the right one.
    func date(_ words: [String]) -> CalendarDay? {
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
        guard numbers.count == parts.count, parts.dropFirst().dropLast().allSatisfy({ $0.utf8.count <= 2 })
        else {
            return nil
        }
        if numbers.count == 3, parts[0].utf8.count == 4 {
            return parts[2].utf8.count <= 2
                ? CalendarDay(year: numbers[0], month: numbers[1], day: numbers[2]) : nil
        }
        guard parts[0].utf8.count <= 2 else { return nil }
        if numbers.count == 3 {
            return Self.year(parts[2]).flatMap { CalendarDay(year: $0, month: numbers[1], day: numbers[0]) }
        }
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
        (0...8).lazy.compactMap { CalendarDay(year: today.year - $0, month: month, day: day) }.first {
            $0 <= today
        }
    }

    private static func ordinal(_ word: String) -> Int? {
        for ending in ["st", "nd", "rd", "th"] where word.hasSuffix(ending) {
            return digits(word.dropLast(2))
        }
        return word.utf8.count <= 2 ? digits(word) : nil
    }

    private static func month(_ word: String) -> Int? {
        let names = [
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december",
        ]
        return names.firstIndex {
            $0 == word || $0.prefix(3) == word || (word == "sept" && $0 == "september")
        }
        .map { $0 + 1 }
    }
}
