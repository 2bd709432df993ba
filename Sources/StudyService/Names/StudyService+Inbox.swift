internal import Logging
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

extension StudyService {
    // MARK: Into the inbox

    /// Gives a source an id and what a person needs to know of it later.
    func held(_ draft: RecordDraft, cause: WaitingSource.Cause) -> HeldSource {
        let day = draft.day ?? surroundings.now.day
        return HeldSource(
            id: RecordID(day: day, kind: draft.kind, suffix: surroundings.characters(6)),
            received: Provenance(by: archive.member, at: surroundings.now),
            order: surroundings.milliseconds(), cause: cause)
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

    static func inboxName(_ id: RecordID) -> SealedName { SealedName(.inbox, id.rawValue, .study) }

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

    func resolveWaiting(_ part: String) throws(StudyError) -> RecordID {
        let all = inboxIDs()
        let found = all.filter { $0.rawValue == part }
        let likely = found.isEmpty ? all.filter { $0.rawValue.contains(part) } : found
        guard let first = likely.first else {
            throw Self.notWaiting(part)
        }
        guard likely.count == 1 else {
            throw StudyError(
                .recordAmbiguous, "'\(part.printable)' could mean several waiting sources.",
                hint: "Type more of the id: run 'rir inbox' to see them.")
        }
        return first
    }

    private static func notWaiting(_ part: String) -> StudyError {
        StudyError(
            .inboxNotFound, "Nothing called '\(part.printable)' waits in the inbox.",
            hint: "Run 'rir inbox' to see what waits.")
    }

    func heldSource(_ id: RecordID) async throws(StudyError) -> HeldSource {
        if await vault.isOpen, !inboxIDs().contains(id) { throw Self.notWaiting(id.rawValue) }
        return try SealedJSON.value(of: try await vault.read(Self.inboxName(id)))
    }

    /// What a source reads like with the key table as it is now.
    func passage(of source: HeldSource) async throws(StudyError) -> Door.Passage {
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
        try await inTurn { () async throws(StudyError) in try await take(decisions, on: part) }
    }

    private func take(
        _ decisions: [SuspectDecision], on part: String
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

    /// What stands for something that is no name: `phone number 1`.
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

    /// Drops a waiting source for good, and its sealed original where nothing else came of it.
    package func discard(_ part: String) async throws(StudyError) -> RecordID {
        try await inTurn { () async throws(StudyError) in
            let id = try resolveWaiting(part)
            try await drop(id)
            return id
        }
    }

    func drop(_ id: RecordID) async throws(StudyError) {
        if await vault.isOpen, let original = try await heldSource(id).original {
            try await removeOriginal(original, holding: [id])
        }
        try await vault.remove(Self.inboxName(id))
        known.held = nil
    }

    /// Removes an original unless something else came of it that is a record or still waits.
    private func removeOriginal(_ original: String, holding gone: Set<RecordID>) async throws(StudyError) {
        guard let bytes = vault.note(.originals, original),
            let note: OriginalNote = try? SealedJSON.value(of: bytes)
        else { return }
        let waiting = Set(inboxIDs())
        for id in note.records where !gone.contains(id) {
            if waiting.contains(id) { return }
            if try await index.summary(id) != nil { return }
        }
        try await vault.remove(SealedName(.originals, original, .study))
    }

    /// One at a time: two clients may decide about the same source.
    func inTurn<Value: Sendable>(
        _ work: () async throws(StudyError) -> Value
    ) async throws(StudyError) -> Value {
        await inboxTurn.take()
        do throws(StudyError) {
            let value = try await work()
            inboxTurn.give()
            return value
        } catch {
            inboxTurn.give()
            throw error
        }
    }
}
