internal import StudyArchive
internal import StudyIndex
package import StudyModel

/// What an edit changes; `nil` leaves a value as it is.
package struct RecordChanges: Sendable, Codable {
    package var body: String?
    package var kind: RecordKind?
    package var day: CalendarDay?
    package var title: String?
    package var participants: [Handle]?

    package init(
        body: String? = nil, kind: RecordKind? = nil, day: CalendarDay? = nil, title: String? = nil,
        participants: [Handle]? = nil
    ) {
        self.body = body
        self.kind = kind
        self.day = day
        self.title = title
        self.participants = participants
    }

    func applied(to record: Record) -> Record {
        var changed = record
        if let body { changed.body = body.asBody }
        if let kind { changed.kind = kind }
        if let day {
            changed.day = day
            changed.details[ContentDigest.dateSourceKey] = nil
        }
        if let title {
            changed.title = title
            changed.details[ContentDigest.titleSourceKey] = nil
        }
        if let participants { changed.participants = participants }
        return changed
    }
}

extension StudyService {
    /// Saves a new version of a record.
    ///
    /// Known names in it are replaced; where it brings what may be another name, it waits in the inbox.
    ///
    /// - Parameters:
    ///   - base: `sha256` of the version the edit started from; `nil` takes whatever is newest.
    ///   - cleared: whether a person says that what may look like a name in it is none.
    ///   - dryRun: whether only what would become of the record's codings is said.
    /// - Returns: the new version; the newest one, unchanged, when nothing differs.
    /// - Throws: `record.conflict` when somebody saved after `base`, `record.hand_edited` when the file was changed by
    ///   hand, `record.not_found`, `record.empty`, `record.too_large`.
    package func edit(
        _ part: String, _ changes: RecordChanges, reason: String?, base: String?, cleared: Bool = false,
        dryRun: Bool = false
    ) async throws(StudyError) -> SavedRecord {
        try await refreshed()
        if dryRun { return try await foresee(part, changes) }
        let asked = (changes, reason)
        let (changes, reason, replaced): (RecordChanges, String?, [ReplacedName])
        switch try await admit(asked.0, reason: asked.1, of: part, base: base, cleared: cleared) {
        case .goesOn(let passed, let why, let names): (changes, reason, replaced) = (passed, why, names)
        case .waits(let saved): return saved
        }
        let saved = try await writing { () async throws(StudyError) -> SavedRecord in
            let id = try await resolve(part)
            let newest = try await stored(id, version: nil)
            if let base, base != newest.sha256 {
                throw StudyError(
                    .recordConflict, "\(id) was changed meanwhile: version \(newest.latest) is the newest.",
                    hint: "Run 'rir diff \(id)' to see the change, then edit again.")
            }
            var next = changes.applied(to: newest.record)
            if next == newest.record {
                let last = try await index.history(id).last
                return SavedRecord(
                    record: RecordSummary(next), operation: last?.operation ?? surroundings.operationID(),
                    changed: false)
            }
            try Self.requireText(RecordDraft(kind: next.kind, title: next.title, body: next.body))
            next.advance(
                from: newest.latest, by: archive.member, at: surroundings.now, nonce: surroundings.nonce())
            let operation = ArchiveOperation(
                id: surroundings.operationID(), act: .edit, by: archive.member, at: next.saved.at,
                reason: reason,
                records: [.init(id: id, version: next.version, change: .edited, record: next)])
            if !replaced.isEmpty {
                _ = try await seal([(Witness(replaced: replaced), id)], in: operation.id)
            }
            var saved = SavedRecord(try await commit([operation])[0].get())
            saved.anchors = coding.reports[operation.id]
            return saved
        }
        if saved.changed { announce(.recordChanged, saved) }
        return saved
    }

    /// What an edit would do to the record's codings; names in it are not looked at.
    private func foresee(_ part: String, _ changes: RecordChanges) async throws(StudyError) -> SavedRecord {
        let newest = try await stored(try await resolve(part), version: nil)
        var next = changes.applied(to: newest.record)
        let differs = next != newest.record
        next.advance(
            from: newest.latest, by: archive.member, at: surroundings.now, nonce: surroundings.nonce())
        let report = try await anchorReport(of: next)
        return SavedRecord(
            record: RecordSummary(next), operation: surroundings.operationID(), changed: differs,
            anchors: report.isEmpty ? nil : report)
    }
}

extension Record {
    /// Makes it the version after `version`.
    mutating func advance(from version: Int, by member: MemberID, at time: Timestamp, nonce: String) {
        self.version = version + 1
        saved = Provenance(by: member, at: time)
        self.nonce = nonce
    }
}

extension String {
    /// A text as a record's body: LF line ends, no byte order mark, a line end at the end.
    var asBody: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count + 1)
        var previous: UInt8 = 0
        let source = utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(utf8.dropFirst(3)) : Array(utf8)
        for byte in source {
            if byte == 0x0D {
                bytes.append(0x0A)
            } else if byte != 0x0A || previous != 0x0D {
                bytes.append(byte)
            }
            previous = byte
        }
        if let last = bytes.last, last != 0x0A { bytes.append(0x0A) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
