internal import CPosix
internal import GitStore
package import StudyModel

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

extension StudyArchive {
    /// How `main` stands towards what this store last saw.
    package enum Movement: Sendable {
        case none
        /// Somebody committed by hand; the new commits follow the known one.
        case advanced
        /// The known commit is no longer in the branch's history.
        case diverged
    }

    /// Looks whether somebody moved the branches by hand, and takes the new state over.
    package func refresh() throws(StudyError) -> Movement {
        try recoverIfNeeded()
        guard let now = refs.read(GitRefs.main), now != heads.main else { return .none }
        return try speaking { () throws(GitError) in
            let follows = try repository.isAncestor(heads.main, of: now)
            heads.main = now
            heads.mainTree = try repository.commit(now).tree
            return follows ? .advanced : .diverged
        }
    }

    /// Flushes everything and empties the journal, so that the next start has nothing to do again.
    package func checkpoint() throws(StudyError) {
        try recoverIfNeeded()
        keepSound()
        if journal.isEmpty { return }
        try speaking { () throws(GitError) in
            try disk.flushAll(folder.path)
            hooks.reach(.checkpointFlushed)
            try journal.resetAll()
            hooks.reach(.checkpointReset)
        }
    }

    /// Gives memory that is free back to the system.
    package nonisolated func giveMemoryBack() { rir_trim_memory() }

    /// Finishes background work, makes the state on disk clean, and lets others open the study.
    package func close() async throws(StudyError) {
        defer { lock.release() }
        await checkpointTask?.value
        await foldTask?.value
        try checkpoint()
    }

    /// Turns to the other journal file when this one is full, and flushes in the background what the full one holds.
    func makeRoom(for payload: [UInt8]) throws(GitError) {
        if journal.hasRoom(for: payload) { return }
        if journal.otherIsWaiting {
            try disk.flushAll(folder.path)
            try journal.resetAll()
            return
        }
        let waiting = journal.swap()
        let (disk, path) = (disk, folder.path)
        checkpointTask = Task { [weak self] in
            let flushed = await Self.flushAway(disk, path)
            if flushed { await self?.finishCheckpoint(of: waiting) }
        }
    }

    @concurrent
    private nonisolated static func flushAway(_ disk: any Disk, _ path: String) async -> Bool {
        (try? disk.flushAll(path)) != nil
    }

    private func finishCheckpoint(of file: Int) {
        hooks.reach(.checkpointFlushed)
        // A file that could not be emptied stays waiting; the next swap flushes again and then reports the failure.
        if journal.isActive(file) { return }
        try? journal.reset(file)
        hooks.reach(.checkpointReset)
    }

    /// Replays the journal when an earlier write could not be finished.
    ///
    /// - Throws: `storage.full`, `storage.failed`: the study stays readable, and nothing new is taken in.
    func recoverIfNeeded() throws(StudyError) {
        guard needsRecovery else { return }
        try speaking { () throws(GitError) in
            var reopened = try Journal(
                folder: folder.stateFolder, capacity: hooks.journalCapacity, disk: disk)
            let recovery = Recovery(folder: folder, repository: repository, refs: refs, disk: disk)
            let (entries, _) = reopened.pending()
            try Recovery.restoreObjects(of: entries, in: repository.objectsFolder, disk: disk)
            try recovery.replay(entries)
            try disk.flushAll(folder.path)
            try reopened.resetAll()
            journal = reopened
            heads = try Heads(refs: refs, repository: repository)
            log = try AuditLog(device: device, root: heads.auditTree, repository: repository)
            editor = TreeEditor(repository: repository)
            needsRecovery = false
        }
    }

    func requireWritable() throws(StudyError) {
        if isReadOnly {
            throw StudyError(
                .studyReadOnly, "The disk failed to keep a change, so this study takes in nothing more.",
                hint: "Check the disk with 'rir doctor', then run 'rir daemon stop' and try again.")
        }
    }

    /// Refuses before anything is written when the disk is about to be full.
    func requireSpace(for operations: [ArchiveOperation]) throws(StudyError) {
        var information = statvfs()
        guard statvfs(folder.path, &information) == 0 else { return }
        let free = UInt64(information.f_bavail) * UInt64(information.f_frsize)
        let bytes = operations.reduce(0) { sum, operation in
            operation.records.reduce(sum) { $0 + ($1.record?.body.utf8.count ?? 0) + 4096 }
        }
        if free < UInt64(bytes) * 3 + Self.reserve {
            throw StudyError(
                .storageFull, "The disk is nearly full, so nothing was saved.",
                hint: "Free some space, then repeat the command.")
        }
    }

    /// Room kept for the journal, the index and the refs of a write.
    private static var reserve: UInt64 { 4 * 1024 * 1024 }

    /// Refuses to write over a file that a person changed by hand, or a new record over anything.
    func requireUntouched(_ operation: ArchiveOperation) throws(StudyError) {
        for (path, bytes) in operation.files {
            let current = Files.read("\(folder.path)/\(path)")
            if let adopted = operation.adopting[path], current.map(Digest.hex) == adopted { continue }
            if try current != known(path), current != bytes { throw .handEdited("'\(path)'") }
        }
        for change in operation.records {
            if change.change == .created {
                try requireFree(change.id)
                continue
            }
            let current = Files.read("\(folder.path)/\(change.id.path)")
            if let adopting = change.adopting {
                if current.map(Digest.hex) != adopting { throw .handEdited("The file of \(change.id)") }
                continue
            }
            if try current != known(change.id.path) { throw .handEdited("The file of \(change.id)") }
        }
    }

    /// A file as the study holds it.
    func known(_ path: String) throws(StudyError) -> [UInt8]? {
        try speaking { () throws(GitError) -> [UInt8]? in
            guard let id = try editor.find(path, in: heads.mainTree) else { return nil }
            return try repository.blob(id)
        }
    }

    private func requireFree(_ id: RecordID) throws(StudyError) {
        let taken = try speaking { () throws(GitError) in
            try editor.find(id.path, in: heads.mainTree) != nil || Files.exists("\(folder.path)/\(id.path)")
        }
        if taken {
            throw StudyError(
                .recordConflict, "There is a file for \(id) already.",
                hint: "Repeat the command for a new id.")
        }
    }
}

extension StudyError {
    static func handEdited(_ what: String) -> StudyError {
        StudyError(
            .handEditPending, "\(what) was changed by hand, so it was left alone.",
            hint: "Run 'rir status' to look, then 'rir adopt' to keep the change.")
    }
}
