internal import CodingLogic
internal import StudyArchive
internal import StudyIndex
internal import StudyModel

extension StudyService {
    /// All codings as they now stand.
    ///
    /// Packed files are kept in the index with the git object each was packed from, so that only what changed since is
    /// read again.
    func codingTable() async throws(StudyError) -> CodingTable {
        while true {
            if let table = coding.table { return table }
            let start = coding.changes
            let (table, packed) = try await packedTable(kept: try await index.packedFiles(), at: nil)
            try await index.keep(packed)
            // Codings made meanwhile may not be in it; then most of it is kept by now, and reading it again is quick.
            coding.keep(table, at: \.table, since: start)
        }
    }

    /// The codings of a commit, packed anew where nothing kept fits.
    ///
    /// - Returns: also what the index is to keep of it.
    func packedTable(
        kept: [PackedFile], at commit: String?
    ) async throws(StudyError) -> (table: CodingTable, packed: PackedCodingFiles) {
        var table = CodingTable()
        var known: [String: PackedFile] = [:]
        for file in kept { known[file.path] = file }
        var packed = PackedCodingFiles()
        var objects: [(path: String, object: String)] = []
        for folder in CodingText.folders { objects += try await reader.objects(below: folder, at: commit) }
        for (path, object) in objects {
            guard let (source, record) = CodingText.place(ofPath: path) else { continue }
            let file = known.removeValue(forKey: path)
            if let file, file.object == object, let slab = CodingSlab(bytes: file.bytes) {
                table.put(slab, of: record, in: source)
                continue
            }
            let slab = coding.numbers.pack(try Self.codings(from: try await reader.blob(object), at: path))
            packed.fresh.append(PackedFile(path: path, object: object, bytes: slab.bytes))
            table.put(slab, of: record, in: source)
        }
        packed.gone = Array(known.keys)
        packed.codes = coding.numbers.codes
        return (table, packed)
    }

    /// What queries are asked of, as the study now stands or stood at a moment.
    ///
    /// The present one is kept until anything is written, or the minute is over: consent may end with a day.
    func corpus(at moment: Timestamp?) async throws(StudyError) -> StudyCorpus {
        if let commit = try await commit(at: moment) { return try await corpus(ofCommit: commit) }
        let age = try await StudyCorpus.Age(
            position: index.position(), codings: coding.changes, rounds: roundMemory().changes,
            minute: surroundings.now.secondsSinceEpoch / 60)
        if let (known, corpus) = coding.corpus, known == age { return corpus }
        let corpus = try await corpus(ofCommit: nil)
        coding.corpus = (age, corpus)
        return corpus
    }

    private func corpus(ofCommit commit: String?) async throws(StudyError) -> StudyCorpus {
        let codebook = if let commit { try await codebook(atCommit: commit) } else { try await codebook() }
        let known = try await commit == nil ? index.recordFacts() : recordFacts(at: commit)
        let facts = try await usable(known)
        let cases = try await cases()
        let blind = try await roundMemory().blindRecords(for: CoderID(archive.member))
        var table =
            if let commit { try await packedTable(kept: [], at: commit).table } else {
                try await codingTable()
            }
        let records = facts.map { fact in
            QueryCorpus.Record(
                id: fact.id, number: table.number(of: fact.id), kind: fact.kind, day: fact.day,
                cases: fact.participants.map { CaseID($0) }, length: fact.length)
        }
        // In an open round a coder sees nobody else's codings; their own are sealed, and no query finds them.
        var hidden: Set<QueryCorpus.HiddenFile> = []
        for record in blind {
            let number = table.number(of: record)
            for source in table.sources.indices {
                hidden.insert(.init(record: number, source: UInt16(source)))
            }
        }
        let bodies = try RecordBodies(folder: archive.folder, at: commit)
        let corpus = QueryCorpus(
            records: records, cases: cases, codebook: codebook, codes: coding.numbers.codes,
            sources: table.sources, declarations: archive.description.attributes, codings: table.packed,
            hidden: hidden, body: { try bodies.body(of: $0) },
            comment: { record, source, coding in
                guard let bytes = try bodies.file(CodingText.path(of: record, in: source)) else {
                    return nil
                }
                return try CodingText.codings(from: bytes).first { $0.id == coding }?.comment
            })
        return StudyCorpus(corpus, withheld: known.count - facts.count)
    }

    /// The commit that holds the study as it was at a moment; `nil` for the present one.
    func commit(at moment: Timestamp?) async throws(StudyError) -> String? {
        guard let moment else { return nil }
        if let commit = try await reader.lastCommit(until: moment) { return commit }
        throw StudyError(
            .requestInvalid, "The study is younger than that.", hint: "Give a later day with --at.")
    }

    /// The records that may be analysed: everybody in them has agreed to it, and still does.
    func usable(_ facts: [RecordFacts]) async throws(StudyError) -> [RecordFacts] {
        let judge = try await consentJudge()
        return facts.filter { fact in
            if fact.participants.isEmpty { return true }
            let presence = RecordPresence(
                record: fact.id, people: fact.participants,
                began: RecordPresence.moment(day: fact.day, time: nil),
                isSurveyAnswer: fact.kind == .surveyResponse)
            return !judge.verdict(.analyse, of: presence).isRefused
        }
    }

    private func recordFacts(at commit: String?) async throws(StudyError) -> [RecordFacts] {
        var facts: [RecordFacts] = []
        for path in try await reader.files(below: "records", at: commit) {
            guard let id = RecordID(path: path) else { continue }
            let record = try await reader.record(id, at: commit).record
            facts.append(
                RecordFacts(
                    id: id, kind: record.kind, day: record.day, title: record.title,
                    participants: record.participants, length: record.body.unicodeScalars.count))
        }
        return facts
    }
}

/// What queries are asked of, with what every answer needs of it.
struct StudyCorpus: Sendable {
    /// What a corpus is true of.
    struct Age: Equatable, Sendable {
        var position: ArchivePosition?
        var codings: Int
        var rounds: Int
        var minute: Int
    }

    let corpus: QueryCorpus
    /// How many records are left out because somebody in them has not agreed to their use.
    let withheld: Int
    /// The records by their ids.
    let records: [RecordID: QueryCorpus.Record]

    init(_ corpus: QueryCorpus, withheld: Int) {
        self.corpus = corpus
        self.withheld = withheld
        records = Dictionary(corpus.records.map { ($0.id, $0) }) { first, _ in first }
    }
}
