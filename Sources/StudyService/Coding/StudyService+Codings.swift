internal import CodingLogic
internal import StudyArchive
internal import StudyIndex
package import StudyModel

/// What coding in a record did.
package struct CodingOutcome: Sendable {
    package var record: RecordID
    /// The codings made or changed.
    package var codings: [CodingView]
    /// The codings taken away.
    package var removed: [CodingView]
    /// Codes that were there already on exactly these words, so that nothing was added.
    package var repeated: [CodingView]
    /// `nil` when nothing changed.
    package var operation: OperationID?
}

extension StudyService {
    // MARK: Reading

    /// Which layers have codings of each record.
    func allSources() async throws(StudyError) -> [RecordID: Set<CodingSource>] {
        try await atHand(\.sources) { () async throws(StudyError) in try await sources(atCommit: nil) }
    }

    /// Which layers have codings of each record, as a commit holds them.
    private func sources(atCommit commit: String?) async throws(StudyError) -> [RecordID: Set<CodingSource>] {
        var sources: [RecordID: Set<CodingSource>] = [:]
        for folder in CodingText.folders {
            for path in try await reader.files(below: folder, at: commit) {
                guard let (source, record) = CodingText.place(ofPath: path) else { continue }
                sources[record, default: []].insert(source)
            }
        }
        return sources
    }

    /// Who has codings in each record.
    func allCoders() async throws(StudyError) -> [RecordID: Set<CoderID>] {
        try await allSources().mapValues { Set($0.compactMap(\.coder)) }
    }

    /// Who has codings in a record, in order.
    func coders(in record: RecordID, atCommit commit: String? = nil) async throws(StudyError) -> [CoderID] {
        let sources = if let commit { try await sources(atCommit: commit) } else { try await allSources() }
        return sources[record, default: []].compactMap(\.coder).sorted()
    }

    /// One coder's codings of a record, in the order of their ids.
    ///
    /// - Throws: `coding.invalid` for a file that is not as the format says.
    func codings(
        in record: RecordID, by coder: CoderID, at commit: String? = nil
    ) async throws(StudyError) -> [Coding] {
        try await codings(in: record, of: .coder(coder), at: commit)
    }

    /// A layer's codings of a record, in the order of their ids.
    ///
    /// - Throws: `coding.invalid` for a file that is not as the format says.
    func codings(
        in record: RecordID, of source: CodingSource, at commit: String? = nil
    ) async throws(StudyError) -> [Coding] {
        let path = CodingText.path(of: record, in: source)
        guard let bytes = try await reader.file(path, at: commit) else { return [] }
        return try Self.codings(from: bytes, at: path)
    }

    static func codings(from bytes: [UInt8], at path: String) throws(StudyError) -> [Coding] {
        do throws(PeopleTextFailure) { return try CodingText.codings(from: bytes) } catch {
            throw StudyError(
                .codingInvalid, "'\(path)' is not as the format says: \(error.sentence)",
                hint: "'git log -p' on the file shows what changed it; mend it and run 'rir adopt'.")
        }
    }

    /// The codings of a record, where they stand in its text; those of the whole record first.
    ///
    /// - Parameter moment: the state to show; `nil` for the present one.
    package func codings(
        of part: String, at moment: Timestamp? = nil
    ) async throws(StudyError) -> (record: StoredRecord, codings: [CodingView], codebook: Codebook) {
        try await refreshed()
        let id = try await resolve(part)
        guard let moment else {
            let record = try await stored(id, version: nil)
            return (record, try await views(of: id), try await codebook())
        }
        guard let commit = try await reader.lastCommit(until: moment) else {
            throw StudyError(
                .recordNotFound, "The study did not hold \(id) then.",
                hint: "Run 'rir history \(id)' to see since when it does.")
        }
        let stored = try await reader.record(id, at: commit)
        let codebook = try await codebook(atCommit: commit)
        var views: [CodingView] = []
        try await requireUnblinded(id)
        for coder in try await coders(in: id, atCommit: commit) {
            views += try await codings(in: id, by: coder, at: commit).map {
                CodingView(record: id, coder: coder, coding: $0, in: codebook)
            }
        }
        let latest = try await index.history(id).last?.version ?? stored.record.version
        let record = StoredRecord(record: stored.record, sha256: stored.sha256, latest: latest)
        return (record, views.sorted(by: CodingView.standsBefore), codebook)
    }

    func views(of id: RecordID) async throws(StudyError) -> [CodingView] {
        let codebook = try await codebook()
        var views: [CodingView] = []
        let own = CoderID(archive.member)
        let place = try await codingPlace(of: id)
        if case .sealed = place {
            // In an open round everybody sees their own work alone.
            let codings = try await ownCodings(of: try await stored(id, version: nil), in: place)
            views = codings.map { CodingView(record: id, coder: own, coding: $0, in: codebook) }
            return views.sorted(by: CodingView.standsBefore)
        }
        for coder in try await coders(in: id) {
            views += try await codings(in: id, by: coder).map {
                CodingView(record: id, coder: coder, coding: $0, in: codebook)
            }
        }
        return views.sorted(by: CodingView.standsBefore)
    }

    // MARK: Writing

    /// Refuses to code what somebody has not agreed to.
    func requireUsable(_ record: Record) async throws(StudyError) {
        let verdict = try await consentJudge().verdict(.analyse, of: RecordPresence(record))
        guard verdict.isRefused else { return }
        throw StudyError(
            .consentMissing, verdict.sentences.joined(separator: " "),
            hint: verdict.commands.first.map { "When they agreed, record it: \($0)" })
    }

    /// Codes in a record, all changes as one operation.
    ///
    /// - Parameter base: `sha256` of the version that was looked at; `nil` takes whatever is newest.
    /// - Throws: `record.not_found`, `record.conflict`, `code.not_found`, `code.ambiguous`, `code.invalid`, `consent.missing`; `coding.ambiguous` for words
    ///   that stand in several places; `coding.not_found`, `coding.invalid`. Nothing is changed then.
    package func code(
        _ part: String, _ changes: [CodingChange], reason: String? = nil, origin: Coding.Origin = .hand,
        cleared: Bool = false, base: String? = nil
    ) async throws(StudyError) -> CodingOutcome {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> CodingOutcome in
            let record = try await stored(try await resolve(part), version: nil)
            if let base, base != record.sha256 {
                throw StudyError(
                    .recordConflict, "\(record.record.id) was changed meanwhile; its text may have moved.",
                    hint: "Look at it again, then code.")
            }
            // Codings may be taken away all the same.
            if changes.contains(where: { $0.act != .remove }) { try await requireUsable(record.record) }
            let coder = CoderID(archive.member)
            let place = try await codingPlace(of: record.record.id)
            try await requireWork(in: place)
            let id = record.record.id
            let now = surroundings.now
            var desk = CodingSheet(
                record: record.record, sha256: record.sha256,
                codings: try await ownCodings(of: record, in: place), codebook: try await codebook(), at: now,
                origin: origin,
                newID: surroundings.codingID)
            for change in changes {
                var change = change
                change.comment = try await replacingNames(change.comment, in: "comment", cleared: cleared)
                try desk.apply(change)
            }
            let codebook = desk.codebook
            func views(_ codings: [Coding]) -> [CodingView] {
                codings.map { CodingView(record: id, coder: coder, coding: $0, in: codebook) }
            }
            var outcome = CodingOutcome(
                record: id, codings: views(desk.touched), removed: views(desk.removed),
                repeated: views(desk.repeated))
            guard desk.hasChanged else { return outcome }
            try requireAllowed(desk.touched, in: place, codebook)
            var operation = ArchiveOperation(
                id: surroundings.operationID(), act: .code, by: archive.member, at: now,
                reason: try await replacingNames(reason))
            try await put(desk.codings, of: id, in: place, &operation)
            _ = try await commit([operation])[0].get()
            outcome.operation = operation.id
            return outcome
        }
    }
}

extension CodingView {
    /// The order of reading: the whole record first, then by place, longer ones first, then by code.
    static func standsBefore(_ left: CodingView, _ right: CodingView) -> Bool {
        let (a, b) = (left.coding.anchor?.span, right.coding.anchor?.span)
        if let a, let b, a != b {
            return (a.lowerBound, -a.upperBound) < (b.lowerBound, -b.upperBound)
        }
        if (a == nil) != (b == nil) { return a == nil }
        return (left.path?.rawValue ?? "", left.coder, left.coding.id)
            < (right.path?.rawValue ?? "", right.coder, right.coding.id)
    }
}
