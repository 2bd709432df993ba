import GRDB
import StudyModel
import Synchronization

extension IndexFiles {
    /// Takes in operations in one transaction, with what they did to codings; their text follows behind.
    func apply(
        _ operations: [AppliedOperation], _ packed: PackedCodingFiles = PackedCodingFiles()
    ) async throws(StudyError) {
        let sequence = try await facts.writing { database in
            var writer = try OperationWriter(database, keepsTexts: false)
            for operation in operations { try writer.add(operation) }
            try writer.finish()
            try packed.write(to: database)
            return writer.sequence
        }
        work.withLock { $0.queued = max($0.queued, sequence) }
        startWork()
    }

    /// Takes in many operations; their text is fed from memory while the caller prepares the next ones.
    ///
    /// At most one such feeding is under way, so memory holds two calls' worth of text.
    func applyBulk(_ operations: [AppliedOperation]) async throws(StudyError) {
        let (sequence, queued) = try await facts.writing { database in
            var writer = try OperationWriter(database, keepsTexts: true)
            for operation in operations { try writer.add(operation) }
            try writer.finish()
            return (writer.sequence, writer.queued)
        }
        await work.withLock { $0.bulk }?.value
        work.withLock { work in
            work.queued = max(work.queued, sequence)
            work.returnsMemory = true
            work.bulk = Task { await self.feedBulk(queued) }
        }
        if logPages > Self.longestLog {
            try await checkpointNow(.restart)
        }
    }

    private func feedBulk(_ queued: [OperationWriter.Queued]) async {
        do {
            try await text.feed(queued, from: facts)
            hooks.withLock { $0 }.didFeedText?(queued.count)
        } catch {
            hooks.withLock { $0 }.didFailToFeed?(error)
        }
        startWork()
    }

    /// Returns when everything queued before the call is searchable.
    func drain() async throws(StudyError) {
        let (target, bulk) = work.withLock { ($0.queued, $0.bulk) }
        if text.fed >= target { return }
        await bulk?.value
        while text.fed < target {
            let count = try await text.feedStep(from: facts)
            if count == 0 { return }
            hooks.withLock { $0 }.didFeedText?(count)
        }
    }

    // MARK: Behind the acknowledgements

    /// A log this long, 4 MiB, is copied into the file by a connection that nobody waits for.
    private static var comfortableLog: Int { 1024 }
    /// A log this long, 16 MiB, is copied before a bulk call returns: it is read whole after a crash.
    private static var longestLog: Int { 4096 }

    /// Sees to it that the background work looks at the queue again.
    func startWork() {
        work.withLock { work in
            guard !work.isClosed else { return }
            if work.runner != nil {
                work.runAgain = true
            } else {
                work.runner = Task(priority: .utility) { await self.runWork() }
            }
        }
    }

    private func runWork() async {
        while true {
            do {
                try await drain()
                try await shorten(atLeast: 256)
                if logPages > Self.comfortableLog { try await checkpoint() }
                if try await mayRest() {
                    let isLarge = work.withLock { work in
                        defer { work.returnsMemory = false }
                        return work.returnsMemory
                    }
                    if isLarge { returnFreedMemory() }
                    hooks.withLock { $0 }.didComeToRest?()
                }
            } catch {
                hooks.withLock { $0 }.didFailToFeed?(error)
            }
            let ends = work.withLock { work in
                if work.runAgain, !work.isClosed {
                    work.runAgain = false
                    return false
                }
                work.runner = nil
                return true
            }
            if ends { return }
        }
    }

    /// After so many feedings segments are joined even if it is never quiet.
    private static var longestUnjoined: Int { 128 }

    /// Says that now is a good moment to join segments.
    func tidy() {
        work.withLock { $0.isQuiet = true }
        startWork()
    }

    /// Joins segments in small steps until there is nothing to join or somebody queued text.
    ///
    /// A join after every capture would cost as much as feeding it, so it waits for a quiet moment.
    private func mayRest() async throws(StudyError) -> Bool {
        let isDue = work.withLock { work in
            work.feedings += 1
            return work.isQuiet || work.feedings >= Self.longestUnjoined
        }
        while isDue, !work.withLock({ $0.runAgain || $0.isClosed }) {
            if try await !text.mergeStep() {
                work.withLock { ($0.feedings, $0.isQuiet) = (0, false) }
                return true
            }
        }
        return false
    }

    /// Deletes what the full text has taken in from the queue, with the texts that left it.
    func shorten(atLeast length: Int64) async throws(StudyError) {
        let fed = text.fed
        guard fed - work.withLock({ $0.shortened }) >= length else { return }
        try await facts.writing { database in
            try database.execute(
                sql: """
                    DELETE FROM document WHERE number IN
                        (SELECT document FROM queue WHERE removes = 1 AND sequence <= :fed);
                    DELETE FROM queue WHERE sequence <= :fed;
                    UPDATE state SET shortened = :fed;
                    """,
                arguments: ["fed": fed]
            )
        }
        work.withLock { $0.shortened = max($0.shortened, fed) }
    }

    /// Copies the facts' log into the file on the writer.
    ///
    /// Where a background copy is under way it is left to that.
    func checkpointNow(_ kind: Database.CheckpointMode) async throws(StudyError) {
        try await facts.exclusively { database in
            do {
                _ = try database.checkpoint(kind)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
                return
            }
        }
    }

    /// Stops background work for good and waits for it to end.
    func stopWork() async {
        let running = work.withLock { work in
            work.isClosed = true
            return [work.bulk, work.runner]
        }
        for task in running { await task?.value }
    }

    /// Copies the facts' log into the file on a connection of its own, beside the writer.
    private func checkpoint() async throws(StudyError) {
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(1)
            let side = try DatabaseQueue(path: path, configuration: configuration)
            _ = try await side.exclusively { try $0.checkpoint(.passive) }
            try side.close()
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            return
        } catch {
            throw StudyError(index: error)
        }
    }
}
