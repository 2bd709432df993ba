import StudyModel

extension Schemas {
    /// Findings and feedback cycles.
    static let feedback: [Schema] =
        findingValues + findingMessages + triangulation + cycleValues + cycleMessages

    private static let findingValues: [Schema] = [
        .value("FindingID", "Names a finding.", pattern: "^[a-z0-9](-?[a-z0-9])*$"),
        .value("FindingSide", "For or against.", oneOf: Finding.Side.allCases.map(\.rawValue)),
        .value("FindingState", "Whether it holds.", oneOf: Finding.State.allCases.map(\.rawValue)),
        .value("FindingCause", "What made a version.", oneOf: Finding.Cause.allCases.map(\.rawValue)),
        .message(
            "FindingLink", "A piece of evidence.",
            [
                .always("side", .ref("FindingSide")), .always("record", .ref("RecordID")),
                .maybe("coding", .ref("CodingID"), "The record as a whole without it."),
            ]),
        .message(
            "FindingVersion", "What a finding says, and rests on, from one change to the next.",
            [
                .always("id", .ref("OperationID"), "What made it."), .always("number", .whole),
                .always("state", .ref("FindingState")), .always("statement", .text),
                .always("links", .list(.ref("FindingLink"))),
                .maybe("searched", .text, "Where evidence against it was looked for without finding any."),
                .always("written", .ref("Provenance")), .always("cause", .ref("FindingCause")),
                .maybe("reason", .text), .maybe("cycle", .ref("CycleID"), "In which it was decided."),
                .always("responses", .list(.ref("OperationID")), "The answers that led to it."),
            ]),
        .message(
            "EvidenceView", "A piece of evidence with what it leads to now.",
            [
                .always("link", .ref("FindingLink")), .maybe("title", .text, "Of the record."),
                .maybe("kind", .ref("RecordKind")), .maybe("day", .ref("CalendarDay")),
                .maybe("code", .text, "The path of the coding's code."),
                .maybe("quote", .text, "The words the coding stands on."),
                .always("isGone", .flag, "Record or coding are not to be seen any more."),
            ]),
    ]

    private static let findingMessages: [Schema] = [
        .message(
            "EvidenceDraft", "A piece of evidence as a person names it.",
            [
                .always("side", .ref("FindingSide")), .always("record", .text, "A part of its id."),
                .maybe("coding", .text, "The end of its id."),
            ]),
        .message(
            "FindingDraft", "A new finding.",
            [
                .always("statement", .text), .maybe("name", .text),
                .maybe("links", .list(.ref("EvidenceDraft"))),
                .maybe("searched", .text, "Where evidence against it was looked for without finding any."),
                .maybe("cleared", .flag, "A person has looked, and what may look like a name is none."),
            ]),
        .message(
            "FindingChanges", "Adds a version to a finding; what is absent stays.",
            [
                .maybe("statement", .text), .maybe("searched", .text, "Empty takes it away."),
                .maybe("reason", .text, "Needed with another statement."),
                .maybe("links", .list(.ref("EvidenceDraft")), "Evidence to link."),
                .maybe("unlink", .list(.whole), "Evidence to take away, by its number from 1."),
                .maybe("base", .ref("OperationID"), "The id of the version it started from."),
                .maybe("cleared", .flag, "A person has looked, and what may look like a name is none."),
            ]),
        .message(
            "FindingHead", "A finding as lists show it.",
            [
                .always("id", .ref("FindingID")), .always("version", .whole),
                .always("state", .ref("FindingState")), .always("statement", .text),
                .always("supports", .whole), .always("disconfirms", .whole),
                .always("isExamined", .flag, "It says what speaks against it, or where that was looked for."),
                .always("changed", .ref("Provenance")),
                .always("cycles", .list(.ref("CycleID")), "Those it is in that are not closed."),
            ]),
        .message(
            "FindingView", "One version of a finding with its evidence.",
            [
                .always("id", .ref("FindingID")), .always("version", .ref("FindingVersion")),
                .always("versions", .whole, "How many there are."), .always("isLatest", .flag),
                .always("evidence", .list(.ref("EvidenceView")), "In the order of the version's links."),
                .always("cycles", .list(.ref("CycleID")), "Those it is or was in, the newest first."),
                .always("path", .text, "Its file in the study's folder."),
                .maybe("operation", .ref("OperationID"), "What a write was."),
            ]),
        .message(
            "FindingStep", "A version with what caused it, and how it differs from the one before.",
            [
                .always("version", .ref("FindingVersion")),
                .maybe("before", .whole, "The number of the version it is compared with."),
                .maybe("statementBefore", .text, "Where it says something else now."),
                .always("linked", .list(.ref("FindingLink"))),
                .always("unlinked", .list(.ref("FindingLink"))),
                .always("responses", .list(.ref("CycleResponse")), "Those that caused it."),
            ]),
        .message(
            "FindingsReply", "The findings, by name.",
            [
                .always("findings", .list(.ref("FindingHead"))),
                .maybe("unreadable", .list(.text), "Files that are no finding, one sentence each."),
            ]),
        .message(
            "FindingHistoryReply", "Every version of a finding, the oldest first.",
            [.always("id", .ref("FindingID")), .always("versions", .list(.ref("FindingStep")))]),
    ]

    private static let cycleValues: [Schema] = [
        .value("CycleID", "Names a feedback cycle.", pattern: "^c-[0-9a-hjkmnp-tv-z]{5}$"),
        .value("CycleStage", "How far a cycle is.", oneOf: Cycle.Stage.allCases.map(\.rawValue)),
        .value(
            "CycleStance", "What somebody thinks of a finding.", oneOf: Cycle.Stance.allCases.map(\.rawValue)),
        .value("CycleOutcome", "What becomes of a finding.", oneOf: Cycle.Outcome.allCases.map(\.rawValue)),
        .message(
            "CyclePin", "A finding in one version.",
            [
                .always("finding", .ref("FindingID")), .always("number", .whole),
                .always("version", .ref("OperationID"), "The version's id."),
            ]),
        .message(
            "CycleEvent", "One thing that happened in a cycle.",
            [
                .always("id", .ref("OperationID")),
                .always("act", .text, "opened, shared, responded, settled, decided or closed."),
                .always("by", .ref("MemberID")), .always("at", .ref("Timestamp")),
                .maybe("finding", .ref("FindingID")), .maybe("stance", .ref("CycleStance")),
                .maybe("group", .text), .maybe("handle", .ref("Handle")),
                .maybe("record", .ref("RecordID")), .maybe("text", .text),
                .maybe("response", .ref("OperationID"), "Of settled: the answer."),
                .maybe("outcome", .ref("CycleOutcome")), .maybe("reason", .text),
                .always("responses", .list(.ref("OperationID")), "Of decided: what it was made from."),
                .maybe("version", .ref("OperationID"), "Of decided: the version that it made."),
            ]),
        .message(
            "CycleResponse", "An answer of somebody of the audience.",
            [
                .always("id", .ref("OperationID")), .always("number", .whole, "From 1."),
                .maybe("finding", .ref("FindingID"), "All of the cycle without it."),
                .maybe("stance", .ref("CycleStance"), "Absent while a person has yet to say."),
                .maybe("group", .text), .maybe("handle", .ref("Handle")),
                .maybe("record", .ref("RecordID"), "What it came in as."), .always("text", .text),
                .always("at", .ref("Timestamp")), .always("by", .ref("MemberID"), "Who took it down."),
            ]),
        .message(
            "CycleWait", "What a cycle waits for.",
            [
                .always("what", .text, "sharing, answers, stances, decisions or telling."),
                .always("count", .whole), .always("isOverdue", .flag),
            ]),
        .message(
            "CycleFinding", "A finding of a cycle, as it was shared and as it is now.",
            [
                .always("pin", .ref("CyclePin")), .maybe("statement", .text, "What was shared."),
                .maybe("decision", .ref("CycleEvent"), "The last one."),
                .always("isDecided", .flag, "The decision took every answer into account."),
                .always("stances", .map, "How often each was taken."),
                .maybe("now", .text, "What it says now, where that is something else."),
            ]),
    ]

    private static let cycleMessages: [Schema] = [
        .message(
            "CyclePlan", "A feedback cycle as a person asks for it.",
            [
                .always("title", .text), .always("findings", .list(.text), "Names."),
                .always("audience", .list(.text), "Stakeholder groups and handles."),
                .always("due", .ref("CalendarDay")),
                .maybe("cleared", .flag, "A person has looked, and what may look like a name is none."),
            ]),
        .message(
            "ResponseDraft", "An answer, or what one means that is there already.",
            [
                .maybe("response", .whole, "The number of one that is there."),
                .maybe("stance", .ref("CycleStance")),
                .maybe("finding", .text, "Its name or number; all of the cycle without it."),
                .maybe("group", .text), .maybe("handle", .ref("Handle")),
                .maybe("record", .text, "A part of the id of the record that holds it."),
                .maybe("text", .text),
                .maybe("cleared", .flag, "A person has looked, and what may look like a name is none."),
            ]),
        .message(
            "CycleOrder", "Decides what becomes of a finding.",
            [
                .maybe("finding", .text, "Its name or number; may be left out where there is one."),
                .always("outcome", .ref("CycleOutcome")), .always("reason", .text),
                .maybe("statement", .text, "Of revise: what it says from now on."),
                .maybe("cleared", .flag, "A person has looked, and what may look like a name is none."),
            ]),
        .message(
            "CycleView", "A feedback cycle.",
            [
                .always("id", .ref("CycleID")), .always("title", .text), .always("stage", .ref("CycleStage")),
                .always("audience", .list(.text)), .always("due", .ref("CalendarDay")),
                .always("daysLeft", .whole, "Negative when the day is over."),
                .always("token", .text, "What answers by e-mail are to carry."),
                .always("findings", .list(.ref("CycleFinding"))),
                .always("responses", .list(.ref("CycleResponse"))),
                .always("waits", .list(.ref("CycleWait"))), .always("events", .list(.ref("CycleEvent"))),
                .always("path", .text, "Its file in the study's folder."),
                .maybe("operation", .ref("OperationID"), "What a write was."),
            ]),
        .message(
            "CyclesReply", "The feedback cycles, the newest first.",
            [
                .always("cycles", .list(.ref("CycleView"))),
                .maybe("unreadable", .list(.text), "Files that are no cycle, one sentence each."),
            ]),
    ]
}
