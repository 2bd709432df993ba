internal import StudyArchive
internal import StudyIndex
package import StudyModel
internal import Vault

/// What a withdrawal touches, and once it is done what was.
package struct WithdrawalOutcome: Sendable {
    package var preview: WithdrawalPreview
    package var records: [RecordID]
    package var receipt: WithdrawalReceipt?
    package var operation: OperationID?
    /// What a dry run finds outside their own records that would be changed.
    package var places: [WithdrawalPlace] = []
}

extension StudyService {
    /// The withdrawals of a participant, oldest first.
    func withdrawals(of handle: Handle) async throws(StudyError) -> [Withdrawal] {
        var found: [Withdrawal] = []
        for path in try await reader.files(below: "decisions") where Withdrawal.isPath(path) {
            guard let bytes = try await reader.file(path),
                let withdrawal = try? WithdrawalText.withdrawal(from: bytes)
            else { continue }
            if withdrawal.participant == handle { found.append(withdrawal) }
        }
        return found.sorted { $0.id.rawValue < $1.id.rawValue }
    }

    /// Carries out a participant's withdrawal, or says what it would touch.
    ///
    /// Consent ends in every option, so every later use is refused. With `remove-from-analysis` and `erase`, records
    /// that are theirs alone leave the study's current state, and in records they share with others their words and
    /// their handle are blacked out; earlier versions stay in git history. With `erase` their key in the vault is destroyed too, and
    /// a lead's copy takes them out of history.
    ///
    /// - Throws: `participant.not_found`, `participant.withdrawn` for somebody who has withdrawn in this way or a
    ///   farther one, and what saving throws.
    package func withdraw(
        _ text: String, _ option: WithdrawalOption, mode: ConsentMode, at: Timestamp?, dryRun: Bool
    ) async throws(StudyError) -> WithdrawalOutcome {
        let (value, handle) = try await participantCase(text)
        for earlier in try await withdrawals(of: handle) where earlier.option.reach >= option.reach {
            if earlier.option == .erase, !dryRun, try await isUnfinished(earlier, handle) {
                return try await finish(earlier, text, handle)
            }
            throw StudyError(
                .participantWithdrawn,
                "\(handle.rawValue) has withdrawn already, with '\(earlier.option.rawValue)'.",
                hint: "Run 'rir participant show \(handle.rawValue)' to see it.")
        }
        let held = try await everything(about: text)
        var outcome = WithdrawalOutcome(
            preview: WithdrawalPreview(
                participant: handle, option: option, purposes: ConsentPurpose.allCases,
                counts: held.counts(handle, team: archive.description.team), cells: held.cells),
            records: held.records.map(\.record.id))
        if dryRun {
            outcome.places = try await places(withdrawing: handle, option, held)
            return outcome
        }
        if option == .erase, vault.exists, await !vault.isOpen { throw Vault.locked }
        let now = surroundings.now
        let recorded = Provenance(by: archive.member, at: now)
        let event = ConsentEvent(
            id: surroundings.operationID(), participant: handle, act: .withdrawn, purposes: [], mode: mode,
            at: at ?? now, recorded: recorded)
        if let problem = event.problem { throw StudyError(.consentInvalid, problem) }
        let withdrawal = Withdrawal(
            id: surroundings.operationID(), participant: handle, option: option, event: event.id,
            at: event.at, recorded: recorded)
        try await write(withdrawal, event, value, handle, held)
        outcome.operation = withdrawal.id
        outcome.receipt = try await receipt(of: withdrawal, outcome.preview.counts, held)
        return outcome
    }

    /// Erases what the withdrawal asks to erase, and says what was done.
    private func receipt(
        of withdrawal: Withdrawal, _ counts: WithdrawalCounts, _ held: HeldAbout
    ) async throws(StudyError) -> WithdrawalReceipt {
        var receipt = WithdrawalReceipt(withdrawal: withdrawal, done: counts, finished: surroundings.now)
        if withdrawal.option == .erase {
            let originals = commitments(of: held)
            try await eraseFromVault(withdrawal.participant, held)
            receipt.erasure = try await eraseHistory(withdrawal, originals: originals)
        }
        if receipt.erasure == nil { receipt.versionsLeft = held.records.reduce(0) { $0 + $1.versions.count } }
        receipt.finished = surroundings.now
        return receipt
    }

    /// Takes what somebody who withdrew said out of history; leaves that to a lead where somebody else withdraws them.
    private func eraseHistory(
        _ withdrawal: Withdrawal, originals: Set<String>
    ) async throws(StudyError) -> ErasureReceipt? {
        guard try await ownRole() == "lead" else { return nil }
        return try await eraseHistory(
            of: withdrawal.participant, withdrawal: withdrawal.id, originals: originals)
    }

    private func write(
        _ withdrawal: Withdrawal, _ event: ConsentEvent, _ value: Case, _ handle: Handle, _ held: HeldAbout
    ) async throws(StudyError) {
        let file = Array(CaseText.text(of: ended(value, by: withdrawal)).utf8)
        try await writing { () async throws(StudyError) in
            let path = ConsentText.path(of: handle)
            var operation = ArchiveOperation(
                id: withdrawal.id, act: .withdrawal, by: archive.member, at: surroundings.now,
                files: [
                    CaseID(handle).path: file,
                    path: (try await reader.file(path) ?? []) + ConsentText.bytes(of: [event]),
                    withdrawal.path: Array(WithdrawalText.text(of: withdrawal).utf8),
                ])
            if withdrawal.option != .stopFurtherUse {
                try await withhold(handle, held, in: &operation)
            }
            _ = try await commit([operation])[0].get()
            try await removePrivateMemos(before: operation.id)
        }
    }

    /// The case of somebody who withdrew; as it is where it says so already.
    func ended(_ value: Case, by withdrawal: Withdrawal) -> Case {
        var ended = value
        ended.status = .withdrawn
        if withdrawal.option == .erase { ended.attributes = [:] }
        if ended != value { ended.nonce = surroundings.nonce() }
        return ended
    }

    /// Takes a participant's words and handle out of everything, in an operation.
    func withhold(
        _ handle: Handle, _ held: HeldAbout, in operation: inout ArchiveOperation
    ) async throws(StudyError) {
        try await withholdInMemos(handle, held, from: &operation.files)
        operation.records = try await changes(withdrawing: handle, held)
        try await removeTraces(of: handle, from: &operation.files)
        try await withholdInCodings(handle, from: &operation)
        try await removeMemoTraces(of: handle, by: &operation)
        try await withholdInFeedback(handle, by: &operation)
        let own = Set(held.records.filter(\.takesPart).map(\.record.id))
        try await withholdInFrameworks(handle, records: own, by: &operation)
        try await withholdOnBoards(handle, by: &operation)
        try await withholdInDrafts(handle, by: &operation)
        // Of what is gone nobody is asked any more.
        let gone = Set(operation.records.filter { $0.change == .removed }.map(\.id))
        for question in try await storedQuestions() {
            let record = RecordID(path: question.about) ?? CodingText.place(ofPath: question.about)?.record
            let isTheirs = FrameworkRow.place(ofPath: question.about)?.caseID == CaseID(handle)
            if isTheirs || record.map(gone.contains) == true {
                operation.files.updateValue(nil, forKey: question.path)
            }
        }
    }

    /// What becomes of each record: gone where it is theirs alone, blacked out where it is shared.
    private func changes(
        withdrawing handle: Handle, _ held: HeldAbout
    ) async throws(StudyError) -> [ArchiveOperation.RecordChange] {
        var changes: [ArchiveOperation.RecordChange] = []
        for entry in held.records where try await index.isRemoved(entry.record.id) == false {
            let record = try await reader.record(entry.record.id).record
            guard record.version == entry.record.version else {
                throw StudyError(
                    .recordConflict, "\(record.id) was changed while the withdrawal was made ready.",
                    hint: "Repeat the command: it looks at everything anew.")
            }
            if entry.takesPart, record.participants.isAlone(handle, team: archive.description.team) {
                changes.append(
                    .init(id: record.id, version: record.version + 1, change: .removed, record: nil))
                continue
            }
            var next = record.withholding(handle)
            if next == record { continue }
            next.advance(
                from: record.version, by: archive.member, at: surroundings.now, nonce: surroundings.nonce())
            changes.append(.init(id: record.id, version: next.version, change: .edited, record: next))
        }
        return changes
    }

    /// Takes a participant out of surveys.
    private func removeTraces(
        of handle: Handle, from files: inout [String: [UInt8]?]
    ) async throws(StudyError) {
        for survey in try await storedSurveys()
        where survey.answers.contains(where: { $0.participant == handle }) {
            var kept = survey
            kept.answers.removeAll { $0.participant == handle }
            files.updateValue(SurveyAnswerText.bytes(of: kept), forKey: kept.id.answersPath)
        }
    }

    /// Whether the vault, or for a lead the history, still holds something of somebody who asked to be erased.
    private func isUnfinished(
        _ withdrawal: Withdrawal, _ handle: Handle
    ) async throws(StudyError) -> Bool {
        if isInVault(handle) { return true }
        let isDone = try await erasures().contains { $0.withdrawal == withdrawal.id }
        return try await ownRole() == "lead" && !isDone
    }

    /// Whether the vault still holds something sealed with a participant's key.
    private func isInVault(_ handle: Handle) -> Bool { vault.participants.contains(handle) }

    /// Finishes an erasure that was interrupted, or that waited for a lead.
    private func finish(
        _ withdrawal: Withdrawal, _ text: String, _ handle: Handle
    ) async throws(StudyError) -> WithdrawalOutcome {
        let held = try await everything(about: text)
        let preview = WithdrawalPreview(
            participant: handle, option: .erase, purposes: ConsentPurpose.allCases,
            counts: held.counts(handle, team: archive.description.team))
        return WithdrawalOutcome(
            preview: preview, records: held.records.map(\.record.id),
            receipt: try await receipt(of: withdrawal, preview.counts, held), operation: withdrawal.id)
    }

    /// Finishes every erasure that a crash interrupted, or that somebody else left to a lead; whatever hinders it is said when
    /// the command is repeated.
    func finishErasures() async {
        let isLead = (try? await ownRole()) == "lead"
        let done = Set(((try? await erasures()) ?? []).compactMap(\.withdrawal))
        for handle in (try? await erasedParticipants()) ?? [] {
            guard let last = try? await withdrawals(of: handle).last(where: { $0.option == .erase }) else {
                continue
            }
            let isOpen = await vault.isOpen
            let waits = (isLead && !done.contains(last.id)) || (isOpen && isInVault(handle))
            if waits { _ = try? await finish(last, handle.rawValue, handle) }
        }
    }

    /// Everybody who asked to be erased.
    private func erasedParticipants() async throws(StudyError) -> Set<Handle> {
        var found: Set<Handle> = []
        for path in try await reader.files(below: "decisions") where Withdrawal.isPath(path) {
            guard let bytes = try await reader.file(path),
                let withdrawal = try? WithdrawalText.withdrawal(from: bytes), withdrawal.option == .erase
            else { continue }
            found.insert(withdrawal.participant)
        }
        return found
    }

    /// The commitments to sealed originals of what is held about somebody.
    private func commitments(of held: HeldAbout) -> Set<String> {
        let ids = Set(held.records.map(\.record.id))
        let notes = vault.names(on: .originals).compactMap { name -> OriginalNote? in
            vault.note(.originals, name.id).flatMap { try? SealedJSON.value(of: $0) }
        }
        return Set(notes.filter { !ids.isDisjoint(with: $0.records) }.map(\.commitment))
    }

    /// Destroys what the vault holds of a participant: their key, originals of what concerns them, waiting sources.
    private func eraseFromVault(_ handle: Handle, _ held: HeldAbout) async throws(StudyError) {
        guard vault.exists else { return }
        // First what only the open key table can find, last the key itself.
        let waiting = try await waitingSources(concerning: handle)
        let ids = Set(held.records.map(\.record.id)).union(waiting)
        known = VaultMemory()
        madeDoor = nil
        for name in vault.names(on: .originals) {
            guard let bytes = vault.note(.originals, name.id),
                let note: OriginalNote = try? SealedJSON.value(of: bytes), !ids.isDisjoint(with: note.records)
            else { continue }
            try await vault.remove(name)
        }
        for id in waiting { try await drop(id) }
        try await vault.shred(handle)
    }
}

extension WithdrawalOption {
    /// How far it goes.
    fileprivate var reach: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension [Handle] {
    /// Whether nobody takes part but one participant and members of the team.
    func isAlone(_ handle: Handle, team: Set<String>) -> Bool {
        contains(handle) && allSatisfy { $0 == handle || team.contains($0.prefix) }
    }
}

extension HeldAbout {
    func counts(_ handle: Handle, team: Set<String>) -> WithdrawalCounts {
        let own = records.filter { $0.takesPart && $0.record.participants.isAlone(handle, team: team) }
        return WithdrawalCounts(
            records: own.count, sharedRecords: records.count - own.count, codings: codings,
            quotes: passages.count, memos: memos, surveyAnswers: answers.count, originals: originals,
            waiting: waiting, summaries: cells.count)
    }
}

extension Record {
    /// The record without a participant's words and handle.
    ///
    /// Where the text does not say which words are theirs, they stay its participant, so that every use of it is
    /// refused until somebody has edited it.
    func withholding(_ handle: Handle) -> Record {
        var record = self
        if isDivided(for: handle) { record.participants.removeAll { $0 == handle } }
        if isWritten(by: handle) { record.body = "[withdrawn]\n" }
        let scalars = Array(record.body.unicodeScalars)
        var text = String.UnicodeScalarView()
        var end = 0
        for turn in Turns.of(body: record.body) where turn.speaker == handle.rawValue {
            let words = turn.words.clamped(to: end..<max(end, scalars.count))
            text.append(contentsOf: scalars[end..<words.lowerBound])
            text.append(contentsOf: "[withdrawn]".unicodeScalars)
            // The line end belongs to the turn and not to what is said.
            end = words.upperBound
        }
        text.append(contentsOf: scalars[end...])
        record.body = String(text)
        record.rewrite { field, text in
            field.role == .people && AddressLine.stands(text, for: handle)
                ? "[withdrawn]" : text.withholding(handle)
        }
        return record
    }
}

extension Record {
    /// Whether the text says which words are a participant's: all of it, or turns of theirs.
    func isDivided(for handle: Handle) -> Bool {
        isWritten(by: handle)
            || Turns.of(body: body).contains { $0.speaker == handle.rawValue }
    }
}

extension String {
    /// `SP66` and `[SP66]` as `[withdrawn]`.
    func withholding(_ handle: Handle) -> String {
        guard contains(handle.rawValue) else { return self }
        var out = ""
        var rest = self[...]
        while let found = rest.firstRange(of: handle.rawValue) {
            let before = rest[..<found.lowerBound]
            let after = rest[found.upperBound...]
            let isWord =
                !(before.last?.isLetter ?? false) && !(before.last?.isNumber ?? false)
                && !(after.first?.isNumber ?? false) && !(after.first?.isLetter ?? false)
            if !isWord {
                out += rest[..<found.upperBound]
                rest = after
            } else if before.last == "[", after.first == "]" {
                out += before.dropLast() + "[withdrawn]"
                rest = after.dropFirst()
            } else {
                out += before + "[withdrawn]"
                rest = after
            }
        }
        return out + rest
    }
}
