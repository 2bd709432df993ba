extension Schemas {
    /// What the daemon answers.
    static let replies: [Schema] = [
        .message(
            "FailureReply", "The answer to every request that failed.",
            [
                .always("ok", .flag, "Always false."), .always("error", .ref("StudyErrorBody")),
            ]),
        .message(
            "StudyErrorBody", "What failed and what to do next.",
            [
                .always("code", .ref("ErrorCode")),
                .always("message", .text, "One sentence for the person."),
                .maybe("hint", .text, "The next step, as a command where there is one."),
            ]),
        .message(
            "DaemonReply", "The daemon about itself.",
            [
                .always("pid", .whole), .always("version", .text, "The product's version."),
                .always("api", .whole, "The version of this API."), .always("startedAt", .ref("Timestamp")),
                .always("startedBy", .text, "self, systemd, launchd or hand."),
                .maybe(
                    "idleStop", .whole,
                    "Seconds without a request after which it stops; absent when it stays."),
                .always("socket", .text), .always("log", .text, "The log file; empty when there is none."),
                .always("studies", .list(.text), "Folders of the studies it has open."),
                .always("resident", .whole, "Resident memory in bytes."),
            ]),
        .message(
            "StudiesReply", "The studies the daemon has open.", [.always("studies", .list(.ref("OpenStudy")))]
        ),
        .message("OpenStudy", "A study that is open.", [.always("path", .text), .always("title", .text)]),
        .message(
            "SavedReply", "The version that is now durable.",
            [
                .always("id", .ref("RecordID")), .always("version", .whole),
                .always("record", .ref("RecordSummary")),
                .always("operation", .ref("OperationID")),
                .always("changed", .flag, "False when nothing differed, so nothing was written."),
                .maybe(
                    "waits", .ref("WaitingSource"),
                    "There when it waits in the inbox; then nothing is in git, and operation names nothing."),
                .maybe("anchors", .ref("AnchorReport"), "What became of the record's codings."),
            ]),
        .message(
            "RecordsReply", "A page of records.",
            [
                .always("records", .list(.ref("RecordSummary"))),
                .always("total", .whole, "How many match in all."),
            ]),
        .message(
            "RecordReply", "One version of a record.",
            [
                .always("record", .ref("RecordSummary")), .always("details", .ref("RecordDetails")),
                .always("body", .text),
                .always("sha256", .text, "Digest of the version's file; an edit's base."),
                .always("path", .text, "The file inside the study's folder."),
                .always("latest", .whole, "The newest version."),
                .maybe("folds", .list(.ref("TextFold")), "What of an e-mail is not its own words."),
                .maybe("memos", .list(.ref("Memo")), "Comments left on the source."),
                .maybe("linkedMemos", .whole, "How many of the team's memos are linked to it."),
            ]),
        .message(
            "HistoryReply", "Every version of a record, oldest first.",
            [
                .always("id", .ref("RecordID")), .always("versions", .list(.ref("RecordVersion"))),
            ]),
        .message(
            "DiffReply", "What changed between two versions.",
            [
                .always("id", .ref("RecordID")), .always("from", .text), .always("to", .text),
                .always("diff", .text, "Unified diff with three lines of context."),
            ]),
        .message(
            "AdoptReply", "What an adoption saved and what it left alone.",
            [
                .maybe("operation", .ref("OperationID")), .always("records", .list(.ref("RecordSummary"))),
                .always("files", .list(.text), "Paths of other files that were saved."),
                .always("left", .list(.ref("HandEdit"))),
            ]),
        .message(
            "OperationsReply", "Operations, newest first.",
            [
                .always("operations", .list(.ref("OperationSummary"))), .always("total", .whole),
            ]),
        .message(
            "UndoReply", "What was taken back.",
            [
                .always("undone", .ref("OperationSummary")), .always("operation", .ref("OperationID")),
                .always("records", .list(.ref("RecordID")), "Records whose current state changed."),
            ]),
        .message("DoctorReply", "The examination of a study.", [.always("items", .list(.ref("DoctorItem")))]),
        .message(
            "ReindexReply", "The last event of a reindex.",
            [
                .always("records", .whole, "How many records the new index holds.")
            ]),
    ]

    /// What long work and overviews report.
    static let reports: [Schema] = [
        .message(
            "WorkProgress", "Where long work stands.",
            [
                .always("phase", .text, "import, index or check."), .always("done", .whole),
                .maybe("total", .whole, "Absent while it is not known."),
            ]),
        .message(
            "ImportOutcome", "What became of one file of an import.",
            [
                .always("path", .text), .always("result", .ref("ImportResult")),
                .maybe(
                    "record", .ref("RecordSummary"),
                    "The new record, or the one that holds the content already."),
                .always("remarks", .list(.text), "What had to be repaired or left out."),
                .always("guesses", .list(.ref("ImportGuess"))),
                .maybe("speakers", .list(.text), "Labels of a transcript's speakers."),
                .maybe("error", .ref("StudyErrorBody"), "Why it was refused."),
                .maybe("waits", .ref("WaitingSource"), "What waits in the inbox."),
            ]),
        .message(
            "ImportSummary", "An import in numbers.",
            [
                .always("operation", .ref("OperationID")), .always("dryRun", .flag),
                .always("created", .whole), .always("held", .whole), .always("waiting", .whole),
                .always("refused", .whole), .always("bytes", .whole),
            ]),
        .message(
            "CheckReport", "What a full verification found.",
            [
                .always("records", .whole), .always("versions", .whole), .always("commits", .whole),
                .always("leaves", .whole), .always("bytes", .whole),
                .always("findings", .list(.ref("CheckFinding"))),
            ]),
        .message(
            "CheckFinding", "One thing that is not as it should be.",
            [
                .always("code", .text), .always("message", .text),
            ]),
        .message(
            "StudyStatus", "A study at a glance.",
            [
                .always("path", .text), .always("title", .text), .always("member", .ref("MemberID")),
                .always("device", .ref("DeviceID")), .always("records", .whole),
                .always("byKind", .list(.ref("Facet"))), .maybe("firstDate", .ref("CalendarDay")),
                .maybe("lastDate", .ref("CalendarDay")), .always("operations", .whole),
                .maybe("lastOperation", .ref("OperationSummary")),
                .always("handEdited", .list(.ref("HandEdit")), "Changed by hand and not adopted yet."),
                .always("auditSize", .whole, "Leaves of this device's log."),
                .always("index", .ref("IndexState")),
                .always("advice", .list(.text), "What to do, most urgent first."),
                .maybe("sync", .ref("SyncState"), "Absent where there is no remote."),
                .always("team", .list(.ref("TeamMate")), "Empty where somebody works alone."),
                .maybe("checkpoint", .ref("CheckpointState"), "Whether anybody outside holds one."),
                .maybe(
                    "arrivals", .ref("Arrivals"),
                    "What came in since the person's last step on an earlier day; absent where there is none."
                ),
            ]),
        .message(
            "Arrivals", "What came in since somebody last worked in the study on an earlier day.",
            [
                .always("since", .ref("Timestamp")),
                .always("records", .list(.ref("Facet")), "New records, by kind."),
                .always("work", .list(.ref("ArrivedWork")), "What others did."),
            ]),
        .message(
            "ArrivedWork", "Steps of one member of one kind.",
            [
                .always("member", .ref("MemberID")), .always("act", .ref("Act")), .always("steps", .whole),
            ]),
        .message(
            "HandEdit", "A file that differs from what the study holds.",
            [
                .always("path", .text), .always("change", .ref("HandEditChange")),
                .maybe("record", .ref("RecordID")),
            ]),
        .message(
            "DoctorItem", "One line of the doctor.",
            [
                .always("name", .text), .always("verdict", .ref("Verdict")), .always("message", .text),
                .maybe("hint", .text),
            ]),
    ]
}
