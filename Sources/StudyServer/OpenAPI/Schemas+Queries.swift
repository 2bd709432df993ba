import StudyModel

extension Schemas {
    /// Queries and what they find.
    static let queries: [Schema] = [
        .message(
            "QueryReply", "Passages that a query finds.",
            [
                .always("query", .text, "In its plainest form."),
                .always("hits", .list(.ref("QueryFinding")), "By day, record and place."),
                .always("counts", .ref("QueryCounts")),
                .always("withheld", .whole, "Records left out for want of consent."),
            ]),
        .message(
            "QueryFinding", "A passage with its words.",
            [
                .always("record", .ref("RecordID")), .always("kind", .ref("RecordKind")),
                .always("day", .ref("CalendarDay")), .always("participants", .list(.ref("Handle"))),
                .always("span", .list(.whole), "First and last Unicode scalar of the body, half open."),
                .always("quote", .text), .always("before", .text), .always("after", .text),
                .always("codings", .list(.ref("QueryFindingCoding"))),
            ]),
        .message(
            "QueryFindingCoding", "One coding behind a passage.",
            [
                .always("id", .ref("CodingID")), .always("code", .ref("CodeID")),
                .maybe("path", .ref("CodePath")),
                .always("source", .text, "The coder, or consensus/ and a round."), .always("isWhole", .flag),
            ]),
        .message(
            "QueryCounts", "How much a query found.",
            [
                .always("passages", .whole), .always("codings", .whole), .always("records", .whole),
                .always("cases", .whole), .always("characters", .whole),
            ]),
        .message(
            "CodingMatrix", "Codes counted by a second thing.",
            [
                .always("rowTitle", .text), .always("columnTitle", .text),
                .always("measure", .text, "codings, passages, records, cases or characters."),
                .maybe("restriction", .text, "Conditions that all cells are under."),
                .maybe("allRows", .text, "What finds everything in any row."),
                .always("rows", .list(.ref("MatrixHeading"))),
                .always("columns", .list(.ref("MatrixHeading"))),
                .always("cells", .list(.whole), "Row after row."),
                .always("rowTotals", .list(.whole)), .always("columnTotals", .list(.whole)),
                .always("total", .whole),
                .always("withheld", .whole, "Records left out for want of consent."),
            ]),
        .message(
            "MatrixHeading", "What a row or a column is about.",
            [
                .always("key", .text), .always("label", .text),
                .always("query", .text, "What opens it, fit to stand between ANDs."),
                .always("depth", .whole, "How far below the top of the codebook."),
            ]),
        .message(
            "AutocodeOrder", "Codes by a rule.",
            [
                .always("way", .text, "text, pattern, speaker or question."),
                .always("value", .text, "The words, the expression, the speaker or the variable."),
                .always("codes", .list(.text)), .maybe("scope", .text, "match, sentence, paragraph or turn."),
                .maybe("records", .list(.text), "Parts of ids; all without any."),
                .maybe("kinds", .list(.ref("RecordKind"))), .maybe("comment", .text),
                .maybe("dryRun", .flag, "Say what would be coded and code nothing."),
                .maybe("cleared", .flag, cleared),
            ]),
        .message(
            "AutocodeOutcome", "What a rule coded, or would code.",
            [
                .always("places", .list(.ref("AutocodePlace")), "The first hundred."),
                .always("codings", .whole), .always("records", .whole),
                .always("withheld", .whole, "Records left out for want of consent."),
                .maybe("operation", .ref("OperationID")),
            ]),
        .message(
            "AutocodePlace", "A place that a rule codes.",
            [
                .always("record", .ref("RecordID")),
                .maybe("span", .list(.whole), "Absent for the record as a whole."), .always("quote", .text),
            ]),
        .message(
            "CodingTableRequest", "Codings from a table, as the person's own.",
            [
                .always("name", .text), .always("base64", .text), .maybe("dryRun", .flag),
                .maybe("cleared", .flag, cleared),
            ]),
        .message(
            "CodingTableReply", "What became of a table of codings.",
            [
                .always("made", .whole), .always("repeated", .whole), .always("records", .whole),
                .always("problems", .list(.ref("SheetProblem"))), .maybe("operation", .ref("OperationID")),
            ]),
        .message("QueriesReply", "Saved queries.", [.always("queries", .list(.ref("SavedQuery")))]),
        .message(
            "SavedQuery", "A query that is kept under a name.",
            [
                .always("name", .text), .always("query", .text), .always("note", .text),
                .always("saved", .ref("Provenance")),
            ]),
        .message(
            "SaveQueryRequest", "Keeps a query under a name.",
            [
                .always("name", .text), .always("query", .text), .maybe("note", .text),
                .maybe("cleared", .flag, cleared),
            ]),
        .message("RemoveQueryRequest", "Takes a saved query away.", [.always("name", .text)]),
    ]
}
