import StudyModel

extension Schemas {
    /// Report drafts.
    static let drafts: [Schema] = draftValues + draftRequests + draftMessages

    private static let looked = Schema.Field.maybe(
        "cleared", .flag, "A person has looked, and what may look like a name is none.")

    private static let draftValues: [Schema] = [
        .value("ReportDraftID", "Names a report draft.", pattern: "^[a-z0-9](-?[a-z0-9])*$"),
        .value("CommentRoundID", "Names a comment round.", pattern: "^d-[0-9a-hjkmnp-tv-z]{5}$"),
        .value("DraftStage", "How far a draft is.", oneOf: DraftStage.allCases.map(\.rawValue)),
        .value("DraftCause", "What made a version.", oneOf: ReportDraft.Cause.allCases.map(\.rawValue)),
        .value(
            "DraftOutcome", "What becomes of a comment.", oneOf: ReportDraft.Outcome.allCases.map(\.rawValue)),
        .value(
            "CommentState", "How far a comment is.", oneOf: DraftComment.State.allCases.map(\.rawValue)),
        .message(
            "DraftVersion", "A version of a draft.",
            [
                .always("id", .ref("OperationID"), "What made it."), .always("number", .whole),
                .always("written", .ref("Provenance")), .always("cause", .ref("DraftCause")),
                .maybe("reason", .text),
                .maybe("text", .text, "Of an older version that was shared or signed; left out of views."),
            ]),
        .message(
            "CommentRound", "A version that was given to people for comments.",
            [
                .always("id", .ref("CommentRoundID")), .always("version", .ref("OperationID")),
                .always("number", .whole, "Of the version."),
                .always("audience", .list(.text), "Stakeholder groups and handles."),
                .always("due", .ref("CalendarDay")), .always("shared", .ref("Provenance")),
                .always("isClosed", .flag),
            ]),
        .message(
            "DraftComment", "What somebody said of a shared version, and what came of it.",
            [
                .always("id", .ref("OperationID")), .always("number", .whole, "From 1."),
                .always("round", .ref("CommentRoundID")), .maybe("group", .text),
                .maybe("handle", .ref("Handle")), .maybe("record", .ref("RecordID"), "What it came in as."),
                .maybe("from", .whole, "The paragraph it is about."),
                .maybe("to", .whole, "The last of several."),
                .maybe("quote", .text, "The words it is about."), .always("text", .text),
                .always("at", .ref("Timestamp")), .always("by", .ref("MemberID"), "Who took it down."),
                .always("state", .ref("CommentState")), .maybe("reason", .text),
                .maybe("takenIn", .whole, "The version that took it in."),
            ]),
        .message(
            "DraftSignature", "A stakeholder's word that a version is right.",
            [
                .always("who", .text, "A stakeholder group or a handle."),
                .always("version", .ref("OperationID")), .always("number", .whole, "Of the version."),
                .always("at", .ref("Timestamp")), .always("by", .ref("MemberID")),
                .always("stands", .flag, "False when a later version took it back."),
            ]),
        .message(
            "DraftWait", "What a draft waits for.",
            [
                .always("what", .text, "comments, answers, taking, closing or signatures."),
                .always("count", .whole), .always("isOverdue", .flag),
            ]),
        .message(
            "CitationView", "A citation with what it leads to now.",
            [
                .always("citation", .text, "As it stands between the brackets."), .always("line", .whole),
                .maybe("paragraph", .whole), .maybe("shows", .text, "In a line."),
                .maybe("refusal", .text, "Why nothing with it may go out."),
                .maybe("stale", .text, "What changed since somebody last looked."),
            ]),
    ]

    private static let draftRequests: [Schema] = [
        .message(
            "DraftPlan", "A new report draft.",
            [
                .always("name", .text), .always("title", .text),
                .always("text", .text, "Markdown with citations."), looked,
            ]),
        .message(
            "DraftChanges", "Adds a version to a draft; what is absent stays.",
            [
                .maybe("title", .text), .maybe("text", .text), .maybe("reason", .text),
                .maybe("takesIn", .list(.whole), "The numbers of comments that it takes in."),
                .maybe("refreshes", .flag, "Takes everything that is cited as it is now."),
                .maybe("base", .ref("OperationID"), "The id of the version it started from."), looked,
            ]),
        .message(
            "CommentRoundPlan", "Asks an audience for comments.",
            [
                .always("audience", .list(.text), "That of the open round where there is none."),
                .always("due", .ref("CalendarDay")),
            ]),
        .message(
            "CommentDraft", "A comment as a person takes it down.",
            [
                .always("who", .text, "A stakeholder group or a handle."), .always("text", .text),
                .maybe("from", .whole, "The paragraph it is about."),
                .maybe("to", .whole, "The last of several."),
                .maybe("quote", .text, "The words it is about."), looked,
            ]),
        .message(
            "CommentFile", "A Word file with comments in it.",
            [
                .always("base64", .text), .maybe("who", .text, "Whose they are; worked out without it."),
                looked,
            ]),
        .message(
            "CommentAnswer", "What becomes of a comment.",
            [
                .always("comment", .whole, "Its number."), .always("outcome", .ref("DraftOutcome")),
                .maybe("reason", .text, "Needed where it is declined."),
                .maybe("version", .whole, "The number of the version that took it in."), looked,
            ]),
        .message(
            "SignOff", "A stakeholder's sign-off.",
            [
                .always("who", .text, "A stakeholder group or a handle."),
                .maybe("version", .whole, "The newest without it."),
            ]),
    ]

    private static let draftMessages: [Schema] = [
        .message(
            "DraftHead", "A report draft as lists show it.",
            [
                .always("id", .ref("ReportDraftID")), .always("title", .text),
                .always("stage", .ref("DraftStage")), .always("version", .whole),
                .always("comments", .whole), .always("unsettled", .whole),
                .maybe("due", .ref("CalendarDay"), "Of the comment round that is open."),
                .always("unsigned", .list(.text), "Those whose sign-off is asked for and does not stand."),
                .always("changed", .ref("Provenance")), .always("waits", .list(.ref("DraftWait"))),
            ]),
        .message(
            "DraftView", "One version of a report draft, with what happened around it.",
            [
                .always("id", .ref("ReportDraftID")), .always("title", .text),
                .always("stage", .ref("DraftStage")), .always("version", .whole, "The one that is shown."),
                .always("base", .ref("OperationID"), "Its id."), .always("isLatest", .flag),
                .always("text", .text, "As it was written."),
                .always("shown", .text, "With what the citations show, and numbers before paragraphs."),
                .always("citations", .list(.ref("CitationView"))),
                .maybe("strange", .list(.whole), "Lines with two brackets that hold no citation, from 1."),
                .always("versions", .list(.ref("DraftVersion"))),
                .always("rounds", .list(.ref("CommentRound"))),
                .always("comments", .list(.ref("DraftComment"))),
                .always("signatures", .list(.ref("DraftSignature"))),
                .always("unsigned", .list(.text), "Those whose sign-off is asked for and does not stand."),
                .always("waits", .list(.ref("DraftWait"))),
                .always("path", .text, "Its file in the study's folder."),
                .always("remarks", .list(.text), "What was done besides, a sentence each."),
                .maybe("operation", .ref("OperationID"), "What a write was."),
            ]),
        .message(
            "DraftsReply", "The report drafts, by name.",
            [
                .always("drafts", .list(.ref("DraftHead"))),
                .maybe("unreadable", .list(.text), "Files that are no draft, one sentence each."),
            ]),
    ]
}
