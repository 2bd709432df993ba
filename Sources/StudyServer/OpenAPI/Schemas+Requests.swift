/// Every message and value of the API.
enum Schemas {
    static let all = [
        values, records, requests, replies, reports, reading, surveys, names, people, coding, queries,
        memos, projects, rounds, team, methods, auditReports, feedback, workflows, auditTrail,
        frameworks,
        workshops, drafts, audit,
    ]
    .flatMap(\.self).sorted { $0.name < $1.name }

    static let cleared = "Whether a person says that what may look like a name in it is none."

    /// What clients send.
    static let requests: [Schema] = [
        .message(
            "CreateStudyRequest", "Makes a study in a new or empty folder.",
            [
                .always("path", .text, "Absolute path of the folder."),
                .maybe("title", .text),
                .maybe(
                    "template", .text, "A folder of workspace/templates; the default is social-prescribing."),
                .always("sample", .flag, "Whether to fill it with the fictional sample study."),
                .maybe(
                    "names", .ref("NamePolicy"), "What becomes of names; the default is the template's."),
            ]),
        .message(
            "CaptureRequest", "Captures one record.",
            [
                .always("text", .text, "The body; line ends become LF."),
                .maybe("kind", .ref("RecordKind"), "The default is field-note."),
                .maybe("date", .ref("CalendarDay"), "The default is today."),
                .maybe("time", .text, "As the source gives it, such as 14:30."),
                .maybe("title", .text, "The default is the first line."),
                .maybe("participants", .list(.ref("Handle"))),
                .maybe("cleared", .flag, cleared),
            ]),
        .message(
            "EditRequest", "Saves a new version of a record; what is absent stays.",
            [
                .maybe("body", .text),
                .maybe("kind", .ref("RecordKind")),
                .maybe("date", .ref("CalendarDay")),
                .maybe("title", .text),
                .maybe("participants", .list(.ref("Handle"))),
                .maybe("reason", .text, "Why, for the history."),
                .maybe(
                    "base", .text,
                    "The sha256 of the version the edit started from; another newest one is a conflict."),
                .maybe("cleared", .flag, cleared),
                .maybe("dryRun", .flag, "Say what would become of codings and save nothing."),
            ]),
        .message(
            "AdoptRequest", "Adopts changes made by hand in the study's folder.",
            [
                .maybe("paths", .list(.text), "Paths inside the study; without them, all."),
                .maybe("reason", .text), .maybe("cleared", .flag, cleared),
            ]),
        .message(
            "UndoRequest", "Takes the last operation back.",
            [
                .maybe("reason", .text),
                .maybe(
                    "operation", .ref("OperationID"),
                    "Which one is meant; where another one is the last, nothing is taken back."),
            ]),
        .message(
            "ImportFrame", "The header line of one file in the body of an import.",
            [
                .always("path", .text, "The file's path as the person gave it."),
                .always(
                    "bytes", .whole, "How many bytes of the file follow the line feed, at most 67108864."),
                .maybe("modified", .ref("Timestamp"), "When the file was last changed."),
                .maybe("overrides", .ref("RecordOverrides")),
                .maybe("password", .text, "Opens an encrypted file; it is not kept."),
            ]),
        .message(
            "RecordOverrides", "What a person says about a source; it wins over what is worked out.",
            [
                .maybe("kind", .ref("RecordKind")),
                .maybe("day", .ref("CalendarDay")),
                .maybe("title", .text),
                .maybe("participants", .list(.ref("Handle"))), .maybe("speakers", .ref("HandlesByText")),
            ]),
    ]
}
