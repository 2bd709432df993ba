import GRDB
import StudyModel

extension IndexFiles {
    func position() async throws(StudyError) -> ArchivePosition? {
        try await facts.reading { database in
            try String.fetchOne(database, sql: "SELECT position FROM state").map(
                ArchivePosition.init(commit:))
        }
    }

    func summaries(_ ids: [RecordID]) async throws(StudyError) -> [RecordID: RecordSummary] {
        try await facts.reading { database in
            let statement = try database.cachedStatement(
                sql: "SELECT \(RecordRow.columns) FROM record WHERE id = ? AND removed = 0"
            )
            var found: [RecordID: RecordSummary] = [:]
            for id in ids {
                guard let row = try Row.fetchOne(statement, arguments: [id.rawValue]) else { continue }
                found[id] = try RecordRow.summary(row)
            }
            return found
        }
    }

    /// Version and whether it is removed, or `nil` for an unknown id.
    func standing(_ id: RecordID) async throws(StudyError) -> (version: Int, isRemoved: Bool)? {
        try await facts.reading { database in
            let statement = try database.cachedStatement(
                sql: "SELECT version, removed FROM record WHERE id = ?")
            return try Row.fetchOne(statement, arguments: [id.rawValue]).map { ($0[0], $0[1]) }
        }
    }

    /// Every current e-mail with what puts it into its thread, in the order of days.
    func mails() async throws(StudyError) -> [IndexedMail] {
        try await facts.reading { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT id, message_id, in_reply_to, refs, subject, sender, day, time
                    FROM mail JOIN record ON record.number = mail.record ORDER BY day, time, id
                    """)
            var mails: [IndexedMail] = []
            while let row = try rows.next() {
                guard let id = RecordID(rawValue: row[0]), let day = CalendarDay(rawValue: row[6]) else {
                    throw StudyError.damagedIndex()
                }
                let references: String = row[3]
                mails.append(
                    IndexedMail(
                        id: id, messageID: row[1], inReplyTo: row[2],
                        references: references.split(separator: " ").map(String.init), subject: row[4],
                        sender: row[5], day: day, time: row[7]))
            }
            return mails
        }
    }

    /// The current e-mails that carry each Message-ID, as their detail holds it.
    func mails(named messageIDs: Set<String>) async throws(StudyError) -> [String: [RecordID]] {
        try await facts.reading { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT id FROM mail JOIN record ON record.number = mail.record
                    WHERE message_id = ? ORDER BY id
                    """)
            var found: [String: [RecordID]] = [:]
            for messageID in messageIDs {
                let ids = try String.fetchAll(statement, arguments: [messageID])
                if !ids.isEmpty { found[messageID] = ids.compactMap(RecordID.init(rawValue:)) }
            }
            return found
        }
    }

    // MARK: Part of an id

    func resolve(_ part: String) async throws(StudyError) -> [RecordID] {
        let part = part.lowercased()
        guard !part.isEmpty, part.utf8.count <= 48 else { return [] }
        return try await facts.reading { database in
            for condition in Self.conditions {
                let sql = "SELECT id FROM record WHERE \(condition) ORDER BY removed, id DESC LIMIT 10"
                let found = try String.fetchAll(database, sql: sql, arguments: ["part": part])
                if !found.isEmpty { return found.compactMap(RecordID.init(rawValue:)) }
            }
            return []
        }
    }

    /// The whole id, the characters after the last dash, the start, and last anything inside.
    private static let conditions = [
        "id = :part", "suffix = :part", "id >= :part AND id < :part || x'7f'", "instr(id, :part) > 0",
    ]

    // MARK: Lists

    func records(_ filter: RecordFilter) async throws(StudyError) -> RecordPage {
        if let text = filter.text { return try await records(filter, matching: text) }
        let (condition, arguments) = Self.condition(filter)
        return try await facts.reading { database in
            let limit = filter.limit > 0 ? filter.limit : -1
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT \(RecordRow.columns) FROM record WHERE \(condition) ORDER BY day DESC, id
                    LIMIT \(limit) OFFSET \(max(0, filter.offset))
                    """,
                arguments: arguments
            )
            var records: [RecordSummary] = []
            while let row = try rows.next() { records.append(try RecordRow.summary(row)) }
            let isPlain =
                filter.from == nil && filter.to == nil && filter.participants.isEmpty && filter.kinds.isEmpty
            let counting =
                isPlain
                ? "SELECT coalesce(sum(records), 0) FROM tally"
                : "SELECT count(*) FROM record WHERE \(condition)"
            let total = try Int.fetchOne(database, sql: counting, arguments: isPlain ? [] : arguments) ?? 0
            return RecordPage(records: records, total: total)
        }
    }

    private static func condition(_ filter: RecordFilter) -> (String, StatementArguments) {
        var conditions = ["removed = 0"]
        var arguments = StatementArguments()
        if !filter.kinds.isEmpty {
            conditions.append("kind IN (\(filter.kinds.map { _ in "?" }.joined(separator: ",")))")
            arguments += StatementArguments(filter.kinds.map(\.rawValue))
        }
        if let from = filter.from {
            conditions.append("day >= ?")
            arguments += [from.rawValue]
        }
        if let to = filter.to {
            conditions.append("day <= ?")
            arguments += [to.rawValue]
        }
        for handle in filter.participants {
            conditions.append("number IN (SELECT record FROM participant WHERE handle = ?)")
            arguments += [handle.rawValue]
        }
        return (conditions.joined(separator: " AND "), arguments)
    }

    // MARK: Content

    func contentDigests(matching digests: Set<String>) async throws(StudyError) -> [String: RecordID] {
        try await facts.reading { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT record.id FROM version JOIN record ON record.number = version.record
                    WHERE version.content = ? AND record.removed = 0
                    ORDER BY version.operation DESC, record.id LIMIT 1
                    """
            )
            var found: [String: RecordID] = [:]
            for digest in digests {
                guard let id = try String.fetchOne(statement, arguments: [digest]) else { continue }
                found[digest] = RecordID(rawValue: id)
            }
            return found
        }
    }
}
