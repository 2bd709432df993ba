package import StudyModel

/// The answer to a request that failed: `{"ok":false,"error":{...}}`.
package struct FailureReply: Codable, Sendable {
    package var ok = false
    package var error: StudyErrorBody

    package init(_ error: StudyError) { self.error = StudyErrorBody(error) }
}

/// `GET /v1/daemon`.
package struct DaemonReply: Codable, Sendable {
    package var pid: Int
    package var version: String
    package var api: Int
    package var startedAt: Timestamp
    /// Who started it: `self` (a `rir` command), `systemd`, `launchd`, or `hand` (a person, in a terminal).
    package var startedBy: String
    /// Seconds without a request after which it stops; absent when it stays.
    package var idleStop: Int?
    package var socket: String
    package var log: String
    /// Folders of the studies it has open.
    package var studies: [String]
    /// Resident memory in bytes.
    package var resident: Int

    package init(
        pid: Int, version: String, api: Int, startedAt: Timestamp, startedBy: String, idleStop: Int?,
        socket: String,
        log: String, studies: [String], resident: Int
    ) {
        self.pid = pid
        self.version = version
        self.api = api
        self.startedAt = startedAt
        self.startedBy = startedBy
        self.idleStop = idleStop
        self.socket = socket
        self.log = log
        self.studies = studies
        self.resident = resident
    }
}

/// `POST /v1/studies`: makes a study in a new or empty folder.
package struct CreateStudyRequest: Codable, Sendable {
    package var path: String
    package var title: String?
    /// A folder of `workspace/templates`; the default is `social-prescribing`.
    package var template: String?
    /// Fill it with the fictional sample study.
    package var sample: Bool
    /// What becomes of names in texts that come in; the default is the template's.
    package var names: NamePolicy?

    package init(
        path: String, title: String? = nil, template: String? = nil, sample: Bool = false,
        names: NamePolicy? = nil
    ) {
        self.path = path
        self.title = title
        self.template = template
        self.sample = sample
        self.names = names
    }
}

/// `GET /v1/studies`: the studies the daemon has open.
package struct StudiesReply: Codable, Sendable {
    package struct Study: Codable, Sendable {
        package var path: String
        package var title: String

        package init(path: String, title: String) {
            self.path = path
            self.title = title
        }
    }

    package var studies: [Study]

    package init(studies: [Study]) { self.studies = studies }
}

/// `POST /v1/records`: captures one record.
package struct CaptureRequest: Codable, Sendable {
    package var text: String
    /// The default is `field-note`.
    package var kind: RecordKind?
    /// The default is today where the client is.
    package var date: CalendarDay?
    package var time: String?
    /// The default is the first line.
    package var title: String?
    package var participants: [Handle]?
    /// Whether a person says that what may look like a name in it is none.
    package var cleared: Bool?

    package init(
        text: String, kind: RecordKind? = nil, date: CalendarDay? = nil, time: String? = nil,
        title: String? = nil,
        participants: [Handle]? = nil, cleared: Bool? = nil
    ) {
        self.text = text
        self.kind = kind
        self.date = date
        self.time = time
        self.title = title
        self.participants = participants
        self.cleared = cleared
    }
}

/// The answer to a capture, an edit and an adoption: the version that is now durable.
package struct SavedReply: Codable, Sendable {
    package var id: RecordID
    package var version: Int
    package var record: RecordSummary
    package var operation: OperationID
    /// False when nothing differed, so nothing was written.
    package var changed: Bool
    /// Present when the text waits in the inbox; `record` then says what it will be, and nothing is in git.
    package var waits: WaitingSource?
    /// What became of the record's codings; absent where it has none.
    package var anchors: AnchorReport?

    package init(
        record: RecordSummary, operation: OperationID, changed: Bool, waits: WaitingSource? = nil,
        anchors: AnchorReport? = nil
    ) {
        id = record.id
        version = record.version
        self.record = record
        self.operation = operation
        self.changed = changed
        self.waits = waits
        self.anchors = anchors
    }
}

/// `GET /v1/records`, with the query names `kind` (repeatable), `from`, `to`, `participant` (repeatable), `text`,
/// `limit`, `offset`.
package struct RecordsReply: Codable, Sendable {
    package var records: [RecordSummary]
    package var total: Int

    package init(_ page: RecordPage) {
        records = page.records
        total = page.total
    }
}

/// `GET /v1/records/{record}`; `{record}` is any unambiguous part of an id; query name `version`.
package struct RecordReply: Codable, Sendable {
    package var record: RecordSummary
    package var details: RecordDetails
    package var body: String
    /// SHA-256 of the file of this version, which an edit gives back as its `base`.
    package var sha256: String
    /// The version's file inside the study's folder.
    package var path: String
    /// The newest version; larger than `record.version` when an earlier one was asked for.
    package var latest: Int
    /// What of an e-mail is quoted, passed on, signature or notice; absent where nothing is.
    package var folds: [TextFold]?
    /// Comments that others had left on the source; absent where there are none.
    package var memos: [DraftMemo]?
    /// How many of the team's memos are linked to the record; absent where none is.
    package var linkedMemos: Int?

    package init(
        record: RecordSummary, details: RecordDetails, body: String, sha256: String, path: String,
        latest: Int, folds: [TextFold]? = nil, memos: [DraftMemo]? = nil, linkedMemos: Int? = nil
    ) {
        self.record = record
        self.details = details
        self.body = body
        self.sha256 = sha256
        self.path = path
        self.latest = latest
        self.folds = folds
        self.memos = memos
        self.linkedMemos = linkedMemos
    }
}

/// `PUT /v1/records/{record}`: saves a new version; what is absent stays.
package struct EditRequest: Codable, Sendable {
    package var body: String?
    package var kind: RecordKind?
    package var date: CalendarDay?
    package var title: String?
    package var participants: [Handle]?
    package var reason: String?
    /// The `sha256` of the version the edit started from; another newest version is `record.conflict`.
    package var base: String?
    /// Whether a person says that what may look like a name in it is none.
    package var cleared: Bool?
    /// Whether only what would become of codings is said.
    package var dryRun: Bool?

    package init(
        body: String? = nil, kind: RecordKind? = nil, date: CalendarDay? = nil, title: String? = nil,
        participants: [Handle]? = nil, reason: String? = nil, base: String? = nil, cleared: Bool? = nil,
        dryRun: Bool? = nil
    ) {
        self.body = body
        self.kind = kind
        self.date = date
        self.title = title
        self.participants = participants
        self.reason = reason
        self.base = base
        self.cleared = cleared
        self.dryRun = dryRun
    }
}

/// `GET /v1/records/{record}/history`, oldest first.
package struct HistoryReply: Codable, Sendable {
    package var id: RecordID
    package var versions: [RecordVersion]

    package init(id: RecordID, versions: [RecordVersion]) {
        self.id = id
        self.versions = versions
    }
}

/// `GET /v1/records/{record}/diff`, query names `from` and `to` (versions; the last two by default; `to=file` is the
/// file in the folder).
package struct DiffReply: Codable, Sendable {
    package var id: RecordID
    package var from: String
    package var to: String
    /// Unified diff of the bodies and of what changed in the front matter, three lines of context.
    package var diff: String

    package init(id: RecordID, from: String, to: String, diff: String) {
        self.id = id
        self.from = from
        self.to = to
        self.diff = diff
    }
}

/// `POST /v1/hand-edits`: adopts changes made by hand; without paths, all of them.
package struct AdoptRequest: Codable, Sendable {
    package var paths: [String]?
    package var reason: String?
    /// Whether a person says that what may look like a name in them is none.
    package var cleared: Bool?

    package init(paths: [String]? = nil, reason: String? = nil, cleared: Bool? = nil) {
        self.paths = paths
        self.reason = reason
        self.cleared = cleared
    }
}

/// What an adoption saved and what it left alone.
package struct AdoptReply: Codable, Sendable {
    package var operation: OperationID?
    package var records: [RecordSummary]
    /// Study paths of the other files that were saved, such as a survey's.
    package var files: [String]
    package var left: [HandEdit]

    package init(operation: OperationID?, records: [RecordSummary], files: [String], left: [HandEdit]) {
        self.operation = operation
        self.records = records
        self.files = files
        self.left = left
    }
}

/// `GET /v1/operations`, newest first, query names `limit`, `offset`.
package struct OperationsReply: Codable, Sendable {
    package var operations: [OperationSummary]
    package var total: Int

    package init(operations: [OperationSummary], total: Int) {
        self.operations = operations
        self.total = total
    }
}

/// `POST /v1/undo`.
package struct UndoRequest: Codable, Sendable {
    package var reason: String?
    /// Which operation is meant: where another one is the last, nothing is taken back.
    package var operation: OperationID?

    package init(reason: String? = nil, operation: OperationID? = nil) {
        self.reason = reason
        self.operation = operation
    }
}

/// What was taken back.
package struct UndoReply: Codable, Sendable {
    package var undone: OperationSummary
    package var operation: OperationID
    /// Records whose current state changed: the restored version, or the removed one.
    package var records: [RecordID]

    package init(undone: OperationSummary, operation: OperationID, records: [RecordID]) {
        self.undone = undone
        self.operation = operation
        self.records = records
    }
}

/// `GET /v1/doctor`.
package struct DoctorReply: Codable, Sendable {
    package var items: [DoctorItem]

    package init(items: [DoctorItem]) { self.items = items }
}

/// One event of a stream; the SSE field `event` carries the case's name, `data` the JSON of its value.
package enum StreamEvent: Sendable {
    case progress(WorkProgress)
    /// One file of an import.
    case outcome(ImportOutcome)
    /// The last event of a stream that worked; `data` holds the JSON of an `ImportSummary` (`/v1/imports`), a
    /// `CheckReport` (`/v1/check`), a `ReindexReply` (`/v1/reindex`) or a `StudyStatus` (`/v1/studies`).
    case done(data: String)
    /// The last event of a stream that failed.
    case failed(FailureReply)

    package static let names = ["progress", "outcome", "done", "failed"]
}

/// The `done` event of `POST /v1/reindex`.
package struct ReindexReply: Codable, Sendable {
    /// How many records the new index holds.
    package var records: Int

    package init(records: Int) { self.records = records }
}
