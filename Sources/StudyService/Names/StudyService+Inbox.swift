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
    func held(
        _ wish: HeldSource.Wish, _ draft: RecordDraft, cause: WaitingSource.Cause, digest: String? = nil
    ) -> HeldSource {
        let day = draft.day ?? surroundings.now.day
        return HeldSource(
            id: RecordID(day: day, kind: draft.kind, suffix: surroundings.characters(6)),
            received: Provenance(by: archive.member, at: surroundings.now), cause: cause, wish: wish,
            digest: digest)
    }

    /// Seals sources into the inbox; on return they survive a power cut.
    func keep(_ sources: [HeldSource]) async throws(StudyError) {
        var files: [(name: SealedName, bytes: [UInt8])] = []
        for source in sources {
            try await vault.keepNote(try SealedJSON.bytes(of: source.note), .inbox, source.id.rawValue)
            files.append((Self.inboxName(source.id), try SealedJSON.bytes(of: source)))
        }
        try await vault.keep(files)
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
            } else if let bytes = vault.note(.inbox, id.rawValue) {
                waiting.append(try SealedJSON.value(of: bytes))
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

    func inboxIDs() -> [RecordID] { vault.notes(on: .inbox).compactMap { RecordID(rawValue: $0) } }

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
        switch source.wish {
        case .drafts(let draft, _, _): return draft
        case .edit(let changes, let reason, _): return changes.draft(of: source.id, reason: reason)
        case .survey(let survey): return try await draft(of: survey)
        }
    }

    // MARK: Deciding

    /// Takes in what a person decides about the suspects of a source.
    ///
    /// Names go to the key table at once and are replaced in everything that waits.
    ///
    /// - Returns: what is left of it.
    /// - Throws: `inbox.not_found`, `vault.locked`, `names.invalid` for a handle that is none, `names.conflict` for
    ///   a name that stands for somebody else.
    package func decide(
        _ part: String, _ decisions: [SuspectDecision]
    ) async throws(StudyError) -> WaitingText {
        var source = try await heldSource(try resolveWaiting(part))
        for decision in decisions {
            switch decision.verdict {
            case .notAName: source.settled.append(decision.text.lowercased())
            case .never:
                try await changeKeyTable { (table) throws(StudyError) in
                    if !table.notNames.contains(decision.text) { table.notNames.append(decision.text) }
                }
            case .participant, .place, .organisation: try await take(decision)
            case .other:
                var decision = decision
                if decision.handle == nil { decision.handle = try await label(for: decision.text, in: source) }
                try await take(decision)
            }
        }
        try await keep([source])
        return try await shown(source)
    }

    /// What stands for something that is no name: `phone number A`.
    private func label(for text: String, in source: HeldSource) async throws(StudyError) -> String {
        let suspects = try await passage(of: source).suspects
        let kind = suspects.first { $0.text.lowercased() == text.lowercased() }?.kind ?? .number
        let taken = Set(try await keyTable().entries.map(\.replacement))
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
            for part in parts { ids.append(try resolveWaiting(part)) }
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
        switch source.wish {
        case .drafts(let draft, let path, let modified):
            // A crash between the commit and this file's removal leaves both.
            if try await index.summary(source.id) == nil {
                let file = ImportFile(path: path ?? "", bytes: [], modified: modified, overrides: .init())
                let reading = ImportRun.Reading(
                    file: file,
                    result: .success([
                        ReadSource(
                            origin: draft, draft: passage.draft, admission: .passed(passage), id: source.id,
                            received: source.received)
                    ]))
                let operation = surroundings.operationID()
                let batch = try await save(
                    [reading], in: operation, act: path == nil ? .capture : .import, known: [:])
                if let indexing = batch.indexing { await settle(indexing) }
                clearing.operations.append(operation)
                clearing.records += batch.outcomes.compactMap { $0.result == .created ? $0.record : nil }
            }
        case .edit(let changes, let reason, let base):
            let saved = try await edit(
                source.id.rawValue, changes, reason: reason, base: base, cleared: true)
            clearing.operations.append(saved.operation)
            clearing.records.append(saved.record)
        case .survey(let survey):
            let outcome = try await importSurvey(
                survey.file, options: survey.options, people: survey.people, codebook: survey.codebook,
                dryRun: false, cleared: true)
            if let operation = outcome.operation { clearing.operations.append(operation) }
        }
        try await vault.remove(Self.inboxName(source.id))
        known.held = nil
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
