package import StudyModel

/// `GET /v1/codings`: passages that a query finds; query names `q`, `limit` (50), `offset`, `at`.
package struct QueryReply: Codable, Sendable {
    /// The query in its plainest form.
    package var query: String
    package var hits: [QueryFinding]
    package var counts: QueryCounts
    /// Records left out because somebody in them has not agreed to their use.
    package var withheld: Int

    package init(query: String, hits: [QueryFinding], counts: QueryCounts, withheld: Int) {
        self.query = query
        self.hits = hits
        self.counts = counts
        self.withheld = withheld
    }
}

/// `GET /v1/queries`: the queries that were saved, by name.
package struct QueriesReply: Codable, Sendable {
    package var queries: [SavedQuery]

    package init(queries: [SavedQuery]) { self.queries = queries }
}

/// `POST /v1/queries`: keeps a query under a name.
package struct SaveQueryRequest: Codable, Sendable {
    /// Small letters, digits and dashes.
    package var name: String
    package var query: String
    package var note: String?
    /// Whether a person says that what may look like a name in it is none.
    package var cleared: Bool?

    package init(name: String, query: String, note: String? = nil, cleared: Bool? = nil) {
        self.name = name
        self.query = query
        self.note = note
        self.cleared = cleared
    }
}

/// `POST /v1/queries/remove`: takes a saved query away.
package struct RemoveQueryRequest: Codable, Sendable {
    package var name: String

    package init(name: String) { self.name = name }
}
