internal import GitStore
internal import StudyModel

/// Where the files of a vault lie, and how they come onto the disk.
///
/// Every file is whole or absent: it is written beside its place, flushed, renamed there, and its folder flushed.
struct VaultFolder: Sendable {
    let path: String
    let disk: any Disk

    var exists: Bool { Files.exists("\(path)/keys/study.pub") }

    /// Beside the vault: says that there was one.
    private var marker: String { path + "-made" }

    /// Whether there was a vault that is no longer here.
    var isLost: Bool { !exists && Files.exists(marker) }

    /// Notes that there is a vault.
    func mark() throws(StudyError) {
        try storing { () throws(GitError) in
            try disk.replaceFile(marker, with: [], mode: 0o600)
            try disk.flushFile(marker)
            try disk.flushFolder(String(marker.prefix(upTo: marker.lastIndex(of: "/") ?? marker.startIndex)))
        }
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    func read(_ name: String) -> [UInt8]? { Files.read(file(name)) }

    /// The names in a folder of the vault, sorted.
    func names(in folder: String) -> [String] { Files.names(in: file(folder)) }

    /// Makes the folders that are missing.
    func make() throws(StudyError) {
        try storing { () throws(GitError) in
            for folder in ["keys", "members"] + SealedName.Shelf.allCases.map(\.rawValue) {
                try disk.makeFolder(file(folder))
            }
        }
    }

    /// Puts files in place, with flushes for all together.
    ///
    /// On return they survive a power cut; one before leaves each as it was or as it is to be.
    func write(_ files: [(name: String, bytes: [UInt8])]) throws(StudyError) {
        try storing { () throws(GitError) in
            // A vault that was restored may lack a shelf that held nothing.
            for folder in Set(files.map { Self.folder(of: $0.name) }) { try disk.makeFolder(file(folder)) }
            for (name, bytes) in files {
                try disk.replaceFile(Self.passing(file(name)), with: bytes, mode: 0o600)
            }
            if files.count > Self.separately {
                try disk.flushAll(path)
            } else {
                for (name, _) in files { try disk.flushFile(Self.passing(file(name))) }
            }
            for (name, _) in files { try disk.moveFile(Self.passing(file(name)), to: file(name)) }
            for folder in Set(files.map { Self.folder(of: $0.name) }) { try disk.flushFolder(file(folder)) }
        }
    }

    /// Where a file lies until it is whole on the disk.
    static func passing(_ path: String) -> String { path + ".new" }

    /// Files whose writing was interrupted before they had a name that says what they were to be.
    func unnamed(in folder: String) -> [String] {
        names(in: folder).filter { $0.hasPrefix(Files.temporaryPrefix) }.map { "\(folder)/\($0)" }
    }

    /// The name a file has or is to have.
    static func settled(_ name: String) -> String {
        name.hasSuffix(".new") ? String(name.dropLast(4)) : name
    }

    /// Up to so many files are flushed one by one; for more the whole file system is.
    private static var separately: Int { 4 }

    private static func folder(of name: String) -> String {
        String(name.prefix(upTo: name.lastIndex(of: "/") ?? name.startIndex))
    }

    func remove(_ name: String) throws(StudyError) {
        guard Files.exists(file(name)) else { return }
        try storing { () throws(GitError) in
            try disk.removeFile(file(name))
            try disk.flushFolder(file(Self.folder(of: name)))
        }
    }

    /// Writes over a key before its file goes, for disks that keep a file's place.
    ///
    /// Solid-state disks, snapshots and backups may keep the old bytes all the same.
    func shred(_ name: String) throws(StudyError) {
        let size = Files.size(file(name))
        try storing { () throws(GitError) in
            try disk.overwrite(file(name), at: 0, with: [UInt8](repeating: 0, count: size))
            try disk.flushFile(file(name))
        }
        try remove(name)
    }
}

private func storing(_ work: () throws(GitError) -> Void) throws(StudyError) {
    do throws(GitError) { try work() } catch {
        throw StudyError(
            error.isStorageFull ? .storageFull : .storageFailed,
            error.isStorageFull
                ? "The disk is full, so the vault kept nothing."
                : "The disk refused the vault a file, so nothing was kept.",
            hint: "Free some space or run 'rir doctor', then repeat the command.", cause: error)
    }
}
