/// One version of one source document: what the study holds as `records/YYYY/MM/DD/<id>.md`.
///
/// - Invariant: ``id`` never changes between versions, and the path is derived from it alone.
package struct Record: Hashable, Sendable {
    package let id: RecordID
    package var kind: RecordKind
    /// Counts from 1; every saved change adds one.
    package var version: Int
    /// The day the source belongs to, which is not always the day it was captured.
    package var day: CalendarDay
    /// The time of day as the source gives it, `14:30` or `14:30:05`, with an offset where it has one.
    package var time: String?
    package var title: String
    /// Handles of the participants, in the order the source names them, without repeats.
    package var participants: [Handle]
    /// What only some kinds have (an e-mail's subject line, a transcript's speakers), sorted by key.
    package var details: RecordDetails
    package var captured: Provenance
    package var saved: Provenance
    /// 32 fresh random bytes in lower-case hexadecimal, new for every version, so that the SHA-256 of the file
    /// commits to the text without letting anybody guess it (AUDIT §4.1).
    package var nonce: String
    /// UTF-8 with LF line ends, no byte order mark, otherwise exactly as given; ends with LF unless it is empty.
    package var body: String

    package init(
        id: RecordID, kind: RecordKind, version: Int, day: CalendarDay, time: String?, title: String,
        participants: [Handle], details: RecordDetails, captured: Provenance, saved: Provenance,
        nonce: String,
        body: String
    ) {
        self.id = id
        self.kind = kind
        self.version = version
        self.day = day
        self.time = time
        self.title = title
        self.participants = participants
        self.details = details
        self.captured = captured
        self.saved = saved
        self.nonce = nonce
        self.body = body
    }

    /// The largest body a record may have, in bytes of UTF-8: 16 MiB.
    package static let largestBody = 16 * 1024 * 1024
}

/// Who did something, and when.
package struct Provenance: Hashable, Sendable, Codable {
    package var by: MemberID
    package var at: Timestamp

    package init(by: MemberID, at: Timestamp) {
        self.by = by
        self.at = at
    }
}

/// Named values of a record beyond the common ones, sorted by key.
///
/// A key is `[a-z][a-z0-9-]{0,31}`. Keys the product knows are listed in `docs/reference/format.md`; others are kept as
/// they are.
package struct RecordDetails: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
        case text(String)
        case number(Int)
        case list([String])
    }

    package private(set) var values: [String: Value] = [:]

    package init(_ values: [String: Value] = [:]) { self.values = values }

    package subscript(key: String) -> Value? {
        get { values[key] }
        set { values[key] = newValue }
    }

    /// The pairs sorted by key.
    package var sorted: [(key: String, value: Value)] {
        values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    package static func isKey(_ key: some StringProtocol) -> Bool {
        guard let first = key.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else {
            return false
        }
        return key.utf8.count <= 32
            && key.utf8.allSatisfy {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "-")
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            }
    }
}

extension RecordDetails.Value: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int.self) {
            self = .number(number)
        } else if let list = try? container.decode([String].self) {
            self = .list(list)
        } else {
            self = .text(try container.decode(String.self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .number(let number): try container.encode(number)
        case .list(let list): try container.encode(list)
        }
    }
}

extension RecordDetails: Codable {
    package init(from decoder: any Decoder) throws {
        self.init(try [String: Value](from: decoder))
    }

    package func encode(to encoder: any Encoder) throws { try values.encode(to: encoder) }
}

extension RecordDetails {
    /// A detail that is one text.
    package func text(_ key: String) -> String? {
        if case .text(let text) = self[key] { return text }
        return nil
    }

    /// A detail that is a list, or one text as a list of one; empty where there is none.
    package func list(_ key: String) -> [String] {
        switch self[key] {
        case .list(let items): items
        case .text(let text): [text]
        case .number, nil: []
        }
    }
}
