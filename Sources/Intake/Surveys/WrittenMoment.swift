import StudyModel

/// A day in numbers as tables write it, with or without a time; which number is the month is the column's to say.
struct WrittenMoment: Equatable {
    enum Order: Equatable {
        case yearFirst
        case dayFirst
        case monthFirst
    }

    /// The first three numbers; the year is one of them.
    private var first = 0
    private var second = 0
    private var third = 0
    private var isYearFirst = false
    /// `14:30:00`, with `Z` or an offset where one is written.
    private(set) var time: String?

    /// Reads `17 Mar 2021`, `17-Mar-21` and `March 17, 2021`, as the numbers' order, which letters leave no question about.
    private static func named(_ bytes: [UInt8], _ index: inout Int) -> (year: Int, month: Int, day: Int)? {
        var day = number(bytes, &index, most: 2)?.value
        if day != nil, !separator(bytes, &index) { return nil }
        guard let month = month(bytes, &index), separator(bytes, &index) else { return nil }
        if day == nil {
            day = number(bytes, &index, most: 2)?.value
            guard separator(bytes, &index) else { return nil }
        }
        guard let day, let year = number(bytes, &index, most: 4), year.count == 4 || year.count == 2 else {
            return nil
        }
        return (year.count == 2 ? year.value + (year.value < 70 ? 2000 : 1900) : year.value, month, day)
    }

    /// One of `-`, `/`, `.`, `,` or a space, and spaces behind it.
    private static func separator(_ bytes: [UInt8], _ index: inout Int) -> Bool {
        let start = index
        if index < bytes.count, [0x2C, 0x2D, 0x2E, 0x2F].contains(bytes[index]) { index += 1 }
        while index < bytes.count, bytes[index] == 0x20 { index += 1 }
        return index > start
    }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november",
        "december",
    ]

    /// A month's English name, or its first three letters or more.
    private static func month(_ bytes: [UInt8], _ index: inout Int) -> Int? {
        let word = bytes[index...].prefix(10).prefix(while: Ascii.isLetter)
        guard word.count >= 3 else { return nil }
        let text = String(decoding: word.map(Ascii.lowercased), as: UTF8.self)
        guard let place = months.firstIndex(where: { $0.hasPrefix(text) }) else { return nil }
        index += word.count
        return place + 1
    }

    /// Reads `2021-03-17`, `17/03/2021`, `3/17/21`, `17.3.2021`, each with a time behind it: `T14:30:00Z`, ` 2:30 PM`, ` 2:30:00 pm GMT+1`.
    ///
    /// Months in English letters are read too: `17-Mar-21`.
    init?(_ bytes: [UInt8]) {
        var index = 0
        if let (year, month, day) = Self.named(bytes, &index) {
            (first, second, third, isYearFirst) = (year, month, day, true)
        } else {
            index = 0
            guard readNumbers(bytes, &index) else { return nil }
        }
        guard isYearFirst || fits(.dayFirst) || fits(.monthFirst) else { return nil }
        if isYearFirst, day(.yearFirst) == nil { return nil }
        guard index < bytes.count else { return }
        guard let time = Self.time(bytes, from: index) else { return nil }
        self.time = time
    }

    private mutating func readNumbers(_ bytes: [UInt8], _ index: inout Int) -> Bool {
        guard let first = Self.number(bytes, &index, most: 4), index < bytes.count else { return false }
        let mark = bytes[index]
        guard [UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ".")].contains(mark) else { return false }
        index += 1
        guard let second = Self.number(bytes, &index, most: 2), index < bytes.count, bytes[index] == mark
        else {
            return false
        }
        index += 1
        guard let third = Self.number(bytes, &index, most: 4) else { return false }
        (self.first, self.second, self.third) = (first.value, second.value, third.value)
        isYearFirst = first.count == 4
        guard !isYearFirst else { return third.count <= 2 }
        if third.count == 2 { self.third += third.value < 70 ? 2000 : 1900 }
        return first.count <= 2 && (third.count == 4 || third.count == 2)
    }

    var order: Order? { isYearFirst ? .yearFirst : nil }

    func fits(_ order: Order) -> Bool { day(order) != nil }

    func day(_ order: Order) -> CalendarDay? {
        switch order {
        case _ where isYearFirst: CalendarDay(year: first, month: second, day: third)
        case .yearFirst: nil
        case .dayFirst: CalendarDay(year: third, month: second, day: first)
        case .monthFirst: CalendarDay(year: third, month: first, day: second)
        }
    }

    /// As the survey keeps it: `2021-03-17` or `2021-03-17T14:30:00`.
    func text(_ order: Order) -> String? {
        day(order).map { day in time.map { "\(day.rawValue)T\($0)" } ?? day.rawValue }
    }

    private static func number(_ bytes: [UInt8], _ index: inout Int, most: Int) -> (value: Int, count: Int)? {
        var value = 0
        let start = index
        while index < bytes.count, Ascii.isDigit(bytes[index]), index - start < most {
            value = value * 10 + Int(bytes[index] & 0x0F)
            index += 1
        }
        return index > start ? (value, index - start) : nil
    }

    private static func time(_ bytes: [UInt8], from start: Int) -> String? {
        var index = start
        while index < bytes.count, bytes[index] == 0x20 || bytes[index] == UInt8(ascii: ",") { index += 1 }
        if index < bytes.count, bytes[index] == UInt8(ascii: "T"), index == start { index += 1 }
        guard index > start, var hours = number(bytes, &index, most: 2)?.value, take(":", bytes, &index),
            let minutes = number(bytes, &index, most: 2), minutes.count == 2
        else { return nil }
        var seconds = 0
        if take(":", bytes, &index) {
            guard let read = number(bytes, &index, most: 2), read.count == 2 else { return nil }
            seconds = read.value
            if take(".", bytes, &index) { _ = number(bytes, &index, most: 9) }
        }
        let rest = String(decoding: bytes[index...], as: UTF8.self).trimmed.uppercased()
        guard let zone = zone(rest, hours: &hours), hours < 24, minutes.value < 60, seconds < 60 else {
            return nil
        }
        return "\(hours.padded(to: 2)):\(minutes.value.padded(to: 2)):\(seconds.padded(to: 2))\(zone)"
    }

    private static func take(_ mark: Unicode.Scalar, _ bytes: [UInt8], _ index: inout Int) -> Bool {
        guard index < bytes.count, UInt32(bytes[index]) == mark.value else { return false }
        index += 1
        return true
    }

    /// What follows the seconds: `AM`, `PM`, `Z`, `GMT+1`, `+01:00`, or a zone's letters, which are dropped.
    private static func zone(_ text: String, hours: inout Int) -> String? {
        var rest = text[...]
        if rest.hasPrefix("AM") || rest.hasPrefix("PM") {
            guard (1...12).contains(hours) else { return nil }
            hours = hours % 12 + (rest.hasPrefix("PM") ? 12 : 0)
            rest = rest.dropFirst(2).drop { $0 == " " }
        }
        if rest == "Z" { return "Z" }
        if rest.hasPrefix("GMT") || rest.hasPrefix("UTC") { rest = rest.dropFirst(3) }
        guard let sign = rest.first, sign == "+" || sign == "-" else {
            return rest.utf8.allSatisfy(Ascii.isLetter) && rest.utf8.count <= 5 ? "" : nil
        }
        let digits = rest.dropFirst().filter { $0 != ":" }
        guard (1...4).contains(digits.utf8.count), digits.utf8.allSatisfy(Ascii.isDigit),
            let number = Int(digits)
        else { return nil }
        let (hour, minute) = digits.utf8.count <= 2 ? (number, 0) : (number / 100, number % 100)
        return hour <= 14 && minute < 60 ? "\(sign)\(hour.padded(to: 2)):\(minute.padded(to: 2))" : nil
    }
}
