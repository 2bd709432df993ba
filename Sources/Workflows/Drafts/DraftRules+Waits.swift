package import StudyModel

extension DraftRules {
    /// What a draft waits for on a day.
    package static func waits(of draft: ReportDraft, on today: CalendarDay) -> [DraftWait] {
        let comments = draft.comments
        var waits: [DraftWait] = []
        for round in draft.openRounds {
            let isOverdue = today > round.due
            let own = comments.filter { $0.round == round.id }
            if !isOverdue || own.isEmpty { waits.append(DraftWait(.comments, isOverdue: isOverdue)) }
            let open = own.count { $0.state == .open }
            let accepted = own.count { $0.state == .accepted }
            if open > 0 { waits.append(DraftWait(.answers, count: open, isOverdue: isOverdue)) }
            if accepted > 0 { waits.append(DraftWait(.taking, count: accepted, isOverdue: isOverdue)) }
            if open + accepted == 0, isOverdue { waits.append(DraftWait(.closing, isOverdue: true)) }
        }
        let isShared = draft.rounds.contains { $0.version == draft.latest.id }
        let isTakenBack = draft.signatures.contains { !$0.stands }
        if draft.openRounds.isEmpty, !draft.unsigned.isEmpty, isShared || isTakenBack {
            waits.append(DraftWait(.signatures, count: draft.unsigned.count, isOverdue: false))
        }
        return waits
    }
}
