internal import Agreement
package import StudyModel

/// What may be done with a round, and by whom.
///
/// ```
/// planned --open--> open --close--> closed
///                    ^                 |
///                    +-----reopen------+
/// ```
package enum RoundRules {
    /// The round after a step of its lead.
    ///
    /// - Throws: `round.state` for a step that its state does not allow; `round.foreign` for anybody but its lead.
    package static func advanced(
        _ round: Round, by act: Round.Event.Act, of member: MemberID, at time: Timestamp, reason: String?
    ) throws(StudyError) -> Round {
        let before: [Round.Event.Act: Round.State] = [.opened: .planned, .closed: .open, .reopened: .closed]
        try require(before[act], of: round, for: member)
        if act == .reopened, reason?.isEmpty ?? true {
            throw StudyError(
                .roundState, "A round is reopened for a reason, which stays in its history.",
                hint: "Give it with --reason.")
        }
        var round = round
        round.events.append(.init(act: act, by: member, at: time, reason: reason))
        return round
    }

    /// Refuses what only its lead does with a round, and only in one state.
    ///
    /// - Throws: `round.foreign`, `round.state`.
    package static func require(
        _ state: Round.State?, of round: Round, for member: MemberID
    ) throws(StudyError) {
        guard round.lead == member else {
            let lead = round.lead?.rawValue ?? "its lead"
            throw StudyError(
                .roundForeign, "Only \(lead), who planned it, can do this with the round '\(round.id)'.",
                hint: "Ask them.")
        }
        guard round.state == state else {
            throw StudyError(
                .roundState, "The round '\(round.id)' is \(round.state.rawValue).", hint: hint(for: round))
        }
    }

    /// What to do with a round as it stands.
    private static func hint(for round: Round) -> String {
        switch round.state {
        case .planned: "Open it with 'rir round open \(round.id)'."
        case .open:
            "Coders go on with 'rir round next \(round.id)'; its lead ends it with 'rir round close \(round.id)'."
        case .closed: "See what came of it with 'rir round report \(round.id)'."
        }
    }

    /// Refuses what is only possible while a round is open, and for a coder who has not handed in.
    ///
    /// - Throws: `round.state`, `round.foreign`.
    package static func requireWork(_ round: Round, by coder: CoderID, _ work: RoundWork) throws(StudyError) {
        guard round.coders.contains(coder) else {
            throw StudyError(
                .roundForeign, "\(coder.rawValue) is no coder of the round '\(round.id)'.",
                hint: "Its coders are \(round.coders.map(\.rawValue).joined(separator: ", ")).")
        }
        guard round.state == .open else {
            throw StudyError(
                .roundState, "The round '\(round.id)' is \(round.state.rawValue).", hint: hint(for: round))
        }
        if work.isSubmitted {
            throw StudyError(
                .roundState, "Your work in the round '\(round.id)' is handed in.",
                hint:
                    "Ask \(round.lead?.rawValue ?? "its lead") to give it back: 'rir round return \(round.id) \(coder.rawValue)'."
            )
        }
    }

    /// The record a coder codes now: the first in the round's order that they are not through with.
    package static func next(in round: Round, _ work: RoundWork) -> RecordID? {
        let done = work.done
        return round.records.first { !done.contains($0.record) }?.record
    }

    // MARK: Planning

    /// Refuses a rule on a figure that no report of the round would have.
    ///
    /// - Throws: `round.invalid`.
    package static func require(
        figureOf rule: Round.Rule, comparedBy level: Round.Level, coders: Int
    ) throws(StudyError) {
        var plan = AgreementPlan()
        plan.level = AgreementPlan.Level(level)
        let figure = plan.spanFigure(rule.statistic)
        if case .presence(let statistic)? = figure, statistic.isForTwoCoders, coders > 2 {
            throw StudyError(
                .roundInvalid,
                "The figure '\(rule.statistic)' is for two coders, and the round has \(coders).",
                hint: "Take fleiss_kappa or krippendorff_alpha.")
        }
        if figure == nil {
            throw StudyError(
                .roundInvalid, "There is no figure '\(rule.statistic)' of codings by \(level.rawValue).",
                hint: "--stat takes \(plan.ruleFigures.joined(separator: ", ")).")
        }
    }

    /// How often a code can be expected in a round, from how often it was applied elsewhere.
    ///
    /// - Parameter sheets: records coded elsewhere, each as often as somebody coded it.
    /// - Returns: `nil` where nothing is coded elsewhere.
    package static func expectedOccurrences(in round: Round, applied: Int, in sheets: Int) -> Double? {
        SampleSize.expectedOccurrences(doubleCoded: round.records.count, occurrences: applied, of: sheets)
    }
}
