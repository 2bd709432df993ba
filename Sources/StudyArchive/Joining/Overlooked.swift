internal import GitStore
package import StudyModel

/// Finds what somebody changed before they knew of a withdrawal that another copy already had.
package actor OverlookedWithdrawals {
    private let repository: GitRepository
    private var editor: TreeEditor
    private let executor = QueueExecutor(label: "rir.archive.overlooked")

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    package init(folder: StudyFolder) throws(StudyError) {
        let repository = try speaking { () throws(GitError) in try GitRepository(folder: folder.path) }
        self.repository = repository
        editor = TreeEditor(repository: repository)
    }

    /// Looks at the joins that lead to a commit and not to another.
    ///
    /// - Parameter known: up to where was looked already; `nil` looks at everything.
    /// - Returns: by the withdrawal's file, the files that were changed without knowing of it.
    package func files(
        leadingTo head: String, notTo known: String?
    ) throws(StudyError) -> [String: Set<String>] {
        guard let head = ObjectID(hex: head) else { return [:] }
        return try speaking { () throws(GitError) in
            var found: [String: Set<String>] = [:]
            let known = known.flatMap { ObjectID(hex: $0) }.map { [$0] } ?? []
            for id in try repository.commits(leadingTo: head, notTo: known) {
                let parents = try repository.commit(id).parents
                if parents.count == 2 { try look(at: parents, &found) }
            }
            return found
        }
    }

    private func look(at parents: [ObjectID], _ found: inout [String: Set<String>]) throws(GitError) {
        let sides = try parents.map { id throws(GitError) in try repository.commit(id).tree }
        let folders = try sides.map { side throws(GitError) in
            try editor.find("decisions", isFolder: true, in: side)
        }
        // Most joins are of sides that hold the same decisions.
        if folders[0] == folders[1] { return }
        let known = try folders.map { folder throws(GitError) in try withdrawals(in: folder) }
        let unknown = zip([0, 1], [known[1].subtracting(known[0]), known[0].subtracting(known[1])])
            .flatMap { side, paths in paths.map { (path: $0, side: side) } }
        if unknown.isEmpty { return }
        guard let base = try repository.mergeBases(parents[0], parents[1]).first else { return }
        let began = try repository.commit(base).tree
        for (path, side) in unknown {
            let changed = try editor.changes(from: began, to: sides[side]).map(\.path)
            found[path, default: []].formUnion(changed)
        }
    }

    private func withdrawals(in folder: ObjectID?) throws(GitError) -> Set<String> {
        guard let folder else { return [] }
        return Set(try editor.files(in: folder).map { "decisions/\($0.path)" }.filter(Withdrawal.isPath))
    }
}
