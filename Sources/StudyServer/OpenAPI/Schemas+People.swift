import StudyModel

extension Schemas {
    /// Participants, consent, reviews and withdrawals.
    static let people: [Schema] =
        peopleValues + erasures + participants + reviews + withdrawals + consent + consentForms

    private static let peopleValues: [Schema] = [
        .value(
            "CaseStatus", "Whether a participant takes part.", oneOf: Case.Status.allCases.map(\.rawValue)),
        Schema(
            name: "CaseValue",
            json: [
                "description": "The value of an attribute: a text, a number, several choices, or a day.",
                "oneOf": [
                    ["type": "string"], ["type": "number"], ["type": "array", "items": ["type": "string"]],
                    [
                        "type": "object", "required": ["date"],
                        "properties": ["date": ["$ref": "#/components/schemas/CalendarDay"]],
                    ],
                ],
            ], fields: []),
        Schema(
            name: "CaseAttributes",
            json: [
                "type": "object", "description": "Values by the name of the attribute in study.yaml.",
                "additionalProperties": ["$ref": "#/components/schemas/CaseValue"],
            ], fields: []),
        .value(
            "ConsentPurpose", "What consent is given for.",
            oneOf: ConsentPurpose.allCases.map(\.rawValue)),
        .value("ConsentAct", "What a consent event does.", oneOf: ConsentAct.allCases.map(\.rawValue)),
        .value("ConsentMode", "How consent was given.", oneOf: ConsentMode.allCases.map(\.rawValue)),
        .value("ConsentUse", "What is done with data.", oneOf: ConsentUse.allCases.map(\.rawValue)),
        .value(
            "ConsentWord", "Where a participant stands on a purpose now.",
            oneOf: ["granted", "refused", "withdrawn", "expired", "never-asked"]),
        Schema(
            name: "ConsentByPurpose",
            json: [
                "type": "object", "description": "Where a participant stands now, by purpose.",
                "additionalProperties": ["$ref": "#/components/schemas/ConsentWord"],
            ], fields: []),
        .value(
            "ConsentDueReason", "Why somebody is to be asked.",
            oneOf: ["expired", "expiring", "superseded", "reconsent", "never-asked"]),
        .value(
            "ConsentGapReason", "Why consent is missing.", oneOf: ConsentGap.Reason.allCases.map(\.rawValue)),
        .value(
            "ConsentVerdict", "Whether records may be used; flagged: they may, and something is missing.",
            oneOf: ["allowed", "flagged", "refused"]),
        .value(
            "ConsentFormKind", "form is read and signed, script is read aloud.",
            oneOf: ConsentForm.Kind.allCases.map(\.rawValue)),
        .value(
            "VaultReference", "Names a sealed file of the vault.", pattern: "^[a-z0-9][a-z0-9-]{0,63}$"),
        .value(
            "ReviewVerdict", "What a participant says of the data held about them.",
            oneOf: ReviewEvent.Verdict.allCases.map(\.rawValue)),
        .value(
            "WithdrawalOption", "What is done with what is held.",
            oneOf: WithdrawalOption.allCases.map(\.rawValue)),
    ]

    private static let participants: [Schema] = [
        .message(
            "ParticipantsReply", "The participants, by handle.",
            [.always("participants", .list(.ref("ParticipantHead")))]),
        .message(
            "ParticipantHead", "A participant as lists show them.",
            [
                .always("handle", .ref("Handle")), .always("status", .ref("CaseStatus")),
                .always("attributes", .ref("CaseAttributes")),
                .always("records", .whole, "Records they take part in."),
                .always("consent", .ref("ConsentByPurpose")),
                .maybe("name", .text, "The real name; in a list only where it was asked for."),
            ]),
        .message(
            "ParticipantsRequest", "A table of people; names go to the vault, everything else to cases/.",
            [
                .always("csv", .text, "With a row of headings."),
                .maybe("prefix", .text, "Makes handles for rows without one, such as SP."),
                .maybe("dryRun", .flag),
            ]),
        .message(
            "SheetReply", "What became of a table of people or of consent.",
            [
                .always("dryRun", .flag), .always("added", .list(.ref("Handle"))),
                .always("changed", .list(.ref("Handle"))),
                .always("unchanged", .whole, "Rows that say what the study holds already."),
                .always("entered", .whole, "Names for the vault, or consent events."),
                .always("problems", .list(.ref("SheetProblem"))), .maybe("operation", .ref("OperationID")),
            ]),
        .message(
            "SheetProblem", "What is wrong with a row; never what stands in it.",
            [.always("sentence", .text), .always("isWarning", .flag, "A warning holds nothing up.")]),
        .message(
            "ParticipantReply", "Everything that is held about one participant.",
            [
                .always("participant", .ref("ParticipantHead")),
                .always("records", .list(.ref("HeldRecord"))),
                .always("passages", .list(.ref("HeldPassage"))),
                .always("consent", .list(.ref("ConsentEvent")), "In the order in which they count."),
                .always("reviews", .list(.ref("ReviewEvent"))),
                .always("withdrawals", .list(.ref("Withdrawal"))),
                .always(
                    "memos", .list(.ref("MemoHead")),
                    "Linked to them or naming them; private ones, which only their writer sees, without a title."
                ),
                .always("responses", .list(.ref("CycleResponse")), "What they answered in feedback cycles."),
                .always(
                    "cells", .list(.ref("FrameworkCellName")),
                    "Summaries of framework matrices that are about them or rest on their words."),
                .always("cards", .list(.ref("CardView")), "Cards they wrote in workshops."),
                .always("comments", .list(.ref("DraftComment")), "What they said of report drafts."),
                .always("answers", .list(.text), "Answers to surveys, as survey/answer."),
                .always("originals", .whole, "Sealed originals of these records."),
                .always("sealed", .whole, "Files of the vault that are sealed with their key."),
                .always("waiting", .whole, "Sources in the inbox."),
                .always("files", .list(.text), "Other files of the study in which the handle stands."),
                .always("operations", .list(.ref("OperationSummary")), "Who did what when, oldest first."),
            ]),
        .message(
            "HeldRecord", "A record that concerns a participant.",
            [
                .always("record", .ref("RecordSummary")),
                .always("takesPart", .flag, "False where they are only spoken of."),
                .always("versions", .list(.ref("RecordVersion")), "Oldest first."),
            ]),
        .message(
            "HeldPassage", "A passage that is a participant's or names them.",
            [
                .always("record", .ref("RecordID")), .always("version", .whole),
                .always("span", .list(.whole), "First and last Unicode scalar of the body, half open."),
                .always("text", .text), .always("isOwn", .flag, "Whether they say it themselves."),
            ]),
        .message(
            "PackReply", "A participant's review pack.",
            [.always("name", .text, "A name for the file."), .always("base64", .text)]),
    ]

    private static let reviews: [Schema] = [
        .message(
            "ReviewRequest", "What a participant said of the data held about them.",
            [
                .always("verdict", .ref("ReviewVerdict")),
                .maybe("records", .list(.text), "Parts of ids; absent for everything held."),
                .maybe("corrections", .list(.ref("ReviewCorrection"))),
                .maybe("at", .ref("Timestamp"), "When they said it; absent means this moment."),
            ]),
        .message(
            "ReviewCorrection", "Something to put right in one record: a place, a remark, or both.",
            [
                .always("record", .ref("RecordID")), .maybe("place", .ref("ReviewPlace")),
                .maybe("remark", .ref("RecordID"), "The record that says what is to be put right."),
            ]),
        .message(
            "ReviewPlace", "A passage of one version.",
            [
                .always("version", .whole),
                .always("scalars", .list(.whole), "First and last Unicode scalar of the body, half open."),
            ]),
        .message(
            "ReviewEvent", "A participant's answer as it was recorded.",
            [
                .always("id", .ref("OperationID")), .always("participant", .ref("Handle")),
                .always("at", .ref("Timestamp"), "When they said it."),
                .always("recorded", .ref("Provenance")), .always("verdict", .ref("ReviewVerdict")),
                .always("records", .list(.ref("RecordID"))),
                .always("corrections", .list(.ref("ReviewCorrection"))),
            ]),
        .message(
            "ReviewReply", "The answer that was recorded.",
            [.always("review", .ref("ReviewEvent")), .always("operation", .ref("OperationID"))]),
    ]

    private static let withdrawals: [Schema] = [
        .message(
            "WithdrawalRequest", "Carries out a withdrawal.",
            [
                .always("option", .ref("WithdrawalOption")),
                .maybe("mode", .ref("ConsentMode"), "How they withdrew; absent for oral."),
                .maybe("at", .ref("Timestamp"), "When they withdrew; absent means this moment."),
                .maybe("dryRun", .flag, "Whether to say only what would be touched."),
            ]),
        .message(
            "WithdrawalReply", "What a withdrawal touches, and once it is done what was.",
            [
                .always("preview", .ref("WithdrawalPreview")), .always("records", .list(.ref("RecordID"))),
                .maybe("receipt", .ref("WithdrawalReceipt"), "Absent in a dry run."),
                .maybe("operation", .ref("OperationID")),
                .maybe(
                    "places", .list(.ref("WithdrawalPlace")),
                    "What would be changed outside the participant's own records; only in a dry run."),
            ]),
        .message(
            "WithdrawalPlace", "A place outside a participant's own records that would be changed.",
            [
                .maybe("record", .ref("RecordID"), "Where it is a record."), .always("path", .text),
                .always("words", .list(.text), "A few words around each place in it."),
            ]),
        .message(
            "WithdrawalPreview", "What a withdrawal concerns.",
            [
                .always("participant", .ref("Handle")), .always("option", .ref("WithdrawalOption")),
                .always("purposes", .list(.ref("ConsentPurpose")), "What is taken back."),
                .always("counts", .ref("WithdrawalCounts")),
                .always(
                    "cells", .list(.ref("FrameworkCellName")),
                    "Summaries of framework matrices that are about them or rest on their words."),
            ]),
        .message(
            "WithdrawalCounts", "How much a withdrawal concerns.",
            [
                .always("records", .whole, "Records of this participant alone."),
                .always("sharedRecords", .whole, "Records with others in them."), .always("codings", .whole),
                .always("quotes", .whole),
                .always("memos", .whole, "Memos on their records, by them, or that name or quote them."),
                .always("surveyAnswers", .whole), .always("originals", .whole), .always("waiting", .whole),
                .always("summaries", .whole, "Summaries of framework matrices."),
            ]),
        .message(
            "WithdrawalReceipt", "What was done.",
            [
                .always("withdrawal", .ref("Withdrawal")), .always("done", .ref("WithdrawalCounts")),
                .always("finished", .ref("Timestamp")),
                .always("waitingFor", .list(.ref("DeviceID")), "Devices that have not confirmed yet."),
                .always("handedOut", .whole, "Reports and exports that were handed out before."),
                .always("versionsLeft", .whole, "Earlier versions that git history still holds."),
                .maybe("erasure", .ref("ErasureReceipt"), "What was taken out of history."),
            ]),
        .message(
            "Withdrawal", "A withdrawal as the study holds it.",
            [
                .always("id", .ref("OperationID")), .always("participant", .ref("Handle")),
                .always("option", .ref("WithdrawalOption")),
                .always("event", .ref("OperationID"), "The consent event that takes consent back."),
                .always("at", .ref("Timestamp")), .always("recorded", .ref("Provenance")),
                .maybe("record", .ref("RecordID"), "The record in which the wish stands."),
            ]),
    ]

    private static let consent: [Schema] = [
        .message(
            "ConsentRequest", "One act of one or more participants.",
            [
                .maybe("participants", .list(.ref("Handle")), "Absent where meeting names who was present."),
                .maybe("meeting", .text, "A part of the id of a record whose participants are meant."),
                .always("act", .ref("ConsentAct")),
                .maybe("purposes", .list(.ref("ConsentPurpose")), "May be absent in a withdrawal: all."),
                .always("mode", .ref("ConsentMode")),
                .maybe("at", .ref("Timestamp"), "Absent means this moment, or the beginning of the meeting."),
                .maybe("form", .text, "A form's name, or name@version; without a version the newest."),
                .maybe("expires", .ref("CalendarDay"), "The last day on which it holds."),
                .maybe("records", .list(.text), "Parts of the ids of the records it is limited to."),
                .maybe("evidence", .text, "A file that shows it, in base64, for the vault."),
                .maybe("evidenceName", .text),
            ]),
        .message(
            "ConsentReply", "What was recorded, an event for each participant.",
            [.always("events", .list(.ref("ConsentEvent"))), .always("operation", .ref("OperationID"))]),
        .message(
            "ConsentEvent", "One dated act of one participant.",
            [
                .always("id", .ref("OperationID")), .always("participant", .ref("Handle")),
                .always("act", .ref("ConsentAct")),
                .always("purposes", .list(.ref("ConsentPurpose")), "Empty where everything is withdrawn."),
                .always("mode", .ref("ConsentMode")), .always("at", .ref("Timestamp"), "When it was given."),
                .always("recorded", .ref("Provenance"), "Who wrote it down, and when."),
                .maybe("takenBy", .ref("MemberID"), "Who asked, where that was another member."),
                .maybe("form", .ref("ConsentFormReference")), .maybe("meeting", .ref("RecordID")),
                .maybe("expires", .ref("CalendarDay")), .maybe("evidence", .ref("VaultReference")),
                .maybe("scope", .list(.ref("RecordID")), "The records it is limited to."),
            ]),
        .message(
            "ConsentFormReference", "The form that was used.",
            [.always("name", .text), .maybe("version", .text)]),
        .message(
            "ConsentDueReply", "Who is to be asked, and records with people who had not agreed.",
            [.always("due", .list(.ref("ConsentDue"))), .always("gaps", .list(.ref("ConsentGap")))]),
        .message(
            "ConsentDue", "Somebody who is to be asked, and why.",
            [
                .always("participant", .ref("Handle")), .always("purpose", .ref("ConsentPurpose")),
                .always("why", .ref("ConsentDueReason")),
                .maybe("day", .ref("CalendarDay"), "When it ended, ends or was given."),
                .maybe("version", .text, "The version of the form that is in use now."),
            ]),
        .message(
            "ConsentGap", "One thing that is missing: a participant, a purpose, and why.",
            [
                .always("participant", .ref("Handle")), .always("purpose", .ref("ConsentPurpose")),
                .always("why", .ref("ConsentGapReason")), .maybe("record", .ref("RecordID")),
                .always("took", .ref("CalendarDay"), "The day of the record's event."),
                .maybe("event", .ref("OperationID"), "The consent event it rests on."),
                .maybe("since", .ref("CalendarDay"), "The day it counts from."),
                .always("isLimited", .flag, "Whether that event is limited to records."),
                .always("needsRecord", .flag, "Whether only a yes that names the record lifts it."),
                .maybe("overriddenBy", .ref("RecordID"), "The record with the reason to go on."),
            ]),
        .message(
            "ConsentSheetRequest", "A table of consent.",
            [
                .always("csv", .text, "With a row of headings."),
                .maybe("mode", .ref("ConsentMode"), "For rows that give none."),
                .maybe("form", .text, "For rows that give none."), .maybe("dryRun", .flag),
            ]),
        .message(
            "ConsentCheckRequest", "Asks whether records may be used for something.",
            [.always("use", .ref("ConsentUse")), .always("records", .list(.text), "Parts of ids.")]),
        .message(
            "ConsentCheckReply", "Whether they may, and what is missing.",
            [
                .always("verdict", .ref("ConsentVerdict")), .always("gaps", .list(.ref("ConsentGap"))),
                .always("sentences", .list(.text), "One for each gap."),
                .always("commands", .list(.text), "What would record what is missing."),
            ]),
    ]

    private static let consentForms: [Schema] = [
        .message(
            "ConsentFormsReply", "The forms and scripts.", [.always("forms", .list(.ref("ConsentForm")))]),
        .message(
            "ConsentForm", "One version of a form or script.",
            [
                .always("name", .text), .always("version", .text), .always("kind", .ref("ConsentFormKind")),
                .always("purposes", .list(.ref("ConsentPurpose"))),
                .always("digest", .text, "SHA-256 of the text."), .always("validFrom", .ref("CalendarDay")),
                .maybe("validUntil", .ref("CalendarDay")),
                .maybe("reconsentMonths", .whole, "After how many months people are asked again."),
                .always("added", .ref("Provenance")),
            ]),
        .message(
            "ConsentFormRequest", "Adds a version of a form or script.",
            [
                .always("name", .text), .always("version", .text), .always("kind", .ref("ConsentFormKind")),
                .always("purposes", .list(.ref("ConsentPurpose"))),
                .always("text", .text, "What the participant reads or hears."),
                .maybe("validFrom", .ref("CalendarDay"), "Absent for today."),
                .maybe("validUntil", .ref("CalendarDay")), .maybe("reconsentMonths", .whole, "1 to 120."),
            ]),
        .message(
            "ConsentFormReply", "The form that was added.",
            [.always("form", .ref("ConsentForm")), .always("operation", .ref("OperationID"))]),
    ]
}
