internal import StudyModel

/// The counts of a methods section in sentences.
struct MethodsSentences {
    private let report: MethodsReport

    init(_ report: MethodsReport) { self.report = report }

    var approval: String? {
        let plan = report.protocol
        let parts = [
            plan.title.map { "Protocol: \($0)" }, plan.version.map { "version \($0)" },
            plan.approval.map { "approval \($0)" },
        ].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: ", ") + "."
    }

    var sources: String {
        guard let first = report.sources.firstDay, let last = report.sources.lastDay else {
            return "No sources yet."
        }
        let kinds = report.sources.kinds.map { "\(Self.words(forKind: $0.name)) \($0.count.grouped)" }
        return
            "\(report.sources.total.counted("source")) from \(first.rawValue) to \(last.rawValue): \(kinds.joined(separator: ", "))."
    }

    var participants: String {
        let people = report.participants
        let gone = people.withdrawn == 0 ? "" : ", of whom \(people.withdrawn.grouped) withdrew"
        return "\(people.total.counted("participant"))\(gone)."
    }

    var breakdowns: [String] {
        report.participants.breakdowns.map { Self.sentence($0, of: report.participants.total) }
    }

    func survey(_ survey: MethodsReport.SurveyFacts) -> String {
        let questions =
            "\(survey.closed.counted("closed question")) and \(survey.open.counted("open question"))"
        return "\(survey.answers.counted("answer")) to \(questions)."
    }

    func breakdowns(of survey: MethodsReport.SurveyFacts) -> [String] {
        survey.breakdowns.map { Self.sentence($0, of: survey.answers) }
    }

    private static func sentence(_ breakdown: MethodsReport.Breakdown, of total: Int) -> String {
        let values = breakdown.values.map { "\($0.name) \($0.count?.grouped ?? "-")" }
        let without = breakdown.without == 0 ? "" : "; not known \(breakdown.without?.grouped ?? "-")"
        return "\(breakdown.by): \(values.joined(separator: ", ")) of \(total.grouped)\(without)"
    }

    /// `not changed since it was made`, `changed 3 times`.
    var changes: String {
        let changes = report.coding.changes
        return changes == 0 ? "not changed since it was made" : "changed \(changes.counted("time"))"
    }

    var coding: String {
        let coding = report.coding
        return
            "\(coding.codes.counted("code")), \(coding.deductive.grouped) from questions or theory and \(coding.inductive.grouped) from the material; the codebook was \(changes). \(coding.records.counted("record")) coded by \(coding.coders.count.counted("coder"))."
    }

    var coders: [String] {
        report.coding.coders.map {
            "\($0.coder.rawValue): \($0.codings.counted("coding")) in \($0.records.counted("record"))"
        }
    }

    var rounds: [String] {
        report.rounds.map { round in
            let size =
                "\(round.title): \(round.coders.counted("coder")), \(round.records.counted("record")), \(round.codes.counted("code"))"
            guard round.state == .closed else { return "\(size); \(round.state.rawValue)" }
            return "\(size); \(Self.words(for: round.figure)). \(round.outcome ?? "")"
        }
    }

    private static func words(for figure: AgreementFigure?) -> String {
        guard let figure else { return "no figure" }
        guard let value = figure.value else {
            return "\(figure.title) is not defined (\(figure.reason ?? "no reason given"))"
        }
        let interval = figure.interval.map {
            " (\(Int(($0.level * 100).rounded())) % interval \(FigureText.decimals($0.lower)) to \(FigureText.decimals($0.upper)))"
        }
        return "\(figure.title) \(FigureText.decimals(value))\(interval ?? "")"
    }

    var feedback: String? {
        let feedback = report.feedback
        if feedback.findings == 0 { return nil }
        let findings = "\(feedback.findings.counted("finding"))."
        if feedback.cycles == 0 { return findings + " None has been taken back to anybody yet." }
        let decisions = feedback.decisions.map { "\($0.name) \($0.count.grouped)" }.joined(separator: ", ")
        return
            "\(findings) \(feedback.cycles.counted("feedback cycle")), \(feedback.closed.grouped) of them closed; \(feedback.responses.counted("answer"))\(decisions.isEmpty ? "." : "; decided: \(decisions).")"
    }

    var workshops: String? {
        let made = report.workshops
        if made.workshops == 0 {
            return made.recommendations + made.implications == 0 ? nil : outcomes
        }
        let invited = made.invited == 0 ? "" : " with \(made.invited.counted("invited participant"))"
        let votes = made.votes == 0 ? "" : ", \(made.votes.counted("vote"))"
        let board =
            "\(made.cards.counted("card")) in \(made.clusters.counted("cluster"))\(votes)"
        return
            "\(made.workshops.counted("workshop"))\(invited), \(made.closed.grouped) of them closed: \(board). \(outcomes)"
    }

    private var outcomes: String {
        "\(report.workshops.implications.counted("implication")) and \(report.workshops.recommendations.counted("recommendation"))."
    }

    var matrices: [String] {
        report.matrices.map { matrix in
            let share = matrix.percent.map { " (\($0) %)" } ?? ""
            return
                "\(matrix.title): \(matrix.cases.counted("case")) by \(matrix.themes.counted("theme")), \(matrix.filled.grouped) of \(matrix.cells.counted("cell")) filled\(share)"
        }
    }

    var drafts: String? {
        let drafts = report.drafts
        if drafts.drafts == 0 { return nil }
        let written = "\(drafts.drafts.counted("report draft")) in \(drafts.versions.counted("version"))."
        if drafts.rounds == 0 { return written + " None has been shared for comments yet." }
        let comments =
            drafts.comments == 0
            ? "no comments"
            : "\(drafts.comments.counted("comment")), \(drafts.takenIn.grouped) of them taken in and \(drafts.declined.grouped) declined"
        let signed =
            drafts.signOffs == 0
            ? "none signed off"
            : "\(drafts.signOffs.counted("sign-off")), \(drafts.standing.grouped) of them of the newest version"
        return "\(written) \(drafts.rounds.counted("comment round")): \(comments); \(signed)."
    }

    var memos: String { report.memos.map { "\($0.name) \($0.count.grouped)" }.joined(separator: ", ") + "." }

    var consent: String {
        let consent = report.consent
        let modes = consent.modes.map { "\($0.name) from \($0.count.grouped)" }
        let gaps =
            consent.gaps == 0
            ? "No record has people whose consent is missing."
            : "\(consent.gaps.counted("record has", plural: "records have")) people whose consent is missing or came later: 'rir consent due' names them."
        return
            "Consent on record: \(modes.joined(separator: ", ")) of \(report.participants.total.grouped) participants. \(gaps)"
    }

    /// `meeting notes` for `meeting-note`.
    static func words(forKind kind: String) -> String {
        switch RecordKind(rawValue: kind) {
        case .minutes: "minutes"
        case .email: "e-mails"
        case .fieldNote: "field notes"
        case .meetingNote: "meeting notes"
        case .interview: "interviews"
        case .conversation: "conversations"
        case .report: "reports"
        case .surveyResponse: "survey answers"
        case nil: kind
        }
    }
}
