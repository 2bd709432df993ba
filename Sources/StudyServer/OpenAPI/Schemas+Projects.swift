extension Schemas {
    /// Projects of other programs.
    static let projects: [Schema] = [
        .message(
            "ProjectFrame", "The first line of the body of a project's import.",
            [
                .always("path", .text, "The file's path as the person gave it."), .always("bytes", .whole),
                .maybe("offsets", .text, "utf16 or codepoint, with -crlf1 and -bom."),
                .maybe("kind", .ref("RecordKind")), .maybe("dryRun", .flag),
                .maybe("cleared", .flag, cleared),
            ]),
        .message(
            "ProjectTally", "How many things of one kind a project has, and what became of them.",
            [.always("made", .whole), .always("held", .whole), .always("leftOut", .whole)]),
        .message(
            "OffsetEvidence", "How a file counts positions in one text, or in all, and how well that fits.",
            [
                .maybe("source", .text, "The text's identifier; absent for the project as a whole."),
                .always("spans", .whole), .always("reading", .text, "As the offsets of a ProjectFrame."),
                .always("decision", .text, "forced, ours, onlyOne, fit, project or standard."),
                .always("onBoundaries", .whole, "Spans that begin and end where words do."),
                .always("names", .whole, "Selections whose name says how their words begin."),
                .always("namesMatched", .whole), .maybe("next", .text, "The reading that fits second best."),
                .maybe("nextOnBoundaries", .whole),
            ]),
        .message(
            "ProjectReport", "What became of a project of another program.",
            [
                .always("name", .text), .maybe("program", .text, "The program that wrote the file."),
                .maybe("operation", .ref("OperationID"), "Absent where nothing changed."),
                .always("dryRun", .flag), .always("records", .ref("ProjectTally")),
                .always("codes", .ref("ProjectTally")), .always("codings", .ref("ProjectTally")),
                .always("coders", .ref("ProjectTally")), .always("cases", .ref("ProjectTally")),
                .always("made", .list(.ref("RecordSummary"))),
                .always("offsets", .list(.ref("OffsetEvidence")), "The project first, then each text."),
                .always("remarks", .list(.text), "What of the file is not in the study as it was."),
            ]),
    ]
}
