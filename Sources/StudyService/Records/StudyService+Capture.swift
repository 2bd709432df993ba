internal import StudyArchive
package import StudyModel

/// A record version that is now durable.
package struct SavedRecord: Sendable {
    package var record: RecordSummary
    package var operation: OperationID
    /// False when nothing differed, so nothing was written.
    package var changed: Bool
    /// What became of the record's codings; `nil` where it has none.
    package var anchors: AnchorReport?
    /// Set when the text waits in the inbox; ``record`` is then what it will be, and nothing is in git.
    package var waits: WaitingSource?
}

extension StudyService {
    /// A capture that waits for the next flush.
    struct Capture {
        var draft: RecordDraft
        /// What was replaced in it, and the text as it came.
        var witness: Witness?
        var done: CheckedContinuation<Result<SavedRecord, StudyError>, Never>
    }

    /// How many captures one flush carries at most.
    private static var largestGroup: Int { 64 }

    /// Captures one record: its known names are replaced, and where somebody else may be named it waits in the inbox.
    ///
    /// - Parameter cleared: whether a person says that what may look like a name in it is none.
    /// - Throws: `record.empty`, `record.too_large`; `vault.absent`, `names.lists_missing` when names can't be kept
    ///   out; `storage.full`, `storage.failed` when nothing was saved.
    package func capture(
        _ draft: RecordDraft, cleared: Bool = false
    ) async throws(StudyError) -> SavedRecord {
        try Self.requireText(draft)
        switch try await admit(draft, cleared: cleared) {
        case .asItIs: return try await enter(draft, nil)
        case .passed(let passage): return try await enter(passage.draft, Witness(passage, of: draft))
        case .waits(let cause, let passage):
            var held = held(draft, cause: cause)
            held.draft = draft
            try await keep([held])
            let shown = newRecord(passage?.draft ?? draft, id: held.id, at: surroundings.now)
            return SavedRecord(
                record: RecordSummary(shown), operation: surroundings.operationID(), changed: false,
                waits: note(of: held, passage))
        }
    }

    private func enter(_ draft: RecordDraft, _ witness: Witness?) async throws(StudyError) -> SavedRecord {
        try await withCheckedContinuation { done in
            waiting.append(Capture(draft: draft, witness: witness, done: done))
            if !isFlushing {
                isFlushing = true
                Task { await flushCaptures() }
            }
        }.get()
    }

    static func requireText(_ draft: RecordDraft) throws(StudyError) {
        if !draft.body.utf8.contains(where: { $0 > 0x20 }) {
            throw StudyError(.recordEmpty, "There is no text to save.", hint: "Give the text: rir note \"…\"")
        }
        if draft.body.utf8.count > Record.largestBody {
            throw StudyError(
                .recordTooLarge, "The text is larger than a record may be (16 MiB).",
                hint: "Split it into parts.")
        }
    }

    private func flushCaptures() async {
        while !waiting.isEmpty {
            do throws(StudyError) {
                try await writing { () async throws(StudyError) in await self.flushGroup() }
            } catch {
                for capture in takeGroup() { capture.done.resume(returning: .failure(error)) }
            }
        }
        isFlushing = false
    }

    private func takeGroup() -> [Capture] {
        let group = Array(waiting.prefix(Self.largestGroup))
        waiting.removeFirst(group.count)
        return group
    }

    private func flushGroup() async {
        let group = takeGroup()
        let now = surroundings.now
        var operations = group.map { captureOperation(newRecord($0.draft, at: now), at: now) }
        var results: [Result<SavedRecord, StudyError>]
        do throws(StudyError) {
            for (number, capture) in group.enumerated() {
                guard let witness = capture.witness else { continue }
                operations[number].originals = try await seal(
                    [(witness, operations[number].records[0].id)], in: operations[number].id)
            }
            results = try await commit(operations).map { $0.map { SavedRecord($0) } }
            for (number, result) in results.enumerated() where result.isTaken {
                var again = captureOperation(newRecord(group[number].draft, at: now).renamed(), at: now)
                again.originals = operations[number].originals
                results[number] = try await commit([again])[0].map { SavedRecord($0) }
            }
        } catch {
            results = group.map { _ in .failure(error) }
        }
        for (capture, result) in zip(group, results) {
            if case .success(let saved) = result { announce(.recordCreated, saved) }
            capture.done.resume(returning: result)
        }
    }

    private func captureOperation(_ record: Record, at now: Timestamp) -> ArchiveOperation {
        ArchiveOperation(
            id: surroundings.operationID(), act: .capture, by: archive.member, at: now,
            records: [.init(id: record.id, version: 1, change: .created, record: record)])
    }

    /// Gives a draft its id, its provenance and its nonce.
    ///
    /// - Parameter id: the one a source got in the inbox; `nil` draws one.
    func newRecord(_ draft: RecordDraft, id: RecordID? = nil, at now: Timestamp) -> Record {
        let who = Provenance(by: archive.member, at: now)
        var details = draft.details
        if draft.day == nil { details[ContentDigest.dateSourceKey] = .text("today") }
        let day = draft.day ?? now.day
        return Record(
            id: id ?? RecordID(day: day, kind: draft.kind, suffix: surroundings.characters(4)),
            kind: draft.kind,
            version: 1, day: day, time: draft.time, title: draft.title, participants: draft.participants,
            details: details, captured: who, saved: who, nonce: surroundings.nonce(), body: draft.body)
    }
}

extension SavedRecord {
    /// What an operation with one record saved.
    init(_ applied: AppliedOperation) {
        let change = applied.changes[0]
        // Only removals have no record, and they are never a saved record.
        self.init(
            record: RecordSummary(change.record.unsafelyUnwrapped), operation: applied.summary.id,
            changed: true)
    }
}

extension Result where Success == SavedRecord, Failure == StudyError {
    /// Whether the id drawn for a new record was taken already.
    fileprivate var isTaken: Bool {
        if case .failure(let error) = self { return error.code == .recordConflict }
        return false
    }
}
