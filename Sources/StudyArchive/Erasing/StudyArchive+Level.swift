internal import GitStore
package import StudyModel

/// Which erasures two copies of a study do not have in common.
package struct ErasureGap: Sendable {
    /// What the other copy erased and this one has not.
    package var here: [Erasure]
    /// What this copy erased and the other one has not.
    package var there: [Erasure]

    package var isEmpty: Bool { here.isEmpty && there.isEmpty }
}

extension StudyArchive {
    /// Which erasures another end of `main` and this copy's do not have in common.
    package func erasureGap(to other: String) throws(StudyError) -> ErasureGap {
        guard let other = ObjectID(hex: other) else { throw Self.noCommit }
        return try speaking { () throws(GitError) in
            let ours = try ErasureCover.erasures(at: heads.main, in: repository)
            let theirs = try ErasureCover.erasures(at: other, in: repository)
            let (known, unknown) = (Set(ours.map(\.id)), Set(theirs.map(\.id)))
            return ErasureGap(
                here: theirs.filter { !known.contains($0.id) },
                there: ours.filter { !unknown.contains($0.id) })
        }
    }

    /// What an end of `main` is without what some erasures took away; its objects lie in the repository, and nothing leads there.
    ///
    /// What only this device wrote is signed anew.
    ///
    /// - Parameters:
    ///   - others: an end of `main` whose commits are others' to answer for; without it nothing is signed.
    ///   - held: files that what only this device wrote leaves as they were, and operations of it that lose their reason.
    ///   - log: the logs in which the leaves of what is lost stand; those here without it.
    /// - Returns: what it became, and the leaves that nothing opens because of what was written without knowing of the erasures.
    package func without(
        _ erasures: [Erasure], _ head: String, others: String? = nil,
        held: (paths: Set<String>, reasons: Set<OperationID>) = ([], []), log: String? = nil
    ) throws(StudyError) -> (head: String, lost: [LeafRange]) {
        guard let end = ObjectID(hex: head) else { throw Self.noCommit }
        if erasures.isEmpty { return (head, []) }
        return try speaking { () throws(GitError) in
            let own = try others.flatMap { ObjectID(hex: $0) }.map { id throws(GitError) in
                HistoryRewrite.Own(
                    others: try repository.commits(leadingTo: id, notTo: []),
                    held: .init(paths: held.paths, reasons: held.reasons),
                    sign: { old, new throws(GitError) in try self.signedAgain(old, new, id) })
            }
            var rewrite = HistoryRewrite(HistoryRewrite.Cut(erasures), in: repository)
            let made = try rewrite.run(to: end, own: own)
            if !rewrite.objects.isEmpty {
                let pack = PackFile(try Self.compressed(rewrite.objects), named: made.head)
                try pack.write(to: repository.objectsFolder, disk: disk, flushed: true)
            }
            let paths = held.paths.union(erasures.flatMap(\.paths))
            var leaves = CoveredLeaves(
                records: Set(paths.compactMap { RecordID(path: $0) }), operations: rewrite.leaves,
                originals: [], repository: repository)
            let tree = try log.flatMap { ObjectID(hex: $0) }.map { id throws(GitError) in
                try repository.commit(id).tree
            }
            let (covered, touched) = (erasures.flatMap(\.covers), rewrite.leaves)
            let lost = try leaves.ranges(in: tree ?? heads.auditTree).flatMap(\.single).filter { leaf in
                touched.contains { $0.overlaps(leaf) } && !covered.contains { $0.overlaps(leaf) }
            }
            return (made.head.hex, lost)
        }
    }

    /// The signature of a commit that was made anew; `nil` where it had none, or another member's.
    private func signedAgain(_ old: Commit, _ new: Commit, _ id: ObjectID) throws(GitError) -> String? {
        guard old.signature != nil, CommitMessage(old, id: id).member == member else { return nil }
        return try signature(of: new)
    }

    private func signature(of commit: Commit) throws(GitError) -> String {
        do { return try key.signature(of: commit.bytes) } catch {
            throw .library(function: "sign", status: -1, message: "")
        }
    }

    /// Takes another history of `main` in the place of this copy's, joined with a second one, in one durable step.
    ///
    /// - Parameters:
    ///   - ours: what this copy's `main` became without what others erased (``without(_:_:others:)``).
    ///   - main: what the other copy's became without what was erased here.
    ///   - audit: the other copy's logs.
    /// - Throws: as ``join(main:audit:isAnswered:)``.
    package func level(
        ours: String, with main: String, audit: String?
    ) throws(StudyError) -> JoinOutcome {
        try requireWritable()
        try recoverIfNeeded()
        guard let ours = ObjectID(hex: ours), let theirs = ObjectID(hex: main) else { throw Self.noCommit }
        var writing = Writing(heads: heads, log: log, editor: editor)
        writing.isSound = false
        var outcome = JoinOutcome(way: .nothing, questions: 0)
        try joinLogs(audit, &writing)
        try speaking { () throws(GitError) in
            writing.heads.main = ours
            writing.heads.mainTree = try repository.commit(ours).tree
            try joinMain(ours, theirs, &writing, &outcome)
            try placeFiles(&writing)
        }
        if writing.heads == heads { return outcome }
        try finish(&writing)
        return outcome
    }
}

extension LeafRange {
    /// Each leaf by itself.
    fileprivate var single: [LeafRange] {
        numbers.map { LeafRange(device: device, numbers: $0...$0) }
    }
}
