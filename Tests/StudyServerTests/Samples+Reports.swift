import StudyAPI
import StudyModel

extension Samples {
    private static let count = MethodsReport.Count("minutes", 15)
    private static let breakdown = MethodsReport.Breakdown(
        by: "role", values: [count], without: 5, smallest: 5)
    private static let hidden = MethodsReport.Breakdown(
        by: "role", values: [count], without: 1, smallest: 5)
    private static let coder = CoderID(rawValue: "r1").unsafelyUnwrapped
    private static let surveyName = SurveyID(rawValue: "staff-2021").unsafelyUnwrapped
    private static let facts = MethodsReport.SurveyFacts(
        id: surveyName, title: "t", answers: 2, closed: 1, open: 1, breakdowns: [breakdown])
    private static let part = FilledTable.Part(label: "l", table: counted)

    private static func table(_ base: String?) -> FilledTable {
        FilledTable(title: "t", survey: surveyName, base: base, parts: [part])
    }

    private static func sources(_ day: CalendarDay?) -> MethodsReport.Sources {
        .init(total: 15, kinds: [count], firstDay: day, lastDay: day)
    }

    private static let takingPart = MethodsReport.Participants(
        total: 82, withdrawn: 1, breakdowns: [breakdown])
    private static let coding = MethodsReport.Coding(
        codes: 2, deductive: 1, inductive: 1, changes: 0, records: 1,
        coders: [.init(coder: coder, records: 1, codings: 3)])
    private static let consent = MethodsReport.Consent(
        modes: [count], purposes: [.init(.quote, of: [.neverAsked])], gaps: 1)
    private static let told = MethodsReport.Feedback(findings: 1, cycles: [])
    private static let together = MethodsReport.Workshops([], [])
    private static let charted = MethodsReport.Matrix(
        FrameworkHead(
            FrameworkView(
                FrameworkMatrix(
                    id: FrameworkID(rawValue: "pathway").unsafelyUnwrapped, title: "t", choice: .init(),
                    themes: [],
                    added: .init(by: member, at: time), nonce: "n"), themes: [], rows: [])))
    private static let written = MethodsReport.Drafts([ReportDraft]())
    private static let plan = MethodsReport.Plan(title: "t", version: "1", approval: "a")
    private static let roundName = RoundID(rawValue: "access-1").unsafelyUnwrapped

    private static func round(_ isClosed: Bool) -> MethodsReport.RoundFacts {
        let round = Round(
            id: roundName, title: "t", level: .paragraph, codes: [], frame: "f", coders: [coder],
            draw: .init(way: .all, amount: 0, seed: 1, strata: [], population: 1), rule: Round.Rule(),
            records: [], events: [.init(act: .planned, by: member, at: time)], nonce: "n")
        let figure = AgreementFigure(
            name: "krippendorff_alpha", title: "alpha", value: 1, reason: nil, meaning: "m")
        return .init(round, figure: isClosed ? figure : nil, outcome: isClosed ? "met" : nil)
    }

    private static let beside = JointRequest.Row(theme: "access", tables: ["Equipment"])

    /// What the study counts for a report.
    static let methods: [Sample] = [
        Sample(
            schema: "JointRequest", full: JointRequest(rows: [beside], quotes: 2, format: "md"),
            least: JointRequest(rows: [])),
        same("JointRow", beside),
        same(
            "MethodsReport",
            MethodsReport(
                title: "t", protocol: plan, questions: ["q"], names: .assisted, sources: sources(day),
                participants: takingPart, surveys: [facts], tables: [table("b")], coding: coding,
                rounds: [round(true)], memos: [count], feedback: told, workshops: together,
                matrices: [charted], drafts: written, consent: consent, reviewers: 1, team: [count])),
        Sample(schema: "MethodsPlan", full: plan, least: MethodsReport.Plan()),
        same("MethodsCount", count),
        Sample(schema: "MethodsBreakdown", full: breakdown, least: hidden),
        Sample(schema: "MethodsShare", full: breakdown.values[0], least: hidden.values[0]),
        Sample(schema: "MethodsSources", full: sources(day), least: sources(nil)),
        same("MethodsParticipants", takingPart), same("MethodsSurvey", facts),
        Sample(schema: "FilledTable", full: table("b"), least: table(nil)), same("FilledTablePart", part),
        same("MethodsCoding", coding), same("MethodsCoder", coding.coders[0]),
        Sample(schema: "MethodsRound", full: round(true), least: round(false)),
        same("MethodsFeedback", told), same("MethodsWorkshops", together),
        same("MethodsMatrix", charted), same("MethodsDrafts", written), same("MethodsConsent", consent),
        same("MethodsPurpose", consent.purposes[0]),
    ]
}
