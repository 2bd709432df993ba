internal import StudyArchive
internal import StudyModel

/// The rounds of double-coding and what coders did in them, kept at hand as the study now stands.
///
/// Emptied whenever somebody else moves `main`; filled again from git when it is asked for.
struct RoundMemory: Sendable {
    private(set) var rounds: [RoundID: Round] = [:]
    private(set) var works: [RoundID: [CoderID: RoundWork]] = [:]
    /// Files that are none as the format says: study path to what is wrong, as a sentence.
    private(set) var unreadable: [String: String] = [:]
    var isFilled = false
    /// Grows with every change, so that what was read meanwhile is not taken for the newest.
    private(set) var changes = 0

    /// Takes in what an operation wrote.
    mutating func take(in files: [String: [UInt8]?]) {
        for (path, bytes) in files where path.hasPrefix("rounds/") {
            changes += 1
            if isFilled { put(bytes, at: path) }
        }
    }

    /// Puts a file in the place of the one before; `nil` where there is none any more.
    mutating func put(_ bytes: [UInt8]?, at path: String) {
        guard let file = RoundFile(path: path) else { return }
        unreadable[path] = nil
        do throws(PeopleTextFailure) {
            switch file {
            case .round(let id):
                rounds[id] = nil
                guard let bytes else { return }
                let round = try RoundText.round(from: bytes)
                guard round.id == id else {
                    throw PeopleTextFailure(line: nil, reason: "It is another round than its name says.")
                }
                rounds[id] = round
            case .work(let id, let coder):
                works[id, default: [:]][coder] = try bytes.map { bytes throws(PeopleTextFailure) in
                    try RoundWork(round: id, coder: coder, from: bytes)
                }
            // Read where they are asked for.
            case .key, .decisions, .submission, .sheet: return
            }
        } catch { unreadable[path] = error.sentence }
    }

    mutating func empty() { self = RoundMemory(changes: changes + 1) }

    init() {}

    private init(changes: Int) { self.changes = changes }

    // MARK: Questions

    /// The open rounds, by name.
    var open: [Round] { rounds.values.filter { $0.state == .open }.sorted { $0.id < $1.id } }

    /// The open round that a record is in; a record is in one at most.
    func openRound(of record: RecordID) -> Round? { open.first { $0.contains(record) } }

    /// The open round in which a coder codes a record alone.
    func blindRound(of record: RecordID, for coder: CoderID) -> Round? {
        openRound(of: record).flatMap { $0.coders.contains(coder) ? $0 : nil }
    }

    /// The records whose codings by others a coder must not see.
    func blindRecords(for coder: CoderID) -> Set<RecordID> {
        Set(open.filter { $0.coders.contains(coder) }.flatMap { $0.records.map(\.record) })
    }

    /// Refuses to go on where a file is not as the format says: nothing may be written over it.
    ///
    /// - Parameter round: the name of the round that is asked about; `nil` for all.
    /// - Throws: `round.invalid`.
    func requireReadable(_ round: String? = nil) throws(StudyError) {
        let wrong = unreadable.filter { path, _ in
            guard let round else { return true }
            return path == "rounds/\(round).yaml" || path.hasPrefix("rounds/\(round)/")
        }
        guard let (path, reason) = wrong.min(by: { $0.key < $1.key }) else { return }
        throw StudyError(
            .roundInvalid, "'\(path)' is not as the format says: \(reason)",
            hint: "'git log -p' on the file shows what changed it; mend it and run 'rir adopt'.")
    }

    func work(of coder: CoderID, in round: RoundID) -> RoundWork {
        works[round]?[coder] ?? RoundWork(round: round, coder: coder)
    }
}

extension StudyService {
    /// The rounds as the study now stands.
    func roundMemory() async throws(StudyError) -> RoundMemory {
        while !rounds.isFilled {
            let start = rounds.changes
            var found = rounds
            for path in try await reader.files(below: "rounds") where !path.hasSuffix(".age") {
                if let bytes = try await reader.file(path) { found.put(bytes, at: path) }
            }
            guard rounds.changes == start, !rounds.isFilled else { continue }
            found.isFilled = true
            rounds = found
        }
        return rounds
    }

    /// A round by its name.
    ///
    /// - Throws: `round.not_found`; `round.invalid` where a file of it is not as the format says: nothing may be written over
    ///   that.
    func round(_ name: String) async throws(StudyError) -> Round {
        let memory = try await roundMemory()
        try memory.requireReadable(name)
        if let round = RoundID(rawValue: name).flatMap({ memory.rounds[$0] }) { return round }
        throw StudyError(
            .roundNotFound, "There is no round '\(name)'.",
            hint: "'rir round list' shows the rounds there are.")
    }
}
