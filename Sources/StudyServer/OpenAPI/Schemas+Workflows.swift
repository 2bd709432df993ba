import StudyModel

extension Schemas {
    /// Workflows.
    static let workflows: [Schema] = [
        .value("WorkflowName", "Names a workflow.", pattern: "^[a-z0-9](-?[a-z0-9])*$"),
        .value(
            "WorkflowState", "Where a workflow stands.", oneOf: WorkflowView.State.allCases.map(\.rawValue)),
        .value(
            "WorkflowStage", "Where a step stands.",
            oneOf: WorkflowView.Step.Stage.allCases.map(\.rawValue)),
        .value(
            "WorkflowAct", "What was done in a workflow.",
            oneOf: WorkflowEvent.Act.allCases.map(\.rawValue)),
        .value(
            "WorkflowWhat", "What is to be done in a workflow.",
            oneOf: WorkflowOrder.What.allCases.map(\.rawValue)),
        .message(
            "WorkflowNeed", "Something that has to hold.",
            [
                .always("words", .text), .always("isMet", .flag),
                .maybe("tick", .text, "How it is ticked off, where somebody has to say it."),
                .maybe("ticked", .ref("Provenance"), "Who said it, and when."),
                .maybe("now", .text, "What the study says, where it does."),
            ]),
        .message(
            "WorkflowStepView", "A step of a workflow.",
            [
                .always("name", .text), .always("title", .text), .always("asked", .list(.text)),
                .always("stage", .ref("WorkflowStage")),
                .maybe("entered", .ref("Timestamp"), "When it began, the last time."),
                .maybe("due", .ref("CalendarDay")),
                .always("enter", .list(.ref("WorkflowNeed")), "What has to hold before it begins."),
                .always("leave", .list(.ref("WorkflowNeed")), "What has to hold before it ends."),
            ]),
        .message(
            "WorkflowEvent", "Something that was done in a workflow.",
            [
                .always("id", .ref("OperationID")), .always("act", .ref("WorkflowAct")),
                .always("by", .ref("MemberID")), .always("at", .ref("Timestamp")), .maybe("step", .text),
                .maybe("tick", .text), .maybe("reason", .text),
            ]),
        .message(
            "WorkflowView", "A workflow as it stands.",
            [
                .always("name", .ref("WorkflowName")), .always("title", .text),
                .always("state", .ref("WorkflowState")),
                .always("steps", .list(.ref("WorkflowStepView"))),
                .always("events", .list(.ref("WorkflowEvent"))),
                .maybe("daysLeft", .whole, "Until the step is to end; negative when that day is over."),
                .always("path", .text, "The plan's file."),
                .maybe("operation", .ref("OperationID"), "Absent where nothing was written."),
            ]),
        .message(
            "WorkflowsReply", "The workflows, by name.",
            [
                .always("workflows", .list(.ref("WorkflowView"))),
                .maybe("unreadable", .list(.text), "Plans that can't be read, one sentence each."),
            ]),
        .message(
            "WorkflowPlanRequest", "A plan as a person wrote it.",
            [.always("plan", .text, "YAML."), .maybe("cleared", .flag)]),
        .message(
            "WorkflowOrder", "What a person does in a workflow.",
            [
                .always("what", .ref("WorkflowWhat")), .maybe("step", .text, "Of 'back'."),
                .maybe("tick", .text, "Of 'tick' and 'untick'."), .maybe("reason", .text),
                .maybe("cleared", .flag),
            ]),
    ]
}
