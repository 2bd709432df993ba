import StudyAPI
import StudyModel

extension Samples {
    private static let workshopID = WorkshopID(rawValue: "w-7f3k9").unsafelyUnwrapped
    private static let cardID = CardID(rawValue: "0123456789").unsafelyUnwrapped
    private static let goneID = CardID(rawValue: "0123456780").unsafelyUnwrapped
    private static let partID = BoardPartID(rawValue: "aaaaa").unsafelyUnwrapped
    private static let wanted = RecommendationID(rawValue: "one-list").unsafelyUnwrapped
    private static let coded = CodingID(rawValue: operation.rawValue).unsafelyUnwrapped
    private static let part = Workshop.Part(id: partID, name: "n")
    private static let rank = Board.Rank(number: 1, isShared: true)
    private static let planned = Workshop.Event(.planned, id: operation, by: member, at: time)

    private static var happened: Workshop.Event {
        var event = Workshop.Event(.imported, id: operation, by: member, at: time)
        (event.reason, event.source, event.cards) = ("r", .miro, 1)
        return event
    }

    private static let change = Board.Change(by: member, at: time, reason: "r")

    private static func board(voters: Int?) -> Board {
        let workshop = Workshop(
            id: workshopID, title: "t", day: time.day, invited: voters == nil ? [] : [handle],
            facilitators: [member], voters: voters, columns: [part], clusters: [part], events: [planned],
            nonce: "n")
        let card = Board.Card(id: cardID, text: "t", column: partID, who: handle, place: 1, added: provenance)
        var gone = Board.Card(
            id: goneID, text: "t", column: partID, who: handle, place: 2, added: provenance)
        gone.removed = change
        return voters == nil
            ? Board(workshop, cards: [cardID: card])
            : Board(
                workshop, cards: [cardID: card, goneID: gone],
                votes: [VoteID(rawValue: "0123456789abcdef").unsafelyUnwrapped: goneID])
    }

    private static var hanging: CardView {
        let board = board(voters: 1)
        var card = CardView(
            board.cards[cardID].unsafelyUnwrapped, on: board, votes: 1, rank: rank)
        (card.corrected, card.removed) = (change, change)
        return card
    }

    private static var bare: CardView {
        var card = hanging
        (card.who, card.rank, card.corrected, card.removed) = (nil, nil, nil, nil)
        return card
    }

    private static var plan: WorkshopPlan {
        var plan = WorkshopPlan(title: "t", day: time.day, columns: ["c"])
        (plan.invited, plan.facilitators, plan.votesEach) = ([handle], ["r1"], 3)
        (plan.voters, plan.cleared) = (3, true)
        return plan
    }

    private static var grouping: ClusterDraft {
        var draft = ClusterDraft(name: "n", cards: ["4q2m9k"])
        (draft.out, draft.rename, draft.cleared) = (["4q2m9k"], "m", true)
        return draft
    }

    private static let outcome = BoardImportOutcome(
        workshop: workshopID, source: .miro, added: 1, updated: 0, known: 0, columns: ["c"], remarks: ["r"])

    private static var done: BoardImportOutcome {
        var done = outcome
        done.operation = operation
        return done
    }

    private static var grounds: RecommendationLinks {
        var links = RecommendationLinks()
        (links.workshop, links.cards, links.clusters) = ("w-7f3k9", ["4q2m9k"], ["c"])
        (links.findings, links.records, links.recommendations) = (["f"], ["7f3k"], ["r"])
        return links
    }

    private static var wish: RecommendationDraft {
        var draft = RecommendationDraft(statement: "s", name: "n")
        (draft.kind, draft.links, draft.shapers, draft.cleared) = (.implication, grounds, [handle], true)
        return draft
    }

    private static var rewish: RecommendationChanges {
        var changes = RecommendationChanges()
        (changes.statement, changes.reason, changes.links) = ("s", "r", grounds)
        (changes.unlink, changes.shapers, changes.base, changes.cleared) = ([1], [handle], operation, true)
        return changes
    }

    private static let first = Recommendation.Version(id: operation, statement: "s", written: provenance)
    private static let second = Recommendation.Version(
        id: operation, number: 2, statement: "s", links: [.card(workshopID, cardID)], shapers: [handle],
        written: provenance, cause: .edit, reason: "r")
    private static let recommendation = Recommendation(
        id: wanted, kind: .recommendation, versions: [first], nonce: "n")

    private static var node: TraceNode {
        var node = TraceNode(.card, "n", text: "t", who: [handle])
        (node.votes, node.note, node.withheld) = (1, "n", "w")
        node.below = [TraceNode(.record, "r")]
        return node
    }

    /// Workshops, boards and recommendations.
    static let workshops: [Sample] = boards + wishes

    private static let boards: [Sample] = [
        same("BoardRank", rank), Sample(schema: "WorkshopEvent", full: happened, least: planned),
        Sample(
            schema: "BoardPartView", full: BoardPartView(part, cards: 1, votes: 1, rank: rank),
            least: BoardPartView(part, cards: 0, votes: 0)),
        Sample(
            schema: "WorkshopPlan", full: plan,
            least: WorkshopPlan(title: "t", day: time.day, columns: [])),
        Sample(
            schema: "WorkshopStepRequest", full: WorkshopStepRequest(reason: "r"),
            least: WorkshopStepRequest()),
        Sample(
            schema: "WorkshopView",
            full: WorkshopView(board(voters: 3), recommendations: [wanted], operation: operation),
            least: WorkshopView(board(voters: nil), recommendations: [])),
        Sample(
            schema: "WorkshopsReply", full: WorkshopsReply(workshops: [], unreadable: ["u"]),
            least: WorkshopsReply(workshops: [])),
        Sample(
            schema: "BoardImport",
            full: BoardImport(base64: "", source: .miro, column: "c", cleared: true, dryRun: true),
            least: BoardImport(base64: "")),
        Sample(schema: "BoardImportOutcome", full: done, least: outcome),
        Sample(
            schema: "CardDraft", full: CardDraft(text: "t", column: "c", who: handle, cleared: true),
            least: CardDraft(text: "t")),
        Sample(
            schema: "CardChanges",
            full: CardChanges(text: "t", column: "c", reason: "r", cleared: true), least: CardChanges()),
        same("CardRemoval", CardRemoval(reason: "r")),
        Sample(
            schema: "CardChange", full: Board.Change(by: member, at: time, reason: "r"),
            least: Board.Change(by: member, at: time)),
        Sample(
            schema: "BallotDraft", full: BallotDraft(cards: ["4q2m9k"], count: 2),
            least: BallotDraft(cards: [])),
        Sample(schema: "ClusterDraft", full: grouping, least: ClusterDraft(name: "n")),
        Sample(schema: "CardView", full: hanging, least: bare),
        Sample(
            schema: "CardReply", full: CardReply(cards: [bare], removed: [bare], operation: operation),
            least: CardReply(cards: [])),
    ]

    private static let everyField = [
        "workshop": workshopID.rawValue, "card": cardID.rawValue, "cluster": partID.rawValue,
        "finding": "open-door", "version": operation.rawValue, "record": id.rawValue,
        "coding": coded.rawValue, "recommendation": wanted.rawValue,
    ]

    private static let wishes: [Sample] = [
        // A link has the fields of one kind alone; no field is in all of them.
        Sample(schema: "RecommendationLink", full: everyField, least: [String: String]()),
        Sample(schema: "RecommendationVersion", full: second, least: first),
        Sample(schema: "TraceNode", full: node, least: TraceNode(.finding, "f")),
        Sample(schema: "RecommendationLinks", full: grounds, least: RecommendationLinks()),
        Sample(
            schema: "RecommendationDraft", full: wish, least: RecommendationDraft(statement: "s")),
        Sample(schema: "RecommendationChanges", full: rewish, least: RecommendationChanges()),
        same("RecommendationHead", RecommendationHead(recommendation, shapers: [handle])),
        Sample(
            schema: "RecommendationsReply",
            full: RecommendationsReply(recommendations: [], unreadable: ["u"]),
            least: RecommendationsReply(recommendations: [])),
        Sample(
            schema: "RecommendationView",
            full: RecommendationView(
                recommendation, chain: [node], shapers: [handle], above: [wanted], operation: operation),
            least: RecommendationView(recommendation, chain: [], shapers: [], above: [])),
    ]
}
