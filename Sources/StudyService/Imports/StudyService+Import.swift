internal import StudyArchive
internal import StudyIndex
package import StudyModel

extension StudyService {
    /// Begins an import.
    ///
    /// - Parameters:
    ///   - dryRun: whether to say only what would become of the files.
    ///   - cleared: whether a person says that what may look like a name in the files is none.
    package func beginImport(
        dryRun: Bool = false, cleared: Bool = false
    ) async throws(StudyError) -> ImportRun {
        ImportRun(service: self, operation: surroundings.operationID(), dryRun: dryRun, cleared: cleared)
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
        _ readings: [ImportRun.Reading], in operation: OperationID, act: OperationSummary.Act = .import,
        known: [String: RecordSummary]
    ) async throws(StudyError) -> Batch {
        try await writing { () async throws(StudyError) -> Batch in
            if try await index.operation(operation)?.undoneBy != nil {
                throw StudyError(
                    .undoSuperseded, "This import was undone while it ran.",
                    hint: "Import the files again if you want them.")
            }
            let now = surroundings.now
            var sorting = try await sorting(readings, known: known, at: now)
            let originals = try await sealOriginals(of: readings, sorting, in: operation)
            try await keep(sorting.waiting.map { originals.holding($0.source, file: $0.file) })
            guard !sorting.created.isEmpty else { return Batch(outcomes: sorting.outcomes, created: known) }
            let notes = try await seal(
                sorting.created.compactMap { made in made.witness.map { ($0, made.record.id) } },
                in: operation)
            var filed = try await filedReplies(of: sorting, at: now)
            let logged = originals.logged + notes
            var applied = try await write(sorting, filed.files, logged, in: operation, act, at: now)
            for _ in 0..<8 {
                guard case .failure(let error) = applied, error.code == .recordConflict else { break }
                sorting.renameAll()
                filed = try await filedReplies(of: sorting, at: now)
                applied = try await write(sorting, filed.files, logged, in: operation, act, at: now)
            }
            for (number, remark) in filed.remarks { sorting.remark(remark, on: number) }
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
        let files = readings.enumerated().map { number, reading in
            (reading: reading, sources: candidates(of: reading, file: number, at: now))
        }
        let all = files.flatMap { $0.sources.flatMap(\.candidates) }
        var sorting = ImportSorting(known: known)
        sorting.held = try await held(all)
        sorting.mails = try await mails(named: Set(all.compactMap(\.messageID)))
            .merging(seen) { $0.merging($1) { first, _ in first } }
        let judge = try await consentJudge()
        sorting.inbox = namePolicy == .off ? [:] : try await heldSources()
        for (reading, sources) in files {
            if case .failure(let error) = reading.result { sorting.refuse(reading.file.path, error) }
            for source in sources {
                if let (held, note) = source.waiting {
                    sorting.wait(source.candidates, held, note)
                } else if let error = source.refusal(by: judge) {
                    sorting.refuse(reading.file.path, error)
                } else {
                    sorting.add(source.candidates)
                }
            }
        }
        return sorting
    }

    private func write(
        _ sorting: ImportSorting, _ replies: [String: [UInt8]?], _ originals: [String],
        in operation: OperationID, _ act: OperationSummary.Act, at now: Timestamp
    ) async throws(StudyError) -> Result<AppliedOperation, StudyError> {
        var write = ArchiveOperation(
            id: operation, act: act, by: archive.member, at: now,
            records: sorting.created.map {
                .init(id: $0.record.id, version: 1, change: .created, record: $0.record)
            },
            files: sorting.memoFiles.merging(replies) { $1 })
        write.originals = originals
        let result = try await archive.write([write])[0]
        if case .success = result { feedback.take(in: replies) }
        return result
    }

    /// One source of a file: the records it would become, each document inside one behind it, or what waits.
    struct SourceCandidates {
        var candidates: [ImportCandidate]
        var waiting: (HeldSource, WaitingSource)?

        /// Why people in it don't permit it.
        func refusal(by judge: ConsentJudge) -> StudyError? {
            candidates.lazy.compactMap { judge.refusal(of: $0.record) }.first
        }
    }

    private func candidates(
        of reading: ImportRun.Reading, file: Int, at now: Timestamp
    ) -> [SourceCandidates] {
        guard case .success(let sources) = reading.result else { return [] }
        return sources.map { source in
            var candidates: [ImportCandidate] = []
            add(
                source.draft, origin: source.origin, path: reading.file.path, parent: nil, of: reading,
                to: &candidates, at: now)
            candidates[0].isUnique = reading.file.path.isEmpty
            if let id = source.id { candidates[0].record = newRecord(source.draft, id: id, at: now) }
            if let received = source.received {
                for number in candidates.indices { candidates[number].record.captured = received }
            }
            for number in candidates.indices { candidates[number].file = file }
            candidates[0].witness = source.witness(of: reading.file, digest: candidates[0].sourceDigest)
            guard case .waits(let cause, let passage) = source.admission else {
                return SourceCandidates(candidates: candidates)
            }
            var held = held(source.origin, cause: cause)
            held.draft = source.origin
            held.path = reading.file.path
            held.modified = reading.file.modified
            held.digest = candidates[0].sourceDigest
            return SourceCandidates(candidates: candidates, waiting: (held, note(of: held, passage)))
        }
    }

    private func add(
        _ draft: RecordDraft, origin: RecordDraft, path: String, parent: Int?,
        of reading: ImportRun.Reading, to candidates: inout [ImportCandidate], at now: Timestamp
    ) {
        let record = newRecord(draft, at: now)
        let digest = ContentDigest.of(record)
        let number = candidates.count
        candidates.append(
            ImportCandidate(
                path: path, record: record, digest: digest,
                sourceDigest: draft == origin ? digest : ContentDigest.of(newRecord(origin, at: now)),
                remarks: draft.remarks, guesses: draft.guesses, memos: draft.memos, parent: parent,
                mailText: reading.mailTexts[draft.body]))
        for (part, origin) in zip(draft.parts, origin.parts) {
            let name = part.details.text("file-name") ?? part.title
            add(
                part, origin: origin, path: "\(path) > \(name)", parent: number, of: reading, to: &candidates,
                at: now)
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

    /// What of some candidates the study holds already, by the digest of the source.
    ///
    /// A source whose names were replaced is known by what came, whatever the key table says by now.
    func held(_ candidates: [ImportCandidate]) async throws(StudyError) -> [String: RecordSummary] {
        var held: [String: RecordSummary] = [:]
        for (digest, id) in try await index.contentDigests(matching: Set(candidates.map(\.digest))) {
            held[digest] = try await index.summary(id)
        }
        let seen = namePolicy == .off ? [:] : try await seenSources()
        for digest in Set(candidates.map(\.sourceDigest)) where held[digest] == nil {
            if let id = seen[digest] { held[digest] = try await index.summary(id) }
        }
        return held
    }
}
