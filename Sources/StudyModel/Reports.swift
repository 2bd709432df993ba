/// What became of one file of an import.
package struct ImportOutcome: Hashable, Sendable, Codable {
    package enum Result: String, Codable, Sendable {
        /// A new record.
        case created
        /// The study already holds this content.
        case held
        /// Sealed in the inbox until a person clears it.
        case waiting
        /// Named and left out.
        case refused
    }

    /// The file's path as the person gave it; for a document inside it, ` > ` and the document's name follow.
    package var path: String
    package var result: Result
    /// The new record, or the one that already holds the content.
    package var record: RecordSummary?
    /// What had to be repaired or left out.
    package var remarks: [String]
    /// What the source did not say outright, and how sure the importer is.
    package var guesses: [ImportGuess]
    /// The labels of a transcript's speakers, in the order they first speak; absent for other sources.
    package var speakers: [String]?
    /// Why it was refused.
    package var error: StudyErrorBody?
    /// What waits in the inbox; absent for everything else.
    package var waits: WaitingSource?

    package init(
        path: String, result: Result, record: RecordSummary? = nil, remarks: [String] = [],
        guesses: [ImportGuess] = [], error: StudyErrorBody? = nil
    ) {
        self.path = path
        self.result = result
        self.record = record
        self.remarks = remarks
        self.guesses = guesses
        self.error = error
    }
}

/// An import run in numbers.
package struct ImportSummary: Hashable, Sendable, Codable {
    package var operation: OperationID
    /// True when nothing was saved, because only a look was asked for.
    package var dryRun: Bool
    package var created: Int
    package var held: Int
    package var waiting: Int
    package var refused: Int
    package var bytes: Int

    package init(
        operation: OperationID, dryRun: Bool = false, created: Int = 0, held: Int = 0, waiting: Int = 0,
        refused: Int = 0, bytes: Int = 0
    ) {
        self.operation = operation
        self.dryRun = dryRun
        self.created = created
        self.held = held
        self.waiting = waiting
        self.refused = refused
        self.bytes = bytes
    }
}

/// The shape of an error on the wire, in the terminal and in the page.
package struct StudyErrorBody: Hashable, Sendable, Codable {
    package var code: StudyError.Code
    package var message: String
    package var hint: String?

    package init(_ error: StudyError) {
        code = error.code
        message = error.message
        hint = error.hint
    }

    /// The failure it stands for.
    package var error: StudyError { StudyError(code, message, hint: hint) }
}

/// Where long work stands.
package struct WorkProgress: Hashable, Sendable, Codable {
    /// What is being done: `import`, `index`, `check`.
    package var phase: String
    package var done: Int
    /// `nil` while it is not known.
    package var total: Int?

    package init(phase: String, done: Int, total: Int?) {
        self.phase = phase
        self.done = done
        self.total = total
    }
}

/// A study at a glance.
package struct StudyStatus: Hashable, Sendable, Codable {
    package var path: String
    package var title: String
    package var member: MemberID
    package var device: DeviceID
    package var records: Int
    package var byKind: [SearchAnswer.Facet]
    package var firstDate: CalendarDay?
    package var lastDate: CalendarDay?
    package var operations: Int
    package var lastOperation: OperationSummary?
    /// Records changed by hand in the folder and not adopted yet.
    package var handEdited: [HandEdit]
    package var auditSize: Int
    package var index: IndexState
    /// What the person should do about the study, most urgent first.
    package var advice: [String]
    /// How this copy stands with its remote; `nil` where there is none.
    package var sync: SyncState?
    /// Everybody of the team; empty where somebody works alone.
    package var team: [TeamMate]
    /// Whether anybody outside holds a checkpoint of the logs.
    package var checkpoint: CheckpointState?
    /// What came in since the person's last step on an earlier day; `nil` where there is none.
    package var arrivals: Arrivals?

    package init(
        path: String, title: String, member: MemberID, device: DeviceID, records: Int,
        byKind: [SearchAnswer.Facet], firstDate: CalendarDay?, lastDate: CalendarDay?, operations: Int,
        lastOperation: OperationSummary?, handEdited: [HandEdit], auditSize: Int, index: IndexState,
        advice: [String], sync: SyncState? = nil, team: [TeamMate] = [],
        checkpoint: CheckpointState? = nil, arrivals: Arrivals? = nil
    ) {
        self.path = path
        self.title = title
        self.member = member
        self.device = device
        self.records = records
        self.byKind = byKind
        self.firstDate = firstDate
        self.lastDate = lastDate
        self.operations = operations
        self.lastOperation = lastOperation
        self.handEdited = handEdited
        self.auditSize = auditSize
        self.index = index
        self.advice = advice
        self.sync = sync
        self.team = team
        self.checkpoint = checkpoint
        self.arrivals = arrivals
    }
}

/// A file of the working tree that differs from what the study holds.
package struct HandEdit: Hashable, Sendable, Codable {
    package enum Change: String, Codable, Sendable {
        case changed
        case deleted
        /// A file in `records/` that is no record of the study.
        case added
        /// A record whose text can't be read as a record; adopting it is refused until it is mended.
        case broken
    }

    package var path: String
    package var change: Change
    package var record: RecordID?

    package init(path: String, change: Change, record: RecordID?) {
        self.path = path
        self.change = change
        self.record = record
    }
}

/// Whether the index stands where the archive stands.
package enum IndexState: String, Codable, Sendable {
    case current
    case rebuilding
}

/// What a full verification found.
package struct CheckReport: Hashable, Sendable, Codable {
    /// One thing that is not as it should be.
    package struct Finding: Hashable, Sendable, Codable {
        /// Stable, such as `record.digest`.
        package var code: String
        /// Names the thing by id or path, never by content.
        package var message: String

        package init(code: String, message: String) {
            self.code = code
            self.message = message
        }
    }

    package var records: Int
    package var versions: Int
    package var commits: Int
    package var leaves: Int
    package var bytes: Int
    package var findings: [Finding]

    package init(records: Int, versions: Int, commits: Int, leaves: Int, bytes: Int, findings: [Finding]) {
        self.records = records
        self.versions = versions
        self.commits = commits
        self.leaves = leaves
        self.bytes = bytes
        self.findings = findings
    }
}

/// One line of `rir doctor`.
package struct DoctorItem: Hashable, Sendable, Codable {
    package enum Verdict: String, Codable, Sendable {
        case good
        case warning
        case bad
    }

    package var name: String
    package var verdict: Verdict
    package var message: String
    package var hint: String?

    package init(name: String, verdict: Verdict, message: String, hint: String? = nil) {
        self.name = name
        self.verdict = verdict
        self.message = message
        self.hint = hint
    }
}
