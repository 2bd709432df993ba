internal import GitStore
package import StudyModel
internal import Synchronization

extension StudyArchive {
    /// Writes operations together: one flush for all, one commit for each.
    ///
    /// - Returns: for each operation what was applied, or why it was refused; a refused one leaves nothing and does
    ///   not hold up the others.
    /// - Throws: when nothing could be written at all: `storage.full`, `storage.failed`, `study.busy`.
    ///
    /// ## Durability
    /// On return every operation that was applied survives a kill and a power cut. It is in git and in the working
    /// files; those may still be in the operating system's memory.
    package func write(
        _ operations: [ArchiveOperation]
    ) throws(StudyError) -> [Result<AppliedOperation, StudyError>] {
        try requireWritable()
        try recoverIfNeeded()
        try requireSpace(for: operations)
        var writing = Writing(heads: heads, log: log, editor: editor)
        var results: [Result<AppliedOperation, StudyError>] = []
        for operation in operations {
            do throws(StudyError) {
                try requireUntouched(operation)
                results.append(.success(try prepare(operation, in: &writing)))
            } catch {
                results.append(.failure(error))
            }
        }
        if writing.objects.isEmpty { return results }
        try speaking { () throws(GitError) in
            try closeLog(of: &writing)
            hooks.reach(.prepared)
            try makeDurable(&writing)
        }
        try apply(writing)
        return results
    }

    /// What a write has made so far, before any of it is on the disk.
    struct Writing {
        var heads: Heads
        var log: AuditLog
        var editor: TreeEditor
        var leaves: [AuditLeaf] = []
        var objects: [GitObject] = []
        /// Working files: study path to bytes, `nil` to remove.
        var files: [(path: String, bytes: [UInt8]?)] = []
        var seconds = 0
        /// The objects as the repository gets them; `nil` when their pack was flushed before the journal entry.
        var pack: PackFile?
        /// What ``pack`` is made of.
        var entries: [PackFile.Entry] = []
        /// Whether others take what it adds without a further look: not what joins two lines of work.
        var isSound = true
    }

    func prepare(
        _ asked: ArchiveOperation, in writing: inout Writing
    ) throws(StudyError) -> AppliedOperation {
        let operation = try speaking { () throws(GitError) in try withoutEqualFiles(asked, in: &writing) }
        let content = OperationContent(operation)
        let edit = try speaking { () throws(GitError) in
            try writing.editor.apply(content.changes, to: writing.heads.mainTree)
        }
        try requireRight(to: operation, content, makes: edit.root, in: writing)
        return try speaking { () throws(GitError) in
            try commit(operation, content, root: edit.root, edit.objects, in: &writing)
        }
    }

    private func commit(
        _ operation: ArchiveOperation, _ content: OperationContent, root: ObjectID, _ trees: [GitObject],
        in writing: inout Writing
    ) throws(GitError) -> AppliedOperation {
        let nonce = Random.hex(32)
        let leaves = content.leaves(
            of: operation, next: writing.log.size + writing.leaves.count, nonce: nonce)
        let message = CommitMessage.text(of: operation, leaves: leaves.range, device: device, nonce: nonce)
        let commit = try signed(
            tree: root, parent: writing.heads.main, message: message, by: operation.by, at: operation.at)
        var applied = content.applied
        for index in applied.indices { applied[index].version.commit = commit.id.hex }
        writing.objects += content.blobs + trees + [commit]
        writing.files += content.files
        writing.leaves += leaves.leaves
        writing.heads.main = commit.id
        writing.heads.mainTree = root
        writing.seconds = operation.at.secondsSinceEpoch
        return AppliedOperation(
            summary: operation.summary, changes: applied, files: content.objects,
            position: ArchivePosition(commit: commit.id.hex))
    }

    /// An operation without the files that it would not change, as its commit will show it.
    private func withoutEqualFiles(
        _ operation: ArchiveOperation, in writing: inout Writing
    ) throws(GitError) -> ArchiveOperation {
        var operation = operation
        for (path, bytes) in operation.files {
            let now = try writing.editor.find(path, in: writing.heads.mainTree)
            if now == bytes.map({ GitObject(.blob, $0).id }) { operation.files[path] = nil }
        }
        return operation
    }

    /// Appends all leaves with one commit on the audit branch.
    func closeLog(of writing: inout Writing) throws(GitError) {
        let first = writing.log.size
        let files = writing.log.append(writing.leaves)
        let changes = Dictionary(files.map { ($0.path, Optional($0.blob.id)) }, uniquingKeysWith: { $1 })
        let edit = try writing.editor.apply(changes, to: writing.heads.auditTree)
        let range = writing.log.size - first == 1 ? "\(first)" : "\(first)-\(writing.log.size - 1)"
        let commit = try signed(
            tree: edit.root, parent: writing.heads.audit, message: "Log \(device.rawValue)/\(range)\n",
            by: member,
            at: Timestamp(secondsSinceEpoch: writing.seconds))
        writing.objects += files.map(\.blob) + edit.objects + [commit]
        writing.heads.audit = commit.id
        writing.heads.auditTree = edit.root
    }

    func signed(
        tree: ObjectID, parent: ObjectID?, message: String, by member: MemberID, at time: Timestamp
    ) throws(GitError) -> GitObject {
        let person = "\(member.rawValue) <\(member.rawValue)@rir.invalid> \(time.secondsSinceEpoch) +0000"
        var commit = Commit(
            tree: tree, parents: parent.map { [$0] } ?? [], author: person, committer: person,
            message: message)
        do {
            commit.signature = try key.signature(of: commit.bytes)
        } catch {
            throw .library(function: "sign", status: -1, message: "")
        }
        return GitObject(.commit, commit.bytes)
    }

    func makeDurable(_ writing: inout Writing) throws(GitError) {
        var entry = JournalEntry(objects: writing.objects, refs: refChanges(of: writing))
        var payload = entry.bytes
        if !journal.canHold(payload) || writing.objects.count > Self.packThreshold {
            let pack = PackFile(try Self.compressed(writing.objects), named: writing.objects.last?.id)
            try pack.write(to: repository.objectsFolder, disk: disk, flushed: true)
            entry.objects = []
            payload = entry.bytes
            hooks.reach(.packWritten)
        } else if !writing.objects.isEmpty {
            writing.entries = try Self.compressed(writing.objects)
            writing.pack = PackFile(writing.entries, named: writing.objects.last?.id)
        }
        try makeRoom(for: payload)
        hooks.reach(.journalWritten)
        do throws(GitError) {
            try journal.append(payload)
        } catch {
            // After a failed flush nobody knows what is on the disk, so nothing more is taken in (AUDIT §5).
            if !error.isStorageFull { isReadOnly = true }
            throw error
        }
        hooks.reach(.journalFlushed)
    }

    /// From this many objects on, flushing a pack is cheaper than writing them twice.
    private static var packThreshold: Int { 200 }

    private func refChanges(of writing: Writing) -> [JournalEntry.RefChange] {
        var changes: [JournalEntry.RefChange] = []
        if let audit = writing.heads.audit {
            changes.append(.init(name: GitRefs.audit, old: heads.audit, new: audit))
        }
        changes.append(.init(name: GitRefs.main, old: heads.main, new: writing.heads.main))
        return changes
    }

    /// Brings a durable write into the repository and the working files.
    ///
    /// - Throws: `storage.full` or `storage.failed`; the write then stays in the journal and is finished by the next
    ///   use of the study.
    func apply(_ writing: Writing) throws(StudyError) {
        do throws(GitError) {
            if let pack = writing.pack {
                try pack.write(to: repository.objectsFolder, disk: disk, flushed: false)
                hooks.reach(.objectsWritten)
            }
            seen.withLock { $0.next = writing.heads.main }
            for change in refChanges(of: writing) {
                try refs.move(change.name, from: change.old, to: change.new)
                hooks.reach(change.name == GitRefs.main ? .mainMoved : .auditMoved)
            }
            for file in writing.files {
                try place(file.bytes, at: file.path)
                hooks.reach(.fileWritten)
            }
        } catch {
            needsRecovery = true
            throw StudyError.unfinished(error)
        }
        let old = heads
        heads = writing.heads
        if writing.isSound { extendSound(from: old) }
        log = writing.log
        editor = writing.editor
        editor.settle()
        remember(writing)
        hooks.reach(.applied)
    }

    private func place(_ bytes: [UInt8]?, at studyPath: String) throws(GitError) {
        let path = "\(folder.path)/\(studyPath)"
        guard let bytes else { return try disk.removeFile(path) }
        let parent = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
        if !madeFolders.contains(parent) || !Files.exists(parent) {
            try disk.makeFolder(parent)
            if madeFolders.count > 4096 { madeFolders.removeAll() }
            madeFolders.insert(parent)
        }
        try disk.replaceFile(path, with: bytes, mode: 0o600)
    }
}

extension StudyError {
    /// A write that is durable in the journal but not finished.
    static func unfinished(_ error: GitError) -> StudyError {
        let cause = StudyError(error)
        return StudyError(
            cause.code, "The change is safe in the study's journal, but the disk refused to finish it.",
            hint: "Free some space; the next command on this study finishes it.", cause: error)
    }
}
