internal import CodingLogic
internal import Pseudonymisation
internal import REFIQDA
internal import StudyArchive
internal import StudyIndex
package import StudyModel
internal import Vault

/// What a person says of a project that is brought in.
package struct ProjectImportOptions: Sendable {
    /// How positions are counted, as `utf16` or `codepoint-crlf1`; worked out without it.
    package var offsets: String?
    /// What the texts are; worked out without it.
    package var kind: RecordKind?
    /// Whether to say only what would become of it.
    package var dryRun = false
    /// Whether a person says that what may look like a name in it is none.
    package var cleared = false

    package init() {}
}

extension StudyService {
    /// Brings in a coded project of another program: its texts as records, its codes, codings, coders and cases, all as
    /// one operation.
    ///
    /// The same file again makes nothing; a later state of it adds what is new, to the texts as they stand here.
    ///
    /// - Throws: `import.unsupported`, `import.unreadable`; `vault.locked`, `names.suspected`; `code.invalid` for codes
    ///   that can't be. Nothing is changed then.
    package func importProject(
        _ file: ImportFile, _ options: ProjectImportOptions
    ) async throws(StudyError) -> ProjectReport {
        let reading = try options.offsets.map { word throws(StudyError) in try QDAOffsetReading(word: word) }
        let opened = try await Self.open(file, reading)
        let texts = ProjectTexts(opened.project)
        try await refreshed()
        let report = try await writing { () async throws(StudyError) -> ProjectReport in
            var plan = try await plan(opened, texts, options)
            plan.0.finish()
            try plan.0.door.requireNoSuspects(cleared: options.cleared, hasNews: !plan.0.report.isEmpty)
            guard !options.dryRun, !plan.0.files.isEmpty || !plan.0.records.isEmpty else {
                return plan.0.report
            }
            return try await write(plan.0, table: plan.table, file)
        }
        if let operation = report.operation {
            announce(
                ImportSummary(operation: operation, created: report.records.made, held: report.records.held))
        }
        return report
    }

    @concurrent
    private static func open(
        _ file: ImportFile, _ offsets: QDAOffsetReading?
    ) async throws(StudyError) -> OpenedProject { try OpenedProject(file, offsets: offsets) }

    // MARK: Working it out

    private func plan(
        _ opened: OpenedProject, _ texts: ProjectTexts, _ options: ProjectImportOptions
    ) async throws(StudyError) -> (ProjectPlan, table: KeyTable?) {
        let state = try await projectState()
        let nonce = surroundings.nonce
        var cases = ProjectCases(opened.project, state, newNonce: nonce)
        var door = try await projectDoor(cases.table, cases.usedHandles)
        cases.set { door.text($0) }
        let codes = try ProjectCodes(
            opened.project, into: editor(of: state.codebook, at: state.now), door: &door,
            newID: surroundings.codeID)
        let codings = ProjectCodings(
            opened.project, codes, at: state.now,
            newID: surroundings.codingID)
        var plan = ProjectPlan(
            opened, dryRun: options.dryRun, door: door, codings: codings,
            coders: ProjectCoders(opened.project, state, newNonce: nonce), losses: texts.losses,
            judge: state.judge, onlyOf: state.isLead ? nil : state.member)
        plan.add(codes, before: state.codebook)
        plan.add(cases)
        try await add(texts.texts, to: &plan, state, cases, options)
        return (plan, cases.table)
    }

    /// Sorts the texts into those the study holds, new ones, and those that must stay out.
    private func add(
        _ texts: [ProjectText], to plan: inout ProjectPlan, _ state: ProjectState, _ cases: ProjectCases,
        _ options: ProjectImportOptions
    ) async throws(StudyError) {
        let known = try await heldRecords(Set(texts.map(\.guid)))
        var ids: Set<RecordID> = []
        for text in texts {
            if let id = known[text.guid] {
                plan.add(text, to: try await heldRecord(id))
                continue
            }
            if cases.hasWithdrawn(from: text.source) || cases.hasWithdrawn(from: text.guid) {
                plan.leaveOut(text, "source of somebody who has withdrawn")
                continue
            }
            var participants = cases.participants[text.guid, default: []]
            for handle in cases.participants[text.source, default: []] where !participants.contains(handle) {
                participants.append(handle)
            }
            let draft = await ProjectRecords.draft(of: text, kind: options.kind, participants: participants)
            let passed = plan.pass(draft)
            var record = newRecord(passed.draft, at: state.now)
            if state.judge.refusal(of: record) != nil {
                plan.leaveOut(text, "interview whose participants have not agreed to a recording")
                continue
            }
            let origin = ContentDigest.of(newRecord(draft, at: state.now))
            if let id = try await sameContent(record, origin) {
                plan.add(text, to: try await heldRecord(id))
                continue
            }
            while try await isTaken(record.id, or: ids) { record = record.renamed() }
            ids.insert(record.id)
            let witness = passed.replaced.isEmpty ? nil : Witness(replaced: passed.replaced, digest: origin)
            plan.add(.init(text: text, record: record, passed: passed.draft.body, witness: witness))
        }
    }

    private func isTaken(_ id: RecordID, or others: Set<RecordID>) async throws(StudyError) -> Bool {
        if others.contains(id) { return true }
        return try await index.isRemoved(id) != nil
    }

    /// The record that holds the same source already, unless it came from a project itself.
    private func sameContent(_ record: Record, _ origin: String) async throws(StudyError) -> RecordID? {
        let digest = ContentDigest.of(record)
        let candidate = ImportCandidate(
            path: "", record: record, digest: digest, sourceDigest: origin, remarks: [], guesses: [],
            memos: [])
        let held = try await held([candidate])
        guard let id = (held[origin] ?? held[digest])?.id else { return nil }
        let isForeign = try await reader.record(id).record.details.text(ExchangeGUID.guidKey) != nil
        return isForeign ? nil : id
    }

    // MARK: Writing it

    private func write(
        _ plan: ProjectPlan, table: KeyTable?, _ file: ImportFile
    ) async throws(StudyError) -> ProjectReport {
        var operation = ArchiveOperation(
            id: surroundings.operationID(), act: .import, by: archive.member, at: surroundings.now,
            records: plan.records.map { .init(id: $0.id, version: 1, change: .created, record: $0) },
            files: plan.files)
        if let table {
            // Names first: what stands behind a handle must be there before the handle is.
            try await changeKeyTable { (kept) throws(StudyError) in kept = table }
            let original = SealedOriginal(
                name: file.path, records: plan.touched, salt: surroundings.nonce(), bytes: file.bytes)
            var batch = VaultBatch()
            try batch.add(original, id: sealedID(operation.id), at: surroundings.now, isLogged: true)
            try await keep(batch)
            operation.originals = [original.commitment] + (try await seal(plan.witnesses, in: operation.id))
        }
        _ = try await commit([operation])[0].get()
        var report = plan.report
        report.operation = operation.id
        return report
    }
}
