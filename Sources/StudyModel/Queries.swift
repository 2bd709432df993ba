/// Which records a list shows.
///
/// Every given condition must hold.
package struct RecordFilter: Hashable, Sendable, Codable {
    package var kinds: [RecordKind]
    /// First day, included.
    package var from: CalendarDay?
    /// Last day, included.
    package var to: CalendarDay?
    package var participants: [Handle]
    /// Words that must occur in title or body, in the search's query language.
    package var text: String?
    /// At most this many, newest day first; 0 means all.
    package var limit: Int
    package var offset: Int

    package init(
        kinds: [RecordKind] = [], from: CalendarDay? = nil, to: CalendarDay? = nil,
        participants: [Handle] = [],
        text: String? = nil, limit: Int = 0, offset: Int = 0
    ) {
        self.kinds = kinds
        self.from = from
        self.to = to
        self.participants = participants
        self.text = text
        self.limit = limit
        self.offset = offset
    }
}

/// A page of records and how many match in all.
package struct RecordPage: Hashable, Sendable, Codable {
    package var records: [RecordSummary]
    package var total: Int

    package init(records: [RecordSummary], total: Int) {
        self.records = records
        self.total = total
    }
}

/// What a full text search answers: the best matches first (bm25), and all matches counted by kind.
package struct SearchAnswer: Hashable, Sendable, Codable {
    package struct Hit: Hashable, Sendable, Codable {
        package var record: RecordSummary
        /// The bm25 score, higher is better.
        package var score: Double
        /// About thirty words round the matches.
        package var snippet: [Fragment]

        package init(record: RecordSummary, score: Double, snippet: [Fragment]) {
            self.record = record
            self.score = score
            self.snippet = snippet
        }
    }

    /// A piece of a snippet.
    package struct Fragment: Hashable, Sendable, Codable {
        package var text: String
        package var matches: Bool

        package init(text: String, matches: Bool) {
            self.text = text
            self.matches = matches
        }
    }

    /// How many matches one kind has.
    package struct Facet: Hashable, Sendable, Codable {
        package var kind: RecordKind
        package var count: Int

        package init(kind: RecordKind, count: Int) {
            self.kind = kind
            self.count = count
        }
    }

    package var hits: [Hit]
    package var total: Int
    /// Largest first, kinds without a match left out.
    package var facets: [Facet]

    package init(hits: [Hit], total: Int, facets: [Facet]) {
        self.hits = hits
        self.total = total
        self.facets = facets
    }
}
