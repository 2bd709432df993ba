#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Reads and moves the study's branches as git's plain files do.
package struct GitRefs: Sendable {
    package static let main = "refs/heads/main"
    package static let audit = "refs/heads/audit"
    /// Below it, where each remote was last seen.
    package static let seen = "refs/rir/seen"

    private let gitFolder: String
    private let disk: any Disk

    package init(gitFolder: String, disk: any Disk) {
        self.gitFolder = gitFolder
        self.disk = disk
    }

    /// Where a branch stands; `nil` when it is not born, or its file is empty or torn.
    package func read(_ name: String) -> ObjectID? {
        if let text = Files.read("\(gitFolder)/\(name)") {
            return ObjectID(hex: String(decoding: text.prefix { $0 != 0x0A }, as: UTF8.self))
        }
        return packed(name)
    }

    private func packed(_ name: String) -> ObjectID? {
        guard let bytes = Files.read("\(gitFolder)/packed-refs") else { return nil }
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count == 2, words[1] == name { return ObjectID(hex: words[0]) }
        }
        return nil
    }

    /// Moves a branch under git's own lock file, so that a `git` the person runs at the same moment waits or fails
    /// cleanly.
    ///
    /// - Throws: ``GitError/refMoved(name:)`` when the branch is neither at `old` nor already at `new`, or when
    ///   another process holds the lock for longer than a second.
    package func move(_ name: String, from old: ObjectID?, to new: ObjectID) throws(GitError) {
        let now = read(name)
        if now == new { return }
        guard now == old else { throw .refMoved(name: name) }
        let line = Array("\(new.hex)\n".utf8)
        for _ in 0..<100 {
            do throws(GitError) {
                return try disk.replaceLocked("\(gitFolder)/\(name)", with: line)
            } catch GitError.system("open", EEXIST, _) {
                usleep(10_000)
            }
        }
        throw .refMoved(name: name)
    }

    /// Removes lock files that a killed process left on the study's branches.
    ///
    /// - Precondition: the caller holds the study's own lock.
    package func clearStaleLocks() throws(GitError) {
        for name in [Self.main, Self.audit] { try disk.removeFile("\(gitFolder)/\(name).lock") }
        let seen = "\(gitFolder)/\(Self.seen)"
        for remote in Files.names(in: seen) {
            for name in Files.names(in: "\(seen)/\(remote)") where name.hasSuffix(".lock") {
                try disk.removeFile("\(seen)/\(remote)/\(name)")
            }
        }
    }
}
