internal import GitStore
internal import StudyModel

/// The commit that joins two lines of work.
///
/// Nobody signs it: it follows from its parents alone, so everybody makes the same, and everybody who meets one makes it again
/// and compares. A join that holds anything else is refused (docs/decisions/0023-joining.md).
enum JoinCommit {
    /// Makes the join of two commits of `main`, with the objects it needs.
    static func ofMain(
        _ one: ObjectID, _ other: ObjectID, in repository: GitRepository
    ) throws(GitError) -> (commit: GitObject, tree: ObjectID, objects: [GitObject], questions: Int) {
        var merge = TreeMerge(repository: repository)
        let tree = try merge.tree(of: one, other)
        let commit = try commit(one, other, tree: tree, in: repository)
        return (commit, tree, merge.objects, merge.questions.count)
    }

    /// The commit itself: parents by their ids, the time and the member of the later one.
    static func commit(
        _ one: ObjectID, _ other: ObjectID, tree: ObjectID, in repository: GitRepository
    ) throws(GitError) -> GitObject {
        let parents = [one, other].sorted()
        let (first, second) = (try repository.commit(parents[0]), try repository.commit(parents[1]))
        let (later, id) = first.seconds > second.seconds ? (first, parents[0]) : (second, parents[1])
        let person = "join <join@rir.invalid> \(later.seconds) +0000"
        // `Rule` counts the ways to merge there have been, so that an old join can be made again as it was made.
        let member = CommitMessage(later, id: id).member.rawValue
        let commit = Commit(
            tree: tree, parents: parents, author: person, committer: person,
            message: "\(subject)\n\nMember: \(member)\nRule: 1\n")
        return GitObject(.commit, commit.bytes)
    }

    /// What the message of every join begins with.
    static let subject = "Join the work of several"

    /// Whether a commit of `main` is the join of its parents and nothing else.
    static func isSound(_ commit: Commit, id: ObjectID, in repository: GitRepository) throws(GitError) -> Bool
    {
        guard commit.parents.count == 2, commit.message.hasPrefix(subject),
            commit.message.hasSuffix("\nRule: 1\n"), commit.parents[0] != commit.parents[1]
        else { return false }
        let bases = try repository.mergeBases(commit.parents[0], commit.parents[1])
        // Two histories that never met can't be joined, and one that holds the other needs not be.
        if bases.isEmpty || bases.contains(where: commit.parents.contains) { return false }
        return try ofMain(commit.parents[0], commit.parents[1], in: repository).commit.id == id
    }

    /// Whether a commit of the log's branch is the union of its parents and nothing else.
    static func isSoundLog(
        _ joined: Commit, id: ObjectID, in repository: GitRepository
    ) throws(GitError) -> Bool {
        guard joined.parents.count == 2, joined.message.hasPrefix(subject) else { return false }
        let (one, other) = (joined.parents[0], joined.parents[1])
        var union = LogUnion(repository: repository)
        let made = try union.tree(of: try repository.commit(one).tree, try repository.commit(other).tree)
        let again = try commit(one, other, tree: made.tree, in: repository)
        return made.forked == nil && again.id == id
    }
}

/// The union of what several devices logged.
///
/// Each device has a folder of its own and only ever adds lines to it, so of two states of a folder one goes on where the other
/// ends.
struct LogUnion {
    private let repository: GitRepository
    private var editor: TreeEditor

    init(repository: GitRepository) {
        self.repository = repository
        editor = TreeEditor(repository: repository)
    }

    /// What the logs of two states together are.
    ///
    /// - Returns: the tree with the objects it needs; the device whose two logs contradict each other, if there is one.
    mutating func tree(
        of first: ObjectID, _ second: ObjectID
    ) throws(GitError) -> (tree: ObjectID, objects: [GitObject], forked: String?) {
        let (one, other) = (min(first, second), max(first, second))
        var changes: [String: ObjectID?] = [:]
        for change in try editor.changes(from: one, to: other) {
            switch try continuation(change) {
            case .second: changes.updateValue(change.new, forKey: change.path)
            case .first: break
            case nil:
                return (one, [], String(change.path.prefix { $0 != "/" }))
            }
        }
        if changes.isEmpty { return (one, [], nil) }
        let edit = try editor.apply(changes, to: one)
        return (edit.root, edit.objects, nil)
    }

    private enum Continuation { case first, second }

    /// Which of two states of a file goes on where the other ends.
    private func continuation(_ change: TreeChange) throws(GitError) -> Continuation? {
        guard let old = change.old else { return .second }
        guard let new = change.new else { return .first }
        let (before, after) = (try repository.blob(old), try repository.blob(new))
        if after.starts(with: before) { return .second }
        return before.starts(with: after) ? .first : nil
    }
}
