/// What one coder did in a round, and when: `rounds/<round>/<coder>.jsonl`, append only (format.md §15.2).
///
/// What they coded stands in sheets of their own, which are sealed while the round is open.
package struct RoundWork: Hashable, Sendable, Codable {
    package struct Event: Hashable, Sendable, Codable {
        package enum Act: String, Hashable, Sendable, Codable, CaseIterable {
            /// The coder looked at a record: from then on no coding means that there is nothing to code.
            case opened
            /// The coder is through with a record.
            case done
            /// The coder handed everything in.
            case submitted
            /// The lead gave it back, to be gone on with.
            case returned
        }

        package var act: Act
        package var at: Timestamp
        /// The record, of ``Act/opened`` and ``Act/done``.
        package var record: RecordID?
        /// Of ``Act/submitted``: SHA-256 over the submission's salt and its bytes, in hexadecimal; in the log too.
        package var commitment: String?

        package init(act: Act, at: Timestamp, record: RecordID? = nil, commitment: String? = nil) {
            self.act = act
            self.at = at
            self.record = record
            self.commitment = commitment
        }
    }

    package let round: RoundID
    package let coder: CoderID
    package var events: [Event]

    package init(round: RoundID, coder: CoderID, events: [Event] = []) {
        self.round = round
        self.coder = coder
        self.events = events
    }

    /// The records the coder looked at, in that order.
    package var opened: [RecordID] { events.compactMap { $0.act == .opened ? $0.record : nil } }

    package var done: Set<RecordID> { Set(events.compactMap { $0.act == .done ? $0.record : nil }) }

    /// The commitment to what was handed in; `nil` while it is not.
    package var submission: String? {
        let last = events.last { $0.act == .submitted || $0.act == .returned }
        return last?.act == .submitted ? last?.commitment : nil
    }

    package var isSubmitted: Bool { submission != nil }

    // MARK: Places

    /// Where it lies in the study.
    package var path: String { "rounds/\(round)/\(coder.rawValue).jsonl" }

    /// Where the codings of a record lie while the round is open: an age file.
    package func sealedPath(of record: RecordID) -> String { "\(folder)/\(record.rawValue).age" }

    /// Where they lie when it is closed, for good.
    package func path(of record: RecordID) -> String { "\(folder)/\(record.rawValue).jsonl" }

    /// Where the submission lies, sealed and open.
    package var sealedSubmissionPath: String { "\(folder)/submission.age" }
    package var submissionPath: String { "\(folder)/submission.json" }

    private var folder: String { "rounds/\(round)/\(coder.rawValue)" }
}

// MARK: - In its file

extension RoundWork {
    /// The whole file: canonical JSON, an event a line.
    package var bytes: [UInt8] { events.flatMap { Array($0.line.utf8) + [0x0A] } }

    /// Reads a file.
    ///
    /// - Throws: ``PeopleTextFailure`` with the first line that is not canonical.
    package init(round: RoundID, coder: CoderID, from bytes: [UInt8]) throws(PeopleTextFailure) {
        self.init(round: round, coder: coder)
        for (number, range) in zip(1..., Bytes.lines(bytes)) {
            var index = range.lowerBound
            guard case .object(let values)? = JSONValues.value(in: bytes[range], at: &index),
                index == range.upperBound
            else { throw PeopleTextFailure(line: number, reason: "The line is not JSON as the format says.") }
            let event = try Event(fields: Fields(values: values, line: number))
            guard bytes[range].elementsEqual(event.line.utf8) else {
                throw PeopleTextFailure(line: number, reason: "The line is not canonical.")
            }
            events.append(event)
        }
    }
}

extension RoundWork.Event {
    fileprivate var line: String {
        var values: [String: FieldValue] = ["act": .text(act.rawValue), "at": .text(at.rawValue)]
        values["record"] = record.map { .text($0.rawValue) }
        values["commitment"] = commitment.map { .text($0) }
        return FieldValue.object(values).json
    }

    fileprivate init(fields: Fields) throws(PeopleTextFailure) {
        self.init(
            act: try fields.one("act") { Act(rawValue: $0) },
            at: try fields.one("at") { Timestamp(rawValue: $0) },
            record: try fields.maybe("record") { RecordID(rawValue: $0) },
            commitment: try fields.maybe("commitment") { $0 })
    }
}

/// What a coder hands in: which sheets, by their digests (format.md §15.3).
package struct RoundSubmission: Hashable, Sendable {
    package let round: RoundID
    package let coder: CoderID
    /// 32 random bytes in hexadecimal.
    package let salt: String
    /// SHA-256 of each sheet's bytes, in hexadecimal, by record.
    package var sheets: [RecordID: String]

    package init(round: RoundID, coder: CoderID, salt: String, sheets: [RecordID: String]) {
        self.round = round
        self.coder = coder
        self.salt = salt
        self.sheets = sheets
    }

    /// Canonical JSON (RFC 8785) with LF.
    package var bytes: [UInt8] {
        var digests: [String: FieldValue] = [:]
        for (record, digest) in sheets { digests[record.rawValue] = .text(digest) }
        let values: [String: FieldValue] = [
            "round": .text(round.rawValue), "coder": .text(coder.rawValue), "salt": .text(salt),
            "sheets": .object(digests),
        ]
        return Array((FieldValue.object(values).json + "\n").utf8)
    }

    /// Reads canonical bytes; `nil` for any others.
    package init?(from bytes: [UInt8]) {
        var index = 0
        guard case .object(let values)? = JSONValues.value(in: bytes[...], at: &index) else { return nil }
        let fields = Fields(values: values)
        guard case .object(let digests)? = values["sheets"],
            let round = try? fields.one("round", { RoundID(rawValue: $0) }),
            let coder = try? fields.one("coder", { CoderID(rawValue: $0) }),
            let salt = try? fields.one("salt", { $0 })
        else { return nil }
        var sheets: [RecordID: String] = [:]
        for (record, digest) in digests {
            guard let record = RecordID(rawValue: record), let digest = digest.string else { return nil }
            sheets[record] = digest
        }
        self.init(round: round, coder: coder, salt: salt, sheets: sheets)
        guard self.bytes == bytes else { return nil }
    }
}

/// A coder's codings of one record as they are sealed: filled up with line feeds, so that the length of the sealed file
/// does not say how much was coded.
package enum RoundSheet {
    /// Sealed texts have a length that is a multiple of this.
    package static let block = 4096

    package static func padded(_ codings: [Coding]) -> [UInt8] {
        let bytes = CodingText.bytes(of: codings)
        let blocks = bytes.count / block + 1
        return bytes + [UInt8](repeating: 0x0A, count: blocks * block - bytes.count)
    }

    /// The bytes of ``CodingText`` that were padded.
    package static func unpadded(_ bytes: [UInt8]) -> [UInt8] {
        guard let last = bytes.lastIndex(where: { $0 != 0x0A }) else { return [] }
        return Array(bytes[...last]) + [0x0A]
    }
}
