import StudyModel

extension Schemas {
    /// Records and operations as lists show them.
    static let records: [Schema] = [
        .message(
            "RecordSummary", "A record without its body.",
            [
                .always("id", .ref("RecordID")), .always("kind", .ref("RecordKind")),
                .always("version", .whole),
                .always("date", .ref("CalendarDay"), "The day the source belongs to."), .maybe("time", .text),
                .always("title", .text), .always("participants", .list(.ref("Handle"))),
                .always("words", .whole, "Words of the body."), .always("captured", .ref("Provenance")),
                .always("saved", .ref("Provenance")),
            ]),
        .message(
            "Provenance", "Who did something, and when.",
            [
                .always("by", .ref("MemberID")), .always("at", .ref("Timestamp")),
            ]),
        .message(
            "RecordVersion", "One version in a record's history.",
            [
                .always("version", .whole), .always("change", .ref("VersionChange")),
                .always("by", .ref("MemberID")),
                .always("at", .ref("Timestamp")), .always("operation", .ref("OperationID")),
                .maybe("reason", .text),
                .maybe("sha256", .text, "Digest of the version's file; absent for a removal."),
                .always("commit", .text, "The git commit that holds it."),
            ]),
        .message(
            "OperationSummary", "What a person did in one step, and can take back in one step.",
            [
                .always("id", .ref("OperationID")), .always("act", .ref("Act")),
                .always("by", .ref("MemberID")),
                .always("at", .ref("Timestamp")),
                .always("records", .whole, "How many record versions it made."),
                .maybe("reason", .text), .maybe("undoes", .ref("OperationID")),
                .maybe("undoneBy", .ref("OperationID")),
            ]),
        .message(
            "SearchAnswer", "The best matches first, and all matches counted by kind.",
            [
                .always("hits", .list(.ref("SearchHit"))), .always("total", .whole),
                .always("facets", .list(.ref("Facet")), "Largest first."),
            ]),
        .message(
            "SearchHit", "A record that matches.",
            [
                .always("record", .ref("RecordSummary")),
                .always("score", .number, "bm25; higher is better."),
                .always("snippet", .list(.ref("Fragment")), "About thirty words round the matches."),
            ]),
        .message("Fragment", "A piece of a snippet.", [.always("text", .text), .always("matches", .flag)]),
        .message(
            "Facet", "How many records one kind has.",
            [
                .always("kind", .ref("RecordKind")), .always("count", .whole),
            ]),
        Schema(
            name: "RecordDetails",
            json: [
                "type": "object",
                "description": "Named values that only some kinds have; names are [a-z][a-z0-9-]{0,31}.",
                "additionalProperties": [
                    "oneOf": [
                        ["type": "string"], ["type": "integer"],
                        ["type": "array", "items": ["type": "string"]],
                    ]
                ],
            ], fields: []
        ),
    ]

    /// Strings of a certain form.
    static let values: [Schema] = [
        .value("RecordID", "Names a record, such as 2020-04-15-minutes-7f3k."),
        .value(
            "OperationID", "Names an operation: a ULID in lower case.", pattern: "^[0-9a-hjkmnp-tv-z]{26}$"),
        .value("DeviceID", "Names a device's log.", pattern: "^d-[0-9a-hjkmnp-tv-z]{8}$"),
        .value("MemberID", "Names a member of the team, such as r1.", pattern: "^r[0-9]{1,11}$"),
        .value("Handle", "A participant's pseudonym, such as SP66.", pattern: "^[A-Z]{1,4}[0-9]{1,5}$"),
        .value("CalendarDay", "A day such as 2020-04-15.", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
        .value(
            "Timestamp", "A moment in UTC.",
            pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"
        ),
        .value("RecordKind", "What kind of source a record is.", oneOf: RecordKind.allCases.map(\.rawValue)),
        .value(
            "VersionChange", "How a version came about.",
            oneOf: [
                "created", "edited", "adopted", "restored", "removed",
            ]),
        .value(
            "Act", "What kind of operation it was.",
            oneOf: [
                "create", "capture", "import", "edit", "adopt", "undo", "pseudonymise", "participant",
                "consent", "review", "withdrawal", "codebook", "code", "memo", "anchor", "round",
                "adjudicate", "finding", "cycle", "workflow", "chart", "workshop", "recommendation", "draft",
                "checkpoint", "erase", "member",
            ]),
        .value("ImportResult", "What became of a file.", oneOf: ["created", "held", "waiting", "refused"]),
        .value("HandEditChange", "What was done by hand.", oneOf: ["changed", "deleted", "added", "broken"]),
        .value(
            "IndexState", "Whether the index stands where the archive stands.",
            oneOf: ["current", "rebuilding"]),
        .value("Verdict", "How an examination ended.", oneOf: ["good", "warning", "bad"]),
        Schema(
            name: "ErrorCode",
            json: [
                "type": "string",
                "description":
                    "Stable name of a kind of failure; clients match this, and an unknown one is a failure.",
                "examples": .list(StudyError.Code.known.map { .text($0.rawValue) }),
            ], fields: []
        ),
    ]
}
