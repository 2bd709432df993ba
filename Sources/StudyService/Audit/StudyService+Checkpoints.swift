internal import StudyArchive
internal import StudyIndex
package import StudyModel

extension StudyService {
    /// The newest checkpoint of each log, after this device has signed its own.
    ///
    /// - Parameters:
    ///   - to: whom it is given to; it is kept as a file of the study then. `nil` only shows it.
    ///   - cleared: whether a person says that what may look like a name in `to` is none.
    ///   - witnessed: what a witness outside cosigned last; each note then has the request that goes on from there.
    /// - Throws: `audit.no_checkpoint`; `audit.doubtful` where a log is not what somebody signed; `request.invalid` for a label that is none;
    ///   `names.suspected`, `vault.locked`.
    package func checkpoint(
        to label: String? = nil, cleared: Bool = false, witnessed: [UInt8]? = nil
    ) async throws(StudyError) -> AuditCheckpoints {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> AuditCheckpoints in
            let name = try await admitted(label, "name of the office", cleared)
            if let name, !CheckpointText.isLabel(name) {
                throw StudyError(
                    .requestInvalid,
                    "Whom a checkpoint is given to is said in one line of at most 100 characters.",
                    hint: "Name an office or a mailbox, such as \"Ethics office\", not a person.")
            }
            _ = try await archive.witness(at: surroundings.now)
            var found = try await archive.signedNotes()
            if let witnessed { try await archive.addRequests(to: &found, after: witnessed) }
            if let name { found.handed = try await handOut(found, to: name) }
            found.last = try await handedCheckpoints().last
            return found
        }
    }

    private func handOut(
        _ checkpoints: AuditCheckpoints, to name: String
    ) async throws(StudyError) -> HandedCheckpoint {
        guard !checkpoints.notes.isEmpty else {
            throw StudyError(
                .auditDoubtful, "No device has signed its log yet, so there is nothing to hand out.",
                hint: "Whoever is in the team signs with 'rir audit checkpoint' or 'rir sync'.")
        }
        let handed = HandedCheckpoint(
            id: surroundings.operationID(), to: name, at: surroundings.now, by: archive.member)
        let operation = ArchiveOperation(
            id: handed.id, act: .checkpoint, by: handed.by, at: handed.at,
            files: [
                handed.path: CheckpointText.bytes(of: handed),
                handed.notesPath: Array(checkpoints.text.utf8),
            ])
        _ = try await commit([operation])[0].get()
        return handed
    }

    /// The checkpoints that were handed out, oldest first; files that are none are left out, and named by `rir check`.
    func handedCheckpoints() async throws(StudyError) -> [HandedCheckpoint] {
        var found: [HandedCheckpoint] = []
        for path in try await reader.files(below: CheckpointText.folder) where path.hasSuffix(".yaml") {
            guard let bytes = try await reader.file(path),
                let handed = try? CheckpointText.handed(from: bytes), handed.path == path
            else { continue }
            found.append(handed)
        }
        return found.sorted { ($0.at, $0.id.rawValue) < ($1.at, $1.id.rawValue) }
    }

    /// Whether anybody outside holds a checkpoint, and whether the next is due.
    func checkpointState() async throws(StudyError) -> CheckpointState {
        let last = try await handedCheckpoints().last
        let beginning = try await index.operations(changing: ["study.yaml"]).map(\.at).min()
        let since = last?.at ?? beginning ?? surroundings.now
        let days = max(0, surroundings.now.secondsSinceEpoch - since.secondsSinceEpoch) / 86_400
        return CheckpointState(last: last, days: days, every: try await describedNow().checkpointDays)
    }

    /// What to do about it, once there is something to lose.
    static func advice(on state: CheckpointState, records: Int) -> [String] {
        guard state.isDue, records > 0 else { return [] }
        guard let last = state.last else {
            return [
                "Not yet witnessed: whoever holds this folder could rewrite all of its \(state.days) days unnoticed. 'rir audit checkpoint --to \"Ethics office\"' gives somebody outside what proves otherwise."
            ]
        }
        return [
            "The last checkpoint was handed out \(state.days == 1 ? "1 day" : "\(state.days) days") ago to '\(last.to)': 'rir audit checkpoint --to \"\(last.to)\"' makes the next."
        ]
    }

    /// Puts whom checkpoints were given to through a function, where a name was learnt later.
    func replaceInCheckpoints(
        _ operation: inout ArchiveOperation, _ replacing: (String) -> String
    ) async throws(StudyError) {
        for handed in try await handedCheckpoints() {
            var next = handed
            next.to = replacing(handed.to)
            guard next != handed, CheckpointText.isLabel(next.to) else { continue }
            operation.files.updateValue(CheckpointText.bytes(of: next), forKey: handed.path)
        }
    }

    /// Checks the logs of all devices against the study, and against checkpoints that somebody kept.
    ///
    /// - Parameter files: what somebody outside kept.
    /// - Throws: `audit.no_checkpoint`, `request.invalid`, `storage.failed`.
    package func verifyAudit(
        against files: [(name: String, bytes: [UInt8])] = [], witnesses: [String] = [],
        readsAll: Bool = false,
        progress: @escaping @Sendable (WorkProgress) -> Void = { _ in }
    ) async throws(StudyError) -> AuditVerdict {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> AuditVerdict in
            try await archive.verify(
                against: files.map { .init(name: $0.name, bytes: $0.bytes) }, witnesses: witnesses,
                readsAll: readsAll, progress: progress)
        }
    }
}
