internal import Logging
internal import StudyArchive
package import StudyModel

extension StudyService {
    /// Exchanges work with a remote: brings what is new there, checks it, joins it with what is here, and sends the result.
    ///
    /// What was committed here with git alone goes out in the name of the member at work here, who answers for it.
    ///
    /// - Parameters:
    ///   - name: the remote's; `nil` for `origin` or the only one.
    ///   - adopting: whether to answer also for what others committed with git alone and put on the remote.
    ///   - agent: the socket of the ssh agent of whoever asks; `nil` for that of this process.
    /// - Throws: `remote.not_found`, `sync.unreachable`, `sync.denied`; `sync.refused` for anything on the remote that no member may have put
    ///   there; `record.hand_edited`. Nothing is changed then; what was received before a sending failed stays.
    package func sync(
        _ name: String? = nil, adopting: Bool = false, agent: String? = nil
    ) async throws(StudyError) -> SyncReport {
        await syncTurn.take()
        defer { syncTurn.give() }
        try await refreshed()
        let remote = try await remote(name)
        do throws(StudyError) {
            var report = try await exchange(with: remote, adopting: adopting, agent: agent)
            // Somebody may have been withdrawn elsewhere by whoever may not erase.
            let before = await archive.branches.main
            await finishErasures()
            if await archive.branches.main != before {
                let next = try await exchange(with: remote, adopting: adopting, agent: agent)
                report.sent += next.sent
                report.questions = next.questions
            }
            note(nil, on: remote.name)
            return report
        } catch {
            note(error, on: remote.name)
            if error.code != .syncUnreachable { await forgetIncoming() }
            await clearWhatCameBack()
            throw error
        }
    }

    private func exchange(
        with remote: Remote, adopting: Bool, agent: String?
    ) async throws(StudyError) -> SyncReport {
        let transport = try transport(to: remote, agent: agent)
        var report = SyncReport(
            remote: remote.name, way: .nothing, received: [:], sent: 0, questions: [], isTeamChanged: false)
        let team = try await reader.file("study.yaml")
        // Whoever is quicker wins; the other receives and tries again.
        for _ in 0..<Self.attempts {
            let theirs = try await transport.references([Self.mainBranch, Self.auditBranch])
            let replaced = try await level(theirs, over: transport, adopting: adopting, into: &report)
            if replaced == nil {
                try await receive(theirs, over: transport, adopting: adopting, into: &report)
            }
            try await writing { () async throws(StudyError) in try await carryOnWithdrawals() }
            try await vouch(on: remote.name, adopting: adopting)
            // Whoever only received something has it cosigned, and tells so the next time: nobody waits for it.
            let onlyReceives = try await hasOnlyReceived(theirs, report)
            if !onlyReceives { try await witness() }
            if try await send(theirs, replacing: replaced, over: transport, into: &report) {
                if replaced != nil { try await clearAgain() }
                if onlyReceives { try await witness() }
                report.questions = try await questions()
                try await takeGivenID()
                let isNew = try await isTeamNew()
                report.isTeamChanged = try await reader.file("study.yaml") != team || isNew
                return report
            }
        }
        throw StudyError(
            .syncUnreachable, "Others were quicker each time, so nothing was sent.",
            hint: "What they did is here. Run 'rir sync' again.")
    }

    private func hasOnlyReceived(
        _ theirs: [String: String], _ report: SyncReport
    ) async throws(StudyError) -> Bool {
        let ours = await archive.branches
        return report.way == .received && ours.main == theirs[Self.mainBranch]
            && ours.audit == theirs[Self.auditBranch]
    }

    /// Signs this device's log and cosigns those of others.
    private func witness() async throws(StudyError) {
        try await writing { () async throws(StudyError) in
            _ = try await archive.witness(at: surroundings.now)
        }
    }

    private static let attempts = 8
    static let mainBranch = "refs/heads/main"
    static let auditBranch = "refs/heads/audit"
    /// Where what a fetch brings lies until it is checked.
    static let incoming = "refs/rir/incoming"

    // MARK: Receiving

    private func receive(
        _ theirs: [String: String], over transport: GitTransport, adopting: Bool,
        into report: inout SyncReport
    ) async throws(StudyError) {
        let ours = await archive.branches
        guard let main = theirs[Self.mainBranch] else {
            return try await requireGrown(main: "", audit: nil, on: report.remote)
        }
        if main == ours.main, theirs[Self.auditBranch] == ours.audit { return }
        if !adopting, try await isAsSeen(theirs, on: report.remote, by: ours.main) { return }
        try await bring(theirs, over: transport)
        let brought = try await brought(hasLog: theirs[Self.auditBranch] != nil, on: report.remote)
        let found = try await IncomingCheck(folder: archive.folder).run(
            main: brought.main, audit: brought.audit, ours: ours,
            adopter: adopting ? archive.member : nil, device: archive.device)
        report.received.merge(found.byMember, uniquingKeysWith: +)
        let outcome = try await writing { () async throws(StudyError) in
            let outcome = try await archive.join(
                main: brought.main, audit: brought.audit, isAnswered: !adopting)
            if outcome.way != .nothing { try await takeInJoin(adopting: adopting) }
            return outcome
        }
        switch outcome.way {
        case .nothing: break
        case .forward: report.way = .received
        case .joined: report.way = .joined
        }
    }

    /// Fetches the branches of a remote, if they are not here as they stand there.
    func bring(_ theirs: [String: String], over transport: GitTransport) async throws(StudyError) {
        var wanted: [String: String] = [:]
        var isHere = true
        for (branch, name) in [(Self.mainBranch, "main"), (Self.auditBranch, "audit")] {
            guard let commit = theirs[branch] else { continue }
            wanted[branch] = "\(Self.incoming)/\(name)"
            if await reader.reference("\(Self.incoming)/\(name)") != commit { isHere = false }
        }
        if !isHere { try await transport.fetch(wanted) }
    }

    /// Lets nothing lead to what was refused, so that git throws it away in time.
    private func forgetIncoming() async {
        for name in ["main", "audit"] {
            _ = try? await GitProcess(folder: path).run(["update-ref", "-d", "\(Self.incoming)/\(name)"])
        }
    }

    /// Whether the remote stands where this copy saw it last, and has all of it: then nothing there is new.
    private func isAsSeen(
        _ theirs: [String: String], on remote: String, by main: String
    ) async throws(StudyError) -> Bool {
        let seen = await reader.reference("\(Self.seen)/\(remote)/main")
        let log = await reader.reference("\(Self.seen)/\(remote)/audit")
        guard let seen, seen == theirs[Self.mainBranch], log == theirs[Self.auditBranch] else { return false }
        return try await reader.leads(seen, to: main)
    }

    /// What a fetch brought: two commits that go on from where the remote stood.
    private func brought(
        hasLog: Bool, on remote: String
    ) async throws(StudyError) -> (main: String, audit: String?) {
        var heads: [String: String] = [:]
        for name in hasLog ? ["main", "audit"] : ["main"] {
            // The remote may have moved since it was asked, but not to nothing.
            guard let id = await reader.reference("\(Self.incoming)/\(name)"),
                await reader.isCommit(id)
            else {
                throw StudyError(
                    .syncRefused,
                    "The branch '\(name)' of the remote leads to no commit; nothing was taken over.",
                    hint: "Ask whoever keeps the remote to look at it with 'git log \(name)'.")
            }
            heads[name] = id
        }
        let main = heads["main"] ?? ""
        try await requireGrown(main: main, audit: heads["audit"], on: remote)
        return (main, heads["audit"])
    }

    /// Answers for what was committed with git alone since the last synchronisation, here or, adopted, on the remote; and, adopted
    /// by a lead, for steps of somebody who was taken out of the team meanwhile.
    private func vouch(on remote: String, adopting: Bool) async throws(StudyError) {
        let ours = await archive.branches
        let seen = await reader.reference("\(Self.seen)/\(remote)/main")
        let sound = await archive.sound
        let finder = try UnsignedCommits(folder: archive.folder)
        // Nothing that this copy wrote, or looked at as it came, waits for somebody to answer for it.
        var commits = try await finder.leading(to: ours.main, notTo: sound?.main ?? seen)
        if adopting {
            let seenLog = await reader.reference("\(Self.seen)/\(remote)/audit")
            let known = seen.map { (main: $0, audit: seenLog) }
            let found = try await IncomingCheck(folder: archive.folder).run(
                main: ours.main, audit: ours.audit, ours: known, adopter: archive.member)
            commits += try await finder.described(found.departed)
        }
        if commits.isEmpty { return }
        try await writing { () async throws(StudyError) in
            var operation = ArchiveOperation(
                id: surroundings.operationID(), act: .adopt, by: archive.member, at: surroundings.now)
            operation.vouchesFor = commits
            _ = try await commit([operation])[0].get()
        }
    }

    /// Refuses a remote that no longer holds what it held when this copy last looked.
    private func requireGrown(main: String, audit: String?, on remote: String) async throws(StudyError) {
        for (name, now) in [("main", main), ("audit", audit ?? "")] {
            guard let seen = await reader.reference("\(Self.seen)/\(remote)/\(name)") else { continue }
            if try await reader.leads(seen, to: now) { continue }
            throw StudyError(
                .syncRefused,
                "The remote went back: its branch '\(name)' no longer holds what it held when this copy last looked.",
                hint:
                    "Somebody rewrote it, or an old backup was put in its place. Nothing is lost here. Ask who keeps the remote; then 'git update-ref -d \(Self.seen)/\(remote)/\(name)' lets 'rir sync' bring everything back."
            )
        }
    }

    /// Remembers that a remote holds just what is here.
    func rememberWhole(_ remote: String) async throws(StudyError) {
        try await remember(await archive.branches, on: remote)
        note(nil, on: remote)
    }

    /// Remembers where the remote stands.
    func remember(_ heads: (main: String, audit: String?), on remote: String) async throws(StudyError) {
        for (name, id) in [("main", heads.main), ("audit", heads.audit)] {
            guard let id else { continue }
            try await archive.move("\(Self.seen)/\(remote)/\(name)", to: id)
        }
    }

    /// Where what was last seen of remotes is kept.
    static let seen = "refs/rir/seen"

    /// Forgets what was at hand of the state before, and brings the index to the new one.
    func takeInJoin(adopting: Bool) async throws(StudyError) {
        forgetMain()
        known = VaultMemory()
        madeDoor = nil
        _ = try? await indexing?.value
        indexing = nil
        try await catchUp()
        // A text that came with git alone did not bring its codings along.
        if adopting { try await anchorStale() }
    }

    // MARK: Sending

    /// Refuses to send what every other copy would refuse: it would hold up the whole team.
    ///
    /// What this copy wrote, step by step, was looked at as it was written.
    ///
    /// - Returns: how many commits of `main` there are to send.
    private func requireAcceptable(
        _ ours: (main: String, audit: String?), _ theirs: [String: String]
    ) async throws(StudyError) -> Int {
        let known = theirs[Self.mainBranch].map { (main: $0, audit: theirs[Self.auditBranch]) }
        if let known, let sound = await archive.sound, sound == ours {
            return try await reader.count(leadingTo: ours.main, notTo: known.main)
        }
        let check = try IncomingCheck(folder: archive.folder)
        let found = try await check.run(main: ours.main, audit: ours.audit, ours: known)
        await archive.wasFoundSound(ours)
        return found.commits
    }

    /// - Returns: whether the remote now holds what is here.
    private func send(
        _ theirs: [String: String], replacing: String?, over transport: GitTransport,
        into report: inout SyncReport
    ) async throws(StudyError) -> Bool {
        let ours = await archive.branches
        if theirs[Self.mainBranch] == ours.main, theirs[Self.auditBranch] == ours.audit {
            try await remember(ours, on: report.remote)
            return true
        }
        let sent = try await requireAcceptable(ours, replacing == nil ? theirs : [:])
        // The commits themselves are named, because a write may move the branches meanwhile.
        var references = [ours.main: Self.mainBranch]
        if let audit = ours.audit { references[audit] = Self.auditBranch }
        let lease = replacing.map { (name: Self.mainBranch, commit: $0) }
        guard try await transport.push(references, replacing: lease) else { return false }
        try await remember(ours, on: report.remote)
        report.sent += sent
        if sent > 0, report.way == .nothing { report.way = .sent }
        return true
    }
}
