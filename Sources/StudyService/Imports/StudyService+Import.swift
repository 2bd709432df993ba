internal import StudyArchive
internal import StudyIndex
package import StudyModel

extension StudyService {
    /// Begins an import.
    package func beginImport() async throws(StudyError) -> ImportRun {
        ImportRun(service: self, operation: surroundings.operationID())
    }

    /// What a batch of an import became.
    struct Batch {
        var outcomes: [ImportOutcome]
        var created: [String: RecordSummary]
        var indexing: Task<Void, any Error>?
    }

    /// Saves what was read, leaving out what the study holds already.
    func save(
        _ readings: [ImportRun.Reading], in operation: OperationID, known: [String: RecordSummary]
    ) async throws(StudyError) -> Batch {
        try await writing { () async throws(StudyError) -> Batch in
            let now = surroundings.now
            var sorting = ImportSorting(known: known)
            let candidates = readings.map { reading in (reading, self.candidates(of: reading, at: now)) }
            let digests = Set(candidates.flatMap { $0.1.map(\.digest) })
            sorting.held = try await held(digests)
            for (reading, found) in candidates { sorting.add(reading, found) }
            guard !sorting.records.isEmpty else { return Batch(outcomes: sorting.outcomes, created: known) }
            var applied = try await write(sorting.records, in: operation, at: now)
            if case .failure(let error) = applied, error.code == .recordConflict {
                sorting.renameAll()
                applied = try await write(sorting.records, in: operation, at: now)
            }
            return Batch(
                outcomes: sorting.outcomes, created: sorting.created,
                indexing: enqueue([try applied.get()]))
        }
    }

    private func write(
        _ records: [Record], in operation: OperationID, at now: Timestamp
    ) async throws(StudyError) -> Result<AppliedOperation, StudyError> {
        let write = ArchiveOperation(
            id: operation, act: .import, by: archive.member, at: now,
            records: records.map { .init(id: $0.id, version: 1, change: .created, record: $0) })
        return try await archive.write([write])[0]
    }

    /// The records a file would become, with what tells content apart.
    private func candidates(of reading: ImportRun.Reading, at now: Timestamp) -> [ImportSorting.Candidate] {
        guard case .success(let drafts) = reading.result else { return [] }
        return drafts.map { draft in
            var dated = draft
            if draft.day == nil, let modified = reading.file.modified {
                dated.day = modified.day
                dated.details[ContentDigest.dateSourceKey] = .text("file")
            }
            let record = newRecord(dated, at: now)
            return .init(record: record, digest: ContentDigest.of(record), remarks: draft.remarks)
        }
    }

    private func held(_ digests: Set<String>) async throws(StudyError) -> [String: RecordSummary] {
        var held: [String: RecordSummary] = [:]
        for (digest, id) in try await index.contentDigests(matching: digests) {
            held[digest] = try await index.summary(id)
        }
        return held
    }
}

/// Sorts the files of a batch into new, held and refused.
struct ImportSorting {
    struct Candidate {
        var record: Record
        var digest: String
        var remarks: [String]
    }

    var held: [String: RecordSummary] = [:]
    private(set) var outcomes: [ImportOutcome] = []
    private(set) var records: [Record] = []
    /// New records by content.
    private(set) var created: [String: RecordSummary] = [:]
    private let known: [String: RecordSummary]
    private var ids: Set<RecordID> = []
    /// The content digests of ``records``, in the same order.
    private var digests: [String] = []

    init(known: [String: RecordSummary]) { self.known = known }

    mutating func add(_ reading: ImportRun.Reading, _ candidates: [Candidate]) {
        if case .failure(let error) = reading.result {
            outcomes.append(.init(path: reading.file.path, result: .refused, error: StudyErrorBody(error)))
        }
        for candidate in candidates { add(candidate, from: reading.file.path) }
    }

    private mutating func add(_ candidate: Candidate, from path: String) {
        if let same = held[candidate.digest] ?? known[candidate.digest] ?? created[candidate.digest] {
            outcomes.append(.init(path: path, result: .held, record: same, remarks: candidate.remarks))
            return
        }
        var record = candidate.record
        while !ids.insert(record.id).inserted { record = record.renamed() }
        let summary = RecordSummary(record)
        created[candidate.digest] = summary
        digests.append(candidate.digest)
        records.append(record)
        outcomes.append(.init(path: path, result: .created, record: summary, remarks: candidate.remarks))
    }

    /// Gives every new record a longer id, after one of the short ones turned out to be taken.
    mutating func renameAll() {
        var number = 0
        for index in outcomes.indices where outcomes[index].result == .created {
            records[number] = records[number].renamed()
            outcomes[index].record = RecordSummary(records[number])
            created[digests[number]] = outcomes[index].record
            number += 1
        }
    }
}

extension Record {
    /// The same record under a new, longer id.
    func renamed() -> Record {
        Record(
            id: RecordID(day: id.day, kind: kind, suffix: Random.characters(6)), kind: kind, version: version,
            day: day, time: time, title: title, participants: participants, details: details,
            captured: captured,
            saved: saved, nonce: nonce, body: body)
    }
}
