internal import Logging
internal import StudyArchive
internal import StudyIndex
package import StudyModel

extension StudyService {
    /// Brings the index to where the archive stands: from where it is, or from nothing.
    func catchUp() async throws(StudyError) {
        let position = try await index.position()
        guard let position, try await reader.isInHistory(position) else {
            log.info("the index is built again from git")
            _ = try await rebuild { _ in }
            return
        }
        if await reader.position() == position { return }
        let history = try ArchiveHistory(folder: archive.folder, after: position)
        while true {
            let operations = try await history.advance()
            if operations.isEmpty { break }
            if isGivenUp { throw .stopping }
            try await index.applyBulk(operations)
        }
        // A join tells of nothing of its own, but it was seen.
        if let end = history.end { try await index.stand(at: end) }
        indexIsBehind = false
    }

    /// Makes sure that a read sees every write, also those made by hand with git.
    ///
    /// Not for use inside ``writing(_:)``, which has done so already.
    func refreshed() async throws(StudyError) {
        if isUpToDate { return }
        try await writing { () async throws(StudyError) in }
    }

    private var isUpToDate: Bool { archive.isCurrent && !indexIsBehind && !needsAnchoring }

    /// Takes in commits that somebody made by hand with git.
    func takeInHandCommits() async throws(StudyError) {
        if isUpToDate { return }
        switch try await archive.refresh() {
        case .none: if indexIsBehind { try await catchUp() }
        case .advanced, .diverged:
            log.notice("main was moved by hand")
            forgetMain()
            needsAnchoring = true
            _ = try? await indexing?.value
            try await catchUp()
        }
        if !needsAnchoring { return }
        // The codings know which version each stands on, so they can be brought along at the next use as well.
        do throws(StudyError) { try await anchorStale() } catch {
            log.error("codings wait to be brought along", error)
        }
    }

    /// Lets go of all that is at hand of `main` besides the index; what is asked for next is read anew.
    func forgetMain() {
        coding.empty()
        memos.empty()
        rounds.empty()
        feedback.empty()
        frameworks.empty()
        boards.empty()
    }

    /// Whether texts may have been changed with git while nobody was there to bring their codings along.
    ///
    /// The index is behind then, or, where it caught up and the codings did not, a commit by hand is the last it knows.
    func mayHaveMoved() async throws(StudyError) -> Bool {
        let position = try await index.position()
        if await reader.position() != position { return true }
        return try await index.operations(limit: 1, offset: 0).operations.first?.act == .adopt
    }

    /// Builds the index again from git alone.
    ///
    /// - Returns: how many records it holds.
    package func reindex(
        progress: @escaping @Sendable (WorkProgress) -> Void
    ) async throws(StudyError) -> Int {
        try await writing { () async throws(StudyError) in
            _ = try? await indexing?.value
            return try await rebuild(progress: progress)
        }
    }

    /// Whether the daemon stops, or nobody waits any longer for what is being indexed.
    private var isGivenUp: Bool { isClosed || Task.isCancelled }

    func rebuild(progress: @Sendable (WorkProgress) -> Void) async throws(StudyError) -> Int {
        rebuilding = true
        defer { rebuilding = false }
        let history = try ArchiveHistory(folder: archive.folder, after: nil)
        let rebuild = try index.beginRebuild()
        do throws(StudyError) {
            try await fill(rebuild, from: history, progress: progress)
        } catch {
            await rebuild.cancel()
            throw error
        }
        let end = if let end = history.end { end } else { await archive.position }
        try await rebuild.finish(end)
        indexIsBehind = false
        return try await index.counts().records
    }

    private func fill(
        _ rebuild: StudyIndex.Rebuild, from history: ArchiveHistory,
        progress: @Sendable (WorkProgress) -> Void
    ) async throws(StudyError) {
        var done = 0
        var next = Task { try await history.advance() }
        while true {
            let operations = try await value(of: next)
            if operations.isEmpty { return }
            if isGivenUp { throw .stopping }
            // The next commits are read while these are indexed.
            next = Task { try await history.advance() }
            try await rebuild.add(operations)
            done += operations.count
            progress(WorkProgress(phase: "index", done: done, total: history.total))
        }
    }

    private func value<Value>(of task: Task<Value, any Error>) async throws(StudyError) -> Value {
        do { return try await task.value } catch let error as StudyError { throw error } catch {
            throw StudyError(
                .internalFault, "The history could not be read.", hint: "Run 'rir check'.", cause: error)
        }
    }
}
