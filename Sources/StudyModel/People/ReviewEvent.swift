/// What a participant said of the data held about them: one line of `reviews/<handle>.jsonl`.
///
/// Their words are records; this says which.
package struct ReviewEvent: Hashable, Sendable, Codable {
    /// What the participant said of it all.
    package enum Verdict: String, Hashable, Sendable, Codable, CaseIterable {
        /// It is right as it is.
        case confirmed
        /// Something is to be put right: ``ReviewEvent/corrections``.
        case corrections
        /// Something is not to be held or used; what follows is a consent event or a withdrawal.
        case objection
    }

    /// Something to put right in one record.
    package struct Correction: Hashable, Sendable, Codable {
        /// Unicode scalars from 0, half open, in the body of one version of the record.
        package struct Place: Hashable, Sendable, Codable {
            /// From 1.
            package var version: Int
            package var scalars: Range<Int>

            package init(version: Int, scalars: Range<Int>) {
                self.version = version
                self.scalars = scalars
            }
        }

        /// One of ``ReviewEvent/records``.
        package var record: RecordID
        /// Where; `nil` for the record as a whole.
        package var place: Place?
        /// The record that says what is to be put right.
        package var remark: RecordID?

        package init(record: RecordID, place: Place? = nil, remark: RecordID? = nil) {
            self.record = record
            self.place = place
            self.remark = remark
        }
    }

    package let id: OperationID
    package let participant: Handle
    /// When the participant said it.
    package let at: Timestamp
    /// Who wrote it down, and when.
    package let recorded: Provenance
    /// What the participant said of it all.
    package let verdict: Verdict
    /// What was reviewed, sorted without repeats.
    package let records: [RecordID]
    /// In the order given; only with the verdict `corrections`.
    package let corrections: [Correction]

    package init(
        id: OperationID, participant: Handle, at: Timestamp, recorded: Provenance, verdict: Verdict,
        records: some Sequence<RecordID>, corrections: [Correction] = []
    ) {
        self.id = id
        self.participant = participant
        self.at = at
        self.recorded = recorded
        self.verdict = verdict
        self.records = Set(records).sorted()
        self.corrections = corrections
    }

    /// Why there can be no such event, as a sentence; `nil` where there can.
    package var problem: String? {
        if at > recorded.at { return "A review can't be later than it is written down." }
        if records.isEmpty { return "A review is about at least one record." }
        if corrections.isEmpty == (verdict == .corrections) {
            return "Corrections belong to the verdict 'corrections', which has at least one."
        }
        for correction in corrections {
            guard records.contains(correction.record) else {
                return "A correction is in a record that was not reviewed."
            }
            if correction.place == nil, correction.remark == nil {
                return "A correction names a place or the record that says what is wrong."
            }
            if let place = correction.place, place.version < 1 || place.scalars.lowerBound < 0 {
                return "A correction's place is not one."
            }
        }
        return nil
    }
}

extension ReviewEvent: Comparable {
    /// By when it was said, then by when it was written down, then by id.
    package static func < (left: ReviewEvent, right: ReviewEvent) -> Bool {
        (left.at, left.recorded.at, left.id.rawValue) < (right.at, right.recorded.at, right.id.rawValue)
    }
}

extension ReviewEvent: EventLine {
    /// Canonical JSON (RFC 8785: keys sorted, no spaces), without the line end.
    package var line: String {
        var values: [String: FieldValue] = [
            "at": .text(at.rawValue), "id": .text(id.rawValue), "participant": .text(participant.rawValue),
            "recorded-at": .text(recorded.at.rawValue), "recorded-by": .text(recorded.by.rawValue),
            "records": .list(records.map { .text($0.rawValue) }), "verdict": .text(verdict.rawValue),
        ]
        if !corrections.isEmpty { values["corrections"] = .list(corrections.map(\.field)) }
        return FieldValue.object(values).json
    }

    init(fields: Fields) throws(PeopleTextFailure) {
        self.init(
            id: try fields.one("id") { OperationID(rawValue: $0) },
            participant: try fields.one("participant") { Handle(rawValue: $0) },
            at: try fields.one("at") { Timestamp(rawValue: $0) },
            recorded: try fields.provenance("recorded"),
            verdict: try fields.one("verdict") { Verdict(rawValue: $0) },
            records: try fields.texts("records") { RecordID(rawValue: $0) },
            corrections: fields.values["corrections"] == nil
                ? [] : try fields.list("corrections") { Correction($0) })
    }
}

extension ReviewEvent.Correction {
    fileprivate var field: FieldValue {
        var values: [String: FieldValue] = ["record": .text(record.rawValue)]
        if let place {
            values["start"] = .number(place.scalars.lowerBound)
            values["end"] = .number(place.scalars.upperBound)
            values["version"] = .number(place.version)
        }
        values["remark"] = (remark?.rawValue).map { .text($0) }
        return .object(values)
    }

    fileprivate init?(_ field: FieldValue) {
        guard case .object(let values) = field, let text = values["record"]?.string,
            let record = RecordID(rawValue: text)
        else { return nil }
        self.init(record: record, remark: values["remark"]?.string.flatMap { RecordID(rawValue: $0) })
        if case .number(let start)? = values["start"], case .number(let end)? = values["end"],
            case .number(let version)? = values["version"], start <= end
        {
            place = Place(version: version, scalars: start..<end)
        }
    }
}

/// Writes and reads the reviews of one participant as `reviews/<handle>.jsonl` holds them (format.md §10.5).
package enum ReviewText {
    /// Where a participant's reviews lie in the study: `reviews/SP66.jsonl`.
    package static func path(of handle: Handle) -> String { "reviews/\(handle.rawValue).jsonl" }

    /// The participant whose reviews lie at a study path, or `nil` for any other path.
    package static func handle(ofPath path: some StringProtocol) -> Handle? {
        guard path.hasPrefix("reviews/"), path.hasSuffix(".jsonl") else { return nil }
        return Handle(rawValue: String(path.dropFirst(8).dropLast(6)))
    }

    /// The file: one review a line in the order given, which is that of writing; each line ends with LF.
    package static func bytes(of events: [ReviewEvent]) -> [UInt8] { ReviewEvent.bytes(of: events) }

    /// Reads a participant's file.
    ///
    /// - Throws: ``PeopleTextFailure`` with the first line that is not canonical, is about another
    ///   participant, repeats an id, or holds a review that can't be (``ReviewEvent/problem``).
    package static func events(
        from bytes: [UInt8], of handle: Handle
    ) throws(PeopleTextFailure) -> [ReviewEvent] {
        try ReviewEvent.events(from: bytes, of: handle)
    }
}
