internal import StudyArchive
internal import StudyIndex
package import StudyModel

extension StudyService {
    /// Entries of all devices' logs, oldest first, with what the steps say that they belong to.
    ///
    /// - Throws: `record.not_found` and `record.ambiguous` for a record that is asked for; `participant.not_found`.
    package func auditEntries(_ filter: AuditFilter) async throws(StudyError) -> AuditEntries {
        try await refreshed()
        let record: RecordID? = if let part = filter.record { try await resolve(part) } else { nil }
        let about: AuditSubject? =
            if let handle = filter.participant { try await subject(handle) } else { nil }
        let read = try await reader.logEntries()
        let steps = try await steps()
        var touching: Set<OperationID> = about?.operations ?? []
        if let record { touching.formUnion(try await operations(touching: record)) }
        let fitting = read.entries.filter { entry in
            if let actor = filter.actor, entry.member != actor { return false }
            if let type = filter.type, entry.type != type { return false }
            if let from = filter.from, entry.at.day < from { return false }
            if let to = filter.to, to < entry.at.day { return false }
            if let act = filter.act, entry.operation.flatMap({ steps[$0]?.act }) != act { return false }
            if let record,
                entry.record.map({ $0 != record }) ?? !(entry.operation.map(touching.contains) ?? false)
            {
                return false
            }
            guard let about else { return true }
            return entry.record.map(about.records.contains)
                ?? (entry.operation.map(touching.contains) ?? false)
        }
        let sorted = fitting.sorted {
            ($0.at, $0.device.rawValue, $0.number) < ($1.at, $1.device.rawValue, $1.number)
        }
        let shown = filter.limit.map { sorted.suffix($0) } ?? sorted[...]
        return AuditEntries(
            entries: shown.map { Self.told($0, by: $0.operation.flatMap { steps[$0] }) }, total: sorted.count,
            unreadable: read.unreadable)
    }

    /// What belongs to a participant: records, and steps that changed what is kept about them.
    private struct AuditSubject {
        var records: Set<RecordID>
        var operations: Set<OperationID>
    }

    private func subject(_ handle: Handle) async throws(StudyError) -> AuditSubject {
        let held = try await everything(about: handle.rawValue)
        return AuditSubject(
            records: Set(held.records.filter(\.takesPart).map(\.record.id)),
            operations: Set(held.operations.map(\.id)))
    }

    /// Every step by its id.
    func steps() async throws(StudyError) -> [OperationID: OperationSummary] {
        let all = try await index.operations(limit: 0, offset: 0).operations
        return Dictionary(all.map { ($0.id, $0) }) { first, _ in first }
    }

    /// The steps that made versions of a record, or changed its codings or memos on its source.
    func operations(touching record: RecordID) async throws(StudyError) -> Set<OperationID> {
        let versions = try await index.history(record).map(\.operation)
        let others = try await index.operations(changing: try await paths(beside: record)).map(\.id)
        return Set(versions).union(others)
    }

    /// The files that belong to a record, beside its own: codings of everybody, comments on its source.
    func paths(beside record: RecordID) async throws(StudyError) -> [String] {
        let coded = try await reader.files(below: "coding").filter {
            $0.hasSuffix("/\(record.rawValue).jsonl")
        }
        return coded + [RecordMemos.path(of: record)]
    }

    // MARK: Words

    private static func told(_ entry: AuditEntry, by step: OperationSummary?) -> AuditEntry {
        guard let step else { return entry }
        var entry = entry
        entry.act = step.act
        switch entry.type {
        case "record":
            entry.words = "\(AuditWords.record(step.act, entry.version ?? 1)) \(entry.record?.rawValue ?? "")"
            if let version = entry.version, version > 1 { entry.words += ", version \(version)" }
        case "removed":
            entry.words = "\(AuditWords.removal(step.act)) \(entry.record?.rawValue ?? "")"
        case "files": entry.words = AuditWords.files(step.act)
        default: break
        }
        return entry
    }
}

/// What a step did, as words before what it did it to.
enum AuditWords {
    static func record(_ act: OperationSummary.Act, _ version: Int) -> String {
        switch act {
        case .capture: "wrote down"
        case .import: "brought in"
        case .adopt: version == 1 ? "took in, from files," : "kept a change made by hand of"
        case .undo: "put back"
        case .pseudonymise: "put names out of"
        case .withdrawal: "took words out of, after a withdrawal,"
        default: version == 1 ? "wrote" : "changed"
        }
    }

    static func removal(_ act: OperationSummary.Act) -> String {
        switch act {
        case .undo: "took back"
        case .withdrawal: "took out, after a withdrawal,"
        default: "took out"
        }
    }

    static func files(_ act: OperationSummary.Act) -> String {
        switch act {
        case .create: "made the study"
        case .capture: "kept what came with a note"
        case .import: "brought in other files"
        case .edit: "changed other files, or answered a question between copies"
        case .adopt: "kept changes made by hand in other files"
        case .undo: "put other files back"
        case .pseudonymise: "put names out of other files"
        case .participant: "entered or changed participants"
        case .consent: "recorded consent, or a form of it"
        case .review: "recorded a participant's answer"
        case .withdrawal: "carried out a withdrawal"
        case .codebook: "changed the coding frame"
        case .code: "coded"
        case .memo: "wrote memos"
        case .anchor: "brought codings along with their texts"
        case .round: "took a step in a round of double-coding"
        case .adjudicate: "decided a disagreement"
        case .finding: "worked on a finding"
        case .cycle: "took a step in a feedback cycle"
        case .workflow: "took a step in a workflow"
        case .chart: "charted in a framework matrix"
        case .workshop: "took a step in a workshop"
        case .recommendation: "worked on a recommendation"
        case .draft: "worked on a report draft"
        case .erase: "took something out of the study's history"
        case .checkpoint: "handed a checkpoint of the logs to somebody outside"
        case .member: "took somebody into the team"
        case .join: "joined the work of several copies"
        }
    }
}
