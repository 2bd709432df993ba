internal import GitStore
internal import StudyModel

/// Makes the history of `main` again without some files and reasons.
///
/// It follows from the history and from what goes alone, so every copy of a study makes the same commits of the same
/// (docs/decisions/0030-erasure.md): trees lose the files, messages the reasons, and those of operations that touched such a file
/// their nonce, because with it somebody could try guesses of what stood there. Authors, times, and commits that are empty
/// now stay. What changes loses its signature; the logs say who made it.
struct HistoryRewrite {
    /// What goes.
    struct Cut {
        /// Study paths, from every commit.
        var paths: Set<String> = []
        /// Operations that lose their reason.
        var reasons: Set<OperationID> = []

        init(paths: Set<String>, reasons: Set<OperationID>) {
            self.paths = paths
            self.reasons = reasons
        }

        /// Everything that some erasures take away.
        init(_ erasures: some Sequence<Erasure>) {
            for erasure in erasures {
                paths.formUnion(erasure.paths)
                reasons.formUnion(erasure.reasons)
            }
        }
    }

    /// Old commits to new ones; those that stay as they are lead to themselves.
    private(set) var commits: [ObjectID: ObjectID] = [:]
    /// What was made.
    private(set) var objects: [GitObject] = []
    /// The old commits of operations that touched a file that goes.
    private(set) var touched: [ObjectID] = []
    /// The leaves of those operations.
    private(set) var leaves: [LeafRange] = []

    private let repository: GitRepository
    private var editor: TreeEditor
    private let reasons: Set<OperationID>
    private var nodes: [Node] = [Node()]
    /// What became of folders, by the place in ``nodes`` and the object.
    private var folders: [Folder: ObjectID?] = [:]
    /// Trees by commit, so that a parent's is not looked up again.
    private var trees: [ObjectID: ObjectID] = [:]
    private var made: Set<ObjectID> = []
    /// Commits made by hand that touched a file that goes: whoever answered for them committed to it.
    private var touchedByHand: Set<ObjectID> = []
    private var cover: ErasureCover?

    /// One folder among the paths that go.
    private struct Node {
        var folders: [String: Int] = [:]
        var files: Set<String> = []
    }

    private struct Folder: Hashable {
        var node: Int
        var id: ObjectID
    }

    init(_ cut: Cut, in repository: GitRepository) {
        self.repository = repository
        editor = TreeEditor(repository: repository)
        reasons = cut.reasons
        for path in cut.paths { add(path) }
    }

    private mutating func add(_ path: String) {
        let parts = path.split(separator: "/").map(String.init)
        guard let name = parts.last else { return }
        var node = 0
        for part in parts.dropLast() {
            if let next = nodes[node].folders[part] {
                node = next
                continue
            }
            nodes.append(Node())
            nodes[node].folders[part] = nodes.count - 1
            node = nodes.count - 1
        }
        nodes[node].files.insert(name)
    }

    /// Who else has commits that are made anew here, and what becomes of those that nobody else has.
    struct Own {
        /// Commits that others answer for, as they are made anew.
        var others: Set<ObjectID>
        /// What those that nobody else has must not bring back.
        var held: Cut
        /// Signs one of them; `nil` where it was nobody's here.
        var sign: (_ old: Commit, _ new: Commit) throws(GitError) -> String?
    }

    /// Makes everything that leads to a commit again.
    ///
    /// - Parameter own: about commits that nobody else has; without it there are none.
    /// - Returns: what the commit became, and its tree.
    mutating func run(
        to head: ObjectID, own: Own? = nil
    ) throws(GitError) -> (head: ObjectID, tree: ObjectID) {
        cover = try ErasureCover(to: head, in: repository)
        for id in try CommitOrder.commits(to: head, after: nil, in: repository) { try rewrite(id, own) }
        let new = commits[head] ?? head
        return (new, trees[new] ?? head)
    }

    // MARK: Commits

    private mutating func rewrite(_ id: ObjectID, _ own: Own?) throws(GitError) {
        if commits[id] != nil { return }
        let old = try repository.commit(id)
        var new = old
        new.signature = nil
        new.parents = old.parents.map { commits[$0] ?? $0 }
        new.tree = try without(old.tree)
        trees[id] = old.tree
        var isTouched = try isTouched(old)
        new.message = message(of: old, id, isTouched: isTouched, without: reasons)
        let isOwn = own.map { !$0.others.contains(isSame(new, old) ? id : GitObject(.commit, new.bytes).id) }
        if let own, isOwn == true {
            isTouched = try hold(back: own, in: &new, of: old) || isTouched
            new.message = message(of: old, id, isTouched: isTouched, without: reasons.union(own.held.reasons))
        }
        if isSame(new, old) {
            commits[id] = id
            return
        }
        if isTouched { note(id, old) }
        if isOwn == true { new.signature = try own?.sign(old, new) }
        let object = GitObject(.commit, new.bytes)
        commits[id] = object.id
        trees[object.id] = new.tree
        keep(object)
    }

    private func isSame(_ new: Commit, _ old: Commit) -> Bool {
        new.tree == old.tree && new.parents == old.parents && new.message == old.message
    }

    /// Leaves files as they were before a commit.
    ///
    /// - Returns: whether the commit had changed one of them itself; what an earlier one had is left out of it too, and takes
    ///   nothing from what it is known by.
    private mutating func hold(
        back own: Own, in new: inout Commit, of old: Commit
    ) throws(GitError) -> Bool {
        // Of a join the side that others have.
        let side = new.parents.first(where: own.others.contains) ?? new.parents.first
        let before = side.flatMap { trees[$0] }
        let earlier = old.parents.count == 1 ? trees[old.parents[0]] : old.tree
        var isTouched = false
        var changes: [String: ObjectID?] = [:]
        for path in own.held.paths {
            let was = try editor.find(path, in: before)
            if try editor.find(path, in: old.tree) != editor.find(path, in: earlier) { isTouched = true }
            if try editor.find(path, in: new.tree) != was { changes.updateValue(was, forKey: path) }
        }
        if changes.isEmpty { return isTouched }
        let edit = try editor.apply(changes, to: new.tree)
        for object in edit.objects { keep(object) }
        new.tree = edit.root
        return isTouched
    }

    /// Whether a step changed a file that goes, or answered for one that did.
    private mutating func isTouched(_ commit: Commit) throws(GitError) -> Bool {
        if commit.parents.count > 1 { return false }
        let answers = commit.vouchesForByHand + commit.vouchesForSteps
        if answers.contains(where: { touchedByHand.contains($0) || touched.contains($0) }) { return true }
        return try differs(commit.parents.first.flatMap { trees[$0] }, commit.tree, at: 0)
    }

    private mutating func note(_ id: ObjectID, _ commit: Commit) {
        let trailers = CommitMessage(commit, id: id, cover: cover).isOurs ? commit.trailers : []
        guard trailers.contains(where: { $0.key == "Nonce" }) else {
            touchedByHand.insert(id)
            return
        }
        touched.append(id)
        if let range = trailers.first(where: { $0.key == "Audit-Seq" }).flatMap({ LeafRange($0.value) }) {
            leaves.append(range)
        }
    }

    private func message(
        of old: Commit, _ id: ObjectID, isTouched: Bool, without reasons: Set<OperationID>
    ) -> String {
        let read = CommitMessage(old, id: id, cover: cover)
        let losesReason = reasons.contains(read.operation)
        if losesReason, !read.isOurs { return "Committed by hand\n" }
        var message = old.message
        if losesReason, let explanation = old.explanation {
            message = message.replacing("\n\n\(explanation)\n\n", with: "\n\n", maxReplacements: 1)
        }
        guard read.isOurs, var lines = message.paragraphsSplit else { return message }
        if isTouched { lines.trailers.removeAll { $0.hasPrefix("Nonce: ") } }
        lines.trailers = lines.trailers.map { line in
            for key in [Vouching.byHand, Vouching.step] where line.hasPrefix("\(key): ") {
                let named = ObjectID(hex: String(line.dropFirst(key.utf8.count + 2)))
                return named.flatMap { commits[$0] }.map { "\(key): \($0.hex)" } ?? line
            }
            return line
        }
        return lines.text
    }

    // MARK: Trees

    /// A root without what goes.
    private mutating func without(_ root: ObjectID) throws(GitError) -> ObjectID {
        if let left = try without(root, at: 0) { return left }
        let empty = GitObject(.tree, [])
        keep(empty)
        return empty.id
    }

    private mutating func without(_ id: ObjectID, at node: Int) throws(GitError) -> ObjectID? {
        let folder = Folder(node: node, id: id)
        if let known = folders[folder] { return known }
        var tree = try editor.tree(id)
        var changes: [String: Tree.Entry?] = [:]
        for entry in tree.entries {
            if !entry.isFolder {
                if nodes[node].files.contains(entry.name) { changes.updateValue(nil, forKey: entry.name) }
                continue
            }
            guard let below = nodes[node].folders[entry.name] else { continue }
            let left = try without(entry.id, at: below)
            if left == entry.id { continue }
            changes.updateValue(
                left.map { Tree.Entry(name: entry.name, isFolder: true, id: $0) }, forKey: entry.name)
        }
        var result: ObjectID? = id
        if !changes.isEmpty {
            tree.set(changes)
            result = tree.isEmpty ? nil : keep(GitObject(.tree, tree.bytes))
        }
        folders.updateValue(result, forKey: folder)
        return result
    }

    /// Whether two folders differ in a file that goes.
    private mutating func differs(
        _ old: ObjectID?, _ new: ObjectID?, at node: Int
    ) throws(GitError) -> Bool {
        if old == new { return false }
        let before = try old.map { id throws(GitError) in try editor.tree(id) } ?? Tree()
        let after = try new.map { id throws(GitError) in try editor.tree(id) } ?? Tree()
        for name in nodes[node].files {
            let (one, other) = (before[name], after[name])
            if one?.isFolder != true, other?.isFolder != true, one?.id != other?.id { return true }
        }
        for (name, below) in nodes[node].folders {
            let (one, other) = (before[name].flatMap(Self.folder), after[name].flatMap(Self.folder))
            if try differs(one, other, at: below) { return true }
        }
        return false
    }

    private static func folder(_ entry: Tree.Entry) -> ObjectID? { entry.isFolder ? entry.id : nil }

    @discardableResult
    private mutating func keep(_ object: GitObject) -> ObjectID {
        if made.insert(object.id).inserted {
            objects.append(object)
            if object.kind == .tree { editor.take(object) }
        }
        return object.id
    }
}

/// A message of the product's: everything before its last paragraph, and the lines of that.
private struct MessageParts {
    var before: String
    var trailers: [String]

    var text: String { before + trailers.joined(separator: "\n") + "\n" }
}

extension String {
    fileprivate var paragraphsSplit: MessageParts? {
        guard let gap = ranges(of: "\n\n").last, hasSuffix("\n") else { return nil }
        let lines = self[gap.upperBound...].dropLast().split(
            separator: "\n", omittingEmptySubsequences: false)
        return MessageParts(before: String(self[..<gap.upperBound]), trailers: lines.map(String.init))
    }
}
