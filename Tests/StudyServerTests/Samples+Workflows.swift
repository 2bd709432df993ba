import StudyAPI
import StudyModel

extension Samples {
    private static let workflowName = WorkflowName(rawValue: "analysis").unsafelyUnwrapped
    private static let met = WorkflowView.Need(
        words: "w", isMet: true, tick: "t", ticked: .init(by: member, at: time), now: "1")
    private static let unmet = WorkflowView.Need(words: "w", isMet: false)

    private static func step(_ day: CalendarDay?) -> WorkflowView.Step {
        WorkflowView.Step(
            name: "n", title: "t", asked: ["coder"], stage: .current, entered: day == nil ? nil : time,
            due: day, enter: [met], leave: [unmet])
    }

    private static func workflow(_ operation: OperationID?) -> WorkflowView {
        WorkflowView(
            name: workflowName, title: "t", state: .running, steps: [step(nil)], events: [entered],
            daysLeft: operation == nil ? nil : -1, operation: operation)
    }

    private static let entered = WorkflowEvent(
        .entered, id: operation, by: member, at: time, step: "n", tick: nil, reason: "r")

    /// Workflows.
    static let workflows: [Sample] = [
        Sample(schema: "WorkflowNeed", full: met, least: unmet),
        Sample(schema: "WorkflowStepView", full: step(day), least: step(nil)),
        Sample(
            schema: "WorkflowEvent",
            full: WorkflowEvent(
                .entered, id: operation, by: member, at: time, step: "n", tick: "t", reason: "r"),
            least: WorkflowEvent(.finished, id: operation, by: member, at: time)),
        Sample(schema: "WorkflowView", full: workflow(operation), least: workflow(nil)),
        Sample(
            schema: "WorkflowsReply", full: WorkflowsReply(workflows: [], unreadable: ["u"]),
            least: WorkflowsReply(workflows: [])),
        Sample(
            schema: "WorkflowPlanRequest", full: WorkflowPlanRequest(plan: "p", cleared: true),
            least: WorkflowPlanRequest(plan: "p")),
        Sample(
            schema: "WorkflowOrder",
            full: WorkflowOrder(.back, step: "s", tick: "t", reason: "r", cleared: true),
            least: WorkflowOrder(.start)),
    ]
}
