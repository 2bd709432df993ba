internal import StudyArchive
internal import StudyIndex
internal import StudyModel

extension StudyService {
    /// Where a withdrawal would change something outside the participant's own records; changes nothing.
    func places(
        withdrawing handle: Handle, _ option: WithdrawalOption, _ held: HeldAbout
    ) async throws(StudyError) -> [WithdrawalPlace] {
        if option == .stopFurtherUse { return [] }
        return try await writing { () async throws(StudyError) in
            let words =
                option == .erase
                ? try await erasedScope(of: handle).words
                : ErasedWords(of: handle, [String](), others: [String]())
            var paths = try await pathsChanged(withdrawing: handle, held)
            if words.count > 0 { paths.formUnion(try await pathsChanged(withholding: words)) }
            let own = Set(held.records.filter(\.takesPart).map(\.record))
                .filter { $0.participants.isAlone(handle, team: archive.description.team) }
            let ids = Set(own.map(\.id.rawValue))
            var places: [WithdrawalPlace] = []
            for path in paths.sorted() where !Self.isOwn(path, of: handle, records: ids) {
                guard let bytes = try await reader.file(path) else { continue }
                // Of a record what people read; the head above it names those who take part anyway.
                let text =
                    RecordReader.record(from: bytes).map { $0.title + "\n" + $0.body }
                    ?? Self.othersLines(of: path, handle, in: String(decoding: bytes, as: UTF8.self))
                let found = words.glimpses(in: text)
                // Answers of theirs go; what others answered is named where it would change.
                if found.isEmpty, path.hasPrefix("surveys/") { continue }
                places.append(WithdrawalPlace(record: RecordID(path: path), path: path, words: found))
            }
            return places
        }
    }

    /// The files that taking their words and handle out would change.
    private func pathsChanged(
        withdrawing handle: Handle, _ held: HeldAbout
    ) async throws(StudyError) -> Set<String> {
        var trial = trialOperation()
        try await withhold(handle, held, in: &trial)
        return Set(trial.records.map(\.id.path)).union(trial.files.keys)
    }

    /// The files in which quotations would be blacked out.
    private func pathsChanged(withholding words: ErasedWords) async throws(StudyError) -> Set<String> {
        var trial = trialOperation()
        try await replaceInFiles(&trial) { text, _ in words.withheld(in: text) }
        var paths = Set(trial.records.map(\.id.path)).union(trial.files.keys)
        for summary in try await index.records(RecordFilter(limit: 0)).records {
            let record = try await reader.record(summary.id).record
            if record.withheld([words]) != record { paths.insert(record.id.path) }
        }
        return paths
    }

    /// An operation that is only made to see what would be in it.
    private func trialOperation() -> ArchiveOperation {
        ArchiveOperation(
            id: surroundings.operationID(), act: .withdrawal, by: archive.member, at: surroundings.now,
            files: [:])
    }

    /// Whether a file is about them alone: their case and consent, their records, and what was coded and noted in these.
    private static func isOwn(_ path: String, of handle: Handle, records: Set<String>) -> Bool {
        if [CaseID(handle).path, ConsentText.path(of: handle), ReviewText.path(of: handle)].contains(path) {
            return true
        }
        guard let name = path.split(separator: "/").last?.split(separator: ".").first else { return false }
        return records.contains(String(name))
    }

    /// The text of a file, of a survey's answers without the lines that are theirs.
    private static func othersLines(of path: String, _ handle: Handle, in text: String) -> String {
        guard path.hasSuffix("/answers.jsonl") else { return text }
        let mark = "\"participant\":\"\(handle.rawValue)\""
        return text.split(separator: "\n").filter { !$0.contains(mark) }.joined(separator: "\n")
    }
}
