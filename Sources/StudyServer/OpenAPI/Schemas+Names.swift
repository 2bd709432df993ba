import StudyModel

extension Schemas {
    /// The vault, the inbox, the key table, and known names in the study.
    static let names: [Schema] = nameValues + vault + inbox + pseudonyms + leaks

    private static let nameValues: [Schema] = [
        .value(
            "NamePolicy", "What becomes of names in texts that come in.",
            oneOf: NamePolicy.allCases.map(\.rawValue)),
        .value(
            "VaultState", "open: it can be read; locked: it can be sealed to; absent: there is none.",
            oneOf: ["open", "locked", "absent"]),
        .value(
            "WaitingCause", "Why a source waits.", oneOf: ["suspects", "locked", "policy"]),
        .value(
            "WaitingOrigin", "How a waiting source came.", oneOf: ["capture", "import", "edit", "survey"]),
        .value(
            "SuspectKind", "What a suspect may be.", oneOf: SuspectKind.allCases.map(\.rawValue)),
        .value(
            "SuspectVerdict", "What a person decides about a suspect.",
            oneOf: SuspectDecision.Verdict.allCases.map(\.rawValue)),
        .value(
            "PseudonymKind", "What a name belongs to.", oneOf: ["person", "place", "organisation", "other"]),
        Schema(
            name: "CountsByHandle",
            json: [
                "type": "object", "description": "A number for each handle or label.",
                "additionalProperties": ["type": "integer"],
            ], fields: []),
    ]

    private static let vault: [Schema] = [
        .message(
            "VaultReply", "The vault.",
            [
                .always("state", .ref("VaultState")), .always("policy", .ref("NamePolicy")),
                .always(
                    "hasPassphrase", .flag, "Whether a passphrase protects the identity that opens it."),
                .maybe(
                    "identityFile", .text,
                    "The file with the identity; absent where the daemon has no place for one."),
                .maybe("locksAt", .ref("Timestamp"), "Absent when it stays open while the daemon runs."),
                .always("members", .list(.ref("VaultMember"))),
                .always("participants", .whole, "Participants with a key of their own."),
                .maybe("people", .whole, "Entries of the key table; absent while it is locked."),
                .maybe("places", .whole), .maybe("organisations", .whole),
                .always("originals", .whole, "Originals that are kept sealed."),
                .always("waiting", .whole, "Sources in the inbox."),
                .maybe("cleared", .whole, "Records that went in by this unlocking."),
            ]),
        .message(
            "VaultMember", "A member who can open the vault.",
            [
                .always("member", .ref("MemberID")),
                .always("recipient", .text, "The member's age recipient, age1..."),
                .always("isSelf", .flag, "Whether it is the member at work here."),
            ]),
        .message(
            "UnlockRequest", "Opens the vault.",
            [
                .maybe("passphrase", .text, "It is not kept."),
                .maybe(
                    "minutes", .whole,
                    "From 1 to 10080, after which it locks itself; absent, it stays open while the daemon runs."
                ),
            ]),
        .message(
            "PassphraseRequest", "Sets, changes or removes the passphrase of the person's identity.",
            [
                .maybe("current", .text, "The one that holds; absent where there is none."),
                .maybe("new", .text, "Absent removes it."),
            ]),
        .message(
            "VaultMemberRequest", "Lets a member open the vault, or takes one out.",
            [
                .always("member", .ref("MemberID")),
                .maybe("recipient", .text, "Of a grant, where it must be there: age1..."),
            ]),
        .message(
            "VaultCheckReply", "What opening every sealed file found.",
            [
                .always("files", .whole), .always("bytes", .whole),
                .maybe("others", .whole, "Files that only another member can open, which were not."),
                .always("findings", .list(.ref("CheckFinding"))),
            ]),
    ]

    private static let inbox: [Schema] = [
        .message(
            "InboxReply", "What waits, the longest waiting first.",
            [.always("waiting", .list(.ref("WaitingSource")))]),
        .message(
            "WaitingSource", "A source in the inbox, without its words.",
            [
                .always(
                    "id", .ref("RecordID"), "The record's id once it is in; of an edit the record's own."),
                .always("source", .ref("WaitingOrigin")), .always("cause", .ref("WaitingCause")),
                .always("received", .ref("Timestamp")),
                .always("records", .whole, "How many records it will make."),
                .maybe("suspects", .whole, "Undecided ones; absent while the vault is locked."),
                .maybe("title", .text, "With known names replaced; absent while the vault is locked."),
            ]),
        .message(
            "WaitingReply", "A waiting source with its words.",
            [
                .always("source", .ref("WaitingSource")), .always("texts", .list(.ref("WaitingText"))),
                .always("suspects", .list(.ref("WaitingSuspect")), "In reading order, the same words once."),
                .always("replaced", .whole, "Known names that were replaced."),
                .always("free", .list(.text), "The next free handle of each prefix, then the next labels."),
            ]),
        .message(
            "WaitingText", "One text of a waiting source, with known names replaced.",
            [
                .always(
                    "field", .text,
                    "body, title or the key of a detail; of a part with its number before it, as in 2.body."),
                .always("text", .text),
            ]),
        .message(
            "WaitingSuspect", "A place where somebody may be named.",
            [
                .always("field", .text, "The text it stands in."),
                .always("span", .list(.whole), "First and last Unicode scalar of that text, half open."),
                .always("text", .text), .always("kind", .ref("SuspectKind")),
                .always("isLikely", .flag, "False for one that is merely possible."),
                .always("reason", .text, "Why it is one, in a few words."),
                .always("candidates", .list(.text), "Handles a known name may stand for."),
                .always("before", .text, "Up to 60 scalars of the same line."),
                .always("after", .text, "Up to 60 scalars of the same line."),
                .always("count", .whole, "How often the words are suspected in this source."),
            ]),
        .message(
            "DecisionsRequest", "Decides about suspects.",
            [.always("decisions", .list(.ref("SuspectDecision")))]),
        .message(
            "SuspectDecision", "What a person decides about one suspect.",
            [
                .always("text", .text, "The words as the suspect has them."),
                .always("verdict", .ref("SuspectVerdict")),
                .maybe(
                    "handle", .text,
                    "A handle, a prefix (SP takes the next one) or a label; absent takes the next free one."),
            ]),
        .message(
            "ClearRequest", "Takes waiting sources into the study.",
            [
                .maybe("records", .list(.text), "Parts of ids; absent for all that have no suspects left."),
                .maybe("asItIs", .flag, "Whether they go in with suspects left."),
            ]),
        .message(
            "ClearReply", "What a clearing took in.",
            [
                .always("records", .list(.ref("RecordSummary"))),
                .always("operations", .list(.ref("OperationID"))),
                .always("waiting", .whole, "What still waits."),
            ]),
        .message(
            "DiscardRequest", "Drops a waiting source for good.",
            [.always("record", .text, "A part of its id.")]),
    ]

    private static let pseudonyms: [Schema] = [
        .message(
            "PseudonymsReply", "The key table, people first.",
            [
                .always("entries", .list(.ref("Pseudonym"))),
                .always("never", .list(.text), "Words that are never a name in this study."),
            ]),
        .message(
            "Pseudonym", "One entry of the key table.",
            [
                .always("handle", .text, "A handle or a label, such as SP66 or place A."),
                .always("kind", .ref("PseudonymKind")), .always("name", .text),
                .always("also", .list(.text), "Nicknames, spellings, e-mail addresses, telephone numbers."),
            ]),
        .message(
            "PseudonymRequest", "Adds a name and replaces it where it stands already.",
            [
                .always("name", .text), .maybe("also", .list(.text)),
                .maybe(
                    "handle", .text,
                    "A handle, a prefix (SP takes the next one) or a label; absent takes the next free one."),
                .maybe("kind", .ref("PseudonymKind"), "Absent where the handle says it; else a person."),
                .maybe("dryRun", .flag, "Whether to say only what would change."),
            ]),
        .message(
            "PseudonymRemoval", "Takes a name out of the key table; texts stay as they are.",
            [.always("name", .text)]),
        .message(
            "PseudonymReply", "What adding a name changed.",
            [
                .always("handle", .text), .always("dryRun", .flag),
                .always("records", .list(.ref("RecordID"))),
                .always("changes", .list(.ref("PseudonymChange"))),
                .maybe("operation", .ref("OperationID"), "Absent where nothing was changed."),
                .always("files", .list(.text), "Other files that were changed, such as memos."),
                .always("versionsLeft", .whole, "Earlier versions of these records in git history."),
            ]),
        .message(
            "PseudonymChange", "One line in which a name stood.",
            [
                .always("record", .ref("RecordID")), .always("field", .text), .always("before", .text),
                .always("after", .text),
            ]),
    ]

    private static let leaks: [Schema] = [
        .message(
            "LeaksRequest", "Where to look for known names; the newest state where nothing is said.",
            [
                .maybe("range", .text, "Commits as git names a range, such as origin/main..main."),
                .maybe("all", .flag, "Every git object and every file of the study's folder."),
                .maybe("file", .ref("LeaksFile"), "Bytes from elsewhere, such as an export."),
            ]),
        .message(
            "LeaksFile", "Bytes to be looked through instead of the study.",
            [.always("name", .text), .always("base64", .text, "At most 64 MiB of bytes.")]),
        .message(
            "LeaksReply", "Where known names stand; never the names.",
            [
                .always("places", .whole, "Files and objects that were looked through."),
                .always("bytes", .whole), .always("names", .whole, "Names that were looked for."),
                .always("total", .whole), .always("leaks", .list(.ref("Leak")), "The first 1,000."),
                .always("byHandle", .ref("CountsByHandle")),
            ]),
        .message(
            "Leak", "One place where a known name stands.",
            [
                .always("place", .text, "A path, or the kind of a git object and 12 digits of its id."),
                .maybe("line", .whole, "From 1; absent in what is no text."),
                .always("column", .whole, "In Unicode scalars from 1; in what is no text in bytes from 0."),
                .always("handle", .text, "Whose name it is."),
            ]),
    ]
}
