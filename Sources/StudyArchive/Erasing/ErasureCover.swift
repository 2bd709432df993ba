internal import GitStore
internal import StudyModel

/// What erasures of a history answer for: commits that were made anew and carry no signature, and leaves that nothing opens.
///
/// Whoever erases signs the step that says so, and with it everything that it stands on. Who made each of the commits before it, the
/// logs say: their leaves are as they were.
struct ErasureCover {
    /// Commits before an erasure.
    private(set) var commits: Set<ObjectID> = []
    /// As ranges: whoever writes a file of an erasure may name more leaves than any memory holds.
    private var leaves: [DeviceID: [ClosedRange<Int>]] = [:]
    /// The erasures that the history holds.
    private(set) var erasures: [Erasure] = []
    /// Files below `erasures/` that can't be read.
    private(set) var unreadable: [String] = []

    /// - Parameters:
    ///   - head: the end of the history to look at.
    ///   - known: where nobody asks for the commits that lead there.
    init(
        to head: ObjectID, after known: ObjectID? = nil, in repository: GitRepository
    ) throws(GitError) {
        (erasures, unreadable) = try Self.read(at: head, in: repository)
        add(erasures.flatMap(\.covers))
        try cover(to: head, after: known, in: repository)
    }

    /// The erasures that a commit holds.
    static func erasures(at head: ObjectID, in repository: GitRepository) throws(GitError) -> [Erasure] {
        try read(at: head, in: repository).erasures
    }

    private static func read(
        at head: ObjectID, in repository: GitRepository
    ) throws(GitError) -> (erasures: [Erasure], unreadable: [String]) {
        var editor = TreeEditor(repository: repository)
        let root = try repository.commit(head).tree
        guard let folder = try editor.find(Erasure.folder, isFolder: true, in: root) else { return ([], []) }
        var (erasures, unreadable): ([Erasure], [String]) = ([], [])
        for file in try editor.files(in: folder) {
            guard let blob = file.new else { continue }
            let path = "\(Erasure.folder)/\(file.path)"
            let erasure = try? ErasureText.erasure(from: try repository.blob(blob))
            if let erasure, erasure.path == path { erasures.append(erasure) } else { unreadable.append(path) }
        }
        return (erasures, unreadable)
    }

    /// Everything before the step of each erasure.
    private mutating func cover(
        to head: ObjectID, after known: ObjectID?, in repository: GitRepository
    ) throws(GitError) {
        var waiting = Set(erasures.map(\.id))
        if waiting.isEmpty { return }
        var byHand: Set<ObjectID> = []
        defer { commits.subtract(byHand) }
        for id in try CommitOrder.commits(to: head, after: known, in: repository).reversed() {
            let commit = try repository.commit(id)
            // What was made by hand says nothing of who made it, also where somebody answers for it.
            byHand.formUnion(commit.vouchesForByHand)
            guard commit.signature != nil, commit.parents.count == 1 else { continue }
            let message = CommitMessage(commit, id: id)
            guard message.act == .erase, waiting.remove(message.operation) != nil else { continue }
            if commits.contains(id) { continue }
            let others = known.map { [$0] } ?? []
            commits.formUnion(try repository.commits(leadingTo: commit.parents[0], notTo: others))
        }
    }

    /// Whether nothing opens a leaf any more, and an erasure says why.
    func covers(_ leaf: Int, of device: DeviceID) -> Bool {
        leaves[device]?.contains { $0.contains(leaf) } ?? false
    }

    /// Takes in what a device says that it lost when it carried an erasure out.
    mutating func add(_ ranges: [LeafRange]) {
        for range in ranges { leaves[range.device, default: []].append(range.numbers) }
    }
}
