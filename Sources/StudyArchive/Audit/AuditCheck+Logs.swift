internal import GitStore
internal import StudyModel

extension AuditCheck {
    /// Reads what the logs have more than what was found good, and whether everybody signed what stands there.
    func checkLogs(_ head: ObjectID) throws(GitError) {
        try takeTeams()
        let known = memory.audit
        let commits = try CommitOrder.commits(to: head, after: known, in: repository)
        for start in stride(from: 0, to: commits.count, by: CommitSignatures.share) {
            let share = commits[start..<min(start + CommitSignatures.share, commits.count)]
            try signatures.read(share)
            for id in share {
                goingOn("the commit \(id.hex)") { () throws(GitError) in try checkLogCommit(id) }
            }
            if Task.isCancelled { return }
            progress(.init(phase: "audit", done: start, total: commits.count))
        }
        memory.counts.logCommits += commits.count
        try readLeaves(from: known, to: head)
        let before = memory.states.contradictions.count
        try memory.states.advance(to: head, in: repository, keys: LogKeys(memory.members))
        let contradictions = memory.states.contradictions.dropFirst(before)
        for contradiction in contradictions { add("log.witness", contradiction.words) }
        rememberRoots(but: Set(contradictions.map { LeafPlace(device: $0.device, number: $0.leaf) }))
    }

    private struct LeafPlace: Hashable {
        var device: DeviceID
        var number: Int
    }

    /// The roots that devices signed, all of which were compared with the leaves before them.
    private func rememberRoots(but wrong: Set<LeafPlace>) {
        for (device, read) in fresh {
            for leaf in read.leaves {
                guard let leaf, leaf.type == "checkpoint", let root = leaf.root,
                    !wrong.contains(LeafPlace(device: device, number: leaf.sequence))
                else { continue }
                memory.roots[device, default: [:]][leaf.sequence] = root
            }
        }
    }

    /// One commit of the log: signed by the member it names, adding to one log.
    private func checkLogCommit(_ id: ObjectID) throws(GitError) {
        let (commit, isExact, signer) = try signatures.commit(id)
        if !isExact { add("log.commit", id, "of the logs is not in the form that the product writes") }
        if commit.parents.count > 1 {
            if try !JoinCommit.isSoundLog(commit, id: id, in: repository) {
                add("commit.join", id, "of the logs does not follow from the two it joins")
            }
            return
        }
        let name = commit.author.prefix { $0 != " " }
        let keys = memory.members.filter { $0.id.rawValue == name }.map(\.key)
        if !(signer.map { SSHVerification.isAmong(keys, $0) } ?? false) {
            add("commit.signature", id, "of the logs is not signed by the member it names")
        }
        let before = try commit.parents.first.map { parent throws(GitError) in
            try repository.commit(parent).tree
        }
        var devices: Set<Substring> = []
        for change in try editor.changes(from: before, to: commit.tree) {
            devices.insert(change.path.prefix { $0 != "/" })
            let old = try change.old.map { blob throws(GitError) in try repository.blob(blob) } ?? []
            let new = try change.new.map { blob throws(GitError) in try repository.blob(blob) } ?? []
            if !AuditLog.isPath(change.path) || new.count <= old.count || !new.starts(with: old) {
                add("log.changed", id, "does more to the log '\(change.path)' than add lines")
            }
        }
        if devices.count > 1 { add("log.commit", id, "adds to the logs of several devices") }
    }

    // MARK: Leaves

    private func readLeaves(from known: ObjectID?, to head: ObjectID) throws(GitError) {
        let before = try known.map { id throws(GitError) in try repository.commit(id).tree }
        for change in try editor.changes(from: before, to: try repository.commit(head).tree) {
            guard let place = LogPlace(change.path), let blob = change.new else {
                add("log.changed", "In the logs, '\(change.path)' was taken away, or is no log.")
                continue
            }
            var expected = memory.states.devices[place.device]?.size ?? 0
            if let got = fresh[place.device] { expected = got.first + got.leaves.count }
            let lines = try repository.blob(blob).split(separator: 0x0A, omittingEmptySubsequences: false)
            if lines.last?.isEmpty != true || place.first > expected
                || lines.count - 1 > AuditLog.leavesPerFile
            {
                add("log.form", "The file '\(change.path)' of a log is not in its form.")
            }
            let new = lines.dropLast().dropFirst(max(0, expected - place.first))
            for line in new { take(String(decoding: line, as: UTF8.self), of: place.device) }
        }
        for (device, ranges) in memory.covered where ranges.isEmpty { memory.covered[device] = nil }
    }

    private func take(_ line: String, of device: DeviceID) {
        let first = memory.states.devices[device]?.size ?? 0
        let number = first + (fresh[device]?.leaves.count ?? 0)
        let place = "entry \(number) of \(device.rawValue)"
        let leaf = LeafReader(line)
        read += 1
        memory.counts.entries += 1
        if let leaf {
            if leaf.sequence != number {
                add("leaf.sequence", "The \(place) says it is number \(leaf.sequence).")
            }
            if let problem = leaf.problem { add("leaf.form", "The \(place) \(problem).") }
            if !memory.members.contains(where: { $0.id.rawValue == leaf.actor }) {
                add("leaf.actor", "The \(place) names somebody who was never in the team.")
            }
            count(leaf, of: device)
        } else {
            add("leaf.unreadable", "The \(place) is not in the canonical form.")
        }
        fresh[device, default: (first, [])].leaves.append(leaf)
    }

    private func count(_ leaf: LeafReader, of device: DeviceID) {
        switch leaf.type {
        case "checkpoint": memory.counts.checkpoints += 1
        case "seen": memory.counts.cosignatures += 1
        case "original": memory.counts.originals += 1
        case "erasure":
            cover(leaf.covers)
        case "erased":
            // A device says what of its own went with it.
            let lost = leaf.covers.filter { $0.device == device }
            cover(lost)
            memory.counts.lost += lost.reduce(0) { $0 + $1.numbers.count }
        default: break
        }
    }

    private func cover(_ ranges: [LeafRange]) {
        for range in ranges {
            memory.covered[range.device, default: []].append(range.numbers)
            memory.counts.covered += range.numbers.count
        }
    }

    // MARK: The team

    /// Remembers everybody who was in the team at any commit that is new.
    private func takeTeams() throws(GitError) {
        let refs = GitRefs(gitFolder: repository.gitFolder, disk: RealDisk())
        guard let main = refs.read(GitRefs.main) else { return }
        var seen: Set<ObjectID> = []
        for id in try CommitOrder.commits(to: main, after: memory.main, in: repository) {
            guard let file = try editor.find("study.yaml", in: try repository.commit(id).tree),
                seen.insert(file).inserted
            else { continue }
            memory.members.formUnion(try team(of: file))
        }
    }

    /// The members in a `study.yaml`; nobody where it can't be read.
    func team(of file: ObjectID) throws(GitError) -> [StudyDescription.Member] {
        if let team = teams[file] { return team }
        let bytes = try repository.blob(file)
        let team = (try? StudyDescription(yaml: String(decoding: bytes, as: UTF8.self)))?.members ?? []
        teams[file] = team
        return team
    }
}
