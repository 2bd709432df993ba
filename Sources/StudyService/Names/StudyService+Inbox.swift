internal import Pseudonymisation
internal import StudyArchive
internal import StudyIndex
package import StudyModel
internal import Vault

/// One waiting source with its words, for the person who decides.
package struct WaitingText: Sendable {
    package var source: WaitingSource
    /// In reading order: which text, and what it reads like with known names replaced.
    package var texts: [(field: String, text: String)]
    package var suspects: [WaitingSuspect]
    package var replaced: Int
    /// Free handles and labels.
    package var free: [String]
}

/// What a clearing took in.
package struct Clearing: Sendable {
    package var records: [RecordSummary] = []
    package var operations: [OperationID] = []
    package var waiting = 0
}

extension StudyService {
    // MARK: Into the inbox

    /// Gives a source an id and what a person needs to know of it later.
    func held(_ draft: RecordDraft, cause: WaitingSource.Cause) -> HeldSource {
        let day = draft.day ?? surroundings.now.day
        return HeldSource(
            id: RecordID(day: day, kind: draft.kind, suffix: surroundings.characters(6)),
            received: Provenance(by: archive.member, at: surroundings.now), cause: cause)
    }

    /// Seals sources into the inbox; on return they survive a power cut.
    func keep(_ sources: [HeldSource]) async throws(StudyError) {
        var batch = VaultBatch()
        for source in sources {
            batch.files.append((Self.inboxName(source.id), try SealedJSON.bytes(of: source)))
            batch.notes.append((.inbox, source.id.rawValue, try SealedJSON.bytes(of: source.note)))
        }
        try await keep(batch)
        for source in sources {
            if let digest = source.digest, known.held != nil { known.held?[digest] = source.id }
        }
    }

    /// How a list shows a source.
    func note(of source: HeldSource, _ passage: Door.Passage?) -> WaitingSource {
        var note = source.note
        note.suspects = passage?.suspects.count
        note.title = passage?.draft.title
        return note
    }

    private static func inboxName(_ id: RecordID) -> SealedName { SealedName(.inbox, id.rawValue, .study) }

    // MARK: Looking

    /// What waits, the longest waiting first.
    package func inbox() async throws(StudyError) -> [WaitingSource] {
        guard vault.exists else { return [] }
        var waiting: [WaitingSource] = []
        let isOpen = await vault.isOpen
        for id in inboxIDs() {
            if isOpen {
                let source = try await heldSource(id)
                waiting.append(note(of: source, try await passage(of: source)))
            } else {
                waiting.append(noteBesides(id))
            }
        }
        return waiting.sorted {
            ($0.received.secondsSinceEpoch, $0.id) < ($1.received.secondsSinceEpoch, $1.id)
        }
    }

    /// One waiting source with its words.
    ///
    /// - Throws: `inbox.not_found`, `record.ambiguous`, `vault.locked`.
    package func waiting(_ part: String) async throws(StudyError) -> WaitingText {
        let source = try await heldSource(try resolveWaiting(part))
        return try await shown(source)
    }

    private func shown(_ source: HeldSource) async throws(StudyError) -> WaitingText {
        let passage = try await passage(of: source)
        var texts: [(field: String, text: String)] = []
        var copy = passage.draft
        copy.rewrite { field, text in
            if field.role != .link { texts.append((field.name, text)) }
            return text
        }
        return WaitingText(
            source: note(of: source, passage), texts: texts, suspects: passage.suspects,
            replaced: passage.replaced.count, free: try await freeLabels())
    }

    /// The sealed sources; the notes beside them are a convenience.
    func inboxIDs() -> [RecordID] {
        vault.names(on: .inbox).compactMap { RecordID(rawValue: $0.id) }
    }

    /// What may be known of a source while the vault is locked.
    private func noteBesides(_ id: RecordID) -> WaitingSource {
        if let bytes = vault.note(.inbox, id.rawValue),
            let note: WaitingSource = try? SealedJSON.value(of: bytes)
        {
            return note
        }
        let day = Timestamp(secondsSinceEpoch: id.day.daysSinceEpoch * 86_400)
        return WaitingSource(
            id: id, source: .capture, cause: .locked, received: day, records: 1, suspects: nil, title: nil)
    }

    private func resolveWaiting(_ part: String) throws(StudyError) -> RecordID {
        let all = inboxIDs()
        let found = all.filter { $0.rawValue == part }
        let likely = found.isEmpty ? all.filter { $0.rawValue.contains(part) } : found
        guard let first = likely.first else {
            throw StudyError(
                .inboxNotFound, "Nothing called '\(part.printable)' waits in the inbox.",
                hint: "Run 'rir inbox' to see what waits.")
        }
        guard likely.count == 1 else {
            throw StudyError(
                .recordAmbiguous, "'\(part.printable)' could mean several waiting sources.",
                hint: "Type more of the id: run 'rir inbox' to see them.")
        }
        return first
    }

    func heldSource(_ id: RecordID) async throws(StudyError) -> HeldSource {
        try SealedJSON.value(of: try await vault.read(Self.inboxName(id)))
    }

    /// What a source reads like with the key table as it is now.
    private func passage(of source: HeldSource) async throws(StudyError) -> Door.Passage {
        guard let door = try await door() else { throw Vault.locked }
        let draft = try await draft(of: source)
        return await Self.pass(draft, by: door, settled: Set(source.settled))
    }

    @concurrent
    private static func pass(
        _ draft: RecordDraft, by door: Door, settled: Set<String>
    ) async -> Door.Passage { door.pass(draft, settled: settled) }

    /// The texts of a source as a draft, whatever was wished.
    private func draft(of source: HeldSource) async throws(StudyError) -> RecordDraft {
        if let edit = source.edit { return edit.changes.draft(of: edit.record, reason: edit.reason) }
        if let survey = source.survey { return try await draft(of: survey) }
        if let draft = source.draft { return draft }
        throw StudyError(
            .vaultDamaged, "\(source.id) in the inbox holds nothing.", hint: "Run 'rir vault check'.")
    }

    // MARK: Deciding

    /// Takes in what a person decides about the suspects of a source.
    ///
    /// Names go to the key table, all or none, and are replaced in everything that waits.
    ///
    /// - Returns: what is left of it.
    /// - Throws: `inbox.not_found`, `vault.locked`, `names.invalid` for a handle that is none, `names.conflict` for
    ///   a name that stands for somebody else.
    package func decide(
        _ part: String, _ decisions: [SuspectDecision]
    ) async throws(StudyError) -> WaitingText {
        var source = try await heldSource(try resolveWaiting(part))
        var table = try await keyTable()
        var names: [NewName] = []
        for var decision in decisions {
            switch decision.verdict {
            case .notAName: source.settled.append(decision.text.lowercased())
            case .never: if !table.notNames.contains(decision.text) { table.notNames.append(decision.text) }
            case .participant, .place, .organisation, .other:
                if decision.verdict == .other, decision.handle == nil {
                    decision.handle = try await label(for: decision.text, in: source, table)
                }
                let name = try await newName(of: decision, in: table)
                try table.add(name)
                names.append(name)
            }
        }
        try await changeKeyTable { (kept) throws(StudyError) in kept = table }
        try await keep([source])
        try await enterParticipants(names)
        return try await shown(source)
    }

    /// What stands for something that is no name: `phone number A`.
    private func label(
        for text: String, in source: HeldSource, _ table: KeyTable
    ) async throws(StudyError) -> String {
        let suspects = try await passage(of: source).suspects
        let kind = suspects.first { $0.text.lowercased() == text.lowercased() }?.kind ?? .number
        let taken = Set(table.entries.map(\.replacement))
        var number = 1
        while taken.contains("\(kind.label) \(number)") { number += 1 }
        return "\(kind.label) \(number)"
    }

    /// Drops a waiting source for good.
    package func discard(_ part: String) async throws(StudyError) -> RecordID {
        let id = try resolveWaiting(part)
        try await vault.remove(Self.inboxName(id))
        known.held = nil
        return id
    }

    // MARK: Out of the inbox

    /// Takes waiting sources into the study.
    ///
    /// - Parameters:
    ///   - parts: parts of ids; `nil` takes all in that have no suspects left.
    ///   - asItIs: whether they go in with suspects left.
    /// - Throws: `inbox.not_found`, `inbox.undecided`, `vault.locked`, and what saving throws; those before stay in.
    package func clear(_ parts: [String]?, asItIs: Bool) async throws(StudyError) -> Clearing {
        var clearing = Clearing()
        var ids: [RecordID] = []
        if let parts {
            for part in parts {
                let id = try resolveWaiting(part)
                if !ids.contains(id) { ids.append(id) }
            }
        } else {
            ids = inboxIDs()
        }
        for id in ids {
            let source = try await heldSource(id)
            let passage = try await passage(of: source)
            if !passage.suspects.isEmpty, !asItIs {
                if parts == nil { continue }
                let count = passage.suspects.count
                throw StudyError(
                    .inboxUndecided,
                    "\(id) still has \(count == 1 ? "a suspect" : "\(count) suspects") to decide about.",
                    hint:
                        "Run 'rir inbox \(id.suffix)', or 'rir clear \(id.suffix) --as-it-is' if none is a name."
                )
            }
            if parts == nil, namePolicy == .hold { continue }
            try await takeIn(source, passage, to: &clearing)
        }
        clearing.waiting = inboxIDs().count
        return clearing
    }

    private func takeIn(
        _ source: HeldSource, _ passage: Door.Passage, to clearing: inout Clearing
    ) async throws(StudyError) {
        if let edit = source.edit {
            let saved = try await self.edit(
                edit.record.rawValue, edit.changes, reason: edit.reason, base: edit.base, cleared: true)
            clearing.operations.append(saved.operation)
            clearing.records.append(saved.record)
        } else if let survey = source.survey {
            let outcome = try await importSurvey(
                survey.file, options: survey.options, people: survey.people, codebook: survey.codebook,
                dryRun: false, cleared: true)
            if let operation = outcome.operation { clearing.operations.append(operation) }
        } else if try await index.summary(source.id) == nil {
            // A crash between the commit and the file's removal leaves both.
            try await takeIn(records: source, passage, to: &clearing)
        }
        try await vault.remove(Self.inboxName(source.id))
        known.held = nil
    }

    private func takeIn(
        records source: HeldSource, _ passage: Door.Passage, to clearing: inout Clearing
    ) async throws(StudyError) {
        let file = ImportFile(
            path: source.path ?? "", bytes: [], modified: source.modified, overrides: .init())
        let read = ReadSource(
            origin: source.draft ?? passage.draft, draft: passage.draft, admission: .passed(passage),
            id: source.id, received: source.received, original: source.original)
        let operation = surroundings.operationID()
        let batch = try await save(
            [ImportRun.Reading(file: file, result: .success([read]))], in: operation,
            act: source.path == nil ? .capture : .import, known: [:])
        if let indexing = batch.indexing { await settle(indexing) }
        if let refusal = batch.outcomes.compactMap(\.error).first { throw refusal.error }
        let made = batch.outcomes.compactMap { $0.result == .created ? $0.record : nil }
        clearing.records += made
        if !made.isEmpty { clearing.operations.append(operation) }
    }

    /// Sources in the inbox by the digest of what came, so that nothing waits twice.
    func heldSources() async throws(StudyError) -> [String: RecordID] {
        if let held = known.held { return held }
        guard vault.exists, await vault.isOpen else { return [:] }
        var held: [String: RecordID] = [:]
        for id in inboxIDs() {
            if let digest = try await heldSource(id).digest { held[digest] = id }
        }
        known.held = held
        return held
    }

    /// Waiting sources that name a participant, or bring words of theirs.
    func waitingSources(concerning handle: Handle) async throws(StudyError) -> [RecordID] {
        guard vault.exists, await vault.isOpen else { return [] }
        var found: [RecordID] = []
        for id in inboxIDs() {
            var draft = try await passage(of: try await heldSource(id)).draft
            var concerns = draft.participants.contains(handle)
            draft.rewrite { _, text in
                if Array(text.utf8).holdsWord(Array(handle.rawValue.utf8)) { concerns = true }
                return text
            }
            if concerns { found.append(id) }
        }
        return found
    }

    /// After an unlocking: what came while the vault was locked and names nobody else goes in.
    ///
    /// - Returns: how many records went in.
    func takeInWhatCameWhileLocked() async throws(StudyError) -> Int {
        guard namePolicy == .assisted else { return 0 }
        var clearing = Clearing()
        for id in inboxIDs() {
            let source = try await heldSource(id)
            guard source.cause == .locked else { continue }
            var copy = source
            let passage = try await passage(of: source)
            if passage.suspects.isEmpty {
                try await takeIn(source, passage, to: &clearing)
            } else {
                copy.cause = .suspects
                try await keep([copy])
            }
        }
        return clearing.records.count
    }
}
