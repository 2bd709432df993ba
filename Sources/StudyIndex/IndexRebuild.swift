import GRDB
package import StudyModel
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension StudyIndex {
    /// Starts building a fresh index beside this one, which goes on answering and taking in operations.
    ///
    /// - Throws: `index.failed` when a rebuild is under way already.
    package func beginRebuild() throws(StudyError) -> Rebuild {
        let began = pending.withLock { pending in
            defer { pending.isActive = true }
            return !pending.isActive
        }
        guard began else { throw StudyError(.indexFailed, "The study's index is being rebuilt already.") }
        do {
            return Rebuild(
                self, files: try IndexFiles.create(at: path + "-new", base: path, hooks: IndexHooks()))
        } catch {
            pending.withLock { $0 = PendingRebuild() }
            throw StudyError(index: error)
        }
    }

    /// A fresh index in the making.
    ///
    /// Exactly one of ``finish(_:)`` and ``cancel()`` ends it.
    package final class Rebuild: Sendable {
        private let index: StudyIndex
        private let files: IndexFiles

        init(_ index: StudyIndex, files: IndexFiles) {
            self.index = index
            self.files = files
        }

        /// Adds the next operations in the archive's order; a few thousand records a call.
        package func add(_ operations: [AppliedOperation]) async throws(StudyError) {
            try await files.applyBulk(operations)
        }

        /// Puts the fresh index in the place of the old one.
        ///
        /// Operations applied meanwhile are repeated on it first. When this fails, the old index stays.
        ///
        /// - Parameter position: where the archive stood at the end of the stream.
        package func finish(_ position: ArchivePosition) async throws(StudyError) {
            do {
                try await files.stand(at: position)
                try await files.drain()
                try await files.settle()
            } catch {
                await cancel()
                throw error
            }
            var failure: StudyError?
            await index.gate.exchange { old in
                do {
                    let late = index.pending.withLock { $0.operations }
                    if !late.isEmpty {
                        try await files.apply(late)
                        try await files.settle()
                    }
                    let fresh = try await swap(old)
                    return fresh
                } catch {
                    failure = StudyError(index: error)
                    return old
                }
            }
            index.pending.withLock { $0 = PendingRebuild() }
            if let failure { throw failure }
        }

        /// Gives the rebuild up and deletes its files.
        package func cancel() async {
            try? await files.close()
            try? files.erase()
            index.pending.withLock { $0 = PendingRebuild() }
        }

        /// The facts are renamed over the old ones, which is the moment the new index counts; they name their
        /// text file, which has its final name already.
        private func swap(_ old: IndexFiles?) async throws -> IndexFiles {
            let hooks = old?.hooks.withLock { $0 } ?? IndexHooks()
            try await files.close()
            try await old?.close()
            for path in [files.path, index.path] { try IndexFiles.eraseLogs(at: path) }
            guard rename(files.path, index.path) == 0 else {
                throw StudyError(.storageFailed, "The rebuilt index can't be put in place.")
            }
            let fresh = try IndexFiles.open(at: index.path, hooks: hooks)
            fresh.startWork()
            return fresh
        }
    }
}

extension IndexFiles {
    /// Writes where the archive stands.
    func stand(at position: ArchivePosition) async throws(StudyError) {
        try await facts.writing {
            try $0.execute(sql: "UPDATE state SET position = ?", arguments: [position.commit])
        }
    }

    /// Stops background work, shortens the queue and copies both logs into their files, flushed, so that the
    /// files alone are the index.
    func settle() async throws(StudyError) {
        await stopWork()
        try await shorten(atLeast: 1)
        _ = try await text.database.exclusively { try $0.checkpoint(.truncate) }
        _ = try await facts.exclusively { try $0.checkpoint(.truncate) }
    }
}
