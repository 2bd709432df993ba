import StudyModel

extension Schemas {
    /// Framework matrices.
    static let frameworks: [Schema] = frameworkValues + frameworkRequests + frameworkReplies

    private static let frameworkValues: [Schema] = [
        .value("CaseKind", "What a case is.", oneOf: CaseKind.allCases.map(\.rawValue)),
        .value("FrameworkID", "Names a framework matrix.", pattern: "^[a-z0-9](-?[a-z0-9])*$"),
        .value(
            "FrameworkReason", "Why a summary is stale.",
            oneOf: FrameworkCause.Reason.allCases.map(\.rawValue)),
        .message(
            "FrameworkCause", "Why a summary is stale.",
            [
                .always("reason", .ref("FrameworkReason")), .maybe("record", .ref("RecordID")),
                .maybe("coding", .ref("CodingID")),
            ]),
        .message(
            "FrameworkChoice", "Which cases are the rows; all conditions hold together.",
            [
                .maybe("kind", .ref("CaseKind")), .always("cases", .list(.text), "These alone, if any."),
                .always("attributes", .list(.text), "Each as name=value."),
                .maybe("query", .text, "Cases in whose records it finds something."),
            ]),
        .message(
            "FrameworkTheme", "A column of a matrix.",
            [.always("code", .ref("CodeID")), .always("path", .text), .always("name", .text)]),
        .message(
            "FrameworkBasis", "A coding as it was when a summary was written.",
            [
                .always("record", .ref("RecordID")), .always("source", .text, "Whose coding it is."),
                .always("coding", .ref("CodingID")), .always("code", .ref("CodeID")),
                .always("words", .text, "The beginning of the SHA-256 of its words."),
                .always("isLinked", .flag, "The summary rests on it; else it was left aside."),
            ]),
        .message(
            "FrameworkCell", "One version of a cell.",
            [
                .always("theme", .ref("CodeID")), .always("id", .ref("OperationID"), "What wrote it."),
                .always("number", .whole), .always("text", .text), .always("written", .ref("Provenance")),
                .always("basis", .list(.ref("FrameworkBasis"))),
                .always("isWithdrawn", .flag, "Somebody withdrew on whose words it rested."),
            ]),
        .message(
            "FrameworkCellName", "A cell by its name.",
            [
                .always("matrix", .ref("FrameworkID")), .always("caseID", .text),
                .always("theme", .text, "Its path."),
            ]),
    ]

    private static let frameworkRequests: [Schema] = [
        .message(
            "FrameworkPlan", "A new framework matrix.",
            [
                .always("name", .text), .maybe("title", .text),
                .maybe("themes", .list(.text), "Codes; those at the top of the codebook without it."),
                .maybe("kind", .ref("CaseKind"), "Participants without it."),
                .maybe("cases", .list(.text), "Ids of cases; all that fit without it."),
                .maybe("attributes", .list(.text), "Each as name=value."),
                .maybe("query", .text, "Cases in whose records it finds something."),
            ]),
        .message(
            "FrameworkEdit", "What a change makes of a matrix; what is absent stays.",
            [
                .maybe("title", .text), .maybe("add", .list(.text), "Codes that become columns."),
                .maybe("drop", .list(.text), "Codes that are columns no more."),
                .maybe(
                    "kind", .ref("CaseKind"),
                    "This and the three below together take the place of the choice there was."),
                .maybe("cases", .list(.text)), .maybe("attributes", .list(.text), "Each as name=value."),
                .maybe("query", .text), .maybe("anyway", .flag, "Drops columns that have summaries too."),
                .maybe("cleared", .flag, "A person has looked, and what may look like a name is none."),
            ]),
        .message(
            "FrameworkFilling", "Writes the next version of a cell.",
            [
                .always("caseID", .text), .always("theme", .text, "The code."),
                .maybe(
                    "text", .text,
                    "Empty takes the summary away; without it the one there is rests on the codings as they now are."
                ),
                .maybe("codings", .list(.text), "Ends of ids of those it rests on; all without it."),
                .maybe("base", .ref("OperationID"), "The version it started from."),
                .maybe("cleared", .flag, "A person has looked, and what may look like a name is none."),
            ]),
        .message(
            "FrameworkImportRequest", "A table that was filled in a spreadsheet.",
            [
                .always("name", .text, "Its ending says what form of table it is."),
                .always("base64", .text), .maybe("dryRun", .flag), .maybe("cleared", .flag),
                .maybe(
                    "taken", .list(.text),
                    "Cells changed in the study too, of which the table's summary is wanted: SP66/access, or all."
                ),
            ]),
    ]

    private static let frameworkReplies: [Schema] = [
        .message(
            "FrameworkCellView", "A cell as it now stands.",
            [
                .always("theme", .ref("CodeID")),
                .always("codings", .whole, "Of the case and the theme, that may be used."),
                .maybe("text", .text), .maybe("number", .whole), .maybe("version", .ref("OperationID")),
                .maybe("written", .ref("Provenance")),
                .always("causes", .list(.ref("FrameworkCause")), "Empty where it is not stale."),
            ]),
        .message(
            "FrameworkRowView", "One case of a matrix.",
            [
                .always("caseID", .text), .maybe("group", .text, "Its value of the attribute."),
                .always("isChosen", .flag, "The choice of cases still takes it in."),
                .always("cells", .list(.ref("FrameworkCellView"))),
            ]),
        .message(
            "FrameworkLeft", "Summaries under a code that is no column any more.",
            [.always("theme", .ref("FrameworkTheme")), .always("summaries", .whole)]),
        .message(
            "FrameworkView", "A framework matrix, or a part of it.",
            [
                .always("id", .ref("FrameworkID")), .always("title", .text),
                .always("choice", .ref("FrameworkChoice")), .always("themes", .list(.ref("FrameworkTheme"))),
                .always("rows", .list(.ref("FrameworkRowView"))),
                .maybe("by", .text, "The attribute that rows are grouped by."),
                .maybe("left", .list(.ref("FrameworkLeft")), "Codes that are no columns any more."),
                .always("path", .text),
                .maybe("operation", .ref("OperationID")),
            ]),
        .message(
            "FrameworkHead", "A framework matrix as lists show it.",
            [
                .always("id", .ref("FrameworkID")), .always("title", .text), .always("cases", .whole),
                .always("themes", .whole), .always("filled", .whole), .always("stale", .whole),
            ]),
        .message(
            "FrameworksReply", "The framework matrices, by name.",
            [
                .always("matrices", .list(.ref("FrameworkHead"))),
                .maybe("unreadable", .list(.text), "Files that are no part of one, one sentence each."),
            ]),
        .message(
            "FrameworkEvidenceView", "A coding that a cell is about, with its words.",
            [
                .always("record", .ref("RecordID")), .always("source", .text),
                .always("coding", .ref("CodingID")),
                .always("code", .text), .always("day", .ref("CalendarDay")), .maybe("quote", .text),
                .always("isLinked", .flag, "The newest summary rests on it."),
            ]),
        .message(
            "FrameworkCellDetail", "One cell with all that is known of it.",
            [
                .always("matrix", .ref("FrameworkID")), .always("caseID", .text),
                .always("theme", .ref("FrameworkTheme")), .always("cell", .ref("FrameworkCellView")),
                .always("evidence", .list(.ref("FrameworkEvidenceView"))),
                .always("history", .list(.ref("FrameworkCell")), "The oldest first."),
                .maybe("operation", .ref("OperationID")),
            ]),
        .message(
            "FrameworkChange", "What a table makes of one cell.",
            [
                .always("caseID", .text), .always("theme", .ref("CodeID")), .always("path", .text),
                .maybe("before", .text), .always("after", .text),
                .always("isConflict", .flag, "The study's summary is not the one that was written out."),
            ]),
        .message(
            "FrameworkImportReply", "What a table makes of a matrix.",
            [
                .always("changes", .list(.ref("FrameworkChange")), "What is saved, or would be."),
                .always("conflicts", .list(.ref("FrameworkChange")), "Left as they are."),
                .always("unchanged", .whole),
                .always("blank", .whole, "Empty in the table and not in the study; they stay."),
                .always("newer", .whole, "Changed in the study alone; they stay."),
                .always("problems", .list(.ref("SheetProblem"))), .maybe("operation", .ref("OperationID")),
            ]),
    ]
}
