import StudyModel

extension Schemas {
    /// The audit report and retention.
    static let auditReports: [Schema] = [
        .message(
            "AuditReportRequest", "Which part of the study, and as what.",
            [
                .maybe(
                    "from", .ref("CalendarDay"), "The first day, of a record's event and a step's own time."),
                .maybe("until", .ref("CalendarDay"), "The last day."),
                .maybe("participant", .ref("Handle")), .maybe("round", .ref("RoundID")),
                .maybe("format", .text, "html or pdf; html without it."),
            ]),
        .message(
            "AuditReportReply", "The page, and how its checklist came out.",
            [
                .always("name", .text), .always("base64", .text),
                .always("remarks", .list(.text), "What is worth knowing about it."),
                .always("outcome", .ref("AuditOutcome")),
            ]),
        .message(
            "AuditOutcome", "How the checklist came out.",
            [
                .always("scope", .ref("AuditScope")), .always("items", .list(.ref("AuditItem"))),
                .always("points", .whole), .always("most", .whole),
                .always("passes", .flag, "No needed item at 0, and three quarters of the points."),
            ]),
        .message(
            "AuditScope", "Which part of a study; all of it where nothing is named.",
            [
                .maybe("from", .ref("CalendarDay")), .maybe("until", .ref("CalendarDay")),
                .maybe("participant", .ref("Handle")), .maybe("round", .ref("RoundID")),
            ]),
        .message(
            "AuditItem", "One of the 41 items.",
            [
                .always("number", .whole), .always("group", .text, "A to I."), .always("name", .text),
                .always("isNeeded", .flag, "Whether nothing passes without it."),
                .always("points", .whole, "0 absent, 1 in part, 2 there and a machine can check it."),
                .always("why", .text), .always("evidence", .list(.ref("AuditEvidence"))),
            ]),
        .message(
            "AuditEvidence", "Where to look.",
            [
                .always("name", .text), .maybe("section", .text, "Of the page."),
                .maybe("path", .text, "In the study."),
            ]),
        .message(
            "RetentionReport", "What is kept until when.",
            [
                .always("on", .ref("CalendarDay")), .maybe("ended", .ref("CalendarDay"), "The study's end."),
                .always("classes", .list(.ref("RetentionDue"))),
            ]),
        .message(
            "RetentionDue", "Where one class stands.",
            [
                .always("class", .ref("RetentionClass")), .always("state", .ref("RetentionState")),
                .always("count", .whole, "Records, sealed files, answers, entries or events."),
                .maybe("rule", .ref("RetentionRule")), .maybe("until", .ref("CalendarDay"), "The last day."),
            ]),
        .message(
            "RetentionRule", "How long, and why so long.",
            [
                .always("class", .ref("RetentionClass")), .maybe("until", .ref("CalendarDay")),
                .maybe("years-after-end", .whole), .always("basis", .text),
            ]),
        .message(
            "RetentionRequest", "Removes a class of data whose time is over.",
            [.always("class", .ref("RetentionClass")), .maybe("dryRun", .flag, "Only say what it holds.")]),
        .message(
            "RetentionOutcome", "What a class holds whose time is over, and what was done.",
            [
                .always("class", .ref("RetentionClass")),
                .always("count", .whole, "Records, sealed files, answers, entries or events."),
                .always("until", .ref("CalendarDay"), "The last day."), .always("basis", .text),
                .always("files", .whole, "Files that go, in whichever version."),
                .maybe("receipt", .ref("ErasureReceipt")),
            ]),
        .message(
            "ClosingRequest", "Writes down when the study ended.",
            [
                .maybe("on", .ref("CalendarDay"), "Today without it."),
                .maybe("anyway", .flag, "Also where something is unfinished."),
                .maybe("dryRun", .flag, "Only say what is unfinished."),
            ]),
        .message(
            "ClosingOutcome", "What was unfinished, and from when retention counts.",
            [
                .always("ended", .ref("CalendarDay")),
                .always("unfinished", .list(.text), "What somebody should still do."),
                .maybe("operation", .ref("OperationID")), .maybe("retention", .ref("RetentionReport")),
            ]),
        .value(
            "RetentionClass", "What is kept together.", oneOf: RetentionClass.allCases.map(\.rawValue)),
        .value(
            "RetentionState", "`due`, `kept`, `open` (the study has not ended), `unruled` or `empty`.",
            oneOf: RetentionDue.State.allCases.map(\.rawValue)),
    ]
}
