internal import Logging
internal import StudyArchive
internal import StudyModel

/// Two copies of a study of which one has carried an erasure out that the other does not know yet.
extension StudyService {
    /// Brings this copy and a remote to the same erasures before they are joined.
    ///
    /// What the remote erased is taken out here too, also from what was written here without knowing of it. Where the remote
    /// still stands on what was erased here, it is taken over without that, and is to be replaced.
    ///
    /// - Returns: where the remote's `main` stands that has to be replaced; `nil` where it only has to grow.
    /// - Throws: as ``sync(_:adopting:agent:)``; nothing is changed then.
    func level(
        _ theirs: [String: String], over transport: GitTransport, adopting: Bool,
        into report: inout SyncReport
    ) async throws(StudyError) -> String? {
        guard let main = theirs[Self.mainBranch], try await mayDiffer(from: main) else { return nil }
        let audit = theirs[Self.auditBranch]
        try await bring(theirs, over: transport)
        let outcome = try await writing { [report] () async throws(StudyError) -> Levelled? in
            try await levelled(main: main, audit: audit, adopting: adopting, report)
        }
        guard let outcome else { return nil }
        report = outcome.report
        return outcome.replaced
    }

    /// What came of it.
    private struct Levelled: Sendable {
        var report: SyncReport
        var replaced: String?
    }

    /// From the first look at this copy's history to its new one nobody else writes: what was made of a history that went on
    /// meanwhile would drop what was added to it.
    private func levelled(
        main: String, audit: String?, adopting: Bool, _ sofar: SyncReport
    ) async throws(StudyError) -> Levelled? {
        // What can't be read is refused by whoever receives it.
        guard await reader.isCommit(main), let gap = try? await archive.erasureGap(to: main), !gap.isEmpty
        else { return nil }
        var report = sofar
        let ours = await archive.branches
        let unsent = try await unsentScope(gap.here, since: try await lastSeen(report.remote, main))
        let here = try await archive.without(
            gap.here, ours.main, others: main, held: (unsent.paths, unsent.reasons))
        let there = try await archive.without(gap.there, main, log: audit)
        // What never knew of an erasure is looked at as what a stranger brings: as it was signed.
        let known = gap.there.isEmpty ? (main: here.head, audit: ours.audit) : nil
        let found = try await IncomingCheck(folder: archive.folder).run(
            main: main, audit: audit, ours: known, adopter: adopting ? archive.member : nil,
            device: known == nil ? nil : archive.device)
        if known != nil { report.received.merge(found.byMember, uniquingKeysWith: +) }
        removeDrafts(quoting: unsent.words)
        let lost = here.lost.filter { $0.device == archive.device }
        if !gap.here.isEmpty {
            try hold(
                records: unsent.records, files: unsent.files, without: unsent.words, lost: lost, for: gap.here
            )
        }
        let outcome = try await archive.level(ours: here.head, with: there.head, audit: audit)
        surroundings.erasureHooks.reach(.levelled)
        report.way = outcome.way == .nothing ? report.way : .joined
        try await forgetSeen(of: report.remote)
        if gap.here.isEmpty {
            try await takeInJoin(adopting: adopting)
        } else {
            try await carryOut(gap.here, words: unsent.words, lost: lost)
            try await bringBackHeld()
        }
        if !there.lost.isEmpty || outcome.way == .joined, !gap.there.isEmpty {
            try await answer(for: gap.there, lost: there.lost)
        }
        report.erasures += gap.here.map(\.id)
        report.lost += lost.count
        return Levelled(report: report, replaced: gap.there.isEmpty ? nil : main)
    }

    /// What of this copy's own work names or quotes somebody whom others erased without knowing of it.
    private struct Unsent {
        var paths: Set<String> = []
        var reasons: Set<OperationID> = []
        var words: [ErasedWords] = []
        /// Records among ``paths`` as they stand here.
        var records: [Record] = []
        /// Other files in which others' work is beside theirs, without them.
        var files: [UnsentFile] = []
    }

    /// Looks for it while the old history is still here and says what their words were.
    private func unsentScope(
        _ erasures: [Erasure], since seen: String?
    ) async throws(StudyError) -> Unsent {
        var unsent = Unsent()
        let people = Set(erasures.filter { $0.basis == .withdrawal }.compactMap(\.participant))
        for handle in people {
            let scope = try await erasedScope(of: handle)
            unsent.paths.formUnion(scope.found.paths)
            unsent.reasons.formUnion(scope.found.reasons)
            unsent.words.append(scope.words)
        }
        unsent.files = try await unsentFiles(erasures, among: unsent.paths, since: seen)
        unsent.paths.subtract(erasures.flatMap(\.paths))
        unsent.reasons.subtract(erasures.flatMap(\.reasons))
        for path in unsent.paths.sorted() {
            guard let bytes = try await reader.file(path), let record = RecordReader.record(from: bytes)
            else { continue }
            // What is theirs alone does not come back, however short.
            if people.contains(where: { record.participants.isAlone($0, team: archive.description.team) }) {
                continue
            }
            unsent.records.append(people.reduce(record) { $0.withholding($1) })
        }
        return unsent
    }

    /// Whether one of the two has erasures, and the remote is not where this copy has been.
    private func mayDiffer(from main: String) async throws(StudyError) -> Bool {
        let ours = await archive.branches.main
        if main == ours { return false }
        guard await reader.isCommit(main) else { return true }
        return (try? await archive.erasureGap(to: main))?.isEmpty != true
    }

    /// What others wrote on the old history, without what was erased, is no longer signed by them; a lead who erased answers for
    /// it in a step that says so, and their logs say who made it.
    private func answer(for erasures: [Erasure], lost: [LeafRange]) async throws(StudyError) {
        guard try await ownRole() == "lead", let last = erasures.last else { return }
        let erasure = Erasure(
            id: surroundings.operationID(), basis: last.basis, withdrawal: last.withdrawal,
            participant: last.participant, covers: lost,
            recorded: Provenance(by: archive.member, at: surroundings.now))
        _ = try await erase(erasure, words: nil, originals: [])
    }

    /// Clears away what a fetch brought back of what was erased here.
    func clearAgain() async throws(StudyError) {
        try await writing { () async throws(StudyError) in
            let clearing = HistoryClearing(
                folder: archive.folder, denied: Set(try await erasures().flatMap(\.denied)), gone: [],
                hooks: surroundings.erasureHooks)
            _ = try await clearing.run()
            await archive.didPack()
        }
    }

    /// Clears away what a remote sent of what was erased here, where nothing else came of it.
    func clearWhatCameBack() async {
        do throws(StudyError) {
            for commit in try await erasures().flatMap(\.denied) where await reader.isCommit(commit) {
                return try await clearAgain()
            }
        } catch { log.error("what was erased came back and waits to be cleared", error) }
    }

    /// Where the remote stood before no longer says whether it went back.
    private func forgetSeen(of remote: String) async throws(StudyError) {
        for branch in ["main", "audit"] {
            _ = try? await GitProcess(folder: path).run([
                "update-ref", "-d", "\(Self.seen)/\(remote)/\(branch)",
            ])
        }
    }
}
