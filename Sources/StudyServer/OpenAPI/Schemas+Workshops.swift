import StudyModel

extension Schemas {
    /// Workshops, boards and recommendations.
    static let workshops: [Schema] =
        boardValues + workshopMessages + cardMessages + recommendationValues + recommendationMessages

    private static let boardValues: [Schema] = [
        .value("WorkshopID", "Names a workshop.", pattern: "^w-[0-9a-hjkmnp-tv-z]{5}$"),
        .value("CardID", "Names a card.", pattern: "^[0-9a-hjkmnp-tv-z]{10}$"),
        .value("BoardPartID", "Names a column or a cluster.", pattern: "^[0-9a-hjkmnp-tv-z]{5}$"),
        .value("WorkshopStage", "How far a workshop is.", oneOf: Workshop.Stage.allCases.map(\.rawValue)),
        .value("WorkshopAct", "What happened.", oneOf: Workshop.Event.Act.allCases.map(\.rawValue)),
        .value(
            "BoardSource", "A program that a board came from.", oneOf: BoardSource.allCases.map(\.rawValue)),
        .message(
            "BoardRank", "A place in an order of priority.",
            [.always("number", .whole), .always("isShared", .flag, "Others have it too.")]),
        .message(
            "WorkshopEvent", "One thing that happened in a workshop.",
            [
                .always("id", .ref("OperationID")), .always("act", .ref("WorkshopAct")),
                .always("by", .ref("MemberID")), .always("at", .ref("Timestamp")),
                .maybe("reason", .text, "Of a reopening."),
                .maybe("source", .ref("BoardSource"), "Of an import."),
                .maybe("cards", .whole, "Of an import: how many came with it."),
            ]),
        .message(
            "BoardPartView", "A column or a cluster with what hangs in it.",
            [
                .always("id", .ref("BoardPartID")), .always("name", .text), .always("cards", .whole),
                .always("votes", .whole),
                .maybe("rank", .ref("BoardRank"), "Of a cluster with votes: its place among all clusters."),
            ]),
    ]

    private static let workshopMessages: [Schema] = [
        .message(
            "WorkshopPlan", "Plans a workshop.",
            [
                .always("title", .text), .always("day", .ref("CalendarDay")),
                .maybe("invited", .list(.ref("Handle"))),
                .maybe("facilitators", .list(.text), "Members who take ballots besides whoever plans it."),
                .maybe("votesEach", .whole, "How many votes a ballot has; 3 without it."),
                .maybe("voters", .whole, "How many ballots there are; as many as are invited without it."),
                .always("columns", .list(.text)),
                .maybe("cleared", .flag, "A person has looked, and what may look like a name is none."),
            ]),
        .message(
            "WorkshopStepRequest", "Opens a workshop.",
            [.maybe("reason", .text, "Needed for one that was closed.")]),
        .message(
            "WorkshopView", "A workshop.",
            [
                .always("id", .ref("WorkshopID")), .always("title", .text),
                .always("day", .ref("CalendarDay")), .always("stage", .ref("WorkshopStage")),
                .always("invited", .list(.ref("Handle"))), .always("facilitators", .list(.ref("MemberID"))),
                .always("votesEach", .whole), .maybe("voters", .whole),
                .always("columns", .list(.ref("BoardPartView"))),
                .always("clusters", .list(.ref("BoardPartView"))), .always("cards", .whole),
                .always("votes", .whole, "Those that came with cards, and those handed in."),
                .maybe("removedCards", .whole, "Cards that were removed; absent for none."),
                .maybe("removedVotes", .whole, "Votes on them, which count for nothing."),
                .maybe("mostVotes", .whole, "How many may be handed in; absent for any number."),
                .always("events", .list(.ref("WorkshopEvent"))),
                .always("recommendations", .list(.ref("RecommendationID")), "Those that rest on it."),
                .always("path", .text, "Its folder in the study's."),
                .maybe("operation", .ref("OperationID"), "What a write was."),
            ]),
        .message(
            "WorkshopsReply", "The workshops, the latest first.",
            [
                .always("workshops", .list(.ref("WorkshopView"))),
                .maybe("unreadable", .list(.text), "Files that are none of a workshop, one sentence each."),
            ]),
        .message(
            "BoardImport", "A board of another program.",
            [
                .always("base64", .text, "The file."),
                .maybe("source", .ref("BoardSource"), "Worked out from the file without it."),
                .maybe("column", .text, "For cards of which the file does not say where they hang."),
                .maybe("cleared", .flag, "A person has looked, and what may look like a name is none."),
                .maybe("dryRun", .flag, "Says what would come of it, and saves nothing."),
            ]),
        .message(
            "BoardImportOutcome", "What came of bringing in a board.",
            [
                .always("workshop", .ref("WorkshopID")), .always("source", .ref("BoardSource")),
                .always("added", .whole), .always("updated", .whole, "With other votes or tags."),
                .always("known", .whole, "There already as they are."),
                .always("columns", .list(.text), "That the board did not have."),
                .always("remarks", .list(.text)), .maybe("operation", .ref("OperationID")),
            ]),
    ]

    private static let cardMessages: [Schema] = [
        .message(
            "CardDraft", "A new card.",
            [
                .always("text", .text), .maybe("column", .text, "Its name, or its number from 1."),
                .maybe("who", .ref("Handle")),
                .maybe("cleared", .flag, "A person has looked, and what may look like a name is none."),
            ]),
        .message(
            "CardChanges", "What a change makes of a card; what is absent stays.",
            [
                .maybe("text", .text, "What stands on it from now on."),
                .maybe("column", .text, "Its name, or its number from 1."),
                .maybe("reason", .text, "Needed for other words where votes were given for it."),
                .maybe("cleared", .flag, "A person has looked, and what may look like a name is none."),
            ]),
        .message("CardRemoval", "Why a card is taken off the board.", [.always("reason", .text)]),
        .message(
            "CardChange", "What somebody did with a card after it was written.",
            [
                .always("by", .ref("MemberID")), .always("at", .ref("Timestamp")),
                .maybe("reason", .text, "Always there for a removal."),
            ]),
        .message(
            "BallotDraft", "A ballot, or votes counted by hand.",
            [
                .always("cards", .list(.text), "The ends of their ids; a card may be repeated."),
                .maybe("count", .whole, "Of one card: how many votes were counted for it."),
            ]),
        .message(
            "ClusterDraft", "What is done with a cluster.",
            [
                .always("name", .text), .maybe("cards", .list(.text), "Cards that join it."),
                .maybe("out", .list(.text), "Cards that leave it."),
                .maybe("rename", .text, "What it is called from now on."),
                .maybe("cleared", .flag, "A person has looked, and what may look like a name is none."),
            ]),
        .message(
            "CardView", "A card as it hangs.",
            [
                .always("workshop", .ref("WorkshopID")), .always("id", .ref("CardID")),
                .always("text", .text), .always("column", .text), .always("clusters", .list(.text)),
                .maybe("who", .ref("Handle"), "Who wrote it."), .always("votes", .whole),
                .maybe("rank", .ref("BoardRank"), "Its place among all cards with votes."),
                .always("added", .ref("Provenance")),
                .maybe("corrected", .ref("CardChange"), "Who wrote other words on it last."),
                .maybe(
                    "removed", .ref("CardChange"),
                    "Who took it off the board; its votes count for nothing then."),
            ]),
        .message(
            "CardReply", "Cards of a board.",
            [
                .always("cards", .list(.ref("CardView"))),
                .maybe("removed", .list(.ref("CardView")), "Of a whole board: those that were removed."),
                .maybe("operation", .ref("OperationID")),
            ]),
    ]

    private static let recommendationValues: [Schema] = [
        .value("RecommendationID", "Names a recommendation.", pattern: "^[a-z0-9](-?[a-z0-9])*$"),
        .value(
            "RecommendationKind", "What it is.", oneOf: Recommendation.Kind.allCases.map(\.rawValue)),
        .value(
            "RecommendationCause", "What made a version.",
            oneOf: Recommendation.Cause.allCases.map(\.rawValue)
        ),
        .value("TraceKind", "What something is.", oneOf: TraceNode.Kind.allCases.map(\.rawValue)),
        .message(
            "RecommendationLink",
            "Something it rests on: one of a card, a cluster, a finding, a record, a recommendation.",
            [
                .maybe("workshop", .ref("WorkshopID"), "Of a card or a cluster."),
                .maybe("card", .ref("CardID")), .maybe("cluster", .ref("BoardPartID")),
                .maybe("finding", .ref("FindingID")),
                .maybe("version", .ref("OperationID"), "Of the finding."), .maybe("record", .ref("RecordID")),
                .maybe("coding", .ref("CodingID"), "Of the record."),
                .maybe("recommendation", .ref("RecommendationID")),
            ]),
        .message(
            "RecommendationVersion", "What it says, and rests on, from one change to the next.",
            [
                .always("id", .ref("OperationID"), "What made it."), .always("number", .whole),
                .always("statement", .text), .always("links", .list(.ref("RecommendationLink"))),
                .always("shapers", .list(.ref("Handle"))), .always("written", .ref("Provenance")),
                .always("cause", .ref("RecommendationCause")), .maybe("reason", .text),
            ]),
        .message(
            "TraceNode", "Something that a recommendation rests on, with what that rests on.",
            [
                .always("kind", .ref("TraceKind")), .always("name", .text),
                .maybe("text", .text, "What it says; absent where that must not be quoted."),
                .always("who", .list(.ref("Handle"))), .maybe("votes", .whole), .maybe("note", .text),
                .maybe("withheld", .text, "Why its words are not shown."),
                .always("isGone", .flag, "It is not in the study any more."),
                .always("below", .list(.ref("TraceNode"))),
            ]),
    ]

    private static let recommendationMessages: [Schema] = [
        .message(
            "RecommendationLinks", "What it is to rest on, as a person names it.",
            [
                .maybe("workshop", .text, "May be left out where there is one."),
                .maybe("cards", .list(.text)), .maybe("clusters", .list(.text)),
                .maybe("findings", .list(.text)),
                .maybe("records", .list(.text), "Each with the end of a coding's id behind a slash."),
                .maybe("recommendations", .list(.text)),
            ]),
        .message(
            "RecommendationDraft", "A new recommendation.",
            [
                .always("statement", .text), .maybe("name", .text),
                .maybe("kind", .ref("RecommendationKind"), "A recommendation without it."),
                .maybe("links", .ref("RecommendationLinks")), .maybe("shapers", .list(.ref("Handle"))),
                .maybe("cleared", .flag, "A person has looked, and what may look like a name is none."),
            ]),
        .message(
            "RecommendationChanges", "Adds a version; what is absent stays.",
            [
                .maybe("statement", .text), .maybe("reason", .text, "Needed with another statement."),
                .maybe("links", .ref("RecommendationLinks")),
                .maybe("unlink", .list(.whole), "Links to take away, by their number from 1."),
                .maybe("shapers", .list(.ref("Handle")), "Who helped to shape it too."),
                .maybe("base", .ref("OperationID"), "The id of the version it started from."),
                .maybe("cleared", .flag, "A person has looked, and what may look like a name is none."),
            ]),
        .message(
            "RecommendationHead", "A recommendation as lists show it.",
            [
                .always("id", .ref("RecommendationID")), .always("kind", .ref("RecommendationKind")),
                .always("version", .whole), .always("statement", .text), .always("links", .whole),
                .always("shapers", .list(.ref("Handle")), "Also those whose cards it rests on."),
                .always("changed", .ref("Provenance")),
            ]),
        .message(
            "RecommendationsReply", "The recommendations, by name.",
            [
                .always("recommendations", .list(.ref("RecommendationHead"))),
                .maybe("unreadable", .list(.text), "Files that are none, one sentence each."),
            ]),
        .message(
            "RecommendationView", "A recommendation with everything it rests on.",
            [
                .always("id", .ref("RecommendationID")), .always("kind", .ref("RecommendationKind")),
                .always("version", .ref("RecommendationVersion")),
                .always("versions", .whole, "How many there are."),
                .always("chain", .list(.ref("TraceNode")), "In the order of the version's links."),
                .always("shapers", .list(.ref("Handle")), "Also those whose cards it rests on."),
                .always("above", .list(.ref("RecommendationID")), "Those that rest on it."),
                .always("path", .text, "Its file in the study's folder."),
                .maybe("operation", .ref("OperationID"), "What a write was."),
            ]),
    ]
}
