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
        if let table = coding.table { return table }
        let (table, fresh, gone) = try await packedTable(
            kept: try await index.packedFiles(), codes: try await index.codeNumbers(), at: nil)
        if !fresh.isEmpty || !gone.isEmpty {
            try await index.keep(fresh, codes: table.codes, without: gone)
        }
        coding.table = table
        return table
    }

    /// The codings of a commit, packed anew where nothing kept fits.
    ///
    /// - Returns: what was packed anew, and the paths of what was kept of files that are not there.
    func packedTable(
        kept: [PackedFile], codes: [CodeID], at commit: String?
    ) async throws(StudyError) -> (table: CodingTable, fresh: [PackedFile], gone: [String]) {
        var table = CodingTable(codes: codes)
        var known: [String: PackedFile] = [:]
        for file in kept { known[file.path] = file }
        var fresh: [PackedFile] = []
        for (path, object) in try await reader.objects(below: "coding", at: commit) {
            guard let (coder, record) = CodingText.owner(ofPath: path) else { continue }
            let file = known.removeValue(forKey: path)
            if let file, file.object == object, let slab = CodingSlab(bytes: file.bytes) {
                table.put(slab, of: record, by: coder)
                continue
            }
            let slab = table.pack(try Self.codings(from: try await reader.blob(object), at: path))
            fresh.append(PackedFile(path: path, object: object, bytes: slab.bytes))
            table.put(slab, of: record, by: coder)
        }
        return (table, fresh, Array(known.keys))
    }

    /// What queries are asked of, as the study now stands or stood at a moment.
    ///
    /// - Returns: also how many records are left out because somebody in them has not agreed to their use.
    func corpus(at moment: Timestamp?) async throws(StudyError) -> (corpus: QueryCorpus, withheld: Int) {
        var commit: String?
        if let moment {
            commit = try await reader.lastCommit(until: moment)
            guard commit != nil else {
                throw StudyError(
                    .requestInvalid, "The study is younger than that.", hint: "Give a later day with --at.")
            }
        }
        let codebook = if let commit { try await codebook(atCommit: commit) } else { try await codebook() }
        var table = CodingTable()
        if let commit {
            table = try await packedTable(kept: [], codes: [], at: commit).table
        } else {
            table = try await codingTable()
        }
        let known = try await commit == nil ? recordFacts() : recordFacts(at: commit)
        let facts = try await usable(known)
        let records = facts.map { fact in
            QueryCorpus.Record(
                id: fact.id, number: table.number(of: fact.id), kind: fact.kind, day: fact.day,
                cases: fact.participants.map { CaseID($0) }, length: fact.length)
        }
        if commit == nil { coding.table = table }
        let bodies = try RecordBodies(folder: archive.folder, at: commit)
        let corpus = QueryCorpus(
            records: records, cases: try await cases(), codebook: codebook, codes: table.codes,
            sources: table.sources, declarations: archive.description.attributes, codings: table.packed,
            body: { try bodies.body(of: $0) },
            comment: { record, source, coding in
                guard let coder = source.coder,
                    let bytes = try bodies.file(CodingText.path(of: record, by: coder))
                else { return nil }
                return try CodingText.codings(from: bytes).first { $0.id == coding }?.comment
            })
        return (corpus, known.count - facts.count)
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

    /// What is known of the current records; kept until the next write.
    private func recordFacts() async throws(StudyError) -> [RecordFacts] {
        let position = await archive.position
        if let (known, facts) = coding.facts, known == position { return facts }
        let facts = try await index.recordFacts()
        coding.facts = (position, facts)
        return facts
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
