/// What a recommendation is to rest on, as a person names it.
package struct RecommendationLinks: Hashable, Sendable, Codable {
    /// The workshop whose cards and clusters are meant; may be left out where there is one.
    package var workshop: String?
    /// The ends of cards' ids.
    package var cards: [String]?
    /// Names of clusters.
    package var clusters: [String]?
    package var findings: [String]?
    /// Records, each with the end of a coding's id behind a slash where one is meant.
    package var records: [String]?
    /// Implications and other recommendations.
    package var recommendations: [String]?

    package init() {}

    package var isEmpty: Bool {
        [cards, clusters, findings, records, recommendations].allSatisfy { ($0 ?? []).isEmpty }
    }
}

/// A recommendation as a person asks for it.
package struct RecommendationDraft: Hashable, Sendable, Codable {
    package var statement: String
    /// Made by the study without it.
    package var name: String?
    /// A recommendation without it.
    package var kind: Recommendation.Kind?
    package var links: RecommendationLinks?
    package var shapers: [Handle]?
    package var cleared: Bool?

    package init(statement: String, name: String? = nil) {
        self.statement = statement
        self.name = name
    }
}

/// What a change makes of a recommendation; what is absent stays.
package struct RecommendationChanges: Hashable, Sendable, Codable {
    package var statement: String?
    /// Why the statement changes.
    package var reason: String?
    package var links: RecommendationLinks?
    /// Links to take away, by their number from 1.
    package var unlink: [Int]?
    /// Who helped to shape it besides those who stand there.
    package var shapers: [Handle]?
    /// The id of the version the change started from; whatever is newest without it.
    package var base: OperationID?
    package var cleared: Bool?

    package init() {}
}

/// A recommendation as lists show it.
package struct RecommendationHead: Hashable, Sendable, Codable {
    package var id: RecommendationID
    package var kind: Recommendation.Kind
    package var version: Int
    package var statement: String
    package var links: Int
    /// Everybody who shaped it: those who are named, and those whose cards it rests on.
    package var shapers: [Handle]
    package var changed: Provenance

    package init(_ recommendation: Recommendation, shapers: [Handle]) {
        let latest = recommendation.latest
        id = recommendation.id
        kind = recommendation.kind
        version = latest.number
        statement = latest.statement
        links = latest.links.count
        self.shapers = shapers
        changed = latest.written
    }
}

/// Something that a recommendation rests on, with what that rests on itself.
package struct TraceNode: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case recommendation, implication, cluster, card, finding, coding, record
    }

    package var kind: Kind
    /// What names it: `bus-fares`, `w-7f3k9/4q2m9k`, `2021-03-17-interview-sqqv/4q2m9k`.
    package var name: String
    /// What it says: a statement, a name, the words of a card or of a coding.
    ///
    /// Absent where they must not be quoted, and where it is gone.
    package var text: String?
    /// Who said it.
    package var who: [Handle]
    /// Of a card or a cluster.
    package var votes: Int?
    /// Of a finding: whether it supports or speaks against; of a coding: the code.
    package var note: String?
    /// Why its words are not shown.
    package var withheld: String?
    /// Whether it is not in the study any more.
    package var isGone: Bool
    /// What it rests on; nothing where that stood above already.
    package var below: [TraceNode]

    package init(_ kind: Kind, _ name: String, text: String? = nil, who: [Handle] = []) {
        self.kind = kind
        self.name = name
        self.text = text
        self.who = who
        isGone = false
        below = []
    }
}

/// One recommendation with everything it rests on, and what rests on it.
package struct RecommendationView: Hashable, Sendable, Codable {
    package var id: RecommendationID
    package var kind: Recommendation.Kind
    package var version: Recommendation.Version
    /// How many versions there are.
    package var versions: Int
    /// In the order of the version's links.
    package var chain: [TraceNode]
    /// Everybody who shaped it: those who are named, and those whose cards it rests on.
    package var shapers: [Handle]
    /// Recommendations that rest on it.
    package var above: [RecommendationID]
    /// Its file inside the study's folder.
    package var path: String
    /// What a write was; absent when nothing was asked to change or nothing did.
    package var operation: OperationID?

    package init(
        _ recommendation: Recommendation, chain: [TraceNode], shapers: [Handle], above: [RecommendationID],
        operation: OperationID? = nil
    ) {
        id = recommendation.id
        kind = recommendation.kind
        version = recommendation.latest
        versions = recommendation.versions.count
        self.chain = chain
        self.shapers = shapers
        self.above = above
        path = recommendation.path
        self.operation = operation
    }
}
