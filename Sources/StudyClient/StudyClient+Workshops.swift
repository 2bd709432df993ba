package import StudyAPI
package import StudyModel

// Workshops and their boards.
extension StudyClient {
    package func workshops() throws(StudyError) -> WorkshopsReply {
        try value(WorkshopsReply.self, Call(route: .workshopsList))
    }

    package func planWorkshop(_ plan: WorkshopPlan) throws(StudyError) -> WorkshopView {
        try value(WorkshopView.self, Call(route: .workshopsPlan, body: try WireJSON.encode(plan)))
    }

    package func workshop(_ workshop: String) throws(StudyError) -> WorkshopView {
        try value(WorkshopView.self, Call(route: .workshopsShow, parts: ["workshop": workshop]))
    }

    package func openWorkshop(_ workshop: String, reason: String?) throws(StudyError) -> WorkshopView {
        let body = try WireJSON.encode(WorkshopStepRequest(reason: reason))
        return try value(
            WorkshopView.self, Call(route: .workshopsOpen, parts: ["workshop": workshop], body: body))
    }

    package func closeWorkshop(_ workshop: String) throws(StudyError) -> WorkshopView {
        try value(WorkshopView.self, Call(route: .workshopsClose, parts: ["workshop": workshop]))
    }

    package func importBoard(
        _ board: BoardImport, to workshop: String
    ) throws(StudyError) -> BoardImportOutcome {
        let body = try WireJSON.encode(board)
        return try stream(
            BoardImportOutcome.self, Call(route: .boardsImport, parts: ["workshop": workshop], body: body))
    }

    /// - Parameter format: `html`, `svg`, `markdown`, `csv-miro` or `csv-easyretro`.
    package func boardFile(_ workshop: String, format: String) throws(StudyError) -> FileReply {
        try stream(
            FileReply.self,
            Call(route: .boardsFile, parts: ["workshop": workshop], query: [(.format, format)]))
    }

    package func cards(of workshop: String) throws(StudyError) -> CardReply {
        try value(CardReply.self, Call(route: .cardsList, parts: ["workshop": workshop]))
    }

    package func addCard(_ draft: CardDraft, to workshop: String) throws(StudyError) -> CardReply {
        try cards(.cardsAdd, ["workshop": workshop], try WireJSON.encode(draft))
    }

    package func changeCard(
        _ card: String, _ changes: CardChanges, in workshop: String
    ) throws(StudyError) -> CardReply {
        try cards(.cardsEdit, ["workshop": workshop, "card": card], try WireJSON.encode(changes))
    }

    package func removeCard(
        _ card: String, reason: String, in workshop: String
    ) throws(StudyError) -> CardReply {
        let body = try WireJSON.encode(CardRemoval(reason: reason))
        return try cards(.cardsRemove, ["workshop": workshop, "card": card], body)
    }

    package func vote(_ ballot: BallotDraft, in workshop: String) throws(StudyError) -> CardReply {
        try cards(.cardsVote, ["workshop": workshop], try WireJSON.encode(ballot))
    }

    package func cluster(_ draft: ClusterDraft, in workshop: String) throws(StudyError) -> CardReply {
        try cards(.cardsCluster, ["workshop": workshop], try WireJSON.encode(draft))
    }

    private func cards(
        _ route: Route, _ parts: [String: String], _ body: [UInt8]
    ) throws(StudyError) -> CardReply {
        try value(CardReply.self, Call(route: route, parts: parts, body: body))
    }
}

// Recommendations.
extension StudyClient {
    /// - Parameter grounds: what they rest on: a card, a finding, a record, a participant.
    package func recommendations(
        restingOn grounds: [(name: QueryName, value: String)] = []
    ) throws(StudyError) -> RecommendationsReply {
        let query: [QueryItem] = grounds.map { ($0.name, $0.value) }
        return try value(RecommendationsReply.self, Call(route: .recommendationsList, query: query))
    }

    package func writeRecommendation(_ draft: RecommendationDraft) throws(StudyError) -> RecommendationView {
        try value(
            RecommendationView.self, Call(route: .recommendationsWrite, body: try WireJSON.encode(draft)))
    }

    package func recommendation(_ name: String) throws(StudyError) -> RecommendationView {
        try value(
            RecommendationView.self, Call(route: .recommendationsShow, parts: ["recommendation": name]))
    }

    package func changeRecommendation(
        _ name: String, _ changes: RecommendationChanges
    ) throws(StudyError) -> RecommendationView {
        let body = try WireJSON.encode(changes)
        return try value(
            RecommendationView.self,
            Call(route: .recommendationsEdit, parts: ["recommendation": name], body: body))
    }
}
