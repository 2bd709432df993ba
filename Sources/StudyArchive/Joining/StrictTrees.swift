internal import GitStore
internal import StudyModel

/// Finds in trees whatever is not a plain file of a possible size under a name of the format (format.md §1).
struct StrictTrees {
    private let repository: GitRepository
    private static let deepest = 16
    /// How many bytes a file has at most; it is read as a whole later, so it is never read before its size is known.
    static let largest = 64 * 1024 * 1024
    /// How many entries of folders one commit may change.
    private static let most = 2_000_000
    private var looked = 0

    init(repository: GitRepository) { self.repository = repository }

    /// The first path that can't be one of a study's, among all that differ from a tree that is known to be good.
    mutating func strangePath(in tree: ObjectID, before: ObjectID?, path: String = "") throws(GitError)
        -> String?
    {
        if tree == before { return nil }
        guard let folder = try repository.rawTree(tree), folder.isSorted else {
            return path.isEmpty ? "." : path
        }
        looked += folder.entries.count
        if looked > Self.most { return path }
        let known = try before.flatMap { id throws(GitError) in try repository.rawTree(id) }
        var olds = known?.entries[...] ?? []
        var hasNewNames = false
        for entry in folder.entries {
            var old: RawTree.Entry?
            if let known {
                while let next = olds.first, known.precedes(next, entry, in: folder) { olds.removeFirst() }
                if let next = olds.first, !folder.precedes(entry, next, in: known) { old = next }
                if let old, folder.isSame(entry, as: old, in: known) { continue }
            }
            if old == nil { hasNewNames = true }
            let before = old.flatMap { known?.isFolder($0) == true ? $0.id : nil }
            if let strange = try strangePath(entry, of: folder, before: before, below: path) {
                return strange
            }
        }
        return hasNewNames ? Self.twin(in: folder).map { path + $0 } : nil
    }

    /// The first path that can't be one of a study's at an entry of a folder, or below it.
    private mutating func strangePath(
        _ entry: RawTree.Entry, of folder: RawTree, before: ObjectID?, below path: String
    ) throws(GitError) -> String? {
        guard let name = String(validating: folder.name(of: entry), as: UTF8.self) else {
            return path.isEmpty ? "." : path
        }
        let place = path + name
        guard Self.isName(name, below: path), place.utf8.count(where: { $0 == 0x2F }) < Self.deepest else {
            return place
        }
        if folder.isFolder(entry) {
            return try strangePath(in: entry.id, before: before, path: place + "/")
        }
        guard folder.isPlainFile(entry) else { return place }
        return try repository.size(of: entry.id) > Self.largest ? place : nil
    }

    /// A name in a folder that differs from another's in capitals alone.
    private static func twin(in folder: RawTree) -> String? {
        var folded: Set<String> = []
        folded.reserveCapacity(folder.entries.count)
        for entry in folder.entries {
            let name = String(decoding: folder.name(of: entry), as: UTF8.self)
            if !folded.insert(name.lowercased()).inserted { return name }
        }
        return nil
    }

    private static func isName(_ name: String, below path: String) -> Bool {
        if path.hasPrefix("codebook/") {
            return CodePath(rawValue: name.hasSuffix(".yaml") ? String(name.dropLast(5)) : name) != nil
        }
        guard let first = name.utf8.first, name.utf8.count <= 100, isLetterOrDigit(first) else {
            return false
        }
        return name.utf8.allSatisfy { isLetterOrDigit($0) || [0x2D, 0x2E, 0x5F].contains($0) }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
    }
}
