import GRDB
import StudyModel

extension IndexFiles {
    func history(_ id: RecordID) async throws(StudyError) -> [RecordVersion] {
        try await facts.reading { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT \(RecordRow.versionColumns) FROM record
                    JOIN version ON version.record = record.number
                    JOIN operation ON operation.number = version.operation
                    WHERE record.id = ? ORDER BY version.version
                    """
            )
            return try Row.fetchAll(statement, arguments: [id.rawValue]).map(RecordRow.version)
        }
    }

    func operations(limit: Int, offset: Int) async throws(StudyError) -> (
        operations: [OperationSummary], total: Int
    ) {
        try await facts.reading { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT \(RecordRow.operationColumns) FROM operation ORDER BY number DESC
                    LIMIT \(limit > 0 ? limit : -1) OFFSET \(max(0, offset))
                    """
            )
            return (try rows.map(RecordRow.operation), try Self.operationCount(database))
        }
    }

    /// Operations are numbered from 1 and never deleted.
    private static func operationCount(_ database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "SELECT max(number) FROM operation") ?? 0
    }

    func operation(_ id: OperationID) async throws(StudyError) -> OperationSummary? {
        try await facts.reading { database in
            try Row.fetchOne(
                database, sql: "SELECT \(RecordRow.operationColumns) FROM operation WHERE id = ?",
                arguments: [id.rawValue]
            ).map(RecordRow.operation)
        }
    }

    func lastUndoable(by member: MemberID) async throws(StudyError) -> OperationSummary? {
        try await facts.reading { database in
            try Row.fetchOne(
                database,
                sql: """
                    SELECT \(RecordRow.operationColumns) FROM operation
                    WHERE by = ? AND undone_by IS NULL AND act NOT IN ('create', 'undo', 'join')
                    ORDER BY number DESC LIMIT 1
                    """, arguments: [member.rawValue]
            ).map(RecordRow.operation)
        }
    }

    func changes(of operation: OperationID) async throws(StudyError) -> [(RecordID, RecordVersion)] {
        try await facts.reading { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT \(RecordRow.versionColumns), record.id FROM operation
                    JOIN version ON version.operation = operation.number
                    JOIN record ON record.number = version.record
                    WHERE operation.id = ? ORDER BY record.id, version.version
                    """,
                arguments: [operation.rawValue]
            )
            return try rows.map { row in
                guard let id = RecordID(rawValue: row[8]) else { throw StudyError.damagedIndex() }
                return (id, try RecordRow.version(row))
            }
        }
    }

    /// The other files an operation changed, each with the first of its commits that did.
    func files(of operation: OperationID) async throws(StudyError) -> [(path: String, commit: String)] {
        try await facts.reading { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT path, git_commit FROM operation_file
                    JOIN operation ON operation.number = operation_file.operation
                    WHERE operation.id = ? ORDER BY path
                    """,
                arguments: [operation.rawValue]
            ).map { ($0[0], $0[1]) }
        }
    }

    func handles() async throws(StudyError) -> [Handle] {
        try await facts.reading { database in
            try String.fetchAll(database, sql: "SELECT DISTINCT handle FROM participant ORDER BY handle")
                .compactMap { Handle(rawValue: $0) }
        }
    }

    func attendance() async throws(StudyError) -> [RecordSummary] {
        try await facts.reading { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT \(RecordRow.columns) FROM record
                    WHERE removed = 0 AND participants != '' ORDER BY day, id
                    """
            ).map(RecordRow.summary)
        }
    }

    func operations(changing paths: [String]) async throws(StudyError) -> [OperationSummary] {
        try await facts.reading { database in
            let marks = Array(repeating: "?", count: paths.count).joined(separator: ", ")
            return try Row.fetchAll(
                database,
                sql: """
                    SELECT DISTINCT \(RecordRow.operationColumns) FROM operation
                    JOIN operation_file ON operation_file.operation = operation.number
                    WHERE path IN (\(marks)) ORDER BY operation.number
                    """,
                arguments: StatementArguments(paths)
            ).map(RecordRow.operation)
        }
    }

    func operations(
        below folder: String
    ) async throws(StudyError) -> [(operation: OperationSummary, commit: String)] {
        try await facts.reading { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT \(RecordRow.operationColumns), max(git_commit) FROM operation
                    JOIN operation_file ON operation_file.operation = operation.number
                    WHERE path >= ? AND path < ? GROUP BY operation.number ORDER BY operation.number
                    """,
                // The next character behind a slash is a zero.
                arguments: [folder + "/", folder + "0"]
            ).map { (try RecordRow.operation($0), $0[$0.count - 1]) }
        }
    }

    func lastSteps() async throws(StudyError) -> [MemberID: (at: Timestamp, since: Int)] {
        try await facts.reading { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT by, max(number), at FROM operation WHERE act != 'join' GROUP BY by")
            var found: [MemberID: (at: Timestamp, since: Int)] = [:]
            for row in rows {
                guard let member = MemberID(rawValue: row[0]) else { continue }
                let since = try Int.fetchOne(
                    database,
                    sql: "SELECT count(*) FROM operation WHERE number > ? AND by != ? AND act != 'join'",
                    arguments: [row[1] as Int, member.rawValue])
                found[member] = (Timestamp(secondsSinceEpoch: row[2]), since ?? 0)
            }
            return found
        }
    }

    func arrivals(for member: MemberID, before moment: Timestamp) async throws(StudyError) -> Arrivals? {
        try await facts.reading { database in
            let last = try Row.fetchOne(
                database,
                sql: """
                    SELECT number, at FROM operation WHERE by = ? AND at < ? AND act != 'join'
                    ORDER BY number DESC LIMIT 1
                    """,
                arguments: [member.rawValue, moment.secondsSinceEpoch])
            guard let last else { return nil }
            let number: Int = last[0]
            let records = try Row.fetchAll(
                database,
                sql: """
                    SELECT record.kind, count(DISTINCT record.number) AS many FROM version
                    JOIN record ON record.number = version.record
                    WHERE version.operation > ? AND version.change = 'created' AND record.removed = 0
                    GROUP BY record.kind ORDER BY many DESC, record.kind
                    """,
                arguments: [number])
            let work = try Row.fetchAll(
                database,
                sql: """
                    SELECT by, act, count(*) AS many FROM operation
                    WHERE number > ? AND by != ? AND act != 'join' GROUP BY by, act ORDER BY by, many DESC, act
                    """,
                arguments: [number, member.rawValue])
            return Arrivals(
                since: Timestamp(secondsSinceEpoch: last[1]),
                records: records.compactMap { row in
                    RecordKind(rawValue: row[0]).map { .init(kind: $0, count: row[1]) }
                },
                work: work.compactMap { row in
                    guard let by = MemberID(rawValue: row[0]),
                        let act = OperationSummary.Act(rawValue: row[1])
                    else { return nil }
                    return .init(member: by, act: act, steps: row[2])
                })
        }
    }

    func counts() async throws(StudyError) -> IndexCounts {
        try await facts.reading { database in
            let days = "SELECT day FROM record WHERE removed = 0 ORDER BY day"
            let first = try String.fetchOne(database, sql: days + " LIMIT 1")
            let last = try String.fetchOne(database, sql: days + " DESC LIMIT 1")
            let newest = try Row.fetchOne(
                database,
                sql: "SELECT \(RecordRow.operationColumns) FROM operation ORDER BY number DESC LIMIT 1"
            )
            let tallies = try Row.fetchAll(database, sql: "SELECT kind, records FROM tally WHERE records > 0")
            let facets = try tallies.map { row in
                guard let kind = RecordKind(rawValue: row[0]) else { throw StudyError.damagedIndex() }
                return SearchAnswer.Facet(kind: kind, count: row[1])
            }
            return IndexCounts(
                records: facets.reduce(0) { $0 + $1.count }, byKind: SearchAnswer.sorted(facets),
                firstDate: first.flatMap { CalendarDay(rawValue: $0) },
                lastDate: last.flatMap { CalendarDay(rawValue: $0) },
                operations: try Self.operationCount(database),
                lastOperation: try newest.map(RecordRow.operation)
            )
        }
    }
}

extension SearchAnswer {
    /// Largest first; equal counts in the order of the kinds' names.
    static func sorted(_ facets: [Facet]) -> [Facet] {
        facets.sorted { $0.count != $1.count ? $0.count > $1.count : $0.kind.rawValue < $1.kind.rawValue }
    }
}
