internal import StudyArchive
internal import StudyIndex
internal import StudyModel

/// What an erasure is about: whose words, and where they stand.
struct ErasedScope: Sendable {
    var words: ErasedWords
    /// Every file that ever held them, and every operation whose reason does.
    var found: HistoryScan.Found
}

extension StudyService {
    /// Finds everything that a participant said or that was written about them, in every version there ever was, and wherever
    /// others name or quote it.
    func erasedScope(of handle: Handle) async throws(StudyError) -> ErasedScope {
        let scan = try HistoryScan(folder: archive.folder)
        let needle = Array(handle.rawValue.utf8)
        let named = try await scan.versions { path, bytes in
            (RecordID(path: path) != nil || path.hasSuffix("/answers.jsonl")) && bytes.holdsWord(needle)
        }
        var theirs: Set<String> = []
        var concerned: Set<RecordID> = []
        var texts: [String] = []
        for (path, bytes) in named {
            guard let record = RecordReader.record(from: bytes) else {
                texts += Self.answers(of: handle, in: bytes)
                continue
            }
            concerned.insert(record.id)
            let isTheirs = record.participants.isAlone(handle, team: archive.description.team)
            if isTheirs { theirs.insert(path) }
            texts += record.words(of: handle, isTheirs: isTheirs)
        }
        var others: [String] = []
        if !texts.isEmpty {
            for summary in try await index.records(RecordFilter(limit: 0)).records
            where !concerned.contains(summary.id) {
                others.append(try await reader.record(summary.id).record.body)
            }
        }
        let words = ErasedWords(of: handle, texts, others: others)
        let own = theirs
        var found = try await scan.find { path, bytes in
            if Self.staysAfterErasure(path) { return false }
            return own.contains(path) || words.stand(in: bytes)
        }
        // A coding quotes a few words of its record, too few to be found as somebody's.
        let records = Set(found.paths.compactMap { RecordID(path: $0)?.rawValue })
        let codings = try await scan.versions { path, _ in Self.isCoding(path, ofOneOf: records) }
        found.paths.formUnion(codings.map(\.path))
        return ErasedScope(words: words, found: found)
    }

    /// What shows that somebody consented and withdrew, and who is in the team, stays: it holds no words of theirs.
    static func staysAfterErasure(_ path: String) -> Bool {
        switch path.split(separator: "/").first {
        case "study.yaml", "consent", "decisions", "reviews", "erasures", "checkpoints", "questions": true
        default: false
        }
    }

    /// Whether a file holds what was coded in one of some records.
    private static func isCoding(_ path: String, ofOneOf records: Set<String>) -> Bool {
        guard path.hasPrefix("coding/"), path.hasSuffix(".jsonl"), let name = path.split(separator: "/").last
        else { return false }
        return records.contains(String(name.dropLast(6)))
    }

    private static func answers(of handle: Handle, in bytes: [UInt8]) -> [String] {
        let needle = "\"participant\":\"\(handle.rawValue)\""
        return bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
            .filter { $0.contains(needle) }
    }
}

extension Record {
    /// What a participant says in it; all of it where it is about them alone and nobody's turns are told apart.
    fileprivate func words(of handle: Handle, isTheirs: Bool) -> [String] {
        if isWritten(by: handle) { return [body] }
        let scalars = Array(body.unicodeScalars)
        let turns = Turns.of(body: body).filter { $0.speaker == handle.rawValue }
        if turns.isEmpty { return isTheirs ? [body] : [] }
        return turns.map { turn in
            let words = turn.words.clamped(to: 0..<scalars.count)
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars[words])
            return String(text)
        }
    }
}
