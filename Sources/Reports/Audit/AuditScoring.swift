package import StudyModel

/// What one item of the checklist gets, and why.
struct AuditScore {
    var points: Int
    var why: String
    var evidence: [AuditChecklist.Evidence]

    init(_ points: Int, _ why: String, _ evidence: AuditChecklist.Evidence...) {
        self.points = points
        self.why = why
        self.evidence = evidence
    }

    /// 2 where all of them have it, 1 where some do, 0 where none does or there is none.
    static func share(
        _ part: Int, of whole: Int, _ noun: String, plural: String? = nil, _ what: String,
        _ evidence: AuditChecklist.Evidence...
    ) -> AuditScore {
        var score =
            whole == 0
            ? AuditScore(0, "There is no \(noun).")
            : AuditScore(
                part == whole ? 2 : part == 0 ? 0 : 1,
                "\(part.grouped) of \(whole.counted(noun, plural: plural)) \(part == 1 || whole == 1 ? what : what.plural)."
            )
        score.evidence = evidence
        return score
    }
}

extension String {
    /// A verb phrase for several: `has a setting` for one, `have a setting` for more.
    fileprivate var plural: String {
        if hasPrefix("has ") { return "have " + dropFirst(4) }
        if hasPrefix("names ") { return "name " + dropFirst(6) }
        if hasPrefix("says ") { return "say " + dropFirst(5) }
        return self
    }
}

/// One item as it is asked, without a score.
private struct AuditQuestion {
    var group: String
    var isNeeded: Bool
    var name: String
    var score: (AuditFacts) -> AuditScore

    init(_ group: String, needed: Bool = false, _ name: String, _ score: @escaping (AuditFacts) -> AuditScore)
    {
        self.group = group
        isNeeded = needed
        self.name = name
        self.score = score
    }
}

extension AuditChecklist {
    /// The groups, by their letters, after Halpern's categories and what ethics committees add.
    package static let groups = [
        ("A", "Raw data"), ("B", "Reduction"), ("C", "Synthesis"), ("D", "Process"), ("E", "Intentions"),
        ("F", "Instruments"), ("G", "Consent"), ("H", "Confidentiality"), ("I", "Integrity"),
    ]

    /// Scores what the facts show: 0 absent, 1 in part, 2 there and a machine can check it.
    package init(scoring facts: AuditFacts) {
        self.init(
            items: zip(1..., Self.questions).map { number, question in
                let score = question.score(facts)
                return Item(
                    number: number, group: question.group, name: question.name, isNeeded: question.isNeeded,
                    points: score.points, why: score.why, evidence: score.points == 0 ? [] : score.evidence)
            })
    }

    private static var questions: [AuditQuestion] { analysis + process + people }

    private static var analysis: [AuditQuestion] {
        [
            .init(
                "A", needed: true, "Every record listed with type, date, setting, captured-by and hash",
                RawDataScores.listed),
            .init("A", "Versions, and who changed what and why", RawDataScores.versions),
            .init("A", "Interview guide for each session (COREQ 17)", RawDataScores.guides),
            .init("A", "Duration, recording and field notes (COREQ 19-21)", RawDataScores.durations),
            .init("A", "Who else was present (COREQ 15)", RawDataScores.presence),
            .init("A", "Refusals and drop-outs counted (COREQ 13)", RawDataScores.refusals),
            .init(
                "B", needed: true, "Codebook with definition, examples and every change dated",
                AnalysisScores.codebook),
            .init(
                "B", needed: true, "Each coded segment resolves to record, version and span",
                AnalysisScores.segments),
            .init("B", "Memos dated and linked", AnalysisScores.memos),
            .init("B", "Coders counted, and who coded what (COREQ 24)", AnalysisScores.coders),
            .init(
                "B", "Double-coding: sample, agreement, disagreements and how settled", AnalysisScores.rounds),
            .init("C", "Map from codes to themes, with its history (COREQ 25, 26)", AnalysisScores.themes),
            .init(
                "C", needed: true,
                "Evidence of each finding resolves to a span of a source (COREQ 29, SRQR 17)",
                AnalysisScores.evidence),
            .init("C", "Negative and minor cases kept (COREQ 32)", AnalysisScores.negative),
            .init("C", "Version of each finding presented at each feedback cycle", AnalysisScores.cycles),
        ]
    }

    private static var process: [AuditQuestion] {
        [
            .init(
                "D", needed: true, "Decision log: what, why, alternatives, who, when", ProcessScores.decisions
            ),
            .init("D", "Sampling decisions and saturation (COREQ 10, 22)", ProcessScores.sampling),
            .init("D", "Peer debriefing, minutes of meetings", ProcessScores.debriefing),
            .init("D", "Software and versions (COREQ 27)", ProcessScores.software),
            .init("D", "Amendments of the protocol, with the approval's reference", ProcessScores.amendments),
            .init("E", "Version of protocol and proposal", ProcessScores.protocol),
            .init(
                "E", "Reflexive journal, its entries dated (the words may be withheld)",
                ProcessScores.journal),
            .init(
                "E", "Researchers' role, relationship, credentials, assumptions (COREQ 1-8)",
                ProcessScores.researchers),
            .init("E", "Change of interpretation over time visible", ProcessScores.interpretation),
            .init("F", "Guides and forms with versions", ProcessScores.forms),
            .init("F", "Survey and workshop materials with versions", ProcessScores.materials),
        ]
    }

    private static var people: [AuditQuestion] {
        [
            .init(
                "G", needed: true,
                "For each participant: mode, scope, date and time, version of script or form, who recorded it",
                ConsentScores.table),
            .init(
                "G", needed: true,
                "No record dated before its consent, none recorded without permission to record",
                ConsentScores.order),
            .init("G", "Changes of scope and withdrawals, with date and action", ConsentScores.changes),
            .init("G", "Version of the information given", ConsentScores.information),
            .init(
                "G", "Participants' review of their data: offered, done, corrections (COREQ 23, 28)",
                ConsentScores.reviews),
            .init(
                "H", needed: true, "No known identifier (scan with method and counts)",
                ConfidentialityScores.scan),
            .init("H", "Replacements marked in [brackets], and consistent", ConfidentialityScores.marks),
            .init(
                "H", "Log of replacements exists, is held apart, its hash is in the log",
                ConfidentialityScores.log),
            .init("H", "Who had access, when granted and removed", ConfidentialityScores.access),
            .init("H", "Retention date and basis for each class", ConfidentialityScores.retention),
            .init(
                "I", needed: true,
                "Checkpoint verifies, and every checkpoint handed out before is one the log goes on from",
                IntegrityScores.checkpoints),
            .init(
                "I", needed: true, "Each leaf opens, or is covered by an erasure", IntegrityScores.leaves),
            .init("I", "Erasures: count, basis, date, devices that confirmed", IntegrityScores.erasures),
            .init("I", "BagIt and RO-Crate validators pass", IntegrityScores.package),
            .init("I", "A stranger can repeat it from VERIFY.md alone", IntegrityScores.repeatable),
        ]
    }
}
