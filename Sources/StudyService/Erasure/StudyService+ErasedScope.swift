internal import StudyArchive
internal import StudyIndex
internal import StudyModel

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

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
                texts += AnswerWords.read(bytes).filter { $0.participant == handle.rawValue }.flatMap(\.words)
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
        let words = try await self.words(of: handle, texts, others: others, scan)
        let own = theirs
        var found = try await scan.find { path, bytes in
            // What was asked in a survey is nobody's, and what was answered does not stand there.
            if Self.staysAfterErasure(path) || Self.isInstrument(path) { return false }
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

    /// Their words, without those of the study's instruments, and with regard to what others say themselves.
    private func words(
        of handle: Handle, _ texts: [String], others: [String], _ scan: HistoryScan
    ) async throws(StudyError) -> ErasedWords {
        if texts.isEmpty { return ErasedWords(of: handle, texts, others: others) }
        let instruments = try await scan.versions { path, _ in Self.isInstrument(path) }
        let lines = instruments.flatMap { $0.bytes.split(separator: 0x0A) }
        let words = ErasedWords(
            of: handle, texts, others: others, instruments: lines.map { String(decoding: $0, as: UTF8.self) })
        let alike = try await scan.versions { path, bytes in
            (RecordID(path: path) != nil || path.hasSuffix("/answers.jsonl")) && words.areQuoted(in: bytes)
        }
        let team = archive.description.team
        return words.leaving(
            alike.flatMap { file in
                RecordReader.record(from: file.bytes)?.words(ofOthersThan: handle, team: team)
                    ?? AnswerWords.read(file.bytes).filter { $0.participant != handle.rawValue }.flatMap(
                        \.words)
            })
    }

    /// Whether a file holds what was asked in a survey.
    static func isInstrument(_ path: String) -> Bool {
        path.hasPrefix("surveys/") && path.hasSuffix("/variables.yaml")
    }
}

/// What one person answered in a survey, as far as they are words.
private struct AnswerWords: Decodable {
    var participant: String?
    var values: [String: Value]

    enum Value: Decodable {
        case words([String])
        case other

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .words([text])
            } else {
                self = (try? container.decode([String].self)).map(Value.words) ?? .other
            }
        }
    }

    var words: [String] {
        values.values.flatMap { value -> [String] in
            guard case .words(let words) = value else { return [] }
            return words
        }
    }

    /// Every line of a file of answers that is one.
    static func read(_ bytes: [UInt8]) -> [AnswerWords] {
        let decoder = JSONDecoder()
        return bytes.split(separator: 0x0A).compactMap { try? decoder.decode(Self.self, from: Data($0)) }
    }
}

extension Record {
    /// What a participant says in it; all of it where it is about them alone and nobody's turns are told apart.
    fileprivate func words(of handle: Handle, isTheirs: Bool) -> [String] {
        if isWritten(by: handle) { return [body] }
        let scalars = Array(body.unicodeScalars)
        let turns = Turns.of(body: body).filter { $0.speaker == handle.rawValue }
        if turns.isEmpty { return isTheirs ? sections : [] }
        return turns.map { turn in
            let words = turn.words.clamped(to: 0..<scalars.count)
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars[words])
            return String(text)
        }
    }

    /// What other participants say in it themselves: their turns, or what they answered in a survey.
    fileprivate func words(ofOthersThan handle: Handle, team: Set<String>) -> [String] {
        if kind == .surveyResponse { return participants.contains(handle) ? [] : sections }
        let scalars = Array(body.unicodeScalars)
        return Turns.of(body: body).compactMap { turn in
            guard let speaker = turn.speaker.flatMap({ Handle(rawValue: $0) }), speaker != handle,
                !team.contains(speaker.prefix)
            else { return nil }
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars[turn.range.clamped(to: 0..<scalars.count)])
            return String(text)
        }
    }

    /// The text between its headings, which are questions or whoever wrote it down.
    private var sections: [String] {
        body.split(separator: "\n", omittingEmptySubsequences: false)
            .split { $0.hasPrefix("#") }.map { $0.joined(separator: "\n") }
    }
}
