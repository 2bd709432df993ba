package import StudyAPI
package import StudyModel

// Rounds of double-coding.
extension StudyClient {
    package func rounds() throws(StudyError) -> RoundsReply {
        try value(RoundsReply.self, Call(route: .roundsList))
    }

    package func planRound(_ plan: RoundPlan) throws(StudyError) -> RoundView {
        try value(RoundView.self, Call(route: .roundsPlan, body: try WireJSON.encode(plan)))
    }

    package func round(_ round: String) throws(StudyError) -> RoundView {
        try value(RoundView.self, Call(route: .roundsShow, parts: ["round": round]))
    }

    package func openRound(_ round: String) throws(StudyError) -> RoundView {
        try value(RoundView.self, Call(route: .roundsOpen, parts: ["round": round]))
    }

    package func nextInRound(_ round: String, isDone: Bool) throws(StudyError) -> RoundTask {
        try step(RoundTask.self, .roundsNext, round, RoundRequest(isDone: isDone))
    }

    package func submitRound(_ round: String, isPartial: Bool) throws(StudyError) -> RoundView {
        try step(RoundView.self, .roundsSubmit, round, RoundRequest(isPartial: isPartial))
    }

    package func returnWork(
        of coder: CoderID, in round: String, reason: String
    ) throws(StudyError) -> RoundView {
        try step(RoundView.self, .roundsReturn, round, RoundRequest(coder: coder, reason: reason))
    }

    package func closeRound(_ round: String, reason: String?) throws(StudyError) -> RoundView {
        try step(RoundView.self, .roundsClose, round, RoundRequest(reason: reason))
    }

    package func reopenRound(_ round: String, reason: String) throws(StudyError) -> RoundView {
        try step(RoundView.self, .roundsReopen, round, RoundRequest(reason: reason))
    }

    package func removeRound(_ round: String) throws(StudyError) -> RoundRemovedReply {
        try value(RoundRemovedReply.self, Call(route: .roundsRemove, parts: ["round": round]))
    }

    private func step<Value: Decodable>(
        _ type: Value.Type, _ route: Route, _ round: String, _ request: RoundRequest
    ) throws(StudyError) -> Value {
        try value(type, Call(route: route, parts: ["round": round], body: try WireJSON.encode(request)))
    }

    package func roundReport(
        _ round: String, _ request: RoundReport.Request
    ) throws(StudyError) -> RoundReport {
        let texts: [(QueryName, String?)] = [
            (.level, request.level?.rawValue), (.by, request.by?.rawValue), (.against, request.against),
            (.seed, String(request.seed)),
        ]
        return try value(
            RoundReport.self,
            Call(
                route: .roundsAgreement, parts: ["round": round],
                query: texts.compactMap { name, text in text.map { (name, $0) } }))
    }

    package func disagreements(of round: String, isBlind: Bool) throws(StudyError) -> DisagreementsReply {
        let query: [QueryItem] = isBlind ? [(.isBlind, "true")] : []
        return try value(
            DisagreementsReply.self, Call(route: .roundsDisagreements, parts: ["round": round], query: query))
    }

    package func decide(_ order: AdjudicationOrder, in round: String) throws(StudyError) -> RoundDecision {
        try value(
            RoundDecision.self,
            Call(route: .roundsDecide, parts: ["round": round], body: try WireJSON.encode(order)))
    }
}
