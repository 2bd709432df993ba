/// A moment in UTC to the second, written `2026-05-03T10:11:12Z` (RFC 3339).
package struct Timestamp: Hashable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z.
    package let secondsSinceEpoch: Int

    package init(secondsSinceEpoch: Int) { self.secondsSinceEpoch = secondsSinceEpoch }

    /// The day in UTC.
    package var day: CalendarDay {
        CalendarDay(daysSinceEpoch: Self.floorDivide(secondsSinceEpoch, 86_400)) ?? Self.firstDay
    }

    /// When its day began in UTC.
    package var midnight: Timestamp { Timestamp(secondsSinceEpoch: day.daysSinceEpoch * 86_400) }

    /// The time of day in UTC, `10:11:12`.
    package var timeOfDay: String {
        let seconds = secondsSinceEpoch - Self.floorDivide(secondsSinceEpoch, 86_400) * 86_400
        let hours = (seconds / 3600).padded(to: 2)
        return "\(hours):\((seconds / 60 % 60).padded(to: 2)):\((seconds % 60).padded(to: 2))"
    }

    private static let firstDay = CalendarDay(year: 1, month: 1, day: 1).unsafelyUnwrapped

    private static func floorDivide(_ value: Int, _ divisor: Int) -> Int {
        value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
    }
}

extension Timestamp: RawRepresentable, Codable {
    package var rawValue: String { "\(day.rawValue)T\(timeOfDay)Z" }

    /// Reads exactly `YYYY-MM-DDTHH:MM:SSZ`.
    package init?(rawValue: String) {
        let bytes = Array(rawValue.utf8)
        guard bytes.count == 20, bytes[10] == UInt8(ascii: "T"), bytes[19] == UInt8(ascii: "Z"),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let day = CalendarDay(rawValue: rawValue.prefix(10)),
            let hours = Self.twoDigits(bytes[11...12]), hours < 24,
            let minutes = Self.twoDigits(bytes[14...15]), minutes < 60,
            let seconds = Self.twoDigits(bytes[17...18]), seconds < 60
        else { return nil }
        self.init(secondsSinceEpoch: day.daysSinceEpoch * 86_400 + hours * 3600 + minutes * 60 + seconds)
    }

    private static func twoDigits(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return value
    }
}

extension Timestamp: Comparable {
    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.secondsSinceEpoch < right.secondsSinceEpoch
    }
}
