internal import StudyArchive
internal import StudyModel
internal import Vault
internal import Yams

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
        integrity.handouts = handouts.sorted {
            ($0.at?.rawValue ?? "", $0.id) < ($1.at?.rawValue ?? "", $1.id)
        }
        (integrity.commits, integrity.leaves, integrity.versions) = (
            check.commits, check.leaves, check.versions
        )
        integrity.originals = logs.originals
        integrity.findings = Dictionary(grouping: check.findings, by: \.code)
            .map { .init($0.key, $0.value.count) }.sorted { $0.name < $1.name }
        facts.integrity = integrity
        facts.erasures = try await auditErasures(logs.erased, integrity.logs.map(\.device))
    }

    /// What was handed out, with the signed notes of each in the same order.
    private func handouts() async throws(StudyError) -> (handouts: [AuditHandout], notes: [[UInt8]]) {
        var handouts: [AuditHandout] = []
        var notes: [[UInt8]] = []
        for path in try await reader.files(below: "checkpoints") where path.hasSuffix(".yaml") {
            guard let facts = try await mapping(at: path) else { continue }
            let id = String(path.dropFirst("checkpoints/".count).dropLast(".yaml".count))
            let inside = (facts["notes"]?.sequence ?? []).compactMap(\.string).joined(separator: "\n")
            let beside = try await reader.file("checkpoints/\(id).txt")
            handouts.append(
                AuditHandout(
                    id: id, to: facts["to"]?.string ?? "",
                    at: facts["handed-at"]?.string.flatMap(Timestamp.init(rawValue:)),
                    by: facts["handed-by"]?.string.flatMap(MemberID.init(rawValue:)), checkpoints: []))
            notes.append(beside ?? Array(inside.utf8))
        }
        return (handouts, notes)
    }

    private func auditErasures(
        _ confirmed: [OperationID: Set<DeviceID>], _ devices: [DeviceID]
    ) async throws(StudyError) -> [AuditErasure] {
        var erasures: [AuditErasure] = []
        for path in try await reader.files(below: "erasures") where path.hasSuffix(".yaml") {
            guard let facts = try await mapping(at: path),
                let id = facts["id"]?.string.flatMap(OperationID.init(rawValue:))
            else { continue }
            let done = confirmed[id] ?? []
            var erasure = AuditErasure(
                id: id, basis: facts["basis"]?.string ?? "unknown",
                participant: facts["participant"]?.string.flatMap(Handle.init(rawValue:)),
                paths: facts["paths"]?.sequence?.count ?? 0)
            if let by = facts["recorded-by"]?.string.flatMap(MemberID.init(rawValue:)),
                let at = facts["recorded-at"]?.string.flatMap(Timestamp.init(rawValue:))
            {
                erasure.recorded = Provenance(by: by, at: at)
            }
            erasure.confirmed = done.sorted { $0.rawValue < $1.rawValue }
            erasure.unconfirmed = devices.filter { !done.contains($0) }
            erasures.append(erasure)
        }
        return erasures.sorted {
            ($0.recorded?.at.rawValue ?? "", $0.id.rawValue) < (
                $1.recorded?.at.rawValue ?? "", $1.id.rawValue
            )
        }
    }

    /// A file of keys and values; `nil` for another one, which the check names.
    private func mapping(at path: String) async throws(StudyError) -> Node.Mapping? {
        guard let bytes = try await reader.file(path) else { return nil }
        return (try? Yams.compose(yaml: String(decoding: bytes, as: UTF8.self)))?.mapping
    }
}
