internal import StudyModel

/// Groups D, E and F: process, intentions, instruments.
enum ProcessScores {
    static func decisions(_ facts: AuditFacts) -> AuditScore {
        let decisions = facts.decisions
        let memos = facts.memos.count(.method)
        if decisions.count == 0 {
            if memos == 0 { return AuditScore(0, "No decision is written down.") }
            return AuditScore(
                1, "No decision is recorded as one, \(memos.counted("method memo")) may tell of some.",
                .init(section: "coding", "Coding"), .init(path: "memos/"))
        }
        let isWhole =
            decisions.withReason == decisions.count && decisions.withAlternatives == decisions.count
        return AuditScore(
            isWhole ? 2 : 1,
            "\(decisions.count.counted("decision")) with who and when; \(decisions.withReason.grouped) with a reason, \(decisions.withAlternatives.grouped) with what else was possible.",
            .init(section: "rounds", "Rounds"), .init(section: "findings", "Findings"),
            .init(path: "rounds/"), .init(path: "cycles/"))
    }

    static func sampling(_ facts: AuditFacts) -> AuditScore {
        let memos = facts.memos.count(.method)
        if memos == 0 { return AuditScore(0, "No method memo says how people were chosen or when to stop.") }
        return AuditScore(
            1,
            "\(memos.counted("method memo")); which of them tell of sampling and saturation is for a reader to see.",
            .init(section: "coding", "Coding"), .init(path: "memos/"))
    }

    static func debriefing(_ facts: AuditFacts) -> AuditScore {
        let minutes = facts.records.filter { $0.kind == .minutes || $0.kind == .meetingNote }
        if minutes.isEmpty { return AuditScore(0, "There are no minutes.") }
        let team = minutes.count(where: \.hasTeam)
        return AuditScore(
            team > 0 ? 2 : 1,
            "\(minutes.count.counted("record")) of meetings, \(team.grouped) with the team in \(team == 1 ? "it" : "them").",
            .init(section: "records", "Records"), .init(path: "records/"))
    }

    static func software(_ facts: AuditFacts) -> AuditScore {
        AuditScore(
            1, "The page says what wrote it; which version took each step before is not kept.",
            .init(section: "integrity", "Integrity"))
    }

    static func amendments(_ facts: AuditFacts) -> AuditScore {
        let plans = facts.study.amendments.filter { $0.plan.version != nil }
        if plans.isEmpty { return AuditScore(0, "study.yaml names no version of a protocol.") }
        let approved = plans.count { !($0.plan.approval ?? "").isEmpty }
        return AuditScore(
            approved == plans.count ? 2 : 1,
            "\(plans.count.counted("version")) of the protocol, each dated, \(approved.grouped) with an approval.",
            .init(section: "study", "The study"), .init(path: "study.yaml"))
    }

    static func `protocol`(_ facts: AuditFacts) -> AuditScore {
        guard let version = facts.study.plan?.version, !version.isEmpty else {
            return AuditScore(0, "study.yaml names no version of a protocol.")
        }
        return AuditScore(
            1, "The protocol's version is kept; a proposal's is not.", .init(section: "study", "The study"),
            .init(path: "study.yaml"))
    }

    static func journal(_ facts: AuditFacts) -> AuditScore {
        let entries = facts.memos.count(.reflexive)
        if entries > 0 {
            return AuditScore(
                2, "\(entries.counted("reflexive memo")), each with its day.",
                .init(section: "coding", "Coding"), .init(path: "memos/"))
        }
        if facts.memos.sealed > 0 {
            return AuditScore(
                1, "\(facts.memos.sealed.counted("private memo")), sealed; of which kind is not to be seen.",
                .init(section: "coding", "Coding"))
        }
        return AuditScore(0, "There is no reflexive memo.")
    }

    static func researchers(_ facts: AuditFacts) -> AuditScore {
        let entries = facts.memos.count(.reflexive)
        if facts.members.isEmpty || entries == 0 {
            return AuditScore(0, "Roles in the team are kept; nothing tells of relationship or assumptions.")
        }
        return AuditScore(
            1, "Roles in the team, and \(entries.counted("reflexive memo")); credentials are not kept.",
            .init(section: "access", "Access"), .init(path: "memos/"))
    }

    static func interpretation(_ facts: AuditFacts) -> AuditScore {
        let revised = facts.findings.count { $0.versions.count > 1 }
        let isMoving = facts.codebookStates > 1
        if revised == 0, !isMoving {
            return AuditScore(0, "Neither the coding frame nor a finding ever changed.")
        }
        return AuditScore(
            revised > 0 && isMoving ? 2 : 1,
            "\(facts.codebookStates.counted("state")) of the coding frame; \(revised.counted("finding")) with more than one version.",
            .init(section: "codebook", "Codebook"), .init(section: "findings", "Findings"))
    }

    static func forms(_ facts: AuditFacts) -> AuditScore {
        if facts.forms.isEmpty { return AuditScore(0, "There is no form, script or guide.") }
        let guided = facts.records.contains(where: \.hasGuide)
        return AuditScore(
            guided ? 2 : 1,
            "\(facts.forms.count.counted("version")) of forms and scripts, each with its digest; "
                + (guided ? "interviews name their guides." : "no interview names its guide."),
            .init(section: "consent", "Consent"), .init(path: "consent/forms/"))
    }

    static func materials(_ facts: AuditFacts) -> AuditScore {
        if facts.surveys.isEmpty && facts.workshops.isEmpty {
            return AuditScore(0, "There is neither a survey nor a workshop.")
        }
        return AuditScore(
            2,
            "\(facts.surveys.count.counted("survey")) with the questions, \(facts.workshops.count.counted("workshop")) with the board; every state of both is kept.",
            .init(section: "workshops", "Workshops and surveys"), .init(path: "surveys/"),
            .init(path: "boards/"))
    }
}
