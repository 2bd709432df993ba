/// A workshop as a person asks for it.
package struct WorkshopPlan: Hashable, Sendable, Codable {
    package var title: String
    package var day: CalendarDay
    package var invited: [Handle]?
    /// Members who take ballots besides whoever plans it.
    package var facilitators: [String]?
    /// How many votes a ballot has; 3 without it.
    package var votesEach: Int?
    /// How many ballots there are; as many as are invited without it.
    package var voters: Int?
    package var columns: [String]
    package var cleared: Bool?

    package init(title: String, day: CalendarDay, columns: [String]) {
        self.title = title
        self.day = day
        self.columns = columns
    }
}

/// Ready-made columns.
package enum BoardTemplate: String, Hashable, Sendable, Codable, CaseIterable {
    case fourLs = "four-ls"
    case works
    case implications

    package var columns: [String] {
        switch self {
        case .fourLs: ["Liked", "Learned", "Lacked", "Longed for"]
        case .works: ["What works", "What does not", "Ideas", "Actions"]
        case .implications: ["Implications", "Recommendations"]
        }
    }
}

/// Why a workshop is opened again.
package struct WorkshopStepRequest: Hashable, Sendable, Codable {
    package var reason: String?

    package init(reason: String? = nil) { self.reason = reason }
}

/// A card as a person writes it.
package struct CardDraft: Hashable, Sendable, Codable {
    package var text: String
    /// The name of a column, or its number from 1; may be left out where there is one.
    package var column: String?
    package var who: Handle?
    package var cleared: Bool?

    package init(text: String, column: String? = nil, who: Handle? = nil, cleared: Bool? = nil) {
        self.text = text
        self.column = column
        self.who = who
        self.cleared = cleared
    }
}

/// What a change makes of a card; what is absent stays.
package struct CardChanges: Hashable, Sendable, Codable {
    /// What stands on it from now on.
    package var text: String?
    /// Where it hangs: the name of a column, or its number from 1.
    package var column: String?
    /// Why its words change; needed where votes were given for them.
    package var reason: String?
    package var cleared: Bool?

    package init(
        text: String? = nil, column: String? = nil, reason: String? = nil, cleared: Bool? = nil
    ) {
        self.text = text
        self.column = column
        self.reason = reason
        self.cleared = cleared
    }
}

/// Why a card is taken off the board.
package struct CardRemoval: Hashable, Sendable, Codable {
    package var reason: String

    package init(reason: String) { self.reason = reason }
}

/// A ballot that is handed in, or votes that were counted by hand.
package struct BallotDraft: Hashable, Sendable, Codable {
    /// The ends of the cards' ids; a card may stand in it more than once.
    package var cards: [String]
    /// Of one card: how many votes were counted for it, which is no ballot then.
    package var count: Int?

    package init(cards: [String], count: Int? = nil) {
        self.cards = cards
        self.count = count
    }
}

/// What is done with a cluster.
package struct ClusterDraft: Hashable, Sendable, Codable {
    /// Its name; one that is not there is made.
    package var name: String
    /// The ends of the ids of cards that join it.
    package var cards: [String]?
    /// Those of cards that leave it.
    package var out: [String]?
    /// What it is called from now on.
    package var rename: String?
    package var cleared: Bool?

    package init(name: String, cards: [String]? = nil) {
        self.name = name
        self.cards = cards
    }
}

/// A board of another program that is brought in.
package struct BoardImport: Hashable, Sendable, Codable {
    /// A file of comma-separated values in base64.
    package var base64: String
    /// Worked out from the file without it.
    package var source: BoardSource?
    /// The column of cards whose column the file does not say.
    package var column: String?
    package var cleared: Bool?
    package var dryRun: Bool?

    package init(
        base64: String, source: BoardSource? = nil, column: String? = nil, cleared: Bool? = nil,
        dryRun: Bool? = nil
    ) {
        self.base64 = base64
        self.source = source
        self.column = column
        self.cleared = cleared
        self.dryRun = dryRun
    }
}

/// What came of bringing in a board.
package struct BoardImportOutcome: Hashable, Sendable, Codable {
    package var workshop: WorkshopID
    package var source: BoardSource
    /// Cards that are new.
    package var added: Int
    /// Cards that were there already with other votes.
    package var updated: Int
    /// Cards that were there already as they are.
    package var known: Int
    /// Columns that the board did not have.
    package var columns: [String]
    package var remarks: [String]
    package var operation: OperationID?

    package init(
        workshop: WorkshopID, source: BoardSource, added: Int, updated: Int, known: Int, columns: [String],
        remarks: [String], operation: OperationID? = nil
    ) {
        self.workshop = workshop
        self.source = source
        self.added = added
        self.updated = updated
        self.known = known
        self.columns = columns
        self.remarks = remarks
        self.operation = operation
    }
}

/// A card as it is shown.
package struct CardView: Hashable, Sendable, Codable {
    package var workshop: WorkshopID
    package var id: CardID
    package var text: String
    /// The names of its column and its clusters.
    package var column: String
    package var clusters: [String]
    package var who: Handle?
    package var votes: Int
    /// Its place by votes among all cards of the board; absent for a card without any.
    package var rank: Board.Rank?
    package var added: Provenance
    /// Who wrote other words on it last.
    package var corrected: Board.Change?
    /// Who took it off the board; its votes count for nothing then.
    package var removed: Board.Change?

    package init(_ card: Board.Card, on board: Board, votes: Int, rank: Board.Rank?) {
        workshop = board.workshop.id
        id = card.id
        text = card.text
        column = board.workshop.column(card.column)?.name ?? ""
        clusters = card.clusters.compactMap { board.workshop.cluster($0)?.name }
        who = card.who
        self.votes = votes
        self.rank = votes > 0 ? rank : nil
        added = card.added
        corrected = card.corrected
        removed = card.removed
    }
}

/// A column or a cluster with what hangs in it.
package struct BoardPartView: Hashable, Sendable, Codable {
    package var id: BoardPartID
    package var name: String
    package var cards: Int
    package var votes: Int
    /// Of a cluster: its place by votes among all clusters; absent for one without any.
    package var rank: Board.Rank?

    package init(_ part: Workshop.Part, cards: Int, votes: Int, rank: Board.Rank? = nil) {
        id = part.id
        name = part.name
        self.cards = cards
        self.votes = votes
        self.rank = votes > 0 ? rank : nil
    }
}

/// A workshop as it is listed.
package struct WorkshopView: Hashable, Sendable, Codable {
    package var id: WorkshopID
    package var title: String
    package var day: CalendarDay
    package var stage: Workshop.Stage
    package var invited: [Handle]
    package var facilitators: [MemberID]
    package var votesEach: Int
    package var voters: Int?
    package var columns: [BoardPartView]
    package var clusters: [BoardPartView]
    package var cards: Int
    package var votes: Int
    /// Cards that were removed, and the votes on them, which count for nothing; absent for none.
    package var removedCards: Int?
    package var removedVotes: Int?
    /// How many votes may be handed in; absent for any number.
    package var mostVotes: Int?
    package var events: [Workshop.Event]
    /// Recommendations and implications that rest on it.
    package var recommendations: [RecommendationID]
    /// Its folder inside the study's.
    package var path: String
    /// What a write was; absent when nothing was asked to change or nothing did.
    package var operation: OperationID?

    package init(_ board: Board, recommendations: [RecommendationID], operation: OperationID? = nil) {
        let (workshop, tally) = (board.workshop, board.tally)
        id = workshop.id
        title = workshop.title
        day = workshop.day
        stage = workshop.stage
        invited = workshop.invited
        facilitators = workshop.facilitators
        votesEach = workshop.votesEach
        voters = workshop.voters
        (columns, clusters) = board.partViews(tally)
        cards = board.cards.count
        votes = tally.values.reduce(0, +)
        let lost = board.lostTally.values.reduce(0, +)
        removedCards = board.removed.isEmpty ? nil : board.removed.count
        removedVotes = lost == 0 ? nil : lost
        mostVotes = workshop.mostVotes
        events = workshop.events
        self.recommendations = recommendations
        path = "boards/\(workshop.id)"
        self.operation = operation
    }
}

/// Cards of a board: those that a step was about, or all that hang.
package struct CardReply: Hashable, Sendable, Codable {
    package var cards: [CardView]
    /// Of a whole board: those that were removed; absent where none was.
    package var removed: [CardView]?
    package var operation: OperationID?

    package init(cards: [CardView], removed: [CardView]? = nil, operation: OperationID? = nil) {
        self.cards = cards
        self.removed = removed
        self.operation = operation
    }
}

extension Board {
    /// Its columns and its clusters with what hangs in them.
    package func partViews(_ tally: [CardID: Int]) -> (columns: [BoardPartView], clusters: [BoardPartView]) {
        var counts: [BoardPartID: (cards: Int, votes: Int)] = [:]
        for card in cards.values {
            for part in [card.column] + card.clusters {
                counts[part, default: (0, 0)].cards += 1
                counts[part, default: (0, 0)].votes += tally[card.id] ?? 0
            }
        }
        func view(_ part: Workshop.Part, _ rank: Rank?) -> BoardPartView {
            let count = counts[part.id] ?? (0, 0)
            return BoardPartView(part, cards: count.cards, votes: count.votes, rank: rank)
        }
        let ranks = Self.ranks(of: workshop.clusters.map { counts[$0.id]?.votes ?? 0 })
        return (
            workshop.columns.map { view($0, nil) }, zip(workshop.clusters, ranks).map { view($0, $1) }
        )
    }

    /// All cards as they hang, each with its votes and its rank among those that have any.
    package func cardViews() -> [CardView] {
        let (tally, cards) = (tally, inOrder)
        let counted = cards.filter { tally[$0.id] != nil }
        let ranks = Dictionary(
            zip(counted.map(\.id), Self.ranks(of: counted.map { tally[$0.id] ?? 0 })),
            uniquingKeysWith: { first, _ in first })
        return cards.map { CardView($0, on: self, votes: tally[$0.id] ?? 0, rank: ranks[$0.id]) }
    }

    /// The cards that were removed, in the order they hung in, each with the votes that were lost with it.
    package func removedViews() -> [CardView] {
        let tally = lostTally
        return removed.values.sorted { ($0.place, $0.id) < ($1.place, $1.id) }.map {
            CardView($0, on: self, votes: tally[$0.id] ?? 0, rank: nil)
        }
    }
}
