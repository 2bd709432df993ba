import StudyModel

extension Schemas {
    /// Rounds of double-coding and agreement.
    static let rounds: [Schema] = roundValues + roundMessages + agreement

    private static let roundValues: [Schema] = [
        .value("RoundID", "Names a round.", pattern: "^[a-z0-9](-?[a-z0-9])*$"),
        .value("RoundLevel", "What is compared.", oneOf: Round.Level.allCases.map(\.rawValue)),
        .value("RoundState", "How far a round is.", oneOf: Round.State.allCases.map(\.rawValue)),
        .message(
            "Round", "A round of double-coding.",
            [
                .always("id", .ref("RoundID")), .always("title", .text), .always("level", .ref("RoundLevel")),
                .always("codes", .list(.ref("CodeID")), "What is compared: the declared categories."),
                .always("frame", .text, "SHA-256 of the state of the coding frame."),
                .always("coders", .list(.ref("CoderID"))), .always("draw", .ref("RoundDraw")),
                .always("rule", .ref("RoundRule")),
                .maybe("key", .text, "What work is sealed to: an age recipient."),
                .always("records", .list(.ref("RoundRecord")), "In the order in which they are coded."),
                .always("events", .list(.ref("RoundEvent"))), .always("nonce", .text),
            ]),
        .message(
            "RoundDraw", "How the sample was drawn.",
            [
                .always("way", .text, "size, share, all or named."), .always("amount", .whole),
                .always("seed", .whole), .always("strata", .list(.text)), .always("population", .whole),
            ]),
        .message(
            "RoundRule", "What was decided beforehand.",
            [
                .always("statistic", .text), .always("threshold", .whole, "In thousandths."),
                .always("byLowerLimit", .flag),
            ]),
        .message(
            "RoundRecord", "A record of the sample, in the version that is coded.",
            [
                .always("record", .ref("RecordID")), .always("version", .whole), .always("sha256", .text),
                .always("stratum", .text),
            ]),
        .message(
            "RoundEvent", "What happened to a round.",
            [
                .always("act", .text, "planned, opened, closed, reopened or returned."),
                .always("by", .ref("MemberID")),
                .always("at", .ref("Timestamp")), .maybe("reason", .text),
                .maybe("coder", .ref("CoderID"), "Whose work was returned."),
            ]),
        .message(
            "RoundProgress", "How far one coder is; nothing of what they coded.",
            [
                .always("coder", .ref("CoderID")), .always("opened", .whole), .always("done", .whole),
                .always("isSubmitted", .flag),
            ]),
        .message(
            "RoundExpectation", "How often a code may be expected in the sample.",
            [.always("code", .text), .maybe("occurrences", .number, "Absent where nothing is coded yet.")]),
    ]

    private static let roundMessages: [Schema] = [
        .message("RoundsReply", "The rounds, by name.", [.always("rounds", .list(.ref("RoundView")))]),
        .message(
            "RoundView", "A round as it is shown.",
            [
                .always("round", .ref("Round")), .always("state", .ref("RoundState")),
                .always("codes", .list(.text), "Paths, in the order of the round's codes."),
                .always("progress", .list(.ref("RoundProgress"))),
                .always("expected", .list(.ref("RoundExpectation"))),
            ]),
        .message(
            "RoundPlan", "A round as a person asks for it.",
            [
                .always("title", .text), .maybe("name", .text, "Made from the title without it."),
                .maybe("codes", .list(.text), "Each with all below it."), .maybe("level", .ref("RoundLevel")),
                .maybe("coders", .list(.ref("CoderID"))), .maybe("size", .whole),
                .maybe("share", .whole, "Of a hundred."),
                .maybe("records", .list(.text), "Parts of ids; nothing is drawn then."),
                .maybe("kinds", .list(.ref("RecordKind"))),
                .maybe("strata", .list(.text), "kind, length, or attributes of cases."),
                .maybe("seed", .whole), .maybe("rule", .ref("RoundRule")),
                .maybe("again", .flag, "Records that a coder has coded before may be taken."),
                .maybe("dryRun", .flag, "Say what would be planned and write nothing."),
            ]),
        .message(
            "RoundRequest", "A step in a round; each takes what concerns it.",
            [
                .maybe("isDone", .flag, "Of next: through with the record before."),
                .maybe("isPartial", .flag, "Of submit: records may be missing."),
                .maybe("coder", .ref("CoderID"), "Of return."),
                .maybe("reason", .text, "Of return, close and reopen."),
            ]),
        .message("RoundRemovedReply", "The round that was taken away.", [.always("round", .ref("RoundID"))]),
        .message(
            "RoundTask", "What a coder codes now.",
            [
                .always("round", .ref("RoundID")), .maybe("record", .ref("RecordSummary")),
                .maybe("number", .whole), .always("total", .whole), .always("done", .whole),
                .always("codes", .list(.text)),
            ]),
        .message(
            "DisagreementsReply", "Where coders did not do the same.",
            [
                .always("round", .ref("RoundID")), .always("agreed", .whole),
                .always("disagreements", .list(.ref("DisagreementView"))),
                .maybe("before", .number, "The share alike before anybody talked."),
                .maybe("after", .number, "The share that is settled now."),
            ]),
        .message(
            "DisagreementView", "A place where coders did not do the same.",
            [
                .always("id", .text), .always("record", .ref("RecordID")),
                .always("kind", .text, "boundary, code or one-sided."), .always("before", .text),
                .always("text", .text), .always("after", .text),
                .always("sides", .list(.ref("DisagreementSide"))), .maybe("decision", .ref("RoundDecision")),
            ]),
        .message(
            "DisagreementSide", "One coder's part.",
            [
                .always("name", .text, "The coder, or a letter."),
                .always("codings", .list(.ref("DisagreementPart"))),
            ]),
        .message(
            "DisagreementPart", "A coding of one side.",
            [
                .always("code", .text), .maybe("span", .list(.whole)), .always("quote", .text),
                .maybe("comment", .text),
            ]),
        .message(
            "AdjudicationOrder", "Decides a disagreement.",
            [
                .always("disagreement", .text), .always("outcome", .text, "one, both, new or neither."),
                .maybe("side", .text, "Whose coding stands: the coder or their letter."),
                .maybe("new", .ref("CodingChange"), "The coding that stands: an add."),
                .always("method", .text, "negotiated, majority or adjudicator."), .always("reason", .text),
                .maybe("proposal", .text, "A change of the coding frame that came out of it."),
                .maybe("cleared", .flag, "A person has looked, and what may look like a name is none."),
            ]),
        .message(
            "RoundDecision", "What was decided.",
            [
                .always("disagreement", .text), .always("record", .ref("RecordID")), .always("kind", .text),
                .always("outcome", .text), .maybe("side", .ref("CoderID")), .always("method", .text),
                .always("reason", .text), .maybe("proposal", .text),
                .always("codings", .list(.ref("CodingID"))), .always("result", .list(.ref("CodingID"))),
                .always("by", .ref("MemberID")), .always("at", .ref("Timestamp")),
            ]),
    ]

    private static let agreement: [Schema] = [
        .message(
            "RoundReport", "How far the coders of a closed round agree.",
            [
                .always("round", .ref("RoundID")), .always("report", .ref("AgreementReport")),
                .always("groups", .list(.ref("AgreementGroup"))),
            ]),
        .message(
            "AgreementGroup", "Some of the records or coders alone.",
            [
                .always("name", .text), .always("records", .whole),
                .always("figure", .ref("AgreementFigure")),
            ]),
        .message(
            "AgreementReport", "Agreement between coders.",
            [
                .always("title", .text), .always("design", .list(.ref("AgreementFact"))),
                .always("coders", .list(.text)), .always("overall", .list(.ref("AgreementFigure"))),
                .always("codes", .list(.ref("CodeAgreement"))),
                .maybe("confusion", .ref("AgreementConfusion"), "For two coders."),
                .maybe("rule", .ref("RuleOutcome")), .always("warnings", .list(.text)),
                .maybe("adjudication", .ref("AdjudicationCounts")),
            ]),
        .message(
            "AgreementFact", "How the figures came about.",
            [.always("heading", .text), .always("text", .text)]),
        .message(
            "AgreementFigure", "A figure, or why there is none.",
            [
                .always("name", .text), .always("title", .text), .always("value", .numberOrNull),
                .maybe("reason", .text, "A stable word, such as no-variation."),
                .maybe("interval", .ref("AgreementInterval")),
                .maybe("intervalReason", .text, "Why there is no interval although one was asked for."),
                .maybe("notes", .list(.text), "What the value is to be read with, such as constant-coder."),
                .always("parameters", .map, "What it was computed with."),
                .always("meaning", .text, "One sentence."),
            ]),
        .message(
            "AgreementInterval", "How sure a figure is.",
            [
                .always("lower", .number), .always("upper", .number), .always("level", .number),
                .always("method", .text), .maybe("standardError", .number), .maybe("replicates", .whole),
                .maybe("dropped", .whole, "Without a value."), .maybe("seed", .whole),
                .maybe("population", .whole), .maybe("below", .list(.ref("AgreementBelow"))),
            ]),
        .message(
            "AgreementBelow", "How likely another sample is below a threshold.",
            [.always("threshold", .number), .always("share", .number)]),
        .message(
            "CodeAgreement", "One code, or one category.",
            [
                .always("code", .text), .always("units", .whole), .always("applied", .list(.whole)),
                .maybe("table", .list(.whole), "Both, only the first, only the second, neither."),
                .always("figures", .list(.ref("AgreementFigure"))),
            ]),
        .message(
            "AgreementConfusion", "What the first coder had in rows, the second in columns.",
            [
                .always("labels", .list(.text)), .always("counts", .list(.list(.whole))),
                .always("unit", .text),
            ]),
        .message(
            "RuleOutcome", "What came of the rule that was stated beforehand.",
            [
                .always("rule", .text), .always("outcome", .text, "met, not-met or undecided."),
                .always("sentence", .text), .always("failing", .list(.text)),
            ]),
        .message(
            "AdjudicationCounts", "What came of a round's disagreements.",
            [
                .always("agreed", .whole), .always("disagreements", .map, "By kind."),
                .always("decided", .map, "By method."), .maybe("before", .number), .maybe("after", .number),
            ]),
    ]
}
