internal import GitStore
internal import StudyModel

/// A study's store as the start finds it, with what a crash interrupted done again.
struct Opened {
    let repository: GitRepository
    var journal: Journal
    var log: AuditLog
    var heads: StudyArchive.Heads

    init(
        folder: StudyFolder, identity: StudyFolder.Identity, disk: any Disk, journalCapacity: Int
    ) throws(GitError) {
        let gitFolder = "\(folder.path)/.git"
        let refs = GitRefs(gitFolder: gitFolder, disk: disk)
        journal = try Journal(folder: folder.stateFolder, capacity: journalCapacity, disk: disk)
        try refs.clearStaleLocks()
        let (entries, areAll) = journal.pending()
        // libgit2 remembers the packs it finds on opening, so a torn one is made whole before.
        try Recovery.restoreObjects(of: entries, in: "\(gitFolder)/objects", disk: disk)
        repository = try GitRepository(folder: folder.path)
        if !entries.isEmpty {
            try Recovery(folder: folder, repository: repository, refs: refs, disk: disk).replay(entries)
        }
        if !areAll {
            try disk.flushAll(folder.path)
            try journal.resetAll()
        }
        heads = try StudyArchive.Heads(refs: refs, repository: repository)
        log = try AuditLog(device: identity.device, root: heads.auditTree, repository: repository)
    }

    /// The study's description: the working file, or the version in git when that is gone.
    func studyFile(repositoryOf folder: StudyFolder) throws(StudyError) -> String {
        if let bytes = Files.read(folder.studyFile) { return String(decoding: bytes, as: UTF8.self) }
        return try speaking { () throws(GitError) in
            var editor = TreeEditor(repository: repository)
            guard let id = try editor.find("study.yaml", in: heads.mainTree) else {
                throw .missing(heads.mainTree)
            }
            return String(decoding: try repository.blob(id), as: UTF8.self)
        }
    }
}

extension StudyArchive.Heads {
    /// Reads both branches.
    ///
    /// - Throws: ``GitError/missing(_:)`` when `main` is not born or its commit is not there.
    init(refs: GitRefs, repository: GitRepository) throws(GitError) {
        guard let main = refs.read(GitRefs.main) else { throw .missing(.none) }
        let audit = refs.read(GitRefs.audit)
        let auditTree: ObjectID? = if let audit { try repository.commit(audit).tree } else { nil }
        self.init(main: main, mainTree: try repository.commit(main).tree, audit: audit, auditTree: auditTree)
    }
}

/// Does journal entries again.
///
/// After a power cut packs, refs and working files may be old, empty or torn, so packs are always
/// written anew and files judged by their content.
struct Recovery {
    private let folder: StudyFolder
    private let repository: GitRepository
    private let refs: GitRefs
    private let disk: any Disk

    init(folder: StudyFolder, repository: GitRepository, refs: GitRefs, disk: any Disk) {
        self.folder = folder
        self.repository = repository
        self.refs = refs
        self.disk = disk
    }

    /// Writes the packs of entries anew.
    ///
    /// All come before any branch or file, because a branch may stand further on than the entry at hand, at
    /// an object that only a later entry makes whole again.
    static func restoreObjects(
        of entries: [JournalEntry], in objectsFolder: String, disk: any Disk
    ) throws(GitError) {
        for entry in entries {
            guard let last = entry.objects.last else { continue }
            let packed = try entry.objects.map { object throws(GitError) in try PackFile.Entry(object) }
            try PackFile(packed, named: last.id).write(to: objectsFolder, disk: disk, flushed: false)
        }
    }

    /// Brings branches and working files to where the entries put them; doing so twice changes nothing.
    ///
    /// - Precondition: the entries' objects are there.
    func replay(_ entries: [JournalEntry]) throws(GitError) {
        let changes = entries.flatMap(\.refs)
        for name in Set(changes.map(\.name)) { try settle(changes.filter { $0.name == name }) }
        var editor = TreeEditor(repository: repository)
        for change in changes where change.name == GitRefs.main {
            let old: ObjectID? = if let old = change.old { try repository.commit(old).tree } else { nil }
            let new = try repository.commit(change.new).tree
            for difference in try editor.changes(from: old, to: new) { try restore(difference) }
        }
    }

    /// Moves a branch to where the last entry put it, unless somebody has moved it further by hand.
    private func settle(_ changes: [JournalEntry.RefChange]) throws(GitError) {
        guard let last = changes.last else { return }
        if let now = refs.read(last.name), !changes.contains(where: { $0.old == now }) {
            if now == last.new { return }
            if repository.holds(now), let ahead = try? repository.isAncestor(last.new, of: now), ahead {
                return
            }
        }
        let line = Array("\(last.new.hex)\n".utf8)
        try disk.replaceFile("\(repository.gitFolder)/\(last.name)", with: line, mode: 0o644)
    }

    private func restore(_ change: TreeChange) throws(GitError) {
        let path = "\(folder.path)/\(change.path)"
        let current = Files.read(path)
        let before: [UInt8]? = if let old = change.old { try repository.blob(old) } else { nil }
        guard let new = change.new else {
            if let current, current == before || Self.isTorn(current, of: before ?? []) {
                try disk.removeFile(path)
            }
            return
        }
        let after = try repository.blob(new)
        if let current, current != before, !Self.isTorn(current, of: after) { return }
        let parent = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
        try disk.makeFolder(parent)
        for name in Files.names(in: parent) where name.hasPrefix(Files.temporaryPrefix) {
            try disk.removeFile("\(parent)/\(name)")
        }
        try disk.replaceFile(path, with: after, mode: 0o600)
    }

    /// Whether bytes are what a power cut may leave of a file: a shorter beginning, or blocks that never arrived.
    static func isTorn(_ bytes: [UInt8], of whole: [UInt8]) -> Bool {
        guard bytes.count <= whole.count else { return false }
        for start in stride(from: 0, to: bytes.count, by: 512) {
            let range = start..<min(start + 512, bytes.count)
            if bytes[range] != whole[range], bytes[range].contains(where: { $0 != 0 }) { return false }
        }
        return true
    }
}
