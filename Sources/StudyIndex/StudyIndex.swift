package import StudyModel
import Synchronization

/// The index of one study: lists, history, operations and full text search, all answered without git.
///
/// **git is the truth; the index is derived. On an unknown version or a failed check, delete the index and
/// rebuild it.** Nothing is kept here that the archive does not hold, and nothing here is ever synced,
/// imported or trusted. An index that was built step by step and one that was rebuilt give the same answers:
/// no order and no score depends on when something arrived.
///
/// ## Durability
/// A call that returned survives the end of the process. A power cut may take the last calls
/// back; ``position()`` then tells the caller where to catch up from, and an operation that is applied twice
/// changes nothing.
///
/// ## Concurrency
/// Writes run one at a time in call order; lists and history run beside them; searches run one
/// at a time. Work on disk happens on SQLite's own queues, never on the caller's thread. Calls are not
/// cancelled with their task.
package final class StudyIndex: Sendable {
    let gate: IndexGate
    let path: String
    let pending = Mutex<PendingRebuild>(PendingRebuild())

    /// Operations that arrived while a rebuild reads the archive, to be repeated on its result.
    struct PendingRebuild {
        var isActive = false
        var operations: [AppliedOperation] = []
    }

    private init(path: String, files: IndexFiles) {
        self.path = path
        gate = IndexGate(files)
    }

    /// Opens the index, or makes an empty one.
    ///
    /// A file of another version, or one that fails the quick checks, is deleted; ``position()`` is `nil`
    /// afterwards and the caller rebuilds. Opening reads a few pages, whatever the study's size.
    ///
    /// - Parameter path: where the facts lie; the full text lies beside it at `<path>-text-<pair>`.
    /// - Throws: `storage.full` or `storage.failed` when no file can be made there.
    package static func open(at path: String, hooks: IndexHooks = IndexHooks()) throws(StudyError)
        -> StudyIndex
    {
        do {
            let files = try IndexFiles.open(at: path, hooks: hooks)
            files.startWork()
            return StudyIndex(path: path, files: files)
        } catch {
            throw StudyError(index: error)
        }
    }

    /// What tests listen to.
    package var hooks: IndexHooks {
        get { gate.current?.hooks.withLock { $0 } ?? IndexHooks() }
        set { gate.current?.hooks.withLock { $0 = newValue } }
    }

    /// Closes the files.
    ///
    /// What is queued stays queued and is fed at the next start. Later calls fail.
    package func close() async {
        await gate.exchange { files in
            try? await files?.close()
            return nil
        }
    }

    // MARK: Writing

    /// Where the index stands, or `nil` when it is empty and must be built.
    package func position() async throws(StudyError) -> ArchivePosition? {
        try await gate.pass { files throws(StudyError) in try await files.position() }
    }

    /// Says that everything up to a commit was taken in, where the last of it told of nothing, such as a join.
    package func stand(at position: ArchivePosition) async throws(StudyError) {
        try await gate.pass { files throws(StudyError) in try await files.stand(at: position) }
    }

    /// Takes in operations before they are acknowledged: one transaction, no flush.
    ///
    /// Lists, history and search show them from here on.
    ///
    /// - Parameter packed: the codings that the operations wrote.
    /// - Throws: `index.failed`, `storage.full`, `storage.failed`; nothing is taken in then.
    package func apply(
        _ operations: [AppliedOperation], packed: PackedCodingFiles = PackedCodingFiles()
    ) async throws(StudyError) {
        try await gate.pass { files throws(StudyError) in try await files.apply(operations, packed) }
        remember(operations)
    }

    /// Takes in many operations at once, made for a few thousand records a call.
    ///
    /// The text is fed while the caller prepares the next call; a search waits for it.
    package func applyBulk(_ operations: [AppliedOperation]) async throws(StudyError) {
        try await gate.pass { files throws(StudyError) in try await files.applyBulk(operations) }
        remember(operations)
    }

    private func remember(_ operations: [AppliedOperation]) {
        pending.withLock { if $0.isActive { $0.operations += operations } }
    }

    /// Returns when everything applied before is searchable.
    ///
    /// Searches do this themselves.
    package func drain() async throws(StudyError) {
        try await gate.pass { files throws(StudyError) in try await files.drain() }
    }

    /// Uses a quiet moment to join what feeding left in pieces, in the background.
    package func tidy() async throws(StudyError) {
        try await gate.pass { files throws(StudyError) in files.tidy() }
    }
}
