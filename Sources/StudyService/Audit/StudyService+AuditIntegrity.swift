internal import StudyArchive
internal import StudyModel
internal import Vault

/// Names, erasures, logs and checkpoints, as an audit lists them.
extension StudyService {
    func auditNames() async throws(StudyError) -> AuditNames {
        var names = AuditNames(policy: namePolicy)
        names.hasVault = vault.exists
        guard namePolicy != .off else { return names }
        guard await vault.isOpen else { throw Vault.locked }
        let found = try await leaks(in: .newest)
        names.known = found.names
        (names.places, names.bytes, names.found) = (found.places, found.bytes, found.total)
        names.replacements = vault.names(on: .replacements).count
        return names
    }

    func addIntegrity(
        to facts: inout AuditFacts, _ check: CheckReport, _ everybody: [StudyDescription.Member]
    ) async throws(StudyError) {
        var (handouts, notes) = try await handouts()
        let logs = try await archive.logFacts(notes: notes, members: everybody)
        for (index, standings) in logs.standings.enumerated() { handouts[index].checkpoints = standings }
        var integrity = AuditIntegrity()
        integrity.logs = try await deviceLogs()
        integrity.roots = logs.roots
        integrity.handouts = handouts
        (integrity.commits, integrity.leaves, integrity.versions) = (
            check.commits, check.leaves, check.versions
        )
        integrity.originals = logs.originals
        integrity.findings = Dictionary(grouping: check.findings, by: \.code)
            .map { .init($0.key, $0.value.count) }.sorted { $0.name < $1.name }
        facts.integrity = integrity
        facts.erasures = try await auditErasures(integrity.logs.map(\.device))
    }

    /// What was handed out, with the signed notes of each in the same order.
    private func handouts() async throws(StudyError) -> (handouts: [AuditHandout], notes: [[UInt8]]) {
        var handouts: [AuditHandout] = []
        var notes: [[UInt8]] = []
        for handed in try await handedCheckpoints() {
            handouts.append(
                AuditHandout(
                    id: handed.id.rawValue, to: handed.to, at: handed.at, by: handed.by, checkpoints: []))
            notes.append(try await reader.file(handed.notesPath) ?? [])
        }
        return (handouts, notes)
    }

    private func auditErasures(_ devices: [DeviceID]) async throws(StudyError) -> [AuditErasure] {
        let confirmed = try await archive.erasureConfirmations()
        return try await erasures().map { erasure in
            let done = confirmed[erasure.id] ?? []
            return AuditErasure(
                id: erasure.id,
                basis: [erasure.basis.rawValue, erasure.class?.rawValue].compactMap(\.self).joined(
                    separator: ": "),
                participant: erasure.participant,
                paths: erasure.paths.count, recorded: erasure.recorded,
                confirmed: done.sorted { $0.rawValue < $1.rawValue },
                unconfirmed: devices.filter { !done.contains($0) })
        }
    }
}
