internal import Logging
internal import Pseudonymisation
internal import StudyArchive
internal import StudyIndex
package import StudyModel
internal import Vault

/// What a clearing took in.
package struct Clearing: Sendable {
    package var records: [RecordSummary] = []
    package var operations: [OperationID] = []
    package var waiting = 0
}

/// Out of the inbox.
extension StudyService {
    /// Takes waiting sources into the study.
    ///
    /// - Parameters:
    ///   - parts: parts of ids; `nil` takes all in that have no suspects left.
    ///   - asItIs: whether they go in with suspects left.
    /// - Throws: `inbox.not_found`, `inbox.undecided`, `vault.locked`, and what saving throws; those before stay in.
    package func clear(_ parts: [String]?, asItIs: Bool) async throws(StudyError) -> Clearing {
        try await inTurn { () async throws(StudyError) in
            var clearing = Clearing()
            if let parts {
                var ids: [RecordID] = []
                for part in parts {
                    let id = try resolveWaiting(part)
                    if !ids.contains(id) { ids.append(id) }
                }
                for id in ids { try await clear(id, asItIs: asItIs, &clearing) }
            } else if namePolicy != .hold {
                try await takeInAll(&clearing) { _, passage in passage.suspects.isEmpty }
            }
            clearing.waiting = inboxIDs().count
            return clearing
        }
    }

    private func clear(_ id: RecordID, asItIs: Bool, _ clearing: inout Clearing) async throws(StudyError) {
        let source = try await heldSource(id)
        let passage = try await passage(of: source)
        if !passage.suspects.isEmpty, !asItIs {
            let count = passage.suspects.count
            throw StudyError(
                .inboxUndecided,
                "\(id) still has \(count == 1 ? "a suspect" : "\(count) suspects") to decide about.",
                hint:
                    "Run 'rir inbox \(id.suffix)', or 'rir clear \(id.suffix) --as-it-is' if none is a name.")
        }
        try await takeIn(source, passage, to: &clearing)
    }

    /// Takes in what may go in, in the order it came; what can't be taken in stays, and holds up nothing.
    ///
    /// - Throws: why the first could not be taken in, when nothing was.
    private func takeInAll(
        _ clearing: inout Clearing, _ mayGoIn: (HeldSource, Door.Passage) -> Bool
    ) async throws(StudyError) {
        var sources: [HeldSource] = []
        for id in inboxIDs() { sources.append(try await heldSource(id)) }
        var failure: StudyError?
        for source in sources.sorted(by: { ($0.order, $0.id) < ($1.order, $1.id) }) {
            let passage = try await passage(of: source)
            guard mayGoIn(source, passage) else { continue }
            do throws(StudyError) { try await takeIn(source, passage, to: &clearing) } catch {
                log.error("a waiting source could not be taken in", error)
                if failure == nil { failure = error }
            }
        }
        if let failure, clearing.operations.isEmpty { throw failure }
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
        return try await inTurn { () async throws(StudyError) in
            for id in inboxIDs() {
                var source = try await heldSource(id)
                guard source.cause == .locked else { continue }
                guard try await !passage(of: source).suspects.isEmpty else { continue }
                source.cause = .suspects
                try await keep([source])
            }
            var clearing = Clearing()
            // Opening the vault has worked whatever becomes of the sources.
            try? await takeInAll(&clearing) { source, passage in
                source.cause == .locked && passage.suspects.isEmpty
            }
            return clearing.records.count
        }
    }
}
