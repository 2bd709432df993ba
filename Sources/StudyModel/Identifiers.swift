/// Names one record for as long as it lives: `2020-04-15-minutes-7f3k`.
///
/// The id sorts by day and says nothing about people. Its suffix is 4 to 13 characters of Crockford's base 32
/// in lower case (digits and letters without `i l o u`), drawn at random with a digit among them.
package struct RecordID: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String
    /// The day the id was made for; a later correction of the record's date does not change it.
    package let day: CalendarDay

    package static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    package init?(rawValue: String) {
        guard rawValue.utf8.count <= 48, let day = CalendarDay(rawValue: rawValue.prefix(10)) else {
            return nil
        }
        let rest = rawValue.dropFirst(10)
        guard rest.first == "-", let dash = rest.lastIndex(of: "-"), dash > rest.startIndex else {
            return nil
        }
        let kind = rest[rest.index(after: rest.startIndex)..<dash]
        let suffix = rest[rest.index(after: dash)...]
        guard RecordKind(rawValue: String(kind)) != nil, (4...13).contains(suffix.utf8.count),
            suffix.utf8.allSatisfy(Self.alphabet.contains)
        else { return nil }
        self.rawValue = rawValue
        self.day = day
    }

    /// Makes an id from its parts.
    ///
    /// - Precondition: `suffix` is 4 to 13 characters of ``alphabet``.
    package init(day: CalendarDay, kind: RecordKind, suffix: String) {
        precondition((4...13).contains(suffix.utf8.count) && suffix.utf8.allSatisfy(Self.alphabet.contains))
        rawValue = "\(day.rawValue)-\(kind.rawValue)-\(suffix)"
        self.day = day
    }

    /// The part after the last dash, which people type.
    package var suffix: Substring {
        rawValue[rawValue.index(after: rawValue.lastIndex(of: "-") ?? rawValue.startIndex)...]
    }

    /// Where the record lies in the study: `records/2020/04/15/2020-04-15-minutes-7f3k.md`.
    package var path: String {
        let parts = day.rawValue.split(separator: "-")
        return "records/\(parts[0])/\(parts[1])/\(parts[2])/\(rawValue).md"
    }

    /// The id of the record a study path belongs to, or `nil` for any other path.
    package init?(path: some StringProtocol) {
        guard path.hasPrefix("records/"), path.hasSuffix(".md"), let slash = path.lastIndex(of: "/") else {
            return nil
        }
        let name = path[path.index(after: slash)...].dropLast(3)
        guard let id = RecordID(rawValue: String(name)), id.path == path else { return nil }
        self = id
    }
}

extension RecordID: Comparable {
    package static func < (left: RecordID, right: RecordID) -> Bool { left.rawValue < right.rawValue }
}

extension RecordID: CustomStringConvertible {
    package var description: String { rawValue }
}

/// Names one operation: 26 characters, the time in milliseconds and 80 random bits in Crockford's base 32 (ULID),
/// in lower case, so ids sort in the order they were made on one device.
package struct OperationID: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    package init?(rawValue: String) {
        guard rawValue.utf8.count == 26, rawValue.utf8.allSatisfy(RecordID.alphabet.contains) else {
            return nil
        }
        self.rawValue = rawValue
    }
}

/// Names one device's log: `d-` and 8 characters of the record alphabet.
package struct DeviceID: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    package init?(rawValue: String) {
        guard rawValue.hasPrefix("d-"), rawValue.utf8.count == 10,
            rawValue.utf8.dropFirst(2).allSatisfy(RecordID.alphabet.contains)
        else { return nil }
        self.rawValue = rawValue
    }
}

/// Names a member of the research team in records and logs: `r1`.
package struct MemberID: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    package init?(rawValue: String) {
        guard (2...12).contains(rawValue.utf8.count), rawValue.utf8.first == UInt8(ascii: "r"),
            rawValue.utf8.dropFirst().allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        self.rawValue = rawValue
    }
}

/// A participant's pseudonym: one to four capitals, then one to five digits, as in `SP66`.
package struct Handle: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    package init?(rawValue: String) {
        let letters = rawValue.utf8.prefix { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
        let digits = rawValue.utf8.dropFirst(letters.count)
        guard (1...4).contains(letters.count), (1...5).contains(digits.count),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        self.rawValue = rawValue
    }
}

extension Handle: Comparable {
    package static func < (left: Handle, right: Handle) -> Bool { left.rawValue < right.rawValue }
}
