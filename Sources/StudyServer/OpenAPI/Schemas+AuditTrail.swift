import StudyModel

extension Schemas {
    /// The audit trail.
    static let auditTrail: [Schema] = [
        .value("AuditType", "What kind of entry it is.", oneOf: AuditEntry.types),
        .message(
            "AuditEntry", "An entry of a device's log.",
            [
                .always("device", .ref("DeviceID")),
                .always("number", .whole, "From 0, in that device's log."),
                .always("at", .ref("Timestamp")), .always("member", .ref("MemberID")),
                .always("type", .ref("AuditType")),
                .maybe("act", .ref("Act"), "Absent where it belongs to no operation."),
                .maybe("operation", .ref("OperationID")), .maybe("record", .ref("RecordID")),
                .maybe("version", .whole), .always("words", .text, "What happened."),
            ]),
        .message(
            "AuditEntries", "Entries of all devices' logs, oldest first.",
            [
                .always("entries", .list(.ref("AuditEntry"))),
                .always("total", .whole, "How many fit in all."),
                .always("unreadable", .list(.text), "Places of entries that can't be read."),
            ]),
        .message(
            "AuditChapter", "One thing that happened.",
            [
                .always("at", .ref("Timestamp")), .maybe("member", .ref("MemberID")), .always("words", .text),
                .maybe("reason", .text, "Why, where a reason was given."),
                .maybe("operation", .ref("OperationID")),
                .maybe("entry", .text, "The entry that says so: device, slash, number."),
            ]),
        .message(
            "AuditStory", "The life of one thing.",
            [
                .always("kind", .text, "record, participant, memo, finding or step."), .always("id", .text),
                .always("chapters", .list(.ref("AuditChapter")), "Oldest first."),
                .always("now", .list(.text), "How it stands now."),
            ]),
        .message(
            "CheckpointRequest", "A checkpoint as a person asks for it.",
            [
                .maybe("to", .text, "The office it is given to; it is kept then."),
                .maybe("cleared", .flag, cleared),
                .maybe("witnessed", .text, "What a witness cosigned last, in Base 64."),
            ]),
        .message(
            "HandedCheckpoint", "A checkpoint that was given to somebody outside.",
            [
                .always("id", .ref("OperationID")), .always("to", .text), .always("at", .ref("Timestamp")),
                .always("by", .ref("MemberID")),
            ]),
        .message(
            "CheckpointNote", "The newest signed checkpoint of a device's log.",
            [
                .always("device", .ref("DeviceID")), .always("member", .ref("MemberID")),
                .always("size", .whole, "How many entries were signed."),
                .always("text", .text, "The signed note."), .always("seenBy", .list(.ref("MemberID"))),
                .maybe("key", .text, "The key that signed it; absent where its owner has another now."),
                .maybe("request", .text, "What a witness outside is asked with."),
            ]),
        .message(
            "AuditCheckpoints", "The newest signed checkpoint of each log.",
            [
                .always("notes", .list(.ref("CheckpointNote"))),
                .always("unsigned", .list(.ref("DeviceID")), "Logs that nobody signed yet."),
                .maybe("handed", .ref("HandedCheckpoint"), "What was kept now."),
                .maybe("last", .ref("HandedCheckpoint"), "The last that was handed out."),
            ]),
        .message(
            "CheckpointState", "Whether anybody outside holds a checkpoint.",
            [
                .maybe("last", .ref("HandedCheckpoint")),
                .always("days", .whole, "Since then, or since the study was made."),
                .always("every", .whole, "After how many days the next is due."),
            ]),
        .message(
            "AuditFile", "A file that somebody outside kept.",
            [.always("name", .text), .always("base64", .text, "Its bytes.")]),
        .message(
            "AuditVerifyRequest", "What the logs are to be compared with.",
            [
                .always("against", .list(.ref("AuditFile"))),
                .maybe("witnesses", .list(.text), "Keys of witnesses outside the study."),
                .maybe("all", .flag, "Whether everything is read again."),
            ]),
        .message(
            "AuditLog", "A device's log as it stands.",
            [
                .always("device", .ref("DeviceID")), .maybe("member", .ref("MemberID"), "Of the last entry."),
                .always("entries", .whole), .always("signed", .whole, "Up to which entry."),
                .always("seenBy", .list(.ref("MemberID"))),
            ]),
        .message(
            "AuditKept", "A kept checkpoint that the log here goes on from.",
            [
                .always("source", .text, "The file it stood in."), .always("device", .ref("DeviceID")),
                .always("then", .whole), .always("now", .whole),
                .always("signedBy", .list(.ref("MemberID"))), .always("seenBy", .list(.text)),
                .always("unknown", .list(.text), "Names of keys that are not known here."),
            ]),
        .message(
            "AuditCounts", "How much was compared.",
            [
                .always("entries", .whole), .always("checkpoints", .whole), .always("cosignatures", .whole),
                .always("logCommits", .whole), .always("commits", .whole), .always("signed", .whole),
                .always("joins", .whole), .always("records", .whole), .always("removals", .whole),
                .always("files", .whole), .always("originals", .whole),
                .always("covered", .whole, "Entries that an erasure covers."),
                .always("lost", .whole, "How many of them only the device that wrote them says so of."),
            ]),
        .message(
            "AuditVerdict", "What came of checking the logs.",
            [
                .always("logs", .list(.ref("AuditLog"))), .always("counts", .ref("AuditCounts")),
                .always("read", .whole, "How many entries and commits were read now."),
                .always("kept", .list(.ref("AuditKept"))), .always("findings", .list(.ref("CheckFinding"))),
            ]),
    ]
}
