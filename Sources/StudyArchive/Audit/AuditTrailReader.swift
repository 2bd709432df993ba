internal import GitStore
package import StudyModel

/// Reads what an audit is about: every step of `main`, every log, and what opens the leaves of files.
package actor AuditTrailReader {
    private let repository: GitRepository
    private var editor: TreeEditor
    private var trail = AuditTrail()
    private var described: Set<ObjectID> = []
    /// What erasures answer for.
    private var cover: ErasureCover?
    private let executor = QueueExecutor(label: "rir.archive.audit")

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    package init(folder: StudyFolder) throws(StudyError) {
        let repository = try speaking { () throws(GitError) in try GitRepository(folder: folder.path) }
        self.repository = repository
        editor = TreeEditor(repository: repository)
    }

    /// Reads all of it.
    ///
    /// - Throws: `storage.failed` where an object is missing or damaged.
    package func read() throws(StudyError) -> AuditTrail {
        try speaking { () throws(GitError) in
            let refs = GitRefs(gitFolder: repository.gitFolder, disk: RealDisk())
            guard let main = refs.read(GitRefs.main), let audit = refs.read(GitRefs.audit) else { return }
            try readLogs(try repository.commit(audit).tree)
            cover = try ErasureCover(to: main, in: repository)
            for id in try CommitOrder.commits(to: main, after: nil, in: repository) {
                try read(try repository.commit(id), id)
            }
            for file in try editor.files(in: try repository.commit(main).tree) {
                guard let object = file.new else { continue }
                try look(at: object)
                trail.files[file.path] = object.hex
            }
        }
        return trail
    }

    // MARK: Logs

    private func readLogs(_ root: ObjectID) throws(GitError) {
        for entry in try editor.tree(root).entries {
            guard let device = DeviceID(rawValue: entry.name) else { continue }
            var log = AuditTrail.Log(device: device, lines: [])
            for file in try editor.files(in: entry.id) {
                guard let blob = file.new else { continue }
                log.lines += try repository.blob(blob).split(separator: 0x0A).map {
                    String(decoding: $0, as: UTF8.self)
                }
            }
            trail.logs.append(log)
            for (number, line) in log.lines.enumerated() { note(line, device, number) }
        }
    }

    /// Remembers a leaf that commits to a version of a record.
    private func note(_ line: String, _ device: DeviceID, _ number: Int) {
        guard let leaf = LeafReader(line), let name = leaf.record, let record = RecordID(rawValue: name),
            let version = leaf.version, let sha256 = leaf.commitment
        else { return }
        trail.records.append(
            .init(device: device, leaf: number, record: record, version: version, sha256: sha256))
    }

    // MARK: Steps

    private func read(_ commit: Commit, _ id: ObjectID) throws(GitError) {
        if let file = try editor.find("study.yaml", in: commit.tree) { try readKeys(file) }
        let message = CommitMessage(commit, id: id, cover: cover)
        var step = AuditTrail.Step(
            operation: message.operation, act: message.act, member: message.member,
            at: Timestamp(secondsSinceEpoch: commit.seconds), reason: message.reason, changes: [])
        step.changes = try changes(of: commit)
        if commit.parents.count > 1 {
            for change in step.changes {
                if let object = change.object { trail.joined[change.path, default: []].insert(object) }
            }
        } else if message.isOurs, let claim = Self.claim(commit.trailers) {
            (step.device, step.leaves) = claim
            try open(commit, claim.device, claim.leaves, step.changes)
        }
        if !commit.parents.isEmpty { trail.steps.append(step) }
    }

    /// What a commit changed; of a join, what neither side had.
    private func changes(of commit: Commit) throws(GitError) -> [AuditTrail.Change] {
        var found: [String: ObjectID?]?
        for parent in commit.parents.isEmpty ? [nil] : commit.parents.map(Optional.some) {
            let before = try parent.map { id throws(GitError) in try repository.commit(id).tree }
            let changes = try editor.changes(from: before, to: commit.tree)
            let named = Dictionary(changes.map { ($0.path, $0.new) }) { first, _ in first }
            found = found.map { $0.filter { named[$0.key] != nil } } ?? named
        }
        var list: [AuditTrail.Change] = []
        for (path, object) in (found ?? [:]).sorted(by: { $0.key < $1.key }) {
            if let object { try look(at: object) }
            list.append(.init(path: path, object: object?.hex))
        }
        return list
    }

    private func look(at object: ObjectID) throws(GitError) {
        if trail.contents[object.hex] == nil {
            trail.contents[object.hex] = AuditTrail.Content(try repository.blob(object))
        }
    }

    private func readKeys(_ file: ObjectID) throws(GitError) {
        guard described.insert(file).inserted,
            let team = try? StudyDescription(yaml: String(decoding: try repository.blob(file), as: UTF8.self))
        else { return }
        for member in team.members {
            let key = AuditTrail.Key(member: member.id, role: member.role, key: member.key)
            if !trail.keys.contains(key) { trail.keys.append(key) }
        }
    }

    private static func claim(
        _ trailers: [(key: String, value: String)]
    ) -> (device: DeviceID, leaves: ClosedRange<Int>)? {
        let parts = trailers.first { $0.key == "Audit-Seq" }?.value.split(separator: "/") ?? []
        let ends = parts.count == 2 ? parts[1].split(separator: "-").compactMap { Int($0) } : []
        guard let first = ends.first, let last = ends.last, first <= last,
            let device = DeviceID(rawValue: String(parts[0]))
        else { return nil }
        return (device, first...last)
    }

    // MARK: Openings

    /// Finds what opens a step's leaves of files; a leaf that opens to nothing here gets nothing.
    private func open(
        _ commit: Commit, _ device: DeviceID, _ leaves: ClosedRange<Int>, _ changes: [AuditTrail.Change]
    ) throws(GitError) {
        guard let nonce = commit.trailers.first(where: { $0.key == "Nonce" })?.value else { return }
        let sets = [changes.filter { RecordID(path: $0.path) == nil }, try vouched(by: commit)]
        let commitments = sets.map { files in
            let digests = files.map { ($0.path, trail.digest(of: $0)) }
            return FilesCommitment.hex(Dictionary(digests) { _, last in last }, nonce: nonce)
        }
        let log = trail.logs.first { $0.device == device }?.lines ?? []
        for number in leaves where number < log.count {
            guard let c = LeafReader(log[number])?.commitment,
                let place = commitments.firstIndex(of: c), !sets[place].isEmpty
            else { continue }
            trail.openings.append(
                .init(device: device, leaf: number, nonce: nonce, files: sets[place]))
        }
    }

    /// The files in commits made with git alone that the maker of a commit answers for.
    private func vouched(by commit: Commit) throws(GitError) -> [AuditTrail.Change] {
        var others: [String: AuditTrail.Change] = [:]
        let steps = Set(commit.vouchesForSteps)
        for id in commit.vouchesForByHand + commit.vouchesForSteps {
            guard let named = try? repository.commit(id), named.parents.count == 1 else { continue }
            for change in try self.changes(of: named)
            where steps.contains(id) || RecordID(path: change.path) == nil {
                others[change.path] = change
            }
        }
        return others.values.sorted { $0.path < $1.path }
    }
}
