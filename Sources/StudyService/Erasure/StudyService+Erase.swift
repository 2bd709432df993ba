internal import Logging
internal import StudyArchive
internal import StudyIndex
package import StudyModel

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension StudyService {
    /// Takes everything of a participant out of the study's history, and clears this copy of it.
    ///
    /// What they said stands in no commit, no object, no index and no journal of this copy afterwards; others' texts that quote
    /// them have `[withdrawn]` in their place. The logs keep their entries, and say which nothing opens any more.
    ///
    /// - Parameter originals: commitments to sealed originals that were destroyed with it.
    /// - Throws: `member.invalid` for anybody but a lead, `record.hand_edited`, and what saving throws; what was begun is finished by
    ///   the next start.
    func eraseHistory(
        of handle: Handle, withdrawal: OperationID, originals: Set<String>
    ) async throws(StudyError) -> ErasureReceipt {
        try await writing { () async throws(StudyError) in
            let scope = try await erasedScope(of: handle)
            let erasure = Erasure(
                id: surroundings.operationID(), basis: .withdrawal, withdrawal: withdrawal,
                participant: handle, paths: Array(scope.found.paths),
                reasons: Array(scope.found.reasons),
                recorded: Provenance(by: archive.member, at: surroundings.now))
            return try await erase(erasure, words: scope.words, originals: originals)
        }
    }

    /// Carries an erasure out; for use inside ``writing(_:)``.
    ///
    /// - Parameters:
    ///   - leaving: files that leave the study with it; others it has now begin anew.
    ///   - files: what some of these begin anew with.
    func erase(
        _ erasure: Erasure, words: ErasedWords?, originals: Set<String>, leaving: Set<String> = [],
        files: [String: [UInt8]?] = [:]
    ) async throws(StudyError) -> ErasureReceipt {
        var operation = ArchiveOperation(
            id: erasure.id, act: .erase, by: archive.member, at: erasure.recorded.at, files: files)
        let quotedIn = try await withhold(words, &operation)
        try await beginAnew(Set(erasure.paths).subtracting(leaving), words, &operation)
        try requireRight(to: operation)
        _ = try await bringCodingsAlong(&operation)
        let carriedOn = await reader.reference(Self.carriedOn) == archive.branches.main
        if let words { removeDrafts(quoting: [words]) }
        let gone = try await HistoryScan(folder: archive.folder).objects(
            at: Set(erasure.paths), besides: operation.files.values.compactMap(\.self))
        let outcome = try await archive.erase(erasure, by: operation, originals: originals)
        if carriedOn {
            try await archive.move(Self.carriedOn, to: await archive.branches.main)
        }
        surroundings.erasureHooks.reach(.written)
        var receipt = ErasureReceipt(outcome.erasure, commits: outcome.commits, quotedIn: quotedIn)
        try await carryOut(
            [outcome.erasure], words: words.map { [$0] } ?? [], gone: gone, into: &receipt)
        return receipt
    }

    /// Puts what is quoted of erased words out of everything that the study holds now.
    ///
    /// - Returns: the records and files in which something stood.
    private func withhold(
        _ words: ErasedWords?, _ operation: inout ArchiveOperation
    ) async throws(StudyError) -> [String] {
        guard let words, words.count > 0 else { return [] }
        for summary in try await index.records(RecordFilter(limit: 0)).records {
            let record = try await reader.record(summary.id).record
            let next = record.withheld([words])
            if next != record { add(next, after: record.version, to: &operation) }
        }
        try await replaceInFiles(&operation) { text, _ in words.withheld(in: text) }
        return operation.records.map(\.id.rawValue) + operation.files.keys.sorted()
    }

    /// Lets the files that go from history and that the study keeps begin with this operation.
    private func beginAnew(
        _ paths: Set<String>, _ words: ErasedWords?, _ operation: inout ArchiveOperation
    ) async throws(StudyError) {
        let written = Set(operation.records.map(\.id.path)).union(operation.files.keys)
        for path in paths.subtracting(written).sorted() {
            guard let bytes = try await reader.file(path) else { continue }
            if let record = RecordReader.record(from: bytes) {
                add(record, after: record.version, to: &operation)
                continue
            }
            var kept = bytes
            if let words, words.areQuoted(in: bytes) {
                kept = Array(words.withheld(in: String(decoding: bytes, as: UTF8.self)).utf8)
            }
            operation.files.updateValue(kept, forKey: path)
        }
    }

    private func add(_ record: Record, after version: Int, to operation: inout ArchiveOperation) {
        var next = record
        next.advance(from: version, by: archive.member, at: operation.at, nonce: surroundings.nonce())
        operation.records.append(
            .init(id: next.id, version: next.version, change: .edited, record: next))
    }

    /// Removes texts of the editor that nobody saved and that quote what is erased.
    func removeDrafts(quoting words: [ErasedWords]) {
        let drafts = "\(archive.folder.stateFolder)/drafts"
        for name in StudyFiles.names(in: drafts) {
            guard let text = FileManager.default.contents(atPath: "\(drafts)/\(name)") else { continue }
            if words.contains(where: { $0.areQuoted(in: Array(text)) }) {
                try? FileManager.default.removeItem(atPath: "\(drafts)/\(name)")
            }
        }
    }

    // MARK: Carrying out

    /// The erasures that the study holds, oldest first.
    func erasures() async throws(StudyError) -> [Erasure] {
        var found: [Erasure] = []
        for path in try await reader.files(below: Erasure.folder) where Erasure.isPath(path) {
            guard let bytes = try await reader.file(path) else { continue }
            do { found.append(try ErasureText.erasure(from: bytes)) } catch {
                throw StudyError(
                    .studyInvalid, "The file '\(path)' can't be read. \(error.sentence)",
                    hint: "Run 'rir check'.")
            }
        }
        return found.sorted { $0.id.rawValue < $1.id.rawValue }
    }

    /// Clears this copy of erasures that it holds and has not carried out: those that a crash interrupted, or that came from
    /// somebody else.
    ///
    /// For use inside ``writing(_:)``.
    func carryOutErasures() async throws(StudyError) {
        let done = archive.folder.carriedOut
        let waiting = try await erasures().filter { !done.contains($0.id) }
        try await carryOut(waiting, lost: heldLost)
        try await bringBackHeld()
    }

    /// Carries out what waits when the study is opened; what hinders it is tried again with the next start.
    func carryOutErasuresQuietly() async {
        do throws(StudyError) { try await carryOutErasures() } catch {
            log.error("an erasure waits to be carried out", error)
        }
    }

    /// Clears this copy of erasures that came from somebody else.
    ///
    /// - Parameters:
    ///   - words: what is looked for afterwards, as far as it is known here.
    ///   - lost: leaves of this device's own that nothing opens any more because of them.
    func carryOut(
        _ erasures: [Erasure], words: [ErasedWords] = [], lost: [LeafRange] = []
    ) async throws(StudyError) {
        guard let last = erasures.last else { return }
        var receipt = ErasureReceipt(last, commits: 0)
        try await carryOut(erasures, words: words, lost: lost, into: &receipt)
    }

    private func carryOut(
        _ erasures: [Erasure], words: [ErasedWords], gone: Set<String> = [], lost: [LeafRange] = [],
        into receipt: inout ErasureReceipt
    ) async throws(StudyError) {
        forgetEverything()
        let ids = erasures.map(\.id)
        let clearing = HistoryClearing(
            folder: archive.folder, denied: Set(erasures.flatMap(\.denied)), gone: gone,
            hooks: surroundings.erasureHooks)
        try await archive.forgetHistory()
        surroundings.erasureHooks.reach(.journalWiped)
        _ = try? await indexing?.value
        indexing = nil
        _ = try await rebuild { _ in }
        try await index.tidy()
        surroundings.erasureHooks.reach(.indexed)
        for one in erasures.compactMap(\.class) { try await discard(one) }
        receipt.branches = try await clearing.run()
        await archive.didPack()
        receipt.searched = try await clearing.search(words)
        // What lies where git may not clear it is tried again with the next start, and not confirmed until then.
        let mustGo = gone.union(erasures.flatMap(\.denied))
        guard !receipt.searched.found.contains(where: mustGo.contains) else {
            return try await addDevices(to: &receipt)
        }
        if ownEntry != nil {
            let told = try await archive.erasureConfirmations()
            let untold = ids.filter { told[$0]?.contains(archive.device) != true }
            try await archive.confirm(untold, lost: lost, at: surroundings.now)
        }
        surroundings.erasureHooks.reach(.confirmed)
        try archive.folder.carryOut(ids)
        try await addDevices(to: &receipt)
    }

    /// Who has confirmed an erasure, and who has not.
    ///
    /// - Parameter told: what the logs say, where it is at hand.
    func addDevices(
        to receipt: inout ErasureReceipt, told: [OperationID: Set<DeviceID>]? = nil
    ) async throws(StudyError) {
        var told = told
        if told == nil { told = try await archive.erasureConfirmations() }
        let confirmed = told?[receipt.id] ?? []
        let all = try await archive.loggingDevices()
        receipt.confirmed = all.filter(confirmed.contains)
        receipt.waitingFor = all.filter { !confirmed.contains($0) }
        receipt.remotes = try await remotes().map(\.name)
    }

    private func forgetEverything() {
        forgetMain()
        known = VaultMemory()
        madeDoor = nil
    }
}

/// Places in an erasure where a test stops to look.
package struct ErasureHooks: Sendable {
    /// The steps, in order; from ``written`` on a crash leaves an erasure that the next start finishes.
    package enum Step: String, Sendable, CaseIterable {
        case written
        /// Another copy's erasure stands in this copy's history; what was held back does not yet.
        case levelled
        case journalWiped
        case indexed
        case referencesCleared
        case packed
        case pruned
        case confirmed
    }

    package var didReach: (@Sendable (Step) -> Void)?

    package init(didReach: (@Sendable (Step) -> Void)? = nil) { self.didReach = didReach }

    func reach(_ step: Step) { didReach?(step) }
}

extension StudyService {
    /// What is known now of every erasure, oldest first: who has carried it out, and who has not.
    package func erasureReceipts() async throws(StudyError) -> [ErasureReceipt] {
        try await refreshed()
        let told = try await archive.erasureConfirmations()
        var receipts: [ErasureReceipt] = []
        for erasure in try await erasures() {
            var receipt = ErasureReceipt(erasure, commits: erasure.denied.count)
            try await addDevices(to: &receipt, told: told)
            receipts.append(receipt)
        }
        return receipts
    }
}

extension Record {
    /// The record with every quotation of what was erased blacked out.
    func withheld(_ words: [ErasedWords]) -> Record {
        var record = self
        record.rewrite { _, text in words.reduce(text) { $1.withheld(in: $0) } }
        return record
    }
}
