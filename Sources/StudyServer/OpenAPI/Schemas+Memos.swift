import StudyModel

extension Schemas {
    /// Memos and what they are linked to.
    static let memos: [Schema] = [
        .value("MemoID", "Names a memo for as long as it lives.", pattern: "^m-[0-9a-hjkmnp-tv-z]{10}$"),
        .value("MemoKind", "What a memo is about.", oneOf: Memo.Kind.allCases.map(\.rawValue)),
        .message(
            "StudyMemo", "What a researcher writes while working.",
            [
                .always("id", .ref("MemoID")), .always("kind", .ref("MemoKind")), .always("title", .text),
                .always("links", .list(.ref("MemoLink"))), .always("body", .text, "Markdown."),
                .always("written", .ref("Provenance")), .always("changed", .ref("Provenance")),
                .always("version", .whole, "Counts from 1."), .always("nonce", .text),
            ]),
        Schema(name: "MemoLink", json: link.json, fields: []),
        .message(
            "MemoLinkView", "A link of a memo with what it leads to.",
            [
                .always("link", .ref("MemoLink")),
                .always("label", .text, "A record's id, a code's path or a case's id."),
                .maybe("title", .text, "A record's title, a code's name, or the code of a coding."),
                .maybe("latest", .whole, "The record's newest version, where words are linked."),
                .maybe(
                    "state", .text,
                    "Of words: current, unmoved, moved or gone in the newest version; removed where what is linked is."
                ),
            ]),
        .message(
            "MemoLinkDraft", "A link to make; it names exactly one record, code or case.",
            [
                .maybe("record", .text, "Any unambiguous part of its id."),
                .maybe("span", .list(.whole), "First and last Unicode scalar of its body, half open."),
                .maybe("quote", .text, "Words of it."),
                .maybe("occurrence", .whole, "Which of several places, from 1."),
                .maybe("turns", .list(.whole), "First and last, from 1."),
                .maybe("paragraphs", .list(.whole), "First and last, from 1."),
                .maybe("lines", .list(.whole), "First and last, from 1."),
                .maybe("coding", .text, "A coding of it: its id, or the end of it."),
                .maybe("code", .text, "Its id, its path, the end of its path, or its name."),
                .maybe("case", .text, "Its id, such as a participant's handle."),
                .maybe("finding", .text, "Always refused: memos are not linked to findings."),
            ]),
        .message(
            "MemoHead", "A memo as lists show it.",
            [
                .always("id", .ref("MemoID")), .always("kind", .ref("MemoKind")),
                .always("title", .text, "Empty for a private one where others may read along."),
                .always("written", .ref("Provenance")), .always("changed", .ref("Provenance")),
                .always("version", .whole), .always("isPrivate", .flag),
                .always("links", .list(.ref("MemoLinkView"))),
                .always(
                    "snippet", .list(.ref("Fragment")), "Round the first match, or the beginning."),
            ]),
        .message(
            "MemosReply", "Memos, the newest first.",
            [
                .always("memos", .list(.ref("MemoHead"))), .always("total", .whole, "How many match."),
                .maybe("sealed", .whole, "Own private ones that were not looked at: the vault is locked."),
                .maybe("unreadable", .list(.text), "Files that are no memo, one sentence each."),
            ]),
        .message(
            "MemoRequest", "A new memo.",
            [
                .always("kind", .ref("MemoKind")),
                .maybe("title", .text, "The beginning of the text without it."),
                .always("body", .text, "Markdown."), .maybe("links", .list(.ref("MemoLinkDraft"))),
                .maybe("isPrivate", .flag, "Only the writer can ever read it; for reflexive ones."),
                .maybe("cleared", .flag, "A person has looked, and what may look like a name is none."),
            ]),
        .message(
            "MemoEditRequest", "Changes a memo; what is absent stays.",
            [
                .maybe("kind", .ref("MemoKind")), .maybe("title", .text), .maybe("body", .text),
                .maybe("links", .list(.ref("MemoLinkDraft")), "Links to add."),
                .maybe("unlink", .list(.whole), "Links to take away, by their number from 1."),
                .maybe("base", .text, "The sha256 of the version it started from."),
                .maybe("cleared", .flag, "A person has looked, and what may look like a name is none."),
            ]),
        .message(
            "MemoReply", "A memo with what it is linked to.",
            [
                .always("memo", .ref("StudyMemo")),
                .always("sha256", .text, "What an edit gives as its base."),
                .always("isPrivate", .flag), .always("isOwn", .flag, "Whether the person wrote it."),
                .always("links", .list(.ref("MemoLinkView"))),
                .maybe("path", .text, "Its file in the study's folder; absent for a private one."),
                .maybe("operation", .ref("OperationID"), "What a write was."),
            ]),
    ]

    /// Which of the fields a link has says what it leads to.
    private static let link = Schema.message(
        "MemoLink", "What a memo is linked to: a record, words or a coding of it, a code, or a case.",
        [
            .maybe("record", .ref("RecordID")), .maybe("anchor", .ref("Anchor"), "The words."),
            .maybe("version", .whole, "The record's version the words are in."),
            .maybe("sha256", .text, "Of that version."), .maybe("coding", .ref("CodingID")),
            .maybe("code", .ref("CodeID")), .maybe("case", .text),
        ])
}
