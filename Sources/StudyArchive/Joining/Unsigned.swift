internal import GitStore
package import StudyModel

/// Finds commits that somebody made with git alone, which nobody answers for yet, and says what commits changed.
package actor UnsignedCommits {
    private let repository: GitRepository
    private var editor: TreeEditor
    private let executor = QueueExecutor(label: "rir.archive.unsigned")

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    package init(folder: StudyFolder) throws(StudyError) {
        let repository = try speaking { () throws(GitError) in try GitRepository(folder: folder.path) }
        self.repository = repository
        editor = TreeEditor(repository: repository)
    }

    /// Those that lead to a commit and not to another, oldest first.
    ///
    /// - Parameter known: up to where others have it already; `nil` looks at everything.
    package func leading(to head: String, notTo known: String?) throws(StudyError) -> [VouchedCommit] {
        guard let head = ObjectID(hex: head) else { return [] }
        return try speaking { () throws(GitError) in
            let order = try CommitOrder.commits(
                to: head, after: known.flatMap { ObjectID(hex: $0) }, in: repository)
            let cover = try ErasureCover(to: head, in: repository)
            var vouched: Set<String> = []
            var found: [VouchedCommit] = []
            for id in order {
                let commit = try repository.commit(id)
                if commit.signature != nil || cover.commits.contains(id) {
                    vouched.formUnion(commit.vouchesFor)
                }
                guard commit.parents.count == 1, commit.signature == nil else { continue }
                found.append(try described(commit, id))
            }
            let covered = cover.commits
            return found.filter { commit in
                !vouched.contains(commit.id) && ObjectID(hex: commit.id).map(covered.contains) != true
            }
        }
    }

    /// What some signed commits changed, for whoever answers for them: the versions in them have leaves of their makers.
    package func described(_ commits: [String]) throws(StudyError) -> [VouchedCommit] {
        try speaking { () throws(GitError) in
            var found: [VouchedCommit] = []
            for id in commits.compactMap({ ObjectID(hex: $0) }) {
                var commit = try described(try repository.commit(id), id)
                (commit.versions, commit.isStep) = ([:], true)
                found.append(commit)
            }
            return found
        }
    }

    private func described(_ commit: Commit, _ id: ObjectID) throws(GitError) -> VouchedCommit {
        let before = try repository.commit(commit.parents[0]).tree
        var vouched = VouchedCommit(id: id.hex, files: [:], versions: [:])
        for change in try editor.changes(from: before, to: commit.tree) {
            let new = try change.new.map { id throws(GitError) in try repository.blob(id) }
            vouched.files.updateValue(new.map(Digest.hex), forKey: change.path)
            guard let record = RecordID(path: change.path) else { continue }
            let old = try change.old.map { id throws(GitError) in try repository.blob(id) }
            let version = new.flatMap { RecordReader.record(from: $0) }?.version
            let last = old.flatMap { RecordReader.record(from: $0) }?.version ?? 0
            vouched.versions[record] = new == nil ? last + 1 : version ?? last + 1
        }
        return vouched
    }
}

/// The lines of a message that name the commits its maker answers for (format.md §4.1).
enum Vouching {
    /// One made with git alone.
    static let byHand = "Vouches"
    /// A step of somebody who has left since.
    static let step = "Vouches-Step"
}

extension Commit {
    /// The commits that whoever made this one answers for.
    var vouchesFor: [String] {
        trailers.filter { $0.key == Vouching.byHand || $0.key == Vouching.step }.map(\.value)
    }

    /// Those of them that were made with git alone.
    var vouchesForByHand: [ObjectID] {
        trailers.filter { $0.key == Vouching.byHand }.compactMap { ObjectID(hex: $0.value) }
    }

    /// Those of them that are steps of somebody who has left.
    var vouchesForSteps: [ObjectID] {
        trailers.filter { $0.key == Vouching.step }.compactMap { ObjectID(hex: $0.value) }
    }
}
