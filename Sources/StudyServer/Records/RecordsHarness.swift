import StudyAPI
import StudyModel
import StudyService

/// `/v1/records` and `/v1/hand-edits`.
enum RecordsHarness {
    @Sendable static func list(_ call: Call) async throws -> Reply {
        var filter = try RecordFilter(call.query, limit: 0)
        filter.text = call.query.text(.text)
        return try Reply(RecordsReply(await call.study().records(filter)))
    }

    @Sendable static func capture(_ call: Call) async throws -> Reply {
        let request = try await call.decode(CaptureRequest.self)
        return try Reply(
            SavedReply(await call.study().capture(RecordDraft(request), cleared: request.cleared ?? false)))
    }

    @Sendable static func show(_ call: Call) async throws -> Reply {
        let version = call.query.text(.version) == nil ? nil : try call.query.count(.version, default: 1)
        guard version != 0 else { throw QueryValues.invalid(.version, "a whole number from 1") }
        let stored = try await call.study().record(call.record, version: version)
        return try Reply(RecordReply(stored))
    }

    @Sendable static func turns(_ call: Call) async throws -> Reply {
        let version = call.query.text(.version) == nil ? nil : try call.query.count(.version, default: 1)
        let (record, turns) = try await call.study().turns(call.record, version: version)
        let scalars = Array(record.body.unicodeScalars)
        let replies = turns.map { turn in
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars[turn.words.clamped(to: 0..<scalars.count)])
            return TurnsReply.Turn(turn, text: String(text))
        }
        return try Reply(TurnsReply(id: record.id, version: record.version, turns: replies))
    }

    @Sendable static func edit(_ call: Call) async throws -> Reply {
        let request = try await call.decode(EditRequest.self)
        let saved = try await call.study().edit(
            call.record, RecordChanges(request), reason: request.reason, base: request.base,
            cleared: request.cleared ?? false, dryRun: request.dryRun ?? false
        )
        return try Reply(SavedReply(saved))
    }

    @Sendable static func history(_ call: Call) async throws -> Reply {
        let history = try await call.study().history(call.record)
        return try Reply(HistoryReply(id: history.id, versions: history.versions))
    }

    @Sendable static func diff(_ call: Call) async throws -> Reply {
        let diff = try await call.study().diff(
            call.record, from: call.query.text(.from), to: call.query.text(.to))
        return try Reply(DiffReply(id: diff.id, from: diff.from, to: diff.to, diff: diff.diff))
    }

    @Sendable static func adopt(_ call: Call) async throws -> Reply {
        let request = try await call.decode(AdoptRequest.self, orWhenEmpty: AdoptRequest())
        let adoption = try await call.study().adopt(
            paths: request.paths, reason: request.reason, cleared: request.cleared ?? false)
        return try Reply(
            AdoptReply(
                operation: adoption.operation, records: adoption.records, files: adoption.files,
                left: adoption.left)
        )
    }
}

extension RecordFilter {
    /// The filter in a query.
    init(_ query: QueryValues, limit: Int) throws(StudyError) {
        self.init(
            kinds: try query.kinds(), from: try query.day(.from), to: try query.day(.to),
            participants: try query.participants(), limit: try query.count(.limit, default: limit),
            offset: try query.count(.offset, default: 0)
        )
    }
}

extension SavedReply {
    init(_ saved: SavedRecord) {
        self.init(
            record: saved.record, operation: saved.operation, changed: saved.changed, waits: saved.waits,
            anchors: saved.anchors)
    }
}

extension RecordReply {
    init(_ stored: StoredRecord) {
        self.init(
            record: RecordSummary(stored.record), details: stored.record.details, body: stored.record.body,
            sha256: stored.sha256, path: stored.record.id.path, latest: stored.latest,
            folds: stored.folds.isEmpty ? nil : stored.folds,
            memos: stored.memos.isEmpty ? nil : stored.memos,
            linkedMemos: stored.linkedMemos == 0 ? nil : stored.linkedMemos
        )
    }
}
