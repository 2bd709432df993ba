internal import StudyModel

/// Group A: raw data.
enum RawDataScores {
    static func listed(_ facts: AuditFacts) -> AuditScore {
        let records = facts.records
        if records.isEmpty { return AuditScore(0, "There is no record.") }
        let hashed = records.count { $0.sha256 != nil }
        let sessions = records.filter(\.isSession)
        let settled = sessions.count(where: \.hasSetting)
        let place =
            sessions.isEmpty
            ? "none is of a kind that has a setting"
            : "\(settled.grouped) of \(sessions.count.counted("record")) of people who met \(settled == 1 ? "says" : "say") where"
        let isWhole = hashed == records.count && settled == sessions.count
        return AuditScore(
            isWhole ? 2 : 1,
            "\(records.count.counted("record")) listed with type, day and who captured it, \(hashed.grouped) with a hash; \(place).",
            .init(section: "records", "Records"), .init(path: "records/"))
    }

    static func versions(_ facts: AuditFacts) -> AuditScore {
        let versions = facts.records.flatMap(\.versions)
        if versions.isEmpty { return AuditScore(0, "There is no record.") }
        let changes = versions.filter { $0.change == .edited || $0.change == .adopted }
        let reasoned = changes.count { $0.reason != nil }
        let why =
            changes.isEmpty
            ? "none was changed by a person"
            : "\(reasoned.grouped) of \(changes.count.counted("change")) \(reasoned == 1 ? "has" : "have") a reason"
        return AuditScore(
            reasoned == changes.count ? 2 : 1,
            "\(versions.count.counted("version")) with who and when; \(why).",
            .init(section: "records", "Records"), .init(path: "records/"))
    }

    static func guides(_ facts: AuditFacts) -> AuditScore {
        let sessions = facts.records.filter { $0.kind == .interview }
        return .share(
            sessions.count(where: \.hasGuide), of: sessions.count, "interview",
            "names a guide that the study holds", .init(section: "records", "Records"))
    }

    static func durations(_ facts: AuditFacts) -> AuditScore {
        let sessions = facts.records.filter { $0.isSession && $0.kind != .fieldNote }
        var score = AuditScore.share(
            sessions.count(where: \.hasDuration), of: sessions.count, "session", "says how long it took",
            .init(section: "records", "Records"))
        let recorded = facts.records.count(where: \.isFromRecording)
        let notes = facts.records.count { $0.kind == .fieldNote }
        if score.points == 0, recorded + notes > 0 { score.points = 1 }
        score.why +=
            " \(recorded.counted("transcript")) of recordings, \(notes.counted("field note"))."
        return score
    }

    static func presence(_ facts: AuditFacts) -> AuditScore {
        let sessions = facts.records.filter { $0.isSession && $0.kind != .fieldNote }
        return .share(
            sessions.count(where: \.hasPresence), of: sessions.count, "session", "says who was there",
            .init(section: "records", "Records"))
    }

    static func refusals(_ facts: AuditFacts) -> AuditScore {
        let events = facts.people.flatMap(\.events)
        if events.isEmpty { return AuditScore(0, "No consent is recorded, so no refusal is either.") }
        let refused = facts.people.count { $0.events.contains { $0.act == .refused } }
        let withdrawn = facts.people.count(where: \.isWithdrawn)
        return AuditScore(
            2,
            "\(refused.counted("participant")) refused something, \(withdrawn.counted("participant")) withdrew from the study.",
            .init(section: "consent", "Consent"), .init(path: "consent/"))
    }
}

/// Groups B and C: reduction and synthesis.
enum AnalysisScores {
    static func codebook(_ facts: AuditFacts) -> AuditScore {
        let codes = facts.codes.filter { !$0.isCategory && $0.status != .retired }
        if codes.isEmpty { return AuditScore(0, "There is no code.") }
        let defined = codes.count { !$0.definition.isEmpty }
        let shown = codes.count(where: \.hasExample)
        let isWhole =
            defined == codes.count && shown == codes.count && codes.allSatisfy { !$0.changes.isEmpty }
        return AuditScore(
            isWhole ? 2 : 1,
            "\(codes.count.counted("code")), \(defined.grouped) with a definition, \(shown.grouped) with an example; \(facts.codebookStates.counted("state")), each dated.",
            .init(section: "codebook", "Codebook"), .init(path: "codebook/"))
    }

    static func segments(_ facts: AuditFacts) -> AuditScore {
        let coding = facts.coding
        if coding.codings == 0 { return AuditScore(0, "Nothing is coded.") }
        let bad = coding.unresolved
        let lost =
            coding.lost == 0 ? "" : " \(coding.lost.counted("coding")) kept whose words were taken out since."
        return AuditScore(
            bad > 0 ? 0 : 2,
            "\(coding.codings.counted("coding")) in \(coding.records.counted("record")); "
                + (bad == 0 ? "the check found each where it says." : "\(bad.grouped) not where they say.")
                + lost,
            .init(section: "coding", "Coding"), .init(path: "coding/"))
    }

    static func memos(_ facts: AuditFacts) -> AuditScore {
        var score = AuditScore.share(
            facts.memos.linked, of: facts.memos.total, "memo", "has a link",
            .init(section: "coding", "Coding"),
            .init(path: "memos/"))
        if score.points == 0, facts.memos.total > 0 { score.points = 1 }
        if facts.memos.total > 0 { score.why += " Each has its day." }
        return score
    }

    static func coders(_ facts: AuditFacts) -> AuditScore {
        let coders = facts.coding.coders
        if coders.isEmpty { return AuditScore(0, "Nobody coded.") }
        return AuditScore(
            2, "\(coders.count.counted("coder")), with the records and codings of each.",
            .init(section: "coding", "Coding"), .init(path: "coding/"))
    }

    static func rounds(_ facts: AuditFacts) -> AuditScore {
        if facts.rounds.isEmpty { return AuditScore(0, "There is no round of double-coding.") }
        let closed = facts.rounds.filter { $0.round.state == .closed }
        let figured = closed.filter { round in round.figures.contains { $0.value != nil } }
        let open = closed.reduce(0) { $0 + $1.disagreements - $1.decided }
        let isWhole = !figured.isEmpty && figured.count == closed.count && open == 0
        return AuditScore(
            isWhole ? 2 : 1,
            "\(facts.rounds.count.counted("round")), \(closed.count.grouped) closed, \(figured.count.grouped) with a figure; \(open.counted("disagreement")) not settled.",
            .init(section: "rounds", "Rounds"), .init(path: "rounds/"))
    }

    static func themes(_ facts: AuditFacts) -> AuditScore {
        if facts.codes.isEmpty { return AuditScore(0, "There is no code.") }
        let below = facts.codes.count { $0.path.parent != nil }
        let isWhole = below > 0 && facts.codebookStates > 0
        return AuditScore(
            isWhole ? 2 : 1,
            below == 0
                ? "The codes have no themes above them."
                : "\(below.counted("code")) \(below == 1 ? "stands" : "stand") below a theme; how they came there is in \(facts.codebookStates.counted("state")).",
            .init(section: "codebook", "Codebook"), .init(path: "codebook/"))
    }

    static func evidence(_ facts: AuditFacts) -> AuditScore {
        let standing = facts.findings.filter { $0.latest?.state == .standing }
        let spans = standing.reduce(0) { $0 + $1.spans }
        let wholes = standing.reduce(0) { $0 + $1.wholes }
        let gone = standing.reduce(0) { $0 + $1.gone }
        if standing.isEmpty { return AuditScore(0, "There is no finding.") }
        if spans + wholes == 0 { return AuditScore(0, "No finding names evidence that is there.") }
        let bare = standing.count { $0.spans == 0 }
        return AuditScore(
            wholes + gone + bare == 0 ? 2 : 1,
            "\(spans.counted("passage")) of evidence \(spans == 1 ? "resolves" : "resolve") to a span, \(wholes.grouped) name a whole record, \(gone.grouped) are not there any more; \(bare.counted("finding")) without a passage.",
            .init(section: "findings", "Findings"), .init(path: "findings/"))
    }

    static func negative(_ facts: AuditFacts) -> AuditScore {
        let standing = facts.findings.filter { $0.latest?.state == .standing }
        return .share(
            standing.count { $0.latest?.isExamined == true }, of: standing.count, "finding",
            "says what speaks against it, or where that was looked for",
            .init(section: "findings", "Findings"),
            .init(path: "findings/"))
    }

    static func cycles(_ facts: AuditFacts) -> AuditScore {
        let shown = facts.cycles.flatMap(\.findings)
        if shown.isEmpty { return AuditScore(0, "No finding was taken back to anybody.") }
        let there = shown.count(where: \.isThere)
        return AuditScore(
            there == shown.count ? 2 : 1,
            "\(facts.cycles.count.counted("cycle")). Of \(shown.count.counted("version")) that somebody was shown, the study holds \(there == shown.count ? "each" : there.grouped).",
            .init(section: "findings", "Findings"), .init(path: "cycles/"))
    }
}
