import StudyAPI
import StudyModel

extension Samples {
    private static let code = CodeID(rawValue: "c-7f3k9q2mzz").unsafelyUnwrapped
    private static let coder = CoderID(rawValue: "r1").unsafelyUnwrapped
    private static let coding = CodingID(rawValue: operation.rawValue).unsafelyUnwrapped
    private static let event = Round.Event(act: .planned, by: member, at: time)
    private static let draw = Round.Draw(way: .size, amount: 1, seed: 1, strata: ["kind"], population: 2)
    private static let roundName = RoundID(rawValue: "access-1").unsafelyUnwrapped

    private static var round: Round {
        Round(
            id: roundName, title: "t", level: .paragraph, codes: [code], frame: "f", coders: [coder],
            draw: draw,
            rule: Round.Rule(), records: [.init(record: id, version: 1, sha256: "s", stratum: "k")],
            events: [event], nonce: "n")
    }

    private static var keyed: Round {
        var keyed = round
        keyed.key = "age1"
        return keyed
    }

    private static let progress = RoundView.Progress(RoundWork(round: roundName, coder: coder))
    private static let expectation = RoundView.Expectation(code: "access", occurrences: 1.5)
    private static var view: RoundView {
        RoundView(round: round, codes: ["access"], progress: [progress], expected: [expectation])
    }

    private static var plan: RoundPlan {
        var plan = RoundPlan(title: "t")
        (plan.name, plan.codes, plan.level, plan.coders) = ("access-1", ["access"], .turn, [coder])
        (plan.size, plan.share, plan.records, plan.kinds) = (1, 1, ["7f3k"], [.minutes])
        (plan.strata, plan.seed, plan.rule, plan.again, plan.dryRun) = (["kind"], 1, Round.Rule(), true, true)
        return plan
    }

    private static func decision(_ isFull: Bool) -> RoundDecision {
        RoundDecision(
            disagreement: "d", record: id, kind: .boundary, outcome: isFull ? .one : .neither,
            side: isFull ? coder : nil, method: .negotiated, reason: "r", proposal: isFull ? "p" : nil,
            codings: [coding], result: [], by: member, at: time)
    }

    private static let part = DisagreementView.Part(code: "access", span: [0, 1], quote: "q", comment: "c")

    private static func disagreement(_ isFull: Bool) -> DisagreementView {
        DisagreementView(
            id: "d", record: id, kind: .code, before: "", text: "q", after: "",
            sides: [.init(name: "A", codings: [part])], decision: isFull ? decision(true) : nil)
    }

    /// Rounds of double-coding.
    static let rounds: [Sample] = [
        Sample(schema: "Round", full: keyed, least: round),
        same("RoundDraw", draw), same("RoundRule", Round.Rule()),
        same("RoundRecord", Round.Sampled(record: id, version: 1, sha256: "s", stratum: "")),
        Sample(
            schema: "RoundEvent",
            full: Round.Event(act: .reopened, by: member, at: time, reason: "r", coder: coder),
            least: event),
        same("RoundProgress", progress),
        Sample(
            schema: "RoundExpectation", full: expectation,
            least: RoundView.Expectation(code: "access", occurrences: nil)),
        same("RoundsReply", RoundsReply(rounds: [view])), same("RoundView", view),
        Sample(schema: "RoundPlan", full: plan, least: RoundPlan(title: "t")),
        Sample(
            schema: "RoundRequest",
            full: RoundRequest(isDone: true, isPartial: true, coder: coder, reason: "r"),
            least: RoundRequest()),
        same("RoundRemovedReply", RoundRemovedReply(round: roundName)),
        Sample(
            schema: "RoundTask",
            full: RoundTask(
                round: roundName, record: summary(time: nil), number: 1, total: 1, done: 0, codes: ["access"]),
            least: RoundTask(round: roundName, record: nil, number: nil, total: 1, done: 1, codes: [])),
        Sample(
            schema: "DisagreementsReply",
            full: DisagreementsReply(
                round: roundName, agreed: 1, disagreements: [disagreement(true)], before: 0.5, after: 1),
            least: DisagreementsReply(
                round: roundName, agreed: 0, disagreements: [], before: nil, after: nil)),
        Sample(schema: "DisagreementView", full: disagreement(true), least: disagreement(false)),
        same("DisagreementSide", DisagreementView.Side(name: "A", codings: [part])),
        Sample(
            schema: "DisagreementPart", full: part,
            least: DisagreementView.Part(code: "access", span: nil, quote: "", comment: nil)),
        Sample(
            schema: "AdjudicationOrder",
            full: AdjudicationOrder(
                disagreement: "d", outcome: .new, side: "A", new: CodingChange(.add, codes: ["access"]),
                method: .majority, reason: "r", proposal: "p", cleared: true),
            least: AdjudicationOrder(disagreement: "d", outcome: .neither, method: .adjudicator, reason: "r")),
        Sample(schema: "RoundDecision", full: decision(true), least: decision(false)),
        same("RoundReport", RoundReport(round: roundName, report: report(true), groups: [])),
        same("AgreementGroup", RoundReport.Group(name: "interview", records: 1, figure: figure(true))),
        Sample(schema: "AgreementReport", full: report(true), least: report(false)),
        same("AgreementFact", AgreementReport.Fact("Data", "d")),
        Sample(schema: "AgreementFigure", full: figure(true), least: figure(false)),
        Sample(
            schema: "AgreementInterval", full: interval,
            least: AgreementFigure.Interval(lower: 0, upper: 1, level: 0.95, method: "m")),
        same("AgreementBelow", AgreementFigure.Below(threshold: 0.8, share: 0.5)),
        Sample(
            schema: "CodeAgreement",
            full: AgreementReport.CodeAgreement(
                code: "access", units: 1, applied: [1, 0], table: [0, 1, 0, 0], figures: []),
            least: AgreementReport.CodeAgreement(code: "access", units: 1, applied: [], figures: [])),
        same(
            "AgreementConfusion",
            AgreementReport.Confusion(labels: ["access"], counts: [[1]], unit: "characters")),
        same(
            "RuleOutcome",
            AgreementReport.RuleOutcome(rule: "r", outcome: .met, sentence: "s", failing: [])),
        Sample(schema: "AdjudicationCounts", full: counts(1), least: counts(nil)),
    ]

    private static func counts(_ share: Double?) -> AgreementReport.Adjudication {
        AgreementReport.Adjudication(
            agreed: 1, disagreements: ["code": 1], decided: [:], before: share, after: share)
    }

    private static let interval = AgreementFigure.Interval(
        lower: 0, upper: 1, level: 0.95, method: "m", standardError: 0.1, replicates: 1, dropped: 0, seed: 1,
        population: 2, below: [.init(threshold: 0.8, share: 0.5)])

    private static func figure(_ isFull: Bool) -> AgreementFigure {
        AgreementFigure(
            name: "holsti", title: "Holsti", value: isFull ? 0.5 : nil, reason: isFull ? "r" : nil,
            interval: isFull ? interval : nil, intervalReason: isFull ? "r" : nil,
            notes: isFull ? ["n"] : nil,
            meaning: "m")
    }

    private static func report(_ isFull: Bool) -> AgreementReport {
        AgreementReport(
            title: "t", design: [], coders: ["r1"], overall: [], codes: [],
            confusion: isFull ? .init(labels: [], counts: [], unit: "units") : nil,
            rule: isFull ? .init(rule: "r", outcome: .met, sentence: "s", failing: []) : nil,
            adjudication: isFull ? counts(1) : nil)
    }
}
