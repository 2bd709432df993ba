internal import StudyArchive
internal import StudyIndex
package import StudyModel
internal import Vault

/// What an undo took back.
package struct Undone: Sendable {
    package var undone: OperationSummary
    package var operation: OperationID
    /// Records whose current state changed.
    package var records: [RecordID]
}

extension StudyService {
    /// The operations, newest first.
    package func operations(
        limit: Int, offset: Int
    ) async throws(StudyError) -> (operations: [OperationSummary], total: Int) {
        try await refreshed()
        return try await index.operations(limit: limit, offset: offset)
    }

    /// Takes back the last operation by a new one: created records leave the current state, changed ones go back to the
    /// version before.
    ///
    /// Other files, such as memos or a survey's, go back to what they were before it.
    ///
    /// - Parameter expected: which operation the last one is thought to be; `nil` takes back whatever it is.
    /// - Throws: `undo.nothing`; `undo.refused` for what is never taken back, such as consent; `undo.superseded` when
    ///   another operation is the last one, or a later one changed one of the records or files; `record.hand_edited`
    ///   when a file was changed by hand. Nothing is changed then.
    package func undo(reason: String?, expected: OperationID? = nil) async throws(StudyError) -> Undone {
        let undone = try await writing { () async throws(StudyError) -> Undone in
            guard let last = try await index.lastUndoable(by: archive.member) else {
                throw StudyError(
                    .undoNothing, "There is nothing of yours to undo.",
                    hint: "Run 'rir log' to see what was done, and by whom.")
            }
            guard expected == nil || expected == last.id else {
                throw StudyError(
                    .undoSuperseded, "Something else was done after that operation.",
                    hint: "Run 'rir log' to see what; 'rir undo' takes back your last step, whatever it is.")
            }
            try requireUndoable(last)
            let reason = try await replacingNames(reason)
            let now = surroundings.now
            var operation = ArchiveOperation(
                id: surroundings.operationID(), act: .undo, by: archive.member, at: now, reason: reason,
                undoes: last.id)
            for (id, version) in try await index.changes(of: last.id) {
                operation.records.append(try await reversal(of: version, id, at: now))
            }
            for (path, commit) in try await index.files(of: last.id) {
                operation.files.updateValue(try await reversal(of: path, commit: commit), forKey: path)
            }
            _ = try await commit([operation])[0].get()
            try await takeBackPrivateMemo(of: last.id)
            return Undone(undone: last, operation: operation.id, records: operation.records.map(\.id))
        }
        hooks.fire(.operationUndone, HookEvent.Undo(undone))
        return undone
    }

    /// Refuses what can't or mustn't be taken back.
    private func requireUndoable(_ operation: OperationSummary) throws(StudyError) {
        let why: (what: String, hint: String)
        switch operation.act {
        case .pseudonymise:
            why = (
                "took names out of the texts; taking it back would bring them in again",
                "Edit the records it changed instead: 'rir log' lists it."
            )
        case .consent:
            why = (
                "recorded consent, which is never taken back",
                "Record what is so now: 'rir consent change'."
            )
        case .review:
            why = (
                "recorded a participant's answer, which is never taken back",
                "Record the next answer: 'rir participant review'."
            )
        case .withdrawal:
            why = (
                "carried out a withdrawal, which is never taken back",
                "If they take part again, record it: 'rir consent grant'."
            )
        case .erase:
            why = (
                "took something out of the study's history, and nothing is left to bring back",
                "'rir log' shows when and why it was done."
            )
        case .anchor:
            why = (
                "brought codings along with texts that were changed by hand; without it they would stand on other words",
                "Change the texts back with 'rir edit': their codings follow."
            )
        case .round:
            why = (
                "was a step in a round of double-coding, which stays in its history",
                "Take the next step instead: 'rir round --help'."
            )
        case .checkpoint:
            why = (
                "gave somebody outside a checkpoint, which they hold whatever is written here",
                "Hand out the next one: 'rir audit checkpoint --to \"Ethics office\"'."
            )
        case .member:
            why = (
                "took somebody into the team", "Take them out by hand in study.yaml, then run 'rir adopt'."
            )
        case .join:
            why = (
                "joined the work of several copies of the study",
                "Answer what is asked with 'rir conflicts', or change the records with 'rir edit'."
            )
        case .adjudicate, .create, .capture, .import, .edit, .adopt, .undo, .participant, .codebook, .code,
            .memo, .finding, .cycle, .workflow, .chart, .workshop, .recommendation, .draft:
            return
        }
        throw StudyError(.undoRefused, "The last operation \(why.what).", hint: why.hint)
    }

    private func reversal(
        of version: RecordVersion, _ id: RecordID, at now: Timestamp
    ) async throws(StudyError) -> ArchiveOperation.RecordChange {
        let versions = try await index.history(id)
        let newest = versions.last?.version ?? version.version
        let standing = try await standing(versions)
        guard standing.last == version else {
            throw StudyError(
                .undoSuperseded, "\(id) was changed again after that operation.",
                hint: "Run 'rir history \(id)'; edit the record instead.")
        }
        guard let before = standing.dropLast().last, before.change != .removed else {
            return .init(id: id, version: newest + 1, change: .removed, record: nil)
        }
        var record = try await withoutKnownNames(try await reader.record(id, at: before.commit).record)
        record.advance(from: newest, by: archive.member, at: now, nonce: surroundings.nonce())
        return .init(id: id, version: record.version, change: .restored, record: record)
    }

    /// A file as it was before the commit that changed it.
    private func reversal(of path: String, commit: String) async throws(StudyError) -> [UInt8]? {
        guard try await reader.file(path) == reader.file(path, at: commit) else {
            throw StudyError(
                .undoSuperseded, "'\(path)' was changed again after that operation.",
                hint: "Change it as 'git log -p' shows it was, then run 'rir adopt'.")
        }
        let bytes = try await reader.file(path, before: commit)
        // A name may have been learnt since; what the file was then must not come back with it.
        if let bytes { try await requireNoNames(in: bytes, of: path) }
        return bytes
    }

    /// An earlier version as it may be now: names learnt since are replaced.
    private func withoutKnownNames(_ record: Record) async throws(StudyError) -> Record {
        guard namePolicy != .off else { return record }
        guard let door = try await door() else { throw Vault.locked }
        var record = record
        record.rewrite { field, text in door.replacing(text, in: field).text }
        return record
    }

    /// The versions that were not taken back: an undo's version takes itself and the one before it away, so that
    /// one undo after the other goes back to the beginning.
    private func standing(_ versions: [RecordVersion]) async throws(StudyError) -> [RecordVersion] {
        var standing: [RecordVersion] = []
        for version in versions {
            if try await isUndo(version), !standing.isEmpty {
                standing.removeLast()
            } else {
                standing.append(version)
            }
        }
        return standing
    }

    /// Only an undo restores; a record can also be removed by a commit made by hand.
    private func isUndo(_ version: RecordVersion) async throws(StudyError) -> Bool {
        switch version.change {
        case .restored: true
        case .removed: try await index.operation(version.operation)?.act == .undo
        case .created, .edited, .adopted: false
        }
    }
}
