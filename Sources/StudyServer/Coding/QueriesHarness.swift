import StudyAPI
import StudyModel
import StudyService

/// `/v1/codings`, `/v1/codings/matrix` and `/v1/queries`.
enum QueriesHarness {
    /// How many passages are shown where nobody says.
    private static let usualLimit = 50

    @Sendable static func find(_ call: Call) async throws -> Reply {
        guard let query = call.query.text(.query) else {
            throw StudyError(.requestInvalid, "The query lacks 'q', what is to be found.")
        }
        let found = try await call.study().query(
            query, offset: try call.query.count(.offset, default: 0),
            limit: try call.query.count(.limit, default: usualLimit), at: try call.query.moment(.at))
        return try Reply(
            QueryReply(
                query: found.query, hits: found.hits, counts: found.counts, withheld: found.withheld))
    }

    @Sendable static func matrix(_ call: Call) async throws -> Reply {
        guard let columns = call.query.text(.by) else {
            throw StudyError(.requestInvalid, "The query lacks 'by', what is to be counted by.")
        }
        let measure = call.query.text(.measure).map { CodingMatrix.Measure(rawValue: $0) }
        if case .some(.none) = measure {
            let names = CodingMatrix.Measure.allCases.map(\.rawValue).joined(separator: ", ")
            throw QueryValues.invalid(.measure, "one of \(names)")
        }
        return try Reply(
            await call.study().matrix(
                of: call.query.texts(.code), by: columns, restriction: call.query.text(.query),
                measure: measure ?? nil, at: try call.query.moment(.at)))
    }

    @Sendable static func quotes(_ call: Call) async throws -> Reply {
        guard let query = call.query.text(.query) else {
            throw StudyError(.requestInvalid, "The query lacks 'q', what is to be found.")
        }
        guard let format = QuotesFormat(rawValue: call.query.text(.format) ?? "md") else {
            throw QueryValues.invalid(.format, "one of md, html, docx, csv")
        }
        return try Reply(
            FileReply(await call.study().quotes(query, as: format, at: try call.query.moment(.at))))
    }

    @Sendable static func list(_ call: Call) async throws -> Reply {
        try Reply(QueriesReply(queries: await call.study().savedQueries()))
    }

    @Sendable static func save(_ call: Call) async throws -> Reply {
        let request = try await call.decode(SaveQueryRequest.self)
        let study = try await call.study()
        _ = try await study.saveQuery(
            name: request.name, query: request.query, note: request.note ?? "",
            cleared: request.cleared ?? false)
        return try Reply(QueriesReply(queries: await study.savedQueries()))
    }

    @Sendable static func remove(_ call: Call) async throws -> Reply {
        let request = try await call.decode(RemoveQueryRequest.self)
        let study = try await call.study()
        try await study.removeQuery(name: request.name)
        return try Reply(QueriesReply(queries: await study.savedQueries()))
    }
}

extension SaveQueryRequest: KnownFields {
    static let fields: Set<String> = ["name", "query", "note", "cleared"]
}

extension RemoveQueryRequest: KnownFields {
    static let fields: Set<String> = ["name"]
}
