package import Logging
package import StudyArchive
internal import StudyIndex
package import StudyModel

/// Everything that can be done with one study; the only writer of it.
///
/// Joins the archive, which is the truth, and the index, which is derived from it. An answer to a write means: it is
/// durable, in git, and every later read shows it.
///
/// ## Concurrency
/// Writes take turns; captures that arrive while another is being flushed are flushed together (group commit).
/// Reads never wait for a write.
package actor StudyService {
    package nonisolated let path: String
    package nonisolated let title: String

    let archive: StudyArchive
    let reader: ArchiveReader
    let index: StudyIndex
    let surroundings: Surroundings
    let log: Logger
    let turn = Turn()
    let hooks: HookRunner

    /// Captures that wait for the next flush.
    var waiting: [Capture] = []
    var isFlushing = false
    /// The index takes operations in the order the archive made them, one after another.
    var indexing: Task<Void, any Error>?
    /// Set when the index refused an operation: it is behind, and the next use catches up from git.
    var indexIsBehind = false
    var rebuilding = false
    private var isClosed = false

    /// Opens a study: finishes what a crash interrupted, and brings the index to where the archive stands.
    ///
    /// - Throws: `study.locked`, `study.invalid`, `study.format_unknown`, `storage.failed`, `index.failed`.
    package static func open(
        _ folder: StudyFolder, surroundings: Surroundings = .live, log: Logger
    ) async throws(StudyError) -> StudyService {
        let archive = try await StudyArchive(opening: folder)
        return try await StudyService(archive, surroundings: surroundings, log: log)
    }

    /// Takes over an open archive.
    package init(_ archive: StudyArchive, surroundings: Surroundings, log: Logger) async throws(StudyError) {
        path = archive.folder.path
        title = archive.description.title
        self.archive = archive
        self.surroundings = surroundings
        self.log = log
        reader = try ArchiveReader(folder: archive.folder)
        index = try StudyIndex.open(at: archive.folder.indexFile)
        hooks = HookRunner(folder: archive.folder, log: log)
        try await catchUp()
    }

    /// Finishes what was acknowledged and closes the study.
    package func close() async throws(StudyError) {
        if isClosed { return }
        isClosed = true
        await turn.take()
        _ = try? await indexing?.value
        await hooks.finish()
        await turn.give()
        await index.close()
        try await archive.close()
    }

    /// Work for a quiet moment: flush the journal away, so that the next start is quick.
    package func rest() async {
        do throws(StudyError) { try await archive.checkpoint() } catch {
            log.error("checkpoint failed", error)
        }
    }

    /// Runs a write in its turn, after taking in what somebody committed by hand.
    func writing<Value: Sendable>(
        _ work: () async throws(StudyError) -> Value
    ) async throws(StudyError) -> Value {
        if isClosed { throw StudyError(.stopping, "The daemon is stopping.", hint: "Repeat the command.") }
        await turn.take()
        do throws(StudyError) {
            try await takeInHandCommits()
            let value = try await work()
            await turn.give()
            return value
        } catch {
            await turn.give()
            throw error
        }
    }

    /// Writes operations and indexes what was applied; for use inside ``writing(_:)``.
    func commit(_ operations: [ArchiveOperation]) async throws(StudyError) -> [Result<
        AppliedOperation, StudyError
    >] {
        let results = try await archive.write(operations)
        let applied = results.compactMap { try? $0.get() }
        let task = enqueue(applied, bulk: false)
        await settle(task)
        return results
    }

    /// Gives operations to the index behind those already given.
    func enqueue(_ operations: [AppliedOperation], bulk: Bool) -> Task<Void, any Error> {
        let before = indexing
        let index = index
        let task = Task {
            _ = try? await before?.value
            if bulk { try await index.applyBulk(operations) } else { try await index.apply(operations) }
        }
        indexing = task
        return task
    }

    /// Waits for the index. The archive holds the operation already, so a failure is mended, not reported.
    func settle(_ task: Task<Void, any Error>) async {
        do { try await task.value } catch {
            log.error("the index is behind and will catch up", error)
            indexIsBehind = true
        }
    }
}

extension Logger {
    /// Logs a failure by its code alone; messages name records, which is more than a log needs.
    func error(_ what: Logger.Message, _ error: any Error) {
        let code = (error as? StudyError)?.code.rawValue ?? String(describing: type(of: error))
        self.error(what, metadata: ["code": "\(code)"])
    }
}
