import StudyModel

/// A date as people write it, found in a line of text.
///
/// Reads `2020-04-15` (with a time behind it), `20200415`, `15/04/2020` (the day comes first), `15 April
/// 2020`, `15th of April, 2020` and `April 15, 2020`, with English month names in full or in three letters.
struct WrittenDate: Equatable {
    var day: CalendarDay
    /// `14:00`, `14:00:00` or with an offset, `14:00:00Z`, as written.
    var time: String?
    /// Whether it is in figures that another reader could take for month and day.
    var isAmbiguous = false

    /// The first date in some bytes.
    ///
    /// `numericOnly` leaves out dates that begin with a month's name, for file names.
    static func first(in bytes: [UInt8], numericOnly: Bool = false) -> WrittenDate? {
        first(in: bytes, range: 0..<bytes.count, numericOnly: numericOnly)
    }

    static func first(in bytes: [UInt8], range: Range<Int>, numericOnly: Bool = false) -> WrittenDate? {
        var reader = DateReader(bytes: bytes, end: range.upperBound)
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            let starts = index == range.lowerBound || !Ascii.isWord(bytes[index - 1])
            if starts, Ascii.isDigit(byte), let found = reader.numeric(at: index) { return found }
            if starts, !numericOnly || reader.isNamedDateInName(at: index),
                let found = reader.named(at: index)
            {
                return found
            }
            index += 1
        }
        return nil
    }
}

/// Reads one date at one place.
private struct DateReader {
    let bytes: [UInt8]
    let end: Int

    /// `2020-04-15`, `2020/04/15`, `2020_04_15`, `20200415`, `15/04/2020`, `15.4.2020`.
    mutating func numeric(at start: Int) -> WrittenDate? {
        let first = digits(at: start, most: 9)
        switch first.count {
        case 8:
            return date(
                year: first.value / 10_000, month: first.value / 100 % 100, day: first.value % 100,
                end: first.end)
        case 4: return yearFirst(first.value, at: first.end)
        case 1, 2: return dayFirst(first.value, at: first.end)
        default: return nil
        }
    }

    private func yearFirst(_ year: Int, at index: Int) -> WrittenDate? {
        guard let separator = separator(at: index) else { return nil }
        let month = digits(at: index + 1, most: 2)
        guard month.count >= 1, self.separator(at: month.end) == separator else { return nil }
        let day = digits(at: month.end + 1, most: 3)
        guard (1...2).contains(day.count) else { return nil }
        return date(year: year, month: month.value, day: day.value, end: day.end)
    }

    private func dayFirst(_ day: Int, at index: Int) -> WrittenDate? {
        guard let separator = separator(at: index), separator != UInt8(ascii: "_") else { return nil }
        let month = digits(at: index + 1, most: 3)
        guard (1...2).contains(month.count), self.separator(at: month.end) == separator else { return nil }
        let year = digits(at: month.end + 1, most: 5)
        guard year.count == 4 else { return nil }
        var found = date(year: year.value, month: month.value, day: day, end: year.end)
        found?.isAmbiguous = day <= 12 && day != month.value
        return found
    }

    private func separator(at index: Int) -> UInt8? {
        guard index < end, [0x2D, 0x2F, 0x2E, 0x5F].contains(bytes[index]) else { return nil }
        return bytes[index]
    }

    /// Years outside 1900 to 2199 are rather numbers than dates.
    private func date(year: Int, month: Int, day: Int, end: Int) -> WrittenDate? {
        guard (1900...2199).contains(year), let day = CalendarDay(year: year, month: month, day: day) else {
            return nil
        }
        return WrittenDate(day: day, time: time(at: end))
    }

    /// `15 April 2020`, `15th of April, 2020`, `April 15, 2020`.
    mutating func named(at start: Int) -> WrittenDate? {
        if Ascii.isDigit(bytes[start]) {
            let day = digits(at: start, most: 3)
            guard (1...2).contains(day.count) else { return nil }
            var index = skipGap(from: skipWord(["st", "nd", "rd", "th"], from: day.end))
            index = skipGap(from: skipWord(["of"], from: index))
            guard let month = month(at: index) else { return nil }
            return year(after: month.end, month: month.number, day: day.value)
        }
        guard Ascii.isLetter(bytes[start]), let month = month(at: start) else { return nil }
        let day = digits(at: skipGap(from: month.end), most: 3)
        guard (1...2).contains(day.count) else { return nil }
        let index = skipWord(["st", "nd", "rd", "th"], from: day.end)
        return year(after: index, month: month.number, day: day.value)
    }

    /// In a file name only `25-November-2021`, which begins with a digit, is taken.
    func isNamedDateInName(at index: Int) -> Bool { Ascii.isDigit(bytes[index]) }

    private func year(after index: Int, month: Int, day: Int) -> WrittenDate? {
        let year = digits(at: skipGap(from: index), most: 5)
        guard year.count == 4 else { return nil }
        return date(year: year.value, month: month, day: day, end: year.end)
    }

    private func month(at start: Int) -> (number: Int, end: Int)? {
        var index = start
        while index < end, index - start < 10, Ascii.isLetter(bytes[index]) { index += 1 }
        guard index - start >= 3 else { return nil }
        let word = bytes[start..<index].map(Ascii.lowercased)
        for (number, name) in Self.months.enumerated() where name.starts(with: word) {
            guard word.count == name.count || word.count == 3 || word == Self.sept else { continue }
            if index < end, bytes[index] == UInt8(ascii: ".") { index += 1 }
            return (number + 1, index)
        }
        return nil
    }

    private static let sept = Array("sept".utf8)
    private static let months: [[UInt8]] = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december",
    ].map { Array($0.utf8) }

    private func digits(at start: Int, most: Int) -> (value: Int, count: Int, end: Int) {
        var index = start
        var value = 0
        while index < end, index - start < most, Ascii.isDigit(bytes[index]) {
            value = value * 10 + Int(bytes[index] - 0x30)
            index += 1
        }
        return (value, index - start, index)
    }

    /// Up to three spaces, commas, dashes and the like between the parts of a date.
    private func skipGap(from start: Int) -> Int {
        var index = start
        while index < end, index - start < 3, [0x20, 0x2C, 0x2D, 0x5F, 0x2E, 0x2F].contains(bytes[index]) {
            index += 1
        }
        return index
    }

    private func skipWord(_ words: [String], from start: Int) -> Int {
        for word in words where start + word.utf8.count <= end {
            let after = start + word.utf8.count
            guard bytes[start..<after].map(Ascii.lowercased).elementsEqual(word.utf8) else { continue }
            if after == end || !Ascii.isLetter(bytes[after]) { return after }
        }
        return start
    }

    /// `T14:00:00Z`, ` 14:30`, `, 14:30:05+01:00` right behind a date.
    private func time(at start: Int) -> String? {
        var index = start
        if index < end, bytes[index] == UInt8(ascii: "T") { index += 1 } else { index = skipGap(from: index) }
        guard index > start else { return nil }
        let hours = digits(at: index, most: 3)
        guard hours.count == 2, hours.value < 24, hours.end < end, bytes[hours.end] == UInt8(ascii: ":")
        else {
            return nil
        }
        let minutes = digits(at: hours.end + 1, most: 3)
        guard minutes.count == 2, minutes.value < 60 else { return nil }
        var last = minutes.end
        if last < end, bytes[last] == UInt8(ascii: ":") {
            let seconds = digits(at: last + 1, most: 3)
            guard seconds.count == 2, seconds.value < 60 else { return nil }
            last = seconds.end
        }
        let time = String(decoding: bytes[index..<last], as: UTF8.self)
        return time + (offset(at: last) ?? "")
    }

    private func offset(at start: Int) -> String? {
        guard start < end else { return nil }
        if bytes[start] == UInt8(ascii: "Z") { return "Z" }
        guard [0x2B, 0x2D].contains(bytes[start]) else { return nil }
        let hours = digits(at: start + 1, most: 3)
        guard hours.count == 2, hours.end < end, bytes[hours.end] == UInt8(ascii: ":") else { return nil }
        let minutes = digits(at: hours.end + 1, most: 3)
        guard minutes.count == 2 else { return nil }
        return String(decoding: bytes[start..<minutes.end], as: UTF8.self)
    }
}
