extension Schemas {
    /// What a study gives to whoever checks it.
    static let audit: [Schema] = [
        .message(
            "AuditExportOrder", "What is wanted of a study's audit export.",
            [
                .maybe("form", .text, "bag or eln; bag without it."),
                .maybe("from", .text, "First day."),
                .maybe("until", .text, "Last day."),
                .maybe("participant", .text, "A handle."),
                .maybe("round", .text, "The name of a round."),
                .maybe("withhold", .list(.text), "bodies: texts, and all that quotes them, stay at home."),
            ]),
        .message(
            "AuditExportReply", "An audit export, to be written where the person wants it.",
            [
                .always("name", .text, "A name for it."),
                .always("files", .list(.ref("AuditExportFile"))),
                .always("records", .whole), .always("versions", .whole), .always("leaves", .whole),
                .always("withheld", .list(.ref("AuditExportWithheld"))),
                .maybe("names", .whole, "Of how many known names none stands in it."),
                .always("remarks", .list(.text), "What a person has to know about it, one sentence each."),
            ]),
        .message(
            "AuditExportFile", "A file of an audit export.",
            [
                .always("path", .text, "From the export's top."),
                .always("base64", .text, "Its bytes."),
            ]),
        .message(
            "AuditExportWithheld", "How many things stay at home for one reason.",
            [
                .always("reason", .text, "As in withheld.jsonl of the export."),
                .always("count", .whole),
            ]),
    ]
}
