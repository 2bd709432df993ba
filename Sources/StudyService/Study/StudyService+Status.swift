internal import StudyArchive
internal import StudyIndex
package import StudyModel
internal import Vault

extension StudyService {
    /// The study at a glance.
    package func status() async throws(StudyError) -> StudyStatus {
        try await refreshed()
        let counts = try await index.counts()
        let edits = try await handEdits()
        let people =
            try await peopleAdvice() + privateMemoAdvice() + cycleAdvice() + workflowAdvice()
            + workshopAdvice() + draftAdvice()
        let sync = try await syncState()
        let checkpoint = try await checkpointState()
        return StudyStatus(
            path: path, title: title, member: archive.member, device: archive.device, records: counts.records,
            byKind: counts.byKind, firstDate: counts.firstDate, lastDate: counts.lastDate,
            operations: counts.operations, lastOperation: counts.lastOperation, handEdited: edits,
            auditSize: await archive.auditSize, index: rebuilding ? .rebuilding : .current,
            advice: advice(records: counts.records, edits: edits) + people + (try await teamAdvice(sync))
                + Self.advice(on: checkpoint, records: counts.records),
            sync: sync, team: try await teamView(), checkpoint: checkpoint,
            arrivals: try await index.arrivals(for: archive.member, before: surroundings.now.midnight))
    }

    private func advice(records: Int, edits: [HandEdit]) -> [String] {
        var advice: [String] = []
        let broken = edits.count { $0.change == .broken }
        let changed = edits.count {
            $0.change == .changed || ($0.change == .added && !$0.path.hasPrefix("records/"))
        }
        let deleted = edits.count { $0.change == .deleted }
        let added = edits.count { $0.change == .added && $0.path.hasPrefix("records/") }
        if broken > 0 {
            advice.append("\(broken.files) can't be read as a record any more; mend the front matter.")
        }
        if changed > 0 {
            advice.append("\(changed.files) changed by hand: 'rir adopt' keeps the changes as new versions.")
        }
        if deleted > 0 {
            advice.append("\(deleted.files) deleted by hand: 'git checkout -- FILE' brings a file back.")
        }
        if added > 0 {
            advice.append(
                "\(added.files) in records/ that 'rir' did not make: 'rir import FILE' takes them in.")
        }
        if records == 0 {
            advice.append("No records yet: 'rir note' captures one, 'rir import' takes in files.")
        }
        return advice
    }

    /// What waits for somebody to look, and whose consent is missing.
    private func peopleAdvice() async throws(StudyError) -> [String] {
        var advice: [String] = []
        if vault.isLost {
            advice.append(
                "The vault is gone, so nothing can come in: 'rir vault restore DIR' brings a copy back.")
        }
        let waiting = inboxIDs().count
        if waiting > 0 {
            let isOpen = await vault.isOpen
            advice.append(
                "\(waiting == 1 ? "1 source waits" : "\(waiting) sources wait") in the inbox: "
                    + (isOpen
                        ? "'rir inbox' shows what may be a name." : "'rir vault unlock' lets them go on."))
        }
        let gaps = try await consentGaps(try await consentJudge())
        let records = Set(gaps.compactMap(\.record)).count
        if records > 0 {
            advice.append(
                "\(records == 1 ? "1 record has" : "\(records) records have") people whose consent is missing "
                    + "or came later: 'rir consent due' names them.")
        }
        return advice
    }

    /// Whether this person may write at all, and what joining the work of several could not settle.
    private func teamAdvice(_ sync: SyncState?) async throws(StudyError) -> [String] {
        var advice: [String] = []
        if !archive.description.members.contains(where: { $0.id == archive.member }) {
            advice.append(
                "You are not in the team yet, so you can only read: 'rir member code' prints the code for the "
                    + "lead; when they have taken you in, run 'rir sync'.")
        }
        if let failure = sync?.failure, failure.code == StudyError.Code.syncRefused.rawValue {
            advice.append("Synchronising was refused. \(failure.message) \(failure.hint ?? "")")
        }
        let waiting = try await questions().count
        if waiting > 0 {
            advice.append(
                "\(waiting == 1 ? "1 question waits" : "\(waiting) questions wait") where two people changed the "
                    + "same: 'rir conflicts' shows both sides.")
        }
        return advice
    }

    /// Reads everything the study holds and says what is not as it should be.
    package func check(
        progress: @escaping @Sendable (WorkProgress) -> Void
    ) async throws(StudyError) -> CheckReport {
        try await writing { () async throws(StudyError) -> CheckReport in
            _ = try? await indexing?.value
            let check = try ArchiveCheck(
                folder: archive.folder, description: try await describedNow(), progress: progress)
            var report = try await check.run()
            // What the logs say is compared with the steps once more, commitment by commitment.
            let known = Set(report.findings.map(\.code))
            let audit = try await AuditCheck(folder: archive.folder, progress: progress).run(readsAll: true)
            report.findings += audit.findings.filter { !known.contains($0.code) }
            if await vault.isOpen { report.findings += try await vault.check().findings }
            for problem in try await index.checkIntegrity() {
                report.findings.append(.init(code: "index.damaged", message: problem))
            }
            let indexed = try await index.counts().records
            if indexed != report.records, !report.findings.contains(where: { $0.code == "object.damaged" }) {
                report.findings.append(
                    .init(
                        code: "index.differs",
                        message:
                            "The index has \(indexed) records where the study has \(report.records); run 'rir reindex'."
                    ))
            }
            return report
        }
    }
}

extension Int {
    /// `1 file`, `3 files`.
    fileprivate var files: String { self == 1 ? "1 file" : "\(self) files" }
}
