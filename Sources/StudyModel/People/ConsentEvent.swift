/// One dated act of a participant: what the study holds as one line of `consent/<handle>.jsonl`.
///
/// It holds no free text and no name: a reason is a record, a signed form is in the vault.
///
/// - Invariant: ``purposes`` are in the order of ``ConsentPurpose`` without repeats, ``scope`` is sorted
///   without repeats.
package struct ConsentEvent: Hashable, Sendable, Codable {
    package let id: OperationID
    package let participant: Handle
    package let act: ConsentAct
    /// Empty only where everything is withdrawn.
    package let purposes: [ConsentPurpose]
    package let mode: ConsentMode
    /// When it was given, which may be long before ``recorded``.
    package let at: Timestamp
    /// Who wrote it down, and when.
    package let recorded: Provenance
    /// Who asked, where that was another member than the one who wrote it down.
    package var takenBy: MemberID?
    /// The form that was signed or the script that was read.
    package var form: ConsentFormReference?
    /// The record of the meeting at which it was given.
    package var meeting: RecordID?
    /// The last day on which what it grants holds, in UTC; `nil` where it doesn't end by itself.
    package var expires: CalendarDay?
    /// The signed form or the recording of the words, sealed in the vault.
    package var evidence: VaultReference?
    /// The records it is limited to; `nil` where it is about everything.
    package let scope: [RecordID]?

    /// Makes an event; purposes and scope are put in order.
    package init(
        id: OperationID, participant: Handle, act: ConsentAct, purposes: some Sequence<ConsentPurpose>,
        mode: ConsentMode, at: Timestamp, recorded: Provenance, takenBy: MemberID? = nil,
        form: ConsentFormReference? = nil, meeting: RecordID? = nil, expires: CalendarDay? = nil,
        evidence: VaultReference? = nil, scope: [RecordID]? = nil
    ) {
        self.id = id
        self.participant = participant
        self.act = act
        self.purposes = Set(purposes).sorted()
        self.mode = mode
        self.at = at
        self.recorded = recorded
        self.takenBy = takenBy
        self.form = form
        self.meeting = meeting
        self.expires = expires
        self.evidence = evidence
        self.scope = scope.map { Set($0).sorted() }
    }

    /// Why there can be no such event, as a sentence for a person; `nil` where there can.
    ///
    /// A writer checks it before it writes and the reader refuses what has one.
    package var problem: String? {
        if purposes.isEmpty, act != .withdrawn { return "Consent is for at least one purpose." }
        if at > recorded.at { return "Consent can't be given later than it is written down." }
        if let expires {
            if act != .granted, act != .changed { return "Only consent that is given can end on a day." }
            if expires < at.day { return "Consent can't end before it is given." }
        }
        return scope?.isEmpty == true ? "Consent that is limited to records names at least one." : nil
    }

    /// Whether it says something about a record; without one, whether it is about everything.
    package func concerns(_ record: RecordID?) -> Bool {
        guard let scope else { return true }
        return record.map(scope.contains) ?? false
    }
}

extension ConsentEvent: Comparable {
    /// In the order in which they count: by when they were given, then by when they were written down, then
    /// by id.
    package static func < (left: ConsentEvent, right: ConsentEvent) -> Bool {
        (left.at, left.recorded.at, left.id.rawValue) < (right.at, right.recorded.at, right.id.rawValue)
    }
}

extension ConsentEvent: EventLine {
    /// Canonical JSON (RFC 8785: keys sorted, no spaces), without the line end.
    package var line: String {
        var values: [String: FieldValue] = [
            "act": .text(act.rawValue), "at": .text(at.rawValue), "id": .text(id.rawValue),
            "mode": .text(mode.rawValue), "participant": .text(participant.rawValue),
            "purposes": .list(purposes.map { .text($0.rawValue) }),
            "recorded-at": .text(recorded.at.rawValue), "recorded-by": .text(recorded.by.rawValue),
        ]
        values["evidence"] = (evidence?.rawValue).map { .text($0) }
        values["expires"] = (expires?.rawValue).map { .text($0) }
        values["form"] = (form?.name).map { .text($0) }
        values["form-version"] = (form?.version).map { .text($0) }
        values["meeting"] = (meeting?.rawValue).map { .text($0) }
        values["scope"] = scope.map { .list($0.map { .text($0.rawValue) }) }
        values["taken-by"] = (takenBy?.rawValue).map { .text($0) }
        return FieldValue.object(values).json
    }

    init(fields: Fields) throws(PeopleTextFailure) {
        let version = try fields.maybe("form-version") { $0 }
        self.init(
            id: try fields.one("id") { OperationID(rawValue: $0) },
            participant: try fields.one("participant") { Handle(rawValue: $0) },
            act: try fields.one("act") { ConsentAct(rawValue: $0) },
            purposes: try fields.texts("purposes") { ConsentPurpose(rawValue: $0) },
            mode: try fields.one("mode") { ConsentMode(rawValue: $0) },
            at: try fields.one("at") { Timestamp(rawValue: $0) },
            recorded: try fields.provenance("recorded"),
            takenBy: try fields.maybe("taken-by") { MemberID(rawValue: $0) },
            form: try fields.maybe("form") { ConsentFormReference(name: $0, version: version) },
            meeting: try fields.maybe("meeting") { RecordID(rawValue: $0) },
            expires: try fields.maybe("expires") { CalendarDay(rawValue: $0) },
            evidence: try fields.maybe("evidence") { VaultReference(rawValue: $0) },
            scope: fields.values["scope"] == nil
                ? nil : try fields.texts("scope") { RecordID(rawValue: $0) })
    }
}

/// Writes and reads the consent events of one participant as `consent/<handle>.jsonl` holds them (format.md
/// §10.2).
package enum ConsentText {
    /// Where a participant's events lie in the study: `consent/SP66.jsonl`.
    package static func path(of handle: Handle) -> String { "consent/\(handle.rawValue).jsonl" }

    /// The participant whose events lie at a study path, or `nil` for any other path.
    package static func handle(ofPath path: some StringProtocol) -> Handle? {
        guard path.hasPrefix("consent/"), path.hasSuffix(".jsonl") else { return nil }
        return Handle(rawValue: String(path.dropFirst(8).dropLast(6)))
    }

    /// The file: one event a line in the order given, which is that of writing; each line ends with LF.
    package static func bytes(of events: [ConsentEvent]) -> [UInt8] { ConsentEvent.bytes(of: events) }

    /// Reads a participant's file; the order of the lines means nothing.
    ///
    /// - Throws: ``PeopleTextFailure`` with the first line that is not canonical, is about another
    ///   participant, repeats an id, or holds an event that can't be (``ConsentEvent/problem``).
    package static func events(
        from bytes: [UInt8], of handle: Handle
    ) throws(PeopleTextFailure) -> [ConsentEvent] {
        try ConsentEvent.events(from: bytes, of: handle)
    }
}
