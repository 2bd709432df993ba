internal import StudyArchive
package import StudyModel
internal import Vault
internal import Workflows

/// What coders do in an open round.
extension StudyService {
    /// The record that the member codes now, which counts as looked at from then on.
    ///
    /// - Parameter isDone: whether they are through with the one before.
    /// - Throws: `round.not_found`, `round.state`, `round.foreign`.
    package func nextInRound(_ name: String, isDone: Bool) async throws(StudyError) -> RoundTask {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> RoundTask in
            let round = try await round(name)
            var work = try await roundMemory().work(of: CoderID(archive.member), in: round.id)
            try RoundRules.requireWork(round, by: work.coder, work)
            var files: [String: [UInt8]?] = [:]
            let now = surroundings.now
            if isDone, let current = RoundRules.next(in: round, work), work.opened.contains(current) {
                work.events.append(.init(act: .done, at: now, record: current))
                files.updateValue(work.bytes, forKey: work.path)
            }
            let next = RoundRules.next(in: round, work)
            if let next, !work.opened.contains(next) {
                work.events.append(.init(act: .opened, at: now, record: next))
                // A sheet without codings says that there is nothing to code; none at all, that nobody looked.
                try await addSheet([], of: next, by: work, in: round, to: &files)
            }
            if !files.isEmpty { try await commitWork(files, "\(round.id): next record") }
            return try await task(next, in: round, work)
        }
    }

    private func addSheet(
        _ codings: [Coding], of record: RecordID, by work: RoundWork, in round: Round,
        to files: inout [String: [UInt8]?]
    ) async throws(StudyError) {
        files.updateValue(
            try round.sealed(RoundSheet.padded(codings), for: try await ownRecipient()),
            forKey: work.sealedPath(of: record))
        files.updateValue(work.bytes, forKey: work.path)
    }

    private func commitWork(
        _ files: [String: [UInt8]?], _ step: String, commitment: String? = nil
    ) async throws(StudyError) {
        var operation = ArchiveOperation(
            id: surroundings.operationID(), act: .round, by: archive.member, at: surroundings.now,
            reason: step, files: files)
        operation.originals = commitment.map { [$0] } ?? []
        _ = try await commit([operation])[0].get()
    }

    private func task(
        _ record: RecordID?, in round: Round, _ work: RoundWork
    ) async throws(StudyError) -> RoundTask {
        let codebook = try await codebook()
        var summary: RecordSummary?
        if let record { summary = RecordSummary(try await stored(record, version: nil).record) }
        return RoundTask(
            round: round.id, record: summary,
            number: round.records.firstIndex { $0.record == record }.map { $0 + 1 },
            total: round.records.count, done: work.done.count,
            codes: round.codes.compactMap { codebook[$0]?.path.rawValue })
    }

    /// Hands the member's work in: what it was is committed to in the log, and it can't be changed any more.
    ///
    /// - Parameter isPartial: whether records that were never looked at may be missing; they count as not assigned.
    /// - Throws: `round.not_found`, `round.state`, `round.foreign`, `vault.locked`.
    package func submitRound(_ name: String, isPartial: Bool) async throws(StudyError) -> RoundView {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> RoundView in
            let round = try await round(name)
            var work = try await roundMemory().work(of: CoderID(archive.member), in: round.id)
            try RoundRules.requireWork(round, by: work.coder, work)
            let missing = round.records.count { !work.opened.contains($0.record) }
            guard isPartial || missing == 0 else {
                throw StudyError(
                    .roundState, "You have not looked at \(missing) of the \(round.records.count) records.",
                    hint: "Go on with 'rir round next \(round.id)', or hand in what there is with --partial.")
            }
            let submission = try await submission(of: work, in: round)
            let commitment = Commitment.hex(salt: submission.salt, submission.bytes)
            work.events.append(.init(act: .submitted, at: surroundings.now, commitment: commitment))
            var files: [String: [UInt8]?] = [:]
            files.updateValue(work.bytes, forKey: work.path)
            files.updateValue(
                try round.sealed(submission.bytes, for: try await ownRecipient()),
                forKey: work.sealedSubmissionPath)
            try await commitWork(files, "\(round.id): handed in", commitment: commitment)
            return try await view(of: round)
        }
    }

    private func submission(
        of work: RoundWork, in round: Round
    ) async throws(StudyError) -> RoundSubmission {
        var sheets: [RecordID: String] = [:]
        for record in Set(work.opened) {
            guard let sealed = try await reader.file(work.sealedPath(of: record)) else { continue }
            sheets[record] = Digest.hex(RoundSheet.unpadded(try await vault.openLetter(sealed)))
        }
        return RoundSubmission(
            round: round.id, coder: work.coder, salt: surroundings.nonce(), sheets: sheets)
    }
}
