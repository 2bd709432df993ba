/// A day and time of day in the form of `xsd:dateTime`, kept as it was written.
///
/// Without a time zone it says nothing about when that was elsewhere; nothing is added to it.
public struct QDADateTime: Sendable, Hashable {
    /// The written form, as `2026-11-22T08:06:22Z`.
    public let text: String

    /// Takes a text that is a valid `xsd:dateTime`: years from 0001 to 9999, an optional fraction and time
    /// zone.
    ///
    /// - Returns: `nil` for any other text, among them one with a space in place of the `T`.
    public init?(_ text: String) {
        var scan = DigitScan(text)
        guard scan.day(), scan.take("T"), scan.time(), scan.zone(), scan.isAtEnd else { return nil }
        self.text = text
    }

    /// The time so many seconds after 1970-01-01T00:00:00Z, written in UTC.
    ///
    /// - Returns: `nil` outside the years 0001 to 9999.
    public init?(secondsSince1970 seconds: Int) {
        guard (-62_135_596_800..<253_402_300_800).contains(seconds) else { return nil }
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let rest = seconds - days * 86_400
        let (year, month, day) = Self.civil(days)
        text =
            Self.padded(year, 4) + "-" + Self.padded(month, 2) + "-" + Self.padded(day, 2) + "T"
            + [rest / 3600, rest / 60 % 60, rest % 60].map { Self.padded($0, 2) }.joined(separator: ":") + "Z"
    }

    /// 1970-01-01T00:00:00Z.
    public static let epoch = QDADateTime(unchecked: "1970-01-01T00:00:00Z")

    private init(unchecked text: String) { self.text = text }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// The proleptic Gregorian date of a day counted from 1970-01-01, by eras of 400 years that begin in
    /// March.
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let march = (5 * dayOfYear + 2) / 153
        let month = march < 10 ? march + 3 : march - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * march + 2) / 5 + 1)
    }
}

/// A day in the form of `xsd:date`, kept as it was written.
public struct QDADate: Sendable, Hashable {
    /// The written form, as `2026-11-22`.
    public let text: String

    /// Takes a text that is a valid `xsd:date` with a year from 0001 to 9999.
    ///
    /// - Returns: `nil` for any other text.
    public init?(_ text: String) {
        var scan = DigitScan(text)
        guard scan.day(), scan.zone(), scan.isAtEnd else { return nil }
        self.text = text
    }
}

/// A number in the form of `xsd:decimal`, kept as it was written so that no digit is lost.
public struct QDADecimal: Sendable, Hashable {
    /// The written form: digits with an optional sign and point, never an exponent.
    public let text: String

    /// Takes a text that is a valid `xsd:decimal`.
    ///
    /// - Returns: `nil` for any other text, among them one with an exponent.
    public init?(_ text: String) {
        var digits = Array(text.utf8)[...]
        if let sign = digits.first, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(sign) {
            digits.removeFirst()
        }
        let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.contains(where: { !$0.isEmpty }),
            parts.allSatisfy({ $0.allSatisfy(DigitScan.isDigit) })
        else { return nil }
        self.text = text
    }

    /// The nearest number.
    public var value: Double { Double(text) ?? .nan }
}

/// Walks through the digits of a day or a time.
private struct DigitScan {
    private var rest: ArraySlice<UInt8>

    init(_ text: String) { rest = Array(text.utf8)[...] }

    var isAtEnd: Bool { rest.isEmpty }

    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    mutating func take(_ character: Character) -> Bool {
        guard let byte = character.asciiValue, rest.first == byte else { return false }
        rest.removeFirst()
        return true
    }

    /// A number of so many digits.
    private mutating func number(_ count: Int) -> Int? {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy(Self.isDigit) else { return nil }
        rest = rest.dropFirst(count)
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    mutating func day() -> Bool {
        guard let year = number(4), year > 0, take("-"), let month = number(2), take("-"),
            let day = number(2),
            (1...12).contains(month)
        else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...lengths[month - 1]).contains(day)
    }

    mutating func time() -> Bool {
        guard let hour = number(2), take(":"), let minute = number(2), take(":"), let second = number(2)
        else {
            return false
        }
        var hasFraction = false
        if take(".") {
            let digits = rest.prefix(while: Self.isDigit)
            guard !digits.isEmpty else { return false }
            hasFraction = digits.contains { $0 != UInt8(ascii: "0") }
            rest = rest.dropFirst(digits.count)
        }
        if hour == 24 { return minute == 0 && second == 0 && !hasFraction }
        return hour < 24 && minute < 60 && second < 60
    }

    /// `Z`, an offset of at most 14 hours, or nothing.
    mutating func zone() -> Bool {
        if isAtEnd || take("Z") { return true }
        guard take("+") || take("-"), let hours = number(2), take(":"), let minutes = number(2) else {
            return false
        }
        return hours < 14 && minutes < 60 || hours == 14 && minutes == 0
    }
}
