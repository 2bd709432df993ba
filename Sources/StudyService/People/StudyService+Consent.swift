internal import Intake
internal import StudyArchive
internal import StudyIndex
package import StudyModel
internal import Vault

/// One act of consent as a person reports it.
package struct ConsentAsked: Sendable {
    package var participants: [Handle]?
    /// A part of a record's id.
    package var meeting: String?
    package var act: ConsentAct
    package var purposes: [ConsentPurpose]?
    package var mode: ConsentMode
    package var at: Timestamp?
    package var form: String?
    package var expires: CalendarDay?
    package var records: [String]?
    package var evidence: [UInt8]?
    /// The name of the file with it.
    package var evidenceName: String?

    package init(
        participants: [Handle]?, meeting: String?, act: ConsentAct, purposes: [ConsentPurpose]?,
        mode: ConsentMode, at: Timestamp?, form: String?, expires: CalendarDay?, records: [String]?,
        evidence: [UInt8]?, evidenceName: String? = nil
    ) {
        self.participants = participants
        self.meeting = meeting
        self.act = act
        self.purposes = purposes
        self.mode = mode
        self.at = at
        self.form = form
        self.expires = expires
        self.records = records
        self.evidence = evidence
        self.evidenceName = evidenceName
    }
}

/// A version of a form or script before it is added.
package struct NewConsentForm: Sendable {
    package var name: String
    package var version: String
    package var kind: ConsentForm.Kind
    package var purposes: [ConsentPurpose]
    package var validFrom: CalendarDay?
    package var validUntil: CalendarDay?
    package var reconsentMonths: Int?
    package var text: String

    package init(
        name: String, version: String, kind: ConsentForm.Kind, purposes: [ConsentPurpose],
        validFrom: CalendarDay?, validUntil: CalendarDay?, reconsentMonths: Int?, text: String
    ) {
        self.name = name
        self.version = version
        self.kind = kind
        self.purposes = purposes
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.reconsentMonths = reconsentMonths
        self.text = text
    }
}

extension StudyService {
    // MARK: The ledger

    /// All consent events of the study.
    ///
    /// - Throws: `consent.invalid` for a file that is not as the format says.
    func consentLedger() async throws(StudyError) -> ConsentLedger {
        var events: [ConsentEvent] = []
        for path in try await reader.files(below: "consent") {
            guard let handle = ConsentText.handle(ofPath: path) else { continue }
            events += try await consentEvents(of: handle)
        }
        return ConsentLedger(events)
    }

    func consentEvents(of handle: Handle) async throws(StudyError) -> [ConsentEvent] {
        guard let bytes = try await reader.file(ConsentText.path(of: handle)) else { return [] }
        do throws(PeopleTextFailure) { return try ConsentText.events(from: bytes, of: handle) } catch {
            throw StudyError(
                .consentInvalid,
                "'\(ConsentText.path(of: handle))' is not as the format says: \(error.sentence)",
                hint: "The file is only ever added to: 'git log -p' on it shows what changed it.")
        }
    }

    /// Writes consent events down.
    private func write(_ events: [ConsentEvent]) async throws(StudyError) -> OperationID {
        try Self.requireSound(events)
        let operation = surroundings.operationID()
        let (now, member) = (surroundings.now, archive.member)
        try await writing { () async throws(StudyError) in
            var files: [String: [UInt8]?] = [:]
            for (handle, new) in Dictionary(grouping: events, by: \.participant) {
                let path = ConsentText.path(of: handle)
                let old = try await reader.file(path) ?? []
                files.updateValue(old + ConsentText.bytes(of: new), forKey: path)
                if try await storedCase(CaseID(handle)) == nil {
                    let text = CaseText.text(of: newCase(handle))
                    files.updateValue(Array(text.utf8), forKey: CaseID(handle).path)
                }
            }
            let write = ArchiveOperation(id: operation, act: .consent, by: member, at: now, files: files)
            _ = try await commit([write])[0].get()
        }
        return operation
    }

    // MARK: Recording

    /// Records one act of consent of one or more participants.
    ///
    /// - Throws: `consent.invalid`, `consent.form_unknown`, `record.not_found`; nothing is recorded then.
    package func recordConsent(
        _ asked: ConsentAsked
    ) async throws(StudyError) -> (events: [ConsentEvent], operation: OperationID) {
        try await refreshed()
        let meeting = try await meeting(asked.meeting)
        let judge = try await consentJudge()
        let present = meeting.map { judge.presence(RecordPresence($0)).people } ?? []
        let people = asked.participants ?? present
        guard !people.isEmpty else {
            throw StudyError(
                .consentInvalid, "Nobody is named.",
                hint: asked.meeting == nil
                    ? "Name a handle, or a meeting with --meeting."
                    : "The meeting's record names no participant: add them with 'rir edit --participant'.")
        }
        var scope: [RecordID]?
        if let parts = asked.records {
            var ids: [RecordID] = []
            for part in parts { ids.append(try await resolve(part)) }
            scope = ids
        }
        let form = try await formReference(asked.form, at: asked.at)
        let now = surroundings.now
        let at = asked.at ?? meeting.map { min(RecordPresence($0).began.firstMoment($0), now) } ?? now
        let evidence =
            asked.evidence == nil ? nil : VaultReference(rawValue: surroundings.operationID().rawValue)
        let events = people.map { handle in
            ConsentEvent(
                id: surroundings.operationID(), participant: handle, act: asked.act,
                purposes: asked.purposes ?? [], mode: asked.mode, at: at,
                recorded: Provenance(by: archive.member, at: now), form: form, meeting: meeting?.id,
                expires: asked.expires, evidence: evidence, scope: scope)
        }
        try Self.requireSound(events)
        if let evidence, let bytes = asked.evidence {
            try await keep(evidence: bytes, named: asked.evidenceName, as: evidence, of: people)
        }
        return (events, try await write(events))
    }

    /// - Throws: `consent.invalid`.
    private static func requireSound(_ events: [ConsentEvent]) throws(StudyError) {
        for event in events {
            if let problem = event.problem {
                throw StudyError(.consentInvalid, problem, hint: "Nothing was recorded; say it again.")
            }
        }
    }

    private func meeting(_ part: String?) async throws(StudyError) -> Record? {
        guard let part else { return nil }
        return try await stored(try await resolve(part), version: nil).record
    }

    /// Seals what shows a consent, for each participant with their own key.
    private func keep(
        evidence: [UInt8], named name: String?, as reference: VaultReference, of people: [Handle]
    ) async throws(StudyError) {
        var batch = VaultBatch()
        for handle in people {
            let sealed = SealedOriginal(
                name: name ?? "evidence", records: [], salt: surroundings.nonce(), bytes: evidence)
            batch.files.append(
                (SealedName(.evidence, reference.rawValue, .participant(handle)), try sealed.sealed()))
        }
        try await keep(batch)
    }

    /// Takes in a table of consent; nothing is written when a row has an error.
    package func importConsent(
        csv: [UInt8], mode: ConsentMode?, form: String?, dryRun: Bool
    ) async throws(StudyError) -> SheetOutcome {
        try await refreshed()
        let rows = try SurveyIntake.rows(from: IntakeSource(path: "consent.csv", bytes: csv))
        let now = surroundings.now
        let sheet = ConsentSheet.read(
            rows,
            options: .init(
                today: now.day, mode: mode, form: try await formReference(form, at: nil),
                known: try await knownPeople(), forms: Set(try await consentForms().map(\.name))))
        var outcome = SheetOutcome(problems: sheet.problems)
        guard sheet.errors.isEmpty else { return outcome }
        var events: [ConsentEvent] = []
        let recorded = Provenance(by: archive.member, at: now)
        for (handle, rows) in Dictionary(grouping: sheet.rows, by: \.draft.participant) {
            var known = Set(try await consentEvents(of: handle).map { ConsentSignature($0) })
            for row in rows.sorted(by: { $0.number < $1.number }) {
                let event = row.draft.event(id: surroundings.operationID(), recorded: recorded)
                if known.insert(ConsentSignature(event)).inserted {
                    events.append(event)
                } else {
                    outcome.unchanged += 1
                }
            }
        }
        outcome.entered = events.count
        outcome.added = Set(events.map(\.participant)).sorted()
        if !dryRun, !events.isEmpty { outcome.operation = try await write(events) }
        return outcome
    }

    /// The participants there are; `nil` in a study that has none yet, where every handle is new.
    private func knownPeople() async throws(StudyError) -> Set<Handle>? {
        let known = Set(try await cases().compactMap(\.handle)).union(try await index.handles())
        return known.isEmpty ? nil : known
    }

    // MARK: Forms

    /// The forms and scripts, by name and version.
    package func consentForms() async throws(StudyError) -> [ConsentForm] {
        try await refreshed()
        var forms: [ConsentForm] = []
        for path in try await reader.files(below: "consent/forms") where path.hasSuffix(".yaml") {
            guard let bytes = try await reader.file(path) else { continue }
            do throws(PeopleTextFailure) { forms.append(try ConsentFormText.form(from: bytes)) } catch {
                throw StudyError(
                    .consentInvalid, "'\(path)' is not as the format says: \(error.sentence)",
                    hint: "Compare it with docs/reference/format.md.")
            }
        }
        return forms
    }

    /// Adds a version of a form or script; a version never changes afterwards.
    ///
    /// - Throws: `consent.invalid` for a version there is already, or a name that is none.
    package func addConsentForm(
        _ new: NewConsentForm
    ) async throws(StudyError) -> (form: ConsentForm, operation: OperationID) {
        let text = try await replacingKnownNames(new.text.asBody)
        let now = surroundings.now
        let form = ConsentForm(
            name: new.name, version: new.version, kind: new.kind, purposes: new.purposes,
            digest: Digest.hex(Array(text.utf8)), validFrom: new.validFrom ?? now.day,
            validUntil: new.validUntil, reconsentMonths: new.reconsentMonths,
            added: Provenance(by: archive.member, at: now))
        if let problem = form.problem { throw StudyError(.consentInvalid, problem) }
        let operation = try await writing { () async throws(StudyError) -> OperationID in
            guard try await reader.file(form.path) == nil else {
                throw StudyError(
                    .consentInvalid, "Version \(form.version) of that form is in the study already.",
                    hint: "Give the changed text a new version.")
            }
            return try await commit(
                .consent, [(form.path, ConsentFormText.text(of: form)), (form.textPath, text)])
        }
        return (form, operation)
    }

    /// The form a person names: `sheet@2.1`, or its newest version.
    private func formReference(
        _ text: String?, at moment: Timestamp?
    ) async throws(StudyError) -> ConsentFormReference? {
        guard let text else { return nil }
        let parts = text.split(separator: "@", maxSplits: 1).map(String.init)
        let day = (moment ?? surroundings.now).day
        let forms = try await consentForms().filter { $0.name == parts.first }
        let found =
            parts.count == 2
            ? forms.first { $0.version == parts[1] }
            : forms.filter { $0.validFrom <= day }.max { $0.validFrom < $1.validFrom } ?? forms.last
        guard let found, let reference = ConsentFormReference(name: found.name, version: found.version) else {
            throw StudyError(
                .consentFormUnknown, "The study has no form '\(text.printable)'.",
                hint: "Run 'rir consent form list', or add it with 'rir consent form add'.")
        }
        return reference
    }

    // MARK: Judging

    /// What uses of records are judged by.
    func consentJudge() async throws(StudyError) -> ConsentJudge {
        var others: Set<Handle> = []
        for value in try await cases() where value.kind != .participant {
            if let handle = value.handle { others.insert(handle) }
        }
        return ConsentJudge(
            gate: ConsentGate(ledger: try await consentLedger(), policy: archive.description.consent),
            team: archive.description.team, others: others, clock: surroundings.now)
    }

    /// Whether records may be used for something, by what is known now.
    package func consentVerdict(
        _ use: ConsentUse, of parts: [String]
    ) async throws(StudyError) -> ConsentVerdict {
        try await refreshed()
        let judge = try await consentJudge()
        var refused: [ConsentGap] = []
        var flagged: [ConsentGap] = []
        for part in parts {
            let record = try await stored(try await resolve(part), version: nil).record
            switch judge.verdict(use, of: RecordPresence(record)) {
            case .allowed: break
            case .flagged(let gaps): flagged += gaps
            case .refused(let gaps): refused += gaps
            }
        }
        if !refused.isEmpty { return .refused(refused + flagged) }
        return flagged.isEmpty ? .allowed : .flagged(flagged)
    }

    /// Who is to be asked, and which records have people who had not agreed.
    package func consentDue(
        _ handles: [Handle], days: Int
    ) async throws(StudyError) -> (due: [ConsentDue], gaps: [ConsentGap]) {
        try await refreshed()
        let judge = try await consentJudge()
        let all = try await cases().compactMap {
            $0.status == .active && $0.kind == .participant ? $0.handle : nil
        }
        let asked = handles.isEmpty ? all : handles
        let due = judge.gate.ledger.due(
            on: surroundings.now.day, within: days, purposes: [.collect], of: asked,
            forms: try await consentForms())
        return (
            due, try await consentGaps(judge).filter { handles.isEmpty || handles.contains($0.participant) }
        )
    }

    /// What is missing for the records that are in the study.
    func consentGaps(_ judge: ConsentJudge) async throws(StudyError) -> [ConsentGap] {
        guard judge.gate.policy != .off else { return [] }
        let presences = try await index.attendance().map { judge.presence(RecordPresence($0)) }
        return judge.gate.withoutConsent(among: presences, now: judge.now).flatMap(\.gaps)
    }
}

/// What makes two reports of consent the same.
private struct ConsentSignature: Hashable {
    var act: ConsentAct
    var purposes: [ConsentPurpose]
    var at: Timestamp
    var mode: ConsentMode
    var scope: [RecordID]?

    init(_ event: ConsentEvent) {
        act = event.act
        purposes = event.purposes
        at = event.at
        mode = event.mode
        scope = event.scope
    }
}

extension RecordPresence {
    /// The presence that a row of the index tells of.
    fileprivate init(_ summary: RecordSummary) {
        self.init(
            record: summary.id, people: summary.participants,
            began: Self.moment(day: summary.date, time: summary.time),
            isSurveyAnswer: summary.kind == .surveyResponse)
    }
}

extension Timestamp {
    /// Consent before a meeting is given as it begins: the first moment of its day where its time is not known.
    fileprivate func firstMoment(_ record: Record) -> Timestamp {
        record.time == nil ? Timestamp(secondsSinceEpoch: secondsSinceEpoch - 86_399) : self
    }
}
