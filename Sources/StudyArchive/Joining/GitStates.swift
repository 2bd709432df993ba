internal import GitStore
internal import Merging
internal import StudyModel

/// The two states of a study on either side of one commit, as ``OperationRights`` looks at them.
struct GitStates: StudyStates {
    private let repository: GitRepository
    private var editor: TreeEditor
    private let old: ObjectID?
    private let new: ObjectID
    /// The commit that the operation follows, with what it takes back and whose that has to be.
    private let parent: ObjectID
    private let undone: (operation: OperationID, member: MemberID)?
    /// Objects that are not in the repository yet.
    private let made: [GitObject]

    /// - Parameters:
    ///   - old: the tree before the operation.
    ///   - new: the tree after it.
    init(
        _ repository: GitRepository, _ editor: TreeEditor, from old: ObjectID?, to new: ObjectID,
        after parent: ObjectID, undoing undone: (operation: OperationID, member: MemberID)?,
        made: [GitObject] = []
    ) {
        self.repository = repository
        self.editor = editor
        self.old = old
        self.new = new
        self.parent = parent
        self.undone = undone
        self.made = made
    }

    mutating func isThere(_ path: String) throws(GitError) -> (before: Bool, after: Bool) {
        (try editor.find(path, in: old) != nil, try editor.find(path, in: new) != nil)
    }

    mutating func before(_ path: String) throws(GitError) -> [UInt8]? {
        try bytes(try editor.find(path, in: old))
    }

    mutating func after(_ path: String) throws(GitError) -> [UInt8]? {
        try bytes(try editor.find(path, in: new))
    }

    func record(from bytes: [UInt8]) -> Record? { RecordReader.record(from: bytes) }

    mutating func codebook() throws(GitError) -> Codebook {
        guard let folder = try editor.find("codebook", isFolder: true, in: new) else { return Codebook() }
        var entries: [Codebook.Entry] = []
        for file in try editor.files(in: folder) {
            guard let path = CodePath(file: "codebook/\(file.path)"), let bytes = try bytes(file.new),
                let code = try? CodeText.code(from: bytes)
            else { continue }
            entries.append(.init(path: path, code: code))
        }
        return Codebook(entries)
    }

    /// Looks for the step that is taken back among what came before, nearest first.
    ///
    /// A large import is one step in several commits, of which each file is in one.
    mutating func restores(_ path: String) throws(GitError) -> Bool {
        guard let undone else { return false }
        var seen: Set<ObjectID> = [parent]
        var waiting = [parent]
        var next = 0
        while next < waiting.count, next < Self.farthest {
            let id = waiting[next]
            next += 1
            let commit = try repository.commit(id)
            if let first = commit.parents.first, commit.parents.count == 1 {
                let message = CommitMessage(commit, id: id)
                if message.operation == undone.operation, message.member == undone.member {
                    let before = try editor.find(path, in: try repository.commit(first).tree)
                    let after = try editor.find(path, in: commit.tree)
                    if before != after {
                        let (was, now) = (try editor.find(path, in: old), try editor.find(path, in: new))
                        return was == after && now == before
                    }
                }
            }
            for parent in commit.parents where seen.insert(parent).inserted { waiting.append(parent) }
        }
        return false
    }

    /// How many commits are looked through for a step to be taken back.
    private static var farthest: Int { 20_000 }

    private func bytes(_ id: ObjectID?) throws(GitError) -> [UInt8]? {
        guard let id else { return nil }
        if let object = made.last(where: { $0.id == id }) { return object.bytes }
        return try repository.blob(id)
    }
}
