internal import StudyArchive
internal import StudyIndex
package import StudyModel
internal import Workflows

/// What everybody is at, and how this copy stands with the others.
extension StudyService {
    /// The team as this copy knows it; empty where somebody works alone.
    func teamView() async throws(StudyError) -> [TeamMate] {
        let members = try await describedNow().members
        if members.count < 2 { return [] }
        let steps = try await index.lastSteps()
        let waits = try await roundsWaiting()
        let logs = Dictionary(grouping: try await archive.deviceLogs(), by: \.member)
        return members.map { member in
            let step = steps[member.id]
            return TeamMate(
                member: member.id, role: member.role, isSelf: member.id == archive.member,
                lastStep: step?.at, since: step?.since ?? 0, waits: waits[member.id] ?? [],
                logs: logs[member.id] ?? [])
        }
    }

    /// Every device's log, and who has seen it.
    package func deviceLogs() async throws(StudyError) -> [DeviceLog] { try await archive.deviceLogs() }

    /// What of open rounds waits for whom: a coder's work, or the lead, who closes it.
    private func roundsWaiting() async throws(StudyError) -> [MemberID: [String]] {
        var waits: [MemberID: [String]] = [:]
        let memory = try await roundMemory()
        for round in memory.open {
            let late = round.coders.filter { !memory.work(of: $0, in: round.id).isSubmitted }
            for member in late.compactMap({ MemberID(rawValue: $0.rawValue) }) {
                waits[member, default: []].append("codes in the round '\(round.id)'")
            }
            if late.isEmpty, let lead = round.lead {
                waits[lead, default: []].append("closes the round '\(round.id)': all is handed in")
            }
        }
        return waits
    }

    /// How this copy stands with the remote that `rir sync` takes; `nil` where there is none.
    func syncState() async throws(StudyError) -> SyncState? {
        guard let remote = try? await remote(nil) else { return nil }
        let entry = SyncNote(in: archive.folder).remotes[remote.name]
        return SyncState(
            remote: remote.name, every: try await interval(of: remote.name), last: entry?.last,
            unsent: try await unsent(to: remote.name), failure: entry?.failure)
    }

    private func unsent(to remote: String) async throws(StudyError) -> Int {
        guard let seen = await reader.reference("\(Self.seen)/\(remote)/main") else {
            return try await index.counts().operations
        }
        return try await reader.count(leadingTo: await archive.branches.main, notTo: seen)
    }

    // MARK: By itself

    /// After how many minutes the daemon synchronises with a remote by itself; `nil` where it does not.
    private func interval(of remote: String) async throws(StudyError) -> Int? {
        let text = try? await GitProcess(folder: path).run(["config", "remote.\(remote).\(Self.every)"])
        return text.flatMap { Int($0.split(separator: "\n").first ?? "") }
    }

    /// The key of git's configuration, which git itself passes over.
    private static var every: String { "rir-every" }

    /// Has the daemon synchronise by itself from now on, or no more.
    ///
    /// - Parameter minutes: 1 to 1440; 0 for no more.
    /// - Throws: `remote.not_found`; `request.invalid` for another number.
    package func synchronise(every minutes: Int, with name: String?) async throws(StudyError) {
        let remote = try await remote(name)
        guard (0...1440).contains(minutes) else {
            throw StudyError(
                .requestInvalid, "A study is synchronised every 1 minute to every 24 hours, or never.",
                hint: "Give it as 15m or 2h.")
        }
        let git = GitProcess(folder: path)
        let key = "remote.\(remote.name).\(Self.every)"
        if minutes > 0 {
            _ = try await git.run(["config", key, "\(minutes)"])
            return
        }
        _ = try? await git.run(["config", "--unset-all", key])
    }

    /// Synchronises with every remote whose time has come.
    ///
    /// A failure is no surprise without a network; it stands in ``status()``.
    ///
    /// - Returns: whether the team changed, so that the study has to be opened again.
    package func synchroniseWhenDue() async -> Bool {
        // Most studies are synchronised by hand; asking git each time would keep an idle computer awake.
        let config = StudyFiles.read("\(path)/.git/config", limit: 1 << 20) ?? []
        guard String(decoding: config, as: UTF8.self).contains(Self.every) else { return false }
        var isTeamChanged = false
        for remote in (try? await remotes()) ?? [] {
            guard let minutes = try? await interval(of: remote.name) else { continue }
            let tried = SyncNote(in: archive.folder).remotes[remote.name]?.tried
            let age = surroundings.now.secondsSinceEpoch - (tried?.secondsSinceEpoch ?? 0)
            // A clock that was put back must not keep anybody waiting.
            guard age >= minutes * 60 || age < 0 else { continue }
            guard let report = try? await sync(remote.name) else { continue }
            isTeamChanged = isTeamChanged || report.isTeamChanged
        }
        return isTeamChanged
    }

    /// Notes how a synchronisation ended.
    func note(_ failure: StudyError?, on remote: String) {
        var note = SyncNote(in: archive.folder)
        var entry = note.remotes[remote] ?? .init()
        entry.tried = surroundings.now
        entry.failure = failure.map {
            SyncState.Failure(
                at: surroundings.now, code: $0.code.rawValue, message: $0.message, hint: $0.hint)
        }
        if failure == nil { entry.last = surroundings.now }
        note.remotes[remote] = entry
        note.save(in: archive.folder)
    }
}
