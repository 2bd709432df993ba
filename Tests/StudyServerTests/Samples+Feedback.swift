import StudyAPI
import StudyModel

extension Samples {
    private static let findingID = FindingID(rawValue: "open-door").unsafelyUnwrapped
    private static let cycleID = CycleID(rawValue: "c-7f3k9").unsafelyUnwrapped
    private static let codingID = CodingID(rawValue: operation.rawValue).unsafelyUnwrapped
    private static let wholeLink = Finding.Link(.supports, id)
    private static let link = Finding.Link(.disconfirms, id, coding: codingID)
    private static let saved = Provenance(by: member, at: time)
    private static let bare = Finding.Version(id: operation, statement: "s", written: saved)
    private static let full = Finding.Version(
        id: operation, number: 2, statement: "s", links: [link], searched: "w", written: saved,
        cause: .decision, reason: "r", cycle: cycleID, responses: [operation])
    private static let finding = Finding(id: findingID, versions: [bare, full], nonce: "n")

    private static var event: Cycle.Event {
        var event = Cycle.Event(.decided, id: operation, by: member, at: time)
        (event.finding, event.stance, event.group) = (findingID, .agree, "link-workers")
        (event.handle, event.record, event.text, event.response) = (handle, id, "t", operation)
        (event.outcome, event.reason, event.responses, event.version) = (.keep, "r", [operation], operation)
        return event
    }

    private static let opening = Cycle.Event(.opened, id: operation, by: member, at: time)
    private static let answer = Cycle.Event(.responded, id: operation, by: member, at: time)
    private static let pin = Cycle.Pin(finding: findingID, number: 1, version: operation)

    private static func cycle(_ events: [Cycle.Event]) -> Cycle {
        Cycle(
            id: cycleID, title: "t", audience: ["link-workers"], due: time.day, findings: [pin],
            events: events, nonce: "n")
    }

    private static func view(operation: OperationID?) -> CycleView {
        let waits = [CycleWait(.telling, isOverdue: true)]
        return CycleView(
            cycle([opening]), findings: [decided], daysLeft: -1, waits: waits, operation: operation)
    }

    private static let decided = CycleFinding(
        pin: pin, statement: "s", decision: event, isDecided: true, stances: ["agree": 1], now: "n")
    private static let step = FindingStep(full, after: bare, responses: [])

    private static var changes: FindingChanges {
        var changes = FindingChanges()
        (changes.statement, changes.searched, changes.reason) = ("s", "w", "r")
        (changes.links, changes.unlink, changes.base) = ([evidence], [1], operation)
        changes.cleared = true
        return changes
    }

    private static let evidence = EvidenceDraft(.supports, record: "7f3k", coding: "abc")

    private static var response: ResponseDraft {
        var draft = ResponseDraft(response: 1, stance: .agree, text: "t")
        (draft.finding, draft.group, draft.handle, draft.record) = ("1", "link-workers", handle, "7f3k")
        draft.cleared = true
        return draft
    }

    private static var reworded: FindingStep {
        var other = full
        other.statement = "other"
        return FindingStep(other, after: bare, responses: [])
    }

    /// Findings and feedback cycles.
    static let feedback: [Sample] = [
        Sample(schema: "FindingLink", full: link, least: wholeLink),
        Sample(schema: "FindingVersion", full: full, least: bare),
        Sample(
            schema: "EvidenceView",
            full: EvidenceView(
                link: link, title: "t", kind: .minutes, day: time.day, code: "access", quote: "q"),
            least: EvidenceView(link: wholeLink, isGone: true)),
        Sample(
            schema: "EvidenceDraft", full: evidence, least: EvidenceDraft(.supports, record: "7f3k")),
        Sample(
            schema: "FindingDraft",
            full: FindingDraft(
                statement: "s", name: "n", links: [evidence], searched: "w", cleared: true),
            least: FindingDraft(statement: "s")),
        Sample(schema: "FindingChanges", full: changes, least: FindingChanges()),
        same("FindingHead", FindingHead(finding, cycles: [cycleID])),
        Sample(
            schema: "FindingView",
            full: FindingView(
                finding, version: full, evidence: [], cycles: [cycleID], operation: operation),
            least: FindingView(finding, version: bare, evidence: [], cycles: [])),
        Sample(schema: "FindingStep", full: reworded, least: FindingStep(bare, after: nil)),
        Sample(
            schema: "FindingsReply", full: FindingsReply(findings: [], unreadable: ["u"]),
            least: FindingsReply(findings: [])),
        same("FindingHistoryReply", FindingHistoryReply(id: findingID, versions: [step])),
        same("CyclePin", pin), Sample(schema: "CycleEvent", full: event, least: opening),
        Sample(
            schema: "CycleResponse",
            full: CycleResponse(
                id: operation, number: 1, finding: findingID, stance: .new, group: "g", handle: handle,
                record: id, text: "t", at: time, by: member),
            least: CycleResponse(id: operation, number: 1, text: "", at: time, by: member)),
        same("CycleWait", CycleWait(.sharing, isOverdue: false)),
        Sample(
            schema: "CycleFinding", full: decided,
            least: CycleFinding(
                pin: pin, statement: nil, decision: nil, isDecided: false, stances: [:], now: nil)),
        Sample(
            schema: "CyclePlan",
            full: CyclePlan(
                title: "t", findings: ["open-door"], audience: ["SP66"], due: time.day, cleared: true),
            least: CyclePlan(title: "t", findings: [], audience: [], due: time.day)),
        Sample(schema: "ResponseDraft", full: response, least: ResponseDraft()),
        Sample(
            schema: "CycleOrder",
            full: CycleOrder(
                finding: "1", outcome: .revise, reason: "r", statement: "s", cleared: true),
            least: CycleOrder(outcome: .keep, reason: "r")),
        Sample(schema: "CycleView", full: view(operation: operation), least: view(operation: nil)),
        Sample(
            schema: "CyclesReply", full: CyclesReply(cycles: [], unreadable: ["u"]),
            least: CyclesReply(cycles: [])),
    ]
}
