internal import Intake
internal import Pseudonymisation
internal import StudyArchive
internal import StudyIndex
package import StudyModel
internal import Vault

/// A participant as the service knows them.
package struct ParticipantView: Sendable {
    package var handle: Handle
    package var status: Case.Status
    package var attributes: [String: CaseValue]
    package var records: Int
    package var consent: [ConsentPurpose: ConsentState]
    package var name: String?
}

/// What became of a table of people or of consent.
package struct SheetOutcome: Sendable {
    package var added: [Handle] = []
    package var changed: [Handle] = []
    package var unchanged = 0
    package var entered = 0
    package var problems: [SheetProblem] = []
    package var operation: OperationID?
}

extension StudyService {
    // MARK: Cases

    /// The case of an id; `nil` where the study has none.
    ///
    /// - Throws: `participant.invalid` for a file that is not as the format says.
    func storedCase(_ id: CaseID) async throws(StudyError) -> Case? {
        guard let bytes = try await reader.file(id.path) else { return nil }
        do throws(PeopleTextFailure) { return try CaseText.value(from: bytes) } catch {
            let added = Provenance(by: archive.member, at: surroundings.now)
            if let value = CaseReader.value(from: bytes, added: added, nonce: surroundings.nonce()) {
                return value
            }
            throw StudyError(
                .participantInvalid, "'\(id.path)' is not as the format says: \(error.sentence)",
                hint: "Compare it with docs/reference/format.md, and mend it with an editor and 'rir adopt'.")
        }
    }

    /// Every case of the study, by id.
    func cases() async throws(StudyError) -> [Case] {
        var cases: [Case] = []
        for path in try await reader.files(below: "cases") {
            if let id = CaseID(path: path), let value = try await storedCase(id) { cases.append(value) }
        }
        return cases.sorted { $0.id < $1.id }
    }

    func newCase(_ handle: Handle, attributes: [String: CaseValue] = [:]) -> Case {
        Case(
            id: CaseID(handle), kind: .participant, attributes: attributes,
            added: Provenance(by: archive.member, at: surroundings.now), nonce: surroundings.nonce())
    }

    /// Enters somebody who has a handle and no case yet.
    func enterParticipant(_ handle: Handle) async throws(StudyError) {
        try await writing { () async throws(StudyError) in
            if try await storedCase(CaseID(handle)) != nil { return }
            _ = try await commit(.participant, [(CaseID(handle).path, CaseText.text(of: newCase(handle)))])
        }
    }

    /// Writes files of the study as one operation; for use inside `writing`.
    func commit(
        _ act: OperationSummary.Act, _ files: [(path: String, text: String)]
    ) async throws(StudyError) -> OperationID {
        let operation = ArchiveOperation(
            id: surroundings.operationID(), act: act, by: archive.member, at: surroundings.now,
            files: Dictionary(files.map { ($0.path, Optional(Array($0.text.utf8))) }) { $1 })
        _ = try await commit([operation])[0].get()
        return operation.id
    }

    // MARK: Lists

    /// The participants, by handle.
    ///
    /// - Parameter names: whether with real names, which needs the vault open.
    /// - Throws: `vault.locked`, `participant.invalid`.
    package func participants(names: Bool) async throws(StudyError) -> [ParticipantView] {
        try await refreshed()
        let ledger = try await consentLedger()
        let now = ledger.now(clock: surroundings.now)
        let table = names ? try await keyTable() : nil
        var views: [ParticipantView] = []
        for value in try await cases() where value.kind == .participant {
            guard let handle = value.handle else { continue }
            views.append(try await view(of: value, handle, ledger, now, table))
        }
        return views
    }

    func view(
        of value: Case, _ handle: Handle, _ ledger: ConsentLedger, _ now: Timestamp, _ table: KeyTable?
    ) async throws(StudyError) -> ParticipantView {
        let filter = RecordFilter(participants: [handle], limit: 1)
        return ParticipantView(
            handle: handle, status: value.status, attributes: value.attributes,
            records: try await index.records(filter).total, consent: ledger.states(of: handle, at: now),
            name: table?.entry(replacement: handle.rawValue)?.name)
    }

    /// The case behind a handle as a person types it.
    ///
    /// - Throws: `participant.not_found`.
    func participantCase(_ text: String) async throws(StudyError) -> (value: Case, handle: Handle) {
        try await refreshed()
        if let handle = Handle(rawValue: text.uppercased()) {
            if let value = try await storedCase(CaseID(handle)) { return (value, handle) }
            // Somebody may be known from records alone.
            if try await index.records(RecordFilter(participants: [handle], limit: 1)).total > 0 {
                return (newCase(handle), handle)
            }
        }
        throw StudyError(
            .participantNotFound, "The study has no participant '\(text.printable)'.",
            hint: "Run 'rir participant list' to see them.")
    }

    // MARK: Tables of people

    /// Takes in a table of people: names go to the vault, everything else to `cases/`.
    ///
    /// Nothing is written when a row has an error.
    ///
    /// - Throws: `vault.locked`, `import.unreadable`, and what saving throws.
    package func importParticipants(
        csv: [UInt8], prefix: String?, dryRun: Bool
    ) async throws(StudyError) -> SheetOutcome {
        try await refreshed()
        let rows = try SurveyIntake.rows(from: IntakeSource(path: "participants.csv", bytes: csv))
        let isOpen = await vault.isOpen
        let table = isOpen ? try await keyTable() : nil
        let sheet = ParticipantSheet.read(
            rows,
            options: .init(
                attributes: archive.description.attributes, handles: archive.description.handles,
                used: try await handlesInUse(table), prefix: prefix, today: surroundings.now.day))
        var outcome = SheetOutcome(problems: sheet.problems)
        guard sheet.errors.isEmpty else { return outcome }
        let people = try await admitted(sheet.rows, &outcome)
        let named = people.filter { !$0.details.isEmpty }
        if !named.isEmpty { try await enter(named, &outcome, dryRun: dryRun) }
        if dryRun {
            _ = try await files(of: people, &outcome)
            return outcome
        }
        let start = outcome
        return try await writing { () async throws(StudyError) -> SheetOutcome in
            var done = start
            let files = try await files(of: people, &done)
            if !files.isEmpty { done.operation = try await commit(.participant, files) }
            return done
        }
    }

    /// Rows whose attributes have known names replaced; what may be another name in them is pointed out.
    private func admitted(
        _ rows: [ParticipantSheet.Row], _ outcome: inout SheetOutcome
    ) async throws(StudyError) -> [ParticipantSheet.Row] {
        guard namePolicy != .off, rows.contains(where: { !$0.attributes.isEmpty }) else { return rows }
        guard let door = try await door() else { throw Vault.locked }
        return rows.map { row in
            var row = row
            for (name, value) in row.attributes.sorted(by: { $0.key < $1.key }) {
                let draft = RecordDraft(
                    kind: .fieldNote, title: "", details: .init([name: .text(value.words)]), body: "")
                if door.pass(draft).suspects.contains(where: \.isLikely) {
                    outcome.problems.append(
                        SheetProblem(
                            row: row.number, column: nil,
                            reason:
                                "The attribute '\(name)' may name somebody or give a number away; it was left out.",
                            isWarning: true))
                    row.attributes[name] = nil
                } else {
                    row.attributes[name] = value.mapTexts {
                        door.replacing($0, in: DraftField(name: name, role: .value)).text
                    }
                }
            }
            return row
        }
    }

    /// The cases that some rows change.
    private func files(
        of rows: [ParticipantSheet.Row], _ outcome: inout SheetOutcome
    ) async throws(StudyError) -> [(path: String, text: String)] {
        var files: [(path: String, text: String)] = []
        for row in rows {
            let old = try await storedCase(CaseID(row.handle))
            var next = old ?? newCase(row.handle)
            next.attributes.merge(row.attributes) { $1 }
            if old == nil {
                outcome.added.append(row.handle)
            } else if next != old {
                outcome.changed.append(row.handle)
                next.nonce = surroundings.nonce()
            } else {
                outcome.unchanged += 1
            }
            if next != old { files.append((CaseID(row.handle).path, CaseText.text(of: next))) }
        }
        return files
    }

    /// Puts the names of a table into the vault.
    ///
    /// A name that stands for somebody else already stays theirs, so that it is replaced all the same, and is pointed
    /// out: it may be one person twice.
    private func enter(
        _ rows: [ParticipantSheet.Row], _ outcome: inout SheetOutcome, dryRun: Bool
    ) async throws(StudyError) {
        var table = try await keyTable()
        for row in rows {
            var names: [String] = []
            for name in row.details.all {
                guard case .one(let other) = table.entry(listing: name),
                    other.replacement != row.handle.rawValue
                else {
                    names.append(name)
                    continue
                }
                outcome.problems.append(
                    SheetProblem(
                        row: row.number, column: nil,
                        reason:
                            "A name stands for \(other.replacement) already and stays so; is it one person twice?",
                        isWarning: true))
            }
            outcome.entered += names.count
            guard !names.isEmpty else { continue }
            try table.add(NewName(names: names, replacement: row.handle.rawValue, kind: .person))
        }
        if !dryRun { try await changeKeyTable { (kept) throws(StudyError) in kept = table } }
    }
}
