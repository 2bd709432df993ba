import Testing

@testable import StudyModel

/// Small values that the tests of this folder share.
enum PeopleSamples {
    static func handle(_ text: String) throws -> Handle { try #require(Handle(rawValue: text)) }

    static func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(rawValue: text)) }

    /// Noon of a day, or a whole timestamp.
    static func moment(_ text: String) throws -> Timestamp {
        try #require(Timestamp(rawValue: text.utf8.count == 10 ? text + "T12:00:00Z" : text))
    }

    static func id(_ number: Int) throws -> OperationID {
        try #require(OperationID(rawValue: "01kb2s9m4x0e7a2v9c1d3f" + number.padded(to: 4)))
    }

    static func record(_ suffix: String = "7f3k") throws -> RecordID {
        try #require(RecordID(rawValue: "2020-04-15-minutes-" + suffix))
    }

    static func recorded(_ text: String = "2026-11-22") throws -> Provenance {
        Provenance(by: try #require(MemberID(rawValue: "r1")), at: try moment(text))
    }

    /// An event of SP66, or of another.
    static func event(
        _ act: ConsentAct, _ purposes: [ConsentPurpose], _ at: String, number: Int = 1,
        of who: String = "SP66",
        form: ConsentFormReference? = nil, expires: String? = nil
    ) throws -> ConsentEvent {
        ConsentEvent(
            id: try id(number), participant: try handle(who), act: act, purposes: purposes, mode: .oral,
            at: try moment(at), recorded: try recorded(), form: form, expires: try expires.map { try day($0) }
        )
    }

    static let nonce = String(repeating: "6d", count: 32)
}
