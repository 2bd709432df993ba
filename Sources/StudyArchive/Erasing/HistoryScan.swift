internal import GitStore
package import StudyModel

/// Looks through everything that a study ever held for what is to be erased.
package actor HistoryScan {
    /// Where something was found.
    package struct Found: Sendable {
        /// Files, in whichever version.
        package var paths: Set<String> = []
        /// Operations whose reason holds it.
        package var reasons: Set<OperationID> = []
        /// How many versions of files were looked at.
        package var versions = 0
    }

    private let repository: GitRepository
    private var editor: TreeEditor
    private let executor = QueueExecutor(label: "rir.archive.scan")

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    package init(folder: StudyFolder) throws(StudyError) {
        let repository = try speaking { () throws(GitError) in try GitRepository(folder: folder.path) }
        self.repository = repository
        editor = TreeEditor(repository: repository)
    }

    /// Puts every version of every file, and every reason, to a test.
    ///
    /// - Parameter holds: whether bytes hold what is looked for; the path is empty for a reason.
    /// - Throws: `storage.failed` for objects that are damaged: nothing may be overlooked.
    package func find(
        _ holds: @Sendable (_ path: String, _ bytes: [UInt8]) -> Bool
    ) throws(StudyError) -> Found {
        let refs = GitRefs(gitFolder: repository.gitFolder, disk: RealDisk())
        return try speaking { () throws(GitError) in
            var found = Found()
            guard let head = refs.read(GitRefs.main) else { return found }
            let cover = try ErasureCover(to: head, in: repository)
            for id in try CommitOrder.commits(to: head, after: nil, in: repository) {
                try look(at: id, holds, cover, &found)
            }
            return found
        }
    }

    private func look(
        at id: ObjectID, _ holds: (String, [UInt8]) -> Bool, _ cover: ErasureCover, _ found: inout Found
    ) throws(GitError) {
        let commit = try repository.commit(id)
        let message = CommitMessage(commit, id: id, cover: cover)
        let words = message.isOurs ? commit.explanation ?? "" : commit.message
        if !words.isEmpty, holds("", Array(words.utf8)) { found.reasons.insert(message.operation) }
        for parent in commit.parents.isEmpty ? [nil] : commit.parents.map(Optional.some) {
            let before = try parent.map { parent throws(GitError) in try repository.commit(parent).tree }
            for change in try editor.changes(from: before, to: commit.tree) {
                guard let blob = change.new, !found.paths.contains(change.path) else { continue }
                found.versions += 1
                if holds(change.path, try repository.blob(blob)) { found.paths.insert(change.path) }
            }
        }
    }

    /// The operations that changed one of some files and say why.
    package func reasons(changing paths: Set<String>) throws(StudyError) -> Set<OperationID> {
        try walk { commit, message, changes, found in
            guard message.isOurs, commit.explanation != nil else { return }
            if changes.contains(where: { paths.contains($0.path) }) { found.insert(message.operation) }
        }
    }

    /// The objects of every version of some files, but for those that other files consist of as well.
    ///
    /// - Parameter kept: what files will consist of.
    package func objects(at paths: Set<String>, besides kept: [[UInt8]]) throws(StudyError) -> Set<String> {
        if paths.isEmpty { return [] }
        var others = Set(kept.map { GitObject(.blob, $0).id })
        let theirs: Set<ObjectID> = try walk { _, _, changes, found in
            for change in changes {
                guard let blob = change.new else { continue }
                if paths.contains(change.path) { found.insert(blob) } else { others.insert(blob) }
            }
        }
        return Set(theirs.subtracting(others).map(\.hex))
    }

    /// Looks at every commit with what it changed, oldest first.
    private func walk<Found>(
        _ look: (Commit, CommitMessage, [TreeChange], inout Set<Found>) -> Void
    ) throws(StudyError) -> Set<Found> {
        let refs = GitRefs(gitFolder: repository.gitFolder, disk: RealDisk())
        return try speaking { () throws(GitError) in
            var found: Set<Found> = []
            guard let head = refs.read(GitRefs.main) else { return found }
            let cover = try ErasureCover(to: head, in: repository)
            for id in try CommitOrder.commits(to: head, after: nil, in: repository) {
                let commit = try repository.commit(id)
                let before = try commit.parents.first.map { parent throws(GitError) in
                    try repository.commit(parent).tree
                }
                let changes = try editor.changes(from: before, to: commit.tree)
                look(commit, CommitMessage(commit, id: id, cover: cover), changes, &found)
            }
            return found
        }
    }

    /// Every version of every file that passes a test, oldest first.
    package func versions(
        where passes: @Sendable (_ path: String, _ bytes: [UInt8]) -> Bool
    ) throws(StudyError) -> [(path: String, bytes: [UInt8])] {
        let refs = GitRefs(gitFolder: repository.gitFolder, disk: RealDisk())
        return try speaking { () throws(GitError) in
            var found: [(path: String, bytes: [UInt8])] = []
            var seen: Set<ObjectID> = []
            guard let head = refs.read(GitRefs.main) else { return found }
            for id in try CommitOrder.commits(to: head, after: nil, in: repository) {
                let commit = try repository.commit(id)
                let before = try commit.parents.first.map { parent throws(GitError) in
                    try repository.commit(parent).tree
                }
                for change in try editor.changes(from: before, to: commit.tree) {
                    guard let blob = change.new, seen.insert(blob).inserted else { continue }
                    let bytes = try repository.blob(blob)
                    if passes(change.path, bytes) { found.append((change.path, bytes)) }
                }
            }
            return found
        }
    }
}
