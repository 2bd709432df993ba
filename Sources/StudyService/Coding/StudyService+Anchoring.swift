internal import CodingLogic
internal import Logging
internal import StudyArchive
internal import StudyIndex
internal import StudyModel

extension StudyService {
    /// Brings the codings of every record that an operation changes along with its text, in the same operation.
    ///
    /// - Returns: what became of them.
    func bringCodingsAlong(_ operation: inout ArchiveOperation) async throws(StudyError) -> AnchorReport {
        var report = AnchorReport()
        let changes = operation.records.filter { $0.change != .created }
        if changes.isEmpty { return report }
        let sources = try await allSources()
        for change in changes {
            try await bringSheetsAlong(change, &operation)
            for source in sources[change.id, default: []].sorted(by: { $0.rawValue < $1.rawValue }) {
                let path = CodingText.path(of: change.id, in: source)
                // What an undo brings back was written with the text it brings back.
                if operation.act == .undo, operation.files.keys.contains(path) { continue }
                guard let record = change.record else {
                    operation.files.updateValue(nil, forKey: path)
                    continue
                }
                let isWritten = operation.files.keys.contains(path)
                let base = isWritten ? operation.files[path] ?? nil : try await reader.file(path)
                let codings = try Self.codings(from: base ?? [], at: path)
                let moved = try await codings.brought(to: record, by: self, in: operation.act)
                report.add(moved.report)
                operation.files.updateValue(
                    moved.codings.isEmpty ? nil : CodingText.bytes(of: moved.codings), forKey: path)
            }
        }
        return report
    }

    /// What would become of a record's codings with another text.
    func anchorReport(of record: Record) async throws(StudyError) -> AnchorReport {
        var operation = ArchiveOperation(
            id: surroundings.operationID(), act: .edit, by: archive.member, at: surroundings.now,
            records: [.init(id: record.id, version: record.version, change: .edited, record: record)])
        return try await bringCodingsAlong(&operation)
    }

    /// Brings codings to the text as it now stands where somebody changed it with git alone.
    ///
    /// For use inside ``writing(_:)``. What can't be read is left as it is; `rir check` names it.
    func anchorStale() async throws(StudyError) {
        var operation = ArchiveOperation(
            id: surroundings.operationID(), act: .anchor, by: archive.member, at: surroundings.now)
        for (id, sources) in try await allSources() where try await index.isRemoved(id) == false {
            for source in sources {
                do throws(StudyError) { try await anchor(id, source, &operation) } catch {
                    guard [.codingInvalid, .recordInvalid].contains(error.code) else { throw error }
                    log.error("codings could not be brought along", error)
                }
            }
        }
        if !operation.files.isEmpty { _ = try await commit([operation])[0].get() }
        needsAnchoring = false
    }

    private func anchor(
        _ id: RecordID, _ source: CodingSource, _ operation: inout ArchiveOperation
    ) async throws(StudyError) {
        let record = try await reader.record(id)
        let codings = try await codings(in: id, of: source)
        guard codings.contains(where: { $0.sha256 != record.sha256 }) else { return }
        let moved = try await codings.brought(to: record.record, by: self, in: .anchor)
        if moved.codings == codings { return }
        operation.files.updateValue(
            CodingText.bytes(of: moved.codings), forKey: CodingText.path(of: id, in: source))
    }

    /// Codings on the text of a record as it now stands.
    func brought(
        _ codings: [Coding], to record: Record, in act: OperationSummary.Act = .anchor
    ) async throws(StudyError) -> [Coding] {
        try await codings.brought(to: record, by: self, in: act).codings
    }

    /// The body of the version of a record with a digest; `nil` where there is none any more.
    func body(of id: RecordID, sha256: String) async throws(StudyError) -> String? {
        guard let version = try await index.history(id).last(where: { $0.sha256 == sha256 }) else {
            return nil
        }
        return try await reader.record(id, at: version.commit).record.body
    }
}

extension [Coding] {
    static var field: DraftField { DraftField(name: "coding", role: .prose) }

    /// The codings on another version of their record, from whichever version each of them stands on.
    fileprivate func brought(
        to record: Record, by service: isolated StudyService, in act: OperationSummary.Act
    ) async throws(StudyError) -> (codings: [Coding], report: AnchorReport) {
        let sha256 = Digest.hex([UInt8](FrontMatter.text(of: record).utf8))
        let isRenaming = act == .pseudonymise || act == .withdrawal
        // Where a name was replaced, it is replaced in what codings keep as well; a withdrawal keeps nothing.
        let door = act == .pseudonymise ? try await service.door() : nil
        let replacing = door.map { door in { (text: String) in door.replacing(text, in: Self.field).text } }
        var report = AnchorReport()
        var codings: [Coding] = []
        let groups = Dictionary(grouping: self) { $0.sha256 }
        for (origin, group) in groups.sorted(by: { $0.key < $1.key }) {
            if origin == sha256 {
                codings += group
                continue
            }
            let body = try await service.body(of: record.id, sha256: origin) ?? ""
            let moved = CodingAnchors.reanchored(
                group, from: body, to: record.body, version: record.version, sha256: sha256,
                isRenaming: isRenaming, replacingNames: replacing)
            codings += moved.codings
            report.add(moved.report)
        }
        // The words of somebody who withdrew stay nowhere, so a coding without its words goes too.
        if act == .withdrawal { codings.removeAll { $0.state == .lost } }
        return (codings, report)
    }
}
