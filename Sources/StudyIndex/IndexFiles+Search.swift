import GRDB
import StudyModel

extension IndexFiles {
    func search(_ query: String, filter: RecordFilter) async throws(StudyError) -> SearchAnswer {
        try SearchQuery.check(query)
        if let text = filter.text { try SearchQuery.check(text) }
        // A record that changes between the two files' reads makes the pass start again, with the change
        // taken in.
        for attempt in 1... {
            try await drain()
            let answer = try await text.database.exclusively { database in
                try self.answer(query, filter: filter, isLast: attempt >= 3, in: database)
            }
            if let answer { return answer }
        }
        return SearchAnswer(hits: [], total: 0, facets: [])
    }

    /// A list of the records that match, newest day first, then by id.
    func records(_ filter: RecordFilter, matching text: String) async throws(StudyError) -> RecordPage {
        try SearchQuery.check(text)
        for attempt in 1... {
            try await drain()
            let page = try await self.text.database.exclusively { database -> RecordPage? in
                let table = try self.text.table(database)
                var admitted = DocumentFilter(filter)
                admitted.numbers = try self.facts.read {
                    try Self.documents(with: filter.participants, in: $0)
                }
                let limit = filter.limit > 0 ? filter.limit + max(0, filter.offset) : table.count
                let scan = MatchScan(table: table, filter: admitted, order: .newest, limit: limit)
                try SearchQuery.run(text, scan, in: database)
                let page = scan.best().dropFirst(max(0, filter.offset))
                let records = try self.facts.read { try Self.summaries(of: page.map(\.number), in: $0) }
                if records.count < page.count, attempt < 3 { return nil }
                return RecordPage(records: records.map(\.summary), total: scan.total)
            }
            if let page { return page }
        }
        return RecordPage(records: [], total: 0)
    }

    /// - Returns: `nil` when a matching record changed meanwhile and this is not the last attempt.
    private func answer(
        _ query: String, filter: RecordFilter, isLast: Bool, in database: Database
    ) throws -> SearchAnswer? {
        let table = try text.table(database)
        var admitted = DocumentFilter(filter)
        admitted.numbers = try facts.read { try Self.documents(with: filter.participants, in: $0) }
        if let text = filter.text {
            let scan = MatchScan(
                table: table, filter: admitted, order: .newest, limit: 0, collectsNumbers: true)
            try SearchQuery.run(text, scan, in: database)
            admitted.numbers = scan.numbers
        }
        let offset = max(0, filter.offset)
        let limit = (filter.limit > 0 ? filter.limit : 20) + offset
        let scan = MatchScan(table: table, filter: admitted, order: .score, limit: min(limit, table.count))
        try SearchQuery.run(query, scan, in: database)
        let best = scan.best().dropFirst(offset)
        let rows = try facts.read { try Self.summaries(of: best.map(\.number), in: $0) }
        if rows.count < best.count, !isLast { return nil }
        let splitter = try WordSplitter(database)
        let hits = rows.map { row in
            let match = best[best.startIndex + row.place]
            let snippet = Snippet(
                title: row.summary.title, body: row.body, places: match.places,
                phraseLengths: scan.phraseLengths
            ).fragments(splitter)
            return SearchAnswer.Hit(record: row.summary, score: match.score, snippet: snippet)
        }
        return SearchAnswer(hits: hits, total: scan.total, facets: scan.facets)
    }

    private struct MatchedRow: Sendable {
        var place: Int
        var summary: RecordSummary
        var body: String
    }

    /// The records whose current text is one of the given; those that changed meanwhile are left out.
    private static func summaries(of numbers: [Int64], in facts: Database) throws -> [MatchedRow] {
        let statement = try facts.cachedStatement(
            sql: """
                SELECT \(RecordRow.columns), document.body FROM document
                JOIN record ON record.number = document.record AND record.document = document.number
                WHERE document.number = ?
                """
        )
        var rows: [MatchedRow] = []
        for (place, number) in numbers.enumerated() {
            guard let row = try Row.fetchOne(statement, arguments: [number]) else { continue }
            rows.append(MatchedRow(place: place, summary: try RecordRow.summary(row), body: row[12]))
        }
        return rows
    }

    /// The texts of records that every one of the participants takes part in, or `nil` when none is asked
    /// for.
    private static func documents(with participants: [Handle], in facts: Database) throws -> Set<Int64>? {
        guard !participants.isEmpty else { return nil }
        var common: Set<Int64>?
        for handle in participants {
            let documents = try Int64.fetchSet(
                facts,
                sql: """
                    SELECT record.document FROM participant JOIN record ON record.number = participant.record
                    WHERE participant.handle = ? AND record.removed = 0
                    """,
                arguments: [handle.rawValue]
            )
            common = common.map { $0.intersection(documents) } ?? documents
        }
        return common
    }
}

extension DocumentFilter {
    init(_ filter: RecordFilter) {
        for kind in filter.kinds { kinds |= 1 << UInt32(kind.ordinal) }
        let first = filter.from.map { Int32($0.daysSinceEpoch) } ?? .min
        let last = filter.to.map { Int32($0.daysSinceEpoch) } ?? .max
        if first <= last {
            days = first...last
        } else {
            numbers = []
        }
    }
}

extension MatchScan {
    /// All matches by kind, largest first.
    var facets: [SearchAnswer.Facet] {
        SearchAnswer.sorted(
            totalByKind.enumerated().compactMap { ordinal, count in
                guard count > 0, let kind = RecordKind(ordinal: UInt8(ordinal)) else { return nil }
                return SearchAnswer.Facet(kind: kind, count: count)
            }
        )
    }
}
