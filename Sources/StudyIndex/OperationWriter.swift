import GRDB
import StudyModel

/// Writes operations into the facts inside one transaction.
///
/// Taking in an operation that is already held changes nothing, so a catch-up may overlap what is there.
struct OperationWriter {
    /// A text that entered the queue or left it.
    struct Queued: Sendable {
        var sequence: Int64
        var document: Int64
        var removes: Bool
        /// Present only where the caller feeds from memory.
        var text: QueuedText?
    }

    /// Everything the full text needs of a record version.
    struct QueuedText: Sendable {
        var id: RecordID
        var kind: RecordKind
        var day: CalendarDay
        var title: String
        var body: String
    }

    private let database: Database
    private let keepsTexts: Bool
    private(set) var sequence: Int64
    private(set) var queued: [Queued] = []
    private var position: ArchivePosition?

    init(_ database: Database, keepsTexts: Bool) throws {
        self.database = database
        self.keepsTexts = keepsTexts
        sequence = try Int64.fetchOne(database.cachedStatement(sql: "SELECT sequence FROM state")) ?? 0
    }

    mutating func add(_ operation: AppliedOperation) throws {
        let known = try operationNumber(operation.summary.id)
        let number = try known ?? insert(operation.summary)
        var added = 0
        let isJoin = operation.summary.act == .join
        for change in operation.changes where try add(change, operation: number, stands: isJoin) {
            added += 1
        }
        if known != nil, added > 0 {
            try run(
                "UPDATE operation SET records = records + ? WHERE number = ?",
                [operation.summary.records, number]
            )
        }
        if known == nil, let undone = operation.summary.undoes {
            try run(
                "UPDATE operation SET undone_by = ? WHERE id = ?",
                [operation.summary.id.rawValue, undone.rawValue]
            )
        }
        for path in operation.files.keys.sorted() where try addFile(path, operation, number) { added += 1 }
        if known == nil || added > 0 { position = operation.position }
    }

    /// Writes the position and the queue's end; the last step of the transaction.
    func finish() throws {
        try run(
            "UPDATE state SET sequence = ?, position = coalesce(?, position)", [sequence, position?.commit]
        )
    }

    // MARK: Operations

    private func operationNumber(_ id: OperationID) throws -> Int64? {
        try Int64.fetchOne(
            database.cachedStatement(sql: "SELECT number FROM operation WHERE id = ?"),
            arguments: [id.rawValue]
        )
    }

    private func insert(_ summary: OperationSummary) throws -> Int64 {
        try run(
            """
            INSERT INTO operation (id, act, by, at, records, reason, undoes, undone_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                summary.id.rawValue, summary.act.rawValue, summary.by.rawValue, summary.at.secondsSinceEpoch,
                summary.records, summary.reason, summary.undoes?.rawValue, summary.undoneBy?.rawValue,
            ]
        )
        return database.lastInsertedRowID
    }

    /// Keeps the first commit of an operation that changed a file, which is where an undo looks.
    ///
    /// - Returns: whether the file is new to the operation.
    private func addFile(_ path: String, _ operation: AppliedOperation, _ number: Int64) throws -> Bool {
        try run(
            "INSERT OR IGNORE INTO operation_file (operation, path, git_commit) VALUES (?, ?, ?)",
            [number, path, operation.position.commit])
        return database.changesCount > 0
    }

    // MARK: Versions

    private struct Held {
        var number: Int64
        var version: Int
        var removed: Bool
        var document: Int64?
        var kind: String
    }

    /// - Parameter stands: whether it is the current one whatever its number: what a join says is so.
    /// - Returns: whether the version is new.
    private mutating func add(
        _ change: AppliedChange, operation: Int64, stands: Bool
    ) throws -> Bool {
        let held = try held(change.id)
        let number: Int64
        if let held {
            number = held.number
        } else if let record = change.record {
            number = try insert(record)
        } else {
            throw StudyError.damagedIndex()
        }
        try insert(change, record: number, operation: operation)
        guard database.changesCount > 0 else { return false }
        if let held, held.version > change.version.version, !stands { return true }
        try replace(held, number: number, by: change)
        return true
    }

    private func held(_ id: RecordID) throws -> Held? {
        let statement = try database.cachedStatement(
            sql: "SELECT number, version, removed, document, kind FROM record WHERE id = ?"
        )
        return try Row.fetchOne(statement, arguments: [id.rawValue]).map {
            Held(number: $0[0], version: $0[1], removed: $0[2], document: $0[3], kind: $0[4])
        }
    }

    private func insert(_ change: AppliedChange, record: Int64, operation: Int64) throws {
        let version = change.version
        try run(
            """
            INSERT OR IGNORE INTO version
            (record, version, operation, change, by, at, reason, sha256, git_commit, content)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                record, version.version, operation, version.change.rawValue, version.by.rawValue,
                version.at.secondsSinceEpoch, version.reason, version.sha256, version.commit,
                change.contentDigest,
            ]
        )
    }

    // MARK: Records

    /// Puts the new state in the place of the old one, in the lists, the tallies and the queue.
    private mutating func replace(_ held: Held?, number: Int64, by change: AppliedChange) throws {
        if let held, !held.removed {
            try count(held.kind, -1)
            for handle in try handles(of: number) {
                try run("DELETE FROM participant WHERE handle = ? AND record = ?", [handle, number])
            }
            if let document = held.document { try enqueue(document, text: nil) }
            if held.kind == RecordKind.email.rawValue {
                try run("DELETE FROM mail WHERE record = ?", [number])
            }
        }
        guard let record = change.record else {
            try run(
                "UPDATE record SET removed = 1, document = NULL, version = ? WHERE number = ?",
                [change.version.version, number]
            )
            return
        }
        try count(record.kind.rawValue, 1)
        for handle in record.participants {
            try run(
                "INSERT OR IGNORE INTO participant (handle, record) VALUES (?, ?)", [handle.rawValue, number])
        }
        let document = sequence + 1
        try insert(record, document: document, number: number)
        try enqueue(
            document,
            text: QueuedText(
                id: record.id, kind: record.kind, day: record.day, title: record.title, body: record.body
            )
        )
        try update(
            RecordSummary(record), length: record.body.unicodeScalars.count, document: document,
            number: number)
        if record.kind == .email { try insert(IndexedMail(record), number: number) }
    }

    private func insert(_ mail: IndexedMail, number: Int64) throws {
        try run(
            """
            INSERT INTO mail (record, message_id, in_reply_to, refs, subject, sender)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                number, mail.messageID, mail.inReplyTo, mail.references.joined(separator: " "), mail.subject,
                mail.sender,
            ])
    }

    private func handles(of number: Int64) throws -> [String] {
        let statement = try database.cachedStatement(sql: "SELECT participants FROM record WHERE number = ?")
        return (try String.fetchOne(statement, arguments: [number]) ?? "").split(separator: " ").map(
            String.init)
    }

    /// A new row with the least it can hold; ``update(_:length:document:number:)`` fills it.
    private func insert(_ record: StudyModel.Record) throws -> Int64 {
        let suffix = String(record.id.suffix)
        try run(
            """
            INSERT INTO record (id, suffix, removed, kind, version, day, title, participants, words, scalars,
            captured_by, captured_at, saved_by, saved_at) VALUES (?, ?, 1, '', 0, '', '', '', 0, 0, '', 0, '', 0)
            """,
            [record.id.rawValue, suffix]
        )
        return database.lastInsertedRowID
    }

    private func update(_ summary: RecordSummary, length: Int, document: Int64, number: Int64) throws {
        try run(
            """
            UPDATE record SET removed = 0, document = ?, kind = ?, version = ?, day = ?, time = ?, title = ?,
            participants = ?, words = ?, scalars = ?, captured_by = ?, captured_at = ?, saved_by = ?, saved_at = ?
            WHERE number = ?
            """,
            [
                document, summary.kind.rawValue, summary.version, summary.date.rawValue, summary.time,
                summary.title,
                summary.participants.map(\.rawValue).joined(separator: " "), summary.words, length,
                summary.captured.by.rawValue, summary.captured.at.secondsSinceEpoch,
                summary.saved.by.rawValue, summary.saved.at.secondsSinceEpoch, number,
            ]
        )
    }

    private func insert(_ record: StudyModel.Record, document: Int64, number: Int64) throws {
        try run(
            "INSERT INTO document (number, record, kind, day, title, body) VALUES (?, ?, ?, ?, ?, ?)",
            [document, number, record.kind.rawValue, record.day.rawValue, record.title, record.body]
        )
    }

    private func count(_ kind: String, _ change: Int) throws {
        try run(
            """
            INSERT INTO tally (kind, records) VALUES (?1, ?2)
            ON CONFLICT (kind) DO UPDATE SET records = records + ?2
            """,
            [kind, change]
        )
    }

    /// Queues a text to enter the full text, or with `nil` to leave it.
    private mutating func enqueue(_ document: Int64, text: QueuedText?) throws {
        sequence += 1
        try run(
            "INSERT INTO queue (sequence, document, removes) VALUES (?, ?, ?)",
            [sequence, document, text == nil]
        )
        queued.append(
            Queued(
                sequence: sequence, document: document, removes: text == nil, text: keepsTexts ? text : nil)
        )
    }

    private func run(_ sql: String, _ arguments: StatementArguments) throws {
        try database.cachedStatement(sql: sql).execute(arguments: arguments)
    }
}
