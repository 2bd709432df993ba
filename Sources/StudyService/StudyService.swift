package import Logging
package import StudyArchive
internal import StudyIndex
package import StudyModel
internal import Vault

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
    let turn = WriteTurn()
    let hooks: HookRunner
    let vault: Vault
    /// What texts pass on their way in; made anew when the key table changes or the vault is opened.
    var madeDoor: Door?
    /// Locks the vault when its time is over.
    var lockTask: Task<Void, Never>?
    var locksAt: Timestamp?
    /// One synchronisation at a time.
    let syncTurn = WriteTurn()
    /// One decision or clearing at a time.
    let inboxTurn = WriteTurn()
    /// What of the vault is known while it is open.
    var known = VaultMemory()
    /// What of the coding frame and of who coded what is at hand.
    var coding = CodingMemory()
    /// What of the memos is at hand.
    var memos = MemoMemory()
    /// What of the rounds of double-coding is at hand.
    var rounds = RoundMemory()
    /// What of the findings and the feedback cycles is at hand.
    var feedback = FeedbackMemory()
    /// What of the framework matrices is at hand.
    var frameworks = FrameworkMemory()
    /// What of the workshops and the recommendations is at hand.
    var boards = BoardMemory()

    /// Captures that wait for the next flush.
    var waiting: [Capture] = []
    var isFlushing = false
    /// The index takes operations in the order the archive made them, one after another.
    var indexing: Task<Void, any Error>?
    /// Set when the index refused an operation: it is behind, and the next use catches up from git.
    var indexIsBehind = false
    /// Set when somebody moved `main` by hand, until the codings stand on the texts as they are then.
    var needsAnchoring = false
    var rebuilding = false
    /// Where git's own index was last brought.
    private var rested: ArchivePosition?
    /// Where `main` stood when the study was opened.
    private let opened: ArchivePosition
    private(set) var isClosed = false

    /// Opens a study: finishes what a crash interrupted, and brings the index to where the archive stands.
    ///
    /// - Throws: `study.locked`, `study.invalid`, `study.format_unknown`, `storage.failed`, `index.failed`.
    package static func open(
        _ folder: StudyFolder, surroundings: Surroundings = .live, log: Logger
    ) async throws(StudyError) -> StudyService {
        let identity = surroundings.identityFile.map { PersonIdentity(path: $0) }
        let person = Vault.member(of: identity, in: "\(folder.stateFolder)/vault")
        guard person != nil || folder.keyHolders.count < 2 else {
            throw StudyError(
                .memberInvalid, "Several people work in this folder, and your identity is none of theirs.",
                hint:
                    "Ask the lead to take you in with 'rir member add'; 'rir member key' prints what they need."
            )
        }
        let archive = try await StudyArchive(opening: folder, as: person, hooks: surroundings.archiveHooks)
        return try await StudyService(archive, surroundings: surroundings, log: log)
    }

    /// Takes over an open archive.
    package init(_ archive: StudyArchive, surroundings: Surroundings, log: Logger) async throws(StudyError) {
        path = archive.folder.path
        title = archive.description.title
        self.archive = archive
        self.surroundings = surroundings
        self.log = log
        opened = await archive.position
        reader = try ArchiveReader(folder: archive.folder)
        index = try StudyIndex.open(at: archive.folder.indexFile)
        hooks = HookRunner(folder: archive.folder, log: log)
        vault = try Vault(
            at: "\(archive.folder.stateFolder)/vault", member: archive.member,
            identity: surroundings.identityFile.map { PersonIdentity(path: $0) },
            makes: archive.description.names != .off)
        archive.folder.sweepLeftovers()
        needsAnchoring = try await mayHaveMoved()
        try await catchUp()
        coding.numbers = CodeNumbers(try await index.codeNumbers())
        await carryOutErasuresQuietly()
        await openVaultQuietly()
        await finishErasures()
    }

    /// Finishes what was acknowledged and closes the study.
    package func close() async throws(StudyError) {
        if isClosed { return }
        isClosed = true
        lockTask?.cancel()
        await turn.take()
        _ = try? await indexing?.value
        await hooks.finish()
        if await archive.position != opened {
            do throws(StudyError) { try await refreshGitIndex(comparing: false) } catch {
                log.error("git's index is behind", error)
            }
        }
        turn.give()
        await index.close()
        try await archive.close()
    }

    /// Work for a quiet moment: flush the journal away, so that the next start is quick; bring git's own index
    /// to where `main` stands, so that `git status` tells a person the truth; pack what lies in single files.
    package func rest() async {
        do throws(StudyError) {
            try await writing { () async throws(StudyError) in try await archive.checkpoint() }
            try await index.tidy()
            try await refreshGitIndex(comparing: true)
            if await archive.isWorthPacking {
                try await GitProcess(folder: path).run(["repack", "-q", "-d", "-l", "--geometric=2"])
                await archive.didPack()
            }
        } catch {
            log.error("a quiet moment could not be used", error)
        }
        archive.giveMemoryBack()
    }

    /// Brings git's own index to where `main` stands, which only a person's `git status` looks at.
    ///
    /// - Parameter comparing: whether to compare every file with it too, so that the first `git status` need not; of
    ///   a study that came from elsewhere that reads all of them.
    private func refreshGitIndex(comparing: Bool) async throws(StudyError) {
        let position = await archive.position
        if position == rested { return }
        let git = GitProcess(folder: path)
        try await git.run(["read-tree", "--reset", "HEAD"])
        guard comparing else { return }
        // It says 1 when a file differs, which is no failure here.
        _ = try? await git.run(["update-index", "-q", "--refresh"])
        rested = position
    }

    /// Runs a write in its turn, after taking in what somebody committed by hand.
    func writing<Value: Sendable>(
        _ work: () async throws(StudyError) -> Value
    ) async throws(StudyError) -> Value {
        if isClosed { throw StudyError.stopping }
        await turn.take()
        do throws(StudyError) {
            // What another import is still indexing must be seen by this write.
            if let running = indexing {
                await settle(running)
                if indexing == running { indexing = nil }
            }
            try await takeInHandCommits()
            let value = try await work()
            turn.give()
            return value
        } catch {
            turn.give()
            throw error
        }
    }

    /// Writes operations and indexes what was applied; for use inside ``writing(_:)``.
    func commit(
        _ operations: [ArchiveOperation]
    ) async throws(StudyError) -> [Result<AppliedOperation, StudyError>] {
        var operations = operations
        coding.reports = [:]
        for index in operations.indices {
            try requireRight(to: operations[index])
            try await requireThawed(operations[index])
            let report = try await bringCodingsAlong(&operations[index])
            coding.reports[operations[index].id] = report.isEmpty ? nil : report
        }
        let results = try await archive.write(operations)
        let applied = results.compactMap { try? $0.get() }
        var packed = PackedCodingFiles()
        for (operation, result) in zip(operations, results) {
            guard case .success(let done) = result else { continue }
            coding.take(in: operation.files, objects: done.files, packing: &packed)
            memos.take(in: operation.files)
            rounds.take(in: operation.files)
            feedback.take(in: operation.files)
            frameworks.take(in: operation.files, records: operation.records.map(\.id))
            boards.take(in: operation.files)
        }
        if let indexing {
            await settle(indexing)
            self.indexing = nil
        }
        do throws(StudyError) { try await index.apply(applied, packed: packed) } catch { fallBehind(error) }
        return results
    }

    /// Gives a batch to the index behind those already given, without waiting for it.
    func enqueue(_ operations: [AppliedOperation]) -> Task<Void, any Error> {
        let before = indexing
        let index = index
        let task = Task {
            _ = try? await before?.value
            // What a daemon that stops leaves behind, the next takes in from git.
            if isClosed { throw StudyError.stopping }
            try await index.applyBulk(operations)
        }
        indexing = task
        return task
    }

    /// Waits for the index.
    ///
    /// The archive holds the operation already, so a failure is mended, not reported.
    func settle(_ task: Task<Void, any Error>) async {
        do { try await task.value } catch { fallBehind(error) }
    }

    private func fallBehind(_ error: any Error) {
        log.error("the index is behind and will catch up", error)
        indexIsBehind = true
    }
}

extension Logger {
    /// Logs a failure by its code alone; messages name records, which is more than a log needs.
    func error(_ what: Logger.Message, _ error: any Error) {
        let code = (error as? StudyError)?.code.rawValue ?? String(describing: type(of: error))
        self.error(what, metadata: ["code": "\(code)"])
    }
}
