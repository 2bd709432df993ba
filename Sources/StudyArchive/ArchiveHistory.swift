internal import GitStore
package import StudyModel

/// Walks `main` forward and tells, commit by commit, what happened to the records.
///
/// This is how the index is built again: nothing but git is read. Commits made by hand count as adoptions. Where lines of work
/// were joined, each is told commit by commit, and then what became of what both changed.
package actor ArchiveHistory {
    private let repository: GitRepository
    private var editor: TreeEditor
    private let cover: ErasureCover?
    private var commits: [ObjectID]
    private var next = 0
    /// The commit that was told last, and its tree.
    private var last: (id: ObjectID, tree: ObjectID)?
    private let executor = QueueExecutor(label: "rir.archive.history")

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Where the walk ends, also where the last commits tell of nothing; `nil` where there is none to walk.
    package nonisolated let end: ArchivePosition?
    /// How many commits the walk covers.
    package nonisolated let total: Int

    /// - Parameter position: where a reader stands already; `nil` for the whole history. It must lie in the history.
    package init(folder: StudyFolder, after position: ArchivePosition?) throws(StudyError) {
        let repository = try speaking { () throws(GitError) in try GitRepository(folder: folder.path) }
        let stop = position.flatMap { ObjectID(hex: $0.commit) }
        let refs = GitRefs(gitFolder: repository.gitFolder, disk: RealDisk())
        let head = refs.read(GitRefs.main)
        let commits = try speaking { () throws(GitError) -> [ObjectID] in
            guard let head else { return [] }
            return try CommitOrder.commits(to: head, after: stop, in: repository)
        }
        cover = try speaking { () throws(GitError) in
            try head.map { head throws(GitError) in try ErasureCover(to: head, in: repository) }
        }
        self.repository = repository
        self.commits = commits
        total = commits.count
        end = commits.last.map { ArchivePosition(commit: $0.hex) }
        editor = TreeEditor(repository: repository)
    }

    /// The next commits, until their records' bodies reach about `bytes`; empty at the end.
    package func advance(bytes: Int = 8 * 1024 * 1024) throws(StudyError) -> [AppliedOperation] {
        var operations: [AppliedOperation] = []
        var size = 0
        while next < commits.count, size < bytes, operations.count < 4096 {
            let operation = try speaking { () throws(GitError) -> AppliedOperation? in
                try self.operation(of: commits[next])
            }
            next += 1
            guard let operation else { continue }
            size += operation.changes.reduce(0) { $0 + ($1.record?.body.utf8.count ?? 64) }
            operations.append(operation)
        }
        return operations
    }

    /// What a commit did; `nil` for one made by hand that touched no record.
    private func operation(of id: ObjectID) throws(GitError) -> AppliedOperation? {
        let commit = try repository.commit(id)
        let message = CommitMessage(commit, id: id, cover: cover)
        var summary = OperationSummary(
            id: message.operation, act: message.act, by: message.member,
            at: Timestamp(secondsSinceEpoch: commit.seconds), records: 0, reason: message.reason,
            undoes: message.undoes)
        var changes: [AppliedChange] = []
        var files: [String: String?] = [:]
        for change in try told(by: commit, id: id) {
            guard let record = RecordID(path: change.path) else {
                files.updateValue(change.new?.hex, forKey: change.path)
                continue
            }
            if let applied = try applied(change, to: record, by: summary, commit: id) {
                changes.append(applied)
            }
        }
        last = (id, commit.tree)
        if changes.isEmpty, !message.isOurs { return nil }
        summary.records = changes.count
        return AppliedOperation(
            summary: summary, changes: changes, files: files, position: ArchivePosition(commit: id.hex))
    }

    /// What a commit changed: against its parent, or, where it joins two, what is none of theirs alone.
    private func told(by commit: Commit, id: ObjectID) throws(GitError) -> [TreeChange] {
        let parents = try commit.parents.map { parent throws(GitError) in
            if let last, last.id == parent { last.tree } else { try repository.commit(parent).tree }
        }
        guard parents.count == 2 else { return try editor.changes(from: parents.first, to: commit.tree) }
        let base = try repository.mergeBases(commit.parents[0], commit.parents[1]).first
        let was: ObjectID? = if let base { try repository.commit(base).tree } else { nil }
        let left = try changes(from: was, to: parents[0])
        let right = try changes(from: was, to: parents[1])
        let made = try changes(from: parents[0], to: commit.tree)
        var told: [TreeChange] = []
        for path in Set(left.keys).union(right.keys).union(made.keys).sorted() {
            // As the left has it, and as the join does.
            let mine = left[path].map(\.new) ?? right[path]?.old ?? made[path]?.old
            let now = made[path].map(\.new) ?? mine
            let isTheirs = left[path] == nil && right[path].map { $0.new == now } ?? false
            let isOurs = right[path] == nil && made[path] == nil
            if isTheirs || isOurs { continue }
            told.append(TreeChange(path: path, old: right[path]?.new ?? mine, new: now))
        }
        return told
    }

    private func changes(
        from old: ObjectID?, to new: ObjectID
    ) throws(GitError) -> [String: TreeChange] {
        Dictionary(try editor.changes(from: old, to: new).map { ($0.path, $0) }) { first, _ in first }
    }

    /// A file in `records/` that can't be read as a record is left out; `rir check` names it.
    private func applied(
        _ change: TreeChange, to id: RecordID, by operation: OperationSummary, commit: ObjectID
    ) throws(GitError) -> AppliedChange? {
        let old = try change.old.map { blob throws(GitError) in try repository.blob(blob) }
        let new = try change.new.map { blob throws(GitError) in try repository.blob(blob) }
        let before = old.flatMap { RecordReader.record(from: $0) }
        let record = new.flatMap { RecordReader.record(from: $0) }
        if new != nil, record == nil { return nil }
        let version = max(
            record?.version ?? 0, (before?.version ?? 0) + (record == nil || before != nil ? 1 : 0))
        let kind: RecordVersion.Change =
            switch (change.old, change.new, operation.act) {
            case (_, nil, _): .removed
            case (nil, _, _): .created
            case (_, _, .undo): .restored
            case (_, _, .adopt): .adopted
            default: .edited
            }
        let entry = RecordVersion(
            version: version, change: kind, by: operation.by, at: operation.at, operation: operation.id,
            reason: operation.reason, sha256: new.map(Digest.hex), commit: commit.hex)
        return AppliedChange(
            id: id, version: entry, record: record, contentDigest: record.map(ContentDigest.of))
    }
}
