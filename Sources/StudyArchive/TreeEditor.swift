internal import GitStore

/// Makes new trees from old ones by changing single paths, reading each folder once.
///
/// A capture touches five folders; those stay in a small cache, so no tree is read twice in a row.
struct TreeEditor {
    private let repository: GitRepository
    private var cache: [ObjectID: Tree] = [:]
    /// Trees that were made and are not in the repository yet, so they must not be forgotten.
    private var fresh: [ObjectID: Tree] = [:]
    private static let cacheLimit = 512

    init(repository: GitRepository) { self.repository = repository }

    /// The file, or the folder, at a path, or `nil` when there is none.
    mutating func find(_ path: String, isFolder: Bool = false, in root: ObjectID?) throws(GitError)
        -> ObjectID?
    {
        guard var folder = root else { return nil }
        let parts = path.split(separator: "/").map(String.init)
        for (index, part) in parts.enumerated() {
            guard let entry = try tree(folder)[part], entry.isFolder == (isFolder || index < parts.count - 1)
            else {
                return nil
            }
            folder = entry.id
        }
        return folder
    }

    /// Applies changes (`nil` takes a path out) and returns the new root with the new tree objects.
    mutating func apply(
        _ changes: [String: ObjectID?], to root: ObjectID?
    ) throws(GitError) -> (root: ObjectID, objects: [GitObject]) {
        var objects: [GitObject] = []
        let paths = changes.map { (path: $0.key.split(separator: "/").map(String.init)[...], id: $0.value) }
        let id = try edit(root, paths, into: &objects)
        if let id { return (id, objects) }
        let empty = GitObject(.tree, [])
        return (empty.id, objects + [empty])
    }

    private mutating func edit(
        _ id: ObjectID?, _ changes: [(path: ArraySlice<String>, id: ObjectID?)],
        into objects: inout [GitObject]
    ) throws(GitError) -> ObjectID? {
        var tree = if let id { try tree(id) } else { Tree() }
        let groups = Dictionary(grouping: changes) { $0.path.first ?? "" }
        var entries: [String: Tree.Entry?] = [:]
        for (name, group) in groups.sorted(by: { $0.key < $1.key }) {
            if let leaf = group.first(where: { $0.path.count == 1 }) {
                entries.updateValue(
                    leaf.id.map { Tree.Entry(name: name, isFolder: false, id: $0) }, forKey: name)
                continue
            }
            let old = tree[name].flatMap { $0.isFolder ? $0.id : nil }
            let below = try edit(old, group.map { ($0.path.dropFirst(), $0.id) }, into: &objects)
            entries.updateValue(below.map { Tree.Entry(name: name, isFolder: true, id: $0) }, forKey: name)
        }
        tree.set(entries)
        guard !tree.isEmpty else { return nil }
        let object = GitObject(.tree, tree.bytes)
        fresh[object.id] = tree
        objects.append(object)
        return object.id
    }

    /// A tree by id, from the cache where it is there.
    mutating func tree(_ id: ObjectID) throws(GitError) -> Tree {
        if let tree = fresh[id] ?? cache[id] { return tree }
        let tree = try repository.tree(id)
        remember(tree, as: id)
        return tree
    }

    /// Takes in a tree that was made elsewhere and is not in the repository yet.
    mutating func take(_ object: GitObject) {
        if let tree = Tree(bytes: object.bytes) { fresh[object.id] = tree }
    }

    /// Says that the trees made so far can be read from the repository.
    mutating func settle() {
        for (id, tree) in fresh { remember(tree, as: id) }
        fresh = [:]
    }

    private mutating func remember(_ tree: Tree, as id: ObjectID) {
        if cache.count >= Self.cacheLimit { cache.removeAll(keepingCapacity: true) }
        cache[id] = tree
    }
}

/// A path that differs between two trees.
struct TreeChange: Hashable, Sendable {
    var path: String
    var old: ObjectID?
    var new: ObjectID?
}

extension TreeEditor {
    /// The files that differ between two roots, in path order.
    mutating func changes(from old: ObjectID?, to new: ObjectID?) throws(GitError) -> [TreeChange] {
        var found: [TreeChange] = []
        try compare(old, new, prefix: "", into: &found)
        return found
    }

    /// Walks both folders side by side, so a folder of thousands costs little where one file differs.
    private mutating func compare(
        _ old: ObjectID?, _ new: ObjectID?, prefix: String, into found: inout [TreeChange]
    ) throws(GitError) {
        if old == new { return }
        let before = if let old { try tree(old).entries } else { [Tree.Entry]() }
        let after = if let new { try tree(new).entries } else { [Tree.Entry]() }
        var (left, right) = (0, 0)
        while left < before.count || right < after.count {
            let old = left < before.count ? before[left] : nil
            let new = right < after.count ? after[right] : nil
            let order = Tree.Entry.compare(old, new)
            if order <= 0 { left += 1 }
            if order >= 0 { right += 1 }
            if order == 0, old?.id == new?.id { continue }
            let (gone, come) = (order <= 0 ? old : nil, order >= 0 ? new : nil)
            let path = prefix + (gone?.name ?? come?.name ?? "")
            if gone?.isFolder ?? come?.isFolder ?? false {
                try compare(gone?.id, come?.id, prefix: path + "/", into: &found)
            } else {
                found.append(TreeChange(path: path, old: gone?.id, new: come?.id))
            }
        }
    }

    /// Every file below a root, in path order.
    mutating func files(in root: ObjectID?) throws(GitError) -> [TreeChange] {
        try changes(from: nil, to: root)
    }
}
