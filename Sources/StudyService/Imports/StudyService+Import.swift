internal import StudyArchive
internal import StudyIndex
package import StudyModel

extension StudyService {
    /// Begins an import.
    ///
    /// - Parameter dryRun: whether to say only what would become of the files.
    package func beginImport(dryRun: Bool = false) async throws(StudyError) -> ImportRun {
        ImportRun(service: self, operation: surroundings.operationID(), dryRun: dryRun)
    }

    /// What a batch of an import became.
    struct Batch {
        var outcomes: [ImportOutcome]
        var created: [String: RecordSummary]
        /// E-mails that only a dry run knows of.
        var mails: [String: [String: RecordSummary]] = [:]
        var indexing: Task<Void, any Error>?
    }

    /// Saves what was read, leaving out what the study holds already.
    func save(
        _ readings: [ImportRun.Reading], in operation: OperationID, known: [String: RecordSummary]
    ) async throws(StudyError) -> Batch {
        try await writing { () async throws(StudyError) -> Batch in
            if try await index.operation(operation)?.undoneBy != nil {
                throw StudyError(
                    .undoSuperseded, "This import was undone while it ran.",
                    hint: "Import the files again if you want them.")
            }
            let now = surroundings.now
            var sorting = try await sorting(readings, known: known, at: now)
            guard !sorting.created.isEmpty else { return Batch(outcomes: sorting.outcomes, created: known) }
            var applied = try await write(sorting, in: operation, at: now)
            for _ in 0..<8 {
                guard case .failure(let error) = applied, error.code == .recordConflict else { break }
                sorting.renameAll()
                applied = try await write(sorting, in: operation, at: now)
            }
            return Batch(
                outcomes: sorting.outcomes, created: sorting.newContent,
                indexing: enqueue([try applied.get()]))
        }
    }

    /// Says what would become of what was read, and saves nothing.
    func rehearse(
        _ readings: [ImportRun.Reading], known: [String: RecordSummary],
        mails: [String: [String: RecordSummary]]
    ) async throws(StudyError) -> Batch {
        try await refreshed()
        let sorting = try await sorting(readings, known: known, mails: mails, at: surroundings.now)
        return Batch(
            outcomes: sorting.outcomes, created: known.merging(sorting.newContent) { first, _ in first },
            mails: sorting.mails)
    }

    private func sorting(
        _ readings: [ImportRun.Reading], known: [String: RecordSummary],
        mails seen: [String: [String: RecordSummary]] = [:], at now: Timestamp
    ) async throws(StudyError) -> ImportSorting {
        let files = readings.map { (path: $0.file.path, candidates: candidates(of: $0, at: now), $0.result) }
        var sorting = ImportSorting(known: known)
        sorting.held = try await held(Set(files.flatMap { $0.candidates.map(\.digest) }))
        sorting.mails = try await mails(
            named: Set(files.flatMap { $0.candidates.compactMap(\.messageID) })
        ).merging(seen) { $0.merging($1) { first, _ in first } }
        for (path, candidates, result) in files {
            if case .failure(let error) = result { sorting.refuse(path, error) }
            sorting.add(candidates)
        }
        return sorting
    }

    private func write(
        _ sorting: ImportSorting, in operation: OperationID, at now: Timestamp
    ) async throws(StudyError) -> Result<AppliedOperation, StudyError> {
        let write = ArchiveOperation(
            id: operation, act: .import, by: archive.member, at: now,
            records: sorting.created.map {
                .init(id: $0.record.id, version: 1, change: .created, record: $0.record)
            },
            files: sorting.memoFiles)
        return try await archive.write([write])[0]
    }

    /// The records a file would become, each document inside one behind it.
    private func candidates(of reading: ImportRun.Reading, at now: Timestamp) -> [ImportCandidate] {
        guard case .success(let drafts) = reading.result else { return [] }
        var candidates: [ImportCandidate] = []
        for draft in drafts {
            add(draft, path: reading.file.path, parent: nil, of: reading, to: &candidates, at: now)
        }
        return candidates
    }

    private func add(
        _ draft: RecordDraft, path: String, parent: Int?, of reading: ImportRun.Reading,
        to candidates: inout [ImportCandidate], at now: Timestamp
    ) {
        var dated = draft
        if draft.day == nil, let modified = reading.file.modified {
            dated.day = modified.day
            dated.details[ContentDigest.dateSourceKey] = .text("file")
        }
        let told = reading.file.overrides
        if told.title != nil {
            dated.details[ContentDigest.titleSourceKey] = .text("told")
        } else if draft.guesses.contains(where: { $0.field == "title" && $0.basis == "the file's name" }) {
            dated.details[ContentDigest.titleSourceKey] = .text("file")
        }
        if told.day != nil { dated.details[ContentDigest.dateSourceKey] = .text("told") }
        let record = newRecord(dated, at: now)
        var guesses = draft.guesses
        if draft.day == nil {
            let basis = reading.file.modified == nil ? "today" : "when the file was last changed"
            guesses.append(.init(field: "date", basis: basis, certainty: .unsure))
        }
        let number = candidates.count
        candidates.append(
            ImportCandidate(
                path: path, record: record, digest: ContentDigest.of(record), remarks: draft.remarks,
                guesses: guesses, memos: draft.memos, parent: parent, mailText: reading.mailTexts[draft.body])
        )
        for part in draft.parts {
            let name = part.details.text("file-name") ?? part.title
            add(part, path: "\(path) > \(name)", parent: number, of: reading, to: &candidates, at: now)
        }
    }

    /// More mails of one Message-ID than this are a program that uses one id for all; they are not compared.
    private static var mostCopies: Int { 20 }

    /// The e-mails of the study that carry a Message-ID that is about to come in, by the digest of their text.
    private func mails(
        named messageIDs: Set<String>
    ) async throws(StudyError) -> [String: [String: RecordSummary]] {
        var mails: [String: [String: RecordSummary]] = [:]
        for (messageID, ids) in try await index.mails(named: messageIDs) {
            for id in ids.prefix(Self.mostCopies) {
                let record = try await stored(id, version: nil).record
                let text = MailText.digest(of: record.body)
                mails[messageID, default: [:]][text] = RecordSummary(record)
            }
        }
        return mails
    }

    private func held(_ digests: Set<String>) async throws(StudyError) -> [String: RecordSummary] {
        var held: [String: RecordSummary] = [:]
        for (digest, id) in try await index.contentDigests(matching: digests) {
            held[digest] = try await index.summary(id)
        }
        return held
    }
}
