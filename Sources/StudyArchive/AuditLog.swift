internal import GitStore
internal import StudyModel

/// This device's log on `refs/heads/audit`: where it stands, and what appending leaves changes in its tree.
///
/// Leaf `n` is line `n mod 64` of `<device>/<cccc>/<cc>.jsonl` (format.md §6), so that an append rewrites at most one
/// short file.
struct AuditLog {
    static let leavesPerFile = 64

    let device: DeviceID
    /// How many leaves the log has.
    private(set) var size: Int
    /// The text of the last, unfinished file.
    private var tail: [UInt8]

    /// Reads the end of a device's log from the tree of the audit branch.
    init(device: DeviceID, root: ObjectID?, repository: GitRepository) throws(GitError) {
        self.device = device
        size = 0
        tail = []
        var editor = TreeEditor(repository: repository)
        guard let root, let folder = try editor.tree(root)[device.rawValue],
            let lastFolder = try editor.tree(folder.id).entries.last,
            let lastFile = try editor.tree(lastFolder.id).entries.last,
            let hundreds = Int(lastFolder.name), let units = Int(lastFile.name.prefix { $0 != "." })
        else { return }
        let bytes = try repository.blob(lastFile.id)
        let lines = bytes.count { $0 == 0x0A }
        size = (hundreds * 100 + units) * Self.leavesPerFile + lines
        tail = lines < Self.leavesPerFile ? bytes : []
    }

    /// Appends lines and returns the files of the audit tree that change.
    mutating func append(_ leaves: [AuditLeaf]) -> [(path: String, blob: GitObject)] {
        var changed: [(path: String, blob: GitObject)] = []
        for leaf in leaves {
            tail += Array(leaf.line.utf8)
            tail.append(0x0A)
            size += 1
            if size.isMultiple(of: Self.leavesPerFile) {
                changed.append((Self.path(ofLeaf: size - 1, device: device), GitObject(.blob, tail)))
                tail = []
            }
        }
        if !tail.isEmpty {
            changed.append((Self.path(ofLeaf: size - 1, device: device), GitObject(.blob, tail)))
        }
        return changed
    }

    /// Whether a file of a log can lie at a path: `d-7f3k9x2m/0000/00.jsonl`.
    static func isPath(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, DeviceID(rawValue: String(parts[0])) != nil, parts[2].hasSuffix(".jsonl")
        else {
            return false
        }
        let numbers = [parts[1], parts[2].dropLast(6)]
        return numbers.map(\.utf8.count) == [4, 2]
            && numbers.allSatisfy { $0.utf8.allSatisfy { $0 &- 0x30 < 10 } }
    }

    static func path(ofLeaf index: Int, device: DeviceID) -> String {
        let file = index / leavesPerFile
        return "\(device.rawValue)/\((file / 100).padded(to: 4))/\((file % 100).padded(to: 2)).jsonl"
    }
}
