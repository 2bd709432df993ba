import StudyModel

extension Schemas {
    /// The coding frame and codings.
    static let coding: [Schema] = [
        .value("CodeID", "Names a code for as long as it lives.", pattern: "^c-[0-9a-hjkmnp-tv-z]{10}$"),
        .value("CodingID", "Names a coding.", pattern: "^[0-9a-hjkmnp-tv-z]{26}$"),
        .value(
            "CoderID", "Who coded: a member of the team, or somebody of another program's project.",
            pattern: "^[rx][0-9]{1,11}$"),
        .value("CodePath", "Where a code stands in the frame, such as pathway/access."),
        .message(
            "Code", "An entry of the coding frame.",
            [
                .always("id", .ref("CodeID")), .always("name", .text),
                .always("origin", .text, "deductive or inductive."),
                .always("status", .text, "draft, agreed or retired."),
                .maybe("colour", .text, "#rrggbb in small letters."), .always("definition", .text),
                .always("useWhen", .text), .always("notWhen", .text), .always("example", .text),
                .always("isCategory", .flag, "Whether it only groups others and is never applied itself."),
                .maybe("scale", .ref("CodeScale")),
                .always("revision", .whole, "One more whenever what it means is changed."),
                .always("replacedBy", .list(.ref("CodeID")), "What took its place in a merge or a split."),
                .maybe("guid", .text, "What other programs call it."),
                .always("entered", .ref("Provenance")), .always("changed", .ref("Provenance")),
                .always("nonce", .text),
            ]),
        .message(
            "CodeScale", "The weights a coding may have.",
            [.always("lowest", .whole), .always("highest", .whole)]),
        .message(
            "CodebookEntry", "A code and where it stands.",
            [.always("path", .ref("CodePath")), .always("code", .ref("Code"))]),
        .message(
            "CodebookReply", "The coding frame.",
            [
                .always("digest", .text, "Names this state of the frame."),
                .always("codes", .list(.ref("CodebookEntry")), "Each code before those below it."),
                .maybe("codings", .ref("CountsByText"), "How many codings each code has, by its id."),
            ]),
        Schema(
            name: "CountsByText",
            json: [
                "type": "object", "description": "Counts by name.",
                "additionalProperties": ["type": "integer"],
            ], fields: []),
        .message(
            "CodebookChange", "One step of work on the coding frame.",
            [
                .always("act", .text, "add, edit, rename, move, merge, split, retire or restore."),
                .maybe("code", .text, "Its id, its path, the end of its path, or its name."),
                .maybe("name", .text), .maybe("names", .list(.text), "Of a split, two or more."),
                .maybe("parent", .text, "Empty for the top."),
                .maybe("into", .text, "Of a merge, the code that stays."),
                .maybe("origin", .text), .maybe("status", .text),
                .maybe("colour", .text, "Empty takes it away."), .maybe("definition", .text),
                .maybe("useWhen", .text), .maybe("notWhen", .text), .maybe("example", .text),
                .maybe("isCategory", .flag),
                .maybe("scale", .list(.whole), "Lowest and highest; empty takes it away."),
                .maybe("id", .ref("CodeID"), "Of a new code; one is drawn without it."),
                .maybe("guid", .text),
                .maybe("keepsMeaning", .flag, "Whether earlier codings stay up to date all the same."),
                .maybe("base", .text, "The nonce of the code looked at; another one is a conflict."),
            ]),
        .message(
            "CodebookRequest", "Changes the coding frame, all as one operation.",
            [
                .always("changes", .list(.ref("CodebookChange"))), .maybe("reason", .text),
                .maybe("dryRun", .flag, "Say what would happen and change nothing."),
                .maybe("cleared", .flag, cleared),
            ]),
        .message(
            "CodeDifference", "What changed of one code.",
            [
                .always("id", .ref("CodeID")), .always("path", .ref("CodePath")), .always("name", .text),
                .always(
                    "kinds", .list(.text),
                    "added, removed, renamed, moved, redefined, described, retired, restored, merged, split."
                ),
                .maybe("before", .ref("CodePath"), "Where it stood, where that differs."),
                .always("fields", .list(.ref("CodeFieldDifference"))),
            ]),
        .message(
            "CodeFieldDifference", "One value that changed.",
            [.always("name", .text), .always("old", .text), .always("new", .text)]),
        .message(
            "CodebookChangeReply", "What changes of the coding frame did, or would do.",
            [
                .always("digest", .text), .always("differences", .list(.ref("CodeDifference"))),
                .always("recoded", .whole, "Codings that became codings of another code."),
                .always("joined", .whole, "How many of those were joined with one on the same words."),
                .always("outdated", .whole, "Codings that wait for a look because of it."),
                .maybe("operation", .ref("OperationID"), "Absent when nothing was changed."),
                .maybe("remarks", .list(.text), "What of a file was left aside."),
            ]),
        .message(
            "CodebookHistoryReply", "Every state of the coding frame, oldest first.",
            [.always("versions", .list(.ref("CodebookVersion")))]),
        .message(
            "CodebookVersion", "One state of the coding frame.",
            [
                .always("number", .whole, "Counts from 1."), .always("digest", .text),
                .always("operation", .ref("OperationSummary")),
                .always("differences", .list(.ref("CodeDifference"))),
            ]),
        .message(
            "CodebookDiffReply", "What differs between two states of the coding frame.",
            [
                .always("from", .text), .always("to", .text),
                .always("differences", .list(.ref("CodeDifference"))),
            ]),
        .message(
            "CodebookFileRequest", "A coding frame from a file.",
            [
                .always("format", .text, "yaml, csv or qdc."), .always("base64", .text),
                .maybe("reason", .text), .maybe("dryRun", .flag), .maybe("cleared", .flag, cleared),
            ]),
        .message(
            "FileReply", "A file for the client to write.",
            [
                .always("name", .text), .always("base64", .text),
                .always("remarks", .list(.text), "What could not be put into it."),
            ]),
        .message(
            "Anchor", "Where a coding stands in the text.",
            [
                .always("span", .list(.whole), "First and last Unicode scalar of the body, half open."),
                .always("quote", .text, "The words, exactly."), .always("before", .text),
                .always("after", .text),
            ]),
        .message(
            "Coding", "One application of a code.",
            [
                .always("id", .ref("CodingID")), .always("code", .ref("CodeID")),
                .maybe("anchor", .ref("Anchor"), "Absent for the record as a whole."),
                .always("version", .whole, "The record's version the anchor is in."),
                .always("sha256", .text), .always("revision", .whole, "Of the code, when it was applied."),
                .always("origin", .text, "hand, text, speaker, question or import."),
                .always("state", .text, "sound, changed or lost."),
                .maybe("was", .text, "The words before they changed."), .maybe("comment", .text),
                .maybe("weight", .whole), .always("at", .ref("Timestamp")), .maybe("guid", .text),
            ]),
        .message(
            "CodingView", "A coding with its record, its coder and what its code is called.",
            [
                .always("record", .ref("RecordID")), .always("coder", .ref("CoderID")),
                .always("coding", .ref("Coding")), .maybe("path", .ref("CodePath")), .always("name", .text),
                .maybe("colour", .text),
                .always(
                    "doubts", .list(.text),
                    "Why to look at it again: redefined, split, changed, lost, orphaned."),
            ]),
        .message(
            "AnchorReport", "What became of a record's codings when its text changed.",
            [
                .always("kept", .whole, "Codings on the same words at the same place."),
                .always("entries", .list(.ref("AnchorEntry")), "All others."),
            ]),
        .message(
            "AnchorEntry", "A coding that is not where it was, or not on the words it was on.",
            [
                .always("id", .ref("CodingID")), .always("code", .ref("CodeID")),
                .always("outcome", .text, "moved, renamed, changed, restored or lost."),
                .maybe("oldQuote", .text), .maybe("newQuote", .text),
            ]),
        .message(
            "CodingChange", "One step of coding in a record; a place is named in exactly one way.",
            [
                .always("act", .text, "add, remove, edit or confirm."),
                .maybe("coding", .text, "Its id, or the end of it; not for add."),
                .maybe("codes", .list(.text)),
                .maybe("span", .list(.whole), "First and last Unicode scalar of the body, half open."),
                .maybe("quote", .text), .maybe("occurrence", .whole, "Which of several places, from 1."),
                .maybe("turns", .list(.whole), "First and last, from 1."),
                .maybe("paragraphs", .list(.whole), "First and last, from 1."),
                .maybe("lines", .list(.whole), "First and last, from 1."),
                .maybe("isWhole", .flag, "The record as a whole."),
                .maybe("comment", .text, "Empty takes it away."), .maybe("weight", .whole),
                .maybe("dropsWeight", .flag),
            ]),
        .message(
            "CodingRequest", "Codes in a record, all changes as one operation.",
            [
                .always("changes", .list(.ref("CodingChange"))), .maybe("reason", .text),
                .maybe("cleared", .flag, cleared),
                .maybe("base", .text, "The sha256 of the version looked at; another one is a conflict."),
            ]),
        .message(
            "CodingReply", "What coding did.",
            [
                .always("record", .ref("RecordID")),
                .always("codings", .list(.ref("CodingView")), "Made or changed."),
                .always("removed", .list(.ref("CodingView"))),
                .always("repeated", .list(.ref("CodingView")), "Stood there already."),
                .maybe("operation", .ref("OperationID"), "Absent when nothing changed."),
            ]),
        .message(
            "DoubtsReply", "The person's own codings that wait for a look.",
            [
                .always("codings", .list(.ref("CodingView"))),
                .always("definitions", .ref("TextsByText"), "What the codes mean now, by their ids."),
                .always("choices", .ref("ListsByText"), "What took a split code's place, by its id."),
            ]),
        Schema(
            name: "TextsByText",
            json: [
                "type": "object", "description": "Texts by name.",
                "additionalProperties": ["type": "string"],
            ], fields: []),
        Schema(
            name: "ListsByText",
            json: [
                "type": "object", "description": "Lists of texts by name.",
                "additionalProperties": ["type": "array", "items": ["type": "string"]],
            ], fields: []),
        .message(
            "CodingsReply", "The codings of a record, in the order of its text.",
            [
                .always("record", .ref("RecordSummary")), .always("version", .whole),
                .always("sha256", .text), .always("codings", .list(.ref("CodingView"))),
            ]),
    ]
}
